-- The secret key bypasses row security; the rules on inbox and transactions hold for it all the same.
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_service();
select tests.refused(statement, 'service_role: ' || left(statement, 60)) from tests.forbidden;
select tests.refused('select * from private.' || t, 'service_role cannot read private.' || t)
from unnest(array['agent_tokens', 'labels', 'label_counters', 'monthly_totals_kept']) t;
select tests.refused('insert into public.members (ledger_id, user_id, role) values (tests.id(''casa''), tests.id(''otto''), ''owner'')', 'service_role adds no member');
select tests.refused('insert into public.agents (ledger_id, name) values (tests.id(''casa''), ''x'')', 'service_role makes no agent');
select tests.refused('update public.ledgers set name = ''x'' where id is not null', 'service_role renames nothing');
select tests.refused('select public.create_agent(tests.id(''casa''), ''x'')', 'service_role calls no owner''s function');
select tests.refused('select public.delete_ledger(tests.id(''casa''), ''Casa'')', 'service_role deletes nothing');
select tests.refused('select public.ledger_changes(tests.id(''casa''), 0)', 'service_role reads tables, not the page''s functions');
select is((select count(*)::int from public.transactions), 3, 'service_role reads transactions');
select is((select count(*)::int from public.inbox), 4, 'and the inbox');
select is((select count(*)::int from public.bill_items), 3, 'and bill_items');
select lives_ok('select * from public.current_month_bill, public.previous_month_bill', 'and the bills');

select * from finish();
rollback;

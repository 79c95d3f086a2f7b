-- A viewer reads everything of the ledger but secrets, and changes nothing.
-- covers policies "members read their ledgers", "members see who is in", "members read categories", "members read sources",
-- "members read people", "members read bill closings", "members read budgets", "members see agents",
-- "members read transactions", "members and agents read items"
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_person('vera');
select tests.refused(statement, 'viewer: ' || left(statement, 60)) from tests.forbidden;
select tests.refused('select * from private.agent_tokens', 'viewer: no tokens');
select tests.refused('select * from private.labels', 'viewer: no private tables');
select tests.refused('select * from private.monthly_totals_kept', 'viewer: no kept totals');
select tests.refused('select public.create_agent(tests.id(''casa''), ''x'')', 'viewer: no agents');
select tests.refused('select public.import_token(tests.id(''casa''))', 'viewer: imports nothing');
select tests.refused('select public.revoke_agent(tests.id(''zap''))', 'viewer: revokes nobody');
select tests.refused('select public.invite_member(tests.id(''casa''), ''x@example.com'', ''viewer'')', 'viewer: invites nobody');
select tests.refused('select public.set_member_role(tests.id(''casa''), tests.id(''vera''), ''owner'')', 'viewer: cannot rise');
select tests.refused('select public.remove_member(tests.id(''casa''), tests.id(''edu''))', 'viewer: removes nobody');
select tests.refused('select public.export_ledger(tests.id(''casa''))', 'viewer: no export');
select tests.refused('select public.export_rows(tests.id(''casa''), ''inbox'')', 'viewer: no export in steps');
select tests.refused('select public.erase_texts(tests.id(''casa''), person_id => 1)', 'viewer: erases nothing');
select tests.refused('select public.delete_ledger(tests.id(''casa''), ''Casa'')', 'viewer: deletes nothing');
select tests.refused('select public.dismiss_inbox(tests.id(''refused''))', 'viewer: dismisses nothing');
select tests.refused('select public.map_text(tests.id(''casa''), ''category'', ''cine'', 2)', 'viewer: maps nothing');
select tests.refused('insert into public.categories (ledger_id, name) values (tests.id(''casa''), ''x'')', 'viewer: no category');
select tests.refused('insert into public.sources (ledger_id, name) values (tests.id(''casa''), ''x'')', 'viewer: no source');
select tests.refused('insert into public.people (ledger_id, name) values (tests.id(''casa''), ''x'')', 'viewer: no person');
select tests.refused('insert into public.budgets (ledger_id, month, amount_cents) values (tests.id(''casa''), ''2026-11-01'', 1)', 'viewer: no budget');
select tests.refused('insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values (tests.id(''casa''), 1, ''2026-11-01'', ''2026-11-01'')', 'viewer: no closing');
select tests.refused('insert into public.members (ledger_id, user_id, role) values (tests.id(''casa''), tests.id(''rita''), ''owner'')', 'viewer: no member');
select tests.refused('insert into public.invitations (ledger_id, email, role) values (tests.id(''casa''), ''x@example.com'', ''owner'')', 'viewer: no invitation');
select tests.refused('insert into public.agents (ledger_id, name) values (tests.id(''casa''), ''x'')', 'viewer: no agent by hand');
select tests.refused('update public.ledgers set currency = ''USD'' where id is not null', 'viewer: no currency');
select ok(tests.touches(statement, 0), 'viewer touches no row: ' || statement)
from unnest(array[
	'update public.ledgers set name = ''x'' where id is not null',
	'update public.categories set name = ''x'' where id is not null',
	'update public.cycles set closing_day = 1 where source_id is not null',
	'update public.people set name = ''x'' where id is not null',
	'update public.budgets set amount_cents = 0 where id is not null',
	'update public.bill_closings set closing_date = ''2026-09-20'' where source_id is not null',
	'delete from public.categories where id is not null',
	'delete from public.sources where id is not null',
	'delete from public.people where id is not null',
	'delete from public.budgets where id is not null',
	'delete from public.bill_closings where source_id is not null',
	'delete from public.invitations where id is not null'
]) statement;

select results_eq('select name from public.ledgers', array['Casa'], 'viewer sees the ledger');
select is((select count(*)::int from public.members), 3, 'and who is in');
select is((select count(*)::int from public.agents), 2, 'and its agents');
select set_eq('select a.name from public.inbox i cross join lateral public.agents(i) a', array['zap'], 'and who sent an item');
select is((select count(*)::int from public.categories), 2, 'categories');
select is((select count(*)::int from public.sources), 1, 'sources');
select is((select count(*)::int from public.people), 1, 'people');
select is((select count(*)::int from public.bill_closings), 1, 'bill closings');
select is((select count(*)::int from public.budgets), 1, 'budgets');
select is((select count(*)::int from public.transactions), 2, 'transactions');
select is((select count(*)::int from public.inbox), 3, 'inbox');
select is_empty('select * from public.invitations', 'but no invitations');
select is((select count(*)::int from public.bill_items), 2, 'bill_items');
select ok((select count(*) from public.current_month_bill) + (select count(*) from public.previous_month_bill) between 0 and 2, 'this and last month''s bill');
select is((select sum(amount_cents)::bigint from public.monthly_totals), 11290::bigint, 'monthly_totals add up');
select is((public.ledger_changes(tests.id('casa'), 0) ->> 'head')::int, 2, 'ledger_changes');
select is((select count(*)::int from public.list_members(tests.id('casa'))), 3, 'list_members');
select results_eq('select what, text, count from public.unknown_texts(tests.id(''casa'')) order by what', $$values ('category', 'cine', 1::bigint), ('source', 'pix', 1::bigint)$$, 'unknown_texts');
select is((select count(*)::int from public.transaction_history(tests.id('bought'))), 1, 'transaction_history');
select is_empty('select * from public.contacts', 'viewer: no contacts');
select tests.refused('select public.create_join_code(tests.id(''casa''), 1)', 'viewer: no codes');
select lives_ok('select public.remove_member(tests.id(''casa''), tests.id(''vera''))', 'a viewer may leave');
select is_empty('select * from public.ledgers', 'and sees nothing any more');

select * from finish();
rollback;

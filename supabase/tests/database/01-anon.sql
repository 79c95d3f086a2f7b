-- Nobody signed in, no token: nothing at all.
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_anon();
select tests.refused(statement, 'anon: ' || left(statement, 60)) from tests.forbidden;

select tests.refused(format('select * from public.%I', t), 'anon cannot read ' || t)
from unnest(array[
	'ledgers', 'members', 'invitations', 'agents', 'categories', 'sources', 'people', 'bill_closings', 'budgets',
	'transactions', 'bill_items', 'current_month_bill', 'previous_month_bill', 'monthly_totals'
]) t;
select tests.refused(format('select * from private.%I', t), 'anon cannot read private.' || t)
from unnest(array['agent_tokens', 'labels', 'label_counters', 'monthly_totals_kept', 'remains']) t;
select is_empty('select * from public.inbox', 'anon sees no inbox row');
select tests.refused('select public.agent_summary()', 'anon has no summary');
select tests.refused(call, 'anon cannot call ' || call)
from unnest(array[
	'select public.ledger_changes(tests.id(''casa''), 0)',
	'select public.create_ledger(''x'')',
	'select public.delete_ledger(tests.id(''casa''), ''Casa'')',
	'select public.export_ledger(tests.id(''casa''))',
	'select public.export_rows(tests.id(''casa''), ''inbox'')',
	'select public.erase_remains(tests.id(''casa''))',
	'select public.erase_texts(tests.id(''casa''), person_id => 1)',
	'select public.create_agent(tests.id(''casa''), ''x'')',
	'select public.revoke_agent(tests.id(''zap''))',
	'select public.invite_member(tests.id(''casa''), ''x@example.com'', ''owner'')',
	'select public.accept_invitation(gen_random_uuid())',
	'select public.decline_invitation(gen_random_uuid())',
	'select * from public.my_invitations()',
	'select public.rename_member(gen_random_uuid(), ''x'')',
	'select public.undo_label(gen_random_uuid(), gen_random_uuid())',
	'select public.label_uses(gen_random_uuid(), ''category'', 1)',
	'select * from public.list_members(tests.id(''casa''))',
	'select public.set_member_role(tests.id(''casa''), tests.id(''vera''), ''owner'')',
	'select public.remove_member(tests.id(''casa''), tests.id(''vera''))',
	'select public.map_text(tests.id(''casa''), ''category'', ''cine'', 2)',
	'select * from public.unknown_texts(tests.id(''casa''))',
	'select public.dismiss_inbox(tests.id(''refused''))',
	'select * from public.transaction_history(tests.id(''bought''))'
]) call;
select tests.refused(format('insert into public.%I (ledger_id) values (tests.id(''casa''))', t), 'anon cannot write ' || t)
from unnest(array['members', 'invitations', 'agents', 'categories', 'sources', 'people', 'bill_closings', 'budgets']) t;

select * from finish();
rollback;

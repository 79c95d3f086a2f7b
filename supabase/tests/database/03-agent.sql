-- An agent with a valid token: inserts into the inbox, reads its own rows and the summary. Nothing else.
-- covers policy "agents write" on inbox, policy "agents read their own items" on inbox
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_agent('zap');
select tests.refused(statement, 'agent: ' || left(statement, 60))
from tests.forbidden where statement not like 'insert into public.inbox (message_id, description%';
select tests.refused(format('select * from public.%I', t), 'agent cannot read ' || t)
from unnest(array[
	'ledgers', 'members', 'invitations', 'agents', 'categories', 'sources', 'people', 'bill_closings', 'budgets',
	'transactions', 'bill_items', 'current_month_bill', 'previous_month_bill', 'monthly_totals'
]) t;
select tests.refused('select * from private.agent_tokens', 'agent cannot read tokens');
select is(public.agent_recorded(array[gen_random_uuid()]), '{}', 'agent: agent_recorded tells of its own ledger''s transactions only');
select is(public.agent_sources() ->> 'timezone', 'America/Sao_Paulo', 'agent: agent_sources tells of its own ledger');
select tests.refused('select public.ledger_changes(tests.id(''casa''), 0)', 'agent cannot read changes');
select tests.refused('select public.export_ledger(tests.id(''casa''))', 'agent cannot export');
select tests.refused('insert into public.inbox (message_id, ledger_id) values (''x'', tests.id(''vizinhos''))', 'agent never names a ledger');
select tests.refused(format('insert into public.inbox (message_id, %I) values (''x'', null)', c), 'agent cannot give ' || c)
from unnest(array['id', 'agent_id', 'received_at', 'status', 'reason', 'reason_detail', 'amount_cents', 'transaction_id', 'revision', 'dismissed_at', 'dismissed_by']) c;

select results_eq(
	'select message_id from public.inbox order by message_id',
	array['casa-1', 'casa-2', 'casa-3'], 'agent reads its own items'
);
select lives_ok('insert into public.inbox (message_id, description, amount) values (''new'', ''Pão'', ''"7,50"'')', 'agent writes');
select results_eq(
	'select status, amount_cents, revision from public.inbox where message_id = ''new''',
	$$values ('accepted', 750::bigint, 3::bigint)$$, 'and reads what became of it'
);
select is(public.agent_summary() ->> 'ledger', 'Casa', 'the summary is of the agent''s ledger');
select ok((public.agent_summary() ->> 'spending_cents')::bigint >= 6750, 'with its spending');
select throws_ok('select public.agent_summary(''11/2026'')', '22023', null, 'a month is YYYY-MM');

select tests.as_agent('vizinho');
select results_eq('select message_id from public.inbox', array['vizinhos-1'], 'another ledger''s agent sees its own only');
select is((public.agent_summary() ->> 'spending_cents')::bigint, 100::bigint, 'and sums its own only');
select lives_ok('insert into public.inbox (message_id, action, target_message_id) values (''v'', ''void'', ''casa-1'')', 'a void across ledgers is stored');
select results_eq('select status, reason from public.inbox where message_id = ''v''', $$values ('rejected', 'target_not_found')$$, 'as rejected: the target is not there for it');

select * from finish();
rollback;

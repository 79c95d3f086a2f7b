-- A forged token, and one that was revoked: as good as none.
-- covers policy "agents write" on inbox, policy "agents read their own items" on inbox
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_agent('forjado');
select tests.refused('insert into public.inbox (message_id, description, amount) values (''f'', ''x'', ''1'')', 'forged: no insert');
select is_empty('select * from public.inbox', 'forged: reads nothing');
select tests.refused('select public.agent_summary()', 'forged: no summary');

select tests.as_agent('antigo');
select throws_like(
	'insert into public.inbox (message_id, description, amount) values (''r'', ''x'', ''1'')',
	'%not valid: unknown or revoked%', 'revoked: no insert, and a clear message'
);
select is_empty('select * from public.inbox', 'revoked: reads nothing');
select tests.refused('select public.agent_summary()', 'revoked: no summary');

-- The token's hash is no token.
select tests.as_postgres();
select set_config('request.headers', json_build_object('x-agent-token', encode(token_hash, 'hex'))::text, true) from private.agent_tokens limit 1;
select tests.refused('insert into public.inbox (message_id, description, amount) values (''h'', ''x'', ''1'')', 'a hash is refused, for postgres too');

-- With a token, postgres and service_role may write as that agent; what the rules decide is still theirs.
select tests.act('service_role', null, (select value from tests.known where key = 'zap.token'));
select lives_ok('insert into public.inbox (message_id, description, amount) values (''s1'', ''x'', ''1'')', 'service_role with a token writes');
select tests.refused('insert into public.inbox (message_id, status) values (''s2'', ''accepted'')', 'service_role cannot set the status');
select tests.act('postgres', null, (select value from tests.known where key = 'zap.token'));
select lives_ok(
	'insert into public.inbox (message_id, description, amount, ledger_id, agent_id, status, revision, transaction_id, amount_cents)
	values (''p1'', ''x'', ''"nada"'', tests.id(''vizinhos''), tests.id(''vizinho''), ''accepted'', 77, gen_random_uuid(), 5)',
	'postgres with a token writes'
);
select results_eq(
	'select ledger_id, agent_id, status, revision, amount_cents, transaction_id from public.inbox where message_id = ''p1''',
	$$values (tests.id('casa'), tests.id('zap'), 'rejected', null::bigint, null::bigint, null::uuid)$$,
	'and what it claimed was decided anew: the token''s ledger, the rules'' status'
);

-- The settings by which the triggers talk prove nothing.
select throws_ok(
	'insert into public.inbox (message_id, description, amount) select set_config(''painel.agent'', tests.id(''vizinho'')::text, true) || ''x'', ''x'', ''1''',
	'42501', null, 'turning painel.agent inside the statement is refused'
);
select throws_ok(
	'insert into public.inbox (message_id, description, amount) select set_config(''painel.ledger'', tests.id(''vizinhos'')::text, true) || ''x'', ''x'', ''1''',
	'42501', null, 'turning painel.ledger inside the statement is refused'
);
select throws_ok(
	'insert into public.inbox (message_id, description, amount) select set_config(''painel.revision'', ''500'', true) || ''x'', ''x'', ''1''',
	'42501', null, 'turning painel.revision inside the statement is refused'
);
select throws_ok(
	'insert into public.inbox (message_id, description, amount) select set_config(''painel.revision'', ''0'', true) || k, ''x'', ''1'' from generate_series(1, 2) k',
	null, null, 'turning painel.revision back is refused'
);

select * from finish();
rollback;

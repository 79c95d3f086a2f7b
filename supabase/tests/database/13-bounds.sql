-- Whatever is sent, nothing grows without end and nothing runs for minutes: who asks comes first, then the size of what is
-- sent, and only then is it read. (normalize() takes quadratic time and cannot be cancelled.)
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

-- 160 kB of combining marks ran for over a minute.
create function tests.heavy(size integer default 80000) returns text language sql immutable as $$ select 'a' || repeat(U&'\0316\0301', size / 2) $$;
create function tests.quick(who text, statement text) returns setof text language plpgsql as $$
declare
	v_started timestamptz;
begin
	if who = 'zap' then
		perform tests.as_agent(who);
	else
		perform tests.as_person(who);
	end if;
	v_started := clock_timestamp();
	begin
		execute statement;
	exception when others then null;
	end;
	return next extensions.ok(clock_timestamp() - v_started < interval '3 seconds', who || ', quick: ' || left(statement, 80));
end $$;

create table tests.texts (statement text);
grant select on tests.texts to public;
insert into tests.texts values
	('select public.map_text(tests.id(''casa''), ''category'', tests.heavy(), 2)'),
	('insert into public.categories (ledger_id, name) values (tests.id(''casa''), tests.heavy())'),
	('insert into public.sources (ledger_id, name, aliases) values (tests.id(''casa''), ''x'', array[tests.heavy()])'),
	('insert into public.people (ledger_id, name, aliases) select tests.id(''casa''), ''x'', array_agg(tests.heavy(240) || k) from generate_series(1, 40000) k'),
	('update public.categories set aliases = array[tests.heavy()] where ledger_id = tests.id(''casa'') and id = 1'),
	('update public.ledgers set name = tests.heavy() where id = tests.id(''casa'')'),
	('update public.ledgers set timezone = tests.heavy() where id = tests.id(''casa'')'),
	('select public.create_ledger(tests.heavy(), tests.heavy(), tests.heavy())'),
	('select public.create_agent(tests.id(''casa''), tests.heavy())'),
	('select public.create_agent(tests.id(''casa''), ''x'', array_fill(tests.heavy(100), array[100000]))'),
	('select public.invite_member(tests.id(''casa''), tests.heavy() || ''@example.com'', ''viewer'')'),
	('select public.delete_ledger(tests.id(''casa''), tests.heavy())'),
	('select public.erase_texts(tests.id(''casa''), contact => tests.heavy())'),
	('select public.ledger_changes(tests.id(''casa''), 0, 10, tests.heavy())');
select tests.quick(who, statement) from unnest(array['otto', 'vera', 'ana']) who, tests.texts;
select tests.quick('zap', format('insert into public.inbox (message_id, description, amount, %I) values (gen_random_uuid(), ''x'', ''1'', tests.heavy(1000000))', c))
from unnest(array['category', 'source', 'person', 'kind', 'action', 'target_message_id']) c;
select tests.quick('zap', statement) from unnest(array[
	'insert into public.inbox (message_id, description, amount) values (gen_random_uuid(), tests.heavy(1000000), to_jsonb(tests.heavy(1000000)))',
	'insert into public.inbox (message_id, action, person) values (gen_random_uuid(), ''void'', tests.heavy(1000000))',
	'select public.agent_summary(tests.heavy(1000000))'
]) statement;

-- A stranger learns nothing by a name: the same answer for a ledger that is there and for one that is not.
select tests.as_person('otto');
select throws_ok(
	format('insert into public.%I (ledger_id, name) values (%L, ''x'')', t, l), '42501',
	format('new row violates row-level security policy for table "%s"', t), t || ': no matter whether the ledger exists'
)
from unnest(array['categories', 'sources', 'people']) t, unnest(array[tests.id('casa'), gen_random_uuid()]) l;

-- How long, how many.
select tests.as_person('ana');
select lives_ok(format('insert into public.categories (ledger_id, name) values (tests.id(''casa''), %L)', repeat('ã', 60)), 'a name of 60');
select throws_ok(format('insert into public.categories (ledger_id, name) values (tests.id(''casa''), %L)', repeat('ã', 61)), '22023', 'name must have 1 to 60 characters', 'not of 61');
select throws_ok(format('select public.create_ledger(%L)', repeat('x', 61)), '22023', 'name must have 1 to 60 characters', 'nor a ledger''s');
select throws_ok(format('select public.create_agent(tests.id(''casa''), %L)', repeat('x', 61)), '22023', 'name must have 1 to 60 characters', 'nor an agent''s');
select lives_ok('update public.categories set aliases = (select array_agg(''alias '' || k) from generate_series(1, 50) k) where ledger_id = tests.id(''casa'') and id = 1', '50 aliases');
select throws_ok('update public.categories set aliases = (select array_agg(''alias '' || k) from generate_series(1, 51) k) where ledger_id = tests.id(''casa'') and id = 1', '22023', 'aliases may be at most 50', 'not 51');
select throws_ok('update public.categories set name = ''Feira'' where ledger_id = tests.id(''casa'') and id = 1', '22023', 'aliases may be at most 50', 'nor by a rename, which keeps the old name');
select throws_ok('select public.map_text(tests.id(''casa''), ''category'', ''mais um'', 1)', '22023', 'aliases may be at most 50', 'nor by mapping a text');
select lives_ok('update public.sources set aliases = array[repeat(''x'', 120)] where ledger_id = tests.id(''casa'') and id = 1', 'an alias of 120');
select throws_ok('update public.sources set aliases = array[repeat(''x'', 121)] where ledger_id = tests.id(''casa'') and id = 1', '22023', 'aliases must have at most 120 characters', 'not of 121');
select throws_ok('select public.map_text(tests.id(''casa''), ''source'', repeat(''x'', 121), 1)', '22023', 'label must have at most 120 characters', 'nor by mapping a text');

-- zap is there already, and antigo, which is revoked, does not count.
select is((select count(public.create_agent(tests.id('casa'), 'agente ' || k))::int from generate_series(1, 19) k), 19, '20 agents');
select throws_ok('select public.create_agent(tests.id(''casa''), ''mais um'')', '22023', 'a ledger has at most 20 agents', 'not 21');
select lives_ok('select public.revoke_agent(tests.id(''zap''))', 'one revoked');
select lives_ok('select public.create_agent(tests.id(''casa''), ''outro'')', 'makes room for another');
select is((select count(public.invite_member(tests.id('casa'), 'p' || k || '@example.com', 'viewer'))::int from generate_series(1, 49) k), 49, '50 open invitations, nina''s among them');
select throws_ok('select public.invite_member(tests.id(''casa''), ''mais@example.com'', ''viewer'')', '22023', 'a ledger has at most 50 open invitations', 'not 51');
select lives_ok('select public.invite_member(tests.id(''casa''), ''p1@example.com'', ''editor'')', 'but another role for one of them');
select is((select count(public.create_ledger('casa ' || k))::int from generate_series(1, 19) k), 19, '20 ledgers');
select throws_ok('select public.create_ledger(''mais uma'')', '22023', 'an account owns at most 20 ledgers', 'not 21');

-- What is kept of what an agent sent.
select tests.as_agent('vizinho');
insert into public.inbox (message_id, description, amount, category, payload) values
	('long', repeat('ã', 3000), to_jsonb(repeat('9', 3000)), repeat('é', 3000), jsonb_build_object('message', repeat('x', 70000))),
	('just', repeat('ã', 280), '1', repeat('é', 2048), jsonb_build_object('message', repeat('x', 65500)));
select results_eq(
	$$select length(description), octet_length(amount::text), length(category), status, reason_detail from public.inbox where message_id = 'long'$$,
	$$values (2048, 2050, 2048, 'rejected', 'description has over 2,000 characters, at most 280 are allowed')$$, 'raw texts are kept to 2,048 characters'
);
select results_eq(
	$$select payload -> 'cut', payload -> 'length', length(payload ->> 'start'), payload ->> 'sha256' from public.inbox where message_id = 'long'$$,
	format($$values ('true'::jsonb, '70015'::jsonb, 2048, %L)$$, encode(sha256(convert_to(jsonb_build_object('message', repeat('x', 70000))::text, 'UTF8')), 'hex')),
	'a payload of over 64 kB in its cut form'
);
select results_eq(
	$$select length(description), length(category), length(payload ->> 'message'), status from public.inbox where message_id = 'just'$$,
	$$values (280, 2048, 65500, 'accepted')$$, 'and what is just within the bounds as it is'
);
select throws_ok('insert into public.inbox (message_id, action, target_message_id) values (''t'', ''void'', repeat(''x'', 513))', '22023', 'target_message_id must have at most 512 characters', 'a target of 513 characters');
select lives_ok('insert into public.inbox (message_id, action, target_message_id) values (repeat(''ã'', 512), ''void'', repeat(''x'', 512))', 'ids of 512');

select * from finish();
rollback;

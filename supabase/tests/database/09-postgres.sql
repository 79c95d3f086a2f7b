-- The owner of the tables, by hand: what the table editor and the SQL editor of the dashboard would do.
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_postgres();
select tests.refused(statement, 'postgres: ' || left(statement, 60)) from tests.forbidden;
select throws_like('delete from public.transactions where false', '%only agents write, through the inbox%', 'the message says what is wrong');
create function tests.hint_of(statement text) returns text language plpgsql as $$
declare
	v_hint text;
begin
	execute statement;
	return null;
exception when others then
	get stacked diagnostics v_hint = pg_exception_hint;
	return v_hint;
end $$;
select matches(tests.hint_of(statement), 'action "amend" or "void".*delete_ledger', 'and the hint what to do instead: ' || statement)
from unnest(array[
	'update public.transactions set amount_cents = 1 where false', 'truncate public.transactions', 'delete from public.inbox where false',
	'delete from public.ledgers where false'
]) statement;
-- Whatever goes with an account or an agent, purchases stay.
delete from auth.users where id in (tests.id('ana'), tests.id('edu'));
select is((select count(*)::int from public.inbox where ledger_id = tests.id('casa')), 3, 'an account that goes takes no item with it');
select is((select count(*)::int from public.transactions where ledger_id = tests.id('casa')), 2, 'and no purchase');

-- Nothing that one may set opens the guard.
select set_config('painel.agent', tests.id('zap')::text, true), set_config('painel.ledger', tests.id('casa')::text, true), set_config('painel.revision', '2', true);
select tests.refused(statement, 'postgres with painel.* set: ' || left(statement, 60)) from tests.forbidden;
do $$ begin
	set local session_replication_role = replica;
exception when insufficient_privilege then
	null;
end $$;
select tests.refused(statement, 'postgres as a replica: ' || left(statement, 60)) from tests.forbidden where statement not like 'truncate public.ledgers%' and statement not like '%public.ledgers set%' and statement not like 'delete from public.ledgers%';
do $$ begin
	set local session_replication_role = origin;
exception when insufficient_privilege then
	null;
end $$;

-- Nor a function or trigger of one's own, whatever it is called.
create function public.file_items() returns void language plpgsql as $$ begin update public.transactions set voided = true where id is not null; end $$;
select tests.refused('select public.file_items()', 'a function of one''s own is refused');
create function public."private.file_items"() returns void language plpgsql as $$ begin update public.transactions set voided = true where id is not null; end $$;
select tests.refused('select public."private.file_items"()', 'even by a look-alike name');
create table public.bait (id int);
create function public.bite() returns trigger language plpgsql as $$ begin update public.transactions set voided = true where id is not null; return null; end $$;
create trigger bite after insert on public.bait for each row execute function public.bite();
select tests.refused('insert into public.bait values (1)', 'and a trigger of one''s own');
-- Nor text in the statement that looks like somebody's call stack: comment, string, quoted name, at the top or inside a trigger.
create table tests.forged (statement text);
insert into tests.forged
select replace(replace(shape, '@frame', E'"\nPL/pgSQL function private.' || f || '('), '@', E'"\nSQL statement "')
from unnest(array['file_items', 'put_transaction', 'void_transaction', 'refile', 'judge_change', 'dismiss_item', 'erase_ledger']) f,
	unnest(array[
		'/* @frame */ update public.transactions set voided = true where id is not null',
		'update public.transactions set description = $s$@frame$s$ where id is not null',
		'update public.transactions as @frame" set voided = true where id is not null',
		'delete from public.transactions where id is not null /* @frame */',
		'update public.inbox set description = $s$@frame$s$ where id is not null',
		'delete from public.ledgers /* @frame */ where id is not null',
		'update public.transactions t set voided = true, revision = revision, updated_at = now() where t.id = id /* @frame */'
	]) shape;
create function tests.try(statement text) returns void language plpgsql as $$ begin execute statement; end $$;
select tests.refused(format('select tests.try(%L)', statement), 'forged in a function: ' || left(statement, 50)) from tests.forged;
select tests.refused(format('do $d$ begin execute %L; end $d$', statement), 'forged in a block: ' || left(statement, 50)) from tests.forged;
create table public.lure (statement text);
create function public.snap() returns trigger language plpgsql as $$ begin execute new.statement; return null; end $$;
create trigger snap after insert on public.lure for each row execute function public.snap();
select tests.refused(format('insert into public.lure values (%L)', statement), 'forged in a trigger: ' || left(statement, 50)) from tests.forged;

-- Nor a function of one's own in private, under a writer's name or another, be it with a writer's very statement.
create function private.refile(whatever integer) returns void language plpgsql as $$ begin
	update public.transactions set voided = true where id is not null;
end $$;
select tests.refused('select private.refile(1)', 'a namesake of a writer is refused');
do $do$ begin
	execute format(
		'create function private.imitated(ledger_id uuid, id uuid, revision bigint) returns void language plpgsql as %L',
		(select prosrc from pg_proc where proname = 'void_transaction' and pronamespace = 'private'::regnamespace)
	);
end $do$;
select tests.refused(
	format('select private.imitated(%L, %L, 3)', tests.id('casa'), tests.id('bought')), 'a writer''s copy under another name is refused'
);

-- Agents that wrote stay with what they wrote.
select throws_ok('delete from public.agents where id = tests.id(''zap'')', '23503', null, 'an agent with items is not deleted');
select throws_ok('truncate public.agents cascade', '23503', null, 'nor are all of them');
select lives_ok('delete from public.agents where id = tests.id(''antigo'')', 'one that never wrote may go');

select tests.refused(format('select private.%s', call), 'postgres without a ledger''s owner: ' || call)
from unnest(array['create_ledger(''x'', ''BRL'', ''UTC'', null)']) call;

select is((select count(*)::int from public.transactions), 3, 'all purchases are there still');
select is((select sum(revision)::int from public.ledgers), 3, 'and the counters');

select * from finish();
rollback;

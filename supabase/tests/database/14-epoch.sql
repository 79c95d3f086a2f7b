-- The channel's epoch: it grows whenever somebody stops being a member, however that comes about, since Realtime asks for
-- rights only at a join and at a new token.
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

create function tests.epoch() returns bigint language sql as $$ select epoch from public.ledgers where id = tests.id('casa') $$;
create function tests.announced() returns setof bigint language sql as $$
	select (payload ->> 'epoch')::bigint from realtime.messages
	where topic = 'ledger:' || tests.id('casa') || ':' || ((payload ->> 'epoch')::bigint - 1) and event = 'epoch' and private
	order by 1
$$;

select tests.as_postgres();
select is(tests.epoch(), 1::bigint, 'rita was removed');
select tests.as_person('ana');
select public.set_member_role(tests.id('casa'), tests.id('edu'), 'owner');
select tests.as_person('vera');
select is((public.ledger_changes(tests.id('casa'), 0) ->> 'epoch')::int, 1, 'a member reads it with the head; another role changes nothing');
select public.remove_member(tests.id('casa'), tests.id('vera'));
select tests.as_postgres();
select is(tests.epoch(), 2::bigint, 'vera left');
delete from auth.users where id = tests.id('ana');
select is(tests.epoch(), 3::bigint, 'ana''s account is deleted');
insert into public.members (ledger_id, user_id, role) values (tests.id('casa'), tests.id('rita'), 'viewer'), (tests.id('casa'), tests.id('nina'), 'viewer');
select is(tests.epoch(), 3::bigint, 'nobody is let out by whoever comes');
delete from public.members where ledger_id = tests.id('casa') and user_id in (tests.id('rita'), tests.id('nina'));
select is(tests.epoch(), 4::bigint, 'two at once are one epoch');
update public.members set user_id = tests.id('rita') where ledger_id = tests.id('casa') and user_id = tests.id('edu');
select is(tests.epoch(), 5::bigint, 'edu''s place is given to rita');
select results_eq('select tests.announced()', $$values (1::bigint), (2::bigint), (3::bigint), (4::bigint), (5::bigint)$$, 'each is announced by its number, on the topic that ends with it');
select is((select epoch from public.ledgers where id = tests.id('vizinhos')), 0::bigint, 'the neighbours keep theirs');
select is(private.topic(tests.id('casa')), 'ledger:' || tests.id('casa') || ':5', 'the topic is that of the present epoch');
select tests.refused('update public.ledgers set epoch = 0 where id = tests.id(''casa'')', 'it never goes back');

select * from finish();
rollback;

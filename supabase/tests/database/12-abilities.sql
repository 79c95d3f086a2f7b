-- What an agent may: record, converse, correct.
-- covers policy "agents read their own items" on inbox, policy "members and agents read items" on inbox
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

do $$
declare
	v_name text;
	v_agent json;
begin
	perform tests.as_person('ana');
	set local role postgres;
	foreach v_name in array array['record', 'converse', 'record,correct'] loop
		v_agent := public.create_agent(tests.id('casa'), v_name, string_to_array(v_name, ','));
		insert into tests.known values (v_name, v_agent ->> 'id'), (v_name || '.token', v_agent ->> 'token');
	end loop;
	perform tests.as_postgres();
end $$;

select tests.as_person('ana');
select results_eq(
	'select abilities from public.agents where id = tests.id(''zap'')', $$values ('{record,converse}'::text[])$$, 'a new agent records and converses'
);
select throws_ok(format('select public.create_agent(tests.id(''casa''), ''x'', %L)', a), '22023', null, 'no such abilities: ' || coalesce(a, 'null'))
from unnest(array['{}', '{read}', '{record,own}', '{record,null}', null]) a;

select tests.as_agent('converse');
select throws_like('insert into public.inbox (message_id, description, amount) values (''c'', ''x'', ''1'')', '%ability to record%', 'without record it posts nothing');
select is_empty('select * from public.inbox', 'and reads nothing');
select is(public.agent_summary() ->> 'ledger', 'Casa', 'with converse it asks for the summary');

select tests.as_agent('record');
select throws_like('select public.agent_summary()', '%ability to converse%', 'without converse it has no summary');
select lives_ok('insert into public.inbox (message_id, description, amount) values (''mine'', ''Pão'', ''"x"''), (''mine-2'', ''Pão'', ''1'')', 'with record it posts');
select results_eq('select message_id from public.inbox order by message_id', array['mine', 'mine-2'], 'and reads its own');
insert into public.inbox (message_id, action, target_message_id, amount) values
	('amend-refused', 'amend', 'casa-3', '1'), ('amend', 'amend', 'casa-1', '1'), ('void', 'void', 'casa-2', null), ('again', 'amend', 'amend', '2');
select results_eq(
	'select message_id, reason, reason_detail from public.inbox where message_id in (''amend'', ''amend-refused'', ''void'', ''again'') order by message_id',
	$$values ('again', 'target_not_found', 'no item 0 of message "amend" in this ledger'),
		('amend', 'target_not_found', 'no item 0 of message "casa-1" in this ledger'),
		('amend-refused', 'target_not_found', 'no item 0 of message "casa-3" in this ledger'),
		('void', 'target_not_found', 'no item 0 of message "casa-2" in this ledger')$$,
	'others'' items are not there for it'
);
select tests.as_agent('zap');
insert into public.inbox (message_id, description, amount, sender) values ('said', 'Uber', '18', 'tel:5511987650001');
select tests.as_agent('record');
insert into public.inbox (message_id, action, sender) values ('newest', 'void', 'tel:5511987650001');
select results_eq(
	'select status, reason from public.inbox where message_id = ''newest''',
	$$values ('rejected', 'target_not_found')$$, 'and what somebody said last, they said to it'
);

select tests.as_agent('record,correct');
select ok((select count(*) from public.inbox) > 8, 'with correct it reads all items of its ledger');
select is_empty('select * from public.inbox where ledger_id = tests.id(''vizinhos'')', 'and none of another');
insert into public.inbox (message_id, action, target_message_id, amount) values ('fix', 'amend', 'casa-3', '10'), ('fix-2', 'amend', 'casa-1', '99');
select results_eq('select status from public.inbox where message_id like ''fix%''', $$values ('accepted'), ('accepted')$$, 'and puts right what another sent');
insert into public.inbox (message_id, description, amount, sender) values ('said-too', 'Táxi', '20', 'tel:5511987650002');
insert into public.inbox (message_id, action, sender) values ('undo', 'void', 'tel:5511987650002');
select results_eq(
	'select u.status, r.message_id from public.inbox u join public.inbox r on r.id = u.transaction_id where u.message_id = ''undo''',
	$$values ('accepted', 'said-too')$$, 'and what somebody said last is undone'
);
insert into public.inbox (message_id, action, target_message_id) values ('across', 'void', 'vizinhos-1');
select results_eq('select reason from public.inbox where message_id = ''across''', array['target_not_found'], 'but not of another ledger');

-- A signed-in stranger with an agent's token is that agent, as long as the token stands.
select tests.act('authenticated', tests.id('otto'), (select value from tests.known where key = 'record,correct.token'));
select isnt_empty('select * from public.inbox where ledger_id = tests.id(''casa'')', 'somebody signed in, with the token');
select tests.as_person('ana');
select public.revoke_agent(tests.id('record,correct'));
select tests.act('authenticated', tests.id('otto'), (select value from tests.known where key = 'record,correct.token'));
select is_empty('select * from public.inbox where ledger_id = tests.id(''casa'')', 'until it is revoked');

select * from finish();
rollback;

-- The private channel: members hear their ledger's topic; nobody sends. Asked as the Realtime server asks: a probe row is
-- inserted by the server, then read under the joining person's role, claims and topic.
-- covers policy "members hear their ledgers" on realtime.messages
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

create function tests.topic(ledger text) returns text language sql security definer as $$ select private.topic(tests.id(ledger)) $$;
create function tests.may_join(topic text, extension text default 'broadcast') returns boolean language plpgsql as $$
declare
	v_role text := current_user;
	v_probe uuid := gen_random_uuid();
	v_visible boolean;
begin
	perform set_config('role', 'postgres', true);
	insert into realtime.messages (id, topic, extension) values (v_probe, topic, extension);
	perform set_config('role', v_role, true), set_config('realtime.topic', topic, true);
	select exists (select from realtime.messages where id = v_probe) into v_visible;
	return v_visible;
end $$;

select tests.as_anon();
select is(tests.may_join(tests.topic('casa')), false, 'anon does not join');
select tests.as_agent('zap');
select is(tests.may_join(tests.topic('casa')), false, 'an agent does not join');
select tests.as_person('otto');
select is(tests.may_join(tests.topic('casa')), false, 'another ledger''s owner does not join');
select is(tests.may_join(tests.topic('vizinhos')), true, 'but joins his own');
select tests.as_person('rita');
select is(tests.may_join(tests.topic('casa')), false, 'a removed member does not join');
select tests.as_person('nina');
select is(tests.may_join(tests.topic('casa')), false, 'an invited person does not join before accepting');
select tests.as_person('vera');
select is(tests.may_join(tests.topic('casa')), true, 'a viewer joins');
select is(tests.may_join(tests.topic('casa'), 'presence'), false, 'for broadcasts only');
select is(tests.may_join(upper(tests.topic('casa'))), false, 'by the very topic');
select is(tests.may_join('ledger:' || tests.id('casa')), false, 'not without the epoch');
select is(tests.may_join('ledger:' || tests.id('casa') || ':0'), false, 'not the topic that ended when rita was removed');
select is(tests.may_join('ledger:' || tests.id('casa') || ':2'), false, 'nor one to come');
select is(tests.may_join('ledger:'), false, 'not the empty ledger');
select is(tests.may_join('casa'), false, 'no other topic');
select tests.as_person('ana');
select is(tests.may_join(tests.topic('casa')), true, 'an owner joins');
select set_config('realtime.topic', tests.topic('casa'), true);
select is_empty('select * from realtime.messages where topic <> tests.topic(''casa'')', 'and sees no other topic''s messages');
select tests.refused(
	$$insert into realtime.messages (topic, extension, event, payload, private) values (tests.topic('casa'), 'broadcast', 'changes', '{}', true)$$,
	'nobody sends: an owner cannot forge a change'
);
select lives_ok($$select realtime.send('{"from": 0, "to": 99}', 'changes', tests.topic('casa'), true)$$, 'realtime.send only warns');
select tests.as_postgres();
select is_empty($$select * from realtime.messages where payload ->> 'to' = '99'$$, 'and sends nothing');

select * from finish();
rollback;

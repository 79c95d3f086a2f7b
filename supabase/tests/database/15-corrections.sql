-- Who puts right on the page, who may know the senders, and who says how cards close.
-- covers policy "editors read senders" on senders, policy "nobody" on private.replies, policy "nobody" on private.kept_repeats, policy "nobody" on private.undelivered, policy "members read cycles",
-- "editors add cycles", "editors change cycles", "editors remove cycles" on cycles
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_agent('zap');
insert into public.inbox (message_id, description, amount, sender) values ('dito', 'Uber', '18', 'tel:5511987650001');
select results_eq('select sender, sender_id from public.inbox where message_id = ''dito''', $$values (null::text, 1)$$, 'a sender is taken in, and kept elsewhere');
select throws_ok('select * from public.senders', '42501', null, 'where its agent does not look');
select lives_ok('select public.agent_replied(''dito'', ''{resposta}'')', 'it says which reply is its own');
select lives_ok('select public.agent_replied(''dito'', ''{resposta,outra}'')', 'again, and of another');
select throws_ok('select public.agent_replied(''casa-1'', ''{resposta}'')', '22023', null, 'but a reply is to one message');
select throws_ok('select public.agent_replied(''dito'', ''{}'')', '22023', null, 'and there is one at least');
insert into public.inbox (message_id, action, target_message_id, amount) values ('era', 'amend', 'resposta', '20');
select results_eq('select status, (after ->> ''amount_cents'')::int from public.inbox where message_id = ''era''', $$values ('accepted', 2000)$$, 'who answers the reply means its message');
select throws_ok('select public.correct(tests.id(''casa''), ''[]'')', '42501', null, 'it corrects by the inbox');

select tests.as_person('vera');
select is_empty('select * from public.senders', 'a viewer does not learn who wrote');
select throws_ok('select public.correct(tests.id(''casa''), ''[{"message_id": "p", "action": "void", "target_message_id": "casa-1"}]'')', '42501', null, 'nor corrects');
select isnt_empty('select * from public.cycles', 'but sees how cards close');
select isnt_empty('select * from public.monthly_totals_by_day', 'and what was spent by day');
select throws_ok('insert into public.cycles (ledger_id, source_id, from_month, closing_day) values (tests.id(''casa''), 1, ''2026-12-01'', 3)', '42501', null, 'and changes neither');

select tests.as_person('otto');
select is_empty('select * from public.senders where ledger_id = tests.id(''casa'')', 'a stranger learns nothing');
select is_empty('select * from public.cycles where ledger_id = tests.id(''casa'')', 'of cards neither');
select throws_ok('select public.correct(tests.id(''casa''), ''[]'')', 'PT404', null, 'and corrects nothing there');

select tests.as_person('edu');
select results_eq('select sender from public.senders', $$values ('tel:5511987650001')$$, 'an editor sees who wrote');
select results_eq(
	'select status, revision from public.correct(tests.id(''casa''), ''[{"message_id": "p1", "action": "amend", "target_message_id": "casa-1", "amount": 60}]'')',
	$$values ('accepted', 5::bigint)$$, 'and puts right'
);
select results_eq(
	'select member_id, agent_id from public.inbox where message_id = ''p1''', $$select tests.id('edu'), null::uuid$$, 'in their own name'
);
select throws_ok('select public.correct(tests.id(''casa''), ''[{"message_id": "p2", "description": "x", "amount": 1}]'')', '22023', null, 'but types no purchase');
select throws_ok(format('select public.correct(tests.id(''casa''), %L)', i), '22023', null, 'of 1 to 1,000 corrections: ' || i)
from unnest(array['[]', '{}', 'null']) i;
select throws_ok('insert into public.inbox (message_id, description, amount) values (''p3'', ''x'', ''1'')', '42501', null, 'nor inserts by hand');
insert into public.sources (ledger_id, name) values (tests.id('casa'), 'Pix');
select lives_ok('insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day) values (tests.id(''casa''), 1, ''2026-12-01'', 3, 10)', 'an editor says how a card closes');
select throws_ok('update public.cycles set source_id = 2 where from_month is not null', '42501', null, 'of that card');
select lives_ok('delete from public.cycles where from_month is not null', 'and takes it back');

select tests.as_person('ana');
update public.ledgers set corrections = false where id = tests.id('casa');
select tests.as_person('edu');
select throws_ok('select public.correct(tests.id(''casa''), ''[{"message_id": "p4", "action": "void", "target_message_id": "casa-1"}]'')', '42501', null, 'unless an owner switched it off');

-- ---------------------------------------------------------------- the same purchase told twice
select tests.as_agent('zap');
insert into public.inbox (message_id, description, amount, sender, sent_at)
values ('twice-1', 'feira', '31', 'tel:5511999990001', now() - interval '1 minute'), ('twice-0', 'x', '1', 'tel:5511999990001', now());
select lives_ok('select public.agent_keep(''twice-1'', 0)', 'the agent says that a purchase is one of its own');
select tests.as_person('edu');
select is_empty('select * from public.told_twice(tests.id(''casa''))', 'an editor sees none told twice');
select lives_ok('select public.keep_repeat(id) from public.transactions where message_id = ''twice-0''', 'and may say it too');
select throws_ok('select * from private.kept_repeats', '42501', null, 'which is read through told_twice alone');

-- ---------------------------------------------------------------- replies that did not arrive
select is_empty('select * from public.undelivered_replies(tests.id(''casa''))', 'an editor sees that every reply arrived');
select throws_ok('select public.dismiss_undelivered(gen_random_uuid())', 'PT404', null, 'and dismisses none that is not there');
select is_empty('select * from public.quiet_agents(tests.id(''casa''))', 'nor has an agent gone quiet');
select throws_ok('select * from private.undelivered', '42501', null, 'they are read through undelivered_replies alone');
select throws_ok('select public.agent_undelivered(''dito'')', '42501', null, 'and only agents say so');
select tests.as_agent('zap');
select results_eq('select public.agent_undelivered(''dito'')', $$values (false)$$, 'of a message that was received');

select * from finish();
rollback;

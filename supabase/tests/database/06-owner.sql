-- An owner: everything but writing purchases by hand.
-- covers policies "owners rename their ledgers", "owners see invitations", "owners take invitations back"
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

select tests.as_person('ana');
select tests.refused(statement, 'owner: ' || left(statement, 60)) from tests.forbidden;
select tests.refused('select * from private.agent_tokens', 'owner: no hashes');
select tests.refused('insert into public.members (ledger_id, user_id, role) values (tests.id(''casa''), tests.id(''otto''), ''viewer'')', 'owner: adds nobody without an invitation');
select tests.refused('update public.members set role = ''owner'' where user_id is not null', 'owner: roles change by function only');
select tests.refused('delete from public.members where user_id is not null', 'owner: members leave by function only');
select tests.refused('insert into public.agents (ledger_id, name) values (tests.id(''casa''), ''x'')', 'owner: no agent without a token');
select tests.refused('update public.agents set revoked_at = null where id is not null', 'owner: a revoked agent stays revoked');
select tests.refused('delete from public.agents where id is not null', 'owner: agents are kept');
select throws_ok('select public.remove_member(tests.id(''casa''), tests.id(''ana''))', 'PT409', null, 'the last owner cannot leave');
select throws_ok('select public.set_member_role(tests.id(''casa''), tests.id(''ana''), ''editor'')', 'PT409', null, 'nor step down');
select throws_ok('select public.delete_ledger(tests.id(''casa''), ''casa'')', '22023', null, 'deleting needs the exact name');
select throws_ok('select public.delete_account(''edu@example.com'')', '22023', null, 'an account is deleted by its own address only');
select throws_ok('select public.delete_account(''ana@example.com'')', 'PT409', null, 'and not the last owner''s');
select throws_ok('select public.invite_member(tests.id(''casa''), ''not an address'', ''viewer'')', '22023', null, 'an invitation needs an address');
select throws_ok('select public.invite_member(tests.id(''casa''), ''x@example.com'', ''king'')', '22023', null, 'and a known role');
select throws_ok('select public.invite_member(tests.id(''casa''), ''EDU@example.com'', ''viewer'')', '23505', null, 'and somebody who is not in');
select throws_ok('select public.set_member_role(tests.id(''casa''), tests.id(''otto''), ''viewer'')', 'PT404', null, 'a role is for members');
select throws_ok('update public.ledgers set timezone = ''Mars/Olympus'' where id = tests.id(''casa'')', '22023', null, 'a timezone is a known one');
select throws_ok('select public.create_ledger(''  '')', '22023', null, 'a ledger has a name');
select throws_ok('select public.create_ledger(''x'', ''Real'')', '23514', null, 'and a currency code');

select lives_ok('update public.ledgers set name = ''Nossa casa'' where id = tests.id(''casa'')', 'owner renames');
select results_eq('select email, role from public.invitations', $$values ('nina@example.com', 'viewer')$$, 'owner sees invitations');
select lives_ok('select public.invite_member(tests.id(''casa''), '' Otto@Example.com '', ''editor'')', 'owner invites');
select lives_ok('delete from public.invitations where email = ''nina@example.com''', 'owner takes one back');
select matches(public.create_agent(tests.id('casa'), 'novo') ->> 'token', '^painel_[0-9a-f]{64}$', 'owner makes an agent, shown its token once');
select lives_ok('select public.revoke_agent(tests.id(''zap''))', 'owner revokes one');
select lives_ok('select public.set_member_role(tests.id(''casa''), tests.id(''edu''), ''owner'')', 'owner makes another owner');
select lives_ok('select public.set_member_role(tests.id(''casa''), tests.id(''ana''), ''viewer'')', 'and may step down then');
select tests.as_person('edu');
select is_empty('select email from public.invitations where ledger_id = tests.id(''casa'')', 'whose invitations are taken back with that');
select lives_ok('select public.invite_member(tests.id(''casa''), ''otto@example.com'', ''editor'')', 'the next owner invites again');
select tests.as_agent('zap');
select tests.refused('insert into public.inbox (message_id, description, amount) values (''late'', ''x'', ''1'')', 'revoked at once');

select tests.as_person('otto');
select is_empty('select * from public.members where ledger_id = tests.id(''casa'')', 'an invitation alone puts nobody into a ledger');
select results_eq('select ledger, invited_by, role from public.my_invitations()', $$values ('Nossa casa', 'edu@example.com', 'editor')$$, 'the invited person is asked');
create temporary table invited as select id from public.my_invitations();
grant select on invited to public;
select throws_ok('select public.accept_invitation(gen_random_uuid())', 'PT404', 'no such invitation for you', 'not by another id');
select is((select public.accept_invitation(id, '  Otto   ') from invited), tests.id('casa'), 'and joins by saying yes');
select throws_ok('select public.accept_invitation(id) from invited', 'PT404', 'no such invitation for you', 'once');
select throws_ok('select public.decline_invitation(id) from invited', 'PT404', 'no such invitation for you', 'or no');
select results_eq('select name from public.list_members(tests.id(''casa'')) where you', array['Otto'], 'by a name');
select lives_ok('select public.rename_member(tests.id(''casa''), ''Otto M.'')', 'which they change');
select results_eq('select name from public.list_members(tests.id(''casa'')) where you', array['Otto M.'], 'for themselves');
select is((select role from public.members where user_id = tests.id('otto') and ledger_id = tests.id('casa')), 'editor', 'in the role given');

select tests.as_person('edu');
select is(json_array_length(public.export_ledger(tests.id('casa')) -> 'inbox'), 3, 'owner exports all of the inbox');
select is(json_array_length(public.export_ledger(tests.id('casa')) -> 'transactions'), 2, 'and the transactions');
select unalike(public.export_ledger(tests.id('casa'))::text, '%token%', 'but no token');
select is(public.erase_texts(tests.id('casa'), message_id => 'casa-1'), 1, 'owner erases the words of a message');
select lives_ok('select public.delete_ledger(tests.id(''casa''), ''Nossa casa'')', 'owner deletes the ledger');
select tests.as_postgres();
select is_empty(format('select * from %I.%I where ledger_id = tests.id(''casa'')', schema, name), 'nothing is left in ' || name)
from (
	select table_schema, table_name from information_schema.columns
	where column_name = 'ledger_id' and table_schema in ('public', 'private')
) t (schema, name);
select is_empty('select * from public.ledgers where id = tests.id(''casa'')', 'nor the ledger');
select is_empty('select * from private.monthly_totals_kept where ledger_id = tests.id(''casa'')', 'nor its totals');
select is_empty('select * from realtime.messages where starts_with(topic, ''ledger:'' || tests.id(''casa''))', 'nor its broadcasts');
select isnt_empty('select * from public.transactions where ledger_id = tests.id(''vizinhos'')', 'the neighbours keep theirs');

select * from finish();
rollback;

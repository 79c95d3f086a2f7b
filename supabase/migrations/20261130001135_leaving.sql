-- What ends with a role. Somebody who is asked to go could else come back by what they made while they had it.

create function private.end_powers()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	if tg_op = 'UPDATE' and new.role = 'owner' then
		return new;
	end if;
	-- An owner's invitations: one of them may be to another address of theirs.
	delete from public.invitations i where i.ledger_id = old.ledger_id and i.invited_by = old.user_id;
	if tg_op = 'UPDATE' and new.role = 'editor' then
		return new;
	end if;
	-- An editor's tokens of the import agent, and the codes that nobody has used yet.
	delete from private.agent_tokens t
	using public.agents a
	where t.made_for = old.user_id and a.id = t.agent_id and a.ledger_id = old.ledger_id;
	delete from private.join_codes c where c.ledger_id = old.ledger_id and c.created_by = old.user_id and c.used_by is null;
	return case tg_op when 'DELETE' then old else new end;
end;
$$;
comment on function private.end_powers() is
	'Takes back what a member made to bring others in, once they may not: invitations with the owner''s role, import tokens and unused join codes with the editor''s. Tokens of other agents stay, since machines live by them: owners revoke those.';

-- Before: when an account is deleted, its rows still say who made them.
create trigger end_powers
	before delete or update of role on public.members
	for each row execute function private.end_powers();

revoke all on function private.end_powers() from public, anon, authenticated, service_role;

-- Who joins a ledger, who leaves it, and what they may do.

create function private.invite_member(ledger_id uuid, email text, role text)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_email text;
	v_invitation uuid;
begin
	perform private.require_role(ledger_id, array['owner']);
	if octet_length(email) <= 2048 then
		v_email := lower(private.trimmed(email));
	end if;
	if v_email is null or v_email !~ '^[^@[:space:]]+@[^@[:space:]]+$' or length(v_email) > 320 then
		raise exception 'that is not an e-mail address' using errcode = '22023', column = 'email';
	end if;
	if role is null or role not in ('owner', 'editor', 'viewer') then
		raise exception 'role must be owner, editor or viewer' using errcode = '22023', column = 'role';
	end if;
	if exists (
		select from public.members m
		join auth.users u on u.id = m.user_id
		where m.ledger_id = ledger_id and lower(u.email) = v_email
	) then
		raise exception 'that person is a member already' using errcode = '23505', column = 'email';
	end if;
	-- The answer is the same whether or not that address has an account.
	perform private.lock_as(ledger_id, array['owner']);
	update public.invitations i
	set role = role, invited_by = auth.uid(), created_at = now()
	where i.ledger_id = ledger_id and i.email = v_email
	returning i.id into v_invitation;
	if not found then
		if (select count(*) from public.invitations i where i.ledger_id = ledger_id) >= 50 then
			raise exception 'a ledger has at most 50 open invitations'
				using errcode = '22023', column = 'email', hint = 'Take some back first.';
		end if;
		insert into public.invitations (ledger_id, email, role, invited_by)
		values (ledger_id, v_email, role, auth.uid())
		returning id into v_invitation;
	end if;
	return v_invitation;
end;
$$;
comment on function private.invite_member(uuid, text, text) is 'Behind public.invite_member.';

create function public.invite_member(ledger_id uuid, email text, role text)
returns uuid
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.invite_member(ledger_id, email, role);
$$;
comment on function public.invite_member(uuid, text, text) is
	'Invites an address (owners); asked again, changes the role. Answers the invitation''s id.';

create function private.confirmed_address()
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select lower(u.email) from auth.users u where u.id = auth.uid() and u.email_confirmed_at is not null;
$$;
comment on function private.confirmed_address() is
	'The signed-in person''s address, where they proved it: else anybody could sign up as somebody else and walk in.';

create function private.my_invitations()
returns table (id uuid, ledger text, invited_by text, role text, created_at timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select i.id, l.name, coalesce(m.name, u.email::text), i.role, i.created_at
	from public.invitations i
	join public.ledgers l on l.id = i.ledger_id
	left join auth.users u on u.id = i.invited_by
	left join public.members m on m.ledger_id = i.ledger_id and m.user_id = i.invited_by
	where i.email = private.confirmed_address()
	order by i.created_at, i.id;
$$;
comment on function private.my_invitations() is 'Behind public.my_invitations.';

create function public.my_invitations()
returns table (id uuid, ledger text, invited_by text, role text, created_at timestamptz)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select i.id, i.ledger, i.invited_by, i.role, i.created_at from private.my_invitations() i;
$$;
comment on function public.my_invitations() is
	'What the caller''s confirmed e-mail address is invited to, and by whom: the person is asked, and nobody is put into a ledger by an invitation alone.';

create function private.accept_invitation(invitation_id uuid, name text)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
	v_role text;
	v_name text := private.member_name(name);
begin
	select i.ledger_id into v_ledger
	from public.invitations i
	where i.id = invitation_id and i.email = private.confirmed_address();
	-- The ledger first, as every writer.
	perform from public.ledgers l where l.id = v_ledger for no key update;
	-- Nothing is left of an invitation once it is answered: the address is the account's alone.
	delete from public.invitations i
	where i.id = invitation_id and i.email = private.confirmed_address()
	returning i.role into v_role;
	if v_role is null then
		raise exception 'no such invitation for you'
			using errcode = 'PT404', hint = 'It may have been taken back, or be for another address: ask for a new one.';
	end if;
	insert into public.members (ledger_id, user_id, role, name)
	values (v_ledger, auth.uid(), v_role, v_name)
	on conflict on constraint members_pkey do nothing;
	return v_ledger;
end;
$$;
comment on function private.accept_invitation(uuid, text) is 'Behind public.accept_invitation.';

create function public.accept_invitation(invitation_id uuid, name text default null)
returns uuid
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.accept_invitation(invitation_id, name);
$$;
comment on function public.accept_invitation(uuid, text) is
	'Joins the ledger of one invitation to the caller''s confirmed address, by the name that others see. Answers the ledger''s id.';

create function private.decline_invitation(invitation_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select i.ledger_id into v_ledger
	from public.invitations i
	where i.id = invitation_id and i.email = private.confirmed_address();
	perform from public.ledgers l where l.id = v_ledger for no key update;
	delete from public.invitations i where i.id = invitation_id and i.email = private.confirmed_address();
	if not found then
		raise exception 'no such invitation for you' using errcode = 'PT404', hint = 'It may have been taken back.';
	end if;
end;
$$;
comment on function private.decline_invitation(uuid) is 'Behind public.decline_invitation.';

create function public.decline_invitation(invitation_id uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.decline_invitation(invitation_id);
$$;
comment on function public.decline_invitation(uuid) is 'Says no to one invitation to the caller''s confirmed address: it is gone.';

create function private.rename_member(ledger_id uuid, name text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	perform private.lock_as(ledger_id, array['owner', 'editor', 'viewer']);
	update public.members m set name = private.member_name(name) where m.ledger_id = ledger_id and m.user_id = auth.uid();
end;
$$;
comment on function private.rename_member(uuid, text) is 'Behind public.rename_member.';

create function public.rename_member(ledger_id uuid, name text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.rename_member(ledger_id, name);
$$;
comment on function public.rename_member(uuid, text) is
	'By which name the caller is known in a ledger (its members); others see it at corrections. Empty: none.';

create function private.list_members(ledger_id uuid)
returns table (user_id uuid, email text, name text, role text, you boolean)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	perform private.require_role(list_members.ledger_id, array['owner', 'editor', 'viewer']);
	return query
	select m.user_id, u.email::text, m.name, m.role, m.user_id = auth.uid()
	from public.members m
	left join auth.users u on u.id = m.user_id
	where m.ledger_id = list_members.ledger_id
	order by m.created_at, u.email;
end;
$$;
comment on function private.list_members(uuid) is 'Behind public.list_members.';

create function public.list_members(ledger_id uuid)
returns table (user_id uuid, email text, name text, role text, you boolean)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select m.user_id, m.email, m.name, m.role, m.you from private.list_members(list_members.ledger_id) m;
$$;
comment on function public.list_members(uuid) is 'Who is in a ledger, with e-mail addresses and names (members).';

create function private.keep_an_owner(ledger_id uuid, user_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	-- Two owners leaving at the same moment would each see the other: one at a time.
	perform from public.ledgers l where l.id = ledger_id for no key update;
	if not exists (
		select from public.members m
		where m.ledger_id = ledger_id and m.role = 'owner' and m.user_id <> user_id
	) then
		raise exception 'a ledger needs an owner: this is its last one'
			using errcode = 'PT409', hint = 'Make somebody else an owner first, or delete the ledger.';
	end if;
end;
$$;
comment on function private.keep_an_owner(uuid, uuid) is 'Raises (PT409) if nobody but this person owns the ledger.';

create function private.set_member_role(ledger_id uuid, user_id uuid, role text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	perform private.require_role(ledger_id, array['owner']);
	if role is null or role not in ('owner', 'editor', 'viewer') then
		raise exception 'role must be owner, editor or viewer' using errcode = '22023', column = 'role';
	end if;
	-- The ledger first, as every writer: two people changing its members would else wait for each other.
	perform private.lock_as(ledger_id, array['owner']);
	if role <> 'owner' then
		perform private.keep_an_owner(ledger_id, user_id);
	end if;
	update public.members m set role = role where m.ledger_id = ledger_id and m.user_id = user_id;
	if not found then
		raise exception 'no such member' using errcode = 'PT404';
	end if;
end;
$$;
comment on function private.set_member_role(uuid, uuid, text) is 'Behind public.set_member_role.';

create function public.set_member_role(ledger_id uuid, user_id uuid, role text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.set_member_role(ledger_id, user_id, role);
$$;
comment on function public.set_member_role(uuid, uuid, text) is 'Changes what a member may do (owners). The last owner stays one.';

create function private.remove_member(ledger_id uuid, user_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	perform private.lock_as(
		ledger_id,
		case when user_id = auth.uid() then array['owner', 'editor', 'viewer'] else array['owner'] end
	);
	perform private.keep_an_owner(ledger_id, user_id);
	delete from public.members m where m.ledger_id = ledger_id and m.user_id = user_id;
	if not found then
		raise exception 'no such member' using errcode = 'PT404';
	end if;
end;
$$;
comment on function private.remove_member(uuid, uuid) is 'Behind public.remove_member.';

create function public.remove_member(ledger_id uuid, user_id uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.remove_member(ledger_id, user_id);
$$;
comment on function public.remove_member(uuid, uuid) is 'Takes a member out (owners), or leaves (oneself). The last owner cannot leave.';

revoke all on function
	private.invite_member(uuid, text, text), private.confirmed_address(), private.my_invitations(),
	private.accept_invitation(uuid, text), private.decline_invitation(uuid), private.rename_member(uuid, text),
	private.list_members(uuid), private.keep_an_owner(uuid, uuid), private.set_member_role(uuid, uuid, text), private.remove_member(uuid, uuid),
	public.invite_member(uuid, text, text), public.my_invitations(), public.accept_invitation(uuid, text),
	public.decline_invitation(uuid), public.rename_member(uuid, text), public.list_members(uuid),
	public.set_member_role(uuid, uuid, text), public.remove_member(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
	private.invite_member(uuid, text, text), private.my_invitations(), private.accept_invitation(uuid, text),
	private.decline_invitation(uuid), private.rename_member(uuid, text), private.list_members(uuid),
	private.set_member_role(uuid, uuid, text), private.remove_member(uuid, uuid),
	public.invite_member(uuid, text, text), public.my_invitations(), public.accept_invitation(uuid, text),
	public.decline_invitation(uuid), public.rename_member(uuid, text), public.list_members(uuid),
	public.set_member_role(uuid, uuid, text), public.remove_member(uuid, uuid)
to authenticated;

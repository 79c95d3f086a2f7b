-- What members do that no single table could allow: each public function is a plain name for one in `private`, which checks
-- who asks. Nothing in the API's schema runs with its owner's rights.

-- ---------------------------------------------------------------- ledgers

create function private.create_ledger(name text, currency text, timezone text)
returns public.ledgers
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
begin
	if auth.uid() is null then
		raise exception 'sign in to create a ledger' using errcode = '42501';
	end if;
	insert into public.ledgers (name, currency, timezone)
	values (name, upper(coalesce(currency, 'BRL')), coalesce(timezone, 'America/Sao_Paulo'))
	returning * into v_ledger;
	insert into public.members (ledger_id, user_id, role) values (v_ledger.id, auth.uid(), 'owner');
	select l.* into v_ledger from public.ledgers l where l.id = v_ledger.id;
	return v_ledger;
end;
$$;
comment on function private.create_ledger(text, text, text) is 'Behind public.create_ledger.';

create function public.create_ledger(
	name text,
	currency text default 'BRL',
	timezone text default 'America/Sao_Paulo'
)
returns public.ledgers
language sql
set search_path = ''
as $$
	select private.create_ledger(name, currency, timezone);
$$;
comment on function public.create_ledger(text, text, text) is 'A new ledger; the caller is its owner.';

create function private.erase_ledger(ledger_id uuid, name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_name text;
begin
	perform private.require_role(ledger_id, array['owner']);
	select l.name into v_name from public.ledgers l where l.id = ledger_id for update;
	if v_name is distinct from name then
		raise exception 'the name does not match the ledger''s'
			using errcode = '22023', hint = 'To delete a ledger for good, repeat its name exactly.';
	end if;
	delete from public.transactions t where t.ledger_id = ledger_id;
	delete from public.inbox i where i.ledger_id = ledger_id;
	delete from public.ledgers l where l.id = ledger_id;
	begin
		delete from realtime.messages m where m.topic = 'ledger:' || ledger_id;
	exception
		when others then
			raise warning 'broadcasts of the deleted ledger stay until the platform drops them (3 days): %', sqlerrm;
	end;
	perform private.refresh_monthly_totals();
end;
$$;
comment on function private.erase_ledger(uuid, text) is 'Behind public.delete_ledger.';

create function public.delete_ledger(ledger_id uuid, name text)
returns void
language sql
set search_path = ''
as $$
	select private.erase_ledger(ledger_id, name);
$$;
comment on function public.delete_ledger(uuid, text) is
	'Deletes a ledger and all that belongs to it, for good (owners). name must repeat the ledger''s name.';

create function private.export_ledger(ledger_id uuid)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_variable
begin
	perform private.require_role(ledger_id, array['owner']);
	return json_build_object(
		'format', 'painel-1',
		'exported_at', now(),
		'ledger', (select row_to_json(l) from public.ledgers l where l.id = ledger_id),
		'members', (
			select coalesce(json_agg(json_build_object(
				'user_id', m.user_id, 'email', u.email, 'role', m.role, 'created_at', m.created_at
			) order by m.created_at), '[]')
			from public.members m
			left join auth.users u on u.id = m.user_id
			where m.ledger_id = ledger_id
		),
		'invitations', (
			select coalesce(json_agg(i order by i.created_at), '[]') from public.invitations i where i.ledger_id = ledger_id
		),
		'agents', (
			select coalesce(json_agg(a order by a.created_at), '[]') from public.agents a where a.ledger_id = ledger_id
		),
		'categories', (
			select coalesce(json_agg(c order by c.id), '[]') from public.categories c where c.ledger_id = ledger_id
		),
		'sources', (
			select coalesce(json_agg(s order by s.id), '[]') from public.sources s where s.ledger_id = ledger_id
		),
		'people', (
			select coalesce(json_agg(p order by p.id), '[]') from public.people p where p.ledger_id = ledger_id
		),
		'bill_closings', (
			select coalesce(json_agg(b order by b.source_id, b.bill_month), '[]')
			from public.bill_closings b where b.ledger_id = ledger_id
		),
		'budgets', (
			select coalesce(json_agg(b order by b.month, b.category_id), '[]')
			from public.budgets b where b.ledger_id = ledger_id
		),
		'transactions', (
			select coalesce(json_agg(t order by t.revision), '[]') from public.transactions t where t.ledger_id = ledger_id
		),
		'inbox', (
			select coalesce(json_agg(i order by i.received_at, i.revision), '[]')
			from public.inbox i where i.ledger_id = ledger_id
		)
	);
end;
$$;
comment on function private.export_ledger(uuid) is 'Behind public.export_ledger.';

create function public.export_ledger(ledger_id uuid)
returns json
language sql
stable
set search_path = ''
as $$
	select private.export_ledger(ledger_id);
$$;
comment on function public.export_ledger(uuid) is 'Everything of a ledger as one JSON document (owners).';

-- ---------------------------------------------------------------- agents

create function private.create_agent(ledger_id uuid, name text)
returns json
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_agent uuid;
	v_name text := private.cleaned(name);
	v_token text;
begin
	perform private.require_role(ledger_id, array['owner']);
	if coalesce(length(v_name), 0) not between 1 and 120 then
		raise exception 'name must have 1 to 120 characters' using errcode = '22023', column = 'name';
	end if;
	-- 244 random bits of the server's strong generator; hashed once more so that the token shows nothing of their form.
	v_token := 'painel_' || encode(
		sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'
	);
	insert into public.agents (ledger_id, name, created_by)
	values (ledger_id, v_name, auth.uid())
	returning id into v_agent;
	insert into private.agent_tokens (agent_id, token_hash) values (v_agent, sha256(convert_to(v_token, 'UTF8')));
	return json_build_object('id', v_agent, 'name', v_name, 'token', v_token);
end;
$$;
comment on function private.create_agent(uuid, text) is 'Behind public.create_agent.';

create function public.create_agent(ledger_id uuid, name text)
returns json
language sql
set search_path = ''
as $$
	select private.create_agent(ledger_id, name);
$$;
comment on function public.create_agent(uuid, text) is
	'A new agent (owners): {id, name, token}. The token is in this answer and nowhere else, ever again.';

create function private.revoke_agent(agent_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select a.ledger_id into v_ledger from public.agents a where a.id = agent_id;
	perform private.require_role(v_ledger, array['owner']);
	-- After what it is writing now, and before anything it would write next.
	perform from public.ledgers l where l.id = v_ledger for no key update;
	update public.agents a set revoked_at = coalesce(a.revoked_at, now()) where a.id = agent_id;
end;
$$;
comment on function private.revoke_agent(uuid) is 'Behind public.revoke_agent.';

create function public.revoke_agent(agent_id uuid)
returns void
language sql
set search_path = ''
as $$
	select private.revoke_agent(agent_id);
$$;
comment on function public.revoke_agent(uuid) is 'Refuses an agent''s token from now on (owners).';

-- ---------------------------------------------------------------- members

create function private.invite_member(ledger_id uuid, email text, role text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_email text := lower(private.trimmed(email));
	v_invitation uuid;
begin
	perform private.require_role(ledger_id, array['owner']);
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
	perform from public.ledgers l where l.id = ledger_id for no key update;
	update public.invitations i
	set role = role, invited_by = auth.uid(), created_at = now()
	where i.ledger_id = ledger_id and i.email = v_email and i.accepted_at is null
	returning i.id into v_invitation;
	if not found then
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
set search_path = ''
as $$
	select private.invite_member(ledger_id, email, role);
$$;
comment on function public.invite_member(uuid, text, text) is
	'Invites an address (owners); asked again, changes the role. Answers the invitation''s id.';

create function private.accept_invitations()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_email text;
	v_count integer;
begin
	-- Only an address that its owner proved: else anybody could sign up as somebody else and walk in.
	select lower(u.email) into v_email
	from auth.users u
	where u.id = auth.uid() and u.email_confirmed_at is not null;
	if v_email is null then
		return 0;
	end if;
	with accepted as (
		update public.invitations i
		set accepted_at = now()
		where i.email = v_email and i.accepted_at is null
		returning i.ledger_id, i.role
	)
	insert into public.members (ledger_id, user_id, role)
	select a.ledger_id, auth.uid(), a.role from accepted a
	on conflict (ledger_id, user_id) do nothing;
	get diagnostics v_count = row_count;
	return v_count;
end;
$$;
comment on function private.accept_invitations() is 'Behind public.accept_invitations.';

create function public.accept_invitations()
returns integer
language sql
set search_path = ''
as $$
	select private.accept_invitations();
$$;
comment on function public.accept_invitations() is
	'Joins the ledgers that the caller''s confirmed e-mail address is invited to; answers how many.';

create function private.list_members(ledger_id uuid)
returns table (user_id uuid, email text, role text, you boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
begin
	perform private.require_role(list_members.ledger_id, array['owner', 'editor', 'viewer']);
	return query
	select m.user_id, u.email::text, m.role, m.user_id = auth.uid()
	from public.members m
	left join auth.users u on u.id = m.user_id
	where m.ledger_id = list_members.ledger_id
	order by m.created_at, u.email;
end;
$$;
comment on function private.list_members(uuid) is 'Behind public.list_members.';

create function public.list_members(ledger_id uuid)
returns table (user_id uuid, email text, role text, you boolean)
language sql
stable
set search_path = ''
as $$
	select m.user_id, m.email, m.role, m.you from private.list_members(list_members.ledger_id) m;
$$;
comment on function public.list_members(uuid) is 'Who is in a ledger, with e-mail addresses (members).';

create function private.keep_an_owner(ledger_id uuid, user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
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
set search_path = ''
as $$
#variable_conflict use_variable
begin
	perform private.require_role(ledger_id, array['owner']);
	if role is null or role not in ('owner', 'editor', 'viewer') then
		raise exception 'role must be owner, editor or viewer' using errcode = '22023', column = 'role';
	end if;
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
set search_path = ''
as $$
	select private.set_member_role(ledger_id, user_id, role);
$$;
comment on function public.set_member_role(uuid, uuid, text) is 'Changes what a member may do (owners). The last owner stays one.';

create function private.remove_member(ledger_id uuid, user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
begin
	perform private.require_role(
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
set search_path = ''
as $$
	select private.remove_member(ledger_id, user_id);
$$;
comment on function public.remove_member(uuid, uuid) is 'Takes a member out (owners), or leaves (oneself). The last owner cannot leave.';

-- ---------------------------------------------------------------- review

create function private.dismiss_item(inbox_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
	v_revision bigint;
begin
	select i.ledger_id into v_ledger from public.inbox i where i.id = inbox_id;
	perform private.require_role(v_ledger, array['owner', 'editor']);
	perform from public.ledgers l where l.id = v_ledger for no key update;
	update public.inbox i
	set dismissed_at = now(), dismissed_by = auth.uid()
	where i.id = inbox_id and i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null;
	if not found then
		return;
	end if;
	update public.ledgers l
	set inbox_revision = l.inbox_revision + 1
	where l.id = v_ledger
	returning l.inbox_revision into v_revision;
	perform private.broadcast(v_ledger, 'inbox', jsonb_build_object('inbox_revision', v_revision));
end;
$$;
comment on function private.dismiss_item(uuid) is 'Behind public.dismiss_inbox.';

create function public.dismiss_inbox(inbox_id uuid)
returns void
language sql
set search_path = ''
as $$
	select private.dismiss_item(inbox_id);
$$;
comment on function public.dismiss_inbox(uuid) is 'Takes a rejected item off the "a conferir" list (editors, owners).';

create function public.map_text(ledger_id uuid, what text, label text, id integer)
returns integer
language plpgsql
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_before bigint;
	v_after bigint;
begin
	if what is null or what not in ('category', 'source', 'person') then
		raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end if;
	if private.normalise(label) is null or private.normalise(label) = '' then
		raise exception 'label is empty' using errcode = '22023', column = 'label';
	end if;
	v_before := private.locked_revision(ledger_id);
	-- Row security decides who may: for all others there is nothing to update.
	case what
		when 'category' then
			update public.categories c set aliases = c.aliases || label
			where c.ledger_id = ledger_id and c.id = id;
		when 'source' then
			update public.sources s set aliases = s.aliases || label
			where s.ledger_id = ledger_id and s.id = id;
		when 'person' then
			update public.people p set aliases = p.aliases || label
			where p.ledger_id = ledger_id and p.id = id;
	end case;
	if not found then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	v_after := private.locked_revision(ledger_id);
	return v_after - v_before;
end;
$$;
comment on function public.map_text(uuid, text, text, integer) is
	'Adds an alias to a category, source or person (editors, owners); past transactions with that text follow. Answers how many changed.';

create function private.locked_revision(ledger_id uuid)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_revision bigint;
begin
	perform private.require_role(ledger_id, array['owner', 'editor']);
	select l.revision into v_revision from public.ledgers l where l.id = ledger_id for no key update;
	return v_revision;
end;
$$;
comment on function private.locked_revision(uuid) is 'A ledger''s counter, locked to commit (editors, owners).';

-- ---------------------------------------------------------------- agents read

create function private.agent_summary(month text)
returns json
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
	v_ledger uuid;
	v_month date := private.month_of_text(month);
begin
	select a.ledger_id into v_ledger from public.agents a where a.id = private.requesting_agent();
	if v_ledger is null then
		raise exception 'this agent token is missing, unknown or revoked'
			using errcode = '42501', hint = 'Send the header x-agent-token with the token of an agent of the ledger.';
	end if;
	return (
		select json_build_object(
			'ledger', l.name,
			'currency', l.currency,
			'month', to_char(m.month, 'YYYY-MM'),
			'expense_cents', coalesce(sum(b.amount_cents) filter (where b.kind = 'expense'), 0),
			'income_cents', coalesce(sum(b.amount_cents) filter (where b.kind = 'income'), 0),
			'purchases', count(b.*) filter (where b.kind = 'expense'),
			'categories', private.summary_lines(l.id, m.month, 'category'),
			'sources', private.summary_lines(l.id, m.month, 'source')
		)
		from public.ledgers l
		cross join lateral (
			select coalesce(v_month, date_trunc('month', now() at time zone l.timezone)::date) as month
		) m
		left join public.bill_items b on b.ledger_id = l.id and b.bill_month = m.month
		where l.id = v_ledger
		group by l.id, m.month
	);
end;
$$;
comment on function private.agent_summary(text) is 'Behind public.agent_summary.';

create function private.summary_lines(ledger_id uuid, month date, what text)
returns json
language sql
stable
security definer
set search_path = ''
as $$
	select coalesce(json_agg(json_build_object('name', s.name, 'amount_cents', s.cents, 'purchases', s.items) order by s.cents desc, s.name), '[]')
	from (
		select
			case what when 'category' then b.category else b.source end as name,
			sum(b.amount_cents) as cents,
			count(*) as items
		from public.bill_items b
		where b.ledger_id = summary_lines.ledger_id
			and b.bill_month = summary_lines.month
			and b.kind = 'expense'
		group by 1
	) s;
$$;
comment on function private.summary_lines(uuid, date, text) is 'Expenses of a bill month by category or source, largest first.';

create function public.agent_summary(month text default null)
returns json
language sql
stable
set search_path = ''
as $$
	select private.agent_summary(month);
$$;
comment on function public.agent_summary(text) is
	'Totals of a bill month (YYYY-MM; null: this month) by category and source, for the agent whose token the request carries.';

-- ---------------------------------------------------------------- who may call what

revoke all on function
	private.create_ledger(text, text, text), private.erase_ledger(uuid, text), private.export_ledger(uuid),
	private.create_agent(uuid, text), private.revoke_agent(uuid),
	private.invite_member(uuid, text, text), private.accept_invitations(), private.list_members(uuid),
	private.keep_an_owner(uuid, uuid), private.set_member_role(uuid, uuid, text), private.remove_member(uuid, uuid),
	private.dismiss_item(uuid), private.locked_revision(uuid),
	private.agent_summary(text), private.summary_lines(uuid, date, text),
	public.create_ledger(text, text, text), public.delete_ledger(uuid, text), public.export_ledger(uuid),
	public.create_agent(uuid, text), public.revoke_agent(uuid),
	public.invite_member(uuid, text, text), public.accept_invitations(), public.list_members(uuid),
	public.set_member_role(uuid, uuid, text), public.remove_member(uuid, uuid),
	public.dismiss_inbox(uuid), public.map_text(uuid, text, text, integer), public.agent_summary(text)
from public, anon, authenticated, service_role;

grant execute on function
	private.create_ledger(text, text, text), private.erase_ledger(uuid, text), private.export_ledger(uuid),
	private.create_agent(uuid, text), private.revoke_agent(uuid),
	private.invite_member(uuid, text, text), private.accept_invitations(), private.list_members(uuid),
	private.set_member_role(uuid, uuid, text), private.remove_member(uuid, uuid),
	private.dismiss_item(uuid), private.locked_revision(uuid),
	public.create_ledger(text, text, text), public.delete_ledger(uuid, text), public.export_ledger(uuid),
	public.create_agent(uuid, text), public.revoke_agent(uuid),
	public.invite_member(uuid, text, text), public.accept_invitations(), public.list_members(uuid),
	public.set_member_role(uuid, uuid, text), public.remove_member(uuid, uuid),
	public.dismiss_inbox(uuid), public.map_text(uuid, text, text, integer)
to authenticated;
grant execute on function private.agent_summary(text), public.agent_summary(text) to anon, authenticated;

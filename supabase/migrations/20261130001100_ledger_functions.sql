-- What members do that no single table could allow: each public function is a plain name for one in `private`, which checks
-- who asks before it reads anything else. Nothing in the API's schema runs with its owner's rights.

create function private.member_name(name text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	-- The size first: nothing reads a text of megabytes.
	select case when octet_length(name) <= 2048 then nullif(left(private.kept_text(name), 60), '') end;
$$;
comment on function private.member_name(text) is 'A person''s name as it is kept: tidy, at most 60 characters; null for none.';

create function private.create_ledger(name text, currency text, timezone text, member_name text)
returns public.ledgers
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
begin
	if auth.uid() is null then
		raise exception 'sign in to create a ledger' using errcode = '42501';
	end if;
	-- One at a time for an account, or two at once would each count the same.
	perform pg_advisory_xact_lock(hashtextextended('painel.ledgers ' || auth.uid(), 0));
	if (select count(*) from public.members m where m.user_id = auth.uid() and m.role = 'owner') >= 20 then
		raise exception 'an account owns at most 20 ledgers'
			using errcode = '22023', column = 'name', hint = 'Delete one with delete_ledger(), or let somebody else own it.';
	end if;
	insert into public.ledgers (name, currency, timezone)
	values (name, upper(coalesce(left(currency, 20), 'BRL')), coalesce(timezone, 'America/Sao_Paulo'))
	returning * into v_ledger;
	insert into public.members (ledger_id, user_id, role, name)
	values (v_ledger.id, auth.uid(), 'owner', private.member_name(member_name));
	select l.* into v_ledger from public.ledgers l where l.id = v_ledger.id;
	return v_ledger;
end;
$$;
comment on function private.create_ledger(text, text, text, text) is 'Behind public.create_ledger.';

create function public.create_ledger(
	name text,
	currency text default 'BRL',
	timezone text default 'America/Sao_Paulo',
	member_name text default null
)
returns public.ledgers
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.create_ledger(name, currency, timezone, member_name);
$$;
comment on function public.create_ledger(text, text, text, text) is
	'A new ledger; the caller is its owner, known to others by member_name.';

create function private.erase_ledger(ledger_id uuid, name text)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_name text;
begin
	perform private.require_role(ledger_id, array['owner']);
	select l.name into v_name from public.ledgers l where l.id = ledger_id for update;
	-- As in lock_as: who waited may be an owner no more.
	perform private.require_role(ledger_id, array['owner']);
	if v_name is distinct from name then
		raise exception 'the name does not match the ledger''s'
			using errcode = '22023', hint = 'To delete a ledger for good, repeat its name exactly.';
	end if;
	-- With it go its members, agents and settings: from here on nobody can read or write anything of it.
	delete from public.ledgers l where l.id = ledger_id;
	perform private.forget_broadcasts(ledger_id);
	-- Any number of messages, erased in steps; the first one takes all of a household's.
	insert into private.remains (ledger_id) values (ledger_id);
	return private.go_on_erasing(ledger_id);
	-- What is kept of its totals nobody can read any more; it goes with the next refresh, which is of all ledgers. Without
	-- pg_cron nothing is ever kept.
end;
$$;
comment on function private.erase_ledger(uuid, text) is 'Behind public.delete_ledger.';

create function public.delete_ledger(ledger_id uuid, name text)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.erase_ledger(ledger_id, name);
$$;
comment on function public.delete_ledger(uuid, text) is
	'Deletes a ledger and all that belongs to it, for good (owners). name must repeat the ledger''s name. Answers whether messages are left to erase, which erase_remains(ledger_id) does.';

create function private.export_ledger(ledger_id uuid, with_rows boolean)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
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
				'user_id', m.user_id, 'email', u.email, 'name', m.name, 'role', m.role, 'created_at', m.created_at
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
		'cycles', (
			select coalesce(json_agg(c order by c.source_id, c.from_month nulls first), '[]')
			from public.cycles c where c.ledger_id = ledger_id
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
		'recurring', (
			select coalesce(json_agg(r order by r.name, r.id), '[]') from public.recurring r where r.ledger_id = ledger_id
		),
		'transactions', (
			select coalesce(json_agg(t order by t.revision), '[]')
			from public.transactions t where with_rows and t.ledger_id = ledger_id
		),
		'inbox', (
			select coalesce(json_agg(i order by i.received_at, i.revision), '[]')
			from public.inbox i where with_rows and i.ledger_id = ledger_id
		),
		'senders', (
			select coalesce(json_agg(s order by s.id), '[]') from public.senders s where s.ledger_id = ledger_id
		)
	);
end;
$$;
comment on function private.export_ledger(uuid, boolean) is 'Behind public.export_ledger.';

create function public.export_ledger(ledger_id uuid, with_rows boolean default true)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.export_ledger(ledger_id, with_rows);
$$;
comment on function public.export_ledger(uuid, boolean) is
	'Everything of a ledger as one JSON document (owners); with_rows false: without transactions and inbox, which export_rows gives in steps.';

revoke all on function
	private.member_name(text), private.create_ledger(text, text, text, text), private.erase_ledger(uuid, text), private.export_ledger(uuid, boolean),
	public.create_ledger(text, text, text, text), public.delete_ledger(uuid, text), public.export_ledger(uuid, boolean)
from public, anon, authenticated, service_role;
grant execute on function
	private.create_ledger(text, text, text, text), private.erase_ledger(uuid, text), private.export_ledger(uuid, boolean),
	public.create_ledger(text, text, text, text), public.delete_ledger(uuid, text), public.export_ledger(uuid, boolean)
to authenticated;

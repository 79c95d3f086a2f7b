-- Ledgers, the people in them, and what a signed-in person may see.

create table public.ledgers (
	id uuid primary key default gen_random_uuid(),
	name text not null,
	currency text not null default 'BRL',
	timezone text not null default 'America/Sao_Paulo',
	basis text not null default 'bill',
	corrections boolean not null default true,
	revision bigint not null default 0,
	inbox_revision bigint not null default 0,
	settings_revision bigint not null default 0,
	epoch bigint not null default 0,
	created_at timestamptz not null default now()
)
-- Every change of a transaction updates its ledger's counter: room on the page keeps those updates in place (HOT).
with (fillfactor = 50);
comment on table public.ledgers is 'A household or business (caderno): the unit of isolation.';
comment on column public.ledgers.currency is 'ISO 4217; one with two decimals.';
comment on column public.ledgers.timezone is 'IANA name; month turns and "today" follow it.';
comment on column public.ledgers.basis is
	'How its months are counted where nothing else is said: bill (each installment in its bill month) or purchase (the whole in the calendar month of its local day).';
comment on column public.ledgers.corrections is 'Whether editors and owners may correct on the page (public.correct).';
comment on column public.ledgers.revision is
	'Change counter of its transactions: gapless, moved under this row''s lock held to commit.';
comment on column public.ledgers.inbox_revision is 'Counts changes of the "a conferir" list.';
comment on column public.ledgers.settings_revision is 'Counts changes of settings, members and the ledger itself.';
comment on column public.ledgers.epoch is
	'Grows whenever somebody stops being a member: Realtime asks for rights only at a join and at a new token.';

create table public.members (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	user_id uuid not null references auth.users (id) on delete cascade,
	role text not null,
	name text,
	created_at timestamptz not null default now(),
	primary key (ledger_id, user_id),
	constraint members_name_length check (length(name) between 1 and 60),
	constraint members_role_known check (role in ('owner', 'editor', 'viewer'))
);
comment on table public.members is 'Who is in a ledger, and as what. Written by functions only.';
comment on column public.members.name is 'By which the others know this person; null: by nothing but the address.';
create index members_user_id on public.members (user_id);

create table public.invitations (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	email text not null,
	role text not null,
	invited_by uuid references auth.users (id) on delete set null,
	created_at timestamptz not null default now(),
	constraint invitations_role_known check (role in ('owner', 'editor', 'viewer')),
	constraint invitations_email_form check (email = lower(btrim(email)) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 320)
);
comment on table public.invitations is 'People asked by e-mail to join; accepted or declined by whoever proved that address, and gone then.';
create unique index invitations_open on public.invitations (ledger_id, email);
create index invitations_email on public.invitations (email);
create index invitations_invited_by on public.invitations (invited_by);

revoke all on public.ledgers, public.members, public.invitations from public, anon, authenticated, service_role;
grant select on public.ledgers, public.members, public.invitations to authenticated, service_role;
grant update (name, timezone, basis, corrections) on public.ledgers to authenticated;
grant delete on public.invitations to authenticated;

-- ---------------------------------------------------------------- a ledger's own row

-- Rules of the ledger's own row as triggers: a check constraint is read, planned and judged by every update of the row,
-- and every insert into the inbox moves its counter.
create function private.check_ledger()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
	v_constraint text;
begin
	v_constraint := case
		when length(new.name) not between 1 and 60 or new.name <> btrim(new.name) then 'ledgers_name_length'
		when new.currency !~ '^[A-Z]{3}$' then 'ledgers_currency_form'
		-- Cents are hundredths everywhere: currencies without them, with thousandths, and what is no money (ISO 4217).
		when new.currency = any (
			'{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF,BHD,IQD,JOD,KWD,LYD,OMR,TND,CLF,UYW,MGA,MRU,XAG,XAU,XBA,XBB,XBC,XBD,XDR,XPD,XPT,XSU,XTS,XUA,XXX}'::text[]
		) then 'ledgers_currency_decimals'
		when new.basis not in ('bill', 'purchase') then 'ledgers_basis_known'
	end;
	if v_constraint is not null then
		raise exception 'new row for relation "ledgers" violates check constraint "%"', v_constraint
			using errcode = '23514', schema = 'public', table = 'ledgers', constraint = v_constraint;
	end if;
	return new;
end;
$$;
comment on function private.check_ledger() is
	'Refuses a name that is blank, padded or over 60 characters, a currency not written as in ISO 4217 or without two decimals, and an unknown basis.';
revoke all on function private.check_ledger() from public, anon, authenticated, service_role;

-- Last of the triggers before the row, so that it sees what will be stored.
create trigger z_check_ledger
	before insert or update of name, currency, basis on public.ledgers
	for each row execute function private.check_ledger();
alter table public.ledgers enable always trigger z_check_ledger;

-- The counters start at 0 or more and only grow.
create function private.counters_only_grow()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	-- In an insert, old is a row of nulls.
	if least(
		new.revision - coalesce(old.revision, 0),
		new.inbox_revision - coalesce(old.inbox_revision, 0),
		new.settings_revision - coalesce(old.settings_revision, 0),
		new.epoch - coalesce(old.epoch, 0)
	) < 0 or new.id <> old.id then
		raise exception 'the counters of a ledger only grow'
			using errcode = '42501', hint = 'Leave revision, inbox_revision, settings_revision and epoch to the database.';
	end if;
	return new;
end;
$$;
comment on function private.counters_only_grow() is 'Refuses to turn a ledger''s counters back, or to give it another id.';
revoke all on function private.counters_only_grow() from public, anon, authenticated, service_role;

create trigger counters_only_grow
	before insert or update on public.ledgers
	for each row execute function private.counters_only_grow();
alter table public.ledgers enable always trigger counters_only_grow;

-- ---------------------------------------------------------------- who is asking

create function private.my_ledgers()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
rows 3
as $$
	select ledger_id from public.members where user_id = auth.uid();
$$;
comment on function private.my_ledgers() is 'Ledgers that the signed-in person is a member of.';

create function private.my_ledgers_to_edit()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
rows 3
as $$
	select ledger_id from public.members where user_id = auth.uid() and role in ('owner', 'editor');
$$;
comment on function private.my_ledgers_to_edit() is 'Ledgers whose settings the signed-in person may change.';

create function private.my_ledgers_to_own()
returns setof uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
rows 3
as $$
	select ledger_id from public.members where user_id = auth.uid() and role = 'owner';
$$;
comment on function private.my_ledgers_to_own() is 'Ledgers that the signed-in person owns.';

create function private.require_role(ledger_id uuid, roles text[])
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_role text;
begin
	select m.role into v_role
	from public.members m
	where m.ledger_id = require_role.ledger_id and m.user_id = auth.uid();
	-- A stranger learns nothing, not even that the ledger exists.
	if v_role is null then
		raise exception 'no such ledger, or you are not a member of it'
			using errcode = 'PT404', hint = 'Check the ledger''s id, and that you are signed in with the right account.';
	end if;
	if v_role <> all (roles) then
		raise exception 'as % of this ledger you may not do that', v_role
			using errcode = '42501', hint = 'Ask an owner of the ledger.';
	end if;
end;
$$;
comment on function private.require_role(uuid, text[]) is
	'Raises unless the signed-in person has one of the roles in the ledger: PT404 for strangers, 42501 for members.';

create function private.lock_as(ledger_id uuid, roles text[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	-- Who is asked first, so that nobody else waits for the lock, or holds it.
	perform private.require_role(ledger_id, roles);
	perform from public.ledgers l where l.id = ledger_id for no key update;
	-- And again: whoever was removed while this waited would else leave with a token, an invitation or a code.
	perform private.require_role(ledger_id, roles);
end;
$$;
comment on function private.lock_as(uuid, text[]) is
	'Locks a ledger''s row to commit for somebody with one of the roles in it, then too: raises as require_role.';

create function private.known_timezone(timezone text)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select length(timezone) <= 64
		and timezone !~ '^(posix|right)/'
		and exists (select from pg_catalog.pg_timezone_names where name = timezone);
$$;
comment on function private.known_timezone(text) is 'Whether this is an IANA time zone name.';

revoke all on function
	private.my_ledgers(), private.my_ledgers_to_edit(), private.my_ledgers_to_own(),
	private.require_role(uuid, text[]), private.lock_as(uuid, text[]), private.known_timezone(text)
from public, anon, authenticated, service_role;
grant execute on function private.my_ledgers(), private.my_ledgers_to_edit(), private.my_ledgers_to_own()
	to authenticated;

-- ---------------------------------------------------------------- row security

alter table public.ledgers enable row level security;
alter table public.members enable row level security;
alter table public.invitations enable row level security;

create policy "members read their ledgers" on public.ledgers
	for select to authenticated using (id in (select private.my_ledgers()));
create policy "owners rename their ledgers" on public.ledgers
	for update to authenticated
	using (id in (select private.my_ledgers_to_own()))
	with check (id in (select private.my_ledgers_to_own()));

create policy "members see who is in" on public.members
	for select to authenticated using (ledger_id in (select private.my_ledgers()));

create policy "owners see invitations" on public.invitations
	for select to authenticated using (ledger_id in (select private.my_ledgers_to_own()));
create policy "owners take invitations back" on public.invitations
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_own()));

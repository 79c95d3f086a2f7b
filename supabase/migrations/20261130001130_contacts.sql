-- Addresses by which people write: a phone number, WhatsApp's user id, an address that hides the number, Telegram's user id,
-- a program's own name. An agent learns them by a code that somebody made on the page, never by what a message claims.

create table public.contacts (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	address text not null,
	person_id integer not null,
	created_at timestamptz not null default now(),
	primary key (ledger_id, address),
	foreign key (ledger_id, person_id) references public.people (ledger_id, id) on delete cascade
);
comment on table public.contacts is 'Addresses of a ledger''s people: who may talk to its agents.';
comment on column public.contacts.address is
	'tel:5511…, wa:BR.… (WhatsApp''s user id), lid:… (Evolution, WAHA), tg:… (Telegram), app:… (a program). Brazilian mobiles always with their ninth digit.';
create index contacts_person on public.contacts (ledger_id, person_id);

create table private.join_codes (
	code_hash bytea primary key,
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	person_id integer not null,
	created_by uuid references auth.users (id) on delete set null,
	created_at timestamptz not null default now(),
	used_by text,
	foreign key (ledger_id, person_id) references public.people (ledger_id, id) on delete cascade,
	constraint join_codes_sha256 check (octet_length(code_hash) = 32)
);
comment on table private.join_codes is 'Codes by which a newcomer becomes a contact: a day, one contact; only their SHA-256 is kept.';
create index join_codes_ledger on private.join_codes (ledger_id, created_at);
create index join_codes_created_by on private.join_codes (created_by);
create index join_codes_person on private.join_codes (ledger_id, person_id);

create table private.join_tries (
	id bigint generated always as identity primary key,
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	address text not null,
	tried_at timestamptz not null default now()
);
comment on table private.join_tries is 'Wrong codes of the last day, so that nobody tries them all.';
create index join_tries_ledger on private.join_tries (ledger_id, tried_at);

alter table public.contacts enable row level security;
alter table private.join_codes enable row level security;
alter table private.join_tries enable row level security;
create policy "editors read contacts" on public.contacts
	for select to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors add contacts" on public.contacts
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove contacts" on public.contacts
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));
create policy "nobody" on private.join_codes for all to public using (false);
create policy "nobody" on private.join_tries for all to public using (false);

revoke all on public.contacts, private.join_codes, private.join_tries from public, anon, authenticated, service_role;
grant select, delete, insert (ledger_id, address, person_id) on public.contacts to authenticated, service_role;

create function private.folded_contact(address text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_address text;
	v_kind text;
	v_id text;
begin
	-- The size first: nothing reads a text of megabytes.
	if octet_length(address) <= 600 then
		v_address := private.trimmed(address);
		v_kind := split_part(v_address, ':', 1);
		v_id := private.trimmed(substr(v_address, length(v_kind) + 2));
	end if;
	if v_kind = 'tel' then
		v_id := regexp_replace(v_id, '[^0-9]', '', 'g');
		-- Brazilian mobiles are told with and without their ninth digit: with it, they are one.
		v_id := regexp_replace(v_id, '^(55[1-9][1-9])([6-9][0-9]{7})$', '\19\2');
		if v_id ~ '^[0-9]{8,15}$' then
			return 'tel:' || v_id;
		end if;
	elsif v_kind = 'wa' and v_id ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$' then
		return 'wa:' || v_id;
	elsif v_kind in ('lid', 'tg') and v_id ~ '^[0-9]{1,20}$' then
		return v_kind || ':' || v_id;
	elsif v_kind = 'app' and private.cleaned(v_id) = v_id and length(v_id) between 1 and 60 then
		return 'app:' || v_id;
	end if;
	return null;
end;
$$;
comment on function private.folded_contact(text) is
	'An address in the one form in which it is stored and compared; null for anything that is none.';

create function private.shape_contact()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_address text := private.folded_contact(new.address);
begin
	-- Row security is asked only after this trigger: a stranger learns nothing here.
	if auth.uid() is not null and new.ledger_id not in (select private.my_ledgers_to_edit()) then
		raise exception 'new row violates row-level security policy for table "contacts"' using errcode = '42501';
	end if;
	if v_address is null then
		raise exception 'address is not a contact''s'
			using
				errcode = '22023',
				column = 'address',
				hint = 'Give tel: with the country and area code, wa:, lid:, tg: or app:, for example tel:5511999998888.';
	end if;
	if (select count(*) from public.contacts c where c.ledger_id = new.ledger_id) >= 500 then
		raise exception 'a ledger has at most 500 contacts'
			using errcode = '22023', column = 'address', hint = 'Remove one that is not used any more.';
	end if;
	new.address := v_address;
	new.created_at := now();
	return new;
end;
$$;
comment on function private.shape_contact() is 'Folds a new contact''s address; refuses what is none, and too many.';

create trigger a_lock_ledgers
	before insert or delete on public.contacts
	-- An agent that learns an address is nobody signed in, for whom that would lock every ledger; it locks its own.
	for each statement when (auth.uid() is not null)
	execute function private.lock_my_ledgers();
create trigger shape_contact
	before insert on public.contacts
	for each row execute function private.shape_contact();
create trigger tell_inserts
	after insert on public.contacts
	referencing new table as changed
	for each statement execute function private.tell_settings();
create trigger tell_deletes
	after delete on public.contacts
	referencing old table as changed
	for each statement execute function private.tell_settings();

create function private.create_join_code(ledger_id uuid, person_id integer)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	-- Without the letters and digits that are taken for one another: 31 of them.
	c_letters constant text := 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
	v_code text;
begin
	perform private.lock_as(ledger_id, array['owner', 'editor']);
	if not exists (select from public.people p where p.ledger_id = ledger_id and p.id = person_id) then
		raise exception 'no such person in this ledger' using errcode = '22023', column = 'person_id';
	end if;
	delete from private.join_codes c where c.ledger_id = ledger_id and c.created_at < now() - interval '1 day';
	if (select count(*) from private.join_codes c where c.ledger_id = ledger_id) >= 50 then
		raise exception 'a ledger makes at most 50 codes a day' using errcode = '22023', column = 'person_id';
	end if;
	select string_agg(substr(c_letters, 1 + get_byte(b.bytes, place) % 31, 1), '') into v_code
	from (select uuid_send(gen_random_uuid()) as bytes) b
	-- Not the bytes that hold the uuid's version and variant.
	cross join unnest(array[0, 1, 2, 3, 10, 11, 12, 13]) place;
	insert into private.join_codes (code_hash, ledger_id, person_id, created_by)
	values (sha256(convert_to(v_code, 'UTF8')), ledger_id, person_id, auth.uid());
	return json_build_object('code', v_code, 'expires_at', now() + interval '1 day');
end;
$$;
comment on function private.create_join_code(uuid, integer) is 'Behind public.create_join_code.';

create function public.create_join_code(ledger_id uuid, person_id integer)
returns json
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.create_join_code(ledger_id, person_id);
$$;
comment on function public.create_join_code(uuid, integer) is
	'A code for one newcomer (owners and editors): {code, expires_at}. Sent to the agent within a day, it makes the sender a contact of this person.';

create function private.agent_join(code text, contact text)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_address text := private.folded_contact(contact);
	v_code private.join_codes;
	v_person public.people;
	v_owner integer;
begin
	if v_address is null then
		raise exception 'contact is not an address' using errcode = '22023', column = 'contact', hint = 'Send tel:, wa:, lid:, tg: or app:.';
	end if;
	-- One at a time: two with the same code at once, or the last tries of a day.
	perform from public.ledgers l where l.id = v_ledger for no key update;
	if (
		select count(*) filter (where t.address = v_address) >= 5 or count(*) >= 50
		from private.join_tries t
		where t.ledger_id = v_ledger and t.tried_at > now() - interval '1 day'
	) then
		return json_build_object('joined', false, 'reason', 'try_tomorrow');
	end if;
	if octet_length(code) <= 100 then
		select c.* into v_code
		from private.join_codes c
		where c.code_hash = sha256(convert_to(upper(regexp_replace(code, '[^A-Za-z0-9]', '', 'g')), 'UTF8'))
			and c.ledger_id = v_ledger;
	end if;
	if v_code.code_hash is null or (v_code.used_by is null and v_code.created_at < now() - interval '1 day') then
		delete from private.join_tries t where t.ledger_id = v_ledger and t.tried_at < now() - interval '1 day';
		insert into private.join_tries (ledger_id, address) values (v_ledger, v_address);
		return json_build_object('joined', false, 'reason', 'code_unknown');
	end if;
	select c.person_id into v_owner from public.contacts c where c.ledger_id = v_ledger and c.address = v_address;
	-- Used by another, or by a contact that was removed since: a code that was used lets nobody in again.
	if v_code.used_by <> v_address or (v_code.used_by is not null and v_owner is null) then
		return json_build_object('joined', false, 'reason', 'code_used');
	end if;
	if v_owner <> v_code.person_id then
		return json_build_object('joined', false, 'reason', 'contact_of_another');
	end if;
	select p.* into v_person from public.people p where p.ledger_id = v_ledger and p.id = v_code.person_id;
	if v_owner is null then
		insert into public.contacts (ledger_id, address, person_id) values (v_ledger, v_address, v_person.id);
		update private.join_codes c set used_by = v_address where c.code_hash = v_code.code_hash;
	end if;
	return json_build_object('joined', true, 'person', v_person.name, 'contact', v_address);
end;
$$;
comment on function private.agent_join(text, text) is 'Behind public.agent_join.';

create function public.agent_join(code text, contact text)
returns json
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_join(code, contact);
$$;
comment on function public.agent_join(text, text) is
	'Makes the contact that sent a code one of its person: {joined, person, contact}, or {joined: false, reason} with code_unknown, code_used, contact_of_another or try_tomorrow. Asked again it answers the same.';

revoke all on function
	private.folded_contact(text), private.shape_contact(), private.create_join_code(uuid, integer),
	public.create_join_code(uuid, integer), private.agent_join(text, text), public.agent_join(text, text)
from public, anon, authenticated, service_role;
grant execute on function private.create_join_code(uuid, integer), public.create_join_code(uuid, integer) to authenticated;
grant execute on function private.agent_join(text, text), public.agent_join(text, text) to anon, authenticated;

-- The "a conferir" list, texts without a name, and where a transaction came from.

create function public.unknown_texts(ledger_id uuid)
returns table (what text, text text, count bigint)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select u.what, min(u.text), count(*)
	from public.transactions t
	cross join lateral (
		values
			('category', t.category_id, t.category_text),
			('source', t.source_id, t.source_text),
			('source', t.to_source_id, t.to_source_text),
			('person', t.person_id, t.person_text)
	) u (what, id, text)
	where t.ledger_id = unknown_texts.ledger_id
		and not t.voided
		and u.id is null
		and u.text is not null
	group by u.what, private.normalise(u.text)
	order by count(*) desc, min(u.text);
$$;
comment on function public.unknown_texts(uuid) is 'Texts that agents sent and no category, source or person answers to, with how often they came.';

create function public.transaction_history(transaction_id uuid)
returns setof public.inbox
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select i.*
	from public.inbox i
	where i.id = transaction_history.transaction_id
		or (i.transaction_id = transaction_history.transaction_id and i.action <> 'record')
	order by i.received_at, i.revision;
$$;
comment on function public.transaction_history(uuid) is 'The inbox items that made and changed a transaction, oldest first.';

create function private.requesting_person()
returns uuid
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
$$;
comment on function private.requesting_person() is
	'The signed-in person, for functions of the ledger''s own role, which has no right to auth.uid().';

create function private.dismiss_item(inbox_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select i.ledger_id into v_ledger from public.inbox i where i.id = inbox_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	update public.inbox i
	set dismissed_at = now(), dismissed_by = private.requesting_person()
	where i.id = inbox_id and i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null;
	if not found then
		return;
	end if;
	perform private.tell_inbox(v_ledger);
end;
$$;
comment on function private.dismiss_item(uuid) is 'Behind public.dismiss_inbox.';

create function public.dismiss_inbox(inbox_id uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.dismiss_item(inbox_id);
$$;
comment on function public.dismiss_inbox(uuid) is 'Takes a rejected item off the "a conferir" list (editors, owners).';

create function private.take_up_item(inbox_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select i.ledger_id into v_ledger from public.inbox i where i.id = inbox_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	-- What a later void took off the list has nobody who dismissed it.
	update public.inbox i
	set dismissed_at = null, dismissed_by = null
	where i.id = inbox_id and i.status = 'rejected' and i.dismissed_by is not null and i.transaction_id is null;
	if not found then
		return;
	end if;
	perform private.tell_inbox(v_ledger);
end;
$$;
comment on function private.take_up_item(uuid) is 'Behind public.undismiss_inbox.';

create function public.undismiss_inbox(inbox_id uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.take_up_item(inbox_id);
$$;
comment on function public.undismiss_inbox(uuid) is 'Puts an item that a member dismissed back on the "a conferir" list (editors, owners).';

create function private.locked_revision(ledger_id uuid)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_revision bigint;
begin
	perform private.lock_as(ledger_id, array['owner', 'editor']);
	select l.revision into v_revision from public.ledgers l where l.id = ledger_id;
	return v_revision;
end;
$$;
comment on function private.locked_revision(uuid) is 'A ledger''s counter, locked to commit (editors, owners).';

create function public.map_text(ledger_id uuid, what text, label text, id integer)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint;
	v_after bigint;
begin
	-- Who may, before anything is read; then the size, before anything is compared.
	v_before := private.locked_revision(ledger_id);
	if what is null or what not in ('category', 'source', 'person') then
		raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end if;
	if length(label) > 120 then
		raise exception 'label must have at most 120 characters' using errcode = '22023', column = 'label';
	end if;
	if coalesce(private.normalise(label), '') = '' then
		raise exception 'label is empty' using errcode = '22023', column = 'label';
	end if;
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

create function public.unmap_text(ledger_id uuid, what text, label text, id integer)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_key text;
begin
	if length(label) > 120 then
		raise exception 'label must have at most 120 characters' using errcode = '22023', column = 'label';
	end if;
	v_key := private.normalise(label);
	-- Row security decides who may: for all others there is nothing to update.
	case what
		when 'category' then
			update public.categories c set aliases = array(select a from unnest(c.aliases) a where private.normalise(a) <> v_key)
			where c.ledger_id = ledger_id and c.id = id;
		when 'source' then
			update public.sources s set aliases = array(select a from unnest(s.aliases) a where private.normalise(a) <> v_key)
			where s.ledger_id = ledger_id and s.id = id;
		when 'person' then
			update public.people p set aliases = array(select a from unnest(p.aliases) a where private.normalise(a) <> v_key)
			where p.ledger_id = ledger_id and p.id = id;
		else raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end case;
	if not found then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	return private.locked_revision(ledger_id) - v_before;
end;
$$;
comment on function public.unmap_text(uuid, text, text, integer) is
	'Takes an alias away again (editors, owners): undoes map_text. Answers how many transactions changed.';

revoke all on function
	public.unknown_texts(uuid), public.transaction_history(uuid), public.dismiss_inbox(uuid),
	public.undismiss_inbox(uuid), public.map_text(uuid, text, text, integer), public.unmap_text(uuid, text, text, integer),
	private.requesting_person(), private.dismiss_item(uuid), private.take_up_item(uuid), private.locked_revision(uuid)
from public, anon, authenticated, service_role;
grant execute on function
	public.unknown_texts(uuid), public.transaction_history(uuid), public.dismiss_inbox(uuid),
	public.undismiss_inbox(uuid), public.map_text(uuid, text, text, integer), public.unmap_text(uuid, text, text, integer),
	private.dismiss_item(uuid), private.take_up_item(uuid), private.locked_revision(uuid)
to authenticated;

-- Looking after names: two that are one, and one that goes with what is filed under it. What goes is kept for ten minutes, so
-- that either can be undone exactly: purchases are filed by their texts, so names that come back take theirs back too.

create table private.label_undos (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	made_at timestamptz not null default now(),
	what text not null,
	into_id integer,
	kept jsonb not null
);
comment on table private.label_undos is 'What a merge or a deletion of a name took away, for ten minutes.';
comment on column private.label_undos.into_id is 'The one that it was made one with; null: it was deleted.';
create index label_undos_ledger on private.label_undos (ledger_id);
alter table private.label_undos enable row level security;
create policy "nobody" on private.label_undos for all to public using (false);
revoke all on private.label_undos from public, anon, authenticated, service_role;

create function private.label_table(what text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	select case what when 'category' then 'categories' when 'source' then 'sources' when 'person' then 'people' end;
$$;
comment on function private.label_table(text) is 'The table of categories, sources or people; null for anything else.';

create function private.label_row(ledger_id uuid, what text, id integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_row jsonb;
begin
	if private.label_table(what) is null then
		raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end if;
	execute format('select to_jsonb(t) from public.%I t where t.ledger_id = $1 and t.id = $2', private.label_table(what))
	into v_row using ledger_id, id;
	if v_row is null then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	return v_row;
end;
$$;
comment on function private.label_row(uuid, text, integer) is 'A category, source or person; raises where there is none.';

create function private.keep_label(ledger_id uuid, what text, id integer, into_id integer)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_undo uuid;
begin
	delete from private.label_undos u where u.ledger_id = ledger_id and u.made_at < now() - interval '10 minutes';
	insert into private.label_undos (ledger_id, what, into_id, kept)
	values (ledger_id, what, into_id, jsonb_build_object(
		'label', private.label_row(ledger_id, what, id),
		'recurring', (
			select coalesce(jsonb_agg(r.id), '[]') from public.recurring r
			where r.ledger_id = ledger_id and case what when 'category' then r.category_id when 'source' then r.source_id end = id
		),
		'budgets', (
			select coalesce(jsonb_agg(b), '[]') from public.budgets b
			where what = 'category' and b.ledger_id = ledger_id and b.category_id = id
		),
		'cycles', (
			select coalesce(jsonb_agg(c), '[]') from public.cycles c
			where what = 'source' and c.ledger_id = ledger_id and c.source_id = id
		),
		'bill_closings', (
			select coalesce(jsonb_agg(b), '[]') from public.bill_closings b
			where what = 'source' and b.ledger_id = ledger_id and b.source_id = id
		),
		'contacts', (
			select coalesce(jsonb_agg(c), '[]') from public.contacts c
			where what = 'person' and c.ledger_id = ledger_id and c.person_id = id
		),
		'join_codes', (
			select coalesce(jsonb_agg(c), '[]') from private.join_codes c
			where what = 'person' and c.ledger_id = ledger_id and c.person_id = id
		)
	))
	returning label_undos.id into v_undo;
	return v_undo;
end;
$$;
comment on function private.keep_label(uuid, text, integer, integer) is
	'Keeps a name and all that hangs on it before it goes. Answers the id by which undo_label brings it back.';

create function private.merge_labels(ledger_id uuid, what text, from_id integer, into_id integer)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_from jsonb;
	v_names text[];
	v_has_cycles boolean;
	v_undo uuid;
begin
	if (from_id <> into_id) is not true then
		raise exception 'from_id and into_id must be two different ones' using errcode = '22023', column = 'into_id';
	end if;
	v_from := private.label_row(ledger_id, what, from_id);
	perform private.label_row(ledger_id, what, into_id);
	v_names := array[v_from ->> 'name'] || array(select jsonb_array_elements_text(v_from -> 'aliases'));
	v_undo := private.keep_label(ledger_id, what, from_id, into_id);

	-- What hangs on it goes along, where the other has none of its own.
	if what = 'category' then
		update public.budgets b set category_id = into_id
		where b.ledger_id = ledger_id and b.category_id = from_id
			and not exists (select from public.budgets o where o.ledger_id = ledger_id and o.category_id = into_id);
		update public.recurring r set category_id = into_id where r.ledger_id = ledger_id and r.category_id = from_id;
	elsif what = 'source' then
		v_has_cycles := exists (select from public.cycles o where o.ledger_id = ledger_id and o.source_id = into_id);
		if not v_has_cycles then
			insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			select c.ledger_id, into_id, c.from_month, c.closing_day, c.due_day
			from public.cycles c
			where c.ledger_id = ledger_id and c.source_id = from_id;
			insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
			select b.ledger_id, into_id, b.bill_month, b.closing_date
			from public.bill_closings b
			where b.ledger_id = ledger_id and b.source_id = from_id
			on conflict do nothing;
			update private.label_undos u set kept = u.kept || '{"lent_cycles": true}' where u.id = v_undo;
		end if;
		update public.recurring r set source_id = into_id where r.ledger_id = ledger_id and r.source_id = from_id;
	else
		update public.contacts c set person_id = into_id where c.ledger_id = ledger_id and c.person_id = from_id;
		update private.join_codes c set person_id = into_id where c.ledger_id = ledger_id and c.person_id = from_id;
	end if;
	-- Its names mean the other before it goes, so that each transaction changes once.
	update private.labels k set label_id = into_id where k.ledger_id = ledger_id and k.what = what and k.label_id = from_id;
	execute format('delete from public.%I t where t.ledger_id = $1 and t.id = $2', private.label_table(what))
	using ledger_id, from_id;
	execute format('update public.%I t set aliases = t.aliases || $3 where t.ledger_id = $1 and t.id = $2', private.label_table(what))
	using ledger_id, into_id, v_names;
	return jsonb_build_object('changed', private.locked_revision(ledger_id) - v_before, 'undo', v_undo);
end;
$$;
comment on function private.merge_labels(uuid, text, integer, integer) is 'Behind public.merge_labels.';

create function public.merge_labels(ledger_id uuid, what text, from_id integer, into_id integer)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.merge_labels(ledger_id, what, from_id, into_id);
$$;
comment on function public.merge_labels(uuid, text, integer, integer) is
	'Makes one category, source or person of two (editors, owners): all names of the first become names of the second, and past transactions follow. Answers {changed: how many, undo: an id for undo_label}.';

create function private.delete_label(ledger_id uuid, what text, id integer, move_to integer)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_undo uuid;
begin
	if move_to is not null then
		return private.merge_labels(ledger_id, what, id, move_to);
	end if;
	v_undo := private.keep_label(ledger_id, what, id, null);
	execute format('delete from public.%I t where t.ledger_id = $1 and t.id = $2', private.label_table(what)) using ledger_id, id;
	return jsonb_build_object('changed', private.locked_revision(ledger_id) - v_before, 'undo', v_undo);
end;
$$;
comment on function private.delete_label(uuid, text, integer, integer) is 'Behind public.delete_label.';

create function public.delete_label(ledger_id uuid, what text, id integer, move_to integer default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.delete_label(ledger_id, what, id, move_to);
$$;
comment on function public.delete_label(uuid, text, integer, integer) is
	'Removes a category, source or person (editors, owners). With move_to its names become names of that one, and what was filed under it follows; else it is filed under the raw texts. Answers {changed: how many transactions, undo: an id for undo_label}.';

create function public.label_uses(ledger_id uuid, what text, id integer)
returns integer
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select count(*)::integer
	from public.transactions t
	where t.ledger_id = label_uses.ledger_id
		and not t.voided
		and case what
			when 'category' then t.category_id = label_uses.id
			when 'source' then t.source_id = label_uses.id or t.to_source_id = label_uses.id
			when 'person' then t.person_id = label_uses.id
		end;
$$;
comment on function public.label_uses(uuid, text, integer) is
	'How many transactions are filed under a category, source or person (members): what would follow it into another.';

revoke all on function
	private.label_table(text), private.label_row(uuid, text, integer), private.keep_label(uuid, text, integer, integer),
	private.merge_labels(uuid, text, integer, integer), public.merge_labels(uuid, text, integer, integer),
	private.delete_label(uuid, text, integer, integer), public.delete_label(uuid, text, integer, integer),
	public.label_uses(uuid, text, integer)
from public, anon, authenticated, service_role;
grant execute on function
	private.merge_labels(uuid, text, integer, integer), public.merge_labels(uuid, text, integer, integer),
	private.delete_label(uuid, text, integer, integer), public.delete_label(uuid, text, integer, integer),
	public.label_uses(uuid, text, integer)
to authenticated;

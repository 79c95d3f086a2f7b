-- Looking after names: two that are one, and one that goes with what is filed under it.

create function private.merge_labels(ledger_id uuid, what text, from_id integer, into_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_table text := case what when 'category' then 'categories' when 'source' then 'sources' when 'person' then 'people' end;
	v_names text[];
	v_found integer;
begin
	if v_table is null then
		raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	elsif (from_id <> into_id) is not true then
		raise exception 'from_id and into_id must be two different ones' using errcode = '22023', column = 'into_id';
	end if;
	execute format('select array[t.name] || t.aliases from public.%I t where t.ledger_id = $1 and t.id = $2', v_table)
	into v_names using ledger_id, from_id;
	execute format('select 1 from public.%I t where t.ledger_id = $1 and t.id = $2', v_table)
	into v_found using ledger_id, into_id;
	if v_names is null or v_found is null then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;

	-- What hangs on it goes along, where the other has none of its own.
	if what = 'category' then
		update public.budgets b set category_id = into_id
		where b.ledger_id = ledger_id and b.category_id = from_id
			and not exists (select from public.budgets o where o.ledger_id = ledger_id and o.category_id = into_id);
		update public.recurring r set category_id = into_id where r.ledger_id = ledger_id and r.category_id = from_id;
	elsif what = 'source' then
		insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
		select c.ledger_id, into_id, c.from_month, c.closing_day, c.due_day
		from public.cycles c
		where c.ledger_id = ledger_id and c.source_id = from_id
			and not exists (select from public.cycles o where o.ledger_id = ledger_id and o.source_id = into_id);
		update public.recurring r set source_id = into_id where r.ledger_id = ledger_id and r.source_id = from_id;
	else
		update public.contacts c set person_id = into_id where c.ledger_id = ledger_id and c.person_id = from_id;
	end if;
	-- Its names mean the other before it goes, so that each transaction changes once.
	update private.labels k set label_id = into_id where k.ledger_id = ledger_id and k.what = what and k.label_id = from_id;
	execute format('delete from public.%I t where t.ledger_id = $1 and t.id = $2', v_table) using ledger_id, from_id;
	execute format('update public.%I t set aliases = t.aliases || $3 where t.ledger_id = $1 and t.id = $2', v_table)
	using ledger_id, into_id, v_names;
	return private.locked_revision(ledger_id) - v_before;
end;
$$;
comment on function private.merge_labels(uuid, text, integer, integer) is 'Behind public.merge_labels.';

create function public.merge_labels(ledger_id uuid, what text, from_id integer, into_id integer)
returns integer
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.merge_labels(ledger_id, what, from_id, into_id);
$$;
comment on function public.merge_labels(uuid, text, integer, integer) is
	'Makes one category, source or person of two (editors, owners): all names of the first become names of the second, and past transactions follow. Answers how many changed.';

create function private.delete_label(ledger_id uuid, what text, id integer, move_to integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_count integer;
begin
	if move_to is not null then
		return private.merge_labels(ledger_id, what, id, move_to);
	end if;
	case what
		when 'category' then delete from public.categories c where c.ledger_id = ledger_id and c.id = id;
		when 'source' then delete from public.sources s where s.ledger_id = ledger_id and s.id = id;
		when 'person' then delete from public.people p where p.ledger_id = ledger_id and p.id = id;
		else raise exception 'what must be category, source or person' using errcode = '22023', column = 'what';
	end case;
	get diagnostics v_count = row_count;
	if v_count = 0 then
		raise exception 'no such % in this ledger', what using errcode = 'PT404';
	end if;
	return private.locked_revision(ledger_id) - v_before;
end;
$$;
comment on function private.delete_label(uuid, text, integer, integer) is 'Behind public.delete_label.';

create function public.delete_label(ledger_id uuid, what text, id integer, move_to integer default null)
returns integer
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.delete_label(ledger_id, what, id, move_to);
$$;
comment on function public.delete_label(uuid, text, integer, integer) is
	'Removes a category, source or person (editors, owners). With move_to its names become names of that one, and what was filed under it follows; else it is filed under the raw texts. Answers how many transactions changed.';

revoke all on function
	private.merge_labels(uuid, text, integer, integer), public.merge_labels(uuid, text, integer, integer),
	private.delete_label(uuid, text, integer, integer), public.delete_label(uuid, text, integer, integer)
from public, anon, authenticated, service_role;
grant execute on function
	private.merge_labels(uuid, text, integer, integer), public.merge_labels(uuid, text, integer, integer),
	private.delete_label(uuid, text, integer, integer), public.delete_label(uuid, text, integer, integer)
to authenticated;

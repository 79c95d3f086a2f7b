-- A merge or deletion of a name undone, within ten minutes: the name is back with its own id, and all that hung on it.

create function private.restore_hangers(ledger_id uuid, what text, kept jsonb, into_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_id integer := (kept -> 'label' ->> 'id')::integer;
begin
	if what = 'category' then
		-- Those that went along come back; the others went with it.
		update public.budgets b set category_id = v_id
		from jsonb_populate_recordset(null::public.budgets, kept -> 'budgets') k
		where b.id = k.id and b.ledger_id = ledger_id and b.category_id = into_id;
		insert into public.budgets
		select k.* from jsonb_populate_recordset(null::public.budgets, kept -> 'budgets') k
		on conflict do nothing;
		update public.recurring r set category_id = v_id
		where r.ledger_id = ledger_id and r.id::text in (select jsonb_array_elements_text(kept -> 'recurring'))
			and r.category_id is not distinct from into_id;
	elsif what = 'source' then
		if kept ? 'lent_cycles' then
			delete from public.cycles c
			using jsonb_populate_recordset(null::public.cycles, kept -> 'cycles') k
			where c.ledger_id = ledger_id and c.source_id = into_id and c.from_month is not distinct from k.from_month;
			delete from public.bill_closings b
			using jsonb_populate_recordset(null::public.bill_closings, kept -> 'bill_closings') k
			where b.ledger_id = ledger_id and b.source_id = into_id and b.bill_month = k.bill_month;
		end if;
		insert into public.cycles select k.* from jsonb_populate_recordset(null::public.cycles, kept -> 'cycles') k;
		insert into public.bill_closings
		select k.* from jsonb_populate_recordset(null::public.bill_closings, kept -> 'bill_closings') k;
		update public.recurring r set source_id = v_id
		where r.ledger_id = ledger_id and r.id::text in (select jsonb_array_elements_text(kept -> 'recurring'))
			and r.source_id is not distinct from into_id;
	else
		update public.contacts c set person_id = v_id
		from jsonb_populate_recordset(null::public.contacts, kept -> 'contacts') k
		where c.ledger_id = ledger_id and c.address = k.address and c.person_id = into_id;
		insert into public.contacts
		select k.* from jsonb_populate_recordset(null::public.contacts, kept -> 'contacts') k
		on conflict do nothing;
		update private.join_codes c set person_id = v_id
		from jsonb_populate_recordset(null::private.join_codes, kept -> 'join_codes') k
		where c.code_hash = k.code_hash and c.person_id = into_id;
		insert into private.join_codes
		select k.* from jsonb_populate_recordset(null::private.join_codes, kept -> 'join_codes') k
		on conflict do nothing;
	end if;
end;
$$;
comment on function private.restore_hangers(uuid, text, jsonb, integer) is
	'Gives a name that is back what hung on it: budgets, cycles and closings, contacts and codes, recurring ones.';

create function private.undo_label(ledger_id uuid, undo uuid)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_before bigint := private.locked_revision(ledger_id);
	v_undo private.label_undos;
	v_label jsonb;
	v_keys text[];
begin
	delete from private.label_undos u
	where u.id = undo and u.ledger_id = ledger_id and u.made_at > now() - interval '10 minutes'
	returning u.* into v_undo;
	if v_undo.id is null then
		raise exception 'there is nothing to undo any more' using errcode = 'PT404', hint = 'Create it again by hand.';
	end if;
	v_label := v_undo.kept -> 'label';
	select array_agg(private.normalise(n.text)) into v_keys
	from (
		select v_label ->> 'name' as text
		union all
		select jsonb_array_elements_text(v_label -> 'aliases')
	) n;
	-- Its names are free before it is back, so that each transaction changes once.
	delete from private.labels k
	where k.ledger_id = ledger_id and k.what = v_undo.what and k.label_id = v_undo.into_id and k.key = any (v_keys);
	if v_undo.what = 'category' then
		insert into public.categories select * from jsonb_populate_record(null::public.categories, v_label);
	elsif v_undo.what = 'source' then
		insert into public.sources select * from jsonb_populate_record(null::public.sources, v_label);
	else
		insert into public.people select * from jsonb_populate_record(null::public.people, v_label);
	end if;
	execute format(
		'update public.%I t set aliases = array(
			select a.alias from unnest(t.aliases) with ordinality a (alias, place)
			where private.normalise(a.alias) <> all ($3) order by a.place
		)
		where t.ledger_id = $1 and t.id = $2', private.label_table(v_undo.what)
	) using ledger_id, v_undo.into_id, v_keys;
	perform private.restore_hangers(ledger_id, v_undo.what, v_undo.kept, v_undo.into_id);
	return private.locked_revision(ledger_id) - v_before;
end;
$$;
comment on function private.undo_label(uuid, uuid) is 'Behind public.undo_label.';

create function public.undo_label(ledger_id uuid, undo uuid)
returns integer
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.undo_label(ledger_id, undo);
$$;
comment on function public.undo_label(uuid, uuid) is
	'Undoes a merge_labels or delete_label within ten minutes, by the id that it answered (editors, owners): the name, what hung on it and what was filed under it are back. Answers how many transactions changed. A name that another has by now is 23505, and nothing changes.';

revoke all on function
	private.restore_hangers(uuid, text, jsonb, integer), private.undo_label(uuid, uuid), public.undo_label(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function private.undo_label(uuid, uuid), public.undo_label(uuid, uuid) to authenticated;

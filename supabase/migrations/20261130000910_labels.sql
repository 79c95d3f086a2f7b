-- Names and aliases of categories, sources and people: bounded, tidy, unique within their ledger, and followed by the past.

create function private.shape_label()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_what text := tg_argv[0];
	v_alias text;
	v_aliases text[] := '{}';
	v_keys text[];
begin
	-- Who may, before anything is read or counted: row security is asked only after this trigger, and a stranger learns
	-- nothing here, not even that the ledger exists.
	if auth.uid() is not null and new.ledger_id not in (select private.my_ledgers_to_edit()) then
		raise exception 'new row violates row-level security policy for table "%"', tg_table_name using errcode = '42501';
	end if;
	new.name := private.name_of(new.name);
	v_keys := array[private.normalise(new.name)];
	if cardinality(new.aliases) <= 50 then
		foreach v_alias in array new.aliases loop
			if length(v_alias) > 120 then
				raise exception 'aliases must have at most 120 characters' using errcode = '22023', column = 'aliases';
			end if;
			v_alias := private.kept_text(v_alias);
			if v_alias is not null and private.normalise(v_alias) <> all (v_keys) then
				v_keys := v_keys || private.normalise(v_alias);
				v_aliases := v_aliases || v_alias;
			end if;
		end loop;
	end if;
	-- A rename keeps what is filed under the name, and what agents still call it: the old name becomes another of its names.
	-- (Taken out by hand later, when the name stays, it is gone.)
	if tg_op = 'UPDATE' and new.name <> old.name and private.normalise(old.name) <> all (v_keys) then
		v_aliases := v_aliases || old.name;
	end if;
	if greatest(cardinality(new.aliases), cardinality(v_aliases)) > 50 then
		raise exception 'aliases may be at most 50' using errcode = '22023', column = 'aliases', hint = 'Take some out first.';
	end if;
	new.aliases := v_aliases;

	if tg_op = 'INSERT' and new.id = 0 then
		insert into private.label_counters as c (ledger_id, what, last_id)
		values (new.ledger_id, v_what, 1)
		on conflict (ledger_id, what) do update
		set last_id = c.last_id + 1
		returning c.last_id into new.id;
	elsif tg_op = 'INSERT' then
		-- One that was there before comes back (private.undo_label). Nobody else may name an id.
		if new.id > (select c.last_id from private.label_counters c where c.ledger_id = new.ledger_id and c.what = v_what) then
			raise exception 'a new % gets its id by itself', v_what using errcode = '42501';
		end if;
	elsif new.ledger_id <> old.ledger_id or new.id <> old.id then
		raise exception 'a % keeps its ledger and id', v_what using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.shape_label() is
	'Tidies name and aliases, and gives a new category, source or person its id: small, and never used twice.';

create function private.settle_label()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_what text := tg_argv[0];
	v_row record := case when tg_op = 'DELETE' then old else new end;
	v_before text[] := '{}';
	v_after text[] := '{}';
	v_taken text;
begin
	if tg_op <> 'INSERT' then
		select array_agg(l.key) into v_before
		from private.labels l
		where l.ledger_id = v_row.ledger_id and l.what = v_what and l.label_id = v_row.id;
		delete from private.labels l
		where l.ledger_id = v_row.ledger_id and l.what = v_what and l.label_id = v_row.id;
	end if;
	if tg_op <> 'DELETE' then
		select array_agg(distinct private.normalise(n.text)) into v_after
		from unnest(array[new.name] || new.aliases) n (text);
		select k.key into v_taken
		from unnest(v_after) k (key)
		join private.labels l on l.ledger_id = new.ledger_id and l.what = v_what and l.key = k.key
		limit 1;
		if v_taken is not null then
			raise exception 'another % of this ledger already answers to "%"', v_what, v_taken
				using errcode = '23505', column = 'name', hint = 'Choose another name, or take the alias from the other one first.';
		end if;
		insert into private.labels (ledger_id, what, key, label_id)
		select new.ledger_id, v_what, k.key, new.id from unnest(v_after) k (key);
	end if;
	perform private.refile(v_row.ledger_id, v_what, v_row.id, coalesce(v_before, '{}') || coalesce(v_after, '{}'));
	return v_row;
end;
$$;
comment on function private.settle_label() is
	'Keeps private.labels as names and aliases say, and files the transactions they concern anew.';

do $$
declare
	v_table text;
	v_what text;
begin
	for v_table, v_what in
		select * from (values ('categories', 'category'), ('sources', 'source'), ('people', 'person')) v
	loop
		execute format(
			'create trigger shape_label before insert or update on public.%I
			for each row execute function private.shape_label(%L)', v_table, v_what
		);
		execute format(
			'create trigger settle_label after insert or update on public.%I
			for each row execute function private.settle_label(%L)', v_table, v_what
		);
		-- Before, so that at no moment a transaction names a label that is gone.
		execute format(
			'create trigger settle_removal before delete on public.%I
			for each row execute function private.settle_label(%L)', v_table, v_what
		);
	end loop;
end
$$;

revoke all on function private.shape_label(), private.settle_label() from public, anon, authenticated, service_role;

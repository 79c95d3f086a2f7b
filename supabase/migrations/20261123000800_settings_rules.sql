-- What follows when settings change: names stay unique, past transactions are filed anew as ordinary changes, pages are told.

-- ---------------------------------------------------------------- filing anew

create function private.refile(ledger_id uuid, what text, label_id integer, keys text[])
returns integer
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_revision bigint;
	v_timezone text;
	v_count integer;
begin
	select l.revision, l.timezone into v_revision, v_timezone
	from public.ledgers l
	where l.id = ledger_id
	for no key update;

	with filed as (
		select
			t.id,
			t.revision,
			c.label_id as category_id,
			s.id as source_id,
			p.label_id as person_id,
			case
				when s.closing_day is null
					then date_trunc('month', t.occurred_at at time zone v_timezone)::date
				else private.bill_month_of(
					t.ledger_id, s.id, (t.occurred_at at time zone v_timezone)::date, s.closing_day, s.due_day
				)
			end as bill_month
		from public.transactions t
		left join private.labels c
			on c.ledger_id = t.ledger_id and c.what = 'category' and c.key = private.normalise(t.category_text)
		left join private.labels k
			on k.ledger_id = t.ledger_id and k.what = 'source' and k.key = private.normalise(t.source_text)
		left join public.sources s
			on s.ledger_id = k.ledger_id and s.id = k.label_id
		left join private.labels p
			on p.ledger_id = t.ledger_id and p.what = 'person' and p.key = private.normalise(t.person_text)
		where t.ledger_id = ledger_id
			and case what
				when 'category' then t.category_id = label_id or private.normalise(t.category_text) = any (keys)
				when 'source' then t.source_id = label_id or private.normalise(t.source_text) = any (keys)
				when 'person' then t.person_id = label_id or private.normalise(t.person_text) = any (keys)
				else true
			end
	),
	changed as (
		select f.*, row_number() over (order by f.revision) as place
		from filed f
		join public.transactions t on t.id = f.id
		where (t.category_id, t.source_id, t.person_id, t.bill_month)
			is distinct from (f.category_id, f.source_id, f.person_id, f.bill_month)
	)
	update public.transactions t
	set
		revision = v_revision + n.place,
		category_id = n.category_id,
		source_id = n.source_id,
		person_id = n.person_id,
		bill_month = n.bill_month,
		last_bill_month = (n.bill_month + make_interval(months => t.installments - 1))::date,
		updated_at = now()
	from changed n
	where t.id = n.id;

	get diagnostics v_count = row_count;
	if v_count > 0 then
		update public.ledgers l set revision = v_revision + v_count where l.id = ledger_id;
	end if;
	return v_count;
end;
$$;
comment on function private.refile(uuid, text, integer, text[]) is
	'Files past transactions again (all of them, or those of one label or with one of these texts) and gives new revisions to those that changed. Answers how many.';

-- ---------------------------------------------------------------- locks

create function private.lock_my_ledgers()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
	-- Ledger locks come before row locks, and in one order: else an agent holding the ledger and a person holding a
	-- category could wait for each other. Which ledgers a statement will touch is not known yet: those it may touch.
	perform from public.ledgers l
	where auth.uid() is null or l.id in (select private.my_ledgers_to_edit())
	order by l.id
	for no key update;
	return null;
end;
$$;
comment on function private.lock_my_ledgers() is
	'Locks the ledgers that the caller may change, in order, before a settings statement locks any other row.';

-- ---------------------------------------------------------------- labels

create function private.shape_label()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_what text := tg_argv[0];
	v_alias text;
	v_aliases text[] := '{}';
	v_keys text[];
begin
	new.name := regexp_replace(private.cleaned(new.name), '\s+', ' ', 'g');
	if coalesce(length(new.name), 0) not between 1 and 60 then
		raise exception 'name must have 1 to 60 characters' using errcode = '22023', column = 'name';
	end if;
	v_keys := array[private.normalise(new.name)];
	foreach v_alias in array coalesce(new.aliases, '{}') loop
		v_alias := private.kept_text(v_alias);
		if v_alias is not null and private.normalise(v_alias) <> all (v_keys) then
			v_keys := v_keys || private.normalise(v_alias);
			v_aliases := v_aliases || v_alias;
		end if;
	end loop;
	if cardinality(v_aliases) > 200 then
		raise exception 'at most 200 aliases' using errcode = '22023', column = 'aliases';
	end if;
	new.aliases := v_aliases;

	if tg_op = 'INSERT' then
		insert into private.label_counters as c (ledger_id, what, last_id)
		values (new.ledger_id, v_what, 1)
		on conflict (ledger_id, what) do update
		set last_id = c.last_id + 1
		returning c.last_id into new.id;
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
set search_path = ''
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

create function private.settle_closing()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_row record := case when tg_op = 'DELETE' then old else new end;
begin
	if tg_op = 'UPDATE' and (new.ledger_id, new.source_id) is distinct from (old.ledger_id, old.source_id) then
		raise exception 'a bill closing keeps its ledger and source' using errcode = '42501';
	end if;
	perform private.refile(v_row.ledger_id, 'source', v_row.source_id, '{}');
	return null;
end;
$$;
comment on function private.settle_closing() is 'Files a source''s transactions anew after one of its bills moved.';

create function private.settle_budget()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
	raise exception 'a budget keeps its ledger' using errcode = '42501';
end;
$$;
comment on function private.settle_budget() is 'Refuses to move a budget to another ledger.';

-- ---------------------------------------------------------------- ledgers

create function private.shape_ledger()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
	if tg_op = 'INSERT' or new.name <> old.name then
		new.name := private.cleaned(new.name);
		if coalesce(length(new.name), 0) not between 1 and 120 then
			raise exception 'name must have 1 to 120 characters' using errcode = '22023', column = 'name';
		end if;
	end if;
	if (tg_op = 'INSERT' or new.timezone <> old.timezone) and not private.known_timezone(new.timezone) then
		raise exception 'unknown timezone "%"', left(new.timezone, 60)
			using errcode = '22023', column = 'timezone', hint = 'Give an IANA name such as America/Sao_Paulo.';
	end if;
	return new;
end;
$$;
comment on function private.shape_ledger() is 'Tidies a ledger''s name; refuses an unknown timezone.';

create function private.settle_timezone()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
	perform private.refile(new.id, 'all', null, null);
	return null;
end;
$$;
comment on function private.settle_timezone() is 'Files all transactions anew after the timezone changed: month turns move with it.';

create trigger shape_ledger
	before insert or update of name, timezone on public.ledgers
	for each row execute function private.shape_ledger();
create trigger settle_timezone
	after update of timezone on public.ledgers
	for each row when (new.timezone <> old.timezone)
	execute function private.settle_timezone();
create trigger a_lock_ledgers
	before update of name, timezone on public.ledgers
	for each statement execute function private.lock_my_ledgers();
create trigger a_only_by_rules
	before delete or truncate on public.ledgers
	for each statement
	execute function private.only_by_rules('{PL/pgSQL function private.erase_ledger}');

-- ---------------------------------------------------------------- telling the pages

create function private.tell_settings()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_ledger uuid;
	v_revision bigint;
begin
	for v_ledger in select distinct c.ledger_id from changed c order by c.ledger_id loop
		update public.ledgers l
		set settings_revision = l.settings_revision + 1
		where l.id = v_ledger
		returning l.settings_revision into v_revision;
		if found then
			perform private.broadcast(v_ledger, 'settings', jsonb_build_object('settings_revision', v_revision));
		end if;
	end loop;
	return null;
end;
$$;
comment on function private.tell_settings() is 'Counts a change of settings and tells the pages, once per statement and ledger.';

create function private.tell_ledger()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
	update public.ledgers l set settings_revision = l.settings_revision + 1 where l.id = new.id;
	perform private.broadcast(
		new.id, 'settings', jsonb_build_object('settings_revision', new.settings_revision + 1)
	);
	return null;
end;
$$;
comment on function private.tell_ledger() is 'Counts a change of a ledger''s name or timezone and tells the pages.';

create trigger tell_ledger
	after update of name, timezone on public.ledgers
	for each row when (new.name <> old.name or new.timezone <> old.timezone)
	execute function private.tell_ledger();

do $$
declare
	v_table text;
	v_what text;
begin
	foreach v_table in array array['categories', 'sources', 'people', 'bill_closings', 'budgets'] loop
		execute format(
			'create trigger a_lock_ledgers before insert or update or delete on public.%I
			for each statement execute function private.lock_my_ledgers()', v_table
		);
	end loop;
	foreach v_table in array array['categories', 'sources', 'people', 'bill_closings', 'budgets', 'members'] loop
		execute format(
			'create trigger tell_inserts after insert on public.%I
			referencing new table as changed for each statement execute function private.tell_settings()', v_table
		);
		execute format(
			'create trigger tell_updates after update on public.%I
			referencing new table as changed for each statement execute function private.tell_settings()', v_table
		);
		execute format(
			'create trigger tell_deletes after delete on public.%I
			referencing old table as changed for each statement execute function private.tell_settings()', v_table
		);
	end loop;
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

create trigger settle_closing
	after insert or update or delete on public.bill_closings
	for each row execute function private.settle_closing();
create trigger settle_budget
	before update on public.budgets
	for each row when (new.ledger_id <> old.ledger_id)
	execute function private.settle_budget();

revoke all on function
	private.refile(uuid, text, integer, text[]), private.lock_my_ledgers(), private.shape_label(),
	private.settle_label(), private.settle_closing(), private.settle_budget(), private.shape_ledger(),
	private.settle_timezone(), private.tell_settings(), private.tell_ledger()
from public, anon, authenticated, service_role;

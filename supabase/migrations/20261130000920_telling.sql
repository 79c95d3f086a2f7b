-- Changes of settings, members and the ledger itself are counted, and the pages are told.

create function private.shape_ledger()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	if tg_op = 'INSERT' or new.name <> old.name then
		new.name := private.name_of(new.name);
	end if;
	if (tg_op = 'INSERT' or new.timezone <> old.timezone) and not private.known_timezone(new.timezone) then
		raise exception 'unknown timezone "%"', left(new.timezone, 60)
			using errcode = '22023', column = 'timezone', hint = 'Give an IANA name such as America/Sao_Paulo.';
	end if;
	return new;
end;
$$;
comment on function private.shape_ledger() is 'Tidies a ledger''s name; refuses an unknown timezone.';

create function private.tell_settings()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
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
set search_path = pg_catalog, pg_temp
as $$
begin
	update public.ledgers l set settings_revision = l.settings_revision + 1 where l.id = new.id;
	perform private.broadcast(
		new.id, 'settings', jsonb_build_object('settings_revision', new.settings_revision + 1)
	);
	return null;
end;
$$;
comment on function private.tell_ledger() is 'Counts a change of what is set of a ledger itself and tells the pages.';

create function private.part_from_members()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid;
	v_epoch bigint;
begin
	for v_ledger in
		select distinct g.ledger_id
		from gone g
		where not exists (select from public.members m where m.ledger_id = g.ledger_id and m.user_id = g.user_id)
		order by g.ledger_id
	loop
		select l.epoch + 1 into v_epoch from public.ledgers l where l.id = v_ledger for no key update;
		if found then
			-- Told while the topic is still the one that everybody hears, by its number only.
			perform private.broadcast(v_ledger, 'epoch', jsonb_build_object('epoch', v_epoch));
			update public.ledgers l set epoch = v_epoch where l.id = v_ledger;
		end if;
	end loop;
	return null;
end;
$$;
comment on function private.part_from_members() is
	'Begins a new epoch of each ledger that somebody stopped being a member of, accounts deleted on the platform included.';

create trigger shape_ledger
	before insert or update of name, timezone on public.ledgers
	for each row execute function private.shape_ledger();
create trigger tell_ledger
	after update of name, timezone, basis, corrections on public.ledgers
	for each row when ((new.name, new.timezone, new.basis, new.corrections) <> (old.name, old.timezone, old.basis, old.corrections))
	execute function private.tell_ledger();

-- After the announcement of settings, which goes to the topic of before too (triggers run by name).
create trigger z_part_deletes
	after delete on public.members
	referencing old table as gone
	for each statement execute function private.part_from_members();
create trigger z_part_updates
	after update on public.members
	referencing old table as gone
	for each statement execute function private.part_from_members();

do $$
declare
	v_table text;
begin
	foreach v_table in array array['categories', 'sources', 'people', 'cycles', 'bill_closings', 'budgets', 'recurring', 'members'] loop
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
end
$$;

revoke all on function
	private.shape_ledger(), private.tell_settings(), private.tell_ledger(), private.part_from_members()
from public, anon, authenticated, service_role;

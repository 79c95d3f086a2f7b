-- Purchases are filed by the text that was sent. Renaming a category, source or person let go of all that was sent under its
-- old name: money moved between bills, and what came later under that name was filed under nothing.

create or replace function private.shape_label()
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
	-- A rename keeps what is filed under the name, and what agents still call it: the old name becomes another of its names.
	-- (Taken out by hand later, when the name stays, it is gone.)
	if tg_op = 'UPDATE' and new.name <> old.name and private.normalise(old.name) <> all (v_keys) then
		v_aliases := v_aliases || old.name;
	end if;
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

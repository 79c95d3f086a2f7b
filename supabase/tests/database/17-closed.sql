-- What a viewer, a stranger and somebody removed find closed where there is something behind it.
-- covers policies "editors change sources", "editors remove cycles", "editors read contacts", "editors remove contacts",
-- "members read reminder settings", "editors change reminder settings", "owners take invitations back"
begin;
create extension if not exists pgtap with schema extensions;
\ir personas.psql
set local search_path = public, extensions;
select no_plan();

create function tests.finds_closed(name text) returns setof text language plpgsql as $$
declare
	v_statement text;
begin
	perform tests.as_person(name);
	return next extensions.is_empty('select * from public.contacts', name || ' reads no contact');
	-- No column is read: what may be changed is not what may be seen.
	foreach v_statement in array array[
		'delete from public.contacts where true',
		'delete from public.cycles where true',
		'delete from public.invitations where true',
		'update public.sources set name = ''x'' where true',
		'update public.reminder_settings set quiet_from = 1 where true'
	] loop
		return next extensions.ok(tests.touches(v_statement, 0), name || ': ' || v_statement);
	end loop;
end $$;
select tests.as_person('edu');
select lives_ok('insert into public.contacts (ledger_id, address, person_id) values (tests.id(''casa''), ''tg:77'', 1)', 'there is a contact');
select lives_ok('insert into public.reminder_settings (ledger_id) values (tests.id(''casa''))', 'and settings of reminders');

select tests.finds_closed('vera');
select tests.finds_closed('rita');
select tests.finds_closed('nina');

select tests.as_person('rita');
select is_empty('select * from public.reminder_settings', 'somebody removed reads no settings of reminders');
select tests.as_person('vera');
select isnt_empty('select * from public.reminder_settings', 'a viewer does');
select tests.as_person('edu');
select ok(tests.touches('delete from public.invitations where true', 0), 'an editor takes no invitation back');
select tests.as_person('ana');
select ok(tests.touches('delete from public.invitations where true', 1), 'an owner does');

select * from finish();
rollback;

-- A value that its column cannot hold is refused by the column's name.
--
-- The API casts a body's values to the types of their columns before any trigger runs, and of one that does not fit
-- PostgreSQL says the type alone: invalid input syntax for type integer. Where a column's type is a domain with a cast from
-- json, the API uses that instead ("domain representations", PostgREST 11.2 and later). Ours take what the plain types take,
-- but of dates only those written year first; what they refuse they name, with the remedy. The columns of text need none:
-- they hold whatever comes.

create function private.refuse_value(p_column text, p_wanted text, p_hint text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception '% must be %', p_column, p_wanted using errcode = '22023', column = p_column, hint = p_hint;
end;
$$;
comment on function private.refuse_value(text, text, text) is 'Raises the answer to a value that its column cannot hold.';

create function private.read_inbox_item(p_value json)
returns private.inbox_item
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('item', 'a whole number, 0 to 32767', 'Number the purchases of one message from 0.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_item(json) is 'What the API makes of item in a body.';

create function private.read_inbox_target_item(p_value json)
returns private.inbox_target_item
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('target_item', 'a whole number, 0 to 32767', 'Send the item number of the purchase to change.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_target_item(json) is 'What the API makes of target_item in a body.';

create function private.read_inbox_installments(p_value json)
returns private.inbox_installments
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'integer') then
		perform private.refuse_value('installments', 'a whole number, 1 to 120', 'Send the number of parts, or leave it out for one.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_installments(json) is 'What the API makes of installments in a body.';

create function private.read_inbox_occurred_at(p_value json)
returns private.inbox_occurred_at
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	-- PostgreSQL reads 05/11/2026 month first, and takes "tomorrow" for an instant. Of for ever, the rules say that it is out of range.
	if length(v_text) > 64 or v_text !~ '^(\d{4}-\d\d-\d\d([T ].*)?|-?infinity)$' or not pg_input_is_valid(v_text, 'timestamp with time zone') then
		perform private.refuse_value('occurred_at', 'an instant in ISO 8601', 'Send it as 2026-11-23T14:32:00-03:00, or leave it out for now.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_occurred_at(json) is 'What the API makes of occurred_at in a body.';

create function private.read_inbox_part(p_value json)
returns private.inbox_part
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('part', 'a whole number, 1 to 120', 'Send which part of its purchase this is, with parts; leave both out for a whole purchase.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_part(json) is 'What the API makes of part in a body.';

create function private.read_inbox_parts(p_value json)
returns private.inbox_parts
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('parts', 'a whole number, 1 to 120', 'Send how many parts the purchase has, with part; leave both out for a whole purchase.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_parts(json) is 'What the API makes of parts in a body.';

create function private.read_inbox_from_part(p_value json)
returns private.inbox_from_part
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('from_part', 'a whole number, 1 to 120', 'Send the first part to bring forward or cancel, with parts_to.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_from_part(json) is 'What the API makes of from_part in a body.';

create function private.read_inbox_completes_item(p_value json)
returns private.inbox_completes_item
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if not pg_input_is_valid(v_text, 'smallint') then
		perform private.refuse_value('completes_item', 'a whole number, 0 to 32767', 'Send the item number of the refused correction.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_completes_item(json) is 'What the API makes of completes_item in a body.';

create function private.read_inbox_sent_at(p_value json)
returns private.inbox_sent_at
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text := p_value #>> '{}';
begin
	if length(v_text) > 64 or v_text !~ '^\d{4}-\d\d-\d\d([T ].*)?$' or not pg_input_is_valid(v_text, 'timestamp with time zone') then
		perform private.refuse_value('sent_at', 'an instant in ISO 8601', 'Send it as 2026-11-23T14:32:00-03:00, or leave it out for now.');
	end if;
	return v_text;
end;
$$;
comment on function private.read_inbox_sent_at(json) is 'What the API makes of sent_at in a body.';

-- PostgreSQL itself never uses a cast to a domain, and warns of it: they are for the API to find.
set client_min_messages to error;
create cast (json as private.inbox_item) with function private.read_inbox_item(json) as implicit;
create cast (json as private.inbox_target_item) with function private.read_inbox_target_item(json) as implicit;
create cast (json as private.inbox_installments) with function private.read_inbox_installments(json) as implicit;
create cast (json as private.inbox_completes_item) with function private.read_inbox_completes_item(json) as implicit;
create cast (json as private.inbox_sent_at) with function private.read_inbox_sent_at(json) as implicit;
create cast (json as private.inbox_part) with function private.read_inbox_part(json) as implicit;
create cast (json as private.inbox_parts) with function private.read_inbox_parts(json) as implicit;
create cast (json as private.inbox_from_part) with function private.read_inbox_from_part(json) as implicit;
create cast (json as private.inbox_occurred_at) with function private.read_inbox_occurred_at(json) as implicit;
reset client_min_messages;

revoke all on function
	private.refuse_value(text, text, text),
	private.read_inbox_item(json),
	private.read_inbox_target_item(json),
	private.read_inbox_installments(json),
	private.read_inbox_occurred_at(json),
	private.read_inbox_completes_item(json),
	private.read_inbox_sent_at(json),
	private.read_inbox_part(json),
	private.read_inbox_parts(json),
	private.read_inbox_from_part(json)
from public, anon, authenticated, service_role;
-- The API looks for casts as authenticator, which sees those it may execute, and calls them as the request's role.
grant execute on function
	private.read_inbox_item(json),
	private.read_inbox_target_item(json),
	private.read_inbox_installments(json),
	private.read_inbox_occurred_at(json),
	private.read_inbox_completes_item(json),
	private.read_inbox_sent_at(json),
	private.read_inbox_part(json),
	private.read_inbox_parts(json),
	private.read_inbox_from_part(json)
to authenticator, anon, authenticated, service_role;
grant execute on function private.refuse_value(text, text, text) to anon, authenticated, service_role;

-- The schema of what the API never shows, and the rules of texts. TypeScript has the same rules in src/ledger; both are held
-- to the same files (fixtures/) and to each other by property tests.
--
-- Every function of this set says `set search_path = pg_catalog, pg_temp`: with an empty path PostgreSQL looks for types in
-- pg_temp first, so whoever may make temporary tables could have a function read a type of theirs.

create schema if not exists private;
comment on schema private is 'What the API never shows: rules, secrets and the functions behind the public ones.';
revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;

create function private.trimmed(value text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
	-- All that JavaScript's trim() takes for white space, so that page and database agree.
	return btrim(
		value,
		U&' \0009\000A\000B\000C\000D\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'
	);
end;
$$;
comment on function private.trimmed(text) is 'Text without white space at its ends, NBSP and other Unicode spaces included.';

create function private.cleaned(value text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text;
begin
	-- The common case: printable ASCII without a space at either end.
	if value ~ '^[!-~]([ -~]*[!-~])?$' then
		return value;
	end if;
	-- Control characters, line separators and the marks that turn the direction of text (U+202A-E, U+2066-9) become a space.
	-- What nobody sees (soft hyphens, zero-width spaces, direction marks) goes without a trace; U+200D stays, for emoji.
	v_text := private.trimmed(
		regexp_replace(
			regexp_replace(value, '[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]+', '', 'g'),
			'[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g'
		)
	);
	-- Joiners and variation selectors of emoji, the fillers of Hangul, the blank of Braille, Mongolian and Khmer marks and
	-- tags belong to something that is seen; alone they are nothing.
	if v_text ~ '^[^!-~]' and v_text !~ '[^ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]' then
		return '';
	end if;
	return v_text;
end;
$$;
comment on function private.cleaned(text) is
	'Text fit to be shown: trimmed, invisible marks taken out, each run of control characters made one space; empty when nothing of it can be seen.';

create function private.normalise(value text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
	v_plain text;
begin
	if value ~ '^[!-~]+( [!-~]+)*$' then
		return lower(value collate "C");
	end if;
	-- The accents of Portuguese and its neighbours, without decomposing the text.
	v_plain := translate(
		value, 'áàâãäåéèêëíìîïóòôõöúùûüçñýÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑÝ', 'aaaaaaeeeeiiiiooooouuuucnyaaaaaaeeeeiiiiooooouuuucny'
	);
	if v_plain ~ '^[!-~]+( [!-~]+)*$' then
		return lower(v_plain collate "C");
	end if;
	return private.trimmed(
		regexp_replace(
			regexp_replace(
				normalize(lower(value collate pg_catalog.pg_c_utf8), nfd),
				'[\u0300-\u036f\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]+', '', 'g'
			),
			'[ \u0009-\u000d\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g'
		)
	);
end;
$$;
comment on function private.normalise(text) is
	'The form in which names and aliases are compared: lower case, no accents, white space collapsed. As src/ledger/name.ts. Callers give it bounded texts only: normalize() takes quadratic time and cannot be cancelled.';

create function private.kept_text(value text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
	if length(value) <= 120 and value ~ '^[!-~]([ -~]*[!-~])?$' then
		return value;
	end if;
	return nullif(left(private.cleaned(value), 120), '');
end;
$$;
comment on function private.kept_text(text) is
	'Raw category, source or person as a transaction keeps it: cleaned, at most 120 characters, null when blank.';

create function private.name_of(value text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_name text;
begin
	-- The size first: nothing reads a text of megabytes.
	if octet_length(value) <= 2048 then
		v_name := regexp_replace(private.cleaned(value), '\s+', ' ', 'g');
	end if;
	if coalesce(length(v_name), 0) not between 1 and 60 then
		raise exception 'name must have 1 to 60 characters' using errcode = '22023', column = 'name';
	end if;
	return v_name;
end;
$$;
comment on function private.name_of(text) is
	'A name as it is stored: cleaned, white space collapsed, 1 to 60 characters; anything else is an error (22023).';

revoke all on all functions in schema private from public, anon, authenticated, service_role;
-- For the functions of the API that run in their caller's name and compare texts.
grant execute on function private.normalise(text), private.trimmed(text) to authenticated;

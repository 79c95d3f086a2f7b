-- Marks that nobody sees are no part of a text. A description of zero-width spaces alone was a blank row on the bill, and
-- "Mercado" with one at its end named nothing, and stood among the unknown texts as a name that exists.

create or replace function private.cleaned(value text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
	-- The common case: printable ASCII without a space at either end.
	if value ~ '^[!-~]([ -~]*[!-~])?$' then
		return value;
	end if;
	-- Control characters, line separators and the marks that turn the direction of text (U+202A-E, U+2066-9) become a space.
	-- What nobody sees (soft hyphens, zero-width spaces, direction marks) goes without a trace; U+200D stays, for emoji.
	return private.trimmed(
		regexp_replace(
			regexp_replace(value, '[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]+', '', 'g'),
			'[\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g'
		)
	);
end;
$$;

create or replace function private.normalise(value text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
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

-- ---------------------------------------------------------------- what was filed under nothing

do $$
declare
	v_missed record;
begin
	-- As every writer: the ledgers first, in one order. What waits meanwhile goes on with the functions above.
	perform from public.ledgers l order by l.id for no key update;
	for v_missed in select l.ledger_id, l.what, l.key from private.labels l where l.key <> private.normalise(l.key) loop
		begin
			update private.labels l set key = private.normalise(l.key)
			where l.ledger_id = v_missed.ledger_id and l.what = v_missed.what and l.key = v_missed.key;
		exception
			-- Another has that name: this one keeps its own, until somebody renames it.
			when unique_violation then null;
		end;
	end loop;
	for v_missed in
		select t.ledger_id, l.what, l.label_id, array_agg(distinct l.key) as keys
		from public.transactions t
		cross join lateral (
			values
				('category', t.category_id, t.category_text),
				('source', t.source_id, t.source_text),
				('person', t.person_id, t.person_text)
		) n (what, id, text)
		join private.labels l
			on l.ledger_id = t.ledger_id and l.what = n.what and l.key = private.normalise(n.text)
		where n.id is null and n.text is not null
		group by t.ledger_id, l.what, l.label_id
		order by t.ledger_id, l.what, l.label_id
	loop
		perform private.refile(v_missed.ledger_id, v_missed.what, v_missed.label_id, v_missed.keys);
	end loop;
end
$$;

-- The guards' proof in fewer steps, and stricter. That the statement on the call stack is one of the named function's own was
-- looked up in pg_proc at each write: a tenth of an agent's insert, all of it under the ledger's lock, and a function added
-- later under the same name would have been believed. Now each guard knows the statements it admits by their hash.

create or replace function private.only_by_rules()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
	v_stack text;
begin
	-- Who is running the statement is read from the call stack, which nobody can set. Roles, settings and flags play no part,
	-- so neither service_role nor postgres can pass.
	--   PL/pgSQL function private.only_by_rules() line …
	--   SQL statement "insert into public.transactions …"
	--   PL/pgSQL function private.file_items(…) line …
	-- A statement's own text could hold lines that look like frames (in a comment or string). So the text up to the frame
	-- must be, to the letter, a statement of the function that the frame names: any text besides would change its hash.
	get diagnostics v_stack = pg_context;
	v_stack := substr(v_stack, strpos(v_stack, E'\n') + 1);
	if split_part(split_part(v_stack, E'"\n', 2), '(', 1)
		|| ' ' || encode(sha256(convert_to(split_part(v_stack, E'"\n', 1), 'UTF8')), 'hex') = any (tg_argv[0]::text[])
	then
		return null;
	end if;
	raise exception '% on %.% is refused: only agents write, through the inbox',
		lower(tg_op), tg_table_schema, tg_table_name
		using
			errcode = '42501',
			hint = 'To correct or undo a purchase, have the agent post an item with action "amend" or "void" to the inbox. '
				'To remove everything, an owner deletes the ledger with delete_ledger().';
end;
$$;
comment on function private.only_by_rules() is
	'Refuses a statement on transactions or inbox unless it is one of the named functions'' own, run by that function, whatever the role. Its argument is made by private.guard.';

create function private.guard(target regclass, trigger_name name, events text, writers text[])
returns void
language plpgsql
set search_path = ''
as $$
declare
	v_admitted text[];
begin
	-- Every INSERT, UPDATE and DELETE statement of those functions, as the call stack will show it: from the word that starts
	-- its line to the semicolon.
	select array_agg(
		distinct 'PL/pgSQL function private.' || w.name
			|| ' ' || encode(sha256(convert_to('SQL statement "' || s.parts[1], 'UTF8')), 'hex')
	)
	into v_admitted
	from unnest(writers) w (name)
	join pg_catalog.pg_proc p on p.proname = w.name and p.pronamespace = 'private'::regnamespace
	cross join lateral regexp_matches(p.prosrc, '^\s*((?:with|insert|update|delete)\M[^;]*);', 'gw') s (parts);
	execute format(
		'create or replace trigger %I before %s on %s for each statement execute function private.only_by_rules(%L)',
		trigger_name, events, target, v_admitted
	);
	-- Also while session_replication_role is replica.
	execute format('alter table %s enable always trigger %I', target, trigger_name);
end;
$$;
comment on function private.guard(regclass, name, text, text[]) is
	'Makes (again) the trigger that admits statements of these functions only. For migrations: run it again after replacing one of them.';

revoke all on function private.guard(regclass, name, text, text[]) from public, anon, authenticated, service_role;

select
	private.guard('public.transactions', 'a_only_by_rules', 'insert or update', '{file_items,put_transaction,void_transaction,refile}'),
	private.guard('public.transactions', 'a_only_by_erasing', 'delete or truncate', '{erase_ledger}'),
	private.guard('public.inbox', 'a_only_by_rules', 'update or delete or truncate', '{judge_change,dismiss_item,erase_ledger}'),
	private.guard('public.ledgers', 'a_only_by_rules', 'delete or truncate', '{erase_ledger}');

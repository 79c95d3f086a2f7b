-- What accepted inbox items became. Nobody writes here by hand: only the functions of the next migrations do, and each
-- change takes the next number of its ledger's counter.

create table public.transactions (
	id uuid primary key,
	ledger_id uuid not null,
	revision bigint not null,
	kind text not null,
	amount_cents bigint not null,
	installments smallint not null,
	bill_month date not null,
	last_bill_month date not null,
	occurred_at timestamptz not null,
	description text not null,
	category_id integer,
	category_text text,
	source_id integer,
	source_text text,
	person_id integer,
	person_text text,
	voided boolean not null default false,
	message_id text not null,
	item smallint not null,
	agent_id uuid not null,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	constraint transactions_revision unique (ledger_id, revision),
	constraint transactions_kind_known check (kind in ('expense', 'income')),
	constraint transactions_amount_range check (amount_cents between 1 and 99999999999),
	constraint transactions_installments_range check (installments between 1 and 120)
);
-- No foreign keys, on purpose: they took half of the time of an insert and could catch nothing. The only writers are the
-- functions the guard below admits; they take the ledger from the agent's row and label ids from private.labels, all under
-- the ledger's lock; a label's removal files its transactions anew first, and a ledger goes with all that is in it.
comment on table public.transactions is
	'What an accepted inbox item became. Read-only for everybody; changed through the inbox and settings only.';
comment on column public.transactions.id is 'Id of the inbox item that recorded it.';
comment on column public.transactions.revision is
	'Number of its last change in the ledger''s counter: gapless, visible in order.';
comment on column public.transactions.bill_month is 'First of the bill month of installment 1; part k falls k - 1 months later.';
comment on column public.transactions.last_bill_month is 'First of the bill month of the last installment.';
comment on column public.transactions.category_text is 'What the agent sent, also where a category matched it.';
comment on column public.transactions.voided is 'Undone; kept as a tombstone so that every reader learns of it.';
comment on constraint transactions_revision on public.transactions is 'No two changes share a number (I1).';
create index transactions_last_bill_month on public.transactions (ledger_id, last_bill_month);

alter table public.transactions enable row level security;
revoke all on public.transactions from public, anon, authenticated, service_role;
grant select on public.transactions to authenticated, service_role;
create policy "members read transactions" on public.transactions
	for select to authenticated using (ledger_id in (select private.my_ledgers()));

-- ---------------------------------------------------------------- the guard

create function private.only_by_rules()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
	v_stack text;
	v_statement text;
	v_caller text;
begin
	-- Who is running the statement is read from the call stack, which nobody can set. Roles, settings and flags play no part,
	-- so neither service_role nor postgres can pass.
	--   PL/pgSQL function private.only_by_rules() line …
	--   SQL statement "insert into public.transactions …"
	--   PL/pgSQL function private.file_items(…) line …
	-- A statement's own text could hold lines that look like frames (in a comment or string). So the text up to the frame
	-- must be a whole statement of the function that the frame names: whatever is written behind a whole statement, in the
	-- same pair of quotes, makes it a syntax error.
	get diagnostics v_stack = pg_context;
	v_stack := substr(v_stack, strpos(v_stack, E'\n') + 1);
	v_statement := substr(split_part(v_stack, E'"\n', 1), length('SQL statement "') + 1);
	v_caller := split_part(split_part(v_stack, E'"\n', 2), '(', 1);
	if v_caller = any (tg_argv[0]::text[]) and exists (
		select from pg_catalog.pg_proc p
		where p.proname = substr(v_caller, length('PL/pgSQL function private.') + 1)::name
			and p.pronamespace = 'private'::regnamespace
			and strpos(p.prosrc, v_statement || ';') > 0
	) then
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
	'Refuses a statement on transactions or inbox unless one of the named functions of schema private runs it, whatever the role.';
revoke all on function private.only_by_rules() from public, anon, authenticated, service_role;

create trigger a_only_by_rules
	before insert or update on public.transactions
	for each statement
	execute function private.only_by_rules(
		'{PL/pgSQL function private.file_items,PL/pgSQL function private.put_transaction,PL/pgSQL function private.void_transaction,PL/pgSQL function private.refile}'
	);

create trigger a_only_by_erasing
	before delete or truncate on public.transactions
	for each statement
	execute function private.only_by_rules('{PL/pgSQL function private.erase_ledger}');
-- Also while session_replication_role is replica.
alter table public.transactions enable always trigger a_only_by_rules;
alter table public.transactions enable always trigger a_only_by_erasing;

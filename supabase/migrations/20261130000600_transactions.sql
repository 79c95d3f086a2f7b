-- What accepted inbox items became. Nobody writes here by hand: only the functions of the ledger's own role do (the last
-- migration of this set), and each change takes the next number of its ledger's counter.

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
-- No foreign keys, on purpose: they took half of the time of an insert and could catch nothing. The only writers take the
-- ledger from the agent's row and label ids from private.labels, all under the ledger's lock; a label's removal files its
-- transactions anew first, and a ledger goes with all that is in it. And a cascade runs as the table's owner: a key from
-- here with `on delete cascade` would be a way past the guard.
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

revoke all on public.transactions from public, anon, authenticated, service_role;
grant select on public.transactions to authenticated, service_role;

alter table public.transactions enable row level security;
create policy "members read transactions" on public.transactions
	for select to authenticated using (ledger_id in (select private.my_ledgers()));

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
	first_month date not null,
	last_month date not null,
	occurred_at timestamptz not null,
	description text not null,
	category_id integer,
	category_text text,
	source_id integer,
	source_text text,
	person_id integer,
	person_text text,
	to_source_id integer,
	to_source_text text,
	part smallint,
	parts smallint,
	pays_month date,
	moves jsonb,
	refund_of uuid,
	bill_given boolean not null default false,
	voided boolean not null default false,
	message_id text not null,
	item smallint not null,
	agent_id uuid not null,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	constraint transactions_revision unique (ledger_id, revision),
	constraint transactions_kind_known check (kind in ('expense', 'income', 'refund', 'transfer')),
	constraint transactions_amount_range check (amount_cents between 1 and 99999999999),
	constraint transactions_installments_range check (installments between 1 and 120),
	constraint transactions_transfer_alone check (
		kind = 'transfer' or num_nonnulls(to_source_id, to_source_text, pays_month) = 0
	)
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
comment on column public.transactions.first_month is
	'First of the earliest month that a live installment or its local day touches; with last_month: which ranges of months hold it.';
comment on column public.transactions.last_month is 'First of the latest such month.';
comment on column public.transactions.to_source_id is 'Of a transfer: where the money went.';
comment on column public.transactions.part is
	'Part k of a purchase that is known by its parts (a bank''s file), of which there are parts; installments is 1 then.';
comment on column public.transactions.pays_month is 'Of a transfer, where it was said: first of the bill month of to_source that it pays.';
comment on column public.transactions.moves is
	'Parts brought forward or cancelled: [[from_part, "YYYY-MM" or null], …] ascending; from that part on, until the next entry, the parts lie in that one bill, or are cancelled. Null: none.';
comment on column public.transactions.refund_of is 'The transaction that a refund belongs to.';
comment on column public.transactions.bill_given is 'The bill month was given, and stays until it is amended or emptied.';
comment on column public.transactions.message_id is
	'Of the inbox item that recorded it. Those of imported files begin with import: (no door''s do), by which readers know them.';
comment on column public.transactions.category_text is 'What the agent sent, also where a category matched it.';
comment on column public.transactions.voided is 'Undone; kept as a tombstone so that every reader learns of it.';
comment on constraint transactions_revision on public.transactions is 'No two changes share a number (I1).';
create index transactions_last_month on public.transactions (ledger_id, last_month);

revoke all on public.transactions from public, anon, authenticated, service_role;
grant select on public.transactions to authenticated, service_role;

alter table public.transactions enable row level security;
create policy "members read transactions" on public.transactions
	for select to authenticated using (ledger_id in (select private.my_ledgers()));

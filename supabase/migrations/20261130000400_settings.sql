-- What people set rather than record: categories, sources and their cycles, people, bill closings, budgets.
-- Ids are small numbers, unique within their ledger, so that foreign keys cannot cross ledgers and rows stay short.

create table public.categories (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	-- 0: the next free one (private.shape_label).
	id integer not null default 0,
	name text not null,
	aliases text[] not null default '{}',
	color smallint not null default 1,
	primary key (ledger_id, id),
	constraint categories_color_slot check (color between 1 and 10)
);
comment on table public.categories is 'What purchases are for (categorias): a name, aliases and a palette slot.';

create table public.sources (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	-- 0: the next free one (private.shape_label).
	id integer not null default 0,
	name text not null,
	aliases text[] not null default '{}',
	archived boolean not null default false,
	primary key (ledger_id, id)
);
comment on table public.sources is 'Where money comes from (fontes): card, account, cash, Pix. A card has cycles.';
comment on column public.sources.archived is 'Not offered any more (a cancelled card); what was bought with it stays.';

create table public.cycles (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null,
	source_id integer not null,
	from_month date,
	closing_day smallint,
	due_day smallint,
	foreign key (ledger_id, source_id) references public.sources (ledger_id, id) on delete cascade,
	constraint cycles_one_a_month unique nulls not distinct (ledger_id, source_id, from_month),
	constraint cycles_month_first check (from_month = date_trunc('month', from_month)::date),
	constraint cycles_closing_day_range check (closing_day between 1 and 31),
	constraint cycles_due_day_range check (due_day between 1 and 31),
	constraint cycles_due_needs_closing check (due_day is null or closing_day is not null)
);
comment on table public.cycles is
	'A card''s closing and due day, each version valid from a bill month on, until the next one.';
comment on column public.cycles.from_month is 'First of the bill month from which it is valid; null: from the beginning.';
comment on column public.cycles.closing_day is
	'Purchases from this day on (clamped to the month''s last) go to the next closing; null: the cycle is dropped, its bills are calendar months.';
comment on column public.cycles.due_day is 'Day the bill is due; on or before closing_day: in the month after closing.';

create table public.people (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	-- 0: the next free one (private.shape_label).
	id integer not null default 0,
	name text not null,
	aliases text[] not null default '{}',
	primary key (ledger_id, id)
);
comment on table public.people is 'Who buys (pessoas). Not the same as members: a child may buy and never sign in.';

create table public.bill_closings (
	ledger_id uuid not null,
	source_id integer not null,
	bill_month date not null,
	closing_date date not null,
	primary key (ledger_id, source_id, bill_month),
	foreign key (ledger_id, source_id) references public.sources (ledger_id, id) on delete cascade,
	constraint bill_closings_month_first check (bill_month = date_trunc('month', bill_month)::date),
	constraint bill_closings_near check (
		closing_date between (bill_month - interval '2 months')::date and (bill_month + interval '2 months')::date
	)
);
comment on table public.bill_closings is 'Bills that close on another date than the source''s closing_day says (banks move it).';
comment on column public.bill_closings.closing_date is 'First day whose purchases go to the next bill.';

create table public.budgets (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	category_id integer,
	month date not null,
	amount_cents bigint not null,
	foreign key (ledger_id, category_id) references public.categories (ledger_id, id) on delete cascade,
	constraint budgets_one_a_month unique nulls not distinct (ledger_id, category_id, month),
	constraint budgets_month_first check (month = date_trunc('month', month)::date),
	constraint budgets_amount_range check (amount_cents between 0 and 99999999999)
);
comment on table public.budgets is 'Spending limits, valid from their month until a later row of the same category.';
comment on column public.budgets.category_id is 'Null: the whole bill.';
comment on column public.budgets.amount_cents is '0 ends the budget.';

create table private.labels (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	what text not null,
	key text not null,
	label_id integer not null,
	primary key (ledger_id, what, key),
	constraint labels_what_known check (what in ('category', 'source', 'person'))
);
comment on table private.labels is
	'Every name and alias in the form it is compared in: the key makes them unique within a ledger, and matching one lookup.';
-- The label first, so that no look-up by key is planned over this index.
create index labels_label on private.labels (label_id, ledger_id, what);

create table private.label_counters (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	what text not null,
	last_id integer not null,
	primary key (ledger_id, what)
);
comment on table private.label_counters is 'Last id given to a category, source or person: ids are never used twice.';

alter table private.labels enable row level security;
alter table private.label_counters enable row level security;
create policy "nobody" on private.labels for all to public using (false);
create policy "nobody" on private.label_counters for all to public using (false);

revoke all on
	public.categories, public.sources, public.people, public.cycles, public.bill_closings, public.budgets,
	private.labels, private.label_counters
from public, anon, authenticated, service_role;
grant select, delete on public.categories, public.sources, public.people, public.cycles, public.bill_closings, public.budgets
	to authenticated, service_role;
grant insert (ledger_id, name, aliases, color), update (name, aliases, color)
	on public.categories to authenticated, service_role;
grant insert (ledger_id, name, aliases, archived), update (name, aliases, archived)
	on public.sources to authenticated, service_role;
grant insert (ledger_id, name, aliases), update (name, aliases)
	on public.people to authenticated, service_role;
grant insert (ledger_id, source_id, from_month, closing_day, due_day), update (ledger_id, source_id, from_month, closing_day, due_day)
	on public.cycles to authenticated, service_role;
-- The keys are in the update grant so that an upsert may name them; a guard keeps them from changing.
grant insert (ledger_id, source_id, bill_month, closing_date), update (ledger_id, source_id, bill_month, closing_date)
	on public.bill_closings to authenticated, service_role;
grant insert (ledger_id, category_id, month, amount_cents), update (ledger_id, category_id, month, amount_cents)
	on public.budgets to authenticated, service_role;

alter table public.categories enable row level security;
alter table public.sources enable row level security;
alter table public.people enable row level security;
alter table public.cycles enable row level security;
alter table public.bill_closings enable row level security;
alter table public.budgets enable row level security;

create policy "members read categories" on public.categories
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add categories" on public.categories
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change categories" on public.categories
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove categories" on public.categories
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

create policy "members read sources" on public.sources
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add sources" on public.sources
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change sources" on public.sources
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove sources" on public.sources
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

create policy "members read people" on public.people
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add people" on public.people
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change people" on public.people
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove people" on public.people
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

create policy "members read cycles" on public.cycles
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add cycles" on public.cycles
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change cycles" on public.cycles
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove cycles" on public.cycles
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

create policy "members read bill closings" on public.bill_closings
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add bill closings" on public.bill_closings
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change bill closings" on public.bill_closings
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove bill closings" on public.bill_closings
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

create policy "members read budgets" on public.budgets
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add budgets" on public.budgets
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change budgets" on public.budgets
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove budgets" on public.budgets
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

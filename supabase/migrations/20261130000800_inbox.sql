-- The way in. Insert-only: what an agent sends is judged on arrival, kept for ever, and answered in the same row.
--
--   before statement  open_inbox   the token names agent and ledger; the ledger's row is locked to commit
--   before row        judge_item   a repeat, a reason to refuse, or the next revision
--   after statement   close_inbox  accepted records become transactions in one statement; the counter moves once

-- Columns that do not hold whatever comes are of types with a reader of their own (the next migration).
create domain private.inbox_item as smallint;
create domain private.inbox_target_item as smallint;
create domain private.inbox_installments as integer;
create domain private.inbox_occurred_at as timestamptz;

create table public.inbox (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null,
	agent_id uuid not null,
	message_id text not null,
	item private.inbox_item not null default 0,
	action text not null default 'record',
	target_message_id text,
	target_item private.inbox_target_item,
	kind text,
	occurred_at private.inbox_occurred_at,
	description text,
	amount jsonb,
	category text,
	source text,
	person text,
	installments private.inbox_installments,
	payload jsonb,
	received_at timestamptz not null default now(),
	status text not null default 'rejected',
	reason text,
	reason_detail text,
	amount_cents bigint,
	transaction_id uuid,
	revision bigint,
	dismissed_at timestamptz,
	dismissed_by uuid,
	constraint inbox_once unique (ledger_id, message_id, item),
	constraint inbox_status_known check (status in ('accepted', 'rejected')),
	constraint inbox_reason_given check ((status = 'rejected') = (reason is not null))
);
-- No foreign key to agents, for the reason that transactions have none: the only writer takes the agent from its token's row
-- under the ledger's lock (open_inbox, proved by close_inbox), and it took a tenth of the time of an array. What else the key
-- did: private.keep_agents keeps an agent that wrote, and public.agents lets the API embed an item's agent.
comment on table public.inbox is
	'Every message item that agents sent, accepted or rejected with a reason; kept for ever. Only agents insert; nobody changes it.';
comment on column public.inbox.message_id is 'The WhatsApp message id (wamid…).';
comment on column public.inbox.item is 'One message may hold several purchases.';
comment on column public.inbox.action is 'record; amend replaces the given fields of a transaction; void undoes one.';
comment on column public.inbox.target_message_id is
	'Which item to amend or void; null: the newest live transaction by the same person.';
comment on column public.inbox.kind is 'expense (what a record is when nothing is said) or income; null in an amend: not given.';
comment on column public.inbox.occurred_at is 'Kept to the millisecond; a record without it happened when it arrived.';
comment on column public.inbox.amount is
	'A JSON number or string, kept as sent: the number 1.234 and the Brazilian string "1.234" differ.';
comment on column public.inbox.description is 'As sent; like all raw texts, to 2,048 characters.';
comment on column public.inbox.payload is
	'Anything else worth keeping. Over 64 kB: {cut, length, sha256, start} in its place.';
comment on column public.inbox.amount_cents is 'The amount as understood, in cents; null when there is none or it was refused.';
comment on column public.inbox.transaction_id is
	'The transaction made or changed. On a rejected item: the one that a later message made of it.';
comment on column public.inbox.dismissed_at is 'A member (dismissed_by) or a later void took it off the "a conferir" list.';

create index inbox_by_agent on public.inbox (agent_id, revision);
create index inbox_changes on public.inbox (transaction_id) where action <> 'record';
create index inbox_pending on public.inbox (ledger_id, received_at)
	where status = 'rejected' and dismissed_at is null and transaction_id is null;

revoke all on public.inbox from public, anon, authenticated, service_role;
grant select on public.inbox to anon, authenticated, service_role;
grant insert (
	message_id, item, action, target_message_id, target_item, kind, occurred_at, description, amount,
	category, source, person, installments, payload
) on public.inbox to anon, authenticated, service_role;

-- The name by which the API embeds it: select=message_id,agents(name).
create function public.agents(item public.inbox)
returns setof public.agents
language sql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
	select a.* from public.agents a where a.id = item.agent_id;
$$;
comment on function public.agents(public.inbox) is 'The agent that sent an item, for the API to embed.';
revoke all on function public.agents(public.inbox) from public, anon, authenticated, service_role;
grant execute on function public.agents(public.inbox) to authenticated;

alter table public.inbox enable row level security;
create policy "agents read their own items" on public.inbox
	for select to anon
	using (
		agent_id = (select private.requesting_agent('record'))
		or ledger_id = (select private.ledger_to_correct())
	);
create policy "members and agents read items" on public.inbox
	for select to authenticated
	using (
		ledger_id in (select private.my_ledgers())
		or agent_id = (select private.requesting_agent('record'))
		or ledger_id = (select private.ledger_to_correct())
	);
create policy "agents write" on public.inbox
	for insert to anon, authenticated
	-- open_inbox resolved the token and close_inbox proves it again; a third look-up would cost and add nothing.
	with check (agent_id::text = (select current_setting('painel.agent', true)));

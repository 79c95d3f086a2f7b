-- The way in. Insert-only: what an agent sends is judged on arrival, kept for ever, and answered in the same row.
--
--   before statement  open_inbox   the token names agent and ledger; the ledger's row is locked to commit
--   before row        judge_item   a repeat, a reason to refuse, or the next revision
--   after statement   close_inbox  accepted records become transactions in one statement; the counter moves once

create table public.inbox (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null,
	agent_id uuid not null references public.agents (id),
	message_id text not null,
	item smallint not null default 0,
	action text not null default 'record',
	target_message_id text,
	target_item smallint,
	kind text,
	occurred_at timestamptz,
	description text,
	amount jsonb,
	category text,
	source text,
	person text,
	installments integer,
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
comment on table public.inbox is
	'Every message item that agents sent, accepted or rejected with a reason; kept for ever. Only agents insert; nobody changes it.';
comment on column public.inbox.message_id is 'The WhatsApp message id (wamid…).';
comment on column public.inbox.item is 'One message may hold several purchases.';
comment on column public.inbox.action is 'record; amend replaces the given fields of a transaction; void undoes one.';
comment on column public.inbox.target_message_id is
	'Which item to amend or void; null: the agent''s newest live transaction by the same person.';
comment on column public.inbox.kind is 'expense (what a record is when nothing is said) or income; null in an amend: not given.';
comment on column public.inbox.occurred_at is 'Kept to the millisecond; a record without it happened when it arrived.';
comment on column public.inbox.amount is
	'A JSON number or string, kept as sent: the number 1.234 and the Brazilian string "1.234" differ.';
comment on column public.inbox.amount_cents is 'The amount as understood, in cents; null when there is none or it was refused.';
comment on column public.inbox.transaction_id is
	'The transaction made or changed. On a rejected item: the one that a later message made of it.';
comment on column public.inbox.dismissed_at is 'A member (dismissed_by) or a later void took it off the "a conferir" list.';

create index inbox_by_agent on public.inbox (agent_id, revision);
create index inbox_changes on public.inbox (transaction_id) where action <> 'record';
create index inbox_pending on public.inbox (ledger_id, received_at)
	where status = 'rejected' and dismissed_at is null and transaction_id is null;

alter table public.inbox enable row level security;
revoke all on public.inbox from public, anon, authenticated, service_role;
grant select on public.inbox to anon, authenticated, service_role;
grant insert (
	message_id, item, action, target_message_id, target_item, kind, occurred_at, description, amount,
	category, source, person, installments, payload
) on public.inbox to anon, authenticated, service_role;

create policy "agents read their own items" on public.inbox
	for select to anon using (agent_id = (select private.requesting_agent()));
create policy "members and agents read items" on public.inbox
	for select to authenticated
	using (
		ledger_id in (select private.my_ledgers())
		or agent_id = (select private.requesting_agent())
	);
create policy "agents write" on public.inbox
	for insert to anon, authenticated
	-- open_inbox resolved the token and close_inbox proves it again; a third look-up would cost and add nothing.
	with check (agent_id::text = (select current_setting('painel.agent', true)));

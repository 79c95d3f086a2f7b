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
create domain private.inbox_part as smallint;
create domain private.inbox_parts as smallint;
create domain private.inbox_from_part as smallint;
create domain private.inbox_completes_item as smallint;
create domain private.inbox_sent_at as timestamptz;

create table public.inbox (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null,
	agent_id uuid,
	member_id uuid,
	message_id text not null,
	item private.inbox_item not null default 0,
	action text not null default 'record',
	target_message_id text,
	target_item private.inbox_target_item,
	target_text text,
	completes_message_id text,
	completes_item private.inbox_completes_item,
	sender text,
	sender_id integer,
	sent_at private.inbox_sent_at,
	if_revision bigint,
	kind text,
	occurred_at private.inbox_occurred_at,
	description text,
	amount jsonb,
	category text,
	source text,
	person text,
	to_source text,
	installments private.inbox_installments,
	part private.inbox_part,
	parts private.inbox_parts,
	bill_month text,
	from_part private.inbox_from_part,
	parts_to text,
	payload jsonb,
	received_at timestamptz not null default now(),
	status text not null default 'rejected',
	reason text,
	reason_detail text,
	amount_cents bigint,
	transaction_id uuid,
	revision bigint,
	before jsonb,
	after jsonb,
	candidates jsonb,
	dismissed_at timestamptz,
	dismissed_by uuid,
	constraint inbox_once unique (ledger_id, message_id, item),
	constraint inbox_one_author check (num_nonnulls(agent_id, member_id) = 1),
	constraint inbox_status_known check (status in ('accepted', 'rejected')),
	constraint inbox_reason_given check ((status = 'rejected') = (reason is not null))
);
-- No foreign key to agents, for the reason that transactions have none: the only writer takes the agent from its token's row
-- under the ledger's lock (open_inbox, proved by close_inbox), and it took a tenth of the time of an array. What else the key
-- did: private.keep_agents keeps an agent that wrote, and public.agents lets the API embed an item's agent.
comment on table public.inbox is
	'Every message item that agents sent or members corrected, accepted or rejected with a reason; kept for ever. Nobody changes it.';
comment on column public.inbox.message_id is 'The WhatsApp message id (wamid…).';
comment on column public.inbox.item is 'One message may hold several purchases.';
comment on column public.inbox.action is
	'record; amend replaces the given fields of a transaction; void undoes one; restore brings a voided one back; keep: nobody could read it.';
comment on column public.inbox.target_message_id is
	'Which item to amend, void or restore: a message, or the agent''s reply to one; null: what its sender said last. Of a refund: the purchase it belongs to.';
comment on column public.inbox.target_text is
	'Words by which a correction names its purchase where it names no message ("apaga o uber"): found among what was recorded, or asked about.';
comment on column public.inbox.agent_id is 'The agent that sent it; null: member_id, a person who corrected on the page.';
comment on column public.inbox.completes_message_id is
	'The refused correction that this one answers: its fields are taken over, and it leaves the "a conferir" list.';
comment on column public.inbox.sender is 'Taken in here, kept as sender_id in public.senders, which viewers may not read.';
comment on column public.inbox.sent_at is 'The message''s own time, never after its arrival: what was said last, and the 15 minutes, go by it.';
comment on column public.inbox.if_revision is 'Of a member''s correction: refused as target_changed where the transaction has another revision.';
comment on column public.inbox.candidates is 'Of a correction refused as target_ambiguous: what it may have meant.';
comment on column public.inbox.kind is
	'expense (what a record is when nothing is said), income, refund or transfer; null in an amend: not given.';
comment on column public.inbox.to_source is 'Of a transfer: where the money went; a card there means that its bill was paid.';
comment on column public.inbox.part is 'Part k of a purchase that is known by its parts, of which there are parts.';
comment on column public.inbox.bill_month is
	'YYYY-MM: the bill of the first part, or of a transfer the bill of to_source that it pays; empty in an amend: as the rules say again.';
comment on column public.inbox.from_part is 'Of an amend with parts_to: this part and all later ones go to that bill ("open": the one that is open that day), or are cancelled; null: from the first that is not billed yet.';
comment on column public.inbox.before is 'Of a correction: what the transaction was; after: what it is.';
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

create index inbox_by_agent on public.inbox (agent_id, received_at);
create index inbox_changes on public.inbox (transaction_id) where action <> 'record';
create index inbox_pending on public.inbox (ledger_id, received_at)
	where status = 'rejected' and dismissed_at is null and transaction_id is null;

revoke all on public.inbox from public, anon, authenticated, service_role;
grant select on public.inbox to anon, authenticated, service_role;
grant insert (
	message_id, item, action, target_message_id, target_item, target_text, completes_message_id, completes_item, sender, sent_at, kind, occurred_at, description, amount,
	category, source, person, to_source, installments, part, parts, bill_month, from_part, parts_to, payload
) on public.inbox to anon, authenticated, service_role;

create table public.senders (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	id integer not null,
	sender text not null,
	primary key (ledger_id, id),
	constraint senders_once unique (ledger_id, sender)
);
comment on table public.senders is 'Who wrote the messages of a ledger (a phone number, say): for editors and owners only.';

create table private.replies (
	agent_id uuid not null references public.agents (id) on delete cascade,
	reply_id text not null,
	message_id text not null,
	primary key (agent_id, reply_id)
);
comment on table private.replies is
	'Each agent''s own replies to each message: who answers one of them means that message. Of one agent''s, no other one says what they mean.';

revoke all on public.senders, private.replies from public, anon, authenticated, service_role;
grant select on public.senders to authenticated, service_role;
alter table public.senders enable row level security;
alter table private.replies enable row level security;
create policy "editors read senders" on public.senders
	for select to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));
create policy "nobody" on private.replies for all to public using (false);

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

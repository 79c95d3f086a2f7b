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

-- ---------------------------------------------------------------- judging

create function private.rejection(
	kind text,
	description text,
	cents bigint,
	occurred_at timestamptz,
	installments integer
)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
	v_length integer := coalesce(length(private.cleaned(description)), 0);
begin
	return case
		when kind not in ('expense', 'income') then 'unknown_kind'
		when v_length = 0 then 'description_missing'
		when v_length > 280 then 'description_too_long'
		when cents < 0 then private.amount_reason(cents)
		when occurred_at > now() + interval '1 day' or occurred_at < now() - interval '10 years'
			then 'occurred_at_out_of_range'
		when installments not between 1 and 120 then 'installments_out_of_range'
	end;
end;
$$;
comment on function private.rejection(text, text, bigint, timestamptz, integer) is
	'Why the rules refuse such a record, or null. Their order is that of REJECT_REASONS in src/ledger.';

create function private.reason_detail(reason text, item public.inbox)
returns text
language sql
stable
set search_path = ''
as $$
	select case reason
		when 'unknown_action' then format('action "%s" is none of record, amend, void', left(item.action, 40))
		when 'unknown_kind' then format('kind "%s" is neither expense nor income', left(item.kind, 40))
		when 'description_missing' then 'description is empty'
		when 'description_too_long' then format('description has %s characters, at most 280 are allowed', length(private.cleaned(item.description)))
		when 'amount_missing' then 'amount is missing'
		when 'amount_unreadable' then format('amount %s cannot be read; write it as 52.90, "52,90" or "1.234,56"', left(item.amount::text, 60))
		when 'amount_not_positive' then format('amount %s is not more than zero', left(item.amount::text, 60))
		when 'amount_too_large' then format('amount %s is more than 999.999.999,99', left(item.amount::text, 60))
		when 'occurred_at_out_of_range' then format('occurred_at %s is over 1 day ahead or over 10 years back', item.occurred_at)
		when 'installments_out_of_range' then format('installments %s is not between 1 and 120', item.installments)
	end;
$$;
comment on function private.reason_detail(text, public.inbox) is 'The rejection in a sentence, for the agent''s answer and the page.';

create function private.kept_text(value text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
	if length(value) <= 120 and value ~ '^[!-~]([ -~]*[!-~])?$' then
		return value;
	end if;
	return nullif(left(private.cleaned(value), 120), '');
end;
$$;
comment on function private.kept_text(text) is 'Raw category, source or person as a transaction keeps it: cleaned, at most 120 characters, null when blank.';

-- ---------------------------------------------------------------- filing

create function private.file_items(ledger_id uuid, items uuid[], revision bigint, timezone text)
returns void
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each array would cost more than filing one item.
set plan_cache_mode = 'force_generic_plan'
-- And by index, also when the tables were still small as it was planned.
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_count integer;
begin
	insert into public.transactions (
		id, ledger_id, revision, kind, amount_cents, installments, bill_month, last_bill_month, occurred_at, description,
		category_id, category_text, source_id, source_text, person_id, person_text, message_id, item, agent_id
	)
	select
		i.id,
		i.ledger_id,
		i.revision,
		i.kind,
		i.amount_cents,
		i.installments,
		b.bill_month,
		case
			when i.installments = 1 then b.bill_month
			else (b.bill_month + make_interval(months => i.installments - 1))::date
		end,
		i.occurred_at,
		-- Here and below, plain ASCII (the common case) is spared the function.
		case when i.description ~ '^[!-~]([ -~]*[!-~])?$' then i.description else private.cleaned(i.description) end,
		i.category_id,
		private.kept_text(i.category),
		i.source_id,
		private.kept_text(i.source),
		i.person_id,
		private.kept_text(i.person),
		i.message_id,
		i.item,
		i.agent_id
	from (
		select
			a.*,
			(
				select l.label_id from private.labels l
				where l.ledger_id = ledger_id and l.what = 'category' and l.key = private.normalise(a.category)
			) as category_id,
			(
				select l.label_id from private.labels l
				where l.ledger_id = ledger_id and l.what = 'source' and l.key = private.normalise(a.source)
			) as source_id,
			(
				select l.label_id from private.labels l
				where l.ledger_id = ledger_id and l.what = 'person' and l.key = private.normalise(a.person)
			) as person_id,
			(a.occurred_at at time zone timezone)::date as day
		from public.inbox a
		where a.id = any (items) and a.revision > revision and a.revision <= revision + cardinality(items)
		order by a.revision
		-- Looked up once a row.
		offset 0
	) i
	left join public.sources s on s.ledger_id = ledger_id and s.id = i.source_id
	cross join lateral (
		select case
			when s.closing_day is null then date_trunc('month', i.day)::date
			else private.bill_month_of(i.ledger_id, s.id, i.day, s.closing_day, s.due_day)
		end as bill_month
	) b;

	get diagnostics v_count = row_count;
	-- Numbers were given one by one from the same counter: anything else is a fault, and must not be committed.
	if v_count <> cardinality(items) then
		raise exception 'the revisions of this statement do not follow the ledger''s counter'
			using errcode = '42501', hint = 'Do not set painel.* settings inside the statement that inserts.';
	end if;
	update public.ledgers l set revision = file_items.revision + v_count where l.id = ledger_id;
end;
$$;
comment on function private.file_items(uuid, uuid[], bigint, text) is
	'Makes transactions of accepted record items, in one statement, and moves the ledger''s counter once. revision, timezone: the ledger''s, which the caller holds locked.';

create function private.put_transaction(id uuid, content public.inbox, timezone text, changes boolean)
returns void
language plpgsql
security definer
set search_path = ''
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_category integer;
	v_source integer;
	v_person integer;
	v_closing_day integer;
	v_due_day integer;
	v_bill_month date;
begin
	select l.label_id into v_category
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'category' and l.key = private.normalise(content.category);
	select l.label_id into v_person
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'person' and l.key = private.normalise(content.person);
	select s.id, s.closing_day, s.due_day into v_source, v_closing_day, v_due_day
	from private.labels l
	join public.sources s on s.ledger_id = l.ledger_id and s.id = l.label_id
	where l.ledger_id = content.ledger_id and l.what = 'source' and l.key = private.normalise(content.source);
	v_bill_month := (content.occurred_at at time zone timezone)::date;
	v_bill_month := case
		when v_closing_day is null then date_trunc('month', v_bill_month)::date
		else private.bill_month_of(content.ledger_id, v_source, v_bill_month, v_closing_day, v_due_day)
	end;

	if changes then
		update public.transactions t
		set
			revision = content.revision,
			kind = content.kind,
			amount_cents = content.amount_cents,
			installments = content.installments,
			bill_month = v_bill_month,
			last_bill_month = (v_bill_month + make_interval(months => content.installments - 1))::date,
			occurred_at = content.occurred_at,
			description = private.cleaned(content.description),
			category_id = v_category,
			category_text = private.kept_text(content.category),
			source_id = v_source,
			source_text = private.kept_text(content.source),
			person_id = v_person,
			person_text = private.kept_text(content.person),
			updated_at = now()
		where t.id = id;
	else
		insert into public.transactions (
			id, ledger_id, revision, kind, amount_cents, installments, bill_month, last_bill_month, occurred_at, description,
			category_id, category_text, source_id, source_text, person_id, person_text, message_id, item, agent_id
		)
		values (
			id,
			content.ledger_id,
			content.revision,
			content.kind,
			content.amount_cents,
			content.installments,
			v_bill_month,
			(v_bill_month + make_interval(months => content.installments - 1))::date,
			content.occurred_at,
			private.cleaned(content.description),
			v_category,
			private.kept_text(content.category),
			v_source,
			private.kept_text(content.source),
			v_person,
			private.kept_text(content.person),
			content.message_id,
			content.item,
			content.agent_id
		);
	end if;
	update public.ledgers l set revision = content.revision where l.id = content.ledger_id;
end;
$$;
comment on function private.put_transaction(uuid, public.inbox, text, boolean) is
	'Makes or changes one transaction from a judged item that holds its whole content, under a new revision. timezone: the ledger''s, which the caller holds locked; changes: the transaction is there already.';

create function private.void_transaction(ledger_id uuid, id uuid, revision bigint)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
begin
	update public.transactions t set voided = true, revision = revision, updated_at = now() where t.id = id;
	update public.ledgers l set revision = revision where l.id = ledger_id;
end;
$$;
comment on function private.void_transaction(uuid, uuid, bigint) is 'Undoes one transaction under a new revision.';

-- ---------------------------------------------------------------- amend and void

create function private.newest_live(agent_id uuid, ledger_id uuid, person text)
returns public.transactions
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_person integer := private.label_of(ledger_id, 'person', person);
	v_key text := case when v_person is null then private.normalise(private.kept_text(person)) end;
	v_transaction public.transactions;
begin
	-- Creation order is the order of the items that made them; an item's id is its transaction's.
	select t.* into v_transaction
	from public.inbox i
	join public.transactions t on t.id = i.id
	where i.agent_id = agent_id
		and i.revision is not null
		and not t.voided
		and t.person_id is not distinct from v_person
		and (v_person is not null or private.normalise(t.person_text) is not distinct from v_key)
	order by i.revision desc
	limit 1;
	return v_transaction;
end;
$$;
comment on function private.newest_live(uuid, uuid, text) is
	'The agent''s newest transaction by this person that is not voided; a row of nulls when there is none.';

create function private.judge_change(change public.inbox, counter bigint)
returns public.inbox
language plpgsql
security definer
set search_path = ''
set enable_seqscan = off
as $$
declare
	v_revision bigint;
	v_timezone text;
	v_items uuid[];
	v_target public.inbox;
	v_transaction public.transactions;
	v_whole public.inbox;
begin
	-- Items that came earlier in the same array are to be seen: file them first.
	select l.revision, l.timezone into v_revision, v_timezone from public.ledgers l where l.id = change.ledger_id;
	if v_revision < counter then
		select array_agg(i.id) into v_items
		from public.inbox i
		where i.agent_id = change.agent_id
			and i.revision > v_revision
			and i.revision <= counter
			and i.status = 'accepted'
			and i.action = 'record';
		perform private.file_items(change.ledger_id, v_items, v_revision, v_timezone);
	end if;

	if change.target_message_id is null then
		v_transaction := private.newest_live(change.agent_id, change.ledger_id, change.person);
		change.reason_detail := 'this agent has no live transaction by that person';
	else
		select i.* into v_target
		from public.inbox i
		where i.ledger_id = change.ledger_id
			and i.message_id = change.target_message_id
			and i.item = coalesce(change.target_item, 0);
		if v_target.transaction_id is not null then
			select t.* into v_transaction from public.transactions t where t.id = v_target.transaction_id;
		end if;
		change.reason_detail := format(
			'no item %s of message "%s" in this ledger', coalesce(change.target_item, 0), left(change.target_message_id, 80)
		);
	end if;

	if v_transaction.voided then
		v_transaction := null;
		v_target := null;
		change.reason_detail := 'that transaction is voided already';
	elsif v_target.id is not null and v_transaction.id is null
		and (v_target.status = 'accepted' or v_target.dismissed_at is not null or (change.action = 'amend' and v_target.action in ('amend', 'void'))) then
		v_target := null;
		change.reason_detail := 'that item made no transaction';
	end if;
	if v_transaction.id is null and v_target.id is null then
		change.status := 'rejected';
		change.reason := 'target_not_found';
		return change;
	end if;

	if change.action = 'void' then
		if v_transaction.id is not null then
			change.revision := counter + 1;
			change.transaction_id := v_transaction.id;
			perform private.void_transaction(change.ledger_id, v_transaction.id, change.revision);
		else
			update public.inbox i set dismissed_at = now() where i.id = v_target.id;
		end if;
		change.status := 'accepted';
		change.reason := null;
		change.reason_detail := null;
		return change;
	end if;

	-- The given fields over those of the transaction, or of the rejected item that now becomes one.
	v_whole := change;
	if v_transaction.id is not null then
		v_whole.kind := coalesce(change.kind, v_transaction.kind);
		v_whole.occurred_at := coalesce(change.occurred_at, v_transaction.occurred_at);
		v_whole.description := coalesce(change.description, v_transaction.description);
		v_whole.category := coalesce(change.category, v_transaction.category_text);
		v_whole.source := coalesce(change.source, v_transaction.source_text);
		v_whole.person := coalesce(change.person, v_transaction.person_text);
		v_whole.installments := coalesce(change.installments, v_transaction.installments);
		v_whole.amount_cents := case
			when change.amount is null then v_transaction.amount_cents
			else private.amount_cents(change.amount)
		end;
		v_whole.reason := private.rejection(
			v_whole.kind, v_whole.description, v_whole.amount_cents,
			-- A purchase of long ago may still be amended: only a new date is judged.
			change.occurred_at, v_whole.installments
		);
	else
		v_whole.message_id := v_target.message_id;
		v_whole.item := v_target.item;
		v_whole.kind := coalesce(change.kind, v_target.kind, 'expense');
		v_whole.occurred_at := coalesce(change.occurred_at, v_target.occurred_at, v_target.received_at);
		v_whole.description := coalesce(change.description, v_target.description);
		v_whole.amount := coalesce(change.amount, v_target.amount);
		v_whole.category := coalesce(change.category, v_target.category);
		v_whole.source := coalesce(change.source, v_target.source);
		v_whole.person := coalesce(change.person, v_target.person);
		v_whole.installments := coalesce(change.installments, v_target.installments, 1);
		v_whole.amount_cents := private.amount_cents(v_whole.amount);
		v_whole.reason := private.rejection(
			v_whole.kind, v_whole.description, v_whole.amount_cents, v_whole.occurred_at, v_whole.installments
		);
	end if;
	if v_whole.reason is not null then
		change.status := 'rejected';
		change.reason := v_whole.reason;
		change.reason_detail := private.reason_detail(v_whole.reason, v_whole);
		return change;
	end if;

	v_whole.revision := counter + 1;
	change.status := 'accepted';
	change.reason := null;
	change.reason_detail := null;
	change.revision := v_whole.revision;
	change.amount_cents := v_whole.amount_cents;
	change.transaction_id := coalesce(v_transaction.id, v_target.id);
	perform private.put_transaction(change.transaction_id, v_whole, v_timezone, v_transaction.id is not null);
	if v_transaction.id is null then
		-- Off the "a conferir" list; its revision tells when its transaction was made.
		update public.inbox i
		set transaction_id = v_target.id, revision = v_whole.revision
		where i.id = v_target.id;
	end if;
	return change;
end;
$$;
comment on function private.judge_change(public.inbox, bigint) is
	'Judges an amend or void and, when accepted, carries it out at once, so that later items of the same array see it.';

-- ---------------------------------------------------------------- the triggers

create function private.open_inbox()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_hash bytea := sha256(convert_to(
		nullif(nullif(current_setting('request.headers', true), '')::json ->> 'x-agent-token', ''), 'UTF8'
	));
	v_agent uuid;
	v_ledger uuid;
	v_revision bigint;
begin
	if v_hash is null then
		raise exception 'only agents write to the inbox: the request has no agent token'
			using
				errcode = '42501',
				hint = 'Send the header x-agent-token with the token of an agent of the ledger. Owners create agents under Ajustes > Agentes.';
	end if;
	-- The ledger first, always: every writer takes this one lock before any other, so none can wait in a circle.
	select a.id, l.id, l.revision
	into v_agent, v_ledger, v_revision
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	where t.token_hash = v_hash and a.revoked_at is null
	for no key update of l;
	if not found then
		raise exception 'this agent token is not valid: unknown or revoked'
			using errcode = '42501', hint = 'Ask an owner of the ledger for a new token (Ajustes > Agentes).';
	end if;
	perform
		set_config('painel.agent', v_agent::text, true),
		set_config('painel.ledger', v_ledger::text, true),
		set_config('painel.revision', v_revision::text, true);
	return null;
end;
$$;
comment on function private.open_inbox() is
	'Refuses an insert without a valid agent token, whatever the role, and locks the ledger''s row until commit.';

create function private.judge_item()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_counter bigint;
begin
	-- What these settings say was put there by open_inbox at the start of this statement, and close_inbox proves it again.
	new.agent_id := current_setting('painel.agent')::uuid;
	new.ledger_id := current_setting('painel.ledger')::uuid;
	new.received_at := now();
	new.item := coalesce(new.item, 0);
	new.action := coalesce(new.action, 'record');
	new.occurred_at := date_trunc('milliseconds', new.occurred_at);
	new.status := 'rejected';
	new.reason := null;
	new.reason_detail := null;
	new.amount_cents := null;
	new.transaction_id := null;
	new.revision := null;
	new.dismissed_at := null;
	new.dismissed_by := null;

	if length(new.message_id) not between 1 and 512 then
		raise exception 'message_id must have 1 to 512 characters'
			using errcode = '22023', column = 'message_id', hint = 'Send the WhatsApp message id (wamid…).';
	elsif new.item < 0 then
		raise exception 'item must be 0 or more'
			using errcode = '22023', column = 'item', hint = 'Number the purchases of one message from 0.';
	end if;

	-- A repeat takes no revision; the unique key gives its answer (409, or nothing where the request ignores duplicates).
	-- Under the ledger's lock, and this look sees rows of the same statement too.
	perform from public.inbox i
	where i.ledger_id = new.ledger_id and i.message_id = new.message_id and i.item = new.item;
	if found then
		new.reason := 'repeated';
		return new;
	end if;

	v_counter := current_setting('painel.revision')::bigint;
	if new.action = 'record' then
		new.kind := coalesce(new.kind, 'expense');
		new.installments := coalesce(new.installments, 1);
		new.occurred_at := coalesce(new.occurred_at, date_trunc('milliseconds', now()));
		new.amount_cents := private.amount_cents(new.amount);
		-- What nearly every item is passes at once; the rest is judged rule by rule.
		if (
			new.amount_cents > 0
			and new.description ~ '^[!-~]([ -~]*[!-~])?$'
			and length(new.description) <= 280
			and new.kind in ('expense', 'income')
			and new.installments between 1 and 120
			and new.occurred_at between now() - interval '10 years' and now()
		) is not true then
			new.reason := private.rejection(
				new.kind, new.description, new.amount_cents, new.occurred_at, new.installments
			);
		end if;
		if new.reason is null then
			new.status := 'accepted';
			new.transaction_id := new.id;
			new.revision := v_counter + 1;
		else
			new.amount_cents := nullif(greatest(new.amount_cents, 0), 0);
			new.reason_detail := private.reason_detail(new.reason, new);
		end if;
	elsif new.action in ('amend', 'void') then
		new := private.judge_change(new, v_counter);
	else
		new.reason := 'unknown_action';
		new.reason_detail := private.reason_detail(new.reason, new);
	end if;
	if new.revision is not null then
		perform set_config('painel.revision', new.revision::text, true);
	end if;
	return new;
end;
$$;
comment on function private.judge_item() is 'Judges one arriving item; what it decides is in the answer to the agent.';

create function private.close_inbox()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_agent uuid;
	v_ledger uuid;
	v_last_used timestamptz;
	v_revision bigint;
	v_timezone text;
	v_items uuid[];
	v_item public.inbox;
	v_top bigint;
	v_proved boolean;
	v_listed boolean;
	v_inbox_revision bigint;
begin
	-- Asked again now that the ledger is locked: a token revoked while this statement waited is refused, and nothing that
	-- the statement itself did to the painel.* settings counts.
	select a.id, l.id, a.last_used_at, l.revision, l.timezone
	into v_agent, v_ledger, v_last_used, v_revision, v_timezone
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	where t.token_hash = private.request_token_hash() and a.revoked_at is null;

	-- Items that came before an amend or void of the same array are filed already: theirs are the revisions up to the
	-- ledger's own.
	select
		array_agg(a.id) filter (where a.revision > v_revision),
		max(a.revision),
		bool_and(a.agent_id = v_agent and a.ledger_id = v_ledger),
		bool_or(a.status = 'rejected' or a.action <> 'record')
	into v_items, v_top, v_proved, v_listed
	from arrived a;
	if v_listed is null then
		return null;
	end if;
	if v_proved is not true then
		raise exception 'this agent token is not valid: unknown or revoked'
			using errcode = '42501', hint = 'Ask an owner of the ledger for a new token (Ajustes > Agentes).';
	end if;
	if v_top <> v_revision + coalesce(cardinality(v_items), 0) then
		raise exception 'the revisions of this statement do not follow the ledger''s counter'
			using errcode = '42501', hint = 'Do not set painel.* settings inside the statement that inserts.';
	end if;

	if cardinality(v_items) = 1 then
		-- An agent's usual post. One row has a shorter way than a set.
		select i.* into v_item from public.inbox i where i.id = v_items[1];
		perform private.put_transaction(v_item.id, v_item, v_timezone, false);
	elsif v_items is not null then
		perform private.file_items(v_ledger, v_items, v_revision, v_timezone);
	end if;
	if v_listed then
		update public.ledgers l
		set inbox_revision = l.inbox_revision + 1
		where l.id = v_ledger
		returning l.inbox_revision into v_inbox_revision;
		perform private.broadcast(v_ledger, 'inbox', jsonb_build_object('inbox_revision', v_inbox_revision));
	end if;
	if v_last_used is null or v_last_used < now() - interval '1 minute' then
		update public.agents a set last_used_at = now() where a.id = v_agent;
	end if;
	return null;
end;
$$;
comment on function private.close_inbox() is
	'Proves the agent again, files what was accepted, and tells the pages.';

create trigger a_only_by_rules
	before update or delete or truncate on public.inbox
	for each statement
	execute function private.only_by_rules(
		'{PL/pgSQL function private.judge_change,PL/pgSQL function private.dismiss_item,PL/pgSQL function private.erase_ledger}'
	);
create trigger a_open_inbox
	before insert on public.inbox
	for each statement execute function private.open_inbox();
create trigger judge_item
	before insert on public.inbox
	for each row execute function private.judge_item();
create trigger close_inbox
	after insert on public.inbox
	referencing new table as arrived
	for each statement execute function private.close_inbox();
-- Also while session_replication_role is replica.
alter table public.inbox enable always trigger a_only_by_rules;
alter table public.inbox enable always trigger a_open_inbox;
alter table public.inbox enable always trigger judge_item;
alter table public.inbox enable always trigger close_inbox;

revoke all on function
	private.rejection(text, text, bigint, timestamptz, integer),
	private.reason_detail(text, public.inbox),
	private.kept_text(text),
	private.file_items(uuid, uuid[], bigint, text),
	private.put_transaction(uuid, public.inbox, text, boolean),
	private.void_transaction(uuid, uuid, bigint),
	private.newest_live(uuid, uuid, text),
	private.judge_change(public.inbox, bigint),
	private.open_inbox(),
	private.judge_item(),
	private.close_inbox()
from public, anon, authenticated, service_role;

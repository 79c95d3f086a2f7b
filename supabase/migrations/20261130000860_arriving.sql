-- The triggers of the inbox, in the order in which they run.

create function private.refuse_token()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception 'this agent token is not valid: unknown or revoked'
		using errcode = '42501', hint = 'Ask an owner of the ledger for a new token (Ajustes > Agentes).';
end;
$$;
comment on function private.refuse_token() is 'Raises the one answer to every wrong token.';

create function private.open_inbox()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- By index, also when the tables were still small as a session planned this; likewise below.
set enable_seqscan = off
as $$
declare
	v_hash bytea := private.request_token_hash();
	v_agent uuid;
	v_ledger uuid;
	v_revision bigint;
	v_records boolean;
	v_set text;
begin
	if v_hash is null then
		raise exception 'only agents write to the inbox: the request has no agent token'
			using
				errcode = '42501',
				hint = 'Send the header x-agent-token with the token of an agent of the ledger. Owners create agents under Ajustes > Agentes.';
	end if;
	-- The ledger first, always: every writer takes this one lock before any other, so none can wait in a circle.
	select a.id, l.id, l.revision, 'record' = any (a.abilities) into v_agent, v_ledger, v_revision, v_records
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	where t.token_hash = v_hash and a.revoked_at is null
	for no key update of l;
	if not found then
		perform private.refuse_token();
	elsif not v_records then
		perform private.require_agent('record');
	end if;
	-- Assigned, not performed: an expression as simple as these needs no executor.
	v_set := set_config('painel.agent', v_agent::text, true);
	v_set := set_config('painel.ledger', v_ledger::text, true);
	v_set := set_config('painel.revision', v_revision::text, true);
	return null;
end;
$$;
comment on function private.open_inbox() is
	'Refuses an insert without a valid agent token, whatever the role, and locks the ledger''s row until commit.';

create function private.refuse_shape(item public.inbox)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	if item.item < 0 then
		raise exception 'item must be 0 or more'
			using errcode = '22023', column = 'item', hint = 'Number the purchases of one message from 0.';
	elsif length(item.message_id) between 1 and 512 then
		raise exception 'target_message_id must have at most 512 characters'
			using errcode = '22023', column = 'target_message_id', hint = 'Send the message_id of the item to change.';
	end if;
	raise exception 'message_id must have 1 to 512 characters'
		using errcode = '22023', column = 'message_id', hint = 'Send the WhatsApp message id (wamid…).';
end;
$$;
comment on function private.refuse_shape(public.inbox) is 'Raises for an item whose ids have no form that could be stored.';

create function private.undecided(item public.inbox)
returns public.inbox
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
	item.received_at := now();
	item.status := 'rejected';
	item.reason := null;
	item.reason_detail := null;
	item.amount_cents := null;
	item.transaction_id := null;
	item.revision := null;
	item.dismissed_at := null;
	item.dismissed_by := null;
	return item;
end;
$$;
comment on function private.undecided(public.inbox) is 'An item without anything that the rules decide.';

create function private.judge_item()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_set text;
begin
	-- Few expressions, since each is paid by every row of an array, and once more by every statement.
	-- What these settings say was put there by open_inbox at the start of this statement, and close_inbox proves it again.
	new.agent_id := current_setting('painel.agent')::uuid;
	new.ledger_id := current_setting('painel.ledger')::uuid;
	if num_nulls(new.item, new.action) > 0 then
		new.item := coalesce(new.item, 0);
		new.action := coalesce(new.action, 'record');
	end if;
	-- Agents have no right to these columns; the owner of the table could fill them.
	if (
		num_nulls(
			new.reason, new.reason_detail, new.amount_cents, new.transaction_id, new.revision, new.dismissed_at, new.dismissed_by
		) = 7
		and new.status = 'rejected'
		and new.received_at = now()
	) is not true then
		new := private.undecided(new);
	end if;

	if length(new.message_id) not between 1 and 512 or new.item < 0 or length(new.target_message_id) > 512 then
		perform private.refuse_shape(new);
	end if;
	-- The size first: nothing below reads a text of megabytes.
	if greatest(
		octet_length(new.description), octet_length(new.category), octet_length(new.source), octet_length(new.person),
		octet_length(new.kind), octet_length(new.action), pg_column_size(new.amount)
	) > 2048 or pg_column_size(new.payload) > 8192 then
		new := private.bounded(new);
	end if;

	-- A repeat takes no revision; the unique key gives its answer (409, or nothing where the request ignores duplicates).
	-- Under the ledger's lock, and this look sees rows of the same statement too.
	-- A column that is not in the key: an ordinary index scan starts faster than an index-only one, and seldom finds a row.
	perform i.status from public.inbox i
	where i.ledger_id = new.ledger_id and i.message_id = new.message_id and i.item = new.item;
	if found then
		new.reason := 'repeated';
		return new;
	end if;

	if new.action = 'record' then
		new.kind := coalesce(new.kind, 'expense');
		new.installments := coalesce(new.installments, 1);
		new.occurred_at := date_trunc('milliseconds', coalesce(new.occurred_at, now()));
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
			new.revision := current_setting('painel.revision')::bigint + 1;
			v_set := set_config('painel.revision', new.revision::text, true);
		else
			new.amount_cents := nullif(greatest(new.amount_cents, 0), 0);
			new.reason_detail := private.reason_detail(new.reason, new);
		end if;
		return new;
	end if;

	new.occurred_at := date_trunc('milliseconds', new.occurred_at);
	if new.action in ('amend', 'void') then
		new := private.judge_change(new, current_setting('painel.revision')::bigint);
		if new.revision is not null then
			v_set := set_config('painel.revision', new.revision::text, true);
		end if;
	else
		new.reason := 'unknown_action';
		new.reason_detail := private.reason_detail(new.reason, new);
	end if;
	return new;
end;
$$;
comment on function private.judge_item() is 'Judges one arriving item; what it decides is in the answer to the agent.';

create function private.close_inbox()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_agent uuid;
	v_ledger uuid;
	v_last_used timestamptz;
	v_revision bigint;
	v_timezone text;
	v_items public.inbox[];
	v_item public.inbox;
	v_lowest bigint;
	v_top bigint;
	v_proved boolean;
	v_listed boolean;
	v_inbox_revision bigint;
	v_done text;
begin
	-- The token is asked about again now that the ledger is locked: one revoked while this statement waited is refused, and
	-- nothing that the statement itself did to the painel.* settings counts.
	-- Items that came before an amend or void of the same array are filed already: theirs are the revisions up to the
	-- ledger's own.
	select
		a.id, a.last_used_at, l.id, l.revision, l.timezone, n.items, n.lowest, n.top, n.proved, n.listed
	into
		v_agent, v_last_used, v_ledger, v_revision, v_timezone, v_items, v_lowest, v_top, v_proved, v_listed
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	cross join lateral (
		select
			array_agg(i::public.inbox) filter (where i.revision > l.revision) as items,
			min(i.revision) as lowest,
			max(i.revision) as top,
			bool_and(i.agent_id = a.id and i.ledger_id = l.id) as proved,
			bool_or(i.status = 'rejected' or i.action <> 'record') as listed
		from arrived i
	) n
	where t.token_hash = private.request_token_hash() and a.revoked_at is null;
	if not found or v_proved is false then
		perform private.refuse_token();
	elsif v_proved is null then
		-- Nothing arrived.
		return null;
	end if;
	if v_top <> v_revision + coalesce(cardinality(v_items), 0) then
		perform private.refuse_numbers();
	elsif v_lowest <= v_revision then
		-- Filed already, as it must be, or given a number that was another's.
		perform from arrived i
		where i.revision <= v_revision
			and not exists (select from public.transactions t where t.id = i.transaction_id);
		if found then
			perform private.refuse_numbers();
		end if;
	end if;

	if cardinality(v_items) = 1 then
		-- An agent's usual post. One row has a shorter way than a set.
		v_item := v_items[1];
		v_done := private.put_transaction(v_item.id, v_item, v_timezone, false);
	elsif v_items is not null then
		v_done := private.file_items(v_items, v_timezone);
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
alter table public.inbox enable always trigger a_open_inbox;
alter table public.inbox enable always trigger judge_item;
alter table public.inbox enable always trigger close_inbox;

revoke all on function
	private.refuse_token(),
	private.open_inbox(),
	private.refuse_shape(public.inbox),
	private.undecided(public.inbox),
	private.judge_item(),
	private.close_inbox()
from public, anon, authenticated, service_role;

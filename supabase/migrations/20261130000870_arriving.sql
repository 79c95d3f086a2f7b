-- Each item is judged as it comes, and what was accepted is filed at the end of the statement.

create function private.judge_item()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_set text;
	v_author text;
begin
	-- Few expressions, since each is paid by every row of an array, and once more by every statement.
	-- What these settings say was put there by open_inbox at the start of this statement, and close_inbox proves it again.
	new.ledger_id := current_setting('painel.ledger')::uuid;
	v_author := current_setting('painel.agent');
	if num_nulls(new.item, new.action) > 0 then
		new.item := coalesce(new.item, 0);
		new.action := coalesce(new.action, 'record');
	end if;
	-- Agents have no right to these columns; the owner of the table could fill them.
	if (
		num_nulls(
			new.reason, new.reason_detail, new.amount_cents, new.transaction_id, new.revision, new.dismissed_at, new.dismissed_by,
			new.before, new.after, new.candidates, new.member_id
		) = 11
		and new.status = 'rejected'
		and new.received_at = now()
	) is not true then
		new := private.undecided(new);
	end if;
	if v_author <> '' then
		new.agent_id := v_author::uuid;
	else
		-- What private.correct files.
		new.agent_id := null;
		new.member_id := current_setting('painel.member')::uuid;
	end if;

	if length(new.message_id) not between 1 and 512 or new.item < 0
		or greatest(length(new.target_message_id), length(new.completes_message_id)) > 512
	then
		perform private.refuse_shape(new);
	end if;
	-- The size first: nothing below reads a text of megabytes.
	if greatest(
		octet_length(new.description), octet_length(new.category), octet_length(new.source), octet_length(new.person),
		octet_length(new.kind), octet_length(new.action), octet_length(new.to_source), octet_length(new.bill_month),
		octet_length(new.parts_to), octet_length(new.sender), octet_length(new.target_text), pg_column_size(new.amount)
	) > 2048 or pg_column_size(new.payload) > 8192 then
		new := private.bounded(new);
	end if;

	-- Nothing was sent after it arrived.
	new.sent_at := date_trunc('milliseconds', least(coalesce(new.sent_at, now()), now()));
	if new.sender is not null then
		new.sender_id := private.sender_of(new.ledger_id, new.sender);
		new.sender := null;
	end if;
	if new.action = 'keep' then
		-- A number of its own, so that a later run of the same message still records.
		new.item := 32767;
	end if;

	-- A repeat takes no revision; the unique key gives its answer (409, or nothing where the request ignores duplicates).
	-- Under the ledger's lock, and this look sees rows of the same statement too. Seldom is there one, or another
	-- item of the message.
	-- A column that is not in the key: an ordinary index scan starts faster than an index-only one, and seldom finds a row.
	perform i.status from public.inbox i
	where i.ledger_id = new.ledger_id and i.message_id = new.message_id;
	if found then
		new := private.met_before(new);
		if new.reason is not null then
			return new;
		end if;
	end if;

	if new.action = 'record' then
		new.kind := coalesce(new.kind, 'expense');
		new.installments := coalesce(new.installments, 1);
		new.occurred_at := date_trunc('milliseconds', coalesce(new.occurred_at, new.sent_at));
		new.amount_cents := private.amount_cents(new.amount);
		-- What nearly every item is passes at once; the rest is judged rule by rule.
		if (
			new.amount_cents > 0
			and new.description ~ '^[!-~]([ -~]*[!-~])?$'
			and length(new.description) <= 280
			and new.kind in ('expense', 'income')
			and new.installments between 1 and 120
			and new.occurred_at between now() - interval '10 years' and now()
			and num_nonnulls(new.to_source, new.part, new.parts, new.bill_month, new.from_part, new.parts_to) = 0
		) is not true then
			new.reason := private.rejection(
				new, new, (select l.timezone from public.ledgers l where l.id = new.ledger_id)
			);
		end if;
		if new.reason is not null then
			new.amount_cents := nullif(greatest(new.amount_cents, 0), 0);
			new.reason_detail := private.reason_detail(new.reason, new);
		elsif new.kind = 'refund' and num_nonnulls(new.target_message_id, new.target_text) > 0 then
			new := private.judge_refund(new, current_setting('painel.revision')::bigint);
		else
			new.status := 'accepted';
			new.transaction_id := new.id;
			new.revision := current_setting('painel.revision')::bigint + 1;
		end if;
	elsif new.action in ('amend', 'void', 'restore') then
		new.occurred_at := date_trunc('milliseconds', new.occurred_at);
		new := private.judge_change(new, current_setting('painel.revision')::bigint);
	else
		new.reason := case new.action when 'keep' then 'not_understood' else 'unknown_action' end;
		new.reason_detail := private.reason_detail(new.reason, new);
	end if;
	if new.revision is not null then
		v_set := set_config('painel.revision', new.revision::text, true);
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
	where t.token_hash = private.request_token_hash() and t.expires_at > now() and a.revoked_at is null;
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
	if current_setting('painel.kept', true) = 'yes' then
		update public.inbox k
		set transaction_id = a.transaction_id
		from arrived a
		where k.ledger_id = v_ledger and k.message_id = a.message_id and k.item = 32767 and k.action = 'keep'
			and k.transaction_id is null and a.transaction_id is not null;
		v_listed := v_listed or found;
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

-- What members correct comes in by private.correct, in the name of the ledger's own role (the next file).
create trigger a_open_inbox
	before insert on public.inbox
	for each statement when (current_user <> 'painel_ledger')
	execute function private.open_inbox();
create trigger judge_item
	before insert on public.inbox
	for each row execute function private.judge_item();
create trigger close_inbox
	after insert on public.inbox
	referencing new table as arrived
	for each statement when (current_user <> 'painel_ledger')
	execute function private.close_inbox();
-- Also while session_replication_role is replica.
alter table public.inbox enable always trigger a_open_inbox;
alter table public.inbox enable always trigger judge_item;
alter table public.inbox enable always trigger close_inbox;

revoke all on function private.judge_item(), private.close_inbox() from public, anon, authenticated, service_role;

-- Amend and void: what an agent says about what it sent before.

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
	v_items public.inbox[];
	v_target public.inbox;
	v_transaction public.transactions;
	v_whole public.inbox;
begin
	-- Items that came earlier in the same array are to be seen: file them first.
	select l.revision, l.timezone into v_revision, v_timezone from public.ledgers l where l.id = change.ledger_id;
	if v_revision < counter then
		select array_agg(i order by i.revision) into v_items
		from public.inbox i
		where i.agent_id = change.agent_id
			and i.revision > v_revision
			and i.revision <= counter
			and i.status = 'accepted'
			and i.action = 'record';
		perform private.file_items(v_items, v_timezone);
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

revoke all on function
	private.newest_live(uuid, uuid, text),
	private.judge_change(public.inbox, bigint)
from public, anon, authenticated, service_role;

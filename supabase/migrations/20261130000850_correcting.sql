-- Amend and void: what is said about what was sent before. A correction hits what it is about, or nothing.

create function private.newest_live(agent_id uuid, ledger_id uuid, person text, corrects boolean)
returns public.transactions
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_person integer := private.label_of(ledger_id, 'person', person);
	v_key text := case when v_person is null then private.normalise(private.kept_text(person)) end;
	v_transaction public.transactions;
begin
	-- Creation order is the order of the items that made them; an item's id is its transaction's. Agent by agent, since that
	-- is how items are indexed.
	select (n.made).* into v_transaction
	from public.agents a
	cross join lateral (
		select t as made, i.revision
		from public.inbox i
		join public.transactions t on t.id = i.id
		where i.agent_id = a.id
			and i.revision is not null
			and not t.voided
			and t.person_id is not distinct from v_person
			and (v_person is not null or private.normalise(t.person_text) is not distinct from v_key)
		order by i.revision desc
		limit 1
	) n
	where a.ledger_id = ledger_id and (corrects or a.id = agent_id)
	order by n.revision desc
	limit 1;
	return v_transaction;
end;
$$;
comment on function private.newest_live(uuid, uuid, text, boolean) is
	'The newest transaction by this person that is not voided, of the agent or (corrects) of any agent of the ledger; a row of nulls when there is none.';

create function private.target_of(change public.inbox, corrects boolean)
returns public.inbox
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_targets public.inbox[];
begin
	select array_agg(i::public.inbox) into v_targets
	from public.inbox i
	where i.ledger_id = change.ledger_id
		and i.message_id = change.target_message_id
		and (change.target_item is null or i.item = change.target_item)
		and (corrects or i.agent_id = change.agent_id);
	-- A message of several items, and none of them named: a guess could change another purchase.
	return case when cardinality(v_targets) = 1 then v_targets[1] end;
end;
$$;
comment on function private.target_of(public.inbox, boolean) is
	'The item that an amend or void names by message: that item of it, or its only one, among the agent''s own or (corrects) all of the ledger. Nulls when there is none, or several.';

create function private.filled_up(said public.inbox, below public.inbox)
returns public.inbox
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
	said.kind := coalesce(said.kind, below.kind);
	said.occurred_at := coalesce(said.occurred_at, below.occurred_at);
	said.description := coalesce(said.description, below.description);
	said.amount := coalesce(said.amount, below.amount);
	said.category := coalesce(said.category, below.category);
	said.source := coalesce(said.source, below.source);
	said.person := coalesce(said.person, below.person);
	said.installments := coalesce(said.installments, below.installments);
	return said;
end;
$$;
comment on function private.filled_up(public.inbox, public.inbox) is
	'What one item says, and where it says nothing, what the other does.';

create function private.find_target(
	change public.inbox,
	out target public.inbox,
	out transaction public.transactions,
	out said public.inbox,
	out refused uuid[],
	out detail text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_corrects boolean;
begin
	said := change;
	refused := '{}';
	select 'correct' = any (a.abilities) into v_corrects from public.agents a where a.id = change.agent_id;
	if change.target_message_id is null then
		if change.target_item is null then
			transaction := private.newest_live(change.agent_id, change.ledger_id, change.person, v_corrects);
			detail := 'this agent has no live transaction by that person';
		else
			-- Half a target is not "the newest".
			detail := 'target_item needs the target_message_id that it is an item of';
		end if;
	else
		target := private.target_of(change, v_corrects);
		-- A refused correction is put right by another: about what it was about, its own words under the new ones.
		while change.action = 'amend'
			and target.action = 'amend'
			and target.status = 'rejected'
			and target.transaction_id is null
			and target.dismissed_at is null
			and target.target_message_id is not null
			and target.id <> all (refused)
		loop
			refused := refused || target.id;
			said := private.filled_up(said, target);
			target := private.target_of(target, v_corrects);
		end loop;
		if target.transaction_id is not null then
			select t.* into transaction from public.transactions t where t.id = target.transaction_id;
		end if;
		detail := case
			when change.target_item is null and target.id is null and refused = '{}' and exists (
				select from public.inbox i
				where i.ledger_id = change.ledger_id
					and i.message_id = change.target_message_id
					and (v_corrects or i.agent_id = change.agent_id)
			) then format('message "%s" has several items: name one by target_item', left(change.target_message_id, 80))
			else format(
				'no item %s of message "%s" in this ledger', coalesce(change.target_item, 0), left(change.target_message_id, 80)
			)
		end;
	end if;

	if transaction.voided then
		transaction := null;
		target := null;
		detail := 'that transaction is voided already';
	elsif target.id is not null and transaction.id is null and (
		target.status = 'accepted'
		or target.dismissed_at is not null
		or (change.action = 'amend' and target.action in ('amend', 'void'))
	) then
		target := null;
		detail := 'that item made no transaction';
	end if;
end;
$$;
comment on function private.find_target(public.inbox) is
	'What a correction is about: a live transaction, or a refused item (target); both null when it is about nothing, and detail says why. said: its fields over those of refused corrections that it puts right (refused).';

create function private.corrected(said public.inbox, transaction public.transactions, target public.inbox)
returns public.inbox
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
	if transaction.id is not null then
		said.amount_cents := case when said.amount is null then transaction.amount_cents else private.amount_cents(said.amount) end;
		said.description := coalesce(said.description, transaction.description);
		said.reason := private.rejection(
			coalesce(said.kind, transaction.kind), said.description, said.amount_cents,
			-- A purchase of long ago may still be amended: only a new date is judged.
			said.occurred_at, coalesce(said.installments, transaction.installments)
		);
		said.kind := coalesce(said.kind, transaction.kind);
		said.occurred_at := coalesce(said.occurred_at, transaction.occurred_at);
		said.category := coalesce(said.category, transaction.category_text);
		said.source := coalesce(said.source, transaction.source_text);
		said.person := coalesce(said.person, transaction.person_text);
		said.installments := coalesce(said.installments, transaction.installments);
		return said;
	end if;
	said := private.filled_up(said, target);
	said.message_id := target.message_id;
	said.item := target.item;
	-- The purchase is that of the agent that sent it, whoever put it right: its "undo the last" is about it too.
	said.agent_id := target.agent_id;
	said.kind := coalesce(said.kind, 'expense');
	said.occurred_at := coalesce(said.occurred_at, target.received_at);
	said.installments := coalesce(said.installments, 1);
	said.amount_cents := private.amount_cents(said.amount);
	said.reason := private.rejection(
		said.kind, said.description, said.amount_cents, said.occurred_at, said.installments
	);
	return said;
end;
$$;
comment on function private.corrected(public.inbox, public.transactions, public.inbox) is
	'The whole content that an amend makes of a transaction, or of the refused item that now becomes one; reason: why the rules refuse it.';

create function private.judge_change(change public.inbox, counter bigint)
returns public.inbox
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_revision bigint;
	v_timezone text;
	v_items public.inbox[];
	v_found record;
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

	select * into v_found from private.find_target(change);
	if (v_found.transaction).id is null and (v_found.target).id is null then
		change.reason := 'target_not_found';
		change.reason_detail := v_found.detail;
		return change;
	end if;

	if change.action = 'void' then
		if (v_found.transaction).id is not null then
			change.revision := counter + 1;
			change.transaction_id := (v_found.transaction).id;
			perform private.void_transaction(change.ledger_id, change.transaction_id, change.revision);
		else
			update public.inbox i set dismissed_at = now() where i.id = (v_found.target).id;
		end if;
		change.status := 'accepted';
		return change;
	end if;

	v_whole := private.corrected(v_found.said, v_found.transaction, v_found.target);
	if v_whole.reason is not null then
		change.reason := v_whole.reason;
		change.reason_detail := private.reason_detail(v_whole.reason, v_whole);
		return change;
	end if;
	v_whole.revision := counter + 1;
	change.status := 'accepted';
	change.revision := v_whole.revision;
	change.amount_cents := v_whole.amount_cents;
	change.transaction_id := coalesce((v_found.transaction).id, (v_found.target).id);
	perform private.put_transaction(change.transaction_id, v_whole, v_timezone, (v_found.transaction).id is not null);
	if (v_found.transaction).id is null then
		-- Off the "a conferir" list; its revision tells when its transaction was made.
		update public.inbox i
		set transaction_id = i.id, revision = v_whole.revision
		where i.id = change.transaction_id;
	end if;
	if v_found.refused <> '{}' then
		update public.inbox i set transaction_id = change.transaction_id where i.id = any (v_found.refused);
	end if;
	return change;
end;
$$;
comment on function private.judge_change(public.inbox, bigint) is
	'Judges an amend or void and, when accepted, carries it out at once, so that later items of the same array see it.';

revoke all on function
	private.newest_live(uuid, uuid, text, boolean),
	private.target_of(public.inbox, boolean),
	private.filled_up(public.inbox, public.inbox),
	private.find_target(public.inbox),
	private.corrected(public.inbox, public.transactions, public.inbox),
	private.judge_change(public.inbox, bigint)
from public, anon, authenticated, service_role;

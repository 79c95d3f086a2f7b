-- Amend, void and restore: what a correction makes of what it is about.

create function private.moved(
	transaction public.transactions,
	said public.inbox,
	whole public.inbox,
	timezone text,
	out moves jsonb,
	out reason text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_day date := (whole.occurred_at at time zone timezone)::date;
	v_today date := (said.sent_at at time zone timezone)::date;
	v_billing private.billing := private.billing_of(transaction.ledger_id, transaction.source_id);
begin
	if said.parts_to is not null and said.from_part is null then
		-- "Antecipei": all that is not billed yet.
		select min(k) into said.from_part
		from generate_series(1, transaction.installments::integer) k
		where private.bill_closing(v_billing, private.bill_of_part(transaction.bill_month, transaction.moves, k)) > v_today;
	end if;
	if said.parts_to = 'open' then
		said.parts_to := to_char(private.bill_month_of(transaction.ledger_id, transaction.source_id, v_today), 'YYYY-MM');
	end if;
	-- Of the moves there are, those stay that are of parts which are left as they were.
	select jsonb_agg(m.move order by m.place) into moves
	from jsonb_array_elements(transaction.moves) with ordinality m (move, place)
	where (m.move ->> 0)::integer < coalesce(said.from_part::integer, whole.installments::integer + 1);
	if num_nonnulls(said.from_part, said.parts_to) = 0 then
		return;
	elsif (
		num_nonnulls(said.from_part, said.parts_to) = 2
		and transaction.id is not null
		and whole.kind <> 'transfer'
		and said.from_part between 1 and whole.installments
		and not (said.from_part = 1 and said.parts_to = 'cancel')
	) is not true then
		reason := 'parts_out_of_range';
		return;
	elsif said.parts_to <> 'cancel' then
		reason := case
			when not private.is_month(said.parts_to) then 'bill_month_unreadable'
			when not private.month_of_text(said.parts_to) between
				(date_trunc('month', v_day) - interval '1 month')::date and (date_trunc('month', v_day) + interval '120 months')::date
				then 'bill_month_out_of_range'
		end;
	end if;
	-- Only what is not billed yet: a bill that closed has its parts.
	perform from generate_series(said.from_part::integer, transaction.installments::integer) k
	where private.bill_closing(v_billing, private.bill_of_part(transaction.bill_month, transaction.moves, k)) <= v_today;
	if found then
		reason := coalesce(reason, 'parts_out_of_range');
	end if;
	moves := coalesce(moves, '[]') || jsonb_build_array(
		jsonb_build_array(said.from_part, nullif(said.parts_to, 'cancel'))
	);
end;
$$;
comment on function private.moved(public.transactions, public.inbox, public.inbox, text) is
	'The moves of a transaction''s parts after a correction; reason: why they cannot be moved so.';

create function private.corrected(said public.inbox, transaction public.transactions, target public.inbox)
returns public.inbox
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_whole public.inbox := said;
begin
	if transaction.id is not null then
		v_whole.kind := coalesce(said.kind, transaction.kind);
		v_whole.amount_cents := case when said.amount is null then transaction.amount_cents else private.amount_cents(said.amount) end;
		v_whole.description := coalesce(said.description, transaction.description);
		v_whole.occurred_at := coalesce(said.occurred_at, transaction.occurred_at);
		v_whole.category := coalesce(said.category, transaction.category_text);
		v_whole.source := coalesce(said.source, transaction.source_text);
		v_whole.person := coalesce(said.person, transaction.person_text);
		v_whole.installments := coalesce(said.installments, transaction.installments);
		v_whole.part := coalesce(said.part, transaction.part);
		v_whole.parts := coalesce(said.parts, transaction.parts);
		-- Of a transfer a given bill is the one that it pays: as another kind it would mean another thing.
		if (v_whole.kind = 'transfer') = (transaction.kind = 'transfer') then
			v_whole.to_source := coalesce(said.to_source, transaction.to_source_text);
			v_whole.bill_month := coalesce(said.bill_month, to_char(
				case when transaction.bill_given then transaction.bill_month else transaction.pays_month end, 'YYYY-MM'
			));
		end if;
		return v_whole;
	end if;
	v_whole := private.filled_up(said, target);
	v_whole.message_id := target.message_id;
	v_whole.item := target.item;
	-- The purchase is that of the agent that sent it, whoever put it right: its "undo the last" is about it too.
	v_whole.agent_id := target.agent_id;
	v_whole.kind := coalesce(v_whole.kind, 'expense');
	if v_whole.kind <> 'transfer' then
		v_whole.to_source := said.to_source;
	end if;
	v_whole.occurred_at := coalesce(v_whole.occurred_at, target.sent_at);
	v_whole.installments := coalesce(v_whole.installments, 1);
	v_whole.amount_cents := private.amount_cents(v_whole.amount);
	return v_whole;
end;
$$;
comment on function private.corrected(public.inbox, public.transactions, public.inbox) is
	'The whole content that an amend makes of a transaction, or of the refused item that now becomes one.';

create function private.carry_out_amend(
	change public.inbox,
	target public.inbox,
	transaction public.transactions,
	said public.inbox,
	timezone text,
	counter bigint
)
returns public.inbox
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_whole public.inbox := private.corrected(said, transaction, target);
	v_moves jsonb;
	v_refund record;
	v_refund_of uuid := transaction.refund_of;
	v_refunding public.inbox := change;
begin
	change.amount_cents := nullif(greatest(v_whole.amount_cents, 0), 0);
	change.reason := private.rejection(v_whole, case when transaction.id is null then v_whole else said end, timezone);
	if change.reason is null then
		select m.moves, m.reason into v_moves, change.reason from private.moved(transaction, said, v_whole, timezone) m;
	end if;
	if v_whole.kind <> 'refund' then
		v_refund_of := null;
	elsif change.reason is null and transaction.id is null and num_nonnulls(target.target_message_id, target.target_text) > 0 then
		v_refunding.target_text := target.target_text;
		v_refunding.amount := v_whole.amount;
		select * into v_refund from private.refunded(v_refunding, target.target_message_id, target.target_item);
		change.reason := v_refund.reason;
		change.reason_detail := v_refund.detail;
		change.candidates := v_refund.candidates;
		v_refund_of := (v_refund.purchase).id;
		v_whole.category := coalesce(v_whole.category, (v_refund.purchase).category_text);
		v_whole.source := coalesce(v_whole.source, (v_refund.purchase).source_text);
		v_whole.person := coalesce(v_whole.person, (v_refund.purchase).person_text);
	end if;
	if change.reason is not null then
		change.reason_detail := coalesce(change.reason_detail, private.reason_detail(change.reason, v_whole));
		return change;
	end if;

	v_whole.revision := counter + 1;
	change.status := 'accepted';
	change.transaction_id := coalesce(transaction.id, target.id);
	if private.put_transaction(change.transaction_id, v_whole, timezone, transaction.id is not null, v_refund_of, v_moves) then
		change.revision := v_whole.revision;
	end if;
	if transaction.id is null then
		-- Off the "a conferir" list; its revision tells when its transaction was made.
		update public.inbox i
		set transaction_id = i.id, revision = v_whole.revision, dismissed_at = null, dismissed_by = null
		where i.id = change.transaction_id;
	end if;
	return change;
end;
$$;
comment on function private.carry_out_amend(public.inbox, public.inbox, public.transactions, public.inbox, text, bigint) is
	'Judges the content that an amend or restore makes, and files it.';

create function private.judge_change(change public.inbox, counter bigint)
returns public.inbox
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_timezone text := private.file_pending(change, counter);
	v_found record;
	v_transaction public.transactions;
	v_dismissed_at timestamptz;
begin
	select * into v_found from private.find_target(change);
	v_transaction := v_found.transaction;
	if v_transaction.id is null and (v_found.target).id is null then
		change.reason := v_found.reason;
		change.reason_detail := v_found.detail;
		change.candidates := v_found.candidates;
		return change;
	end if;
	change.target_message_id := (v_found.said).target_message_id;
	change.target_item := (v_found.said).target_item;
	if change.if_revision <> coalesce(v_transaction.revision, (v_found.target).revision, 0) then
		change.reason := 'target_changed';
		change.reason_detail := 'it was changed since it was read';
		return change;
	end if;

	if change.action <> 'void' then
		change := private.carry_out_amend(
			change, v_found.target, v_transaction, v_found.said, v_timezone, counter
		);
		if change.status = 'rejected' and change.action = 'restore' and v_transaction.id is null then
			-- A dismissed item that still is no record waits on the list again.
			update public.inbox i set dismissed_at = null, dismissed_by = null where i.id = (v_found.target).id;
			change.status := 'accepted';
			change.reason := null;
			change.reason_detail := null;
			change.candidates := null;
		elsif change.status = 'rejected' then
			return change;
		end if;
	elsif v_transaction.id is not null then
		change.status := 'accepted';
		change.transaction_id := v_transaction.id;
		change.revision := counter + 1;
		perform private.void_transaction(change.ledger_id, change.transaction_id, change.revision);
	else
		change.status := 'accepted';
		update public.inbox i set dismissed_at = now(), dismissed_by = change.member_id where i.id = (v_found.target).id;
	end if;

	if v_found.refused <> '{}' then
		v_dismissed_at := case when change.transaction_id is null then now() end;
		update public.inbox i
		set transaction_id = change.transaction_id, dismissed_at = v_dismissed_at
		where i.id = any (v_found.refused);
	end if;
	if v_transaction.id is not null then
		change.before := private.said_of(v_transaction, v_timezone);
	end if;
	select private.said_of(t, v_timezone) into change.after from public.transactions t where t.id = change.transaction_id;
	return change;
end;
$$;
comment on function private.judge_change(public.inbox, bigint) is
	'Judges an amend, void or restore and, when accepted, carries it out at once, so that later items of the same array see it.';

revoke all on function
	private.moved(public.transactions, public.inbox, public.inbox, text),
	private.corrected(public.inbox, public.transactions, public.inbox),
	private.carry_out_amend(public.inbox, public.inbox, public.transactions, public.inbox, text, bigint),
	private.judge_change(public.inbox, bigint)
from public, anon, authenticated, service_role;

-- What the rules refuse, and in which words.

create function private.rejection(whole public.inbox, said public.inbox, timezone text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_length integer := coalesce(length(private.cleaned(whole.description)), 0);
	v_month date := date_trunc('month', whole.occurred_at at time zone timezone)::date;
begin
	return case
		when whole.kind not in ('expense', 'income', 'refund', 'transfer') then 'unknown_kind'
		when v_length = 0 then 'description_missing'
		when v_length > 280 then 'description_too_long'
		when whole.amount_cents < 0 then private.amount_reason(whole.amount_cents)
		-- What was recorded long ago may still be corrected: only what is said now is judged, here and of bills below.
		when said.occurred_at > now() + interval '1 day' or said.occurred_at < now() - interval '10 years'
			then 'occurred_at_out_of_range'
		when whole.installments not between 1 and 120 or (whole.kind = 'transfer' and whole.installments <> 1)
			then 'installments_out_of_range'
		when num_nonnulls(whole.part, whole.parts) = 1
			or whole.part not between 1 and whole.parts
			or whole.parts > 120
			or (whole.part is not null and (whole.installments <> 1 or whole.kind = 'transfer'))
			or (whole.action = 'record' and num_nonnulls(said.from_part, said.parts_to) > 0)
			then 'parts_out_of_range'
		when said.bill_month <> '' and not private.is_month(said.bill_month) then 'bill_month_unreadable'
		when said.bill_month <> '' and not private.month_of_text(said.bill_month) between
			(v_month - make_interval(months => case when whole.kind = 'transfer' then 24 else 1 end))::date
			and (v_month + interval '120 months')::date
			then 'bill_month_out_of_range'
		when whole.kind <> 'transfer' and private.kept_text(whole.to_source) is not null then 'to_source_unexpected'
		when whole.kind = 'transfer' and private.same_place(whole.ledger_id, whole.source, whole.to_source) then 'same_place'
	end;
end;
$$;
comment on function private.rejection(public.inbox, public.inbox, text) is
	'Why the rules refuse such a record (whole: all of it; said: what this item says), or null. Their order is that of REJECT_REASONS in src/ledger.';

create function private.same_place(ledger_id uuid, source text, to_source text)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_source integer := private.label_of(ledger_id, 'source', source);
	v_to integer := private.label_of(ledger_id, 'source', to_source);
begin
	return v_source = v_to or (
		num_nonnulls(v_source, v_to) = 0
		and private.normalise(private.kept_text(source)) = private.normalise(private.kept_text(to_source))
	);
end;
$$;
comment on function private.same_place(uuid, text, text) is 'Whether two texts name one source, known or not.';

create function private.reason_detail(reason text, item public.inbox)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select case reason
		when 'unknown_action' then format('action "%s" is none of record, amend, void, restore, keep', left(item.action, 40))
		when 'not_understood' then 'nobody could read it'
		when 'unknown_kind' then format('kind "%s" is none of expense, income, refund, transfer', left(item.kind, 40))
		when 'description_missing' then 'description is empty'
		when 'description_too_long' then format(
			'description has %s characters, at most 280 are allowed',
			case when length(item.description) >= 2048 then 'over 2,000' else length(private.cleaned(item.description))::text end
		)
		when 'amount_missing' then 'amount is missing'
		when 'amount_unreadable' then format('amount %s cannot be read; write it as 52.90, "52,90" or "1.234,56"', left(item.amount::text, 60))
		when 'amount_not_positive' then format('amount %s is not more than zero', left(item.amount::text, 60))
		when 'amount_too_large' then format('amount %s is more than 999.999.999,99', left(item.amount::text, 60))
		when 'occurred_at_out_of_range' then format('occurred_at %s is over 1 day ahead or over 10 years back', item.occurred_at)
		when 'installments_out_of_range' then format(
			'installments %s is not %s', item.installments, case when item.kind = 'transfer' then '1, as of every transfer' else 'between 1 and 120' end
		)
		when 'parts_out_of_range' then case
			when num_nonnulls(item.from_part, item.parts_to) > 0 then
				'parts_to is of an amend, and of parts that are not billed yet (from from_part on); the first one is not cancelled but voided'
			else 'part and parts go together, part is 1 to parts, parts at most 120, installments 1'
		end
		when 'bill_month_unreadable' then format('bill month "%s" is not written as 2026-11', left(coalesce(item.parts_to, item.bill_month), 40))
		when 'bill_month_out_of_range' then format('bill month %s is too far from its day', coalesce(item.parts_to, item.bill_month))
		when 'to_source_unexpected' then 'to_source is of a transfer only'
		when 'same_place' then 'source and to_source are the same place'
	end;
$$;
comment on function private.reason_detail(text, public.inbox) is 'The rejection in a sentence, for the agent''s answer and the page.';

create function private.bounded(item public.inbox)
returns public.inbox
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_payload text;
begin
	item.action := left(item.action, 2048);
	item.kind := left(item.kind, 2048);
	item.description := left(item.description, 2048);
	item.category := left(item.category, 2048);
	item.source := left(item.source, 2048);
	item.person := left(item.person, 2048);
	item.to_source := left(item.to_source, 2048);
	item.bill_month := left(item.bill_month, 2048);
	item.parts_to := left(item.parts_to, 2048);
	item.target_text := left(item.target_text, 2048);
	if pg_column_size(item.amount) > 2048 then
		item.amount := to_jsonb(left(item.amount #>> '{}', 2048));
	end if;
	if pg_column_size(item.payload) > 8192 then
		v_payload := item.payload::text;
		if octet_length(v_payload) > 65536 then
			item.payload := jsonb_build_object(
				'cut', true,
				'length', octet_length(v_payload),
				'sha256', encode(sha256(convert_to(v_payload, 'UTF8')), 'hex'),
				'start', left(v_payload, 2048)
			);
		end if;
	end if;
	return item;
end;
$$;
comment on function private.bounded(public.inbox) is
	'An item with its raw texts cut to 2,048 characters, and a payload of over 64 kB as {cut, length (bytes), sha256, start}.';

revoke all on function
	private.rejection(public.inbox, public.inbox, text),
	private.same_place(uuid, text, text),
	private.reason_detail(text, public.inbox),
	private.bounded(public.inbox)
from public, anon, authenticated, service_role;

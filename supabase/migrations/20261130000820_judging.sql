-- What the rules refuse, and in which words.

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
set search_path = pg_catalog, pg_temp
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
set search_path = pg_catalog, pg_temp
as $$
	select case reason
		when 'unknown_action' then format('action "%s" is none of record, amend, void', left(item.action, 40))
		when 'unknown_kind' then format('kind "%s" is neither expense nor income', left(item.kind, 40))
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
		when 'installments_out_of_range' then format('installments %s is not between 1 and 120', item.installments)
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
	private.rejection(text, text, bigint, timestamptz, integer),
	private.reason_detail(text, public.inbox),
	private.bounded(public.inbox)
from public, anon, authenticated, service_role;

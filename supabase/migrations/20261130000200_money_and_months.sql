-- The rules of amounts, parts and bill months: pure functions, no table. As src/ledger, held to the same files.

-- ---------------------------------------------------------------- money

create function private.amount_cents(amount jsonb)
returns bigint
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
	v_text text;
	v_number numeric;
	v_parts text[];
	v_digits text;
	v_negative boolean := false;
begin
	-- The usual ways first, in few steps: a string such as "52,90" (no other JSON value reads so), then a number.
	v_text := amount #>> '{}';
	if v_text ~ '^[0-9]{1,9},[0-9]{2}$' then
		return coalesce(nullif(replace(v_text, ',', '')::bigint, 0), -3);
	elsif jsonb_typeof(amount) = 'number' then
		v_number := amount::numeric;
		return case
			-- By value, not by writing: 12.340 is R$ 12,34; 12.345 is unclear (or Brazilian thousands) and refused.
			when min_scale(v_number) > 2 then -2
			when v_number <= 0 then -3
			when v_number > 999999999.99 then -4
			else (v_number * 100)::bigint
		end;
	elsif v_text is null then
		return -1;
	elsif jsonb_typeof(amount) <> 'string' then
		return -2;
	end if;

	v_text := private.trimmed(v_text);
	if v_text = '' then
		return -1;
	end if;
	v_parts := regexp_match(
		v_text,
		'^(-?)(?:(?:r\$|brl)[ \u0009-\u000d\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*)?(-?)([0-9.,]+)(?:[ \u0009-\u000d\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*(?:reais|real|brl))?$',
		'i'
	);
	if v_parts is null or (v_parts[1] <> '' and v_parts[2] <> '') then
		return -2;
	end if;
	v_negative := v_parts[1] <> '' or v_parts[2] <> '';
	v_text := v_parts[3];
	-- Dots group, a comma starts the decimals; else one or two decimals after either; else commas group before a dot.
	-- A group never follows a leading zero: "0.500" may mean 50 cents.
	v_parts := coalesce(
		regexp_match(v_text, '^([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?$'),
		regexp_match(v_text, '^([0-9]+)(?:[.,]([0-9]{1,2}))?$'),
		regexp_match(v_text, '^([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]{1,2})$')
	);
	if v_parts is null then
		return -2;
	end if;
	v_digits := replace(replace(v_parts[1], '.', ''), ',', '') || rpad(coalesce(v_parts[2], ''), 2, '0');

	-- Judged as text, since a number of a million digits is no number.
	v_digits := ltrim(v_digits, '0');
	if v_negative or v_digits = '' then
		return -3;
	elsif length(v_digits) > 11 then
		return -4;
	end if;
	return v_digits::bigint;
end;
$$;
comment on function private.amount_cents(jsonb) is
	'Cents of an amount as sent (a JSON number or a string), or -1 amount_missing, -2 amount_unreadable, -3 amount_not_positive, -4 amount_too_large. As src/ledger/amount.ts.';

create function private.amount_reason(cents bigint)
returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select case cents
		when -1 then 'amount_missing'
		when -2 then 'amount_unreadable'
		when -3 then 'amount_not_positive'
		when -4 then 'amount_too_large'
	end;
$$;
comment on function private.amount_reason(bigint) is 'The reason behind a negative answer of private.amount_cents.';

create function private.installment_cents(amount_cents bigint, installments integer, installment integer)
returns bigint
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select amount_cents / installments
		+ case when installment = 1 then amount_cents % installments else 0 end;
$$;
comment on function private.installment_cents(bigint, integer, integer) is
	'Cents of one part (from 1): the quotient rounded down; the first part takes the remainder.';

create function private.bill_of_part(bill_month date, moves jsonb, part integer)
returns date
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
	v_at integer := jsonb_array_length(moves) - 1;
begin
	while v_at >= 0 loop
		if (moves -> v_at ->> 0)::integer <= part then
			return ((moves -> v_at ->> 1) || '-01')::date;
		end if;
		v_at := v_at - 1;
	end loop;
	return (bill_month + make_interval(months => part - 1))::date;
end;
$$;
comment on function private.bill_of_part(date, jsonb, integer) is
	'First of the bill month of one part (from 1) of a transaction with these moves; null: that part is cancelled. As src/ledger/parts.ts.';

create function private.live_cents(amount_cents bigint, installments integer, bill_month date, moves jsonb)
returns bigint
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
	if moves is null then
		return amount_cents;
	end if;
	return (
		select coalesce(sum(private.installment_cents(amount_cents, installments, k)), 0)
		from generate_series(1, installments) k
		where private.bill_of_part(bill_month, moves, k) is not null
	);
end;
$$;
comment on function private.live_cents(bigint, integer, date, jsonb) is
	'What of a transaction counts by purchase: the sum of its parts that are not cancelled.';

-- ---------------------------------------------------------------- months

create function private.month_day(month date, day integer)
returns date
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select least(month + (day - 1), (month + interval '1 month')::date - 1);
$$;
comment on function private.month_day(date, integer) is 'A day of a month (given by its first), clamped to the month''s last day.';

create function private.bill_month(day date, closing_day integer, due_day integer)
returns date
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
	v_month date := date_trunc('month', day)::date;
	v_later integer := 0;
begin
	if closing_day is null then
		return v_month;
	end if;
	if day >= least(v_month + (closing_day - 1), (v_month + interval '1 month')::date - 1) then
		v_later := 1;
	end if;
	if due_day <= closing_day then
		v_later := v_later + 1;
	end if;
	return (v_month + make_interval(months => v_later))::date;
end;
$$;
comment on function private.bill_month(date, integer, integer) is
	'First of the bill month of a purchase made on a local day with a cycle that holds for all bills, none of them moved. As src/ledger/bill.ts.';

create function private.is_month(month text)
returns boolean
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
	select length(month) = 7 and month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' and month >= '0001';
$$;
comment on function private.is_month(text) is 'Whether a text is a month written YYYY-MM.';

create function private.month_of_text(month text)
returns date
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
	if month is null then
		return null;
	end if;
	if not private.is_month(month) then
		raise exception 'month must look like 2026-11, not "%"', left(month, 20)
			using errcode = '22023', hint = 'Give the month as YYYY-MM.';
	end if;
	return (month || '-01')::date;
end;
$$;
comment on function private.month_of_text(text) is 'First day of a month written YYYY-MM; anything else is an error (22023).';

revoke all on function
	private.amount_cents(jsonb), private.amount_reason(bigint), private.installment_cents(bigint, integer, integer),
	private.bill_of_part(date, jsonb, integer), private.live_cents(bigint, integer, date, jsonb),
	private.month_day(date, integer), private.bill_month(date, integer, integer),
	private.is_month(text), private.month_of_text(text)
from public, anon, authenticated, service_role;
-- For the functions of the API that run in their caller's name.
grant execute on function private.is_month(text), private.month_of_text(text) to anon, authenticated;

-- Where a purchase belongs: the label that a text names, and the bill month by cycles and moved closings.

create function private.label_of(ledger_id uuid, what text, value text)
returns integer
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	-- By the text as it is kept, since names and aliases are cleaned in the same way when they are saved.
	select l.label_id
	from private.labels l
	where l.ledger_id = label_of.ledger_id
		and l.what = label_of.what
		and l.key = private.normalise(private.kept_text(value));
$$;
comment on function private.label_of(uuid, text, text) is 'The category, source or person that a text names; null: none.';

create type private.billing as (
	from_months date[],
	closing_days smallint[],
	due_days smallint[],
	moved_bills date[],
	moved_closings date[]
);
comment on type private.billing is
	'All that decides a source''s bills: the versions of its cycle, by the bill from which each is valid, and the bills that close on another date.';

create function private.billing_of(ledger_id uuid, source_id integer)
returns private.billing
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select row(c.from_months, c.closing_days, c.due_days, m.bills, m.closings)::private.billing
	from (
		select
			array_agg(coalesce(c.from_month, '-infinity') order by c.from_month nulls first) as from_months,
			array_agg(c.closing_day order by c.from_month nulls first) as closing_days,
			array_agg(c.due_day order by c.from_month nulls first) as due_days
		from public.cycles c
		where c.ledger_id = billing_of.ledger_id and c.source_id = billing_of.source_id
	) c
	cross join (
		select array_agg(b.bill_month order by b.bill_month) as bills, array_agg(b.closing_date order by b.bill_month) as closings
		from public.bill_closings b
		where b.ledger_id = billing_of.ledger_id and b.source_id = billing_of.source_id
	) m;
$$;
comment on function private.billing_of(uuid, integer) is 'What decides the bills of one source.';

create function private.cycle_at(billing private.billing, bill date)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_at integer := coalesce(cardinality(billing.from_months), 0);
begin
	while v_at > 0 and billing.from_months[v_at] > bill loop
		v_at := v_at - 1;
	end loop;
	return v_at;
end;
$$;
comment on function private.cycle_at(private.billing, date) is 'Place of the version that is valid for a bill (given by its first day); 0: none is.';

create function private.bill_closing(billing private.billing, bill date)
returns date
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_at integer := private.cycle_at(billing, bill);
	v_moved date;
begin
	if billing.closing_days[v_at] is null then
		-- A calendar month ends when it ends: an override that a dropped cycle left behind says nothing.
		return (bill + interval '1 month')::date;
	end if;
	v_moved := billing.moved_closings[array_position(billing.moved_bills, bill)];
	return coalesce(v_moved, private.month_day(
		(bill - make_interval(months => case when billing.due_days[v_at] <= billing.closing_days[v_at] then 1 else 0 end))::date,
		billing.closing_days[v_at]
	));
end;
$$;
comment on function private.bill_closing(private.billing, date) is
	'First day whose purchases go to the bill after this one. As closingDate in src/ledger/bill.ts.';

create function private.bill_due(billing private.billing, bill date)
returns date
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_due_day integer := billing.due_days[private.cycle_at(billing, bill)];
begin
	return case when v_due_day is not null then private.month_day(bill, v_due_day) end;
end;
$$;
comment on function private.bill_due(private.billing, date) is 'The day on which a bill is due; null: its cycle says none.';

create function private.bill_on(billing private.billing, day date)
returns date
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_bill date := date_trunc('month', day)::date;
begin
	if billing.moved_bills is not null then
		-- A bill closes before the month after it ends at the latest, and only where its closing was moved after its own.
		v_bill := (v_bill - interval '1 month')::date;
	end if;
	while private.bill_closing(billing, v_bill) <= day loop
		v_bill := (v_bill + interval '1 month')::date;
	end loop;
	return v_bill;
end;
$$;
comment on function private.bill_on(private.billing, date) is
	'First of the bill month of a local day: the earliest bill, by bill month, that closes after it. As billMonth in src/ledger/bill.ts.';

create function private.bill_month_of(ledger_id uuid, source_id integer, day date)
returns date
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_versions bigint;
	v_closing_day integer;
	v_due_day integer;
	v_more boolean;
begin
	if source_id is null then
		return date_trunc('month', day)::date;
	end if;
	select count(*), min(c.closing_day), min(c.due_day), bool_or(c.from_month is not null)
	into v_versions, v_closing_day, v_due_day, v_more
	from public.cycles c
	where c.ledger_id = ledger_id and c.source_id = source_id;
	if v_versions = 0 then
		return date_trunc('month', day)::date;
	elsif v_versions = 1 and not v_more then
		-- A cycle that never changed and no moved bill: what nearly every card has.
		perform from public.bill_closings b where b.ledger_id = ledger_id and b.source_id = source_id limit 1;
		if not found then
			return private.bill_month(day, v_closing_day, v_due_day);
		end if;
	end if;
	return private.bill_on(private.billing_of(ledger_id, source_id), day);
end;
$$;
comment on function private.bill_month_of(uuid, integer, date) is
	'First of the bill month of a purchase on a local day with a source (null: none).';

create function private.touched_months(bill_month date, installments integer, moves jsonb, day date)
returns date[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	v_month date := date_trunc('month', day)::date;
begin
	if moves is null then
		return array[
			least(bill_month, v_month), greatest((bill_month + make_interval(months => installments - 1))::date, v_month)
		];
	end if;
	return (
		select array[least(min(p.bill), v_month), greatest(max(p.bill), v_month)]
		from generate_series(1, installments) k
		cross join lateral (select private.bill_of_part(bill_month, moves, k) as bill) p
	);
end;
$$;
comment on function private.touched_months(date, integer, jsonb, date) is
	'The first and last month that a live part or the local day of a transaction touches.';

revoke all on function
	private.label_of(uuid, text, text),
	private.billing_of(uuid, integer),
	private.cycle_at(private.billing, date),
	private.bill_closing(private.billing, date),
	private.bill_due(private.billing, date),
	private.bill_on(private.billing, date),
	private.bill_month_of(uuid, integer, date),
	private.touched_months(date, integer, jsonb, date)
from public, anon, authenticated, service_role;

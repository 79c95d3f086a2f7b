-- Where a purchase belongs: the label that a text names, and the bill month with its per-bill overrides.

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

create function private.bill_month_of(ledger_id uuid, source_id integer, day date, closing_day integer, due_day integer)
returns date
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_bill date;
	v_later integer;
begin
	if closing_day is null then
		return private.bill_month(day, closing_day, due_day);
	end if;
	perform from public.bill_closings b where b.ledger_id = ledger_id and b.source_id = source_id limit 1;
	if not found then
		return private.bill_month(day, closing_day, due_day);
	end if;
	-- The earliest bill that closes after the day, as src/ledger/bill.ts. Closings were moved by two months at most.
	v_later := case when due_day <= closing_day then 1 else 0 end;
	v_bill := (date_trunc('month', day) - interval '2 months')::date;
	while private.bill_closing(ledger_id, source_id, v_bill, closing_day, v_later) <= day loop
		v_bill := v_bill + interval '1 month';
	end loop;
	return v_bill;
end;
$$;
comment on function private.bill_month_of(uuid, integer, date, integer, integer) is
	'First of the bill month of a purchase on a local day with a source, per-bill overrides included.';

create function private.bill_closing(ledger_id uuid, source_id integer, bill date, closing_day integer, later integer)
returns date
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(
		(
			select b.closing_date
			from public.bill_closings b
			where b.ledger_id = bill_closing.ledger_id
				and b.source_id = bill_closing.source_id
				and b.bill_month = bill_closing.bill
		),
		private.month_day((bill - make_interval(months => later))::date, closing_day)
	);
$$;
comment on function private.bill_closing(uuid, integer, date, integer, integer) is
	'First day whose purchases go to the bill after this one.';

revoke all on function
	private.label_of(uuid, text, text),
	private.bill_month_of(uuid, integer, date, integer, integer),
	private.bill_closing(uuid, integer, date, integer, integer)
from public, anon, authenticated, service_role;

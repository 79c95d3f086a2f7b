-- What a change of a card's days would do, how its bills stand, and what came again.

create function private.preview_cycle(
	ledger_id uuid,
	source_id integer,
	from_month text,
	closing_day integer,
	due_day integer
)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_from date;
	v_now private.billing;
	v_then private.billing;
	v_timezone text;
	v_first date;
	v_moves bigint;
	v_left_out text[];
begin
	perform private.require_role(ledger_id, array['owner', 'editor']);
	v_from := coalesce(private.month_of_text(from_month), '-infinity'::date);
	if (closing_day between 1 and 31) is false or (due_day between 1 and 31) is false or (due_day is not null and closing_day is null) then
		raise exception 'closing_day and due_day must be days of a month, or both null' using errcode = '22023', column = 'closing_day';
	end if;
	v_now := private.billing_of(ledger_id, source_id);
	v_then := v_now;
	-- The versions as they would stand, in order; one from the same bill is replaced.
	select
		array_agg(v.from_month order by v.from_month),
		array_agg(v.closing_day order by v.from_month),
		array_agg(v.due_day order by v.from_month)
	into v_then.from_months, v_then.closing_days, v_then.due_days
	from (
		select f, c, d from unnest(v_now.from_months, v_now.closing_days, v_now.due_days) n (f, c, d) where n.f <> v_from
		union all
		select v_from, closing_day::smallint, due_day::smallint
	) v (from_month, closing_day, due_day);

	select l.timezone into v_timezone from public.ledgers l where l.id = ledger_id;
	select sum(d.purchases) into v_moves
	from (
		select (t.occurred_at at time zone v_timezone)::date as day, count(*) as purchases
		from public.transactions t
		where t.ledger_id = ledger_id and t.source_id = source_id and not t.voided and not t.bill_given
		group by 1
	) d
	where private.bill_on(v_now, d.day) <> private.bill_on(v_then, d.day);
	-- Around the change, a bill may be left between two closings with no day of its own: that of the day before its closing.
	v_first := (case when v_from = '-infinity' then date_trunc('month', now() at time zone v_timezone) else v_from end - interval '2 months')::date;
	select coalesce(array_agg(to_char(b.bill, 'YYYY-MM') order by b.bill), '{}') into v_left_out
	from (select (v_first + make_interval(months => k))::date as bill from generate_series(0, 5) k) b
	where private.bill_on(v_then, private.bill_closing(v_then, b.bill) - 1) <> b.bill;
	return json_build_object('moves', coalesce(v_moves, 0), 'bills_without_days', to_json(v_left_out));
end;
$$;
comment on function private.preview_cycle(uuid, integer, text, integer, integer) is 'Behind public.preview_cycle.';

create function public.preview_cycle(
	ledger_id uuid,
	source_id integer,
	from_month text,
	closing_day integer,
	due_day integer
)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.preview_cycle(ledger_id, source_id, from_month, closing_day, due_day);
$$;
comment on function public.preview_cycle(uuid, integer, text, integer, integer) is
	'What a version of a card''s cycle valid from a bill on (null: from the beginning) would do (editors, owners): {moves: how many purchases go to another bill, bills_without_days}.';

create function private.card_bills(ledger_id uuid, today date)
returns table (
	source_id integer,
	bill_month date,
	closes date,
	due date,
	amount_cents bigint,
	paid_cents bigint,
	left_cents bigint,
	credit_cents bigint,
	state text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_timezone text;
	v_card record;
	v_payment record;
	v_billing private.billing;
	v_bill date;
	v_paid jsonb;
begin
	select l.timezone into v_timezone from public.ledgers l where l.id = card_bills.ledger_id;
	for v_card in
		select
			c.source_id,
			-- What each bill holds, by its first day.
			(
				select coalesce(jsonb_object_agg(a.bill_month, a.cents), '{}')
				from (
					select
						b.bill_month,
						sum(case when b.kind in ('refund', 'income') then - b.amount_cents else b.amount_cents end) as cents
					from public.bill_items b
					where b.ledger_id = card_bills.ledger_id and b.source_id = c.source_id
					group by b.bill_month
				) a
			) as amounts
		from public.cycles c
		where c.ledger_id = card_bills.ledger_id and c.closing_day is not null
		group by c.source_id
	loop
		v_billing := private.billing_of(card_bills.ledger_id, v_card.source_id);
		v_paid := '{}';
		-- Payments that name their bill first, then the others in order: each pays the last bill that closed by its day while
		-- something is left of it, else the open one. None is split.
		for v_payment in
			select (t.occurred_at at time zone v_timezone)::date as day, t.amount_cents, t.pays_month
			from public.transactions t
			where t.ledger_id = card_bills.ledger_id and t.to_source_id = v_card.source_id and t.kind = 'transfer' and not t.voided
			order by t.pays_month is null, t.occurred_at, t.id
		loop
			v_bill := v_payment.pays_month;
			if v_bill is null then
				v_bill := private.last_closed(v_billing, v_payment.day);
				if coalesce((v_card.amounts ->> v_bill::text)::bigint, 0) <= coalesce((v_paid ->> v_bill::text)::bigint, 0) then
					v_bill := private.bill_on(v_billing, v_payment.day);
				end if;
			end if;
			v_paid := v_paid || jsonb_build_object(
				v_bill, coalesce((v_paid ->> v_bill::text)::bigint, 0) + v_payment.amount_cents
			);
		end loop;

		return query
		select
			v_card.source_id, b.bill, s.closes, s.due, s.amount, s.paid,
			greatest(0, s.amount - s.paid), greatest(0, s.paid - s.amount),
			case
				when card_bills.today < s.closes then 'open'
				when s.amount <= s.paid then 'paid'
				when card_bills.today > s.due then 'overdue'
				when s.paid > 0 then 'partly'
				else 'closed'
			end
		from (
			select k.month::date as bill from jsonb_object_keys(v_card.amounts || v_paid) k (month)
			union
			select private.bill_on(v_billing, card_bills.today)
			union
			select private.last_closed(v_billing, card_bills.today)
		) b
		cross join lateral (
			select
				private.bill_closing(v_billing, b.bill) as closes,
				private.bill_due(v_billing, b.bill) as due,
				coalesce((v_card.amounts ->> b.bill::text)::bigint, 0) as amount,
				coalesce((v_paid ->> b.bill::text)::bigint, 0) as paid
		) s
		order by b.bill;
	end loop;
end;
$$;
comment on function private.card_bills(uuid, date) is
	'Every bill of each card of a ledger, as it stands on a day: when it closes and is due, what it holds, what transfers to the card paid, what is left or over, and its state (open, closed, partly, overdue, paid). As src/ledger/card-bills.ts.';

create function private.last_closed(billing private.billing, day date)
returns date
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
	-- Closings lie at most two months from their bill.
	v_bill date := (date_trunc('month', day) + interval '3 months')::date;
begin
	while private.bill_closing(billing, v_bill) > day loop
		v_bill := (v_bill - interval '1 month')::date;
	end loop;
	return v_bill;
end;
$$;
comment on function private.last_closed(private.billing, date) is 'The greatest bill, by bill month, that closed by a day.';

create function private.recurring_in(ledger_id uuid, month date, today date)
returns table (
	recurring_id uuid,
	due date,
	transaction_id uuid,
	late boolean,
	dearer boolean
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select
		r.id,
		d.due,
		a.id,
		d.due is not null and a.id is null and today > d.due,
		coalesce(a.amount_cents * 100 > r.amount_cents * 112, false)
	from public.recurring r
	join public.ledgers l on l.id = r.ledger_id
	cross join lateral (
		select case when m.day <= coalesce(r.until, 'infinity') then m.day end as due
		from (select private.month_day(recurring_in.month, r.day) as day) m
	) d
	left join lateral (
		-- The nearest to its day: within 10 days of it, of that kind, with its name or with its labels and about its amount.
		select t.id, t.amount_cents
		from public.transactions t
		cross join lateral (select (t.occurred_at at time zone l.timezone)::date as day) o
		where t.ledger_id = r.ledger_id
			and not t.voided
			and t.kind = r.kind
			and t.occurred_at between (d.due - 12)::timestamptz and (d.due + 13)::timestamptz
			and abs(o.day - d.due) <= 10
			and (
				private.normalise(t.description) = private.normalise(r.name)
				or (
					t.source_id = r.source_id
					and t.category_id = r.category_id
					and abs(t.amount_cents - r.amount_cents) * 100 <= r.amount_cents * 30
				)
			)
		order by abs(o.day - d.due), o.day, t.occurred_at, t.id
		limit 1
	) a on true
	where r.ledger_id = recurring_in.ledger_id;
$$;
comment on function private.recurring_in(uuid, date, date) is
	'How what comes again stands in a month: its day (null: over by then), what arrived, whether it is late or over 12 % dearer. As src/ledger/recurring.ts.';

revoke all on function
	private.preview_cycle(uuid, integer, text, integer, integer), public.preview_cycle(uuid, integer, text, integer, integer),
	private.card_bills(uuid, date), private.last_closed(private.billing, date), private.recurring_in(uuid, date, date)
from public, anon, authenticated, service_role;
grant execute on function
	private.preview_cycle(uuid, integer, text, integer, integer), public.preview_cycle(uuid, integer, text, integer, integer)
to authenticated;

-- What an agent may ask about the ledger's totals. The model only picks the filters; the figures are the database's.

create function private.counted_between(
	ledger_id uuid,
	basis text,
	first_month date,
	last_month date,
	category_id integer,
	source_id integer,
	person_id integer,
	words text,
	last_day date
)
returns table (
	kind text,
	category text,
	source text,
	cents bigint,
	purchases integer
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_timezone text := (select l.timezone from public.ledgers l where l.id = counted_between.ledger_id);
begin
	return query
	select
		t.kind,
		c.name,
		s.name,
		coalesce(b.cents, private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves)),
		-- A purchase counts once, however many of its parts lie here; a known part only where it is the first.
		case when t.part > 1 then 0 else 1 end
	from public.transactions t
	cross join lateral (select (t.occurred_at at time zone v_timezone)::date as day) d
	left join lateral (
		select sum(i.amount_cents)::bigint as cents
		from public.bill_items i
		where i.transaction_id = t.id
			and i.bill_month between counted_between.first_month and counted_between.last_month
			-- A part's day is the purchase's, moved by the months between its bill and the first one.
			and (counted_between.last_day is null or (d.day + make_interval(months => (
				(extract(year from i.bill_month) - extract(year from t.bill_month)) * 12
				+ extract(month from i.bill_month) - extract(month from t.bill_month)
			)::integer))::date <= counted_between.last_day)
	) b on counted_between.basis = 'bill'
	left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
	left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
	where t.ledger_id = counted_between.ledger_id
		and not t.voided
		and t.first_month <= counted_between.last_month
		and t.last_month >= counted_between.first_month
		and (counted_between.category_id is null or t.category_id = counted_between.category_id)
		and (counted_between.source_id is null or t.source_id = counted_between.source_id)
		and (counted_between.person_id is null or t.person_id = counted_between.person_id)
		and (counted_between.words is null or strpos(private.normalise(t.description), counted_between.words) > 0)
		and case counted_between.basis
			when 'bill' then b.cents is not null
			else d.day >= counted_between.first_month
				and d.day < (counted_between.last_month + interval '1 month')::date
				and (counted_between.last_day is null or d.day <= counted_between.last_day)
				and private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves) is not null
		end;
end;
$$;
comment on function private.counted_between(uuid, text, date, date, integer, integer, integer, text, date) is
	'What counts in a range of months, a row for each transaction: by bill its parts in those bills, by purchase the whole of those made in it. last_day: nothing after it.';

create function private.totals_between(
	ledger_id uuid,
	basis text,
	first_month date,
	last_month date,
	category_id integer,
	source_id integer,
	person_id integer,
	words text,
	last_day date
)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	with counted as materialized (
		select * from private.counted_between(
			ledger_id, basis, first_month, last_month, category_id, source_id, person_id, words, last_day
		)
	),
	spent as (
		select
			n.category,
			n.source,
			case n.kind when 'expense' then n.cents else - n.cents end as cents,
			case n.kind when 'expense' then n.purchases else 0 end as purchases
		from counted n
		where n.kind in ('expense', 'refund')
	),
	lines as (
		select 'categories' as what, s.category as name, sum(s.cents) as cents, sum(s.purchases) as purchases from spent s group by s.category
		union all
		select 'sources', s.source, sum(s.cents), sum(s.purchases) from spent s group by s.source
	)
	select jsonb_build_object(
		'spending_cents', coalesce((select sum(s.cents) from spent s), 0),
		'income_cents', coalesce((select sum(n.cents) from counted n where n.kind = 'income'), 0),
		'purchases', coalesce((select sum(s.purchases) from spent s), 0),
		'categories', (select coalesce(jsonb_agg(jsonb_build_object(
			'name', l.name, 'spending_cents', l.cents, 'purchases', l.purchases
		) order by l.cents desc, l.name), '[]') from lines l where l.what = 'categories'),
		'sources', (select coalesce(jsonb_agg(jsonb_build_object(
			'name', l.name, 'spending_cents', l.cents, 'purchases', l.purchases
		) order by l.cents desc, l.name), '[]') from lines l where l.what = 'sources')
	);
$$;
comment on function private.totals_between(uuid, text, date, date, integer, integer, integer, text, date) is
	'Totals of a range of months, with lines by category and by source, largest first.';

create function private.label_asked(ledger_id uuid, what text, asked text)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_id integer;
	v_start text;
	v_names text;
begin
	if asked is null then
		return null;
	end if;
	v_id := private.label_of(ledger_id, what, asked);
	if v_id is null then
		v_start := left(private.normalise(private.kept_text(left(asked, 400))), 3);
		-- Those that begin alike first.
		select string_agg(n.name, ', ') into v_names
		from (
			select n.name
			from (
				select c.name from public.categories c where what = 'category' and c.ledger_id = label_asked.ledger_id
				union all
				select s.name from public.sources s where what = 'source' and s.ledger_id = label_asked.ledger_id
				union all
				select p.name from public.people p where what = 'person' and p.ledger_id = label_asked.ledger_id
			) n
			order by starts_with(private.normalise(n.name), v_start) desc nulls last, n.name
			limit 5
		) n;
		raise exception 'no % of this ledger answers to "%"', what, left(asked, 60)
			using errcode = '22023', column = what, hint = coalesce('There are: ' || v_names || '.', 'There is none yet.');
	end if;
	return v_id;
end;
$$;
comment on function private.label_asked(uuid, text, text) is
	'The category, source or person that answers to a text; an unknown one is an error with the nearest names, never a total of 0.';

create function private.agent_summary(
	month text, from_month text, to_month text, category text, source text, person text, text text, basis text
)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
	v_today date;
	v_from date;
	v_to date;
	v_months integer;
	v_basis text;
	v_category integer;
	v_source integer;
	v_person integer;
	v_words text;
	v_running boolean;
begin
	select l.* into v_ledger from public.ledgers l where l.id = private.require_agent('converse');
	if basis is not null and basis not in ('bill', 'purchase') then
		raise exception 'basis must be bill or purchase' using errcode = '22023', column = 'basis';
	end if;
	v_basis := coalesce(basis, v_ledger.basis);
	v_today := (now() at time zone v_ledger.timezone)::date;
	v_from := coalesce(private.month_of_text(from_month), private.month_of_text(month), date_trunc('month', v_today)::date);
	v_to := coalesce(private.month_of_text(to_month), v_from);
	v_months := (extract(year from age(v_to, v_from)) * 12 + extract(month from age(v_to, v_from)))::integer + 1;
	if v_months not between 1 and 36 then
		raise exception 'from_month to to_month must be 1 to 36 months, in their order' using errcode = '22023', column = 'to_month';
	end if;
	v_category := private.label_asked(v_ledger.id, 'category', category);
	v_source := private.label_asked(v_ledger.id, 'source', source);
	v_person := private.label_asked(v_ledger.id, 'person', person);
	if octet_length(text) <= 480 then
		v_words := nullif(private.normalise(private.kept_text(text)), '');
	elsif text is not null then
		raise exception 'text must have at most 120 characters' using errcode = '22023', column = 'text';
	end if;
	v_running := v_today >= v_from and v_today < (v_to + interval '1 month')::date;
	return jsonb_build_object(
		'ledger', v_ledger.name,
		'currency', v_ledger.currency,
		'basis', v_basis,
		'month', to_char(v_from, 'YYYY-MM'),
		'from', to_char(v_from, 'YYYY-MM'),
		'to', to_char(v_to, 'YYYY-MM'),
		'complete', not v_running
	) || private.totals_between(v_ledger.id, v_basis, v_from, v_to, v_category, v_source, v_person, v_words, null)
	|| jsonb_build_object('before', private.totals_between(
		v_ledger.id, v_basis, (v_from - make_interval(months => v_months))::date, (v_from - interval '1 month')::date,
		v_category, v_source, v_person, v_words, null
	) - 'categories' - 'sources')
	|| case when v_running and v_months = 1 then jsonb_build_object('before_same_days', private.totals_between(
		v_ledger.id, v_basis, (v_from - interval '1 month')::date, (v_from - interval '1 month')::date,
		v_category, v_source, v_person, v_words, (v_today - interval '1 month')::date
	) - 'categories' - 'sources') else '{}' end;
end;
$$;
comment on function private.agent_summary(text, text, text, text, text, text, text, text) is 'Behind public.agent_summary.';

create function public.agent_summary(
	month text default null,
	from_month text default null,
	to_month text default null,
	category text default null,
	source text default null,
	person text default null,
	text text default null,
	basis text default null
)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_summary(month, from_month, to_month, category, source, person, text, basis);
$$;
comment on function public.agent_summary(text, text, text, text, text, text, text, text) is
	'Totals of a month, or of from_month to to_month (YYYY-MM, both included, at most 36), by category and source, counted by the ledger''s basis unless another is named; with filters, an unknown one being an error (22023) that names the nearest. before: the range before; before_same_days, while a month runs: the same days of the month before.';

revoke all on function
	private.counted_between(uuid, text, date, date, integer, integer, integer, text, date),
	private.totals_between(uuid, text, date, date, integer, integer, integer, text, date),
	private.label_asked(uuid, text, text),
	private.agent_summary(text, text, text, text, text, text, text, text),
	public.agent_summary(text, text, text, text, text, text, text, text)
from public, anon, authenticated, service_role;
grant execute on function
	private.agent_summary(text, text, text, text, text, text, text, text),
	public.agent_summary(text, text, text, text, text, text, text, text)
to anon, authenticated;

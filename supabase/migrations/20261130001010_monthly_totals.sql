-- Totals over all history: quick over long quiet histories, and never old.

create materialized view private.monthly_totals_kept
as
select
	b.ledger_id,
	l.revision,
	b.bill_month,
	b.kind,
	coalesce(b.category_id, 0) as category_id,
	coalesce(b.source_id, 0) as source_id,
	sum(b.amount_cents)::bigint as amount_cents,
	count(*) as items
from public.bill_items b
join public.ledgers l on l.id = b.ledger_id
group by 1, 2, 3, 4, 5, 6
with data;
comment on materialized view private.monthly_totals_kept is
	'Totals as of a revision of each ledger; used only while the ledger still stands at that revision. 0 stands for no category or source.';
create unique index monthly_totals_kept_key
	on private.monthly_totals_kept (ledger_id, bill_month, kind, category_id, source_id);
revoke all on private.monthly_totals_kept from public, anon, authenticated, service_role;

create function private.my_monthly_totals()
returns table (
	ledger_id uuid,
	bill_month date,
	kind text,
	category_id integer,
	source_id integer,
	amount_cents bigint,
	items bigint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	return query
	with mine as (
		select
			l.id,
			exists (
				select from private.monthly_totals_kept k where k.ledger_id = l.id and k.revision = l.revision
			) as kept
		from public.ledgers l
		where l.id in (select private.my_ledgers())
	)
	select k.ledger_id, k.bill_month, k.kind, nullif(k.category_id, 0), nullif(k.source_id, 0), k.amount_cents, k.items
	from mine m
	join private.monthly_totals_kept k on k.ledger_id = m.id
	where m.kept
	union all
	-- A change since the last refresh: counted now, so that a total is never old.
	select b.ledger_id, b.bill_month, b.kind, b.category_id, b.source_id, sum(b.amount_cents)::bigint, count(*)
	from mine m
	join public.bill_items b on b.ledger_id = m.id
	where not m.kept
	group by 1, 2, 3, 4, 5;
end;
$$;
comment on function private.my_monthly_totals() is
	'Totals of the caller''s ledgers by bill month, kind, category and source: the kept ones where they are of today''s revision, else counted now.';

create view public.monthly_totals
with (security_invoker = on)
as
select
	m.ledger_id,
	m.bill_month,
	m.kind,
	m.category_id,
	c.name as category,
	m.source_id,
	s.name as source,
	m.amount_cents,
	case m.kind when 'expense' then m.amount_cents when 'refund' then - m.amount_cents else 0 end as spending_cents,
	m.items
from private.my_monthly_totals() m
left join public.categories c on c.ledger_id = m.ledger_id and c.id = m.category_id
left join public.sources s on s.ledger_id = m.ledger_id and s.id = m.source_id;
comment on view public.monthly_totals is
	'Totals by bill month, kind, category and source over all history; spending_cents is signed. Always exact: kept totals are used only while they are of today''s revision.';

create view public.monthly_totals_by_day
with (security_invoker = on)
as
select
	t.ledger_id,
	date_trunc('month', t.occurred_at at time zone l.timezone)::date as month,
	t.kind,
	t.category_id,
	c.name as category,
	t.source_id,
	s.name as source,
	sum(a.cents)::bigint as amount_cents,
	sum(case t.kind when 'expense' then a.cents when 'refund' then - a.cents else 0 end)::bigint as spending_cents,
	count(*) filter (where t.part is null or t.part = 1) as items
from public.transactions t
join public.ledgers l on l.id = t.ledger_id
cross join lateral (
	select case
		when t.moves is null then t.amount_cents
		else private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves)
	end as cents
) a
left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
where not t.voided
group by 1, 2, 3, 4, 5, 6, 7;
comment on view public.monthly_totals_by_day is
	'Totals by purchase: the whole of each transaction in the calendar month of its local day. items counts purchases, so a known part only where it is the first.';

create function private.refresh_monthly_totals()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	-- Concurrently: readers are never locked out.
	refresh materialized view concurrently private.monthly_totals_kept;
	delete from private.label_undos u where u.made_at < now() - interval '10 minutes';
end;
$$;
comment on function private.refresh_monthly_totals() is
	'Brings the kept totals up to date and forgets what can be undone no more; run nightly by pg_cron where there is one.';

revoke all on public.monthly_totals, public.monthly_totals_by_day from public, anon, authenticated, service_role;
grant select on public.monthly_totals, public.monthly_totals_by_day to authenticated;
revoke all on function private.my_monthly_totals(), private.refresh_monthly_totals()
	from public, anon, authenticated, service_role;
grant execute on function private.my_monthly_totals() to authenticated;

do $$
begin
	if exists (select from pg_catalog.pg_available_extensions where name = 'pg_cron') then
		create extension if not exists pg_cron;
		perform cron.schedule('painel-monthly-totals', '17 6 * * *', 'select private.refresh_monthly_totals()');
	end if;
exception
	-- Totals are right without it, only slower over long histories.
	when others then
		raise notice 'pg_cron is not to be used here: %', sqlerrm;
end
$$;

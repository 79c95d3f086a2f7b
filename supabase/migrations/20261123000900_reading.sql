-- What members and their tools read.

create function public.ledger_changes(
	ledger_id uuid,
	after bigint,
	max_rows integer default 1000,
	from_month text default null,
	to_month text default null
)
returns json
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_from date := private.month_of_text(from_month);
	v_to date := private.month_of_text(to_month);
	v_answer json;
begin
	-- One statement, one snapshot: head and rows belong together.
	with head as (
		select l.revision, l.inbox_revision, l.settings_revision
		from public.ledgers l
		where l.id = ledger_id
	),
	page as (
		select t.*
		from public.transactions t
		where t.ledger_id = ledger_id
			and t.revision > after
			and (v_from is null or t.last_bill_month >= v_from)
			and (v_to is null or t.bill_month <= v_to)
		order by t.revision
		limit greatest(coalesce(max_rows, 1000), 0)
	),
	columns as (
		select
			count(*) as rows,
			max(p.revision) as last,
			json_build_object(
				'id', coalesce(json_agg(p.id), '[]'),
				'revision', coalesce(json_agg(p.revision), '[]'),
				'kind', coalesce(json_agg(p.kind), '[]'),
				'amount_cents', coalesce(json_agg(p.amount_cents), '[]'),
				'installments', coalesce(json_agg(p.installments), '[]'),
				'bill_month', coalesce(json_agg(to_char(p.bill_month, 'YYYY-MM')), '[]'),
				'occurred_at', coalesce(json_agg((extract(epoch from p.occurred_at) * 1000)::bigint), '[]'),
				'description', coalesce(json_agg(p.description), '[]'),
				'category_id', coalesce(json_agg(p.category_id), '[]'),
				'category_text', coalesce(json_agg(case when p.category_id is null then p.category_text end), '[]'),
				'source_id', coalesce(json_agg(p.source_id), '[]'),
				'source_text', coalesce(json_agg(case when p.source_id is null then p.source_text end), '[]'),
				'person_id', coalesce(json_agg(p.person_id), '[]'),
				'person_text', coalesce(json_agg(case when p.person_id is null then p.person_text end), '[]'),
				'voided', coalesce(json_agg(p.voided), '[]')
			) as body
		from page p
	)
	select json_build_object(
		'head', h.revision,
		-- A page that is not full holds all there is; one of no rows asked for tells nothing but the head.
		'upto', case
			when max_rows = 0 then least(after, h.revision)
			when c.rows < coalesce(max_rows, 1000) then h.revision
			else c.last
		end,
		'rows', c.body,
		'inbox_revision', h.inbox_revision,
		'settings_revision', h.settings_revision
	)
	into v_answer
	from head h
	cross join columns c;

	if v_answer is null then
		raise exception 'no such ledger, or you are not a member of it'
			using errcode = 'PT404', hint = 'Check the ledger''s id, and that you are signed in with the right account.';
	end if;
	return v_answer;
end;
$$;
comment on function public.ledger_changes(uuid, bigint, integer, text, text) is
	'Transactions with a revision in (after, upto], in order, at most max_rows, in column form; with months: only those with an installment in them. upto = head when nothing is left. max_rows 0: only the head.';

create view public.bill_items
with (security_invoker = on)
as
select
	t.id as transaction_id,
	t.ledger_id,
	(t.bill_month + make_interval(months => k.installment - 1))::date as bill_month,
	k.installment,
	t.installments::integer as installments,
	t.amount_cents / t.installments
		+ case when k.installment = 1 then t.amount_cents % t.installments else 0 end as amount_cents,
	t.kind,
	t.occurred_at,
	t.description,
	t.category_id,
	c.name as category,
	t.category_text,
	t.source_id,
	s.name as source,
	t.source_text,
	t.person_id,
	p.name as person,
	t.person_text,
	t.revision
from public.transactions t
cross join lateral generate_series(1, t.installments::integer) k (installment)
left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
left join public.people p on p.ledger_id = t.ledger_id and p.id = t.person_id
where not t.voided;
comment on view public.bill_items is 'A row per live installment. amount_cents is the installment''s.';
comment on column public.bill_items.category is 'Name of the category that matched; category_text is what the agent sent.';

create view public.current_month_bill
with (security_invoker = on)
as
select b.*
from public.ledgers l
join public.bill_items b
	on b.ledger_id = l.id
	and b.bill_month = date_trunc('month', now() at time zone l.timezone)::date;
comment on view public.current_month_bill is 'Bill items of this month, in each ledger''s timezone.';

create view public.previous_month_bill
with (security_invoker = on)
as
select b.*
from public.ledgers l
join public.bill_items b
	on b.ledger_id = l.id
	and b.bill_month = (date_trunc('month', now() at time zone l.timezone) - interval '1 month')::date;
comment on view public.previous_month_bill is 'Bill items of last month, in each ledger''s timezone.';

-- ---------------------------------------------------------------- monthly totals

create materialized view private.monthly_totals_kept
as
select
	t.ledger_id,
	l.revision,
	(t.bill_month + make_interval(months => k.installment - 1))::date as bill_month,
	t.kind,
	coalesce(t.category_id, 0) as category_id,
	coalesce(t.source_id, 0) as source_id,
	sum(
		t.amount_cents / t.installments
			+ case when k.installment = 1 then t.amount_cents % t.installments else 0 end
	)::bigint as amount_cents,
	count(*) as items
from public.transactions t
join public.ledgers l on l.id = t.ledger_id
cross join lateral generate_series(1, t.installments::integer) k (installment)
where not t.voided
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
set search_path = ''
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
	m.items
from private.my_monthly_totals() m
left join public.categories c on c.ledger_id = m.ledger_id and c.id = m.category_id
left join public.sources s on s.ledger_id = m.ledger_id and s.id = m.source_id;
comment on view public.monthly_totals is
	'Totals by bill month, kind, category and source over all history. Always exact: kept totals are used only while they are of today''s revision.';

create function private.refresh_monthly_totals()
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
	-- Concurrently: readers are never locked out.
	refresh materialized view concurrently private.monthly_totals_kept;
end;
$$;
comment on function private.refresh_monthly_totals() is 'Brings the kept totals up to date; run nightly by pg_cron where there is one.';

revoke all on public.bill_items, public.current_month_bill, public.previous_month_bill, public.monthly_totals
	from public, anon, authenticated, service_role;
grant select on public.bill_items, public.current_month_bill, public.previous_month_bill, public.monthly_totals
	to authenticated;
grant select on public.bill_items, public.current_month_bill, public.previous_month_bill to service_role;

revoke all on function
	public.ledger_changes(uuid, bigint, integer, text, text),
	private.my_monthly_totals(),
	private.refresh_monthly_totals()
from public, anon, authenticated, service_role;
grant execute on function public.ledger_changes(uuid, bigint, integer, text, text) to authenticated;
grant execute on function private.month_of_text(text) to anon, authenticated;
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

-- ---------------------------------------------------------------- review

create function public.unknown_texts(ledger_id uuid)
returns table (what text, text text, count bigint)
language sql
stable
set search_path = ''
as $$
	select u.what, min(u.text), count(*)
	from public.transactions t
	cross join lateral (
		values
			('category', t.category_id, t.category_text),
			('source', t.source_id, t.source_text),
			('person', t.person_id, t.person_text)
	) u (what, id, text)
	where t.ledger_id = unknown_texts.ledger_id
		and not t.voided
		and u.id is null
		and u.text is not null
	group by u.what, private.normalise(u.text)
	order by count(*) desc, min(u.text);
$$;
comment on function public.unknown_texts(uuid) is 'Texts that agents sent and no category, source or person answers to, with how often they came.';

create function public.transaction_history(transaction_id uuid)
returns setof public.inbox
language sql
stable
set search_path = ''
as $$
	select i.*
	from public.inbox i
	where i.id = transaction_history.transaction_id
		or (i.transaction_id = transaction_history.transaction_id and i.action <> 'record')
	order by i.received_at, i.revision;
$$;
comment on function public.transaction_history(uuid) is 'The inbox items that made and changed a transaction, oldest first.';

revoke all on function public.unknown_texts(uuid), public.transaction_history(uuid)
	from public, anon, authenticated, service_role;
grant execute on function public.unknown_texts(uuid), public.transaction_history(uuid) to authenticated;
grant execute on function private.normalise(text), private.trimmed(text) to authenticated;

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
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_from date := private.month_of_text(from_month);
	v_to date := private.month_of_text(to_month);
	-- From the beginning, when nothing is said.
	v_after bigint := coalesce(after, 0);
	v_answer json;
begin
	if max_rows < 0 then
		raise exception 'max_rows must be 0 or more'
			using errcode = '22023', column = 'max_rows', hint = '0 asks for the head alone.';
	end if;
	-- One statement, one snapshot: head and rows belong together.
	with head as (
		select l.revision, l.inbox_revision, l.settings_revision, l.epoch
		from public.ledgers l
		where l.id = ledger_id
	),
	page as (
		select t.*
		from public.transactions t
		where t.ledger_id = ledger_id
			and t.revision > v_after
			and (v_from is null or t.last_month >= v_from)
			and (v_to is null or t.first_month <= v_to)
		order by t.revision
		limit coalesce(max_rows, 1000)
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
				'voided', coalesce(json_agg(p.voided), '[]'),
				-- Few rows have any of these: where none of the page has, the column is null.
				'to_source_id', case when bool_or(p.to_source_id is not null) then (
					select json_agg(q.to_source_id) from page q
				) end,
				'to_source_text', case when bool_or(p.to_source_id is null and p.to_source_text is not null) then (
					select json_agg(case when q.to_source_id is null then q.to_source_text end) from page q
				) end,
				'part', case when bool_or(p.part is not null) then (select json_agg(q.part) from page q) end,
				'parts', case when bool_or(p.parts is not null) then (select json_agg(q.parts) from page q) end,
				'pays_month', case when bool_or(p.pays_month is not null) then (
					select json_agg(to_char(q.pays_month, 'YYYY-MM')) from page q
				) end,
				'moves', case when bool_or(p.moves is not null) then (select json_agg(q.moves) from page q) end,
				'refund_of', case when bool_or(p.refund_of is not null) then (select json_agg(q.refund_of) from page q) end,
				'bill_given', case when bool_or(p.bill_given) then (select json_agg(q.bill_given) from page q) end,
				'imported', case when bool_or(starts_with(p.message_id, 'import:')) then (
					select json_agg(starts_with(q.message_id, 'import:')) from page q
				) end
			) as body
		from page p
	)
	select json_build_object(
		'head', h.revision,
		-- A page that is not full holds all there is; one of no rows asked for tells nothing but the head.
		'upto', case
			when max_rows = 0 then least(v_after, h.revision)
			when c.rows < coalesce(max_rows, 1000) then h.revision
			else c.last
		end,
		'rows', c.body,
		'inbox_revision', h.inbox_revision,
		'settings_revision', h.settings_revision,
		'epoch', h.epoch
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
	'Transactions with a revision in (after, upto], in order, at most max_rows, in column form; with months: only those with an installment or their day in them. Columns after voided are null where no row has anything in them. upto = head when nothing is left. max_rows 0: only the head.';

revoke all on function public.ledger_changes(uuid, bigint, integer, text, text) from public, anon, authenticated, service_role;
grant execute on function public.ledger_changes(uuid, bigint, integer, text, text) to authenticated;

create view public.bill_items
with (security_invoker = on)
as
select
	t.id as transaction_id,
	t.ledger_id,
	i.bill_month,
	coalesce(t.part::integer, k.installment) as installment,
	coalesce(t.parts, t.installments)::integer as installments,
	i.amount_cents,
	case t.kind when 'expense' then i.amount_cents when 'refund' then - i.amount_cents else 0 end as spending_cents,
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
	t.to_source_id,
	o.name as to_source,
	t.to_source_text,
	t.refund_of,
	t.revision
from public.transactions t
cross join lateral generate_series(1, t.installments::integer) k (installment)
cross join lateral (
	select
		case
			when t.moves is null then (t.bill_month + make_interval(months => k.installment - 1))::date
			else private.bill_of_part(t.bill_month, t.moves, k.installment)
		end as bill_month,
		t.amount_cents / t.installments
			+ case when k.installment = 1 then t.amount_cents % t.installments else 0 end as amount_cents
) i
left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
left join public.people p on p.ledger_id = t.ledger_id and p.id = t.person_id
left join public.sources o on o.ledger_id = t.ledger_id and o.id = t.to_source_id
where not t.voided and i.bill_month is not null;
comment on view public.bill_items is 'A row per live installment. amount_cents is the installment''s; spending_cents what it adds to spending: a refund lowers it, incomes and transfers add nothing.';
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

revoke all on public.bill_items, public.current_month_bill, public.previous_month_bill
	from public, anon, authenticated, service_role;
-- The views run in their reader's name.
grant execute on function
	private.bill_of_part(date, jsonb, integer), private.installment_cents(bigint, integer, integer),
	private.live_cents(bigint, integer, date, jsonb)
to authenticated, service_role;
grant select on public.bill_items, public.current_month_bill, public.previous_month_bill to authenticated, service_role;

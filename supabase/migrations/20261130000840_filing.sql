-- How a judged item becomes a transaction. The callers hold the ledger's lock.

create function private.refuse_numbers()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception 'the revisions of this statement do not follow the ledger''s counter'
		using errcode = '42501', hint = 'Do not set painel.* settings inside the statement that inserts.';
end;
$$;
comment on function private.refuse_numbers() is 'Raises when what a statement did to the painel.* settings would break the chain of revisions.';

create function private.file_items(items public.inbox[], timezone text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Planned once a session: a plan of its own for each array would cost more than filing one item.
set plan_cache_mode = 'force_generic_plan'
-- And by index, also when the tables were still small as it was planned.
set enable_seqscan = off
-- Never every item against every name, nor a sort of all of them: a plan that knows no sizes might.
set enable_nestloop = off
set enable_sort = off
as $$
#variable_conflict use_variable
begin
	insert into public.transactions (
		id, ledger_id, revision, kind, amount_cents, installments, part, parts, bill_month, bill_given, first_month, last_month,
		occurred_at, description, category_id, category_text, source_id, source_text, person_id, person_text,
		to_source_id, to_source_text, pays_month, message_id, item, agent_id
	)
	-- An array repeats few names: each is looked up once, with its source's cycle.
	with named as materialized (
		select
			n.what,
			n.value,
			n.label_id,
			s.closing_day,
			s.due_day,
			s.changes or exists (
				select from public.bill_closings b where b.ledger_id = items[1].ledger_id and b.source_id = s.source_id
			) as changes
		from (
			select
				d.what,
				d.value,
				(
					select l.label_id from private.labels l
					where l.ledger_id = items[1].ledger_id and l.what = d.what and l.key = private.normalise(private.kept_text(d.value))
				) as label_id
			from (
				select distinct v.what, v.value
				from unnest(items) i
				cross join lateral (
					values ('category', i.category), ('source', i.source), ('person', i.person), ('source', i.to_source)
				) v (what, value)
				where v.value is not null
			) d
			offset 0
		) n
		left join (
			select
				c.source_id,
				min(c.closing_day) as closing_day,
				min(c.due_day) as due_day,
				count(*) > 1 or bool_or(c.from_month is not null) as changes
			from public.cycles c
			where c.ledger_id = items[1].ledger_id
			group by c.source_id
		) s on n.what = 'source' and s.source_id = n.label_id
	)
	select
		f.id, f.ledger_id, f.revision, f.kind, f.amount_cents, f.installments, f.part, f.parts,
		f.bill, f.given, least(f.bill, f.month),
		greatest(
			case when f.installments = 1 then f.bill else (f.bill + make_interval(months => f.installments - 1))::date end,
			f.month
		),
		f.occurred_at,
		-- Here and below, plain ASCII (the common case) is spared the function.
		case when f.description ~ '^[!-~]([ -~]*[!-~])?$' then f.description else private.cleaned(f.description) end,
		f.category_id,
		case when length(f.category) <= 120 and f.category ~ '^[!-~]([ -~]*[!-~])?$' then f.category else private.kept_text(f.category) end,
		f.source_id,
		case when length(f.source) <= 120 and f.source ~ '^[!-~]([ -~]*[!-~])?$' then f.source else private.kept_text(f.source) end,
		f.person_id,
		case when length(f.person) <= 120 and f.person ~ '^[!-~]([ -~]*[!-~])?$' then f.person else private.kept_text(f.person) end,
		f.to_source_id, private.kept_text(f.to_source), f.pays_month,
		f.message_id, f.item, f.agent_id
	from (
		select
			i.*,
			c.label_id as category_id,
			s.label_id as source_id,
			p.label_id as person_id,
			t.label_id as to_source_id,
			d.month,
			i.kind <> 'transfer' and i.bill_month <> '' is true as given,
			case when i.kind = 'transfer' and i.bill_month <> '' then private.month_of_text(i.bill_month) end as pays_month,
			case
				when i.kind <> 'transfer' and i.bill_month <> '' then private.month_of_text(i.bill_month)
				when s.closing_day is null and s.changes is not true and i.part is null then d.month
				else (
					case
						when s.changes then private.bill_month_of(i.ledger_id, s.label_id, d.day)
						else private.bill_month(d.day, s.closing_day, s.due_day)
					end + make_interval(months => coalesce(i.part, 1) - 1)
				)::date
			end as bill
		from unnest(items) i
		cross join lateral (
			select
				(i.occurred_at at time zone timezone)::date as day,
				date_trunc('month', i.occurred_at at time zone timezone)::date as month
		) d
		left join named c on c.what = 'category' and c.value = i.category
		left join named s on s.what = 'source' and s.value = i.source
		left join named p on p.what = 'person' and p.value = i.person
		left join named t on t.what = 'source' and t.value = i.to_source
		-- The month once a row, however often it is named above.
		offset 0
	) f;
	-- Numbers were given one by one from the same counter: anything else is a fault, and must not be committed.
	update public.ledgers l
	set revision = l.revision + cardinality(items)
	where l.id = items[1].ledger_id and l.revision + cardinality(items) = items[cardinality(items)].revision;
	if not found then
		perform private.refuse_numbers();
	end if;
end;
$$;
comment on function private.file_items(public.inbox[], text) is
	'Makes transactions of judged items of one ledger, in one statement, and moves the ledger''s counter once. timezone: the ledger''s, which the caller holds locked.';

revoke all on function private.refuse_numbers(), private.file_items(public.inbox[], text)
from public, anon, authenticated, service_role;

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
		id, ledger_id, revision, kind, amount_cents, installments, bill_month, first_month, last_month, occurred_at, description,
		category_id, category_text, source_id, source_text, person_id, person_text, message_id, item, agent_id
	)
	-- An array repeats few names: each is looked up once, with its source's closing.
	with named as materialized (
		select
			n.what,
			n.value,
			n.label_id,
			s.closing_day,
			s.due_day,
			exists (
				select from public.bill_closings b where b.ledger_id = s.ledger_id and b.source_id = s.id
			) as moved
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
					values ('category', i.category), ('source', i.source), ('person', i.person)
				) v (what, value)
				where v.value is not null
			) d
			offset 0
		) n
		left join public.sources s on n.what = 'source' and s.ledger_id = items[1].ledger_id and s.id = n.label_id
	)
	select
		f.id, f.ledger_id, f.revision, f.kind, f.amount_cents, f.installments, f.bill_month,
		least(f.bill_month, f.month),
		greatest(
			case when f.installments = 1 then f.bill_month else (f.bill_month + make_interval(months => f.installments - 1))::date end,
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
		f.message_id, f.item, f.agent_id
	from (
		select
			i.*,
			c.label_id as category_id,
			s.label_id as source_id,
			p.label_id as person_id,
			date_trunc('month', i.occurred_at at time zone timezone)::date as month,
			case
				when s.closing_day is null then date_trunc('month', i.occurred_at at time zone timezone)::date
				when s.moved then private.bill_month_of(
					i.ledger_id, s.label_id, (i.occurred_at at time zone timezone)::date, s.closing_day, s.due_day
				)
				else private.bill_month((i.occurred_at at time zone timezone)::date, s.closing_day, s.due_day)
			end as bill_month
		from unnest(items) i
		left join named c on c.what = 'category' and c.value = i.category
		left join named s on s.what = 'source' and s.value = i.source
		left join named p on p.what = 'person' and p.value = i.person
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

create function private.put_transaction(id uuid, content public.inbox, timezone text, changes boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_category integer;
	v_source integer;
	v_person integer;
	v_closing_day integer;
	v_due_day integer;
	v_day date;
	v_bill_month date;
	v_month date;
	v_last date;
begin
	select l.label_id into v_category
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'category' and l.key = private.normalise(private.kept_text(content.category));
	select l.label_id into v_person
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'person' and l.key = private.normalise(private.kept_text(content.person));
	select s.id, s.closing_day, s.due_day into v_source, v_closing_day, v_due_day
	from private.labels l
	join public.sources s on s.ledger_id = l.ledger_id and s.id = l.label_id
	where l.ledger_id = content.ledger_id and l.what = 'source' and l.key = private.normalise(private.kept_text(content.source));
	v_day := (content.occurred_at at time zone timezone)::date;
	v_month := date_trunc('month', v_day)::date;
	v_bill_month := case
		when v_closing_day is null then v_month
		else private.bill_month_of(content.ledger_id, v_source, v_day, v_closing_day, v_due_day)
	end;
	v_last := greatest((v_bill_month + make_interval(months => content.installments - 1))::date, v_month);
	v_month := least(v_bill_month, v_month);

	if changes then
		update public.transactions t
		set
			revision = content.revision,
			kind = content.kind,
			amount_cents = content.amount_cents,
			installments = content.installments,
			bill_month = v_bill_month,
			first_month = v_month,
			last_month = v_last,
			occurred_at = content.occurred_at,
			description = private.cleaned(content.description),
			category_id = v_category,
			category_text = private.kept_text(content.category),
			source_id = v_source,
			source_text = private.kept_text(content.source),
			person_id = v_person,
			person_text = private.kept_text(content.person),
			updated_at = now()
		where t.id = id;
	else
		insert into public.transactions (
			id, ledger_id, revision, kind, amount_cents, installments, bill_month, first_month, last_month, occurred_at, description,
			category_id, category_text, source_id, source_text, person_id, person_text, message_id, item, agent_id
		)
		values (
			id,
			content.ledger_id,
			content.revision,
			content.kind,
			content.amount_cents,
			content.installments,
			v_bill_month,
			v_month,
			v_last,
			content.occurred_at,
			private.cleaned(content.description),
			v_category,
			private.kept_text(content.category),
			v_source,
			private.kept_text(content.source),
			v_person,
			private.kept_text(content.person),
			content.message_id,
			content.item,
			content.agent_id
		);
	end if;
	update public.ledgers l set revision = content.revision where l.id = content.ledger_id;
end;
$$;
comment on function private.put_transaction(uuid, public.inbox, text, boolean) is
	'Makes or changes one transaction from a judged item that holds its whole content, under a new revision. timezone: the ledger''s, which the caller holds locked; changes: the transaction is there already.';

create function private.void_transaction(ledger_id uuid, id uuid, revision bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	update public.transactions t set voided = true, revision = revision, updated_at = now() where t.id = id;
	update public.ledgers l set revision = revision where l.id = ledger_id;
end;
$$;
comment on function private.void_transaction(uuid, uuid, bigint) is 'Undoes one transaction under a new revision.';

revoke all on function
	private.refuse_numbers(),
	private.file_items(public.inbox[], text),
	private.put_transaction(uuid, public.inbox, text, boolean),
	private.void_transaction(uuid, uuid, bigint)
from public, anon, authenticated, service_role;

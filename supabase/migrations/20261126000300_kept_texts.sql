-- A category, source or person is looked up by the text as it is kept. It was looked up as sent, so that one with a mark in it
-- that cleaning takes out (U+202E and its like) was filed under nothing, stood among the unknown texts as a name that exists,
-- and no alias could cure it: names and aliases are cleaned when they are saved.

create or replace function private.label_of(ledger_id uuid, what text, value text)
returns integer
language sql
stable
set search_path = ''
as $$
	select l.label_id
	from private.labels l
	where l.ledger_id = label_of.ledger_id
		and l.what = label_of.what
		and l.key = private.normalise(private.kept_text(value));
$$;
comment on function private.label_of(uuid, text, text) is 'The category, source or person that a text names; null: none.';

create or replace function private.file_items(items public.inbox[], timezone text)
returns void
language plpgsql
security definer
set search_path = ''
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
		id, ledger_id, revision, kind, amount_cents, installments, bill_month, last_bill_month, occurred_at, description,
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
		f.id,
		f.ledger_id,
		f.revision,
		f.kind,
		f.amount_cents,
		f.installments,
		f.bill_month,
		case
			when f.installments = 1 then f.bill_month
			else (f.bill_month + make_interval(months => f.installments - 1))::date
		end,
		f.occurred_at,
		-- Here and below, plain ASCII (the common case) is spared the function.
		case
			when f.description ~ '^[!-~]([ -~]*[!-~])?$' then f.description
			else private.cleaned(f.description)
		end,
		f.category_id,
		case
			when length(f.category) <= 120 and f.category ~ '^[!-~]([ -~]*[!-~])?$' then f.category
			else private.kept_text(f.category)
		end,
		f.source_id,
		case
			when length(f.source) <= 120 and f.source ~ '^[!-~]([ -~]*[!-~])?$' then f.source
			else private.kept_text(f.source)
		end,
		f.person_id,
		case
			when length(f.person) <= 120 and f.person ~ '^[!-~]([ -~]*[!-~])?$' then f.person
			else private.kept_text(f.person)
		end,
		f.message_id,
		f.item,
		f.agent_id
	from (
		select
			i.*,
			c.label_id as category_id,
			s.label_id as source_id,
			p.label_id as person_id,
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

create or replace function private.put_transaction(id uuid, content public.inbox, timezone text, changes boolean)
returns void
language plpgsql
security definer
set search_path = ''
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_category integer;
	v_source integer;
	v_person integer;
	v_closing_day integer;
	v_due_day integer;
	v_bill_month date;
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
	v_bill_month := (content.occurred_at at time zone timezone)::date;
	v_bill_month := case
		when v_closing_day is null then date_trunc('month', v_bill_month)::date
		else private.bill_month_of(content.ledger_id, v_source, v_bill_month, v_closing_day, v_due_day)
	end;

	if changes then
		update public.transactions t
		set
			revision = content.revision,
			kind = content.kind,
			amount_cents = content.amount_cents,
			installments = content.installments,
			bill_month = v_bill_month,
			last_bill_month = (v_bill_month + make_interval(months => content.installments - 1))::date,
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
			id, ledger_id, revision, kind, amount_cents, installments, bill_month, last_bill_month, occurred_at, description,
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
			(v_bill_month + make_interval(months => content.installments - 1))::date,
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

-- Their statements are others now.
select private.guard('public.transactions', 'a_only_by_rules', 'insert or update', '{file_items,put_transaction,void_transaction,refile}');

-- ---------------------------------------------------------------- what was filed under nothing

do $$
declare
	v_missed record;
begin
	-- As every writer: the ledgers first, in one order. What waits meanwhile goes on with the functions above.
	perform from public.ledgers l order by l.id for no key update;
	for v_missed in
		select t.ledger_id, l.what, l.label_id, array_agg(distinct l.key) as keys
		from public.transactions t
		cross join lateral (
			values
				('category', t.category_id, t.category_text),
				('source', t.source_id, t.source_text),
				('person', t.person_id, t.person_text)
		) n (what, id, text)
		join private.labels l
			on l.ledger_id = t.ledger_id and l.what = n.what and l.key = private.normalise(n.text)
		where n.id is null and n.text is not null
		group by t.ledger_id, l.what, l.label_id
		order by t.ledger_id, l.what, l.label_id
	loop
		perform private.refile(v_missed.ledger_id, v_missed.what, v_missed.label_id, v_missed.keys);
	end loop;
end
$$;

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

create function private.put_transaction(
	id uuid,
	content public.inbox,
	timezone text,
	changes boolean,
	refund_of uuid default null,
	moves jsonb default null
)
returns boolean
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
	v_to_source integer;
	v_to_source_text text;
	v_given date := private.month_of_text(nullif(content.bill_month, ''));
	v_pays date;
	v_day date := (content.occurred_at at time zone timezone)::date;
	v_bill date;
	v_months date[];
begin
	select l.label_id into v_category
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'category' and l.key = private.normalise(private.kept_text(content.category));
	select l.label_id into v_person
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'person' and l.key = private.normalise(private.kept_text(content.person));
	select l.label_id into v_source
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'source' and l.key = private.normalise(private.kept_text(content.source));
	if content.kind = 'transfer' then
		v_to_source_text := private.kept_text(content.to_source);
		v_to_source := private.label_of(content.ledger_id, 'source', v_to_source_text);
		v_pays := v_given;
		v_given := null;
	end if;
	v_bill := v_given;
	if v_bill is null then
		v_bill := private.bill_month_of(content.ledger_id, v_source, v_day);
		if content.part > 1 then
			v_bill := (v_bill + make_interval(months => content.part - 1))::date;
		end if;
	end if;
	v_months := private.touched_months(v_bill, content.installments, moves, v_day);

	if changes then
		update public.transactions t
		set
			revision = content.revision,
			kind = content.kind,
			amount_cents = content.amount_cents,
			installments = content.installments,
			part = content.part,
			parts = content.parts,
			bill_month = v_bill,
			bill_given = v_given is not null,
			first_month = v_months[1],
			last_month = v_months[2],
			occurred_at = content.occurred_at,
			description = private.cleaned(content.description),
			category_id = v_category,
			category_text = private.kept_text(content.category),
			source_id = v_source,
			source_text = private.kept_text(content.source),
			person_id = v_person,
			person_text = private.kept_text(content.person),
			to_source_id = v_to_source,
			to_source_text = v_to_source_text,
			pays_month = v_pays,
			moves = put_transaction.moves,
			refund_of = put_transaction.refund_of,
			voided = false,
			updated_at = now()
		where t.id = id
			-- Said again as it is already, nothing changes, and no number is taken.
			and (
				t.kind, t.amount_cents, t.installments, t.part, t.parts, t.bill_month, t.bill_given, t.occurred_at, t.description,
				t.category_text, t.source_text, t.person_text, t.to_source_text, t.pays_month, t.moves, t.refund_of, t.voided
			) is distinct from (
				content.kind, content.amount_cents, content.installments::smallint, content.part::smallint,
				content.parts::smallint, v_bill, v_given is not null, content.occurred_at::timestamptz,
				private.cleaned(content.description), private.kept_text(content.category), private.kept_text(content.source),
				private.kept_text(content.person), v_to_source_text, v_pays, put_transaction.moves, put_transaction.refund_of, false
			);
		if not found then
			return false;
		end if;
	else
		insert into public.transactions (
			id, ledger_id, revision, kind, amount_cents, installments, part, parts, bill_month, bill_given, first_month, last_month,
			occurred_at, description, category_id, category_text, source_id, source_text, person_id, person_text,
			to_source_id, to_source_text, pays_month, refund_of, message_id, item, agent_id
		)
		values (
			id,
			content.ledger_id,
			content.revision,
			content.kind,
			content.amount_cents,
			content.installments,
			content.part,
			content.parts,
			v_bill,
			v_given is not null,
			v_months[1],
			v_months[2],
			content.occurred_at,
			private.cleaned(content.description),
			v_category,
			private.kept_text(content.category),
			v_source,
			private.kept_text(content.source),
			v_person,
			private.kept_text(content.person),
			v_to_source,
			v_to_source_text,
			v_pays,
			refund_of,
			content.message_id,
			content.item,
			content.agent_id
		);
	end if;
	update public.ledgers l set revision = content.revision where l.id = content.ledger_id;
	return true;
end;
$$;
comment on function private.put_transaction(uuid, public.inbox, text, boolean, uuid, jsonb) is
	'Makes or changes one transaction (a voided one comes back) from a judged item that holds its whole content, under a new revision; false: it was so already. timezone: the ledger''s, which the caller holds locked; changes: the transaction is there already.';

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
	private.put_transaction(uuid, public.inbox, text, boolean, uuid, jsonb),
	private.void_transaction(uuid, uuid, bigint)
from public, anon, authenticated, service_role;

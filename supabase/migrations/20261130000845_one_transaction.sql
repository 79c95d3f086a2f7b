-- How one transaction is made, changed or undone. The callers hold the ledger's lock.

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
	v_closing_day integer;
	v_due_day integer;
	v_changes boolean;
	v_month date;
	v_bill date;
	v_months date[];
	v_first date;
	v_last date;
begin
	select l.label_id into v_category
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'category' and l.key = private.normalise(private.kept_text(content.category));
	select l.label_id into v_person
	from private.labels l
	where l.ledger_id = content.ledger_id and l.what = 'person' and l.key = private.normalise(private.kept_text(content.person));
	-- With the cycle of a card, where one holds for all of its bills.
	select l.label_id, c.closing_day, c.due_day, c.changes into v_source, v_closing_day, v_due_day, v_changes
	from private.labels l
	cross join lateral (
		select
			min(c.closing_day) as closing_day,
			min(c.due_day) as due_day,
			count(c.from_month) > 0 or count(*) > 1 or (
				count(*) > 0 and exists (
					select from public.bill_closings b where b.ledger_id = l.ledger_id and b.source_id = l.label_id
				)
			) as changes
		from public.cycles c
		where c.ledger_id = l.ledger_id and c.source_id = l.label_id
	) c
	where l.ledger_id = content.ledger_id and l.what = 'source' and l.key = private.normalise(private.kept_text(content.source));
	if content.kind = 'transfer' then
		v_to_source_text := private.kept_text(content.to_source);
		v_to_source := private.label_of(content.ledger_id, 'source', v_to_source_text);
		v_pays := v_given;
		v_given := null;
	end if;
	v_month := date_trunc('month', v_day)::date;
	v_bill := v_given;
	if v_bill is null then
		v_bill := case
			when v_changes then private.bill_month_of(content.ledger_id, v_source, v_day)
			when v_closing_day is null then v_month
			else private.bill_month(v_day, v_closing_day, v_due_day)
		end;
		if content.part > 1 then
			v_bill := (v_bill + make_interval(months => content.part - 1))::date;
		end if;
	end if;
	if content.installments = 1 and moves is null then
		v_first := least(v_bill, v_month);
		v_last := greatest(v_bill, v_month);
	else
		v_months := private.touched_months(v_bill, content.installments, moves, v_day);
		v_first := v_months[1];
		v_last := v_months[2];
	end if;

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
			first_month = v_first,
			last_month = v_last,
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
			v_first,
			v_last,
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
	private.put_transaction(uuid, public.inbox, text, boolean, uuid, jsonb),
	private.void_transaction(uuid, uuid, bigint)
from public, anon, authenticated, service_role;

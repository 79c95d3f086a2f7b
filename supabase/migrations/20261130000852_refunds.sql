-- Refunds: money back on a purchase. They name it as corrections do, and take over from it what they do not say.

create function private.said_of(transaction public.transactions, timezone text)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select jsonb_build_object(
		'description', transaction.description,
		'amount_cents', transaction.amount_cents,
		'kind', transaction.kind,
		'category', coalesce((
			select c.name from public.categories c where c.ledger_id = transaction.ledger_id and c.id = transaction.category_id
		), transaction.category_text),
		'source', coalesce((
			select s.name from public.sources s where s.ledger_id = transaction.ledger_id and s.id = transaction.source_id
		), transaction.source_text),
		'person', coalesce((
			select p.name from public.people p where p.ledger_id = transaction.ledger_id and p.id = transaction.person_id
		), transaction.person_text),
		'to_source', coalesce((
			select s.name from public.sources s where s.ledger_id = transaction.ledger_id and s.id = transaction.to_source_id
		), transaction.to_source_text),
		'day', (transaction.occurred_at at time zone timezone)::date,
		'bill_month', to_char(transaction.bill_month, 'YYYY-MM'),
		'installments', transaction.installments,
		'moves', transaction.moves,
		'voided', transaction.voided
	);
$$;
comment on function private.said_of(public.transactions, text) is
	'A transaction as the answer to a correction tells it: names where they matched, else the raw texts.';

create function private.file_pending(change public.inbox, counter bigint)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_revision bigint;
	v_timezone text;
	v_items public.inbox[];
begin
	select l.revision, l.timezone into v_revision, v_timezone from public.ledgers l where l.id = change.ledger_id;
	if v_revision < counter then
		select array_agg(i order by i.revision) into v_items
		from public.inbox i
		where i.agent_id = change.agent_id
			and i.received_at = change.received_at
			and i.revision > v_revision
			and i.revision <= counter
			and i.status = 'accepted'
			and i.action = 'record';
		perform private.file_items(v_items, v_timezone);
	end if;
	return v_timezone;
end;
$$;
comment on function private.file_pending(public.inbox, bigint) is
	'Files what came earlier in the same array, so that an item may be about it. Answers the ledger''s timezone.';

create function private.refunded(
	refund public.inbox,
	message_id text,
	item integer,
	out purchase public.transactions,
	out reason text,
	out detail text,
	out candidates jsonb
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_items public.inbox[];
	v_named public.transactions[];
begin
	if message_id is null then
		-- "Estornaram 98 da amazon": the one purchase of that name, or the one of several that is large enough. Else it stands alone.
		select array_agg(t) into v_named
		from unnest(private.named_items(refund)) n
		join public.transactions t on t.id = n.transaction_id and t.kind = 'expense';
		if cardinality(v_named) > 1 then
			v_named := array(select t from unnest(v_named) t where t.amount_cents >= private.amount_cents(refund.amount));
		end if;
		if cardinality(v_named) = 1 then
			purchase := v_named[1];
		end if;
		return;
	end if;
	v_items := private.items_of(refund, message_id, item);
	if cardinality(v_items) > 1 then
		reason := 'target_ambiguous';
		detail := format('message "%s" has several items: name one by target_item', left(message_id, 80));
		candidates := private.candidates(refund, v_items[1].message_id);
		return;
	end if;
	select t.* into purchase
	from public.transactions t
	where t.id = v_items[1].transaction_id and t.kind = 'expense' and not t.voided;
	if purchase.id is null then
		reason := 'target_not_found';
		detail := format('no purchase by item %s of message "%s" in this ledger', coalesce(item, 0), left(message_id, 80));
	end if;
end;
$$;
comment on function private.refunded(public.inbox, text, integer) is
	'The purchase that a refund names by its message, or why there is none; by its words (message_id null) the one that it can only be, or none.';

create function private.judge_refund(refund public.inbox, counter bigint)
returns public.inbox
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_timezone text := private.file_pending(refund, counter);
	v_found record;
	v_whole public.inbox := refund;
	v_done boolean;
begin
	select * into v_found from private.refunded(refund, refund.target_message_id, refund.target_item);
	if v_found.reason is not null then
		refund.reason := v_found.reason;
		refund.reason_detail := v_found.detail;
		refund.candidates := v_found.candidates;
		return refund;
	end if;
	refund.status := 'accepted';
	refund.transaction_id := refund.id;
	refund.revision := counter + 1;
	v_whole.revision := refund.revision;
	v_whole.category := coalesce(refund.category, (v_found.purchase).category_text);
	v_whole.source := coalesce(refund.source, (v_found.purchase).source_text);
	v_whole.person := coalesce(refund.person, (v_found.purchase).person_text);
	v_done := private.put_transaction(refund.id, v_whole, v_timezone, false, (v_found.purchase).id);
	return refund;
end;
$$;
comment on function private.judge_refund(public.inbox, bigint) is
	'Records a refund of a purchase that it names: what it does not say of category, source and person is the purchase''s.';

revoke all on function
	private.said_of(public.transactions, text),
	private.file_pending(public.inbox, bigint),
	private.refunded(public.inbox, text, integer),
	private.judge_refund(public.inbox, bigint)
from public, anon, authenticated, service_role;

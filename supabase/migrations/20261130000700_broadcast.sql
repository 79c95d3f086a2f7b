-- Hints for open pages. A broadcast tells that something changed, never fails what changed it, and may be lost:
-- readers catch up by revision (ledger_changes).

create function private.topic(ledger_id uuid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
	return (select 'ledger:' || l.id || ':' || l.epoch from public.ledgers l where l.id = topic.ledger_id);
end;
$$;
comment on function private.topic(uuid) is
	'The private topic of a ledger''s present epoch, on which its members hear of changes. The one place that says its form.';

create function private.broadcast(ledger_id uuid, event text, payload jsonb)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_done text;
begin
	-- Assigned, not performed, here and below: a simple expression needs no executor of its own.
	v_done := realtime.send(payload, event, private.topic(ledger_id), true);
exception
	-- Realtime may be missing, older (raising) or full. The purchase counts; the page has its head check.
	when others then
		raise warning 'broadcast of % for ledger % failed: %', event, ledger_id, sqlerrm;
end;
$$;
comment on function private.broadcast(uuid, text, jsonb) is
	'Sends an event on a ledger''s private topic. Never fails its caller.';

create function private.forget_broadcasts(ledger_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	-- By the beginning, so that those of earlier epochs go too.
	delete from realtime.messages m where starts_with(m.topic, 'ledger:' || ledger_id);
exception
	when others then
		raise warning 'broadcasts of the deleted ledger stay until the platform drops them (3 days): %', sqlerrm;
end;
$$;
comment on function private.forget_broadcasts(uuid) is 'Removes what was broadcast about a ledger. Never fails its caller.';

create function private.broadcast_changes()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	-- Well under the 256 kB that the smallest plan carries; beyond this a page reads ledger_changes instead.
	c_max_rows constant integer := 200;
	c_max_bytes constant integer := 100000;
	v_count integer;
	v_ledger uuid;
	v_payload jsonb;
	v_rows jsonb;
	v_rare boolean;
	v_done text;
begin
	-- Every statement that writes transactions is about one ledger, whose lock it holds, and takes its next numbers without
	-- a hole. Most write one row with nothing in
	-- the rare columns: for that one, arrays are built without the aggregates below.
	select
		(select count(*) from changed),
		c.ledger_id,
		jsonb_build_object(
			'from', c.revision - 1,
			'to', c.revision,
			'rows', jsonb_build_object(
				'id', jsonb_build_array(c.id),
				'revision', jsonb_build_array(c.revision),
				'kind', jsonb_build_array(c.kind),
				'amount_cents', jsonb_build_array(c.amount_cents),
				'installments', jsonb_build_array(c.installments),
				'bill_month', jsonb_build_array(to_char(c.bill_month, 'YYYY-MM')),
				'occurred_at', jsonb_build_array((extract(epoch from c.occurred_at) * 1000)::bigint),
				'description', jsonb_build_array(c.description),
				'category_id', jsonb_build_array(c.category_id),
				'category_text', jsonb_build_array(case when c.category_id is null then c.category_text end),
				'source_id', jsonb_build_array(c.source_id),
				'source_text', jsonb_build_array(case when c.source_id is null then c.source_text end),
				'person_id', jsonb_build_array(c.person_id),
				'person_text', jsonb_build_array(case when c.person_id is null then c.person_text end),
				'voided', jsonb_build_array(c.voided)
			)
		),
		c.kind = 'transfer' or c.bill_given or num_nonnulls(c.part, c.moves, c.refund_of) > 0 or starts_with(c.message_id, 'import:')
	into v_count, v_ledger, v_payload, v_rare
	from changed c
	limit 1;
	if not found then
		return null;
	elsif v_count > 1 or v_rare then
		select jsonb_build_object('from', min(c.revision) - 1, 'to', max(c.revision)) into v_payload from changed c;
		if v_count <= c_max_rows then
			select jsonb_build_object(
				'id', jsonb_agg(c.id),
				'revision', jsonb_agg(c.revision),
				'kind', jsonb_agg(c.kind),
				'amount_cents', jsonb_agg(c.amount_cents),
				'installments', jsonb_agg(c.installments),
				'bill_month', jsonb_agg(to_char(c.bill_month, 'YYYY-MM')),
				'occurred_at', jsonb_agg((extract(epoch from c.occurred_at) * 1000)::bigint),
				'description', jsonb_agg(c.description),
				'category_id', jsonb_agg(c.category_id),
				'category_text', jsonb_agg(case when c.category_id is null then c.category_text end),
				'source_id', jsonb_agg(c.source_id),
				'source_text', jsonb_agg(case when c.source_id is null then c.source_text end),
				'person_id', jsonb_agg(c.person_id),
				'person_text', jsonb_agg(case when c.person_id is null then c.person_text end),
				'voided', jsonb_agg(c.voided)
			)
			into v_rows
			from (select * from changed order by revision) c;
			-- Few rows have any of these: a column in which none has is left out.
			select v_rows || jsonb_strip_nulls(jsonb_build_object(
				'to_source_id', case when bool_or(c.to_source_id is not null) then jsonb_agg(c.to_source_id) end,
				'to_source_text', case when bool_or(c.to_source_id is null and c.to_source_text is not null)
					then jsonb_agg(case when c.to_source_id is null then c.to_source_text end) end,
				'part', case when bool_or(c.part is not null) then jsonb_agg(c.part) end,
				'parts', case when bool_or(c.parts is not null) then jsonb_agg(c.parts) end,
				'pays_month', case when bool_or(c.pays_month is not null) then jsonb_agg(to_char(c.pays_month, 'YYYY-MM')) end,
				'moves', case when bool_or(c.moves is not null) then jsonb_agg(c.moves) end,
				'refund_of', case when bool_or(c.refund_of is not null) then jsonb_agg(c.refund_of) end,
				'bill_given', case when bool_or(c.bill_given) then jsonb_agg(c.bill_given) end,
				'imported', case when bool_or(starts_with(c.message_id, 'import:'))
					then jsonb_agg(starts_with(c.message_id, 'import:')) end
			))
			into v_rows
			from (select * from changed order by revision) c;
			if pg_column_size(v_rows) <= c_max_bytes then
				v_payload := v_payload || jsonb_build_object('rows', v_rows);
			end if;
		end if;
	end if;
	v_done := private.broadcast(v_ledger, 'changes', v_payload);
	return null;
end;
$$;
comment on function private.broadcast_changes() is
	'One "changes" broadcast per statement and ledger: {from, to, rows?}, revisions from+1 … to, rows in column form when few and small.';

create function private.tell_inbox(ledger_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_revision bigint;
begin
	update public.ledgers l
	set inbox_revision = l.inbox_revision + 1
	where l.id = ledger_id
	returning l.inbox_revision into v_revision;
	perform private.broadcast(ledger_id, 'inbox', jsonb_build_object('inbox_revision', v_revision));
end;
$$;
comment on function private.tell_inbox(uuid) is 'Tells the pages that what waits under "a conferir" changed.';

create trigger broadcast_inserts
	after insert on public.transactions
	referencing new table as changed
	for each statement execute function private.broadcast_changes();
create trigger broadcast_updates
	after update on public.transactions
	referencing new table as changed
	for each statement execute function private.broadcast_changes();

create function private.may_hear(topic text)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select exists (
		select from public.members m
		where m.user_id = auth.uid() and private.topic(m.ledger_id) = may_hear.topic
	);
$$;
comment on function private.may_hear(text) is 'Whether the signed-in person is a member of the ledger whose present topic this is: that of an earlier epoch is refused.';

revoke all on function
	private.topic(uuid), private.broadcast(uuid, text, jsonb), private.forget_broadcasts(uuid), private.broadcast_changes(), private.tell_inbox(uuid),
	private.may_hear(text)
from public, anon, authenticated, service_role;
grant execute on function private.may_hear(text) to authenticated;

-- Listening only: no policy lets anybody send, so a page cannot forge a change.
create policy "members hear their ledgers" on realtime.messages
	for select to authenticated
	using (
		extension = 'broadcast'
		and topic = (select realtime.topic())
		and (select private.may_hear(realtime.topic()))
	);

-- People put right on the page what agents wrote, through the same door.

create function private.open_correction()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	-- Set by private.correct, which holds the ledger's lock.
	perform private.require_role(current_setting('painel.ledger')::uuid, array['owner', 'editor']);
	return null;
end;
$$;
comment on function private.open_correction() is 'Asks once more whether the signed-in person may correct the ledger.';

create function private.close_correction()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid;
	v_revision bigint;
begin
	-- What was accepted is carried out already, item by item.
	select i.ledger_id into v_ledger from arrived i limit 1;
	if found then
		update public.ledgers l
		set inbox_revision = l.inbox_revision + 1
		where l.id = v_ledger
		returning l.inbox_revision into v_revision;
		perform private.broadcast(v_ledger, 'inbox', jsonb_build_object('inbox_revision', v_revision));
	end if;
	return null;
end;
$$;
comment on function private.close_correction() is 'Tells the pages that the inbox has corrections by a member.';

create trigger a_open_correction
	before insert on public.inbox
	for each statement when (current_user = 'painel_ledger')
	execute function private.open_correction();
create trigger close_correction
	after insert on public.inbox
	referencing new table as arrived
	for each statement when (current_user = 'painel_ledger')
	execute function private.close_correction();
alter table public.inbox enable always trigger a_open_correction;
alter table public.inbox enable always trigger close_correction;

create function private.correct(ledger_id uuid, items json)
returns setof public.inbox
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_revision bigint;
	v_corrections boolean;
begin
	perform private.require_role(ledger_id, array['owner', 'editor']);
	if octet_length(items::text) > 4000000 or json_typeof(items) is distinct from 'array'
		or json_array_length(items) not between 1 and 1000 then
		raise exception 'items must be an array of 1 to 1,000 corrections' using errcode = '22023', column = 'items';
	end if;
	select l.revision, l.corrections into v_revision, v_corrections from public.ledgers l where l.id = ledger_id for no key update;
	if not v_corrections then
		raise exception 'corrections on the page are switched off in this ledger'
			using errcode = '42501', detail = 'corrections_off', hint = 'An owner switches them on under Ajustes.';
	end if;
	perform
		set_config('painel.agent', '', true),
		set_config('painel.member', private.requesting_person()::text, true),
		set_config('painel.ledger', ledger_id::text, true),
		set_config('painel.revision', v_revision::text, true);
	perform from json_to_recordset(items) x (action text) where (x.action in ('amend', 'void', 'restore')) is not true;
	if found then
		raise exception 'action must be amend, void or restore'
			using errcode = '22023', column = 'action', hint = 'New purchases come from agents, or from a file that is imported.';
	end if;
	-- Sent twice, it counts once.
	insert into public.inbox (
		message_id, item, action, target_message_id, target_item, completes_message_id, completes_item, if_revision, kind,
		occurred_at, description, amount,
		category, source, person, to_source, installments, part, parts, bill_month, from_part, parts_to, payload
	)
	select
		x.message_id, private.read_inbox_item(x.item), x.action,
		coalesce(t.message_id, x.target_message_id), coalesce(t.item, private.read_inbox_target_item(x.target_item)),
		x.completes_message_id, private.read_inbox_completes_item(x.completes_item),
		x.if_revision, x.kind, private.read_inbox_occurred_at(x.occurred_at), x.description, x.amount,
		x.category, x.source, x.person, x.to_source, private.read_inbox_installments(x.installments),
		private.read_inbox_part(x.part), private.read_inbox_parts(x.parts), x.bill_month,
		private.read_inbox_from_part(x.from_part), x.parts_to, x.payload
	from json_to_recordset(items) x (
		message_id text, item json, action text, transaction_id uuid, target_message_id text, target_item json,
		completes_message_id text, completes_item json, if_revision bigint, kind text, occurred_at json, description text,
		amount jsonb, category text, source text, person text, to_source text,
		installments json, part json, parts json, bill_month text, from_part json, parts_to text, payload jsonb
	)
	-- The page knows transactions, not the messages that they came from.
	left join lateral (
		select t.message_id, t.item from public.transactions t where t.ledger_id = ledger_id and t.id = x.transaction_id
	) t on true
	on conflict on constraint inbox_once do nothing;
	return query
	select i.*
	from json_to_recordset(items) x (message_id text, item smallint)
	join public.inbox i
		on i.ledger_id = ledger_id and i.message_id = x.message_id and i.item = coalesce(x.item, 0);
end;
$$;
comment on function private.correct(uuid, json) is 'Behind public.correct.';

create function public.correct(ledger_id uuid, items json)
returns setof public.inbox
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.correct(ledger_id, items);
$$;
comment on function public.correct(uuid, json) is
	'Files 1 to 1,000 corrections (amend, void, restore) as a member (editors, owners), by the rules and with the columns of the inbox. Each has a message_id made by the caller (sent twice, it counts once) and a target (an item of the inbox, or a transaction_id); with if_revision it is refused as target_changed where the transaction has another revision.';

revoke all on function
	private.open_correction(), private.close_correction(), private.correct(uuid, json),
	public.correct(uuid, json)
from public, anon, authenticated, service_role;
grant execute on function private.correct(uuid, json), public.correct(uuid, json) to authenticated;

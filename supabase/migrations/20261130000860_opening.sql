-- An insert into the inbox begins: whose it is, and what every item is before any rule is asked.

create function private.refuse_token()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception 'this agent token is not valid: unknown or revoked'
		using errcode = '42501', hint = 'Ask an owner of the ledger for a new token (Ajustes > Agentes).';
end;
$$;
comment on function private.refuse_token() is 'Raises the one answer to every wrong token.';

create function private.open_inbox()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- By index, also when the tables were still small as a session planned this; likewise below.
set enable_seqscan = off
as $$
declare
	v_hash bytea := private.request_token_hash();
	v_agent uuid;
	v_ledger uuid;
	v_revision bigint;
	v_records boolean;
	v_set text;
begin
	if v_hash is null then
		raise exception 'only agents write to the inbox: the request has no agent token'
			using
				errcode = '42501',
				hint = 'Send the header x-agent-token with the token of an agent of the ledger. Owners create agents under Ajustes > Agentes.';
	end if;
	-- The ledger first, always: every writer takes this one lock before any other, so none can wait in a circle.
	select a.id, l.id, l.revision, 'record' = any (a.abilities) into v_agent, v_ledger, v_revision, v_records
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	join public.ledgers l on l.id = a.ledger_id
	where t.token_hash = v_hash and t.expires_at > now() and a.revoked_at is null
	for no key update of l;
	if not found then
		perform private.refuse_token();
	elsif not v_records then
		perform private.require_agent('record');
	end if;
	-- Assigned, not performed: an expression as simple as these needs no executor.
	v_set := set_config('painel.agent', v_agent::text, true);
	v_set := set_config('painel.ledger', v_ledger::text, true);
	v_set := set_config('painel.revision', v_revision::text, true);
	return null;
end;
$$;
comment on function private.open_inbox() is
	'Refuses an insert without a valid agent token, whatever the role, and locks the ledger''s row until commit.';

create function private.refuse_shape(item public.inbox)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	if item.item < 0 then
		raise exception 'item must be 0 or more'
			using errcode = '22023', column = 'item', hint = 'Number the purchases of one message from 0.';
	elsif length(item.message_id) between 1 and 512 and length(item.completes_message_id) > 512 then
		raise exception 'completes_message_id must have at most 512 characters'
			using errcode = '22023', column = 'completes_message_id', hint = 'Send the message_id of the refused correction.';
	elsif length(item.message_id) between 1 and 512 then
		raise exception 'target_message_id must have at most 512 characters'
			using errcode = '22023', column = 'target_message_id', hint = 'Send the message_id of the item to change.';
	end if;
	raise exception 'message_id must have 1 to 512 characters'
		using errcode = '22023', column = 'message_id', hint = 'Send the WhatsApp message id (wamid…).';
end;
$$;
comment on function private.refuse_shape(public.inbox) is 'Raises for an item whose ids have no form that could be stored.';

create function private.undecided(item public.inbox)
returns public.inbox
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
	item.received_at := now();
	item.status := 'rejected';
	item.reason := null;
	item.reason_detail := null;
	item.amount_cents := null;
	item.transaction_id := null;
	item.revision := null;
	item.dismissed_at := null;
	item.dismissed_by := null;
	item.member_id := null;
	item.before := null;
	item.after := null;
	item.candidates := null;
	return item;
end;
$$;
comment on function private.undecided(public.inbox) is 'An item without anything that the rules decide.';

create function private.sender_of(ledger_id uuid, sender text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_sender text := private.kept_text(sender);
	v_id integer;
begin
	if v_sender is null then
		return null;
	end if;
	select s.id into v_id from public.senders s where s.ledger_id = ledger_id and s.sender = v_sender;
	if not found then
		insert into public.senders (ledger_id, id, sender)
		select ledger_id, coalesce(max(s.id), 0) + 1, v_sender from public.senders s where s.ledger_id = ledger_id
		returning id into v_id;
	end if;
	return v_id;
end;
$$;
comment on function private.sender_of(uuid, text) is 'The number of a sender in its ledger, a new one where it writes for the first time. The caller holds the ledger''s lock.';

create function private.refuse_anothers(item public.inbox)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception 'message_id "%" was sent by another agent of this ledger', left(item.message_id, 80)
		using errcode = 'PT409', detail = 'taken_by_another', hint = 'Each door makes its message ids unique.';
end;
$$;
comment on function private.refuse_anothers(public.inbox) is 'Refuses an item of a message that another agent sent.';

create function private.met_before(item public.inbox)
returns public.inbox
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_other public.inbox;
begin
	select i.* into v_other from public.inbox i
	where i.ledger_id = item.ledger_id and i.message_id = item.message_id and i.item = item.item;
	if not found then
		-- A message is one agent's: an item more would make "the last thing said" of the other's two.
		select i.* into v_other from public.inbox i
		where i.ledger_id = item.ledger_id and i.message_id = item.message_id
			and i.member_id is null and i.agent_id is distinct from item.agent_id
		limit 1;
		if found and item.agent_id is not null then
			perform private.refuse_anothers(item);
		end if;
		-- A later item of the message, and maybe what nobody could read of it: close_inbox takes that off the list.
		perform set_config('painel.kept', 'yes', true);
		return item;
	elsif v_other.agent_id is distinct from item.agent_id and v_other.member_id is null then
		perform private.refuse_anothers(item);
	end if;
	item.reason := 'repeated';
	return item;
end;
$$;
comment on function private.met_before(public.inbox) is
	'Judges an item whose message came before: repeated, another''s, or the reading of a message that was kept.';

revoke all on function
	private.refuse_token(),
	private.open_inbox(),
	private.refuse_shape(public.inbox),
	private.undecided(public.inbox),
	private.sender_of(uuid, text),
	private.refuse_anothers(public.inbox),
	private.met_before(public.inbox)
from public, anon, authenticated, service_role;

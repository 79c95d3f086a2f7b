-- What was said around a message: its own items as they stand now, those of the message that it answers, and what its sender
-- said last. So a reply names what is, not what was sent, and an answer to the agent's own bubble means the purchase in it.

create function private.thread_items(agent_id uuid, message_id text)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'item', i.item,
		'action', i.action,
		'status', i.status,
		'reason', i.reason,
		'description', i.description,
		'amount_cents', i.amount_cents,
		'message_id', i.message_id,
		'ask', i.payload ->> 'ask',
		'before', i.before,
		'after', i.after,
		'candidates', i.candidates,
		'waits', i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null,
		'transaction', case when t.id is not null then private.said_of(t, l.timezone) end,
		'refunds', (select private.said_of(r, l.timezone) from public.transactions r where r.id = t.refund_of),
		'repeated', case when i.action = 'record' and t.id is not null then private.repeats_of(t, l.timezone) end
	) order by i.item), '[]')
	from public.inbox i
	join public.ledgers l on l.id = i.ledger_id
	left join public.transactions t on t.id = i.transaction_id
	where i.agent_id = thread_items.agent_id and i.ledger_id = l.id and i.message_id = thread_items.message_id;
$$;
comment on function private.thread_items(uuid, text) is 'An agent''s items of one message, and what each is now.';

create function private.thread_of(agent_id uuid, message_id text)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select jsonb_build_object(
		'message_id', thread_of.message_id,
		'items', private.thread_items(thread_of.agent_id, thread_of.message_id),
		'edit', (
			-- An edit that waits for a yes or no: what it says, and what the edited message recorded.
			select jsonb_build_object(
				'text', i.payload ->> 'message', 'of', i.target_message_id, 'items', private.thread_items(thread_of.agent_id, i.target_message_id)
			)
			from public.inbox i
			where i.agent_id = thread_of.agent_id
				and i.message_id = thread_of.message_id
				and i.ledger_id = (select a.ledger_id from public.agents a where a.id = thread_of.agent_id)
				and i.action = 'keep'
				and i.target_message_id is not null
				and i.dismissed_at is null
				and i.transaction_id is null
			limit 1
		)
	);
$$;
comment on function private.thread_of(uuid, text) is 'An agent''s items of one message, and the edit that waits in it for an answer.';

create function private.agent_thread(message_id text, about text, sender text, sent_at timestamptz)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_about text;
	v_sender integer;
	v_sent_at timestamptz := least(coalesce(sent_at, now()), now());
	v_last public.inbox;
	v_pending public.inbox;
begin
	if greatest(length(message_id), length(about), length(sender)) > 512 then
		raise exception 'ids must have at most 512 characters' using errcode = '22023', column = 'message_id';
	end if;
	-- An answer to the agent's reply means the message that it replied to.
	select coalesce(
		(select r.message_id from private.replies r where r.agent_id = v_agent and r.reply_id = about), about
	) into v_about;
	select s.id into v_sender from public.senders s where s.ledger_id = v_ledger and s.sender = sender;
	if v_sender is not null then
		select i.* into v_last
		from public.inbox i
		where i.agent_id = v_agent
			and i.received_at >= v_sent_at - interval '15 minutes'
			and i.sent_at between v_sent_at - interval '15 minutes' and v_sent_at
			and i.sender_id = v_sender
			and i.message_id <> message_id
		order by i.sent_at desc, i.received_at desc, i.revision desc nulls first, i.item desc
		limit 1;
		select i.* into v_pending
		from public.inbox i
		where i.agent_id = v_agent
			and i.received_at >= v_sent_at - interval '15 minutes'
			and i.sent_at between v_sent_at - interval '15 minutes' and v_sent_at
			and i.sender_id = v_sender
			and i.message_id <> message_id
			and i.candidates is not null
			and private.is_open_correction(i)
		order by i.sent_at desc, i.received_at desc, i.item desc
		limit 1;
	end if;
	return json_build_object(
		'items', private.thread_items(v_agent, message_id),
		'about', case when v_about is not null then private.thread_of(v_agent, v_about) || jsonb_build_object(
			'replies', (select count(*) from private.replies r where r.agent_id = v_agent and r.message_id = v_about),
			'said', (select m.said from private.received_messages m where m.agent_id = v_agent and m.message_id = v_about),
			-- By which way its sender is answered, for edits that a door tells without saying whose they are.
			'route', (
				select r.route
				from private.received_messages m
				join private.contact_routes r on r.ledger_id = v_ledger and r.address = m.sender and r.agent_id = v_agent
				where m.agent_id = v_agent and m.message_id = v_about
			)
		) end,
		'asked', coalesce(
			(select m.asked from private.received_messages m where m.agent_id = v_agent and m.message_id = v_about),
			-- Not when something else is answered.
			case when v_about is null then (
				select m.asked
				from private.received_messages m
				where m.agent_id = v_agent
					and m.sender = sender
					and m.asked is not null
					and m.message_id <> message_id
					and m.sent_at between v_sent_at - interval '15 minutes' and v_sent_at
				order by m.sent_at desc
				limit 1
			) end
		),
		'last', case when v_last.id is not null then private.thread_of(v_agent, v_last.message_id) || jsonb_build_object(
			'action', v_last.action,
			'description', coalesce(v_last.after ->> 'description', v_last.description),
			'amount_cents', coalesce((v_last.after ->> 'amount_cents')::bigint, v_last.amount_cents),
			'status', v_last.status
		) end,
		'pending', case when v_pending.id is not null then json_build_object(
			'message_id', v_pending.message_id,
			'item', v_pending.item,
			'action', v_pending.action,
			'candidates', v_pending.candidates
		) end
	);
end;
$$;
comment on function private.agent_thread(text, text, text, timestamptz) is 'Behind public.agent_thread.';

create function public.agent_thread(
	message_id text,
	about text default null,
	sender text default null,
	sent_at timestamptz default now()
)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_thread(message_id, about, sender, sent_at);
$$;
comment on function public.agent_thread(text, text, text, timestamptz) is
	'What was said around a message, of the agent''s own items: {items, about, asked, last, pending}. about: a message, or a reply of the agent''s to one, with how many replies it had and what they said; asked: the question that is answered, or the last that the sender asked in the 15 minutes before; last: what the sender said in the 15 minutes before; pending: the sender''s correction that waits for an answer to "Qual?".';

revoke all on function
	private.thread_items(uuid, text), private.thread_of(uuid, text),
	private.agent_thread(text, text, text, timestamptz), public.agent_thread(text, text, text, timestamptz)
from public, anon, authenticated, service_role;
grant execute on function
	private.agent_thread(text, text, text, timestamptz), public.agent_thread(text, text, text, timestamptz)
to anon, authenticated;

-- What the agent replied: which messages are its own replies, what they said, and those that could not be delivered.

create table private.undelivered (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	agent_id uuid not null references public.agents (id) on delete cascade,
	message_id text not null,
	sender text not null,
	said text,
	detail text,
	failed_at timestamptz not null default now(),
	dismissed_at timestamptz,
	constraint undelivered_once unique (agent_id, message_id)
);
comment on table private.undelivered is
	'Replies to known contacts that did not arrive: each was sent twice, or could not be sent at all. At most 200 a ledger, for 30 days.';
comment on column private.undelivered.said is 'What the reply said, to 1,000 characters.';
comment on column private.undelivered.detail is 'What the door gave as the reason.';
create index undelivered_ledger on private.undelivered (ledger_id, failed_at);
alter table private.undelivered enable row level security;
create policy "nobody" on private.undelivered for all to public using (false);
revoke all on private.undelivered from public, anon, authenticated, service_role;

create function private.note_replies(message_id text, reply_ids text[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_taken text;
begin
	if (length(message_id) between 1 and 512) is not true then
		raise exception 'message_id must have 1 to 512 characters' using errcode = '22023', column = 'message_id';
	elsif (cardinality(reply_ids) between 1 and 20) is not true or exists (
		select from unnest(reply_ids) r (id) where (length(r.id) between 1 and 512) is not true
	) then
		raise exception 'reply_ids must be 1 to 20 ids of 1 to 512 characters' using errcode = '22023', column = 'reply_ids';
	end if;
	insert into private.replies as r (agent_id, reply_id, message_id)
	select distinct v_agent, n.id, message_id from unnest(reply_ids) n (id)
	on conflict on constraint replies_pkey do nothing;
	select r.reply_id into v_taken
	from private.replies r
	where r.agent_id = v_agent and r.reply_id = any (reply_ids) and r.message_id <> message_id
	limit 1;
	if v_taken is not null then
		raise exception '"%" is a reply to another message', left(v_taken, 80) using errcode = '22023', column = 'reply_ids';
	end if;
	if exists (select from private.undelivered u where u.agent_id = v_agent and u.message_id = message_id) then
		-- One was sent after all. The ledger first, as everywhere, so that two never wait for each other.
		perform from public.ledgers l where l.id = v_ledger for no key update;
		delete from private.undelivered u where u.agent_id = v_agent and u.message_id = message_id;
		perform private.tell_inbox(v_ledger);
	end if;
end;
$$;
comment on function private.note_replies(text, text[]) is 'Behind public.agent_replied.';

create function public.agent_replied(message_id text, reply_ids text[])
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.note_replies(message_id, reply_ids);
$$;
comment on function public.agent_replied(text, text[]) is
	'Says which messages are the agent''s own replies to a message, so that who answers one of them means that message. Ids add up; repeating is harmless.';

create function private.agent_answered(message_id text, said text, asked jsonb)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_agent uuid;
begin
	perform private.require_agent('converse');
	v_agent := private.requesting_agent('converse');
	if octet_length(said) > 40000 then
		raise exception 'said must be at most 40 kB' using errcode = '22023', column = 'said';
	elsif pg_column_size(asked) > 2048 then
		raise exception 'asked must be at most 2 kB' using errcode = '22023', column = 'asked';
	end if;
	update private.received_messages m
	set answered = true
	where m.agent_id = v_agent and m.message_id = message_id;
	-- Of a stranger nothing is kept.
	update private.received_messages m
	set said = left(said, 1000), asked = asked
	where m.agent_id = v_agent and m.message_id = message_id and m.sender is not null;
end;
$$;
comment on function private.agent_answered(text, text, jsonb) is 'Behind public.agent_answered.';

create function public.agent_answered(message_id text, said text default null, asked jsonb default null)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_answered(message_id, said, asked);
$$;
comment on function public.agent_answered(text, text, jsonb) is
	'Says that a message was dealt with: its reply (said) was sent, or it wants none. Brought again, it is not worked on. asked: the question that it asked, as it was understood, for the ones that go on from it.';

create function private.agent_undelivered(message_id text, said text, detail text)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_message private.received_messages;
begin
	if octet_length(said) > 40000 then
		raise exception 'said must be at most 40 kB' using errcode = '22023', column = 'said';
	end if;
	perform from public.ledgers l where l.id = v_ledger for no key update;
	select m.* into v_message
	from private.received_messages m
	where m.agent_id = v_agent and m.message_id = message_id and m.sender is not null;
	if v_message.message_id is null then
		return false;
	end if;
	delete from private.undelivered u
	where u.ledger_id = v_ledger
		and (u.failed_at < now() - interval '30 days' or u.id in (
			select o.id
			from private.undelivered o
			where o.ledger_id = v_ledger and (o.agent_id, o.message_id) <> (v_agent, message_id)
			order by o.failed_at desc, o.id
			offset 199
		));
	insert into private.undelivered as u (ledger_id, agent_id, message_id, sender, said, detail)
	values (
		v_ledger, v_agent, message_id, v_message.sender, coalesce(left(said, 1000), v_message.said), nullif(left(private.cleaned(left(detail, 400)), 200), '')
	)
	-- Tried again and again by its door it is still the same reply.
	on conflict on constraint undelivered_once do nothing;
	if found then
		perform private.tell_inbox(v_ledger);
	end if;
	return true;
end;
$$;
comment on function private.agent_undelivered(text, text, text) is 'Behind public.agent_undelivered.';

create function public.agent_undelivered(message_id text, said text default null, detail text default null)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_undelivered(message_id, said, detail);
$$;
comment on function public.agent_undelivered(text, text, text) is
	'Says that the reply to a message could not be delivered: people see it on the page until it is sent after all (agent_replied) or dismissed. False: the message is unknown, or a stranger''s.';

create function private.undelivered_replies(ledger_id uuid)
returns table (id uuid, person text, said text, detail text, failed_at timestamptz)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select u.id, p.name, u.said, u.detail, u.failed_at
	from private.undelivered u
	left join public.contacts c on c.ledger_id = u.ledger_id and c.address = u.sender
	left join public.people p on p.ledger_id = c.ledger_id and p.id = c.person_id
	where u.ledger_id = undelivered_replies.ledger_id
		and u.ledger_id in (select private.my_ledgers())
		and u.dismissed_at is null
		and u.failed_at > now() - interval '30 days'
	order by u.failed_at desc, u.id
	limit 50;
$$;
comment on function private.undelivered_replies(uuid) is 'Behind public.undelivered_replies.';

create function public.undelivered_replies(ledger_id uuid)
returns table (id uuid, person text, said text, detail text, failed_at timestamptz)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select * from private.undelivered_replies(ledger_id);
$$;
comment on function public.undelivered_replies(uuid) is
	'Replies of the last 30 days that did not arrive, newest first, 50 at most: to whom, what they said, and the door''s reason (members).';

create function private.dismiss_undelivered(undelivered_id uuid, dismissed boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
	v_at timestamptz := case when dismissed then now() end;
begin
	select u.ledger_id into v_ledger from private.undelivered u where u.id = undelivered_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	update private.undelivered u
	set dismissed_at = v_at
	where u.id = undelivered_id and (u.dismissed_at is null) = dismissed;
	if found then
		perform private.tell_inbox(v_ledger);
	end if;
end;
$$;
comment on function private.dismiss_undelivered(uuid, boolean) is 'Behind public.dismiss_undelivered.';

create function public.dismiss_undelivered(undelivered_id uuid, dismissed boolean default true)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.dismiss_undelivered(undelivered_id, dismissed);
$$;
comment on function public.dismiss_undelivered(uuid, boolean) is
	'Takes a reply that did not arrive off the "a conferir" list, or puts it back (editors, owners).';

revoke all on function
	private.note_replies(text, text[]), public.agent_replied(text, text[]),
	private.agent_answered(text, text, jsonb), public.agent_answered(text, text, jsonb),
	private.agent_undelivered(text, text, text), public.agent_undelivered(text, text, text),
	private.undelivered_replies(uuid), public.undelivered_replies(uuid),
	private.dismiss_undelivered(uuid, boolean), public.dismiss_undelivered(uuid, boolean)
from public, anon, authenticated, service_role;
grant execute on function
	private.note_replies(text, text[]), public.agent_replied(text, text[]),
	private.agent_answered(text, text, jsonb), public.agent_answered(text, text, jsonb),
	private.agent_undelivered(text, text, text), public.agent_undelivered(text, text, text)
to anon, authenticated;
grant execute on function
	private.undelivered_replies(uuid), public.undelivered_replies(uuid),
	private.dismiss_undelivered(uuid, boolean), public.dismiss_undelivered(uuid, boolean)
to authenticated;

-- What an agent asks about a message before it works on it: is it new, whose is it, and what does the ledger know.

create table private.received_messages (
	agent_id uuid not null references public.agents (id) on delete cascade,
	message_id text not null,
	taken_at timestamptz not null default now(),
	answered boolean not null default false,
	sender text,
	sent_at timestamptz,
	said text,
	asked jsonb,
	primary key (agent_id, message_id)
);
comment on table private.received_messages is
	'Messages that an agent works on or has answered, so that a door that brings one twice gets one answer. Kept for 30 days.';
comment on column private.received_messages.sender is 'The known contact who sent it; null of strangers.';
comment on column private.received_messages.said is 'What the agent replied, of a known contact''s message: sent once more, or shown on the page, where it does not arrive.';
comment on column private.received_messages.asked is 'The question that the message asked, as it was understood: "e em setembro?" goes on from it.';
create index received_messages_taken on private.received_messages (agent_id, taken_at);
create index received_messages_asked on private.received_messages (agent_id, sender, sent_at) where asked is not null;

create table private.contact_routes (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	address text not null,
	agent_id uuid not null references public.agents (id) on delete cascade,
	route jsonb not null,
	last_sent_at timestamptz not null,
	primary key (ledger_id, address)
);
comment on table private.contact_routes is 'By which door a known contact wrote last, how that door answers them, and when.';
create index contact_routes_agent on private.contact_routes (agent_id);

create table private.strangers (
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	address text not null,
	told_at timestamptz not null default now(),
	primary key (ledger_id, address)
);
comment on table private.strangers is 'Unknown senders that were told how to join, so that they are told once a day at most.';

alter table private.received_messages enable row level security;
alter table private.contact_routes enable row level security;
alter table private.strangers enable row level security;
create policy "nobody" on private.received_messages for all to public using (false);
create policy "nobody" on private.contact_routes for all to public using (false);
create policy "nobody" on private.strangers for all to public using (false);
revoke all on private.received_messages, private.contact_routes, private.strangers
	from public, anon, authenticated, service_role;

create function private.take_message(agent_id uuid, message_id text)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_answered boolean;
begin
	delete from private.received_messages m
	where m.agent_id = agent_id and m.message_id in (
		select o.message_id from private.received_messages o
		where o.agent_id = agent_id and o.taken_at < now() - interval '30 days'
		limit 20
	);
	-- One of many that come at once inserts or takes over; the others see its row.
	insert into private.received_messages as m (agent_id, message_id)
	values (agent_id, message_id)
	on conflict on constraint received_messages_pkey do update
	set taken_at = now()
	where not m.answered and m.taken_at < now() - interval '3 minutes';
	if found then
		return 'new';
	end if;
	select m.answered into v_answered
	from private.received_messages m
	where m.agent_id = agent_id and m.message_id = message_id;
	return case when v_answered then 'answered' else 'busy' end;
end;
$$;
comment on function private.take_message(uuid, text) is
	'new: the caller works on this message now; busy: another run does, for at most three minutes; answered: it is done.';

create function private.family_of(address text)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	select case when split_part(address, ':', 1) in ('tel', 'wa', 'lid') then 'whatsapp' else split_part(address, ':', 1) end;
$$;
comment on function private.family_of(text) is
	'Addresses of one family are one sender of a person: WhatsApp tells a number, a user id, or an address that hides both.';

create function private.learn_contacts(ledger_id uuid, person_id integer, addresses text[], moved_from text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	if not exists (
		select from unnest(addresses) a (address)
		where not exists (select from public.contacts c where c.ledger_id = ledger_id and c.address = a.address)
	) and moved_from is null then
		return;
	end if;
	perform from public.ledgers l where l.id = ledger_id for no key update;
	if (select count(*) from public.contacts c where c.ledger_id = ledger_id and c.person_id = person_id) < 20 then
		insert into public.contacts (ledger_id, address, person_id)
		select ledger_id, a.address, person_id from unnest(addresses) a (address)
		on conflict do nothing;
	end if;
	delete from public.contacts c
	where c.ledger_id = ledger_id and c.person_id = person_id and c.address = moved_from and moved_from <> all (addresses);
end;
$$;
comment on function private.learn_contacts(uuid, integer, text[], text) is
	'Keeps the other addresses that a door gives of a known sender: a later message may bring only one of them.';

create function private.agent_received(
	message_id text,
	contacts text[],
	sent_at timestamptz,
	route jsonb,
	moved_from text
)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_state text;
	v_addresses text[];
	v_moved_from text := private.folded_contact(moved_from);
	v_person public.people;
	v_sender text;
	v_told boolean := false;
begin
	if length(message_id) between 1 and 512 is not true then
		raise exception 'message_id must have 1 to 512 characters' using errcode = '22023', column = 'message_id';
	end if;
	if cardinality(contacts) > 10 then
		raise exception 'contacts may be at most 10' using errcode = '22023', column = 'contacts';
	end if;
	if pg_column_size(route) > 2048 then
		raise exception 'route must be at most 2 kB' using errcode = '22023', column = 'route';
	end if;
	v_state := private.take_message(v_agent, message_id);
	select coalesce(array_agg(f.address order by f.place), '{}') into v_addresses
	from (
		select private.folded_contact(c.address) as address, min(c.place) as place
		from unnest(contacts) with ordinality c (address, place)
		group by 1
	) f
	where f.address is not null;

	select p.* into v_person
	from unnest(v_addresses || v_moved_from) with ordinality a (address, place)
	join public.contacts c on c.ledger_id = v_ledger and c.address = a.address
	join public.people p on p.ledger_id = c.ledger_id and p.id = c.person_id
	order by a.place
	limit 1;
	if v_person.id is null then
		v_sender := v_addresses[1];
		if v_state = 'new' and v_sender is not null then
			delete from private.strangers s where s.ledger_id = v_ledger and s.told_at < now() - interval '1 day';
			if (select count(*) from private.strangers s where s.ledger_id = v_ledger) < 200 then
				insert into private.strangers (ledger_id, address) values (v_ledger, v_sender) on conflict do nothing;
				v_told := not found;
			else
				v_told := true;
			end if;
		end if;
		return json_build_object('state', v_state, 'known', false, 'sender', v_sender, 'person', null, 'told', v_told);
	end if;

	if v_state = 'new' and cardinality(v_addresses) > 0 then
		perform private.learn_contacts(v_ledger, v_person.id, v_addresses, v_moved_from);
	end if;
	select c.address into v_sender
	from public.contacts c
	where c.ledger_id = v_ledger and c.person_id = v_person.id
		and private.family_of(c.address) = private.family_of(coalesce(v_addresses[1], v_moved_from))
	order by c.created_at, c.address
	limit 1;
	if v_state = 'new' then
		update private.received_messages m
		set sender = v_sender, sent_at = least(coalesce(sent_at, now()), now())
		where m.agent_id = v_agent and m.message_id = message_id;
	end if;
	if v_state = 'new' and route is not null and v_sender is not null then
		insert into private.contact_routes as r (ledger_id, address, agent_id, route, last_sent_at)
		values (v_ledger, v_sender, v_agent, route, least(coalesce(sent_at, now()), now()))
		on conflict on constraint contact_routes_pkey do update
		set agent_id = excluded.agent_id, route = excluded.route, last_sent_at = excluded.last_sent_at
		where r.last_sent_at <= excluded.last_sent_at;
	end if;
	return json_build_object(
		'state', v_state, 'known', true, 'sender', v_sender, 'person', v_person.name, 'told', true
	);
end;
$$;
comment on function private.agent_received(text, text[], timestamptz, jsonb, text) is 'Behind public.agent_received.';

create function public.agent_received(
	message_id text,
	contacts text[],
	sent_at timestamptz default now(),
	route jsonb default null,
	moved_from text default null
)
returns json
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_received(message_id, contacts, sent_at, route, moved_from);
$$;
comment on function public.agent_received(text, text[], timestamptz, jsonb, text) is
	'Asked once for each message, before any work: {state, known, sender, person, told}. state: new (work on it), busy (another run does; try again later) or answered. told: an unknown sender was told how to join within a day.';

revoke all on function
	private.take_message(uuid, text), private.family_of(text), private.learn_contacts(uuid, integer, text[], text),
	private.agent_received(text, text[], timestamptz, jsonb, text),
	public.agent_received(text, text[], timestamptz, jsonb, text)
from public, anon, authenticated, service_role;
grant execute on function
	private.agent_received(text, text[], timestamptz, jsonb, text),
	public.agent_received(text, text[], timestamptz, jsonb, text)
to anon, authenticated;

-- An agent that used to write and has not for three times its usual gap: its door, its phone or its server may have stopped, and
-- nobody notices what does not come. Held to fixtures/quiet-agents.jsonl.

create function private.usual_gap(days date[])
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	select case when cardinality(days) >= 5 then
		ceil((days[1] - days[cardinality(days)])::numeric / (cardinality(days) - 1))::integer
	end;
$$;
comment on function private.usual_gap(date[]) is
	'How many days usually lie between two days on which an agent wrote (newest first), rounded up; null below five of them: that is no habit yet.';

create function private.has_gone_quiet(days date[], today date)
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(today - days[1] > 3 * private.usual_gap(days), false);
$$;
comment on function private.has_gone_quiet(date[], date) is 'Whether the last of these days is longer ago than three times the usual gap.';

create function private.writing_days(agent_id uuid, timezone text)
returns date[]
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	-- From each day to the one before it: twenty looks into the index, however much was written.
	with recursive written (day, place) as (
		(
			select (i.received_at at time zone timezone)::date, 1
			from public.inbox i
			where i.agent_id = writing_days.agent_id
			order by i.received_at desc
			limit 1
		)
		union all
		select e.day, w.place + 1
		from written w
		cross join lateral (
			select (i.received_at at time zone timezone)::date as day
			from public.inbox i
			where i.agent_id = writing_days.agent_id
				and i.received_at < (w.day::timestamp at time zone timezone)
				and i.received_at > now() - interval '1 year'
			order by i.received_at desc
			limit 1
		) e
		where w.place < 20
	)
	select array_agg(w.day order by w.day desc) from written w;
$$;
comment on function private.writing_days(uuid, text) is 'The last days, twenty at most, on which an agent wrote, newest first, in a zone.';

create function private.quiet_agents(ledger_id uuid)
returns table (agent_id uuid, name text, last_on date, usual_days integer)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select a.id, a.name, d.days[1], private.usual_gap(d.days)
	from public.agents a
	join public.ledgers l on l.id = a.ledger_id
	cross join lateral (select private.writing_days(a.id, l.timezone) as days) d
	where a.ledger_id = quiet_agents.ledger_id
		and a.revoked_at is null
		-- Files are imported when somebody likes.
		and not a.imports
		and private.has_gone_quiet(d.days, (now() at time zone l.timezone)::date)
	order by d.days[1] desc, a.name;
$$;
comment on function private.quiet_agents(uuid) is 'The agents of a ledger that have gone quiet. The callers know who asks.';

create function private.quiet_agents_for_page(ledger_id uuid)
returns table (agent_id uuid, name text, last_on date, usual_days integer)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select q.*
	from private.my_ledgers() m (id)
	cross join lateral private.quiet_agents(m.id) q
	where m.id = quiet_agents_for_page.ledger_id;
$$;
comment on function private.quiet_agents_for_page(uuid) is 'Behind public.quiet_agents.';

create function public.quiet_agents(ledger_id uuid)
returns table (agent_id uuid, name text, last_on date, usual_days integer)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select * from private.quiet_agents_for_page(ledger_id);
$$;
comment on function public.quiet_agents(uuid) is
	'Agents that used to write and have not for three times their usual gap (members): on which day they wrote last, and after how many days they usually did.';

revoke all on function
	private.usual_gap(date[]), private.has_gone_quiet(date[], date), private.writing_days(uuid, text),
	private.quiet_agents(uuid), private.quiet_agents_for_page(uuid), public.quiet_agents(uuid)
from public, anon, authenticated, service_role;
grant execute on function private.quiet_agents_for_page(uuid), public.quiet_agents(uuid) to authenticated;

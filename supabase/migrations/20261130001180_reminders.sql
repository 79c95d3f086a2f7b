-- What the agent tells people by itself: once, to those who may be written to, and never about months gone by.

create table public.reminder_settings (
	ledger_id uuid primary key references public.ledgers (id) on delete cascade,
	kinds text[] not null default '{budget,closing,due,late,summary}',
	quiet_from smallint not null default 21,
	quiet_to smallint not null default 8,
	constraint reminder_settings_kinds_known check (kinds <@ '{budget,closing,due,late,summary}'),
	constraint reminder_settings_hours check (quiet_from between 0 and 23 and quiet_to between 0 and 23)
);
comment on table public.reminder_settings is 'Which reminders a ledger wants, and its quiet hours. Without a row: all, and from 21 to 8.';
comment on column public.reminder_settings.quiet_from is
	'From this hour of the ledger''s zone until quiet_to nothing is sent by itself. The same twice: never quiet.';

create table private.reminders (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	address text not null,
	kind text not null,
	subject text not null,
	period text not null,
	claimed_at timestamptz not null default now(),
	claimed_on date not null,
	claims smallint not null default 1,
	told_at timestamptz,
	constraint reminders_once unique (ledger_id, address, kind, subject, period)
);
comment on table private.reminders is 'Reminders that were given out: to whom, about what, of which period, and whether they were told.';

create table private.reminder_mutes (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	address text not null,
	kind text,
	until date,
	constraint reminder_mutes_once unique nulls not distinct (ledger_id, address, kind)
);
comment on table private.reminder_mutes is 'Who wants no reminders (kind null: none at all), until when (null: for good).';

alter table public.reminder_settings enable row level security;
alter table private.reminders enable row level security;
alter table private.reminder_mutes enable row level security;
create policy "members read reminder settings" on public.reminder_settings
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add reminder settings" on public.reminder_settings
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change reminder settings" on public.reminder_settings
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "nobody" on private.reminders for all to public using (false);
create policy "nobody" on private.reminder_mutes for all to public using (false);
revoke all on public.reminder_settings, private.reminders, private.reminder_mutes
	from public, anon, authenticated, service_role;
grant select, insert, update on public.reminder_settings to authenticated, service_role;

create trigger a_lock_ledgers
	before insert or update on public.reminder_settings
	for each statement when (auth.uid() is not null)
	execute function private.lock_my_ledgers();
create trigger tell_inserts
	after insert on public.reminder_settings
	referencing new table as changed
	for each statement execute function private.tell_settings();
create trigger tell_updates
	after update on public.reminder_settings
	referencing new table as changed
	for each statement execute function private.tell_settings();

create function private.imported_last(ledger_id uuid, category_id integer, month date, source_id integer default null)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce((
		select starts_with(t.message_id, 'import:')
		from public.transactions t
		where t.ledger_id = imported_last.ledger_id
			and t.last_month >= imported_last.month
			and t.first_month <= imported_last.month
			and t.kind in ('expense', 'refund')
			and not t.voided
			and (imported_last.category_id is null or t.category_id = imported_last.category_id)
			and (imported_last.source_id is null or t.source_id = imported_last.source_id)
		order by t.created_at desc, t.revision desc
		limit 1
	), false);
$$;
comment on function private.imported_last(uuid, integer, date, integer) is
	'Whether the spending of a month (and category, and source; null: any) that was recorded last came from a file.';

create function private.reminders_due(ledger_id uuid, basis text, today date)
returns table (kind text, subject text, period text, facts jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	-- 80 % or 100 % of a budget, whichever it has come to.
	select 'budget', coalesce(b.id::text, 'all'), to_char(today, 'YYYY-MM') || case when b.spent >= b.amount then ':100' else ':80' end,
		jsonb_build_object('category', b.name, 'amount_cents', b.amount, 'spent_cents', b.spent)
	from (
		select c.id, c.name, v.amount_cents as amount, (private.totals_between(
			v.ledger_id, basis, date_trunc('month', today)::date, date_trunc('month', today)::date, v.category_id, null, null, null, null
		) ->> 'spending_cents')::bigint as spent
		from (
			select distinct on (b.category_id) b.*
			from public.budgets b
			where b.ledger_id = reminders_due.ledger_id and b.month <= today
			order by b.category_id, b.month desc
		) v
		left join public.categories c on c.ledger_id = v.ledger_id and c.id = v.category_id
		where v.amount_cents > 0
	) b
	where b.spent * 100 >= b.amount * 80
		-- What a file brought is nobody's news: the next purchase that somebody tells of is.
		and not private.imported_last(ledger_id, b.id, date_trunc('month', today)::date)
	union all
	select
		case when b.state = 'open' then 'closing' else 'due' end, b.source_id::text, to_char(b.bill_month, 'YYYY-MM'),
		jsonb_build_object(
			'source', s.name, 'bill_month', to_char(b.bill_month, 'YYYY-MM'), 'closes', b.closes, 'due', b.due,
			'amount_cents', b.amount_cents, 'left_cents', b.left_cents
		)
	from private.card_bills(ledger_id, today) b
	join public.sources s on s.ledger_id = reminders_due.ledger_id and s.id = b.source_id
	where b.left_cents > 0
		-- As with budgets: a bill that a file brought is nobody's news.
		and not private.imported_last(ledger_id, null, b.bill_month, b.source_id)
		and case when b.state = 'open' then b.closes - today between 1 and 2 else b.due - today between 0 and 2 end
	union all
	select 'late', r.recurring_id::text, to_char(today, 'YYYY-MM'), jsonb_build_object('name', n.name, 'amount_cents', n.amount_cents, 'due', r.due)
	from private.recurring_in(ledger_id, date_trunc('month', today)::date, today) r
	join public.recurring n on n.id = r.recurring_id
	where r.late
	union all
	select 'summary', 'week', today::text, jsonb_build_object('month', to_char(today, 'YYYY-MM')) || (private.totals_between(
		ledger_id, basis, date_trunc('month', today)::date, date_trunc('month', today)::date, null, null, null, null, null
	) - 'sources')
	where extract(dow from today) = 0;
$$;
comment on function private.reminders_due(uuid, text, date) is
	'What may be told on a day: a budget at 80 or 100 %, a card''s bill that closes or is due within two days, a recurring one late, on Sundays the month so far.';

create function private.agent_reminders(contact text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger public.ledgers;
	v_agent uuid := private.requesting_agent('converse');
	v_settings public.reminder_settings;
	v_kinds text[];
	v_now timestamp;
	v_hour integer;
	v_address text := private.folded_contact(contact);
	v_answer jsonb;
begin
	select l.* into v_ledger from public.ledgers l where l.id = private.require_agent('converse');
	select s.* into v_settings from public.reminder_settings s where s.ledger_id = v_ledger.id;
	v_kinds := coalesce(v_settings.kinds, '{budget,closing,due,late,summary}');
	v_now := now() at time zone v_ledger.timezone;
	v_hour := extract(hour from v_now);
	-- Who just wrote is awake. By itself nothing is sent in the quiet hours, which may go over midnight.
	if contact is null and (case
		when coalesce(v_settings.quiet_from, 21) <= coalesce(v_settings.quiet_to, 8)
			then v_hour >= coalesce(v_settings.quiet_from, 21) and v_hour < coalesce(v_settings.quiet_to, 8)
		else v_hour >= coalesce(v_settings.quiet_from, 21) or v_hour < coalesce(v_settings.quiet_to, 8)
	end) then
		return '[]';
	end if;
	with asked as (
		select c.address, r.route, r.last_sent_at
		from public.contacts c
		left join private.contact_routes r on r.ledger_id = c.ledger_id and r.address = c.address
		left join public.agents o on o.id = r.agent_id and o.revoked_at is null
		where c.ledger_id = v_ledger.id
			and case
				-- Each agent for those who write to it: a reminder is given out once, and another would take it from them.
				when contact is not null then c.address = v_address and coalesce(o.id = v_agent, true)
				-- WhatsApp's Cloud API may only write within 24 hours of a person's message: the rest waits for the next reply.
				else r.agent_id = v_agent and (r.route ->> 'door' <> 'meta' or r.last_sent_at > now() - interval '24 hours')
			end
	),
	due as materialized (
		select * from private.reminders_due(v_ledger.id, v_ledger.basis, v_now::date)
	),
	given as (
		insert into private.reminders as r (ledger_id, address, kind, subject, period, claimed_on)
		select v_ledger.id, a.address, d.kind, d.subject, d.period, v_now::date
		from asked a
		join due d on d.kind = any (v_kinds)
		where not exists (
			select from private.reminder_mutes m
			where m.ledger_id = v_ledger.id and m.address = a.address
				and (m.kind is null or m.kind = d.kind)
				and (m.until is null or m.until >= v_now::date)
		)
		-- In one order for all callers, so that none waits for another in a circle.
		order by a.address, d.kind, d.subject, d.period
		on conflict on constraint reminders_once do update
		set claimed_at = now(), claims = r.claims + 1
		where r.told_at is null and r.claims < 2 and r.claimed_at < now() - interval '10 minutes' and r.claimed_on = v_now::date
		returning r.id, r.address, r.kind, r.subject, r.period
	)
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', g.id, 'contact', g.address, 'kind', g.kind, 'facts', d.facts, 'route', a.route, 'last_sent_at', a.last_sent_at
	) order by g.address, g.kind, g.subject), '[]') into v_answer
	from given g
	join due d on d.kind = g.kind and d.subject = g.subject and d.period = g.period
	join asked a on a.address = g.address;
	return v_answer;
end;
$$;
comment on function private.agent_reminders(text) is 'Behind public.agent_reminders.';

create function public.agent_reminders(contact text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_reminders(contact);
$$;
comment on function public.agent_reminders(text) is
	'What a contact (null: all that may be written to now, outside the quiet hours) should be told: [{id, contact, kind, facts, route, last_sent_at}]. Each is given out once; one that agent_reminded does not confirm within 10 minutes once more that day, then never.';

create function private.agent_reminded(ids uuid[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
begin
	if cardinality(ids) > 200 then
		raise exception 'ids may be at most 200' using errcode = '22023', column = 'ids';
	end if;
	update private.reminders r set told_at = now() where r.ledger_id = v_ledger and r.id = any (ids) and r.told_at is null;
end;
$$;
comment on function private.agent_reminded(uuid[]) is 'Behind public.agent_reminded.';

create function public.agent_reminded(ids uuid[])
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_reminded(ids);
$$;
comment on function public.agent_reminded(uuid[]) is 'Says that these reminders were told.';

create function private.agent_mute(contact text, kind text, until date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	c_kinds constant text[] := '{budget,closing,due,late,summary}';
	v_ledger uuid := private.require_agent('converse');
	v_address text := private.folded_contact(contact);
	v_kinds text[];
begin
	if not exists (select from public.contacts c where c.ledger_id = v_ledger and c.address = v_address)
		-- Of somebody who writes to another agent, that one is told.
		or exists (
			select from private.contact_routes r
			join public.agents o on o.id = r.agent_id and o.revoked_at is null
			where r.ledger_id = v_ledger and r.address = v_address and o.id <> private.requesting_agent('converse')
		)
	then
		raise exception 'no such contact in this ledger' using errcode = '22023', column = 'contact';
	elsif kind is not null and kind <> all (c_kinds || '{bill}') then
		raise exception 'kind must be budget, closing, due, bill, late or summary' using errcode = '22023', column = 'kind';
	end if;
	v_kinds := case kind when 'bill' then '{closing,due}' else array[kind] end;
	-- One contact's wishes one after the other.
	perform from public.contacts c where c.ledger_id = v_ledger and c.address = v_address for no key update;
	if until < (select (now() at time zone l.timezone)::date from public.ledgers l where l.id = v_ledger) then
		-- Taken back. Of what silenced every kind, the other kinds stay silent.
		insert into private.reminder_mutes as m (ledger_id, address, kind, until)
		select v_ledger, v_address, k.kind, o.until
		from private.reminder_mutes o
		cross join unnest(c_kinds) k (kind)
		where o.ledger_id = v_ledger and o.address = v_address and o.kind is null and kind is not null
		on conflict on constraint reminder_mutes_once do nothing;
		delete from private.reminder_mutes m
		where m.ledger_id = v_ledger and m.address = v_address and (kind is null or m.kind is null or m.kind = any (v_kinds));
		return;
	end if;
	insert into private.reminder_mutes as m (ledger_id, address, kind, until)
	select v_ledger, v_address, k.kind, until from unnest(v_kinds) k (kind)
	on conflict on constraint reminder_mutes_once do update set until = excluded.until;
end;
$$;
comment on function private.agent_mute(text, text, date) is 'Behind public.agent_mute.';

create function public.agent_mute(contact text, kind text default null, until date default null)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_mute(contact, kind, until);
$$;
comment on function public.agent_mute(text, text, date) is
	'No reminders for a contact any more ("silenciar"): of one kind (bill: closing and due), or of none (null), until a day (included) or for good (null). A day that has passed takes it back.';

revoke all on function
	private.imported_last(uuid, integer, date, integer), private.reminders_due(uuid, text, date), private.agent_reminders(text), public.agent_reminders(text),
	private.agent_reminded(uuid[]), public.agent_reminded(uuid[]),
	private.agent_mute(text, text, date), public.agent_mute(text, text, date)
from public, anon, authenticated, service_role;
grant execute on function
	private.agent_reminders(text), public.agent_reminders(text), private.agent_reminded(uuid[]), public.agent_reminded(uuid[]),
	private.agent_mute(text, text, date), public.agent_mute(text, text, date)
to anon, authenticated;

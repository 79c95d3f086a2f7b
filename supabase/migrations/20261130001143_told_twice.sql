-- The same purchase told twice: by two people, or by the chat and a bank's message. It is marked, and never dropped by itself.

create table private.kept_repeats (
	transaction_id uuid primary key,
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	kept_at timestamptz not null default now()
);
comment on table private.kept_repeats is 'Purchases that looked like an earlier one, and of which somebody said that they are two.';
create index kept_repeats_ledger on private.kept_repeats (ledger_id);
alter table private.kept_repeats enable row level security;
create policy "nobody" on private.kept_repeats for all to public using (false);
revoke all on private.kept_repeats from public, anon, authenticated, service_role;

create function private.repeats_of(transaction public.transactions, timezone text)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select jsonb_agg(r.said order by r.occurred_at desc, r.id)
	from (
		select
			private.said_of(t, timezone) || jsonb_build_object('transaction_id', t.id, 'message_id', t.message_id, 'item', t.item) as said,
			t.occurred_at,
			t.id
		from public.inbox told
		join public.transactions t on t.ledger_id = transaction.ledger_id
		join public.inbox i on i.id = t.id
		where told.id = transaction.id
			and not transaction.voided
			and not exists (select from private.kept_repeats k where k.transaction_id = transaction.id)
			-- Their days are at most two apart: the index leaves out all that ended before.
			and t.last_month >= (date_trunc('month', transaction.occurred_at at time zone timezone - interval '2 days'))::date
			and t.id <> transaction.id
			and not t.voided
			-- The earlier one by its arrival: a later correction of it makes it no repeat.
			and t.created_at < transaction.created_at
			and t.kind = transaction.kind
			and t.amount_cents = transaction.amount_cents
			and t.source_id is not distinct from transaction.source_id
			and (t.source_id is not null or private.normalise(t.source_text) is not distinct from private.normalise(transaction.source_text))
			and t.occurred_at between transaction.occurred_at - interval '2 days' and transaction.occurred_at + interval '2 days'
			-- Told by somebody else, or through another door. The same person buys two coffees.
			and (i.sender_id is distinct from told.sender_id or i.payload ->> 'via' is distinct from told.payload ->> 'via')
		order by t.occurred_at desc, t.id
		limit 3
	) r;
$$;
comment on function private.repeats_of(public.transactions, text) is
	'Earlier purchases that may be this one, told twice: same amount and source within two days, by another sender or door. Null: none, or it was kept.';

create function private.told_twice(ledger_id uuid)
returns table (transaction_id uuid, said jsonb, repeats jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	with mine as (
		select l.id, l.timezone from public.ledgers l
		where l.id = told_twice.ledger_id and l.id in (select private.my_ledgers())
	),
	recent as materialized (
		select t.id, t.kind, t.amount_cents, t.source_id, t.occurred_at, t.created_at, i.sender_id, i.payload ->> 'via' as via
		from mine l
		join public.transactions t on t.ledger_id = l.id
		join public.inbox i on i.id = t.id
		where t.last_month >= (date_trunc('month', now() at time zone l.timezone - interval '62 days'))::date and not t.voided
	),
	-- Only what shares its amount with another near it, of another sender or door, is looked at closely: the lines of a large
	-- import share theirs with each other by the thousand.
	alike as (
		select distinct t.id
		from recent t
		join recent o on o.amount_cents = t.amount_cents and o.kind = t.kind and o.id <> t.id and o.created_at < t.created_at
		where t.created_at > now() - interval '30 days'
			and o.occurred_at between t.occurred_at - interval '2 days' and t.occurred_at + interval '2 days'
			and o.source_id is not distinct from t.source_id
			and (o.sender_id is distinct from t.sender_id or o.via is distinct from t.via)
	)
	select t.id, private.said_of(t, l.timezone), r.repeats
	from alike a
	cross join mine l
	join public.transactions t on t.id = a.id
	cross join lateral (select private.repeats_of(t, l.timezone) as repeats) r
	where r.repeats is not null
	order by t.created_at desc
	limit 50;
$$;
comment on function private.told_twice(uuid) is 'Behind public.told_twice.';

create function public.told_twice(ledger_id uuid)
returns table (transaction_id uuid, said jsonb, repeats jsonb)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select * from private.told_twice(ledger_id);
$$;
comment on function public.told_twice(uuid) is
	'Purchases of the last 30 days that may have been told twice, newest first: each with what it is (said) and the earlier ones that it may be (repeats). void undoes one, keep_repeat says that they are two.';

create function private.keep_repeat(transaction_id uuid, ledger_id uuid)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
	perform from public.ledgers l where l.id = ledger_id for no key update;
	insert into private.kept_repeats (transaction_id, ledger_id) values (transaction_id, ledger_id) on conflict do nothing;
	if not found then
		return false;
	end if;
	perform private.tell_inbox(ledger_id);
	return true;
end;
$$;
comment on function private.keep_repeat(uuid, uuid) is 'Writes down that a purchase is one of its own, and tells the page; false: it was kept already.';

create function private.keep_repeat_on_page(transaction_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select t.ledger_id into v_ledger from public.transactions t where t.id = transaction_id;
	perform private.lock_as(v_ledger, array['owner', 'editor']);
	perform private.keep_repeat(transaction_id, v_ledger);
end;
$$;
comment on function private.keep_repeat_on_page(uuid) is 'Behind public.keep_repeat.';

create function public.keep_repeat(transaction_id uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.keep_repeat_on_page(transaction_id);
$$;
comment on function public.keep_repeat(uuid) is 'Says that a purchase which looked told twice is one of its own (editors, owners).';

create function private.agent_keep(message_id text, item integer)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid := private.require_agent('converse');
	v_agent uuid := private.requesting_agent('converse');
	v_transaction uuid;
begin
	select i.transaction_id into v_transaction
	from public.inbox i
	where i.ledger_id = v_ledger and i.agent_id = v_agent and i.message_id = message_id and i.item = item
		and i.status = 'accepted' and i.action = 'record';
	return v_transaction is not null and private.keep_repeat(v_transaction, v_ledger);
end;
$$;
comment on function private.agent_keep(text, integer) is 'Behind public.agent_keep.';

create function public.agent_keep(message_id text, item integer)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_keep(message_id, item);
$$;
comment on function public.agent_keep(text, integer) is
	'Says that the purchase of an agent''s own item, which looked told twice, is one of its own. False: there is none, or it was kept already.';

revoke all on function
	private.repeats_of(public.transactions, text),
	private.told_twice(uuid), public.told_twice(uuid),
	private.keep_repeat(uuid, uuid), private.keep_repeat_on_page(uuid), public.keep_repeat(uuid),
	private.agent_keep(text, integer), public.agent_keep(text, integer)
from public, anon, authenticated, service_role;
grant execute on function
	private.told_twice(uuid), public.told_twice(uuid), private.keep_repeat_on_page(uuid), public.keep_repeat(uuid)
to authenticated;
grant execute on function private.agent_keep(text, integer), public.agent_keep(text, integer) to anon, authenticated;

-- What the agent is told about its ledger before it reads a message: names that exist, people, what is left of budgets.

create function private.context_categories(ledger_id uuid)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(json_agg(json_build_object('name', c.name, 'aliases', c.aliases) order by c.id), '[]')
	from public.categories c
	where c.ledger_id = context_categories.ledger_id;
$$;
comment on function private.context_categories(uuid) is 'Categories with their aliases, in the order in which they were made.';

create function private.context_sources(ledger_id uuid, today date)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	with bills as materialized (
		select b.*, row_number() over (partition by b.source_id, b.state = 'open' order by
			case when b.state = 'open' then b.closes end, case when b.state <> 'open' then b.closes end desc
		) as place
		from private.card_bills(context_sources.ledger_id, today) b
	)
	select coalesce(json_agg(json_build_object(
		'name', s.name,
		'aliases', s.aliases,
		'bills', (
			select json_agg(json_build_object(
				'bill_month', to_char(b.bill_month, 'YYYY-MM'), 'closes', b.closes, 'due', b.due,
				'amount_cents', b.amount_cents, 'paid_cents', b.paid_cents, 'left_cents', b.left_cents, 'state', b.state
			) order by b.closes)
			from bills b
			where b.source_id = s.id and b.place = 1
		)
	) order by s.id), '[]')
	from public.sources s
	where s.ledger_id = context_sources.ledger_id and not s.archived;
$$;
comment on function private.context_sources(uuid, date) is
	'Sources that are not archived, with their aliases; cards with their last closed and their open bill.';

create function private.context_people(ledger_id uuid)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(json_agg(json_build_object(
		'name', p.name,
		'aliases', p.aliases,
		'contacts', (
			select coalesce(json_agg(c.address order by c.created_at, c.address), '[]')
			from public.contacts c
			where c.ledger_id = p.ledger_id and c.person_id = p.id
		)
	) order by p.id), '[]')
	from public.people p
	where p.ledger_id = context_people.ledger_id;
$$;
comment on function private.context_people(uuid) is 'People with their aliases and contacts.';

create function private.context_budgets(ledger_id uuid, basis text, month date)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(json_agg(json_build_object(
		'category', c.name,
		'amount_cents', v.amount_cents,
		'left_cents', v.amount_cents - (private.totals_between(
			v.ledger_id, context_budgets.basis, context_budgets.month, context_budgets.month, v.category_id, null, null, null, null
		) ->> 'spending_cents')::bigint
	) order by c.name nulls first), '[]')
	from (
		-- A budget holds until a later one of the same category.
		select distinct on (b.category_id) b.*
		from public.budgets b
		where b.ledger_id = context_budgets.ledger_id and b.month <= context_budgets.month
		order by b.category_id, b.month desc
	) v
	left join public.categories c on c.ledger_id = v.ledger_id and c.id = v.category_id
	where v.amount_cents > 0;
$$;
comment on function private.context_budgets(uuid, text, date) is
	'Budgets that hold in a month, and what is left of each, counted by the ledger''s basis; category null: the whole month.';

create function private.agent_context()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid := private.require_agent('converse');
begin
	return (
		select json_build_object(
			'ledger', l.name,
			'currency', l.currency,
			'timezone', l.timezone,
			'basis', l.basis,
			'today', t.today,
			'categories', private.context_categories(l.id),
			'sources', private.context_sources(l.id, t.today),
			'people', private.context_people(l.id),
			'budgets', private.context_budgets(l.id, l.basis, date_trunc('month', t.today)::date),
			'quiet_agents', (
				select coalesce(json_agg(json_build_object('name', q.name, 'last_on', q.last_on, 'usual_days', q.usual_days)), '[]')
				from private.quiet_agents(l.id) q
			)
		)
		from public.ledgers l
		cross join lateral (select (now() at time zone l.timezone)::date as today) t
		where l.id = v_ledger
	);
end;
$$;
comment on function private.agent_context() is 'Behind public.agent_context.';

create function public.agent_context()
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_context();
$$;
comment on function public.agent_context() is
	'What the agent is told before it reads a message: the ledger, its categories and sources with aliases, cards with their last closed and their open bill, its people with contacts, what is left of each budget, and agents that have gone quiet.';

revoke all on function
	private.context_categories(uuid), private.context_sources(uuid, date), private.context_people(uuid), private.context_budgets(uuid, text, date),
	private.agent_context(), public.agent_context()
from public, anon, authenticated, service_role;
grant execute on function private.agent_context(), public.agent_context() to anon, authenticated;

-- What the agent is told about its ledger before it reads a message: names that exist, people, what is left of budgets.

create function private.context_labels(ledger_id uuid, what text)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(json_agg(json_build_object('name', x.name, 'aliases', x.aliases) order by x.id), '[]')
	from (
		select c.id, c.name, c.aliases from public.categories c
		where context_labels.what = 'category' and c.ledger_id = context_labels.ledger_id
		union all
		select s.id, s.name, s.aliases from public.sources s
		where context_labels.what = 'source' and s.ledger_id = context_labels.ledger_id
	) x;
$$;
comment on function private.context_labels(uuid, text) is 'Categories or sources with their aliases, in the order in which they were made.';

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
			'categories', private.context_labels(l.id, 'category'),
			'sources', private.context_labels(l.id, 'source'),
			'people', private.context_people(l.id),
			'budgets', private.context_budgets(l.id, l.basis, date_trunc('month', t.today)::date)
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
	'What the agent is told before it reads a message: the ledger, its categories and sources with aliases, its people with contacts, what is left of each budget.';

revoke all on function
	private.context_labels(uuid, text), private.context_people(uuid), private.context_budgets(uuid, text, date),
	private.agent_context(), public.agent_context()
from public, anon, authenticated, service_role;
grant execute on function private.agent_context(), public.agent_context() to anon, authenticated;

-- Agents: how owners make and revoke them, and what an agent may ask.

create function private.create_agent(ledger_id uuid, name text, abilities text[])
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_agent uuid;
	v_name text;
	v_token text;
begin
	perform private.require_role(ledger_id, array['owner']);
	v_name := private.name_of(name);
	-- Of a few known words; an array of thousands is not even compared.
	if coalesce(cardinality(abilities), 0) not between 1 and 10 or not abilities <@ '{record,converse,correct}' then
		raise exception 'abilities must be some of record, converse, correct' using errcode = '22023', column = 'abilities';
	end if;
	-- One at a time, or two at once would each count the same.
	perform from public.ledgers l where l.id = ledger_id for no key update;
	if (select count(*) from public.agents a where a.ledger_id = ledger_id and a.revoked_at is null) >= 20 then
		raise exception 'a ledger has at most 20 agents'
			using errcode = '22023', column = 'name', hint = 'Revoke one that is not used any more.';
	end if;
	-- 244 random bits of the server's strong generator; hashed once more so that the token shows nothing of their form.
	v_token := 'painel_' || encode(
		sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'
	);
	insert into public.agents (ledger_id, name, created_by, abilities)
	values (ledger_id, v_name, auth.uid(), abilities)
	returning id into v_agent;
	insert into private.agent_tokens (agent_id, token_hash) values (v_agent, sha256(convert_to(v_token, 'UTF8')));
	return json_build_object('id', v_agent, 'name', v_name, 'token', v_token);
end;
$$;
comment on function private.create_agent(uuid, text, text[]) is 'Behind public.create_agent.';

create function public.create_agent(
	ledger_id uuid,
	name text,
	abilities text[] default '{record,converse}'
)
returns json
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.create_agent(ledger_id, name, abilities);
$$;
comment on function public.create_agent(uuid, text, text[]) is
	'A new agent (owners): {id, name, token}. The token is in this answer and nowhere else, ever again. abilities: see agents.abilities; an importer needs record alone.';

create function private.revoke_agent(agent_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_ledger uuid;
begin
	select a.ledger_id into v_ledger from public.agents a where a.id = agent_id;
	perform private.require_role(v_ledger, array['owner']);
	-- After what it is writing now, and before anything it would write next.
	perform from public.ledgers l where l.id = v_ledger for no key update;
	update public.agents a set revoked_at = coalesce(a.revoked_at, now()) where a.id = agent_id;
end;
$$;
comment on function private.revoke_agent(uuid) is 'Behind public.revoke_agent.';

create function public.revoke_agent(agent_id uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.revoke_agent(agent_id);
$$;
comment on function public.revoke_agent(uuid) is 'Refuses an agent''s token from now on (owners).';

create function private.counted(ledger_id uuid, basis text, month date)
returns table (
	transaction_id uuid,
	kind text,
	category text,
	source text,
	cents bigint,
	purchases integer
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	if counted.basis = 'bill' then
		return query
		select b.transaction_id, b.kind, b.category, b.source, sum(b.amount_cents)::bigint, case when t.part > 1 then 0 else 1 end
		from public.bill_items b
		join public.transactions t on t.id = b.transaction_id
		where b.ledger_id = counted.ledger_id and b.bill_month = counted.month
		group by b.transaction_id, b.kind, b.category, b.source, t.part;
		return;
	end if;
	return query
	select
		t.id, t.kind, c.name, s.name,
		private.live_cents(t.amount_cents, t.installments::integer, t.bill_month, t.moves),
		case when t.part > 1 then 0 else 1 end
	from public.ledgers l
	join public.transactions t
		on t.ledger_id = l.id
		and t.occurred_at >= counted.month::timestamp at time zone l.timezone
		and t.occurred_at < (counted.month + interval '1 month') at time zone l.timezone
	left join public.categories c on c.ledger_id = t.ledger_id and c.id = t.category_id
	left join public.sources s on s.ledger_id = t.ledger_id and s.id = t.source_id
	where l.id = counted.ledger_id and not t.voided and t.last_month >= counted.month and t.first_month <= counted.month;
end;
$$;
comment on function private.counted(uuid, text, date) is
	'What counts in a month, a row for each transaction: by bill its parts in that bill, by purchase the whole of those made in it. purchases: 0 for a later part of a purchase that is known by its parts.';

create function private.agent_summary(month text)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid := private.require_agent('converse');
	v_month date := private.month_of_text(month);
begin
	return (
		select json_build_object(
			'ledger', l.name,
			'currency', l.currency,
			'basis', l.basis,
			'month', to_char(m.month, 'YYYY-MM'),
			'spending_cents', coalesce(sum(n.cents) filter (where n.kind = 'expense'), 0)
				- coalesce(sum(n.cents) filter (where n.kind = 'refund'), 0),
			'income_cents', coalesce(sum(n.cents) filter (where n.kind = 'income'), 0),
			'purchases', coalesce(sum(n.purchases) filter (where n.kind = 'expense'), 0),
			'categories', private.summary_lines(l.id, l.basis, m.month, 'category'),
			'sources', private.summary_lines(l.id, l.basis, m.month, 'source')
		)
		from public.ledgers l
		cross join lateral (
			select coalesce(v_month, date_trunc('month', now() at time zone l.timezone)::date) as month
		) m
		left join lateral private.counted(l.id, l.basis, m.month) n on true
		where l.id = v_ledger
		group by l.id, m.month
	);
end;
$$;
comment on function private.agent_summary(text) is 'Behind public.agent_summary.';

create function private.summary_lines(ledger_id uuid, basis text, month date, what text)
returns json
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select coalesce(
		json_agg(
			json_build_object('name', s.name, 'spending_cents', s.cents, 'purchases', s.purchases) order by s.cents desc, s.name
		),
		'[]'
	)
	from (
		select
			case what when 'category' then n.category else n.source end as name,
			sum(case n.kind when 'expense' then n.cents else - n.cents end) as cents,
			coalesce(sum(n.purchases) filter (where n.kind = 'expense'), 0) as purchases
		from private.counted(ledger_id, basis, month) n
		where n.kind in ('expense', 'refund')
		group by 1
	) s;
$$;
comment on function private.summary_lines(uuid, text, date, text) is
	'Spending of a month by category or source, largest first; negative where more came back than went out.';

create function public.agent_summary(month text default null)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.agent_summary(month);
$$;
comment on function public.agent_summary(text) is
	'Totals of a month (YYYY-MM; null: this month), counted by the ledger''s basis, by category and source, for the agent whose token the request carries.';

revoke all on function
	private.create_agent(uuid, text, text[]), private.revoke_agent(uuid),
	private.agent_summary(text), private.counted(uuid, text, date), private.summary_lines(uuid, text, date, text),
	public.create_agent(uuid, text, text[]), public.revoke_agent(uuid), public.agent_summary(text)
from public, anon, authenticated, service_role;
grant execute on function
	private.create_agent(uuid, text, text[]), private.revoke_agent(uuid),
	public.create_agent(uuid, text, text[]), public.revoke_agent(uuid)
to authenticated;
grant execute on function private.agent_summary(text), public.agent_summary(text) to anon, authenticated;

-- What members import from files comes in through the inbox too, as the ledger's one import agent: one agent, so that a file that
-- two members send is recorded once, and an owner revokes it like any other.

create function private.import_token(ledger_id uuid)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_agent uuid;
	v_token text;
begin
	-- One at a time, or two at once would each make the agent.
	perform private.lock_as(ledger_id, array['owner', 'editor']);
	select a.id into v_agent from public.agents a where a.ledger_id = ledger_id and a.imports and a.revoked_at is null;
	if v_agent is null then
		insert into public.agents (ledger_id, name, created_by, abilities, imports)
		values (ledger_id, 'Importação', auth.uid(), '{record}', true)
		returning id into v_agent;
	end if;
	delete from private.agent_tokens t where t.agent_id = v_agent and t.expires_at <= now();
	if (select count(*) from private.agent_tokens t where t.agent_id = v_agent) >= 100 then
		raise exception 'a ledger has at most 100 import tokens a day'
			using errcode = '22023', column = 'ledger_id', hint = 'Use the token of before: it lasts 24 hours.';
	end if;
	v_token := 'painel_' || encode(
		sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'
	);
	insert into private.agent_tokens (agent_id, token_hash, expires_at, made_for)
	values (v_agent, sha256(convert_to(v_token, 'UTF8')), now() + interval '24 hours', auth.uid());
	return v_token;
end;
$$;
comment on function private.import_token(uuid) is 'Behind public.import_token.';

create function public.import_token(ledger_id uuid)
returns text
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.import_token(ledger_id);
$$;
comment on function public.import_token(uuid) is
	'A token of the ledger''s import agent for 24 hours (editors, owners). The first call makes the agent, which may only record.';

create function private.recorded_transactions(ids uuid[])
returns uuid[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid := private.require_agent('record');
begin
	if cardinality(ids) > 1000 then
		raise exception 'ids may be at most 1,000' using errcode = '22023', column = 'ids';
	end if;
	return array(
		select t.id from public.transactions t where t.ledger_id = v_ledger and t.id = any (ids)
	);
end;
$$;
comment on function private.recorded_transactions(uuid[]) is 'Behind public.agent_recorded.';

create function public.agent_recorded(ids uuid[])
returns uuid[]
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.recorded_transactions(ids);
$$;
comment on function public.agent_recorded(uuid[]) is
	'Which of these are transactions of the agent''s ledger, whoever recorded them: what Painel exported and is sent back is not recorded twice. Nothing else of them is told.';

create function private.import_sources()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid := private.require_agent('record');
begin
	-- An agent that only posts reads no settings; one that converses is told of them anyway (agent_context).
	if private.requesting_agent('converse') is null
		and not exists (select from public.agents a where a.id = private.requesting_agent('record') and a.imports)
	then
		perform private.require_agent('converse');
	end if;
	return (
		select json_build_object(
			'timezone', l.timezone,
			'sources', (
				select coalesce(json_agg(json_build_object(
					'name', s.name,
					'aliases', s.aliases,
					'cycles', (
						select coalesce(json_agg(json_build_object(
							'from_month', to_char(c.from_month, 'YYYY-MM'), 'closing_day', c.closing_day, 'due_day', c.due_day
						) order by c.from_month nulls first), '[]')
						from public.cycles c
						where c.ledger_id = s.ledger_id and c.source_id = s.id
					),
					'closings', (
						select coalesce(json_agg(json_build_object(
							'bill_month', to_char(b.bill_month, 'YYYY-MM'), 'closing_date', b.closing_date
						) order by b.bill_month), '[]')
						from public.bill_closings b
						where b.ledger_id = s.ledger_id and b.source_id = s.id
					)
				) order by s.id), '[]')
				from public.sources s
				where s.ledger_id = l.id
			)
		)
		from public.ledgers l
		where l.id = v_ledger
	);
end;
$$;
comment on function private.import_sources() is 'Behind public.agent_sources.';

create function public.agent_sources()
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.import_sources();
$$;
comment on function public.agent_sources() is
	'The ledger''s timezone and its sources with aliases, all versions of their cycles and bills that close on another date: what an import needs to find a card''s bill. For the import agent, and for agents that record and converse.';

revoke all on function
	private.import_token(uuid), public.import_token(uuid),
	private.recorded_transactions(uuid[]), public.agent_recorded(uuid[]),
	private.import_sources(), public.agent_sources()
from public, anon, authenticated, service_role;
grant execute on function private.import_token(uuid), public.import_token(uuid) to authenticated;
grant execute on function private.recorded_transactions(uuid[]), public.agent_recorded(uuid[]) to anon, authenticated;
grant execute on function private.import_sources(), public.agent_sources() to anon, authenticated;

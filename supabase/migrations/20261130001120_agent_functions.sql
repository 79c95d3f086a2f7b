-- Agents: how owners make and revoke them.

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
	perform private.lock_as(ledger_id, array['owner']);
	if (select count(*) from public.agents a where a.ledger_id = ledger_id and a.revoked_at is null and not a.imports) >= 20 then
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
	-- After what it is writing now, and before anything it would write next.
	perform private.lock_as(v_ledger, array['owner']);
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

revoke all on function
	private.create_agent(uuid, text, text[]), private.revoke_agent(uuid),
	public.create_agent(uuid, text, text[]), public.revoke_agent(uuid)
from public, anon, authenticated, service_role;
grant execute on function
	private.create_agent(uuid, text, text[]), private.revoke_agent(uuid),
	public.create_agent(uuid, text, text[]), public.revoke_agent(uuid)
to authenticated;

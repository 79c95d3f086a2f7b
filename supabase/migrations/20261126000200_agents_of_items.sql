-- No foreign key from inbox to agents, for the reason that transactions have none: the only writer takes the agent from its
-- token's row under the ledger's lock (open_inbox, proved by close_inbox), and it took a tenth of the time of an array. What
-- else the key did is done here: an agent that wrote stays, and the API can embed an item's agent.

alter table public.inbox drop constraint inbox_agent_id_fkey;

create function private.keep_agents()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
	if tg_op = 'DELETE' then
		-- With its ledger it goes: erase_ledger deletes the items first.
		perform i.id from public.inbox i where i.agent_id = old.id limit 1;
		if not found then
			return old;
		end if;
	end if;
	raise exception 'an agent that wrote to the inbox is not deleted'
		using
			errcode = '23503',
			hint = 'Revoke it with revoke_agent(). To remove everything, an owner deletes the ledger with delete_ledger().';
end;
$$;
comment on function private.keep_agents() is 'Refuses to delete an agent that has items in the inbox, or to truncate agents.';

create trigger keep_agents
	before delete on public.agents
	for each row execute function private.keep_agents();
create trigger keep_agents_all
	before truncate on public.agents
	for each statement execute function private.keep_agents();
alter table public.agents enable always trigger keep_agents;
alter table public.agents enable always trigger keep_agents_all;

-- The name by which the API embeds it: select=message_id,agents(name).
create function public.agents(item public.inbox)
returns setof public.agents
language sql
stable
rows 1
set search_path = ''
as $$
	select a.* from public.agents a where a.id = item.agent_id;
$$;
comment on function public.agents(public.inbox) is 'The agent that sent an item, for the API to embed.';

revoke all on function private.keep_agents(), public.agents(public.inbox) from public, anon, authenticated, service_role;
grant execute on function public.agents(public.inbox) to authenticated;

-- Machines that may write to one ledger. The secret token is shown once; only its SHA-256 is kept.

create table public.agents (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	name text not null,
	created_by uuid references auth.users (id) on delete set null,
	created_at timestamptz not null default now(),
	last_used_at timestamptz,
	revoked_at timestamptz,
	abilities text[] not null default '{record,converse}',
	imports boolean not null default false,
	constraint agents_name_length check (length(name) between 1 and 60 and name = btrim(name)),
	constraint agents_abilities_known check (abilities <@ '{record,converse,correct}' and abilities <> '{}')
)
with (fillfactor = 70);
comment on table public.agents is 'A machine that may write to one ledger, by its token.';
comment on column public.agents.last_used_at is 'When it last wrote, to the minute.';
comment on column public.agents.revoked_at is 'Its token is refused since then.';
comment on column public.agents.abilities is
	'record: insert items and read its own; converse: call the agent_… functions; correct: amend, void and read all items of its ledger. An importer, or a program that only posts, needs record alone.';
comment on column public.agents.imports is
	'The ledger''s import agent: what members import from files is its. At most one that is not revoked; import_token makes it.';
create index agents_ledger_id on public.agents (ledger_id);
create unique index agents_one_imports on public.agents (ledger_id) where imports and revoked_at is null;
create index agents_created_by on public.agents (created_by);

create table private.agent_tokens (
	token_hash bytea primary key,
	agent_id uuid not null references public.agents (id) on delete cascade,
	expires_at timestamptz not null default 'infinity',
	made_for uuid references auth.users (id) on delete cascade,
	constraint agent_tokens_sha256 check (octet_length(token_hash) = 32)
);
comment on table private.agent_tokens is
	'SHA-256 of each agent''s token. A look-up by hash leaks nothing by its timing: what an attacker sends is hashed first.';
comment on column private.agent_tokens.expires_at is 'The import agent''s tokens last a day.';
comment on column private.agent_tokens.made_for is
	'The member whom a token of the import agent was made for: it ends with their right to edit. Null: an owner''s, for a machine.';
create index agent_tokens_agent_id on private.agent_tokens (agent_id);
create index agent_tokens_made_for on private.agent_tokens (made_for);

revoke all on public.agents, private.agent_tokens from public, anon, authenticated, service_role;
grant select on public.agents to authenticated, service_role;

create function private.request_token_hash()
returns bytea
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
	return sha256(convert_to(
		nullif(nullif(current_setting('request.headers', true), '')::json ->> 'x-agent-token', ''), 'UTF8'
	));
end;
$$;
comment on function private.request_token_hash() is 'SHA-256 of the request''s x-agent-token header; null without one.';

create function private.requesting_agent(ability text)
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_hash bytea := private.request_token_hash();
begin
	if v_hash is null then
		return null;
	end if;
	return (
		select a.id
		from private.agent_tokens t
		join public.agents a on a.id = t.agent_id
		where t.token_hash = v_hash and t.expires_at > now() and a.revoked_at is null and ability = any (a.abilities)
	);
end;
$$;
comment on function private.requesting_agent(text) is
	'The agent with this ability whose valid token the request carries; null otherwise.';

create function private.ledger_to_correct()
returns uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select a.ledger_id from public.agents a where a.id = private.requesting_agent('correct');
$$;
comment on function private.ledger_to_correct() is
	'The ledger whose items the request''s agent may correct, whoever sent them; null: its own items only.';

create function private.require_agent(ability text)
returns uuid
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_ledger uuid;
	v_abilities text[];
begin
	select a.ledger_id, a.abilities into v_ledger, v_abilities
	from private.agent_tokens t
	join public.agents a on a.id = t.agent_id
	where t.token_hash = private.request_token_hash() and t.expires_at > now() and a.revoked_at is null;
	if v_ledger is null then
		raise exception 'this agent token is missing, unknown or revoked'
			using errcode = '42501', hint = 'Send the header x-agent-token with the token of an agent of the ledger.';
	end if;
	if ability <> all (v_abilities) then
		raise exception 'this agent has not the ability to %', ability
			using errcode = '42501', hint = 'An owner of the ledger makes an agent that has it, with create_agent.';
	end if;
	return v_ledger;
end;
$$;
comment on function private.require_agent(text) is
	'The ledger of the request''s agent; raises 42501 unless its token is valid and it has the ability.';

create function private.keep_agents()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	if tg_op = 'DELETE' then
		-- With its ledger it goes; what it wrote is erased after it.
		if not exists (select from public.ledgers l where l.id = old.ledger_id)
			or not exists (select from public.inbox i where i.agent_id = old.id)
		then
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

revoke all on function
	private.request_token_hash(), private.requesting_agent(text), private.ledger_to_correct(),
	private.require_agent(text), private.keep_agents()
from public, anon, authenticated, service_role;
-- Policies ask these.
grant execute on function private.requesting_agent(text), private.ledger_to_correct() to anon, authenticated;

alter table public.agents enable row level security;
alter table private.agent_tokens enable row level security;
create policy "nobody" on private.agent_tokens for all to public using (false);

create policy "members see agents" on public.agents
	for select to authenticated using (ledger_id in (select private.my_ledgers()));


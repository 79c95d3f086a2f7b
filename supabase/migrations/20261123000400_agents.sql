-- Machines that may write to one ledger. The secret token is shown once; only its SHA-256 is kept.

create table public.agents (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	name text not null,
	created_by uuid references auth.users (id) on delete set null,
	created_at timestamptz not null default now(),
	last_used_at timestamptz,
	revoked_at timestamptz,
	constraint agents_name_length check (length(name) between 1 and 120 and name = btrim(name))
)
with (fillfactor = 70);
comment on table public.agents is 'A machine that may write to one ledger, by its token.';
comment on column public.agents.last_used_at is 'When it last wrote, to the minute.';
comment on column public.agents.revoked_at is 'Its token is refused since then.';
create index agents_ledger_id on public.agents (ledger_id);
create index agents_created_by on public.agents (created_by);

create table private.agent_tokens (
	agent_id uuid primary key references public.agents (id) on delete cascade,
	token_hash bytea not null unique,
	constraint agent_tokens_sha256 check (octet_length(token_hash) = 32)
);
comment on table private.agent_tokens is
	'SHA-256 of each agent''s token. A look-up by hash leaks nothing by its timing: what an attacker sends is hashed first.';

alter table public.agents enable row level security;
alter table private.agent_tokens enable row level security;
create policy "nobody" on private.agent_tokens for all to public using (false);

revoke all on public.agents, private.agent_tokens from public, anon, authenticated, service_role;
grant select on public.agents to authenticated, service_role;

create policy "members see agents" on public.agents
	for select to authenticated using (ledger_id in (select private.my_ledgers()));

create function private.request_token_hash()
returns bytea
language plpgsql
stable
set search_path = ''
as $$
begin
	return sha256(convert_to(
		nullif(nullif(current_setting('request.headers', true), '')::json ->> 'x-agent-token', ''), 'UTF8'
	));
end;
$$;
comment on function private.request_token_hash() is 'SHA-256 of the request''s x-agent-token header; null without one.';

create function private.requesting_agent()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
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
		where t.token_hash = v_hash and a.revoked_at is null
	);
end;
$$;
comment on function private.requesting_agent() is 'The agent whose valid token this request carries; null otherwise.';

revoke all on function private.request_token_hash(), private.requesting_agent()
	from public, anon, authenticated, service_role;
grant execute on function private.requesting_agent() to anon, authenticated;

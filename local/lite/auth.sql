-- Run after Lite made its auth tables: what they lack beside the real service, and who may see what.

alter table auth.users add column if not exists instance_id uuid;

create or replace function auth.uid()
returns uuid
language sql
stable
as $$
	select coalesce(
		nullif(current_setting('request.jwt.claim.sub', true), ''),
		(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
	)::uuid;
$$;

create or replace function auth.role()
returns text
language sql
stable
as $$
	select coalesce(
		nullif(current_setting('request.jwt.claim.role', true), ''),
		(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
	)::text;
$$;

create or replace function auth.email()
returns text
language sql
stable
as $$
	select coalesce(
		nullif(current_setting('request.jwt.claim.email', true), ''),
		(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
	)::text;
$$;

create or replace function auth.jwt()
returns jsonb
language sql
stable
as $$
	select coalesce(
		nullif(current_setting('request.jwt.claim', true), ''),
		nullif(current_setting('request.jwt.claims', true), '')
	)::jsonb;
$$;

grant usage on schema auth to postgres, anon, authenticated, service_role;
grant execute on function auth.uid(), auth.role(), auth.email(), auth.jwt() to public;
grant all on all tables in schema auth to postgres;
grant all on all routines in schema auth to postgres;

-- How each session was opened, as the access token's `amr` says.
create table if not exists auth.mfa_amr_claims (
	id uuid primary key,
	session_id uuid not null references auth.sessions (id) on delete cascade,
	authentication_method text not null,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	unique (session_id, authentication_method)
);
grant all on auth.mfa_amr_claims to postgres;

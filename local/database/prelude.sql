-- What the hosted platform brings before any migration runs: roles, schemas, Realtime's tables and functions.
-- Run by local/database (never by a migration) on PGlite and on an empty PostgreSQL; safe to run again.
-- Bodies follow the real server's behaviour: realtime.send never fails its transaction, it warns.

do $$
declare
	v_role text;
begin
	foreach v_role in array array['anon', 'authenticated', 'supabase_auth_admin', 'supabase_realtime_admin'] loop
		if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
			execute format('create role %I nologin', v_role);
		end if;
	end loop;
	if not exists (select from pg_catalog.pg_roles where rolname = 'service_role') then
		create role service_role nologin bypassrls;
	end if;
	if not exists (select from pg_catalog.pg_roles where rolname = 'authenticator') then
		create role authenticator noinherit nologin;
	end if;
	-- The owner of everything in public: as on the platform, no superuser (PGlite's own `postgres` stays one).
	if not exists (select from pg_catalog.pg_roles where rolname = 'postgres') then
		create role postgres login createdb createrole replication bypassrls;
	end if;
end
$$;

grant anon, authenticated, service_role to authenticator;

do $$
begin
	if not (select rolsuper from pg_catalog.pg_roles where rolname = 'postgres') then
		grant anon, authenticated, service_role, supabase_auth_admin, supabase_realtime_admin to postgres;
	end if;
end
$$;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';

create schema if not exists extensions;
grant usage on schema extensions to postgres, anon, authenticated, service_role;
grant create on schema extensions to postgres;
create extension if not exists pgcrypto with schema extensions;

do $$
begin
	execute format('grant all on database %I to postgres', current_database());
	if not (select rolsuper from pg_catalog.pg_roles where rolname = 'postgres') then
		alter schema public owner to postgres;
	end if;
end
$$;
grant usage on schema public to anon, authenticated, service_role;

create schema if not exists auth;
grant usage on schema auth to postgres, anon, authenticated, service_role;

-- ---------------------------------------------------------------- Realtime

create schema if not exists realtime;
grant usage on schema realtime to postgres, anon, authenticated, service_role;

create or replace function realtime.topic()
returns text
language sql
stable
as $$
	select nullif(current_setting('realtime.topic', true), '')::text;
$$;

create table if not exists realtime.messages (
	topic text not null,
	extension text not null,
	payload jsonb,
	event text,
	private boolean default false,
	updated_at timestamp without time zone not null default now(),
	inserted_at timestamp without time zone not null default now(),
	id uuid not null default gen_random_uuid(),
	binary_payload bytea,
	primary key (id, inserted_at),
	constraint messages_payload_exclusive check (payload is null or binary_payload is null)
) partition by range (inserted_at);

-- The platform makes a partition a day; here one takes all, and forget_messages() keeps it small.
create table if not exists realtime.messages_default partition of realtime.messages default;

create index if not exists messages_inserted_at_topic_index
	on realtime.messages (inserted_at desc, topic)
	where extension = 'broadcast' and private is true;

alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant all on realtime.messages to postgres;

create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
declare
	generated_id uuid;
	final_payload jsonb;
begin
	begin
		generated_id := gen_random_uuid();
		if payload ? 'id' then
			final_payload := payload;
		else
			final_payload := jsonb_set(payload, '{id}', to_jsonb(generated_id));
		end if;
		execute format('set local realtime.topic to %L', topic);
		insert into realtime.messages (id, payload, event, topic, private, extension)
		values (generated_id, final_payload, event, topic, private, 'broadcast');
	exception
		when others then
			raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
	end;
end;
$$;

create or replace function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void
language plpgsql
as $$
begin
	begin
		execute format('set local realtime.topic to %L', topic);
		insert into realtime.messages (id, binary_payload, event, topic, private, extension)
		values (gen_random_uuid(), payload, event, topic, private, 'broadcast');
	exception
		when others then
			raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
	end;
end;
$$;

-- The real server reads the write-ahead log; our endpoint listens instead. Delivered at commit, in commit order.
create or replace function realtime.notify_message()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
	if new.event is not null and new.private is not null
		and (new.payload is not null or new.binary_payload is not null) then
		perform pg_catalog.pg_notify('realtime_messages', new.id::text);
	end if;
	return null;
end;
$$;

create or replace trigger notify_message
	after insert on realtime.messages
	for each row execute function realtime.notify_message();

-- Messages are hints: nobody asks for old ones.
create or replace function realtime.forget_messages(older_than interval default '72 hours')
returns void
language sql
set search_path = ''
as $$
	delete from realtime.messages where inserted_at < (now() at time zone 'utc') - older_than;
$$;

do $$
begin
	if not (select rolsuper from pg_catalog.pg_roles where rolname = 'postgres') then
		alter schema auth owner to supabase_auth_admin;
		alter schema realtime owner to supabase_realtime_admin;
		alter table realtime.messages owner to supabase_realtime_admin;
		alter table realtime.messages_default owner to supabase_realtime_admin;
		alter function realtime.topic() owner to supabase_realtime_admin;
		alter function realtime.send(jsonb, text, text, boolean) owner to supabase_realtime_admin;
		alter function realtime.send_binary(bytea, text, text, boolean) owner to supabase_realtime_admin;
	end if;
end
$$;

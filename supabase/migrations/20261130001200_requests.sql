-- What the API asks before every request: it refuses counts that the planner guesses.
--
-- A guess comes from statistics over all rows, also of ledgers that the request may not see: with the public key alone,
-- `Prefer: count=planned` told how many items hold a description, and whether a ledger exists. `count=exact` counts visible
-- rows only and stays.

create function private.check_request_before()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	null;
end;
$$;
comment on function private.check_request_before() is
	'Calls the check that the API had before this one; nothing where it had none.';

create function private.check_request()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	if nullif(current_setting('request.headers', true), '')::json ->> 'prefer' ~* 'count\s*=\s*"?(planned|estimated)' then
		raise exception 'planned and estimated counts are refused'
			using errcode = 'PT400', hint = 'Ask for count=exact.';
	end if;
	perform private.check_request_before();
end;
$$;
comment on function private.check_request() is
	'Asked by the API before every request (pgrst.db_pre_request): refuses counts guessed from statistics over rows that the caller may not see.';

revoke all on function private.check_request(), private.check_request_before()
	from public, anon, authenticated, service_role;
grant execute on function private.check_request(), private.check_request_before() to anon, authenticated, service_role;

do $$
declare
	v_before text;
begin
	-- What is set for this database stands above what is set for all.
	select substr(o.option, length('pgrst.db_pre_request=') + 1) into v_before
	from pg_catalog.pg_db_role_setting s
	cross join lateral unnest(s.setconfig) o (option)
	where s.setrole = 'authenticator'::regrole
		and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
		and o.option like 'pgrst.db\_pre\_request=%'
	order by s.setdatabase desc
	limit 1;
	if nullif(v_before, '') is not null and v_before <> 'private.check_request' then
		execute format(
			'create or replace function private.check_request_before() returns void language plpgsql
			set search_path = pg_catalog, pg_temp as $before$ begin perform %s(); end; $before$',
			-- Read as the API reads it: a name, with its schema or without.
			(select string_agg(quote_ident(part), '.' order by place)
				from unnest(parse_ident(v_before)) with ordinality p (part, place))
		);
		raise notice 'The API asked %() before each request: private.check_request() calls it.', v_before;
	end if;
	begin
		execute format(
			'alter role authenticator in database %I set pgrst.db_pre_request = %L', current_database(), 'private.check_request'
		);
		notify pgrst, 'reload config';
	exception
		when insufficient_privilege then
			raise notice 'The check before each request could not be set here: %. Until a superuser runs "alter role authenticator in database % set pgrst.db_pre_request = ''private.check_request''" and "notify pgrst, ''reload config''", planned counts tell strangers about rows that they may not see.',
				sqlerrm, quote_ident(current_database());
	end;
end
$$;

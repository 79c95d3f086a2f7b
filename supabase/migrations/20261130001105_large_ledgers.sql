-- Ledgers of any size, within what one request may take: erased and exported in steps, each of which may be tried again.

create table private.remains (
	ledger_id uuid primary key,
	since timestamptz not null default now()
);
comment on table private.remains is
	'Deleted ledgers whose messages and purchases are not all erased yet. Nobody can read those: they go in steps.';
revoke all on private.remains from public, anon, authenticated, service_role;
alter table private.remains enable row level security;
create policy "nobody" on private.remains for all to public using (false);

create function private.erase_remains(ledger_id uuid, max_rows integer)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_messages integer;
	v_purchases integer;
begin
	perform from private.remains r where r.ledger_id = ledger_id for update skip locked;
	if found then
		delete from public.inbox i
		where i.id in (select m.id from public.inbox m where m.ledger_id = ledger_id limit max_rows);
		get diagnostics v_messages = row_count;
		delete from public.transactions t
		where t.id in (
			select p.id from public.transactions p where p.ledger_id = ledger_id limit max_rows - v_messages
		);
		get diagnostics v_purchases = row_count;
		if v_messages + v_purchases < max_rows then
			delete from private.remains r where r.ledger_id = ledger_id;
		end if;
	elsif exists (select from private.remains r where r.ledger_id = ledger_id) then
		-- Another is at it: whoever goes on until nothing is left waits for them.
		perform pg_sleep(0.3);
	end if;
	return exists (select from private.remains r where r.ledger_id = ledger_id);
end;
$$;
comment on function private.erase_remains(uuid, integer) is
	'Erases so many rows of one deleted ledger. Answers whether anything of it is left.';

create function private.erase_forgotten_remains(max_rows integer)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.erase_remains(r.ledger_id, max_rows) from private.remains r order by r.since, r.ledger_id limit 1;
$$;
comment on function private.erase_forgotten_remains(integer) is
	'One step of the ledger that was deleted first; run by pg_cron where there is one, for whoever did not go on to the end.';

create function private.go_on_erasing(ledger_id uuid)
returns boolean
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
	select private.erase_remains(ledger_id, 20000);
$$;
comment on function private.go_on_erasing(uuid) is 'Behind public.erase_remains: one step of a size that every caller can afford.';

create function public.erase_remains(ledger_id uuid)
returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.go_on_erasing(ledger_id);
$$;
comment on function public.erase_remains(uuid) is
	'One more step of erasing what a deleted ledger left, of that one only. Answers whether anything is left: call it again then. Of a ledger that is there, or never was, nothing is.';

-- ---------------------------------------------------------------- reading everything, in steps

create function private.export_rows(ledger_id uuid, what text, after json, max_rows integer)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_message text;
	v_item integer;
	v_revision bigint;
	v_answer json;
begin
	perform private.require_role(ledger_id, array['owner']);
	if max_rows is null or max_rows not between 1 and 5000 then
		raise exception 'max_rows must be 1 to 5000' using errcode = '22023', column = 'max_rows';
	end if;
	if what = 'transactions' then
		v_revision := coalesce((after ->> 0)::bigint, 0);
		with page as (
			select t.* from public.transactions t
			where t.ledger_id = ledger_id and t.revision > v_revision
			order by t.revision
			limit max_rows
		)
		select json_build_object(
			'rows', coalesce(json_agg(p order by p.revision), '[]'),
			'next', case when count(*) = max_rows then json_build_array(max(p.revision)) end
		)
		into v_answer
		from page p;
	elsif what = 'inbox' then
		-- By what makes a message that message, which never changes.
		v_message := coalesce(after ->> 0, '');
		v_item := coalesce((after ->> 1)::integer, -1);
		with page as (
			select i.* from public.inbox i
			where i.ledger_id = ledger_id and (i.message_id, i.item) > (v_message, v_item)
			order by i.message_id, i.item
			limit max_rows
		)
		select json_build_object(
			'rows', coalesce(json_agg(p order by p.message_id, p.item), '[]'),
			'next', case when count(*) = max_rows then (
				select json_build_array(l.message_id, l.item) from page l order by l.message_id desc, l.item desc limit 1
			) end
		)
		into v_answer
		from page p;
	else
		raise exception 'what must be "transactions" or "inbox"' using errcode = '22023', column = 'what';
	end if;
	return v_answer;
end;
$$;
comment on function private.export_rows(uuid, text, json, integer) is 'Behind public.export_rows.';

create function public.export_rows(ledger_id uuid, what text, after json default null, max_rows integer default 2000)
returns json
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
	select private.export_rows(ledger_id, what, after, max_rows);
$$;
comment on function public.export_rows(uuid, text, json, integer) is
	'The next "transactions" or "inbox" of a ledger (owners): {rows, next}. Hand next back as after, until it is null. A transaction that changes meanwhile comes again, with a higher revision.';

revoke all on function
	private.erase_remains(uuid, integer), private.erase_forgotten_remains(integer), private.go_on_erasing(uuid),
	private.export_rows(uuid, text, json, integer),
	public.erase_remains(uuid), public.export_rows(uuid, text, json, integer)
from public, anon, authenticated, service_role;
grant execute on function
	private.go_on_erasing(uuid), private.export_rows(uuid, text, json, integer),
	public.erase_remains(uuid), public.export_rows(uuid, text, json, integer)
to authenticated;

do $$
begin
	if exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
		perform cron.schedule('painel-remains', '*/10 * * * *', 'select private.erase_forgotten_remains(20000)');
	end if;
exception
	-- Whoever deletes a ledger erases it to the end from the page.
	when others then
		raise notice 'pg_cron is not to be used here: %', sqlerrm;
end
$$;

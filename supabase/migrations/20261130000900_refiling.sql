-- When settings change, past transactions are filed anew, as ordinary changes with new revisions.

create function private.refile(ledger_id uuid, what text, label_id integer, keys text[])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Never every purchase against every day: a plan that knows no sizes might.
set enable_nestloop = off
as $$
#variable_conflict use_variable
declare
	v_revision bigint;
	v_timezone text;
	v_count integer;
begin
	select l.revision, l.timezone into v_revision, v_timezone
	from public.ledgers l
	where l.id = ledger_id
	for no key update;
	-- Labels that go with their ledger: its purchases are about to be erased.
	if not found then
		return 0;
	end if;

	with named as materialized (
		select
			t.id,
			t.revision,
			(t.category_id, t.source_id, t.person_id, t.to_source_id, t.bill_month, t.first_month, t.last_month) as before,
			t.installments,
			t.part,
			t.moves,
			case when t.bill_given then t.bill_month end as given,
			c.label_id as category_id,
			s.label_id as source_id,
			p.label_id as person_id,
			o.label_id as to_source_id,
			(t.occurred_at at time zone v_timezone)::date as day
		from public.transactions t
		left join private.labels c
			on c.ledger_id = t.ledger_id and c.what = 'category' and c.key = private.normalise(t.category_text)
		left join private.labels s
			on s.ledger_id = t.ledger_id and s.what = 'source' and s.key = private.normalise(t.source_text)
		left join private.labels p
			on p.ledger_id = t.ledger_id and p.what = 'person' and p.key = private.normalise(t.person_text)
		left join private.labels o
			on o.ledger_id = t.ledger_id and o.what = 'source' and o.key = private.normalise(t.to_source_text)
		where t.ledger_id = ledger_id
			and case what
				when 'category' then t.category_id = label_id or private.normalise(t.category_text) = any (keys)
				when 'source' then t.source_id = label_id or private.normalise(t.source_text) = any (keys)
					or t.to_source_id = label_id or private.normalise(t.to_source_text) = any (keys)
				when 'person' then t.person_id = label_id or private.normalise(t.person_text) = any (keys)
				else true
			end
	),
	-- A household of 100,000 purchases has a few thousand days: the bill is looked for once a day and source.
	days as materialized (
		select d.source_id, d.day, private.bill_month_of(ledger_id, d.source_id, d.day) as bill_month
		from (
			select distinct n.source_id, n.day
			from named n
			where n.source_id in (select c.source_id from public.cycles c where c.ledger_id = ledger_id)
		) d
	),
	filed as (
		select n.*, b.bill_month, m.months[1] as first_month, m.months[2] as last_month
		from named n
		left join days d on d.source_id = n.source_id and d.day = n.day
		cross join lateral (
			select coalesce(n.given, case
				when n.part > 1 then (
					coalesce(d.bill_month, date_trunc('month', n.day)::date) + make_interval(months => n.part - 1)
				)::date
				else coalesce(d.bill_month, date_trunc('month', n.day)::date)
			end) as bill_month
		) b
		cross join lateral (
			select private.touched_months(b.bill_month, n.installments::integer, n.moves, n.day) as months
			offset 0
		) m
	),
	changed as (
		select f.*, row_number() over (order by f.revision) as place
		from filed f
		where f.before is distinct from (
			f.category_id, f.source_id, f.person_id, f.to_source_id, f.bill_month, f.first_month, f.last_month
		)
	)
	update public.transactions t
	set
		revision = v_revision + n.place,
		category_id = n.category_id,
		source_id = n.source_id,
		person_id = n.person_id,
		to_source_id = n.to_source_id,
		bill_month = n.bill_month,
		first_month = n.first_month,
		last_month = n.last_month,
		updated_at = now()
	from changed n
	where t.ledger_id = ledger_id and t.id = n.id;

	get diagnostics v_count = row_count;
	if v_count > 0 then
		update public.ledgers l set revision = v_revision + v_count where l.id = ledger_id;
	end if;
	return v_count;
end;
$$;
comment on function private.refile(uuid, text, integer, text[]) is
	'Files past transactions again (all of them, or those of one label or with one of these texts) and gives new revisions to those that changed. Answers how many.';

create function private.lock_my_ledgers()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	-- Ledger locks come before row locks, and in one order: else an agent holding the ledger and a person holding a
	-- category could wait for each other. Which ledgers a statement will touch is not known yet: those it may touch.
	perform from public.ledgers l
	where auth.uid() is null or l.id in (select private.my_ledgers_to_edit())
	order by l.id
	for no key update;
	return null;
end;
$$;
comment on function private.lock_my_ledgers() is
	'Locks the ledgers that the caller may change, in order, before a settings statement locks any other row.';

create function private.settle_closing()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
	v_row record := case when tg_op = 'DELETE' then old else new end;
begin
	if tg_op = 'UPDATE' and (new.ledger_id, new.source_id) is distinct from (old.ledger_id, old.source_id) then
		raise exception 'a % keeps its ledger and source', case tg_table_name when 'cycles' then 'cycle' else 'bill closing' end
			using errcode = '42501';
	end if;
	perform private.refile(v_row.ledger_id, 'source', v_row.source_id, '{}');
	return null;
end;
$$;
comment on function private.settle_closing() is 'Files a source''s transactions anew after its cycle changed or one of its bills moved.';

create function private.settle_budget()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception 'a budget keeps its ledger' using errcode = '42501';
end;
$$;
comment on function private.settle_budget() is 'Refuses to move a budget to another ledger.';

create function private.settle_timezone()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	perform private.refile(new.id, 'all', null, null);
	return null;
end;
$$;
comment on function private.settle_timezone() is 'Files all transactions anew after the timezone changed: month turns move with it.';

create trigger settle_timezone
	after update of timezone on public.ledgers
	for each row when (new.timezone <> old.timezone)
	execute function private.settle_timezone();
create trigger a_lock_ledgers
	before update of name, timezone, basis, corrections on public.ledgers
	for each statement execute function private.lock_my_ledgers();
create trigger settle_cycle
	after insert or update or delete on public.cycles
	for each row execute function private.settle_closing();
create trigger settle_closing
	after insert or update or delete on public.bill_closings
	for each row execute function private.settle_closing();
create trigger settle_budget
	before update on public.budgets
	for each row when (new.ledger_id <> old.ledger_id)
	execute function private.settle_budget();

do $$
declare
	v_table text;
begin
	foreach v_table in array array['categories', 'sources', 'people', 'cycles', 'bill_closings', 'budgets', 'recurring'] loop
		execute format(
			'create trigger a_lock_ledgers before insert or update or delete on public.%I
			for each statement execute function private.lock_my_ledgers()', v_table
		);
	end loop;
end
$$;

revoke all on function
	private.refile(uuid, text, integer, text[]), private.lock_my_ledgers(), private.settle_closing(),
	private.settle_budget(), private.settle_timezone()
from public, anon, authenticated, service_role;

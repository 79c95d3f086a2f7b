-- What comes again every month, once an editor has confirmed it.

create table public.recurring (
	id uuid primary key default gen_random_uuid(),
	ledger_id uuid not null references public.ledgers (id) on delete cascade,
	name text not null,
	day smallint not null,
	amount_cents bigint not null,
	kind text not null default 'expense',
	category_id integer,
	source_id integer,
	until date,
	foreign key (ledger_id, category_id) references public.categories (ledger_id, id) on delete set null (category_id),
	foreign key (ledger_id, source_id) references public.sources (ledger_id, id) on delete set null (source_id),
	constraint recurring_day_range check (day between 1 and 31),
	constraint recurring_amount_range check (amount_cents between 1 and 99999999999),
	constraint recurring_kind_known check (kind in ('expense', 'income', 'refund', 'transfer'))
);
comment on table public.recurring is 'What comes again every month (recorrente): rent, a subscription, a salary.';
comment on column public.recurring.day is 'Day of the month, clamped to its last one.';
comment on column public.recurring.until is 'The last day on which it may fall due; null: it goes on.';
create index recurring_category on public.recurring (ledger_id, category_id);
create index recurring_source on public.recurring (ledger_id, source_id);

create function private.shape_recurring()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	-- Who may, before anything is read or counted: row security is asked only after this trigger.
	if auth.uid() is not null and new.ledger_id not in (select private.my_ledgers_to_edit()) then
		raise exception 'new row violates row-level security policy for table "recurring"' using errcode = '42501';
	end if;
	new.name := private.name_of(new.name);
	if tg_op = 'UPDATE' and new.ledger_id <> old.ledger_id then
		raise exception 'a recurring one keeps its ledger' using errcode = '42501';
	elsif tg_op = 'INSERT' and (select count(*) from public.recurring r where r.ledger_id = new.ledger_id) >= 200 then
		raise exception 'a ledger has at most 200 recurring ones'
			using errcode = '22023', column = 'name', hint = 'Remove one that is over.';
	end if;
	return new;
end;
$$;
comment on function private.shape_recurring() is 'Tidies the name of what comes again, keeps it in its ledger, and counts.';
revoke all on function private.shape_recurring() from public, anon, authenticated, service_role;

create trigger shape_recurring
	before insert or update on public.recurring
	for each row execute function private.shape_recurring();

revoke all on public.recurring from public, anon, authenticated, service_role;
grant select, delete on public.recurring to authenticated, service_role;
grant insert (ledger_id, name, day, amount_cents, kind, category_id, source_id, until),
	update (name, day, amount_cents, kind, category_id, source_id, until)
	on public.recurring to authenticated, service_role;

alter table public.recurring enable row level security;
create policy "members read recurring" on public.recurring
	for select to authenticated using (ledger_id in (select private.my_ledgers()));
create policy "editors add recurring" on public.recurring
	for insert to authenticated with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors change recurring" on public.recurring
	for update to authenticated
	using (ledger_id in (select private.my_ledgers_to_edit()))
	with check (ledger_id in (select private.my_ledgers_to_edit()));
create policy "editors remove recurring" on public.recurring
	for delete to authenticated using (ledger_id in (select private.my_ledgers_to_edit()));

-- Corrections hit what they are about or nothing, and what is asked of a ledger is done or refused.

-- ---------------------------------------------------------------- what a correction is about

create function private.target_of(change public.inbox)
returns public.inbox
language plpgsql
stable
security definer
set search_path = ''
set enable_seqscan = off
as $$
declare
	v_targets public.inbox[];
begin
	select array_agg(i::public.inbox) into v_targets
	from public.inbox i
	where i.ledger_id = change.ledger_id
		and i.message_id = change.target_message_id
		and (change.target_item is null or i.item = change.target_item);
	-- A message of several items, and none of them named: a guess could change another purchase.
	return case when cardinality(v_targets) = 1 then v_targets[1] end;
end;
$$;
comment on function private.target_of(public.inbox) is
	'The item that an amend or void names by message: that item of it, or its only one. Nulls when there is none, or several.';
revoke all on function private.target_of(public.inbox) from public, anon, authenticated, service_role;

create or replace function private.judge_change(change public.inbox, counter bigint)
returns public.inbox
language plpgsql
security definer
set search_path = ''
set enable_seqscan = off
as $$
declare
	v_revision bigint;
	v_timezone text;
	v_items public.inbox[];
	v_target public.inbox;
	v_transaction public.transactions;
	v_whole public.inbox;
	-- What is said of the target: by this item, and under it by refused corrections that it puts right.
	v_said public.inbox := change;
	v_refused uuid[] := '{}';
begin
	-- Items that came earlier in the same array are to be seen: file them first.
	select l.revision, l.timezone into v_revision, v_timezone from public.ledgers l where l.id = change.ledger_id;
	if v_revision < counter then
		select array_agg(i order by i.revision) into v_items
		from public.inbox i
		where i.agent_id = change.agent_id
			and i.revision > v_revision
			and i.revision <= counter
			and i.status = 'accepted'
			and i.action = 'record';
		perform private.file_items(v_items, v_timezone);
	end if;

	if change.target_message_id is null and change.target_item is not null then
		-- Half a target is not "the newest".
		change.reason_detail := 'target_item needs the target_message_id that it is an item of';
	elsif change.target_message_id is null then
		v_transaction := private.newest_live(change.agent_id, change.ledger_id, change.person);
		change.reason_detail := 'this agent has no live transaction by that person';
	else
		v_target := private.target_of(change);
		-- A refused correction is put right by another: about what it was about, its own words under the new ones.
		while change.action = 'amend'
			and v_target.action = 'amend'
			and v_target.status = 'rejected'
			and v_target.transaction_id is null
			and v_target.dismissed_at is null
			and v_target.target_message_id is not null
			and v_target.id <> all (v_refused)
		loop
			v_refused := v_refused || v_target.id;
			v_said.kind := coalesce(v_said.kind, v_target.kind);
			v_said.occurred_at := coalesce(v_said.occurred_at, v_target.occurred_at);
			v_said.description := coalesce(v_said.description, v_target.description);
			v_said.amount := coalesce(v_said.amount, v_target.amount);
			v_said.category := coalesce(v_said.category, v_target.category);
			v_said.source := coalesce(v_said.source, v_target.source);
			v_said.person := coalesce(v_said.person, v_target.person);
			v_said.installments := coalesce(v_said.installments, v_target.installments);
			v_target := private.target_of(v_target);
		end loop;
		if v_target.transaction_id is not null then
			select t.* into v_transaction from public.transactions t where t.id = v_target.transaction_id;
		end if;
		change.reason_detail := case
			when change.target_item is null and v_target.id is null and v_refused = '{}' and exists (
				select from public.inbox i where i.ledger_id = change.ledger_id and i.message_id = change.target_message_id
			) then format('message "%s" has several items: name one by target_item', left(change.target_message_id, 80))
			else format(
				'no item %s of message "%s" in this ledger', coalesce(change.target_item, 0), left(change.target_message_id, 80)
			)
		end;
	end if;

	if v_transaction.voided then
		v_transaction := null;
		v_target := null;
		change.reason_detail := 'that transaction is voided already';
	elsif v_target.id is not null and v_transaction.id is null
		and (v_target.status = 'accepted' or v_target.dismissed_at is not null or (change.action = 'amend' and v_target.action in ('amend', 'void'))) then
		v_target := null;
		change.reason_detail := 'that item made no transaction';
	end if;
	if v_transaction.id is null and v_target.id is null then
		change.status := 'rejected';
		change.reason := 'target_not_found';
		return change;
	end if;

	if change.action = 'void' then
		if v_transaction.id is not null then
			change.revision := counter + 1;
			change.transaction_id := v_transaction.id;
			perform private.void_transaction(change.ledger_id, v_transaction.id, change.revision);
		else
			update public.inbox i set dismissed_at = now() where i.id = v_target.id;
		end if;
		change.status := 'accepted';
		change.reason := null;
		change.reason_detail := null;
		return change;
	end if;

	-- The given fields over those of the transaction, or of the rejected item that now becomes one.
	v_whole := v_said;
	if v_transaction.id is not null then
		v_whole.kind := coalesce(v_said.kind, v_transaction.kind);
		v_whole.occurred_at := coalesce(v_said.occurred_at, v_transaction.occurred_at);
		v_whole.description := coalesce(v_said.description, v_transaction.description);
		v_whole.category := coalesce(v_said.category, v_transaction.category_text);
		v_whole.source := coalesce(v_said.source, v_transaction.source_text);
		v_whole.person := coalesce(v_said.person, v_transaction.person_text);
		v_whole.installments := coalesce(v_said.installments, v_transaction.installments);
		v_whole.amount_cents := case
			when v_said.amount is null then v_transaction.amount_cents
			else private.amount_cents(v_said.amount)
		end;
		v_whole.reason := private.rejection(
			v_whole.kind, v_whole.description, v_whole.amount_cents,
			-- A purchase of long ago may still be amended: only a new date is judged.
			v_said.occurred_at, v_whole.installments
		);
	else
		v_whole.message_id := v_target.message_id;
		v_whole.item := v_target.item;
		-- The purchase is that of the agent that sent it, whoever put it right: its "undo the last" is about it too.
		v_whole.agent_id := v_target.agent_id;
		v_whole.kind := coalesce(v_said.kind, v_target.kind, 'expense');
		v_whole.occurred_at := coalesce(v_said.occurred_at, v_target.occurred_at, v_target.received_at);
		v_whole.description := coalesce(v_said.description, v_target.description);
		v_whole.amount := coalesce(v_said.amount, v_target.amount);
		v_whole.category := coalesce(v_said.category, v_target.category);
		v_whole.source := coalesce(v_said.source, v_target.source);
		v_whole.person := coalesce(v_said.person, v_target.person);
		v_whole.installments := coalesce(v_said.installments, v_target.installments, 1);
		v_whole.amount_cents := private.amount_cents(v_whole.amount);
		v_whole.reason := private.rejection(
			v_whole.kind, v_whole.description, v_whole.amount_cents, v_whole.occurred_at, v_whole.installments
		);
	end if;
	if v_whole.reason is not null then
		change.status := 'rejected';
		change.reason := v_whole.reason;
		change.reason_detail := private.reason_detail(v_whole.reason, v_whole);
		return change;
	end if;

	v_whole.revision := counter + 1;
	change.status := 'accepted';
	change.reason := null;
	change.reason_detail := null;
	change.revision := v_whole.revision;
	change.amount_cents := v_whole.amount_cents;
	change.transaction_id := coalesce(v_transaction.id, v_target.id);
	perform private.put_transaction(change.transaction_id, v_whole, v_timezone, v_transaction.id is not null);
	if v_transaction.id is null then
		-- Off the "a conferir" list; its revision tells when its transaction was made.
		update public.inbox i
		set transaction_id = v_target.id, revision = v_whole.revision
		where i.id = v_target.id;
	end if;
	if v_refused <> '{}' then
		update public.inbox i set transaction_id = change.transaction_id where i.id = any (v_refused);
	end if;
	return change;
end;
$$;

select private.guard('public.inbox', 'a_only_by_rules', 'update or delete or truncate', '{judge_change,dismiss_item,erase_ledger}');

-- ---------------------------------------------------------------- filing anew

create or replace function private.refile(ledger_id uuid, what text, label_id integer, keys text[])
returns integer
language plpgsql
security definer
set search_path = ''
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

	with named as materialized (
		select
			t.id,
			t.revision,
			(t.category_id, t.source_id, t.person_id, t.bill_month) as before,
			c.label_id as category_id,
			s.id as source_id,
			s.closing_day,
			s.due_day,
			p.label_id as person_id,
			(t.occurred_at at time zone v_timezone)::date as day
		from public.transactions t
		left join private.labels c
			on c.ledger_id = t.ledger_id and c.what = 'category' and c.key = private.normalise(t.category_text)
		left join private.labels k
			on k.ledger_id = t.ledger_id and k.what = 'source' and k.key = private.normalise(t.source_text)
		left join public.sources s
			on s.ledger_id = k.ledger_id and s.id = k.label_id
		left join private.labels p
			on p.ledger_id = t.ledger_id and p.what = 'person' and p.key = private.normalise(t.person_text)
		where t.ledger_id = ledger_id
			and case what
				when 'category' then t.category_id = label_id or private.normalise(t.category_text) = any (keys)
				when 'source' then t.source_id = label_id or private.normalise(t.source_text) = any (keys)
				when 'person' then t.person_id = label_id or private.normalise(t.person_text) = any (keys)
				else true
			end
	),
	-- A household of 100,000 purchases has a few thousand days: the bill is looked for once a day and source.
	days as materialized (
		select
			d.source_id,
			d.day,
			private.bill_month_of(ledger_id, d.source_id, d.day, d.closing_day, d.due_day) as bill_month
		from (select distinct n.source_id, n.day, n.closing_day, n.due_day from named n where n.closing_day is not null) d
	),
	filed as (
		select
			n.id,
			n.revision,
			n.before,
			n.category_id,
			n.source_id,
			n.person_id,
			coalesce(d.bill_month, date_trunc('month', n.day)::date) as bill_month
		from named n
		left join days d on d.source_id = n.source_id and d.day = n.day
	),
	changed as (
		select f.*, row_number() over (order by f.revision) as place
		from filed f
		where f.before is distinct from (f.category_id, f.source_id, f.person_id, f.bill_month)
	)
	update public.transactions t
	set
		revision = v_revision + n.place,
		category_id = n.category_id,
		source_id = n.source_id,
		person_id = n.person_id,
		bill_month = n.bill_month,
		last_bill_month = (n.bill_month + make_interval(months => t.installments - 1))::date,
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

select private.guard('public.transactions', 'a_only_by_rules', 'insert or update', '{file_items,put_transaction,void_transaction,refile}');

-- ---------------------------------------------------------------- reading

create or replace function public.ledger_changes(
	ledger_id uuid,
	after bigint,
	max_rows integer default 1000,
	from_month text default null,
	to_month text default null
)
returns json
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_variable
declare
	v_from date := private.month_of_text(from_month);
	v_to date := private.month_of_text(to_month);
	-- From the beginning, when nothing is said.
	v_after bigint := coalesce(after, 0);
	v_answer json;
begin
	if max_rows < 0 then
		raise exception 'max_rows must be 0 or more'
			using errcode = '22023', column = 'max_rows', hint = '0 asks for the head alone.';
	end if;
	-- One statement, one snapshot: head and rows belong together.
	with head as (
		select l.revision, l.inbox_revision, l.settings_revision
		from public.ledgers l
		where l.id = ledger_id
	),
	page as (
		select t.*
		from public.transactions t
		where t.ledger_id = ledger_id
			and t.revision > v_after
			and (v_from is null or t.last_bill_month >= v_from)
			and (v_to is null or t.bill_month <= v_to)
		order by t.revision
		limit coalesce(max_rows, 1000)
	),
	columns as (
		select
			count(*) as rows,
			max(p.revision) as last,
			json_build_object(
				'id', coalesce(json_agg(p.id), '[]'),
				'revision', coalesce(json_agg(p.revision), '[]'),
				'kind', coalesce(json_agg(p.kind), '[]'),
				'amount_cents', coalesce(json_agg(p.amount_cents), '[]'),
				'installments', coalesce(json_agg(p.installments), '[]'),
				'bill_month', coalesce(json_agg(to_char(p.bill_month, 'YYYY-MM')), '[]'),
				'occurred_at', coalesce(json_agg((extract(epoch from p.occurred_at) * 1000)::bigint), '[]'),
				'description', coalesce(json_agg(p.description), '[]'),
				'category_id', coalesce(json_agg(p.category_id), '[]'),
				'category_text', coalesce(json_agg(case when p.category_id is null then p.category_text end), '[]'),
				'source_id', coalesce(json_agg(p.source_id), '[]'),
				'source_text', coalesce(json_agg(case when p.source_id is null then p.source_text end), '[]'),
				'person_id', coalesce(json_agg(p.person_id), '[]'),
				'person_text', coalesce(json_agg(case when p.person_id is null then p.person_text end), '[]'),
				'voided', coalesce(json_agg(p.voided), '[]')
			) as body
		from page p
	)
	select json_build_object(
		'head', h.revision,
		-- A page that is not full holds all there is; one of no rows asked for tells nothing but the head.
		'upto', case
			when max_rows = 0 then least(v_after, h.revision)
			when c.rows < coalesce(max_rows, 1000) then h.revision
			else c.last
		end,
		'rows', c.body,
		'inbox_revision', h.inbox_revision,
		'settings_revision', h.settings_revision
	)
	into v_answer
	from head h
	cross join columns c;

	if v_answer is null then
		raise exception 'no such ledger, or you are not a member of it'
			using errcode = 'PT404', hint = 'Check the ledger''s id, and that you are signed in with the right account.';
	end if;
	return v_answer;
end;
$$;

-- ---------------------------------------------------------------- members

create or replace function private.set_member_role(ledger_id uuid, user_id uuid, role text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_variable
begin
	perform private.require_role(ledger_id, array['owner']);
	if role is null or role not in ('owner', 'editor', 'viewer') then
		raise exception 'role must be owner, editor or viewer' using errcode = '22023', column = 'role';
	end if;
	-- The ledger first, as every writer: two people changing its members would else wait for each other.
	perform from public.ledgers l where l.id = ledger_id for no key update;
	if role <> 'owner' then
		perform private.keep_an_owner(ledger_id, user_id);
	end if;
	update public.members m set role = role where m.ledger_id = ledger_id and m.user_id = user_id;
	if not found then
		raise exception 'no such member' using errcode = 'PT404';
	end if;
end;
$$;

create or replace function private.accept_invitations()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
	v_email text;
	v_count integer;
begin
	-- Only an address that its owner proved: else anybody could sign up as somebody else and walk in.
	select lower(u.email) into v_email
	from auth.users u
	where u.id = auth.uid() and u.email_confirmed_at is not null;
	if v_email is null then
		return 0;
	end if;
	-- The ledgers first, and in one order, as every writer.
	perform from public.ledgers l
	where l.id in (select i.ledger_id from public.invitations i where i.email = v_email and i.accepted_at is null)
	order by l.id
	for no key update;
	with accepted as (
		update public.invitations i
		set accepted_at = now()
		where i.email = v_email and i.accepted_at is null
		returning i.ledger_id, i.role
	)
	insert into public.members (ledger_id, user_id, role)
	select a.ledger_id, auth.uid(), a.role from accepted a
	on conflict (ledger_id, user_id) do nothing;
	get diagnostics v_count = row_count;
	return v_count;
end;
$$;

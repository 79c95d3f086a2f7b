-- What a correction is about. It hits what it names, or the last thing that its sender said, or nothing: never a guess.

create function private.sees_all(change public.inbox)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
	select change.member_id is not null or exists (
		select from public.agents a where a.id = change.agent_id and 'correct' = any (a.abilities)
	);
$$;
comment on function private.sees_all(public.inbox) is
	'Whether an item may be about others'' items of its ledger: a member''s may, and that of an agent that may correct.';

create function private.items_of(change public.inbox, message_id text, item integer)
returns public.inbox[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
	v_all boolean := private.sees_all(change);
	v_message text := message_id;
	v_items public.inbox[];
begin
	-- Messages first; an answer to the agent's reply means the message that it replied to.
	for v_round in 1..2 loop
		select array_agg(i::public.inbox order by i.item) into v_items
		from public.inbox i
		where i.ledger_id = change.ledger_id
			and i.message_id = v_message
			and (item is null or i.item = item)
			and (v_all or i.agent_id = change.agent_id);
		exit when v_items is not null or v_round = 2;
		select r.message_id into v_message from private.replies r where r.agent_id = change.agent_id and r.reply_id = v_message;
		exit when v_message is null;
	end loop;
	return v_items;
end;
$$;
comment on function private.items_of(public.inbox, text, integer) is
	'The items of a message, or of the one that a reply belongs to (item: that one only), which this item may be about. Null: none.';

create function private.newest_item(change public.inbox)
returns public.inbox
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
	-- By the messages' own time, and nothing said after it. Nothing is received before it was sent, so the index finds what
	-- was said in the last 15 minutes.
	select n.said
	from public.agents a
	cross join lateral (
		select i as said, i.sent_at, i.received_at, i.revision, i.item
		from public.inbox i
		where i.agent_id = a.id
			and i.received_at >= change.sent_at - interval '15 minutes'
			and i.sent_at between change.sent_at - interval '15 minutes' and change.sent_at
			and i.sender_id is not distinct from change.sender_id
		order by i.sent_at desc, i.received_at desc, i.revision desc nulls first, i.item desc
		limit 1
	) n
	where a.ledger_id = change.ledger_id and (a.id = change.agent_id or private.sees_all(change))
	order by n.sent_at desc, n.received_at desc, n.revision desc nulls first, n.item desc
	limit 1;
$$;
comment on function private.newest_item(public.inbox) is
	'What the same sender said last in the 15 minutes before an item; nulls: nothing.';

create function private.named_items(change public.inbox)
returns public.inbox[]
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
	with named as (
		select n.item, n.is_own, n.place
		from public.agents a
		cross join lateral (
			select
				i.item,
				(i.item).sender_id is not distinct from change.sender_id as is_own,
				row_number() over (order by (i.item).sent_at desc, (i.item).received_at desc, (i.item).item desc) as place,
				coalesce(t.description, (i.item).description) as description,
				coalesce(t.voided, false) as voided
			from (
				select r as item
				from public.inbox r
				where r.agent_id = a.id and r.received_at >= change.sent_at - interval '400 days'
				order by r.received_at desc
				limit 20000
			) i
			left join public.transactions t on t.id = (i.item).transaction_id
			where (i.item).action in ('record', 'keep')
				and (i.item).message_id <> change.message_id
				and (i.item).sent_at <= change.sent_at
				and ((i.item).transaction_id is not null or (i.item).dismissed_at is null)
		) n
		where a.ledger_id = change.ledger_id
			and (a.id = change.agent_id or private.sees_all(change))
			and n.voided = (change.action = 'restore')
			-- Every word of the name, as the page's search has it.
			and not exists (
				select from regexp_split_to_table(private.normalise(change.target_text), '\s+') w (word)
				where w.word <> '' and strpos(private.normalise(n.description), w.word) = 0
			)
	)
	select array_agg(n.item order by n.place)
	from named n
	where n.is_own or not exists (select from named o where o.is_own);
$$;
comment on function private.named_items(public.inbox) is
	'What a correction names by its words, newest first: of its sender, or, where there is none, of others. Null: nothing.';

create function private.candidates(change public.inbox, message_id text, named uuid[] default null)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
	select jsonb_agg(c.candidate order by c.place)
	from (
		select
			jsonb_build_object(
				'message_id', i.message_id,
				'item', i.item,
				'transaction_id', i.transaction_id,
				'description', left(coalesce(t.description, i.description), 280),
				'amount', case when t.id is null then i.amount else to_jsonb((t.amount_cents / 100.0)::numeric(12, 2)) end,
				'day', (coalesce(t.occurred_at, i.occurred_at::timestamptz, i.sent_at) at time zone l.timezone)::date
			) as candidate,
			row_number() over (order by
				case when candidates.message_id is not null then i.item end,
				i.sent_at desc, i.received_at desc, i.revision desc nulls first, i.item desc
			) as place
		from public.ledgers l
		join public.agents a on a.ledger_id = l.id and (a.id = change.agent_id or private.sees_all(change))
		cross join lateral (
			select i.*
			from public.inbox i
			where case
				when candidates.named is not null then i.id = any (candidates.named) and i.agent_id = a.id
				when candidates.message_id is not null then i.ledger_id = l.id and i.message_id = candidates.message_id and i.agent_id = a.id
				else i.agent_id = a.id
			end
				and i.action in ('record', 'keep')
				and i.message_id <> change.message_id
				and i.sent_at <= change.sent_at
				and (candidates.message_id is not null or candidates.named is not null or i.sender_id is not distinct from change.sender_id)
				and (i.transaction_id is not null or i.dismissed_at is null)
			order by i.received_at desc, i.sent_at desc, i.item desc
			limit 40
		) i
		left join public.transactions t on t.id = i.transaction_id
		where l.id = change.ledger_id
			and coalesce(t.voided, false) = (change.action = 'restore')
		order by place
		limit 5
	) c;
$$;
comment on function private.candidates(public.inbox, text, uuid[]) is
	'What a correction that named nothing clear may have meant, at most 5: these (named), the items of that message, or of the same sender, newest first.';

create function private.filled_up(said public.inbox, below public.inbox)
returns public.inbox
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
	said.kind := coalesce(said.kind, below.kind);
	said.occurred_at := coalesce(said.occurred_at, below.occurred_at);
	said.description := coalesce(said.description, below.description);
	said.amount := coalesce(said.amount, below.amount);
	said.category := coalesce(said.category, below.category);
	said.source := coalesce(said.source, below.source);
	said.person := coalesce(said.person, below.person);
	said.to_source := coalesce(said.to_source, below.to_source);
	said.installments := coalesce(said.installments, below.installments);
	said.part := coalesce(said.part, below.part);
	said.parts := coalesce(said.parts, below.parts);
	said.bill_month := coalesce(said.bill_month, below.bill_month);
	said.from_part := coalesce(said.from_part, below.from_part);
	said.parts_to := coalesce(said.parts_to, below.parts_to);
	return said;
end;
$$;
comment on function private.filled_up(public.inbox, public.inbox) is
	'What one item says, and where it says nothing, what the other does.';

create function private.is_open_correction(item public.inbox)
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	select item.status = 'rejected'
		and item.action in ('amend', 'void', 'restore')
		and item.transaction_id is null
		and item.dismissed_at is null;
$$;
comment on function private.is_open_correction(public.inbox) is 'Whether an item is a refused correction that nothing has put right yet.';

create function private.find_target(
	change public.inbox,
	out target public.inbox,
	out transaction public.transactions,
	out said public.inbox,
	out refused uuid[],
	out reason text,
	out detail text,
	out candidates jsonb
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
	v_items public.inbox[];
begin
	said := change;
	refused := '{}';
	reason := 'target_not_found';
	if change.completes_message_id is not null then
		v_items := private.items_of(change, change.completes_message_id, change.completes_item);
		target := v_items[1];
		if coalesce(cardinality(v_items), 0) <> 1 or not private.is_open_correction(target) then
			target := null;
			detail := format('no refused correction "%s" waits to be completed', left(change.completes_message_id, 80));
			return;
		end if;
		refused := refused || target.id;
		said := private.filled_up(said, target);
		said.target_text := coalesce(change.target_text, target.target_text);
		said.target_message_id := coalesce(change.target_message_id, target.target_message_id);
		said.target_item := case when change.target_message_id is null then target.target_item else change.target_item end;
		target := null;
	end if;

	if said.target_message_id is not null then
		v_items := private.items_of(change, said.target_message_id, said.target_item);
		if cardinality(v_items) > 1 then
			reason := 'target_ambiguous';
			detail := format('message "%s" has several items: name one by target_item', left(said.target_message_id, 80));
			candidates := private.candidates(change, v_items[1].message_id);
			return;
		end if;
		target := v_items[1];
		detail := format('no item %s of message "%s" in this ledger', coalesce(said.target_item, 0), left(said.target_message_id, 80));
	elsif said.target_item is not null then
		-- Half a target is not "the newest".
		detail := 'target_item needs the target_message_id that it is an item of';
	elsif trim(private.normalise(said.target_text)) <> '' and change.member_id is null then
		change.target_text := said.target_text;
		v_items := private.named_items(change);
		detail := format('nothing recorded is named "%s"', left(said.target_text, 80));
		if cardinality(v_items) = 1 and v_items[1].sender_id is not distinct from change.sender_id
			-- Of several of that name, the one that its sender has just told of.
			or (v_items[1].sender_id is not distinct from change.sender_id
				and v_items[1].sent_at >= change.sent_at - interval '15 minutes'
				and v_items[2].sent_at < change.sent_at - interval '15 minutes')
		then
			target := v_items[1];
			said.target_message_id := target.message_id;
			said.target_item := target.item;
		elsif cardinality(v_items) > 0 then
			reason := 'target_ambiguous';
			detail := format('several are named "%s", or somebody else''s is: name one by target_message_id and target_item', left(said.target_text, 80));
			candidates := private.candidates(change, null, array(select u.id from unnest(v_items) u));
		end if;
	elsif change.member_id is not null then
		detail := 'name what to correct by target_message_id';
	else
		target := private.newest_item(change);
		candidates := private.candidates(change, null);
		if target.id is null and candidates is null then
			detail := 'its sender has recorded nothing before it';
		elsif target.id is null then
			reason := 'target_ambiguous';
			detail := 'its sender said nothing in the 15 minutes before it: name what to correct';
		elsif target.message_id = change.message_id or exists (
			select from public.inbox i
			where i.ledger_id = target.ledger_id and i.message_id = target.message_id and i.item <> target.item
		) then
			reason := 'target_ambiguous';
			detail := 'the last message of its sender has several items: name one by target_message_id and target_item';
			if target.message_id <> change.message_id then
				candidates := private.candidates(change, target.message_id);
			end if;
			target := null;
		elsif change.action <> 'amend' and private.is_open_correction(target) then
			reason := 'target_ambiguous';
			detail := 'its sender''s last correction was refused: name what to correct';
			target := null;
		else
			candidates := null;
			said.target_message_id := target.message_id;
			said.target_item := target.item;
		end if;
	end if;

	-- A refused correction is put right by another: about what it was about, its own words under the new ones.
	while change.action = 'amend' and private.is_open_correction(target) and target.action = 'amend' and target.id <> all (refused) loop
		refused := refused || target.id;
		said := private.filled_up(said, target);
		v_items := case when target.target_message_id is not null then
			private.items_of(change, target.target_message_id, target.target_item)
		end;
		if target.target_message_id is null or cardinality(v_items) > 1 then
			reason := 'target_ambiguous';
			detail := 'the refused correction that it is about named nothing clear: name the purchase';
			candidates := private.candidates(change, v_items[1].message_id);
			target := null;
			return;
		end if;
		target := v_items[1];
	end loop;
	if target.transaction_id is not null then
		select t.* into transaction from public.transactions t where t.id = target.transaction_id;
	end if;

	if transaction.voided = (change.action <> 'restore') then
		detail := case when transaction.voided then 'that transaction is voided already' else 'that transaction is not voided' end;
		transaction := null;
		target := null;
	elsif target.id is not null and transaction.id is null and (
		target.status = 'accepted'
		or (target.dismissed_at is null) = (change.action = 'restore')
		or (change.action <> 'void' and target.action in ('amend', 'void', 'restore'))
	) then
		target := null;
		detail := 'that item made no transaction';
	end if;
end;
$$;
comment on function private.find_target(public.inbox) is
	'What a correction is about: a transaction, or a refused item (target); both null when it is about nothing, and reason, detail and candidates say why. said: its fields over those of refused corrections that it puts right (refused), and the target it resolved to.';

revoke all on function
	private.sees_all(public.inbox),
	private.items_of(public.inbox, text, integer),
	private.newest_item(public.inbox),
	private.candidates(public.inbox, text, uuid[]),
	private.named_items(public.inbox),
	private.filled_up(public.inbox, public.inbox),
	private.is_open_correction(public.inbox),
	private.find_target(public.inbox)
from public, anon, authenticated, service_role;

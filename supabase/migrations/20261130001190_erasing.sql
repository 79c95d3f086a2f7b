-- What somebody asks to have erased: the words go, the figures stay.

create function private.has_words(item public.inbox)
returns boolean
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
	select num_nonnulls(
		item.description, item.category, item.source, item.person, item.to_source, item.payload, item.sender_id,
		item.reason_detail, item.candidates
	) > 0;
$$;
comment on function private.has_words(public.inbox) is 'Whether anything that somebody wrote is left in a message.';

create function private.erase_texts(ledger_id uuid, message_id text, person_id integer, contact text, max_rows integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_contact text;
	v_revision bigint;
	v_senders integer[];
	v_addresses text[];
	v_messages uuid[];
	v_transactions uuid[];
	v_count integer;
	v_changed integer;
begin
	perform private.lock_as(ledger_id, array['owner']);
	if num_nonnulls(message_id, person_id, contact) <> 1 then
		raise exception 'say whose texts to erase: a message_id, a person_id or a contact, one of them'
			using errcode = '22023', column = 'message_id';
	end if;
	if contact is not null then
		v_contact := coalesce(private.folded_contact(contact), nullif(left(contact, 120), ''));
	end if;
	select l.revision into v_revision from public.ledgers l where l.id = ledger_id;

	select coalesce(array_agg(s.id), '{}') into v_senders
	from public.senders s
	left join public.contacts c on c.ledger_id = ledger_id and c.address = s.sender
	where s.ledger_id = ledger_id and (s.sender in (contact, v_contact) or c.person_id = person_id);

	v_addresses := array[contact, v_contact] || array(
		select c.address from public.contacts c where c.ledger_id = ledger_id and c.person_id = person_id
	);

	-- What they wrote, made or are named in, as much as one call can afford. Of what was erased before no words are left.
	with found as (
		select i.id, i.transaction_id
		from public.inbox i
		left join public.transactions t on t.ledger_id = ledger_id and t.id = i.transaction_id
		where i.ledger_id = ledger_id
			and private.has_words(i)
			and (
				i.message_id = message_id or t.message_id = message_id
				or i.sender_id = any (v_senders) or t.person_id = person_id
				or (person_id is not null and private.label_of(ledger_id, 'person', i.person) = person_id)
			)
		limit max_rows
	)
	select
		coalesce(array_agg(f.id) filter (where f.transaction_id is null), '{}'),
		coalesce(array_agg(distinct f.transaction_id) filter (where f.transaction_id is not null), '{}')
	into v_messages, v_transactions
	from found f;
	-- Purchases that became theirs after their messages lost their words.
	v_transactions := v_transactions || array(
		select t.id
		from public.transactions t
		where t.ledger_id = ledger_id
			and t.description <> '—'
			and (t.message_id = message_id or t.person_id = person_id)
			and not exists (
				select from public.inbox i
				where i.ledger_id = ledger_id and i.transaction_id = t.id and private.has_words(i)
			)
		limit max_rows
	);

	-- What the agent replied to them, and what they asked it.
	delete from private.undelivered u
	where u.ledger_id = ledger_id and (u.message_id = message_id or u.sender in (select unnest(v_addresses)));
	update private.received_messages m
	set said = null, asked = null, sender = null
	where m.agent_id in (select a.id from public.agents a where a.ledger_id = ledger_id) and m.sender is not null
		and (m.message_id = message_id or m.sender in (select unnest(v_addresses)));
	-- A name that may still be brought back is a word too.
	delete from private.label_undos u where u.ledger_id = ledger_id;
	-- Before this change tells of itself.
	perform private.forget_broadcasts(ledger_id);
	update public.inbox i
	set
		description = null,
		category = null,
		source = null,
		person = null,
		to_source = null,
		target_text = null,
		payload = null,
		sender_id = null,
		-- As it was understood: an amount may have been words.
		amount = to_jsonb(i.amount_cents / 100.0),
		reason_detail = null,
		before = i.before - '{description,category,source,person,to_source}'::text[],
		after = i.after - '{description,category,source,person,to_source}'::text[],
		candidates = null
	where i.ledger_id = ledger_id
		-- A purchase with every message about it: a correction repeats its words.
		and (i.transaction_id = any (v_transactions) or i.id = any (v_messages));
	get diagnostics v_count = row_count;

	-- The label's own name in place of what was written, by which it is found again whenever purchases are filed anew.
	update public.transactions t
	set
		revision = v_revision + n.place,
		description = '—',
		category_text = (select c.name from public.categories c where c.ledger_id = ledger_id and c.id = t.category_id),
		source_text = (select s.name from public.sources s where s.ledger_id = ledger_id and s.id = t.source_id),
		person_text = (select p.name from public.people p where p.ledger_id = ledger_id and p.id = t.person_id),
		to_source_text = (select s.name from public.sources s where s.ledger_id = ledger_id and s.id = t.to_source_id),
		updated_at = now()
	from (
		select t.id, row_number() over (order by t.revision) as place
		from public.transactions t
		where t.ledger_id = ledger_id and t.id = any (v_transactions) and t.description <> '—'
	) n
	where t.ledger_id = ledger_id and t.id = n.id;
	get diagnostics v_changed = row_count;

	-- Who wrote, where nothing of theirs is left.
	delete from public.senders s
	where s.ledger_id = ledger_id
		and not exists (select from public.inbox i where i.ledger_id = ledger_id and i.sender_id = s.id)
		and s.id = any (v_senders);
	update public.ledgers l
	set revision = v_revision + v_changed, inbox_revision = l.inbox_revision + sign(v_count)::integer
	where l.id = ledger_id and v_count + v_changed > 0;
	return greatest(v_count, v_changed);
end;
$$;
comment on function private.erase_texts(uuid, text, integer, text, integer) is
	'Behind public.erase_texts: so many messages at most, or a few more, since a purchase is erased with every message about it.';

create function public.erase_texts(
	ledger_id uuid,
	message_id text default null,
	person_id integer default null,
	contact text default null
)
returns integer
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.erase_texts(ledger_id, message_id, person_id, contact, 5000);
$$;
comment on function public.erase_texts(uuid, text, integer, text) is
	'Blanks what was written (owners): of one message, one person, or one contact, in the inbox and in purchases. Amounts, days and labels stay, as ordinary changes. Answers how many messages: up to 5,000 a call, so call it again until that is 0.';

revoke all on function
	private.has_words(public.inbox), private.erase_texts(uuid, text, integer, text, integer),
	public.erase_texts(uuid, text, integer, text)
	from public, anon, authenticated, service_role;
grant execute on function private.erase_texts(uuid, text, integer, text, integer), public.erase_texts(uuid, text, integer, text)
	to authenticated;

-- ---------------------------------------------------------------- an account that is gone

create function private.forget_address()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
	delete from public.invitations i where i.email = lower(old.email);
	-- The platform's own journal of sign-ins, where it keeps one and lets it be written.
	if to_regclass('auth.audit_log_entries') is not null then
		begin
			execute 'delete from auth.audit_log_entries where payload ->> ''actor_id'' = $1' using old.id::text;
		exception
			when others then
				raise warning 'the platform''s journal still names the deleted account: %', sqlerrm;
		end;
	end if;
	return null;
end;
$$;
comment on function private.forget_address() is 'Takes an address out of invitations when its account is deleted. Members and their names go by the foreign key.';
revoke all on function private.forget_address() from public, anon, authenticated, service_role;

create trigger painel_forget_address
	after delete on auth.users
	for each row execute function private.forget_address();

create function private.delete_account(email text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
	v_email text;
	v_ledger uuid;
begin
	select lower(u.email) into v_email from auth.users u where u.id = auth.uid();
	if not found then
		raise exception 'sign in to delete your account' using errcode = '42501';
	end if;
	if octet_length(email) > 2048 or lower(private.trimmed(email)) is distinct from v_email then
		raise exception 'that is not the address of this account'
			using errcode = '22023', column = 'email', hint = 'To delete an account for good, repeat its address.';
	end if;
	-- In one order, as every writer: each is locked until the account is gone, so that nobody is its last owner unseen.
	for v_ledger in
		select m.ledger_id from public.members m where m.user_id = auth.uid() and m.role = 'owner' order by m.ledger_id
	loop
		perform private.keep_an_owner(v_ledger, auth.uid());
	end loop;
	delete from auth.users u where u.id = auth.uid();
end;
$$;
comment on function private.delete_account(text) is 'Behind public.delete_account.';

create function public.delete_account(email text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
	select private.delete_account(email);
$$;
comment on function public.delete_account(text) is
	'Deletes the caller''s own account, for good; email must repeat its address. Refused (PT409) while a ledger has no other owner: delete that one, or let somebody else own it, first. What was recorded stays with its ledgers.';

revoke all on function private.delete_account(text), public.delete_account(text) from public, anon, authenticated, service_role;
grant execute on function private.delete_account(text), public.delete_account(text) to authenticated;

-- The guard: what agents sent and what became of it belong to a role of the ledger's own, which nobody logs in as and whose
-- rights postgres does not inherit. Its functions write; a trigger refuses everybody else, the table editor, service_role,
-- postgres and superusers included, and says what to do instead.
--
-- It protects against mistakes and stolen keys. Who takes that role or drops a trigger on purpose can: that takes intent, and
-- shows. No guarded table lies behind a cascade from one that others may delete from: cascades run as the table's owner.

do $$
begin
	-- Roles belong to the cluster: another database of it may have made this one already.
	if not exists (select from pg_catalog.pg_roles where rolname = 'painel_ledger') then
		create role painel_ledger nologin noinherit bypassrls;
	end if;
exception
	when duplicate_object or unique_violation then null;
end
$$;
-- For this migration only: its end takes it back.
grant painel_ledger to postgres with inherit true, set true;
grant usage, create on schema public, private to painel_ledger;

create function private.refuse_write()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
	raise exception '% on %.% is refused: only agents write, through the inbox',
		lower(tg_op), tg_table_schema, tg_table_name
		using
			errcode = '42501',
			hint = 'To correct or undo a purchase, have the agent post an item with action "amend" or "void" to the inbox. '
				'To remove everything, an owner deletes the ledger with delete_ledger().';
end;
$$;
comment on function private.refuse_write() is
	'Refuses a statement on transactions, inbox or ledgers that no function of the ledger''s own role runs. A security invoker, and the trigger''s condition too: inside a definer function current_user is always its owner.';
revoke all on function private.refuse_write() from public, anon, authenticated, service_role;

create trigger a_only_the_ledger
	before insert or update or delete or truncate on public.transactions
	for each statement when (current_user <> 'painel_ledger')
	execute function private.refuse_write();
-- An insert has its own guard: the agent's token (open_inbox).
create trigger a_only_the_ledger
	before update or delete or truncate on public.inbox
	for each statement when (current_user <> 'painel_ledger')
	execute function private.refuse_write();
create trigger a_only_the_ledger
	before delete or truncate on public.ledgers
	for each statement when (current_user <> 'painel_ledger')
	execute function private.refuse_write();
-- Also while session_replication_role is replica.
alter table public.transactions enable always trigger a_only_the_ledger;
alter table public.inbox enable always trigger a_only_the_ledger;
alter table public.ledgers enable always trigger a_only_the_ledger;

-- ---------------------------------------------------------------- what belongs to the role

alter table public.transactions owner to painel_ledger;
alter table public.inbox owner to painel_ledger;
-- All the rights that a table's owner has by default, so that what postgres reads is the trigger's own words.
grant select, insert, update, delete, truncate on public.transactions, public.inbox to postgres;

alter function private.open_inbox() owner to painel_ledger;
alter function private.sender_of(uuid, text) owner to painel_ledger;
alter function private.met_before(public.inbox) owner to painel_ledger;
alter function private.judge_item() owner to painel_ledger;
alter function private.close_inbox() owner to painel_ledger;
alter function private.sees_all(public.inbox) owner to painel_ledger;
alter function private.items_of(public.inbox, text, integer) owner to painel_ledger;
alter function private.newest_item(public.inbox) owner to painel_ledger;
alter function private.named_items(public.inbox) owner to painel_ledger;
alter function private.candidates(public.inbox, text, uuid[]) owner to painel_ledger;
alter function private.find_target(public.inbox) owner to painel_ledger;
alter function private.file_pending(public.inbox, bigint) owner to painel_ledger;
alter function private.refunded(public.inbox, text, integer) owner to painel_ledger;
alter function private.judge_refund(public.inbox, bigint) owner to painel_ledger;
alter function private.carry_out_amend(public.inbox, public.inbox, public.transactions, public.inbox, text, bigint) owner to painel_ledger;
alter function private.judge_change(public.inbox, bigint) owner to painel_ledger;
alter function private.close_correction() owner to painel_ledger;
alter function private.correct(uuid, json) owner to painel_ledger;
alter function private.file_items(public.inbox[], text) owner to painel_ledger;
alter function private.put_transaction(uuid, public.inbox, text, boolean, uuid, jsonb) owner to painel_ledger;
alter function private.void_transaction(uuid, uuid, bigint) owner to painel_ledger;
alter function private.refile(uuid, text, integer, text[]) owner to painel_ledger;
alter function private.dismiss_item(uuid) owner to painel_ledger;
alter function private.take_up_item(uuid) owner to painel_ledger;
alter function private.erase_ledger(uuid, text) owner to painel_ledger;
alter function private.erase_remains(uuid, integer) owner to painel_ledger;
alter function private.erase_texts(uuid, text, integer, text, integer) owner to painel_ledger;
-- Settings are postgres's, and call it.
grant execute on function private.refile(uuid, text, integer, text[]) to postgres;

-- ---------------------------------------------------------------- what those functions need besides

grant select, delete, update (revision, inbox_revision) on public.ledgers to painel_ledger;
grant select, update (last_used_at) on public.agents to painel_ledger;
grant select on
	public.categories, public.sources, public.people, public.cycles, public.bill_closings, private.agent_tokens, private.labels,
	private.replies
to painel_ledger;
grant select, insert, delete on public.senders to painel_ledger;
grant select, insert, update, delete on private.remains to painel_ledger;
grant execute on function private.go_on_erasing(uuid) to painel_ledger;
grant execute on function private.erase_remains(uuid, integer) to postgres;
grant select on public.contacts to painel_ledger;
grant select, delete on private.undelivered to painel_ledger;
grant select, update (said, asked, sender) on private.received_messages to painel_ledger;
grant select, delete on private.label_undos to painel_ledger;
grant execute on function
	private.trimmed(text), private.cleaned(text), private.normalise(text), private.kept_text(text),
	private.amount_cents(jsonb), private.amount_reason(bigint), private.is_month(text), private.month_of_text(text),
	private.bill_of_part(date, jsonb, integer), private.month_day(date, integer), private.bill_month(date, integer, integer),
	private.bill_month_of(uuid, integer, date), private.touched_months(date, integer, jsonb, date),
	private.label_of(uuid, text, text),
	private.rejection(public.inbox, public.inbox, text), private.reason_detail(text, public.inbox),
	private.bounded(public.inbox), private.undecided(public.inbox), private.refuse_shape(public.inbox), private.refuse_anothers(public.inbox),
	private.filled_up(public.inbox, public.inbox), private.is_open_correction(public.inbox),
	private.said_of(public.transactions, text), private.moved(public.transactions, public.inbox, public.inbox, text),
	private.corrected(public.inbox, public.transactions, public.inbox),
	private.read_inbox_item(json), private.read_inbox_target_item(json), private.read_inbox_installments(json),
	private.read_inbox_occurred_at(json), private.read_inbox_part(json), private.read_inbox_parts(json),
	private.read_inbox_from_part(json), private.read_inbox_completes_item(json),
	private.request_token_hash(), private.require_agent(text), private.refuse_token(), private.refuse_numbers(),
	private.requesting_person(), private.require_role(uuid, text[]), private.lock_as(uuid, text[]),
	private.has_words(public.inbox), private.folded_contact(text), private.broadcast(uuid, text, jsonb), private.forget_broadcasts(uuid), private.tell_inbox(uuid)
to painel_ledger;

revoke create on schema public, private from painel_ledger;
revoke painel_ledger from postgres;

import type { Query } from '../../../local/database/index.ts'
import { parseColumns } from '../../../src/feed/wire.ts'
import type { TransactionColumns } from '../../../src/ledger/types.ts'
import type { TestDatabase } from '../support/database.ts'

// What every broadcast said, beside what the ledger's own reader would have said at that very moment: a later statement of
// the same transaction may give a row another revision, so the two can only be compared while the broadcast is sent.

const WATCH = `
	create schema watch;
	create table watch.heard (
		n bigint generated always as identity,
		topic text,
		event text,
		private boolean,
		payload jsonb,
		-- What ledger_changes answers after the broadcast's "from".
		stored jsonb
	);
	create function watch.note() returns trigger language plpgsql security definer set search_path = '' as $$
	begin
		insert into watch.heard (topic, event, private, payload, stored)
		values (
			new.topic, new.event, new.private, new.payload,
			case new.event when 'changes' then
				public.ledger_changes(split_part(new.topic, ':', 2)::uuid, (new.payload ->> 'from')::bigint, 100000) -> 'rows'
			end
		);
		return null;
	end $$;
	create trigger watch after insert on realtime.messages for each row execute function watch.note();

	-- What a person can see of a ledger and be told about.
	create function watch.state(ledger_id uuid) returns json language sql stable set search_path = '' as $$
		select json_build_object(
			'name', l.name,
			'revision', l.revision,
			'inbox_revision', l.inbox_revision,
			'settings_revision', l.settings_revision,
			'epoch', l.epoch,
			'topic', private.topic(l.id),
			'members', (
				select coalesce(json_agg(m.user_id order by m.user_id), '[]') from public.members m where m.ledger_id = l.id
			),
			'to_review', (
				select coalesce(json_agg(i.id order by i.id), '[]') from public.inbox i
				where i.ledger_id = l.id and i.status = 'rejected' and i.dismissed_at is null and i.transaction_id is null
			),
			'settings', json_build_array(
				l.timezone,
				(select json_agg(c order by c.id) from public.categories c where c.ledger_id = l.id),
				(select json_agg(s order by s.id) from public.sources s where s.ledger_id = l.id),
				(select json_agg(p order by p.id) from public.people p where p.ledger_id = l.id),
				(select json_agg(b order by b.source_id, b.bill_month) from public.bill_closings b where b.ledger_id = l.id),
				(select json_agg(b order by b.month) from public.budgets b where b.ledger_id = l.id),
				(select json_agg(m order by m.user_id) from public.members m where m.ledger_id = l.id)
			)
		)
		from public.ledgers l where l.id = state.ledger_id;
	$$;
`

/** A broadcast as it was sent. */
export interface Heard {
	topic: string
	event: string
	private: boolean
	payload: {
		from: number
		to: number
		rows?: TransactionColumns
		inbox_revision?: number
		settings_revision?: number
		epoch?: number
	}
	stored: TransactionColumns | null
}

/** What can be seen of a ledger; null once it is deleted. */
export interface State {
	name: string
	revision: number
	inbox_revision: number
	settings_revision: number
	epoch: number
	/** Where its members hear of changes. */
	topic: string
	members: string[]
	to_review: string[]
	settings: unknown[]
}

export async function watchBroadcasts(database: TestDatabase): Promise<void> {
	await database.script(WATCH)
}

/** All broadcasts since the last call, oldest first. */
export async function takeHeard(query: Query): Promise<Heard[]> {
	const heard = await query<Heard>(
		`with taken as (delete from watch.heard returning *)
		select topic, event, private, payload, stored from taken order by n`,
	)
	// As the page reads them: with the columns that the wire leaves out where no row has anything in them.
	for (const one of heard) {
		if (one.payload.rows) one.payload.rows = parseColumns(one.payload.rows)!
		if (one.stored) one.stored = parseColumns(one.stored)
	}
	return heard
}

export async function stateOf(query: Query, ledgerId: string): Promise<State | null> {
	const [row] = await query<{ state: State | null }>('select watch.state($1) as state', [ledgerId])
	return row!.state
}

/** Every transaction of a ledger in the order of their last changes, read from the table and by no function of ours. */
export async function storedRows(query: Query, ledgerId: string): Promise<Record<string, unknown>[]> {
	const rows = await query<Record<string, unknown> & { occurred_at: string; bill_month: string }>(
		'select * from public.transactions where ledger_id = $1 order by revision',
		[ledgerId],
	)
	return rows.map((row) => ({
		id: row.id,
		revision: row.revision,
		kind: row.kind,
		amount_cents: row.amount_cents,
		installments: row.installments,
		bill_month: row.bill_month.slice(0, 7),
		occurred_at: Date.parse(row.occurred_at),
		description: row.description,
		category_id: row.category_id,
		category_text: row.category_id === null ? row.category_text : null,
		source_id: row.source_id,
		source_text: row.source_id === null ? row.source_text : null,
		person_id: row.person_id,
		person_text: row.person_id === null ? row.person_text : null,
		voided: row.voided,
		to_source_id: row.to_source_id,
		to_source_text: row.to_source_id === null ? row.to_source_text : null,
		part: row.part,
		parts: row.parts,
		pays_month: row.pays_month === null ? null : String(row.pays_month).slice(0, 7),
		moves: row.moves,
		refund_of: row.refund_of,
		bill_given: row.bill_given,
		imported: String(row.message_id).startsWith('import:'),
	}))
}

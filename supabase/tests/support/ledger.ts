import type { LedgerChanges } from '../../../src/ledger/types.ts'
import type { TestDatabase } from './database.ts'
import { agent, as, signedIn, signUp } from './persona.ts'

/** What the inbox answers an agent. */
export interface Answer {
	id: string
	message_id: string
	item: number
	status: 'accepted' | 'rejected'
	reason: string | null
	reason_detail: string | null
	amount_cents: number | null
	transaction_id: string | null
	target_message_id: string | null
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	candidates: Record<string, unknown>[] | null
	revision: number | null
}

export interface Item {
	message_id: string
	[column: string]: unknown
}

const TYPES: Record<string, string> = {
	message_id: 'text',
	item: 'json',
	action: 'text',
	target_message_id: 'text',
	target_item: 'json',
	target_text: 'text',
	kind: 'text',
	occurred_at: 'json',
	description: 'text',
	amount: 'jsonb',
	category: 'text',
	source: 'text',
	person: 'text',
	to_source: 'text',
	installments: 'json',
	part: 'json',
	parts: 'json',
	bill_month: 'text',
	from_part: 'json',
	parts_to: 'text',
	completes_message_id: 'text',
	completes_item: 'json',
	sender: 'text',
	sent_at: 'json',
	payload: 'jsonb',
}

/** Statement that makes a card with a cycle that holds for all its bills; $1 is its ledger. */
export const addCard = (name: string, closing: number, due: number | null, aliases = '{}') =>
	`with made as (
		insert into public.sources (ledger_id, name, aliases) values ($1, '${name}', '${aliases}') returning ledger_id, id
	)
	insert into public.cycles (ledger_id, source_id, closing_day, due_day)
	select ledger_id, id, ${closing}, ${due} from made`

/** A value as PostgREST takes it out of a body: through the cast from json that its column's domain has, if it has one. */
const read = (column: string) =>
	TYPES[column] === 'json' ? `private.read_inbox_${column}(${column})` : column

/** PostgREST's form of an insert: the columns any row names, out of one JSON document. */
export function insertStatement(items: Item[], tail = ''): { text: string; parameters: unknown[] } {
	const columns = Object.keys(TYPES).filter((column) => items.some((item) => column in item))
	return {
		text: `insert into public.inbox (${columns.join(', ')}) select ${columns.map(read).join(', ')}
			from json_to_recordset($1::text::json) as x(${columns.map((column) => `${column} ${TYPES[column]}`).join(', ')})
			${tail} returning *`,
		parameters: [JSON.stringify(items)],
	}
}

let ledgers = 0

/** A ledger with its owner and an agent, and the few things tests do with them. */
export async function makeLedger(database: TestDatabase, name = 'Casa') {
	const owner = await signUp(database, `owner-${++ledgers}@example.com`)
	const made = await as(database, signedIn(owner), async (query) => {
		const [ledger] = await query<{ id: string }>('select id from public.create_ledger($1)', [name])
		const [made] = await query<{ agent: { id: string; token: string } }>(
			`select public.create_agent($1, 'WhatsApp') as agent`,
			[ledger!.id],
		)
		return { id: ledger!.id, agentId: made!.agent.id, token: made!.agent.token }
	})
	const post = (items: Item | Item[], tail = ''): Promise<Answer[]> => {
		const { text, parameters } = insertStatement([items].flat(), tail)
		return as(database, agent(made.token), (query) => query<Answer>(text, parameters))
	}
	return {
		...made,
		owner,
		/** Posts as the agent, one statement. */
		post,
		/** Posts one item. */
		postOne: async (item: Item) => (await post(item))[0]!,
		/** As the owner. */
		asOwner: <T extends object>(text: string, parameters: unknown[] = []) =>
			as(database, signedIn(owner), (query) => query<T>(text, parameters)),
		changes: async (after = 0, maxRows = 1000, from: string | null = null, to: string | null = null) => {
			const [row] = await as(database, signedIn(owner), (query) =>
				query<{ answer: LedgerChanges }>('select public.ledger_changes($1, $2, $3, $4, $5) as answer', [
					made.id,
					after,
					maxRows,
					from,
					to,
				]),
			)
			return row!.answer
		},
		/** Payloads of the broadcasts of one event, oldest first. */
		broadcasts: async <T = Record<string, unknown>>(event: string) =>
			(
				await database.query<{ payload: T }>(
					`select payload from realtime.messages where starts_with(topic, 'ledger:' || $1::text) and event = $2 and private
					order by coalesce((payload ->> 'to')::bigint, (payload ->> 'inbox_revision')::bigint, (payload ->> 'settings_revision')::bigint)`,
					[made.id, event],
				)
			).map((row) => row.payload),
	}
}

export type TestLedger = Awaited<ReturnType<typeof makeLedger>>

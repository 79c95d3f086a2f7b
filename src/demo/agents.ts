import { type Agent, BackendError, type InsertAnswer } from '../backend/types'
import { type Random, uuid } from '../household/random'
import type { InboxRow } from '../ledger/inbox'
import { receive } from './inbox'
import type { DemoLedger } from './ledger'
import { toInboxItem } from './records'

/** The agents of all demo ledgers, by token. */
export interface DemoAgents {
	of(ledger: DemoLedger): Agent[]
	/** Creates an agent; `past` sets what it did before the demo began. */
	create(
		ledger: DemoLedger,
		name: string,
		past?: Partial<Pick<Agent, 'created_at' | 'last_used_at' | 'revoked_at'>>,
	): { agent: Agent; token: string }
	revoke(ledger: DemoLedger, id: string): void
	/** Posts to the inbox with a token and answers as the API does. */
	insert(token: string, rows: object | object[]): InsertAnswer
}

interface Entry {
	agent: Agent
	ledger: DemoLedger
	token: string
}

const problem = (
	status: number,
	code: string,
	message: string,
	hint: string | null = null,
): InsertAnswer => ({
	status,
	body: { code, message, details: null, hint },
})

/** `random` makes ids and tokens; they are worth nothing outside this page. */
export function createDemoAgents(random: Random): DemoAgents {
	const entries: Entry[] = []

	function insert(token: string, rows: object | object[]): InsertAnswer {
		const entry = entries.find((other) => other.token === token)
		if (!entry || entry.agent.revoked_at !== null)
			return problem(401, '42501', 'unknown or revoked agent token', 'create an agent in the settings')
		const { ledger, agent } = entry
		const items = (Array.isArray(rows) ? rows : [rows]) as InboxRow[]
		if (items.some((row) => typeof row.message_id !== 'string' || row.message_id === ''))
			return problem(400, '23502', 'null value in column "message_id" of relation "inbox"')
		const key = (row: { message_id: string; item?: number | null }) => `${row.message_id}\n${row.item ?? 0}`
		const known = new Set(ledger.inbox.map(key))
		for (const row of items) {
			// Like one SQL statement: one repeated item refuses the whole array (unique constraint).
			if (known.has(key(row))) return problem(409, '23505', 'duplicate key value violates unique constraint')
			known.add(key(row))
		}
		const now = Date.now()
		agent.last_used_at = now
		const stored = ledger.write(() => items.map((row) => receive(ledger, agent, row, now, random)))
		return { status: 201, body: stored.map(toInboxItem) }
	}

	return {
		of: (ledger) => entries.filter((entry) => entry.ledger === ledger).map(({ agent }) => ({ ...agent })),
		create(ledger, name, past = {}) {
			const trimmed = name.trim()
			if (trimmed === '') throw new BackendError('invalid_input', 'an agent needs a name', 'name')
			const agent: Agent = {
				id: uuid(random),
				name: trimmed,
				created_at: Date.now(),
				last_used_at: null,
				revoked_at: null,
				...past,
			}
			const token = `demo_${uuid(random).replaceAll('-', '')}`
			entries.push({ agent, ledger, token })
			ledger.write(() => ledger.touchSettings())
			return { agent: { ...agent }, token }
		},
		revoke(ledger, id) {
			const entry = entries.find((other) => other.ledger === ledger && other.agent.id === id)
			if (!entry) throw new BackendError('not_found')
			entry.agent.revoked_at ??= Date.now()
			ledger.write(() => ledger.touchSettings())
		},
		insert,
	}
}

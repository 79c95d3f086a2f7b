import { type InboxRow, keyOf, purchaseOf, rowsToSend } from './inbox-rows'
import type { FileTransaction, LedgerFile } from './ledger-file'
import { type Project, RestoreStopped } from './project'
import { writeSettings } from './settings'

/** How many rows go into one request. */
const BATCH = 200
/** The API answers no more rows than that at a time. */
const PAGE = 1000

export interface RestoreOptions {
	/** A name for the new ledger other than the file's. */
	name: string | null
	/** The ledger that an earlier run made. */
	into: string | null
	/** Hears each step. */
	say(line: string): void
	/** Hears how many rows of how many are sent. */
	progress?(done: number, total: number): void
}

/** What the end was compared by. */
export interface RestoreResult {
	ledgerId: string
	/** Live purchases that are as they were. */
	restored: number
	/** Purchases that are not there or not as they were, each with its reason. */
	different: string[]
}

interface LedgerRow {
	id: string
	name: string
	revision: number
}

type Transaction = FileTransaction & { revision: number }

/** Puts a ledger's export into another project, through its API alone. Run again it goes on, and sends nothing twice. */
export class Restore {
	private readonly rows
	private readonly refused = new Map<string, string>()

	constructor(
		private readonly project: Project,
		private readonly file: LedgerFile,
		private readonly options: RestoreOptions,
	) {
		this.rows = rowsToSend(file)
	}

	/** What would be sent, in one sentence. */
	get plan(): string {
		const { live, undone, waiting, notSent } = this.rows
		const { categories, sources, people, budgets, recurring } = this.file
		return [
			`${live.length} purchases`,
			`${waiting - notSent} messages that wait for somebody`,
			`${categories.length} categories, ${sources.length} sources, ${people.length} people, ${budgets.length} budgets, ${recurring.length} that come every month`,
			`left behind: ${undone} undone purchases, ${notSent} corrections that wait, the history of corrections, members, agents`,
		].join('; ')
	}

	/** @throws RestoreStopped */
	async run(): Promise<RestoreResult> {
		const ledger = await this.ledger()
		if (ledger.revision === 0) {
			// Cut off before the first purchase, they are written anew.
			this.options.say('Writing the settings')
			await writeSettings(this.project, this.file, ledger.id)
		}
		await this.messages(ledger.id)
		return this.compare(ledger.id)
	}

	private async ledger(): Promise<LedgerRow> {
		const { into, say } = this.options
		const name = this.options.name ?? this.file.ledger.name
		const mine = await this.project.get<LedgerRow[]>('ledgers?select=id,name,revision')
		if (into) {
			const ledger = mine.find(({ id }) => id === into)
			if (!ledger) throw new RestoreStopped(`--into ${into}: you are a member of no such ledger.`)
			await this.refuseOthers(ledger)
			return ledger
		}
		const same = mine.find((ledger) => ledger.name === name)
		if (same)
			throw new RestoreStopped(
				`You have a ledger "${name}" already. --into ${same.id} goes on with it; --name makes another.`,
			)
		const { currency, timezone } = this.file.ledger
		const made = await this.project.call<LedgerRow | LedgerRow[]>('create_ledger', {
			name,
			currency,
			timezone,
		})
		const ledger = Array.isArray(made) ? made[0]! : made
		say(`Made the ledger "${name}". Should this be cut off, go on with: --into ${ledger.id}`)
		return ledger
	}

	/** A ledger that holds anything else is not to be mixed with the file's. */
	private async refuseOthers({ id, name }: LedgerRow): Promise<void> {
		const first = await this.project.get<{ message_id: string; item: number }[]>(
			`transactions?ledger_id=eq.${id}&select=message_id,item&order=revision&limit=${PAGE}`,
		)
		const known = new Set(this.file.transactions.map(keyOf))
		if (first.some((transaction) => !known.has(keyOf(transaction))))
			throw new RestoreStopped(
				`The ledger "${name}" holds purchases that are not of this file. Leave --into out: a new ledger is made.`,
			)
	}

	private async messages(ledgerId: string): Promise<void> {
		this.options.say('Sending the purchases')
		const token = await this.project.call<string>('import_token', { ledger_id: ledgerId })
		const total = this.rows.steps.reduce((sum, rows) => sum + rows.length, 0)
		let done = 0
		for (const rows of this.rows.steps)
			for (let at = 0; at < rows.length; at += BATCH) {
				await this.post(rows.slice(at, at + BATCH), token)
				done += Math.min(BATCH, rows.length - at)
				this.options.progress?.(done, total)
			}
	}

	private async post(rows: InboxRow[], token: string): Promise<void> {
		const answers = await this.project.add<{
			message_id: string
			item: number
			status: string
			reason: string | null
			reason_detail: string | null
		}>(
			'inbox?on_conflict=ledger_id,message_id,item&select=message_id,item,status,reason,reason_detail',
			rows,
			{ prefer: 'return=representation,resolution=ignore-duplicates', 'x-agent-token': token },
		)
		for (const answer of answers)
			if (answer.status === 'rejected')
				this.refused.set(keyOf(answer), answer.reason_detail ?? answer.reason ?? 'refused')
	}

	/** Reads the new ledger as it is, and holds it against the file. */
	private async compare(ledgerId: string): Promise<RestoreResult> {
		this.options.say('Comparing')
		const made = await this.transactions(ledgerId)
		const there = new Map(made.filter(({ voided }) => !voided).map((row) => [keyOf(row), row]))
		const before = { byId: byIdOf(this.file.transactions) }
		const after = { byId: byIdOf(made) }
		const different = this.rows.live.flatMap((wanted) => {
			const found = there.get(keyOf(wanted))
			const what = `"${wanted.description}" of ${wanted.occurred_at.slice(0, 10)} (message ${wanted.message_id})`
			if (!found)
				return [`${what} is not there: ${this.refused.get(keyOf(wanted)) ?? 'the inbox refused it'}.`]
			const fields = differing(factsOf(wanted, before.byId), factsOf(found, after.byId))
			return fields.length > 0 ? [`${what} differs: ${fields.join('; ')}.`] : []
		})
		return { ledgerId, restored: this.rows.live.length - different.length, different }
	}

	private async transactions(ledgerId: string): Promise<Transaction[]> {
		const rows: Transaction[] = []
		for (;;) {
			const page = await this.project.get<Transaction[]>(
				`transactions?ledger_id=eq.${ledgerId}&revision=gt.${rows.at(-1)?.revision ?? 0}&order=revision&limit=${PAGE}`,
			)
			rows.push(...page)
			if (page.length < PAGE) return rows
		}
	}
}

const byIdOf = (rows: FileTransaction[]): Map<string, FileTransaction> =>
	new Map(rows.map((row) => [row.id, row]))

/** All that a reader could tell two purchases apart by, without ids. */
function factsOf(row: FileTransaction, byId: Map<string, FileTransaction>): Record<string, unknown> {
	const { kind, amount_cents, installments, bill_month, bill_given, description, part, parts } = row
	const refunded = purchaseOf(row, byId)
	return {
		kind,
		amount_cents,
		installments,
		bill_month,
		bill_given,
		description,
		part,
		parts,
		pays_month: row.pays_month,
		moves: row.moves,
		occurred_at: Date.parse(row.occurred_at),
		category: row.category_text,
		source: row.source_text,
		person: row.person_text,
		to_source: row.to_source_text,
		refund_of: refunded
			? keyOf(refunded)
			: row.refund_of === null
				? null
				: 'something that is no purchase now',
	}
}

function differing(wanted: Record<string, unknown>, found: Record<string, unknown>): string[] {
	return Object.keys(wanted)
		.filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(found[field]))
		.map((field) => `${field} ${JSON.stringify(found[field])} instead of ${JSON.stringify(wanted[field])}`)
}

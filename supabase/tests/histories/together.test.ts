import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import type { TransactionRow } from '../../../src/ledger/columns.ts'
import type { Basis } from '../../../src/ledger/types.ts'
import { makeMetrics } from '../../../src/metrics/index.ts'
import { expectFigures } from '../../../src/metrics/testing/compare.ts'
import { columnsOf } from '../../../src/metrics/testing/histories.ts'
import { Oracle } from '../../../src/metrics/testing/oracle.ts'
import { startDatabase, type TestDatabase } from '../support/database.ts'
import { billEntries, dayEntries, expectSame, figuresOf } from './compare.ts'
import { makeLedgers, type Neighbour, type Pair, post, writeSettings } from './many-ledgers.ts'
import { Play, type Told } from './play.ts'
import { type Chapters, chapters, ZONES } from './steps.ts'
import { readAll, type StoredRow } from './stored.ts'

// The database, the page's metrics store, and two slow ones that know the rules by their definition, over the same random
// histories: every kind, both bases, changing cycles, moved closing dates, given bill months, parts, moves, time zones.
// Many ledgers live theirs at once. More of them: PAINEL_RUNS=10000 npx vitest run --project sql supabase/tests/histories/together
const numRuns = Number(process.env.PAINEL_RUNS ?? 500)
const AT_ONCE = 250

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
	// The real one reads the file of every zone each time, some 40 ms of it; settings.test holds it.
	await database.query(
		`create or replace function private.known_timezone(timezone text) returns boolean language sql stable
		as $$ select timezone = any ('{${ZONES.join()}}'::text[]) $$`,
	)
})
afterAll(() => database.stop())

/** One ledger, what is told to it, and what it must become. */
class Life {
	readonly play = new Play()

	constructor(
		readonly ledger: Neighbour,
		readonly told: Chapters,
	) {}

	get pair(): Pair {
		return { id: this.ledger.id, model: this.play.model }
	}

	set(chapter: 'before' | 'after'): void {
		for (const setting of this.told[chapter]) this.play.set(setting)
	}

	tell(chapter: 'recorded' | 'corrected'): Told[] {
		const told = this.told[chapter].map((step) => this.play.tell(step)).filter((one) => one !== null)
		// What is told at once must not be about one purchase twice.
		const about = new Set<unknown>()
		return told.filter((one) => !one.about || (!about.has(one.about) && about.add(one.about)))
	}
}

async function live(histories: readonly Chapters[]): Promise<{ owner: string; lives: Life[] }> {
	const { owner, ledgers } = await makeLedgers(database, histories.length)
	const lives = histories.map((told, nth) => new Life(ledgers[nth]!, told))
	for (const [settings, items] of [
		['before', 'recorded'],
		['after', 'corrected'],
	] as const) {
		for (const life of lives) life.set(settings)
		await writeSettings(
			database,
			owner,
			lives.map(({ pair }) => pair),
		)
		const told = lives.map((life) => life.tell(items))
		const verdicts = await post(
			database,
			lives.map(({ ledger }, nth) => ({ token: ledger.token, items: told[nth]!.map(({ item }) => item) })),
		)
		told.forEach((all, nth) => {
			for (const one of all) one.heard(verdicts[nth]!.get(one.item.message_id)!)
		})
	}
	return { owner, lives }
}

/** A stored purchase as the page receives it. */
function asReceived(row: StoredRow, ids: Map<unknown, string>): TransactionRow {
	return {
		id: row.id,
		revision: row.revision as number,
		kind: row.kind as TransactionRow['kind'],
		amount_cents: row.amount_cents as number,
		installments: row.installments as number,
		bill_month: row.bill as string,
		occurred_at: Number(row.at),
		description: row.message_id,
		category_id: row.category_id as number | null,
		category_text: null,
		source_id: row.source_id as number | null,
		source_text: null,
		person_id: null,
		person_text: null,
		voided: row.voided as boolean,
		to_source_id: row.to_source_id as number | null,
		to_source_text: null,
		part: row.part as number | null,
		parts: row.parts as number | null,
		pays_month: row.pays as string | null,
		moves: row.moves as TransactionRow['moves'],
		refund_of: ids.get(row.refund_of) ?? null,
		bill_given: row.bill_given as boolean,
		imported: false,
	}
}

/** The page's figures of a ledger, both ways, are the slow ones and what the model counts. */
function expectPage({ play: { model } }: Life, stored: readonly StoredRow[]): void {
	const ids = new Map(stored.map(({ message_id, id }) => [message_id as unknown, id]))
	const rows = stored.map((row) => asReceived(row, ids))
	const today = model.dayOf(Date.now())
	const metrics = makeMetrics({ timezone: model.zone, today })
	const oracle = new Oracle(model.zone, today)
	metrics.apply(columnsOf(rows))
	oracle.apply(rows)
	for (const basis of ['bill', 'purchase'] as Basis[]) {
		metrics.setBasis(basis)
		oracle.setBasis(basis)
		expectFigures(metrics, oracle)
		const entries = basis === 'bill' ? billEntries(model) : dayEntries(model)
		for (const month of [...new Set(entries.map((entry) => entry.month))].sort().slice(-3)) {
			metrics.setFilter({ months: { from: month, to: month } })
			const { spending, income, expense } = metrics.totals()
			expect({ spending: spending.cents, income: income.cents, purchases: expense.count }).toEqual(
				figuresOf(entries, month),
			)
		}
		metrics.setFilter({})
	}
}

/** A failure says which history it was. */
function of(told: Chapters, check: () => void): void {
	try {
		check()
	} catch (error) {
		if (error instanceof Error) error.message += `\nIn the history ${JSON.stringify(told)}`
		throw error
	}
}

const otherWork = () => new Promise<void>((resolve) => setImmediate(resolve))

test('the database, the page and the slow ones tell one history', async () => {
	const histories = fc.sample(chapters, numRuns)
	const batches = Array.from({ length: Math.ceil(numRuns / AT_ONCE) }, (_, nth) =>
		histories.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE),
	)
	let read = 0
	// While the figures of one batch are compared, the database lives the next two.
	const ahead = batches.splice(0, 2).map(live)
	for (let next = ahead.shift(); next; next = ahead.shift()) {
		const { owner, lives } = await next
		const after = batches.shift()
		if (after) ahead.push(live(after))
		const rows = await readAll(
			database,
			owner,
			lives.map(({ ledger }) => ledger.id),
			lives.map(({ play }) => play.model.dayOf(Date.now())),
		)
		for (const life of lives) {
			const stored = rows.of(life.ledger.id)
			of(life.told, () => {
				expectSame(stored, life.play.model)
				expectPage(life, stored.purchases)
			})
			read += stored.purchases.length
			await otherWork()
		}
	}
	expect(read).toBeGreaterThan(numRuns)
}, 3_600_000)

import { type PackedColumns, packColumns, unpackColumns } from '../../src/feed/device-cache/format'
import {
	columnsFrom,
	sliceColumns,
	type TypedColumns,
	toTypedColumns,
	USUAL_VALUES,
} from '../../src/ledger/columns'
import { monthName, monthNumber } from '../../src/ledger/month'
import type { TransactionColumns } from '../../src/ledger/types'
import { makeMetrics } from '../../src/metrics'
import type { Filter } from '../../src/metrics/types'
import { percentile } from '../report/figures'
import { changesOf, take } from './changes'
import { generate, TIMEZONE, TODAY } from './generate'
import type { Spread, StepFigures } from './table'

// The store alone, step by step, warm, in a process of its own: run.ts --steps starts it and is sent the figures.

/** Rows of a page as the feed reads them at most, and of a part as the device keeps them. */
const PAGE = 4000
const ROWS = Number(process.argv[2])
const WARM = 40
const ROUNDS = 200

const made = generate(ROWS)
// What the made rows say nothing of, as the wire says it: columns as long as the others, of nothing.
const whole = columnsFrom((name) =>
	made[name].length > 0 ? made[name] : made.id.map(() => USUAL_VALUES[name as keyof typeof USUAL_VALUES]),
)
// Through JSON, as from a wire: texts put together from pieces would be measured as pieces.
const data: TransactionColumns = JSON.parse(JSON.stringify(whole))
const changes = changesOf(data)
const now = monthNumber(TODAY.slice(0, 7))
const months = (from: number, to: number, more: Filter = {}): Filter => ({
	...more,
	months: { from: monthName(from), to: monthName(to) },
})

const usedBefore = usedBytes()
let metrics = load([data])
const bytesPerRow = Math.round((usedBytes() - usedBefore) / ROWS)
const steps: Record<string, Spread> = {}

function usedBytes(): number {
	// Buffers are given back only after the collection that finds them unused.
	for (let turn = 0; turn < 3; turn++) globalThis.gc!()
	const { heapUsed, external } = process.memoryUsage()
	return heapUsed + external
}

function load(batches: Iterable<TransactionColumns | TypedColumns>) {
	const store = makeMetrics({ timezone: TIMEZONE, today: TODAY })
	for (const batch of batches) store.apply(batch)
	return store
}

/** All that a page's figures come from. */
function readAll() {
	metrics.totals()
	metrics.byCategory()
	metrics.bySource()
	metrics.byPerson()
	metrics.byDay()
	metrics.top()
}

interface Turns {
	rounds?: number
	warm?: number
	/** Not timed. */
	before?(turn: number): void
}

function measure(step: string, work: (turn: number) => void, turns: Turns = {}): void {
	const { rounds = ROUNDS, warm = WARM, before } = turns
	const times: number[] = []
	for (let turn = 0; turn < warm + rounds; turn++) {
		before?.(turn)
		const started = performance.now()
		work(turn)
		const ms = performance.now() - started
		if (turn >= warm) times.push(ms)
	}
	steps[step] = { p50: percentile(times, 0.5), min: Math.min(...times), max: Math.max(...times) }
}

// Filters: set, and every figure read. A text that finds nothing goes before each, so that nothing is left over from the last.
const forget = () => metrics.setFilter({ text: 'finds nothing at all' })
const filtered = (step: string, filterOf: (turn: number) => Filter, rounds?: number) =>
	measure(
		step,
		(turn) => {
			metrics.setFilter(filterOf(turn))
			readAll()
		},
		{ before: forget, ...(rounds ? { rounds, warm: Math.ceil(rounds / 5) } : {}) },
	)
const TEXTS = ['mercado', 'uber 1', 'cafe']
filtered('filter, 1 month', (turn) => months(now - (turn % 120), now - (turn % 120)))
filtered('filter, 12 months', (turn) => months(now - 11 - (turn % 60), now - (turn % 60)))
filtered('filter, 60 months', (turn) => months(now - 59 - (turn % 60), now - (turn % 60)), 60)
filtered(
	'filter, 60 months and 3 categories',
	(turn) => months(now - 59, now, { categories: [1 + (turn % 6), 8, 9] }),
	60,
)
filtered('filter, text in all months', (turn) => ({ text: TEXTS[turn % 3]! }), 30)

// Changes: one new, amended or voided purchase.
const singles = Array.from({ length: 5 * (WARM + ROUNDS) }, () => take(changes, 1).columns)
let next = 0
const changed = (step: string, filter: Filter) => {
	metrics.setFilter(filter)
	readAll()
	measure(step, () => {
		metrics.apply(singles[next++]!)
		readAll()
	})
}
changed('change + figures, 1 month', months(now, now))
changed('change + figures, 12 months', months(now - 11, now))
changed('change + figures, 60 months', months(now - 59, now))

// So short that a clock's reading would be part of it: a hundred at a time, each with its own version and announcement.
metrics.setFilter(months(now, now))
readAll()
const hundreds = Array.from({ length: 400 }, () =>
	Array.from({ length: 100 }, () => take(changes, 1).columns),
)
measure(
	'change, nothing read',
	(turn) => {
		for (const change of hundreds[turn]!) metrics.apply(change)
	},
	{ warm: 300, rounds: 100 },
)
for (const name of ['p50', 'min', 'max'] as const) steps['change, nothing read']![name] /= 100

const batches = Array.from({ length: 9 }, () => take(changes, 10_000).columns)
measure('10,000 changes in one batch', (turn) => metrics.apply(batches[turn]!), { warm: 2, rounds: 7 })

// The other way of counting, there and back: every row is filed anew, and every figure of the month read.
metrics.setFilter(months(now, now))
measure(
	'switch of basis + figures, 1 month',
	() => {
		metrics.setBasis(metrics.basis() === 'bill' ? 'purchase' : 'bill')
		readAll()
	},
	{ warm: 2, rounds: 6 },
)

// Loading, last: what came before has warmed it up, and the store measured above is no longer needed.
const pages: TransactionColumns[] = []
for (let from = 0; from < data.id.length; from += PAGE) pages.push(sliceColumns(data, from, from + PAGE))
const loaded = (step: string, work: () => void) => measure(step, work, { warm: 1, rounds: 5 })
loaded('load, columns', () => {
	metrics = load([data])
})
loaded('load, pages', () => {
	metrics = load(pages)
})
const typed = toTypedColumns(data)
loaded('load, typed', () => {
	metrics = load([typed])
})
const bodies = pages.map((page) => JSON.stringify(page))
loaded('load, JSON', () => {
	metrics = load(parsed(bodies))
})
const parts = pages.map(packColumns)
loaded('load, device', () => {
	metrics = load(unpacked(parts))
})

function* parsed(texts: readonly string[]) {
	for (const text of texts) yield JSON.parse(text) as TransactionColumns
}

function* unpacked(packed: readonly PackedColumns[]) {
	for (const part of packed) {
		const columns = unpackColumns(part)
		if (!columns) throw new Error('a part does not unpack')
		yield columns
	}
}

process.send!({ steps, bytesPerRow } satisfies StepFigures)

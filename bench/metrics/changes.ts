import { seededRandom } from '../../fixtures/random'
import { billMonth } from '../../src/ledger/bill'
import { makeCalendar } from '../../src/ledger/calendar'
import { emptyColumns, sliceColumns } from '../../src/ledger/columns'
import { DAY_MS } from '../../src/ledger/day'
import type { TransactionColumns } from '../../src/ledger/types'
import type { Batch } from './contender'
import { TIMEZONE, TODAY, uuidFrom } from './generate'
import { type Item, itemKey, itemsOf } from './items'

const calendar = makeCalendar(TIMEZONE)

/**
 * An endless stream of what agents do, the same for the same data and seed: of ten changes six are new purchases of the last
 * days, three amend one of the last thousand rows, one voids it.
 */
export function* changesOf(data: TransactionColumns, seed = 7): Generator<Batch> {
	const random = seededRandom(seed)
	const now = Date.parse(`${TODAY}T15:00:00Z`)
	const recent = sliceColumns(data, Math.max(0, data.id.length - 1000), data.id.length)
	let revision = data.id.length
	for (;;) {
		const target = Math.floor(random() * recent.id.length)
		const action = random()
		const held = sliceColumns(recent, target, target + 1)
		const row = sliceColumns(recent, target, target + 1)
		row.revision[0] = ++revision
		if (action < 0.6 || held.voided[0]) {
			const occurredAt = now - Math.floor(random() * 10 * DAY_MS)
			row.id[0] = uuidFrom(random)
			row.kind[0] = 'expense'
			row.installments[0] = 1
			row.occurred_at[0] = occurredAt
			row.source_id[0] = 4
			row.bill_month[0] = billMonth(calendar.dayAt(occurredAt), [])
			row.amount_cents[0] = 100 + Math.floor(random() * 50_000)
			row.voided[0] = false
			yield { columns: row, removed: [], added: itemsOf(row) }
			continue
		}
		if (action < 0.9) row.amount_cents[0] = 100 + Math.floor(random() * 50_000)
		else row.voided[0] = true
		for (const name of Object.keys(row) as (keyof TransactionColumns)[]) recent[name][target] = row[name][0]!
		const removed = Array.from({ length: held.installments[0]! }, (_, index) =>
			itemKey(held.id[0]!, index + 1),
		)
		yield { columns: row, removed, added: itemsOf(row) }
	}
}

/** The next `count` changes as one batch. */
export function take(changes: Generator<Batch>, count: number): Batch {
	const columns = emptyColumns()
	const removed = new Set<string>()
	const added = new Map<string, Item>()
	for (let taken = 0; taken < count; taken++) {
		const change = changes.next().value as Batch
		for (const name of Object.keys(columns) as (keyof TransactionColumns)[])
			columns[name].push(change.columns[name][0] as never)
		// An item that came and went within the batch is no news to those that hold items.
		for (const key of change.removed) if (!added.delete(key)) removed.add(key)
		for (const item of change.added) added.set(item.key, item)
	}
	return { columns, removed: [...removed], added: [...added.values()] }
}

import { makeCalendar } from '../ledger/calendar'
import { partMonth } from '../ledger/parts'
import { ONE } from './parts'
import type { ReadRow } from './rows'

/**
 * Makes one purchase again of the lines of its parts, where Painel's own file has all that count: its total, its parts, its first bill
 * and its moves. Where some are missing (a file of one month), each line stays a part, under the day of the purchase.
 */
export function wholePurchases(rows: ReadRow[], timezone: string): ReadRow[] {
	const groups = new Map<string, ReadRow[]>()
	for (const row of rows) {
		const id = row.own?.id
		if (!id) continue
		const lines = groups.get(id)
		if (lines) lines.push(row)
		else groups.set(id, [row])
	}
	return rows.flatMap((row) => {
		const lines = row.own ? groups.get(row.own.id)! : null
		if (!row.own || !lines) return [row]
		if (!isWhole(lines)) return [alone(row, timezone)]
		return lines[0] === row ? [whole(row, timezone)] : []
	})
}

/** Whether lines are all parts of a purchase that count, each once, or the purchase itself. */
function isWhole(lines: ReadRow[]): boolean {
	const { own, parts, total } = lines[0]!
	if (own!.part || parts.part === null) return lines.length === 1
	const numbers = new Set(lines.map((line) => line.parts.part))
	if (total === null || numbers.size < lines.length) return false
	for (let part = 1; part <= parts.parts!; part++)
		if (numbers.has(part) !== (partMonth(0, own!.moves ?? null, part) !== null)) return false
	return true
}

function whole(row: ReadRow, timezone: string): ReadRow {
	const own = row.own!
	if (own.part) return withInstant(row, timezone)
	const installments = row.parts.parts ?? row.parts.installments
	return {
		...withInstant(row, timezone),
		amount: { ...row.amount, cents: row.total ?? row.amount.cents },
		bill: row.typed === 'transfer' ? row.bill : own.bill,
		parts: { ...ONE, installments },
		moves: own.moves ?? null,
		identity: { ...row.identity, id: own.id },
	}
}

/** A part without the others: its day is the purchase's. */
const alone = (row: ReadRow, timezone: string): ReadRow => withInstant(row, timezone)

function withInstant(row: ReadRow, timezone: string): ReadRow {
	const { at, id } = row.own!
	const instant = Date.parse(at)
	const day = { day: makeCalendar(timezone).dayAt(instant) }
	return {
		...row,
		date: day,
		purchaseDay: day,
		at: instant,
		identity: { ...row.identity, id: `${id} ${row.parts.part ?? ''}` },
	}
}

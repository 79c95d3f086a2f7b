import { addMonthsTo } from '../ledger/day'
import { addMonths } from '../ledger/month'
import { splitInstallments } from '../ledger/parts'
import type { BillMonth } from '../ledger/types'
import { ONE } from './parts'
import type { ReadRow } from './rows'

/**
 * Makes one purchase again of the lines of its parts, where a file has all of them and says what the purchase came to (Painel's
 * own does): its total, its parts and its first bill. A part whose others are missing, or that went to another bill, stays a part.
 */
export function wholePurchases(rows: ReadRow[]): ReadRow[] {
	const groups = new Map<string, ReadRow[][]>()
	for (const row of rows) {
		const { part, parts } = row.parts
		if (part === null || parts === null || !row.bill || row.total === null || row.total === row.amount.cents)
			continue
		const key = JSON.stringify([
			addMonths(row.bill as BillMonth, 1 - part),
			row.description,
			row.source,
			row.person,
			row.category,
			row.typed,
			row.total,
			parts,
		])
		const byPart = groups.get(key) ?? Array.from({ length: parts }, () => [])
		byPart[part - 1]!.push(row)
		groups.set(key, byPart)
	}
	const wholes = new Map<ReadRow, ReadRow>()
	const merged = new Set<ReadRow>()
	for (const byPart of groups.values()) {
		const { total } = byPart.flat()[0]!
		const cents = splitInstallments(total!, byPart.length)
		if (byPart.some((lines, at) => lines.some(({ amount }) => amount.cents !== cents[at]))) continue
		const complete = Math.min(...byPart.map((lines) => lines.length))
		for (let at = 0; at < complete; at++) {
			const first = byPart[0]![at]!
			wholes.set(first, {
				...first,
				amount: { ...first.amount, cents: total! },
				parts: { ...ONE, installments: byPart.length },
			})
			for (const lines of byPart.slice(1)) merged.add(lines[at]!)
		}
	}
	return rows.filter((row) => !merged.has(row)).map((row) => wholes.get(row) ?? withPurchaseDay(row))
}

/** The line of a part has its own day, which is as many months after the purchase's as the part is after the first. */
function withPurchaseDay(row: ReadRow): ReadRow {
	const { part } = row.parts
	if (part === null || row.total === row.amount.cents || !('day' in row.date)) return row
	return { ...row, purchaseDay: { day: addMonthsTo(row.date.day, 1 - part) } }
}

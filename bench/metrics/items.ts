import { makeCalendar } from '../../src/ledger/calendar'
import { addMonthsToDay, monthOfDay } from '../../src/ledger/day'
import { monthNumber } from '../../src/ledger/month'
import { normalise } from '../../src/ledger/name'
import { installmentCents } from '../../src/ledger/parts'
import type { TransactionColumns } from '../../src/ledger/types'
import { BASIS, TIMEZONE } from './generate'

/** An item as the contenders hold it (an installment, or a whole purchase on its day): expanded, dated and normalised for them beforehand. 0 stands for no category. */
export interface Item {
	key: string
	month: number
	day: number
	income: boolean
	cents: number
	category: number
	source: number
	person: number
	search: string
	occurredAt: number
}

const calendar = makeCalendar(TIMEZONE)

/** The items of the rows `from` to before `to`; voided rows have none. */
export function itemsOf(columns: TransactionColumns, from = 0, to = columns.id.length): Item[] {
	const items: Item[] = []
	for (let row = from; row < to; row++) {
		if (columns.voided[row]) continue
		const installments = columns.installments[row]!
		const month = monthNumber(columns.bill_month[row]!)
		const day = calendar.dayNumberAt(columns.occurred_at[row]!)
		const search = normalise(columns.description[row]!)
		const isWhole = BASIS === 'purchase'
		for (let k = 1; k <= (isWhole ? 1 : installments); k++) {
			items.push({
				key: itemKey(columns.id[row]!, k),
				month: isWhole ? monthOfDay(day) : month + k - 1,
				day: k === 1 ? day : addMonthsToDay(day, k - 1),
				income: columns.kind[row] === 'income',
				cents: installmentCents(columns.amount_cents[row]!, isWhole ? 1 : installments, k),
				category: columns.category_id[row] ?? 0,
				source: columns.source_id[row] ?? 0,
				person: columns.person_id[row] ?? 0,
				search,
				occurredAt: columns.occurred_at[row]!,
			})
		}
	}
	return items
}

export function itemKey(id: string, installment: number): string {
	return `${id}#${String(installment).padStart(3, '0')}`
}

/** Largest first, ties newest first, then by key: the order of the store's own list. */
export function byStanding(a: Item, b: Item): number {
	return b.cents - a.cents || b.day - a.day || b.occurredAt - a.occurredAt || (a.key < b.key ? -1 : 1)
}

/** Items as columns, for contenders that take them so. */
export function columnsOf(items: readonly Item[]) {
	const column = <K extends keyof Item>(name: K) => items.map((item) => item[name])
	return {
		key: column('key'),
		month: column('month'),
		day: column('day'),
		income: column('income'),
		cents: column('cents'),
		category: column('category'),
		source: column('source'),
		person: column('person'),
		search: column('search'),
		occurredAt: column('occurredAt'),
	}
}

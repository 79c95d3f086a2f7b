import { seededRandom } from '../../fixtures/random'
import { billMonth } from '../../src/ledger/bill'
import { makeCalendar } from '../../src/ledger/calendar'
import { emptyColumns } from '../../src/ledger/columns'
import { DAY_MS } from '../../src/ledger/day'
import type { Basis, TransactionColumns } from '../../src/ledger/types'

export const TIMEZONE = 'America/Sao_Paulo'
export const TODAY = '2026-11-23'
/** How months are counted in this process: by purchase where it was started so. */
export const BASIS: Basis = process.argv.includes('purchase') ? 'purchase' : 'bill'
/** Twelve years up to today. */
export const YEARS = 12

const SOURCES = [
	{ closing_day: 25, due_day: 5 },
	{ closing_day: 10, due_day: 17 },
	{ closing_day: 3, due_day: 10 },
	{ closing_day: null, due_day: null },
	{ closing_day: null, due_day: null },
	{ closing_day: null, due_day: null },
]
const CATEGORIES = 12
const PEOPLE = 4
const SHOPS = [
	'mercado',
	'padaria',
	'farmácia',
	'uber',
	'café',
	'restaurante',
	'posto',
	'cinema',
	'livraria',
	'açougue',
]

/**
 * Transactions of a household or a business that together make `items` bill items: twelve years in order of time, 5 % in 2 to 12
 * installments, 4 % income, cards with closing days, one description in two hundred distinct. The same for the same seed.
 */
export function generate(items: number, seed = 1): TransactionColumns {
	const random = seededRandom(seed)
	const calendar = makeCalendar(TIMEZONE)
	const columns = emptyColumns()
	const end = Date.parse(`${TODAY}T15:00:00Z`)
	const start = end - YEARS * 365 * DAY_MS
	const descriptions = Math.max(50, Math.round(items / 200))
	const expected = items / 1.3
	for (let made = 0; made < items; ) {
		const row = columns.id.length
		const income = random() < 0.04
		const installments = Math.min(
			items - made,
			!income && random() < 0.05 ? 2 + Math.floor(random() * 11) : 1,
		)
		made += installments
		const occurredAt = Math.round(start + ((end - start) * Math.min(row, expected)) / expected)
		const source = Math.floor(random() * SOURCES.length)
		const shop = Math.floor(random() ** 2 * descriptions)
		const matched = random() > 0.02
		columns.id.push(uuidFrom(random))
		columns.revision.push(row + 1)
		columns.kind.push(income ? 'income' : 'expense')
		columns.amount_cents.push(income ? 100_000 + Math.floor(random() * 900_000) : amountFrom(random))
		columns.installments.push(installments)
		columns.bill_month.push(billMonth(calendar.dayAt(occurredAt), [SOURCES[source]!]))
		columns.occurred_at.push(occurredAt)
		columns.description.push(`${SHOPS[shop % SHOPS.length]} ${shop}`)
		columns.category_id.push(matched ? 1 + Math.floor(random() ** 2 * CATEGORIES) : null)
		columns.category_text.push(matched ? null : `categoria ${shop % 7}`)
		columns.source_id.push(1 + source)
		columns.source_text.push(null)
		columns.person_id.push(1 + Math.floor(random() * PEOPLE))
		columns.person_text.push(null)
		columns.voided.push(false)
	}
	return columns
}

/** Mostly small, a few large; a third are round. */
function amountFrom(random: () => number): number {
	const cents = Math.max(1, Math.round(Math.exp(7 + random() * 4 + random() * 2)))
	return random() < 0.33 ? Math.max(100, Math.round(cents / 100) * 100) : cents
}

export function uuidFrom(random: () => number): string {
	const hex = (digits: number) =>
		Math.floor(random() * 16 ** digits)
			.toString(16)
			.padStart(digits, '0')
	return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}

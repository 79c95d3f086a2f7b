import fc from '../../../fixtures/property'
import { columnsOfRows, type TypedColumns, toTypedColumns } from '../../ledger/columns'
import type { Basis, TransactionColumns } from '../../ledger/types'
import type { Filter, SortOrder } from '../types'
import type { HistoryRow } from './oracle'

/** Rows in the column form of the wire. */
export function columnsOf(rows: readonly HistoryRow[]): TransactionColumns {
	return columnsOfRows(rows)
}

/** The same as the device keeps them. */
export function typedOf(rows: readonly HistoryRow[]): TypedColumns {
	return toTypedColumns(columnsOf(rows))
}

/** The id of a small number: few ids, so that rows meet. */
export function idOf(number: number): string {
	return `0000000${number % 10}-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export const TODAYS = ['2026-11-01', '2026-11-23', '2026-11-30', '2026-03-31', '2027-02-28']
export const ZONES = ['America/Sao_Paulo', 'Asia/Kolkata', 'UTC']
const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01']
/** Few distinct amounts, so that there are ties; some are too small to share, some as large as they come. */
const AMOUNTS = [1, 2, 99, 100, 100, 100, 1990, 5290, 250_000, 99_999_999_999]
const DESCRIPTIONS = ['Café da manhã', 'mercado', 'MERCADO São José', 'uber', '', '<b>x</b>', 'cafe']

/** Few instants, some a millisecond apart or on two days by timezone, so that items meet on a day and at a time of day. */
const instant = fc.constantFrom(
	Date.UTC(2026, 10, 23, 15),
	Date.UTC(2026, 10, 23, 15) + 1,
	Date.UTC(2026, 10, 23, 2),
	Date.UTC(2026, 9, 23, 20),
	Date.UTC(2026, 9, 31, 12),
)
const ref = fc.constantFrom(null, 1, 2, 3, 7)
const month = fc.constantFrom(...MONTHS)

/** Parts brought forward, moved on over a gap, cancelled, or all of them at once. */
const moves = fc.option(
	fc
		.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.option(month, { freq: 3 })), {
			minLength: 1,
			maxLength: 3,
			selector: ([from]) => from,
		})
		.map((entries) => entries.sort(([a], [b]) => a - b)),
	{ freq: 2 },
)
/** Some are known by their parts; the others may have moved ones. */
const parts = fc.oneof(
	{
		weight: 1,
		arbitrary: fc.constantFrom(1, 2, 3).map((part) => ({ installments: 1, part, parts: 3, moves: null })),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			installments: fc.constantFrom(1, 1, 1, 2, 3, 12, 120),
			part: fc.constant(null),
			parts: fc.constant(null),
			moves,
		}),
	},
)
const KINDS = ['expense', 'expense', 'expense', 'income', 'refund', 'transfer'] as const

export const historyRow: fc.Arbitrary<HistoryRow> = fc
	.record({
		number: fc.integer({ min: 0, max: 14 }),
		revision: fc.integer({ min: 1, max: 30 }),
		kind: fc.constantFrom(...KINDS),
		amount_cents: fc.oneof(fc.constantFrom(...AMOUNTS), fc.integer({ min: 1, max: 30_000 })),
		split: parts,
		bill_month: month,
		occurred_at: fc.oneof(instant, fc.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2027, 0, 31) })),
		description: fc.constantFrom(...DESCRIPTIONS),
		category_id: ref,
		category_text: fc.constantFrom(null, null, 'Viagens', 'x'),
		source_id: ref,
		source_text: fc.constantFrom(null, null, 'Cartão'),
		person_id: ref,
		person_text: fc.constantFrom(null, 'Ana'),
		to_source_id: ref,
		to_source_text: fc.constantFrom(null, 'Nubank'),
		pays_month: fc.option(month),
		refund_of: fc.constantFrom(null, idOf(3)),
		bill_given: fc.boolean(),
		imported: fc.boolean(),
		voided: fc.constantFrom(false, false, false, true),
	})
	.map(({ number, split, ...row }) => ({ id: idOf(number), ...row, ...split }))

const refs = fc.option(fc.uniqueArray(ref, { maxLength: 3 }))

export const anyFilter: fc.Arbitrary<Filter> = fc.record(
	{
		months: fc.option(
			fc.tuple(month, month).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
		),
		kind: fc.option(fc.constantFrom(...KINDS)),
		categories: refs,
		sources: refs,
		people: refs,
		text: fc.option(fc.constantFrom('cafe', 'MERCADO', ' são ', 'zzz', '')),
		amount: fc.option(fc.constantFrom({ from: 100, to: 100 }, { from: 101, to: 250_000 }), { freq: 2 }),
		day: fc.option(fc.constantFrom('2026-11-23', '2026-10-31', '2026-12-01'), { freq: 4 }),
	},
	{ requiredKeys: [] },
)

export const anyOrder: fc.Arbitrary<SortOrder> = fc.record({
	by: fc.constantFrom('date', 'amount', 'description', 'category', 'source', 'person'),
	descending: fc.boolean(),
	rank: fc.constantFrom(
		undefined,
		new Map([
			[3, 0],
			[null, 1],
			[1, 2],
			[2, 2],
		] as [number | null, number][]),
	),
})

/**
 * What happens to a store, in order. `read` reads every figure in between, so that what is kept of them has to follow. Its
 * list is in the order given; null: in the history's own, so that many histories keep one order from end to end.
 */
export type Step =
	| { do: 'rows'; rows: HistoryRow[]; typed: boolean }
	| { do: 'filter'; filter: Filter }
	| { do: 'today'; today: string }
	| { do: 'timezone'; timezone: string }
	| { do: 'basis'; basis: Basis }
	| { do: 'void everything' }
	| { do: 'clear' }
	| { do: 'read'; order: SortOrder | null }

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('rows' as const),
			rows: fc.array(historyRow, { maxLength: 12 }),
			typed: fc.boolean(),
		}),
	},
	{ weight: 4, arbitrary: anyFilter.map((filter) => ({ do: 'filter' as const, filter })) },
	{
		weight: 6,
		arbitrary: fc.option(anyOrder, { freq: 2 }).map((order) => ({ do: 'read' as const, order })),
	},
	{ weight: 1, arbitrary: fc.constantFrom(...TODAYS).map((today) => ({ do: 'today' as const, today })) },
	{
		weight: 2,
		arbitrary: fc.constantFrom(...ZONES).map((timezone) => ({ do: 'timezone' as const, timezone })),
	},
	{
		weight: 2,
		arbitrary: fc
			.constantFrom('bill' as const, 'purchase' as const)
			.map((basis) => ({ do: 'basis' as const, basis })),
	},
	{ weight: 1, arbitrary: fc.constantFrom({ do: 'void everything' as const }, { do: 'clear' as const }) },
)

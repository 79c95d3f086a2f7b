import { expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { countFilters, type DashboardQuery, NO_FILTERS, parseQuery, toggled, writeQuery } from './url-query'

const month = fc
	.tuple(fc.integer({ min: 2010, max: 2028 }), fc.integer({ min: 1, max: 12 }))
	.map(([year, m]) => `${year}-${String(m).padStart(2, '0')}`)
const ids = fc.uniqueArray(fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 9999 })), { maxLength: 6 })
const query: fc.Arbitrary<DashboardQuery> = fc.record({
	months: fc.oneof(
		fc.constant(null),
		fc.tuple(month, month).map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a })),
	),
	basis: fc.constantFrom(null, 'bill' as const, 'purchase' as const),
	kind: fc.constantFrom(null, 'expense' as const, 'income' as const, 'refund' as const, 'transfer' as const),
	categories: ids,
	sources: ids,
	people: ids,
	text: fc.string({ maxLength: 60 }),
	day: fc.oneof(fc.constant(null), fc.constantFrom('2026-11-23', '2024-02-29')),
	sort: fc.record({
		by: fc.constantFrom('date', 'amount', 'description', 'category', 'source', 'person'),
		descending: fc.boolean(),
	}),
})

test('every query survives its address', () => {
	fc.assert(
		fc.property(query, (before) => {
			expect(parseQuery(new URLSearchParams(writeQuery(before).toString()))).toEqual(before)
		}),
		{ numRuns: 200 },
	)
})

test('no address breaks the page', () => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.constantFrom('m', 'b', 'k', 'c', 's', 'p', 'q', 'd', 'o'), fc.string()),
			(query) => {
				const read = parseQuery(new URLSearchParams(query))
				expect(parseQuery(writeQuery(read))).toEqual(read)
			},
		),
		{ numRuns: 300 },
	)
})

test('the plain address is everything', () => {
	expect(parseQuery(new URLSearchParams())).toEqual(NO_FILTERS)
	expect(writeQuery(NO_FILTERS).toString()).toBe('')
	expect(countFilters(NO_FILTERS)).toBe(0)
})

test('months turned round are put right; days that do not exist are left out', () => {
	expect(parseQuery(new URLSearchParams('m=2026-03..2026-01')).months).toEqual({
		from: '2026-01',
		to: '2026-03',
	})
	expect(parseQuery(new URLSearchParams('d=2026-13-41')).day).toBeNull()
})

test('a choice is put in and taken out', () => {
	expect(toggled([1, null], null)).toEqual([1])
	expect(toggled([1], 2)).toEqual([1, 2])
})

import fc from '../../../fixtures/property'

// What may happen to a ledger, a step at a time.

export const ZONES = ['America/Sao_Paulo', 'UTC', 'Pacific/Auckland', 'America/Noronha']
/** Ids 1 to 3; the fourth name is nobody's. */
export const SOURCES = ['Nubank', 'Inter', 'Conta', 'Cofre']
export const CATEGORIES = ['Casa', 'Lazer']

const day = fc.integer({ min: 1, max: 31 })
const cents = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 500_000 }))
const said = fc.record(
	{
		kind: fc.constantFrom('expense', 'expense', 'income', 'refund', 'transfer'),
		cents,
		daysAgo: fc.integer({ min: 1, max: 500 }),
		// Around the midnights of the zones, and of months.
		hour: fc.constantFrom(0, 2, 3, 10, 11, 12, 23),
		installments: fc.constantFrom(1, 1, 1, 2, 3, 12),
		source: fc.constantFrom(...SOURCES, ''),
		to_source: fc.constantFrom(...SOURCES, ''),
		category: fc.constantFrom(...CATEGORIES, 'nova', ''),
		/** Months from its day. */
		bill: fc.option(fc.integer({ min: -1, max: 4 }), { freq: 2 }),
	},
	{ requiredKeys: [] },
)
const place = fc.nat({ max: 30 })
const step = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('record' as const),
			said,
			part: fc.option(
				fc
					.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
					.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
				{ freq: 6 },
			),
			refunds: fc.option(place, { freq: 3 }),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('amend' as const), target: place, said }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('move' as const),
			target: place,
			from: fc.integer({ min: 1, max: 12 }),
			// Months after that of the day; null: cancelled.
			to: fc.option(fc.integer({ min: 0, max: 14 })),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('undo' as const),
			action: fc.constantFrom('void' as const, 'restore' as const),
			target: place,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('cycle' as const),
			source: fc.constantFrom(1, 2),
			monthsAgo: fc.option(fc.integer({ min: -2, max: 14 })),
			days: fc.option(fc.tuple(day, fc.option(day))),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('closing' as const),
			source: fc.constantFrom(1, 2),
			monthsAgo: fc.integer({ min: -2, max: 14 }),
			moved: fc.integer({ min: -35, max: 28 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('zone' as const), zone: fc.constantFrom(...ZONES) }) },
)
export const history = fc.array(step, { minLength: 3, maxLength: 24 })
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
export type Said = typeof said extends fc.Arbitrary<infer T> ? T : never

import fc from '../../../fixtures/property'

// What may happen to a ledger, a step at a time.

export const ZONES = ['America/Sao_Paulo', 'UTC', 'Pacific/Auckland', 'America/Noronha']
/** What a ledger begins with, ids from 1. */
export const LABELS = { source: ['Nubank', 'Inter', 'Conta'], category: ['Casa', 'Lazer'] }
/** What purchases and labels may be called: the last is nobody's in the beginning. */
const SOURCES = [...LABELS.source, 'Cofre']
const CATEGORIES = [...LABELS.category, 'nova']

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
		category: fc.constantFrom(...CATEGORIES, ''),
		/** Months from its day. */
		bill: fc.option(fc.integer({ min: -1, max: 4 }), { freq: 2 }),
	},
	{ requiredKeys: [] },
)
const place = fc.nat({ max: 14 })
const record = fc.record({
	do: fc.constant('record' as const),
	said,
	part: fc.option(
		fc
			.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
			.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
		{ freq: 6 },
	),
	refunds: fc.option(place, { freq: 3 }),
})
const amend = fc.record({ do: fc.constant('amend' as const), target: place, said })
const move = fc.record({
	do: fc.constant('move' as const),
	target: place,
	from: fc.integer({ min: 1, max: 12 }),
	// Months after that of the day; null: cancelled.
	to: fc.option(fc.integer({ min: 0, max: 14 })),
})
const undo = fc.record({
	do: fc.constant('undo' as const),
	action: fc.constantFrom('void' as const, 'restore' as const),
	target: place,
})
const cycle = fc.record({
	do: fc.constant('cycle' as const),
	source: fc.constantFrom(1, 2),
	monthsAgo: fc.option(fc.integer({ min: -2, max: 14 })),
	days: fc.option(fc.tuple(day, fc.option(day))),
})
const closing = fc.record({
	do: fc.constant('closing' as const),
	source: fc.constantFrom(1, 2),
	monthsAgo: fc.integer({ min: -2, max: 14 }),
	moved: fc.integer({ min: -35, max: 28 }),
})
const labelled = <What extends keyof typeof LABELS>(what: What, names: string[]) =>
	fc.record({
		do: fc.constant('label' as const),
		what: fc.constant(what),
		id: fc.integer({ min: 1, max: LABELS[what].length }),
		name: fc.option(fc.constantFrom(...names)),
		aliases: fc.option(fc.subarray(names, { maxLength: 2 }), { freq: 1 }),
	})
const label = fc.oneof(labelled('source', SOURCES), labelled('category', CATEGORIES))
const zone = fc.record({ do: fc.constant('zone' as const), zone: fc.constantFrom(...ZONES) })

/** Anything, one thing after the other. */
const step = fc.oneof(
	{ weight: 8, arbitrary: record },
	{ weight: 3, arbitrary: amend },
	{ weight: 2, arbitrary: move },
	{ weight: 1, arbitrary: undo },
	{ weight: 2, arbitrary: cycle },
	{ weight: 1, arbitrary: closing },
	{ weight: 2, arbitrary: label },
	{ weight: 1, arbitrary: zone },
)
export const history = fc.array(step, { minLength: 3, maxLength: 24 })

const settings = fc.array(
	fc.oneof({ weight: 3, arbitrary: cycle }, { weight: 2, arbitrary: closing }, zone),
	{ maxLength: 4 },
)
/**
 * A history in chapters, so that many ledgers live theirs side by side: what is set, what is recorded, what is set after
 * that, and corrections and refunds, each of another purchase, told at once.
 */
export const chapters = fc.record({
	before: settings,
	recorded: fc.array(
		// A moment of its own, and no refund of one that is told at the same time.
		record.map((one) => ({ ...one, said: { daysAgo: 1, ...one.said }, refunds: null })),
		{ minLength: 2, maxLength: 12 },
	),
	after: settings,
	corrected: fc.uniqueArray(
		fc.oneof(
			{ weight: 3, arbitrary: amend },
			{ weight: 2, arbitrary: move },
			{ weight: 2, arbitrary: undo },
			{
				weight: 2,
				arbitrary: fc.tuple(record, place).map(([one, target]) => ({
					...one,
					said: { daysAgo: 1, ...one.said, kind: 'refund' as const },
					part: null,
					refunds: target,
				})),
			},
		),
		{ maxLength: 8, selector: (one) => (one.do === 'record' ? one.refunds : one.target) },
	),
})

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
export type Said = typeof said extends fc.Arbitrary<infer T> ? T : never
export type Chapters = typeof chapters extends fc.Arbitrary<infer T> ? T : never

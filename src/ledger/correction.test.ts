import { describe, expect, it, test } from 'vitest'
import { makeCalendar } from './calendar'
import { blankRow, type TransactionRow } from './columns'
import {
	billOf,
	type CorrectionFields,
	correctedRow,
	firstUnbilled,
	givenMonth,
	momentOn,
} from './correction'
import type { LedgerSettings } from './types'

// What the database makes of the same is compared in supabase/tests/page-corrections.test.ts.

const calendar = makeCalendar('America/Sao_Paulo')
const settings = {
	categories: [
		{ id: 1, name: 'Mercado', aliases: ['super'] },
		{ id: 2, name: 'Lazer', aliases: [] },
	],
	sources: [
		{ id: 1, name: 'Pix', aliases: [] },
		{ id: 2, name: 'Nubank', aliases: [] },
		{ id: 3, name: 'Visa', aliases: [] },
	],
	people: [
		{ id: 1, name: 'Ana', aliases: [] },
		{ id: 2, name: 'Bruno', aliases: [] },
	],
	cycles: [
		{ source_id: 2, from_month: null, closing_day: 25, due_day: 5 },
		{ source_id: 3, from_month: null, closing_day: 3, due_day: 10 },
	],
	bill_closings: [{ source_id: 3, bill_month: '2026-12', closing_date: '2026-11-20' }],
} as unknown as LedgerSettings

const row = (more: Partial<TransactionRow> = {}): TransactionRow => ({
	...blankRow('6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001', Date.UTC(2026, 10, 20, 2, 30)),
	revision: 3,
	description: 'mercado',
	amount_cents: 5290,
	category_id: 1,
	source_id: 1,
	person_id: 1,
	bill_month: '2026-11',
	...more,
})

/** What was recorded, each on 19 November in São Paulo. */
const BASES = {
	purchase: row(),
	'with unknown names': row({
		category_id: null,
		category_text: 'padoca',
		source_id: null,
		source_text: 'roxinho',
		person_id: null,
		person_text: 'vizinha',
	}),
	'in parts': row({
		source_id: 2,
		bill_month: '2026-12',
		installments: 6,
		moves: [
			[4, '2027-01'],
			[6, null],
		],
	}),
	'of a given bill': row({ source_id: 2, bill_month: '2027-02', bill_given: true }),
	'known by its parts': row({ source_id: 2, bill_month: '2027-02', part: 3, parts: 10, imported: true }),
	refund: row({ kind: 'refund', refund_of: '6f1f4a34-7a43-4b56-9e0c-2f5a35f5a002' }),
	transfer: row({ kind: 'transfer', to_source_id: 2, pays_month: '2026-11' }),
	'transfer out to an unknown place': row({ kind: 'transfer', to_source_text: 'cofre' }),
	voided: row({ voided: true }),
} as const
type Base = keyof typeof BASES

describe('a correction replaces what it names, what follows from that, and nothing else', () => {
	test.each<[base: Base, said: CorrectionFields, changes: Partial<TransactionRow>]>([
		['purchase', {}, {}],
		['voided', {}, { voided: false }],
		['purchase', { description: '  feira \n da vila' }, { description: 'feira   da vila' }],
		['purchase', { description: ' \u200b' }, {}],
		['purchase', { amount: 45.07 }, { amount_cents: 4507 }],
		['purchase', { amount: 0.29 }, { amount_cents: 29 }],
		['purchase', { category: 'LAZER' }, { category_id: 2 }],
		['purchase', { category: 'Super' }, {}],
		['purchase', { category: ' bar ' }, { category_id: null, category_text: 'bar' }],
		['purchase', { category: '' }, { category_id: null }],
		['with unknown names', {}, {}],
		['with unknown names', { category: 'lazer' }, { category_id: 2, category_text: null }],
		['with unknown names', { source: 'pix' }, { source_id: 1, source_text: null }],
		['with unknown names', { person: '' }, { person_text: null }],
		['purchase', { person: 'bruno' }, { person_id: 2 }],
		['purchase', { person: 'vizinha' }, { person_id: null, person_text: 'vizinha' }],
		['purchase', { source: 'Nubank' }, { source_id: 2, bill_month: '2026-12' }],
		['purchase', { source: 'Visa' }, { source_id: 3, bill_month: '2026-12' }],
		['purchase', { source: '' }, { source_id: null }],
		['in parts', { source: 'pix' }, { source_id: 1, bill_month: '2026-11' }],
		['of a given bill', { source: 'pix' }, { source_id: 1 }],
		[
			'purchase',
			{ occurred_at: '2026-10-31T23:59:59-03:00' },
			{ occurred_at: Date.UTC(2026, 10, 1, 2, 59, 59), bill_month: '2026-10' },
		],
		['purchase', { bill_month: '2027-01' }, { bill_month: '2027-01', bill_given: true }],
		['purchase', { bill_month: '' }, {}],
		['of a given bill', {}, {}],
		['of a given bill', { bill_month: '' }, { bill_month: '2026-12', bill_given: false }],
		['of a given bill', { kind: 'income' }, { kind: 'income' }],
		[
			'of a given bill',
			{ kind: 'transfer', to_source: 'Visa' },
			{ kind: 'transfer', to_source_id: 3, bill_month: '2026-12', bill_given: false },
		],
		['known by its parts', {}, {}],
		['known by its parts', { source: 'pix' }, { source_id: 1, bill_month: '2027-01' }],
		['in parts', { installments: 5 }, { installments: 5, moves: [[4, '2027-01']] }],
		['in parts', { installments: 3 }, { installments: 3, moves: null }],
		[
			'in parts',
			{ from_part: 5, parts_to: '2027-03' },
			{
				moves: [
					[4, '2027-01'],
					[5, '2027-03'],
				],
			},
		],
		['in parts', { from_part: 2, parts_to: 'cancel' }, { moves: [[2, null]] }],
		['in parts', { from_part: 2 }, {}],
		['in parts', { parts_to: 'cancel' }, {}],
		['refund', { description: 'estorno' }, { description: 'estorno' }],
		['refund', { kind: 'income' }, { kind: 'income', refund_of: null }],
		['purchase', { kind: 'refund' }, { kind: 'refund' }],
		['purchase', { to_source: 'Nubank' }, {}],
		['purchase', { kind: 'transfer' }, { kind: 'transfer' }],
		['purchase', { kind: 'transfer', to_source: 'nubank' }, { kind: 'transfer', to_source_id: 2 }],
		['purchase', { kind: 'transfer', to_source: 'cofre' }, { kind: 'transfer', to_source_text: 'cofre' }],
		[
			'purchase',
			{ kind: 'transfer', to_source: 'nubank', bill_month: '2026-12' },
			{ kind: 'transfer', to_source_id: 2, pays_month: '2026-12' },
		],
		['transfer', {}, {}],
		['transfer', { to_source: 'Visa' }, { to_source_id: 3 }],
		['transfer', { to_source: 'cofre' }, { to_source_id: null, to_source_text: 'cofre' }],
		['transfer', { bill_month: '2026-12' }, { pays_month: '2026-12' }],
		['transfer', { bill_month: '' }, { pays_month: null }],
		['transfer', { kind: 'expense' }, { kind: 'expense', to_source_id: null, pays_month: null }],
		['transfer out to an unknown place', { amount: 1 }, { amount_cents: 100 }],
		['transfer out to an unknown place', { kind: 'income' }, { kind: 'income', to_source_text: null }],
	])('%s: %j', (base, said, changes) => {
		const before = BASES[base]
		expect(correctedRow(before, { action: 'amend', ...said }, settings, calendar)).toEqual({
			...before,
			...changes,
		})
	})

	it('undone it is voided, brought back it is as it was, whatever it is', () => {
		for (const before of Object.values(BASES)) {
			const undone = correctedRow(before, { action: 'void' }, settings, calendar)
			expect(undone).toEqual({ ...before, voided: true })
			expect(correctedRow(undone, { action: 'restore' }, settings, calendar)).toEqual({
				...before,
				voided: false,
			})
		}
	})
})

test('the bill that somebody named is of a transfer the one that it pays', () => {
	expect([BASES.purchase, BASES['of a given bill'], BASES.transfer].map(givenMonth)).toEqual([
		null,
		'2027-02',
		'2026-11',
	])
})

test.each<[source: number | null, part: number | null, bill: string]>([
	[null, null, '2026-11'],
	[1, null, '2026-11'],
	[2, null, '2026-12'],
	// Closed earlier than its cycle says: by the card's own date, which is no other card's.
	[3, null, '2027-01'],
	[1, 1, '2026-11'],
	[1, 4, '2027-02'],
])('source %j, part %j: the bill of 20 November is %s', (source, part, bill) => {
	expect(billOf(settings, source, '2026-11-20', part)).toBe(bill)
})

describe('the first part that was not billed yet', () => {
	const first = (more: Partial<TransactionRow>, today: string) =>
		firstUnbilled(row({ source_id: 2, bill_month: '2026-12', installments: 3, ...more }), settings, today)

	// Nubank's bill of December closes on 25 November.
	test.each<[more: Partial<TransactionRow>, today: string, part: number | null]>([
		[{}, '2026-11-24', 1],
		[{}, '2026-11-25', 2],
		[{}, '2026-12-25', 3],
		[{}, '2027-01-24', 3],
		[{}, '2027-01-25', null],
		[{ installments: 1 }, '2026-11-24', 1],
		[{ installments: 1 }, '2026-11-25', null],
		[{ kind: 'transfer' }, '2026-11-24', null],
		// Cancelled parts were never billed; of what was brought forward all that lies in a closed bill was.
		[{ moves: [[2, null]] }, '2027-05-01', 2],
		[{ moves: [[2, '2026-12']] }, '2026-11-24', 1],
		[{ moves: [[2, '2026-12']] }, '2026-11-25', null],
		// By the cycle and the closings of its own source.
		[{ source_id: 1 }, '2026-12-31', 1],
		[{ source_id: 1 }, '2027-01-01', 2],
		[{ source_id: 3 }, '2026-11-19', 1],
		[{ source_id: 3 }, '2026-11-20', 2],
	])('%j on %s: %j', (more, today, part) => {
		expect(first(more, today)).toBe(part)
	})
})

describe('a correction of the day', () => {
	it('keeps the time of day', () => {
		const half = Date.parse('2026-11-19T23:30:00-03:00')
		expect(momentOn('2026-11-10', half, calendar)).toBe(Date.parse('2026-11-10T23:30:00-03:00'))
		expect(momentOn('2026-11-10', calendar.startOfDay(20_000), calendar)).toBe(
			Date.parse('2026-11-10T00:00:00-03:00'),
		)
	})

	it('begins a day that is too short for it', () => {
		// On 15 October 2017 the clocks skipped the first hour: the day has 23.
		const late = Date.parse('2017-10-14T23:30:00-03:00')
		expect(momentOn('2017-10-15', late, calendar)).toBe(Date.parse('2017-10-15T01:00:00-02:00'))
	})
})

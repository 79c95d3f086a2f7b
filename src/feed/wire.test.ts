import { describe, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { COLUMN_NAMES, emptyColumns, USUAL_VALUES } from '../ledger/columns'
import { makeFakeLedger } from './testing/fake-ledger'
import { parseChanges, parseChangesHint, parseColumns } from './wire'

function ledger() {
	const made = makeFakeLedger(() => 0)
	made.record(5)
	return made
}

const good = () =>
	ledger().changes(0, 10, null) as Record<string, unknown> & { rows: Record<string, unknown[]> }

describe('columns', () => {
	test('good ones pass, columns of a later version are left out', () => {
		const { rows } = good()
		const parsed = parseColumns({ ...rows, mood: ['happy'] })
		expect(Object.keys(parsed!)).toEqual(COLUMN_NAMES)
		expect(parsed).toEqual(rows)
		expect(parseColumns(emptyColumns())).toEqual(emptyColumns())
	})

	test('rare ones may be left out, or null: no row has anything in them', () => {
		const rows = { ...good().rows } as Record<string, unknown>
		for (const name of Object.keys(USUAL_VALUES)) delete rows[name]
		expect(parseColumns(rows)).toEqual(good().rows)
		expect(parseColumns({ ...rows, moves: null, part: undefined })).toEqual(good().rows)
		const moves = [
			null,
			[[2, '2026-12']],
			[[3, null]],
			[
				[2, '2026-12'],
				[5, null],
			],
			null,
		]
		expect(parseColumns({ ...rows, moves })?.moves).toEqual(moves)
	})

	test.each<[string, Record<string, unknown>]>([
		['moves are none', { moves: [[], null, null, null, null] }],
		[
			'moves go back',
			{
				moves: [
					[
						[3, '2026-12'],
						[2, null],
					],
					null,
					null,
					null,
					null,
				],
			},
		],
		['a move has no bill', { moves: [[[3]], null, null, null, null] }],
		['a move is to no month', { moves: [[[3, 'x']], null, null, null, null] }],
		['part 0', { part: [0, null, null, null, null] }],
		['a given month has 13', { pays_month: ['2026-13', null, null, null, null] }],
		['a column is missing', { amount_cents: undefined }],
		['a column is shorter', { voided: [false] }],
		['an id is no uuid', { id: ['1', '2', '3', '4', '5'] }],
		['an amount is a fraction', { amount_cents: [1.5, 1, 1, 1, 1] }],
		['an amount is a text', { amount_cents: ['1', '1', '1', '1', '1'] }],
		['an amount is not safe', { amount_cents: [2 ** 53, 1, 1, 1, 1] }],
		['a month has 13', { bill_month: ['2026-13', '2026-01', '2026-01', '2026-01', '2026-01'] }],
		['a text is endless', { description: ['x'.repeat(100_000), '', '', '', ''] }],
		['a kind is unknown', { kind: ['gift', 'income', 'income', 'income', 'income'] }],
		['too many installments', { installments: [121, 1, 1, 1, 1] }],
	])('refused when %s', (_, wrong) => {
		expect(parseColumns({ ...good().rows, ...wrong })).toBeNull()
	})

	test('anything at all: refused or of our shape, never a throw', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const parsed = parseColumns(value)
				if (parsed) expect(Object.keys(parsed)).toEqual(COLUMN_NAMES)
				parseChangesHint(value)
				parseChanges(value, 0)
			}),
		)
	})
})

describe('answers', () => {
	test('revisions outside of what was asked for are refused', () => {
		expect(parseChanges(good(), 0)?.rows.id).toHaveLength(5)
		expect(parseChanges(good(), 1)).toBeNull()
		expect(parseChanges({ ...good(), upto: 4 }, 0)).toBeNull()
		for (const rows of [null, undefined])
			expect(parseChanges({ ...good(), rows }, 0)?.rows).toEqual(emptyColumns())
		expect(parseChanges({ ...good(), rows: 'none' }, 0)).toBeNull()
	})

	test.each(['head', 'upto', 'inbox_revision', 'settings_revision', 'epoch'])(
		'without a good %s are refused',
		(name) => {
			expect(parseChanges(good(), 0)).not.toBeNull()
			for (const value of [undefined, null, '0', -1, 0.5])
				expect(parseChanges({ ...good(), [name]: value }, 0)).toBeNull()
		},
	)
})

describe('hints', () => {
	test('rows are kept only if they are one for each revision', () => {
		const { rows } = good()
		expect(parseChangesHint({ from: 0, to: 5, rows })?.rows).toEqual(rows)
		expect(parseChangesHint({ from: 0, to: 6, rows })).toEqual({ from: 0, to: 6, rows: null })
		expect(
			parseChangesHint({ from: 0, to: 5, rows: { ...rows, revision: [1, 1, 2, 3, 4] } })?.rows,
		).toBeNull()
		expect(parseChangesHint({ from: 5, to: 5 })).toBeNull()
		expect(parseChangesHint({ from: 5, to: 6 })).toEqual({ from: 5, to: 6, rows: null })
		for (const wrong of [-1, 0.5, '0', null, undefined]) {
			expect(parseChangesHint({ from: wrong, to: 5 })).toBeNull()
			expect(parseChangesHint({ from: -1, to: wrong })).toBeNull()
			expect(parseChangesHint({ from: 0, to: wrong })).toBeNull()
		}
	})
})

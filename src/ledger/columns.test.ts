import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import {
	blankRow,
	COLUMN_NAMES,
	COLUMNS,
	type ColumnType,
	columnsOfRows,
	emptyColumns,
	FITS,
	isTyped,
	KINDS,
	readValue,
	rowsOfColumns,
	sliceColumns,
	TYPED_ROW_BYTES,
	toPlainColumns,
	toTypedColumns,
	typedColumnsIn,
	USUAL_VALUES,
} from './columns'

const id = fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }))
const text = fc.string({ unit: 'grapheme' })
const row = fc.record({
	id: fc.uuid(),
	revision: fc.maxSafeNat(),
	kind: fc.constantFrom(...KINDS),
	amount_cents: fc.maxSafeNat(),
	installments: fc.integer({ min: 1, max: 120 }),
	bill_month: fc.constantFrom('0000-01', '1999-12', '2026-11', '9999-12'),
	occurred_at: fc.maxSafeInteger(),
	description: text,
	category_id: id,
	category_text: fc.option(text),
	source_id: id,
	source_text: fc.option(text),
	person_id: id,
	person_text: fc.option(text),
	voided: fc.boolean(),
	to_source_id: id,
	to_source_text: fc.option(text),
	part: fc.option(fc.integer({ min: 1, max: 120 })),
	parts: fc.option(fc.integer({ min: 1, max: 120 })),
	pays_month: fc.option(fc.constantFrom('0000-01', '2026-11', '9999-12')),
	moves: fc.option(
		fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.constantFrom('2026-11', '2027-01', null)), {
			minLength: 1,
			maxLength: 3,
		}),
	),
	refund_of: fc.option(fc.uuid()),
	bill_given: fc.boolean(),
	imported: fc.boolean(),
})

const rows = fc.array(row, { maxLength: 20 })
const columns = rows.map(columnsOfRows)

describe('typed columns', () => {
	it('become what they were made from', () => {
		fc.assert(
			fc.property(columns, (plain) => {
				expect(toPlainColumns(toTypedColumns(plain))).toEqual(plain)
			}),
		)
	})

	it('give each value by itself', () => {
		fc.assert(
			fc.property(columns, (plain) => {
				const typed = toTypedColumns(plain)
				for (const name of COLUMN_NAMES)
					expect(plain[name].map((_, at) => readValue(typed, name, at))).toEqual(plain[name])
			}),
		)
	})

	it('are told from plain ones', () => {
		expect(isTyped(toTypedColumns(emptyColumns()))).toBe(true)
		expect(isTyped(emptyColumns())).toBe(false)
	})

	it('go into a buffer with room to spare', () => {
		fc.assert(
			fc.property(columns, (plain) => {
				const buffer = new ArrayBuffer(plain.id.length * TYPED_ROW_BYTES + 64)
				const typed = toTypedColumns(plain, buffer)
				expect(typed.revision.buffer).toBe(buffer)
				expect(toPlainColumns(typed)).toEqual(plain)
			}),
		)
	})

	it('hold no text for what is not said', () => {
		const { texts } = toTypedColumns(columnsOfRows([blankRow('6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001', 7)]))
		expect(texts).toEqual([''])
	})

	it('hold each text once, and lie in one buffer without gaps', () => {
		fc.assert(
			fc.property(columns, (plain) => {
				const typed = toTypedColumns(plain)
				expect(new Set(typed.texts).size).toBe(typed.texts.length)
				expect(typed.texts.every((text) => typeof text === 'string')).toBe(true)
				const { buffer } = typed.revision
				expect(buffer.byteLength).toBe(typed.rows * TYPED_ROW_BYTES)
				expect(typedColumnsIn(buffer as ArrayBuffer, typed.rows, typed.texts)).toEqual(typed)
			}),
		)
	})
})

describe('plain columns', () => {
	it('have one entry in every column for each row, and become the rows they were made from', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const plain = columnsOfRows(all)
				expect(Object.keys(plain)).toEqual(COLUMN_NAMES)
				for (const name of COLUMN_NAMES) expect(plain[name]).toEqual(all.map((one) => one[name]))
				expect(rowsOfColumns(plain)).toEqual(all)
			}),
		)
		expect(columnsOfRows([])).toEqual(emptyColumns())
	})

	it('are cut as arrays are', () => {
		fc.assert(
			fc.property(
				rows,
				fc.integer({ min: -3, max: 25 }),
				fc.option(fc.integer({ min: -3, max: 25 }), { nil: undefined }),
				(all, start, end) => {
					expect(rowsOfColumns(sliceColumns(columnsOfRows(all), start, end))).toEqual(all.slice(start, end))
				},
			),
		)
	})
})

/** Of each type the first and last that fit, and what lies just beside them. */
const BOUNDS: Record<ColumnType, { fit: unknown[]; not: unknown[] }> = {
	uuid: {
		fit: ['6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001', '00000000-0000-0000-0000-000000000000'],
		not: [
			'x6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001',
			'6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001x',
			'6f1f4a3-7a43-4b56-9e0c-2f5a35f5a001',
			'6f1f4a34-7a4-4b56-9e0c-2f5a35f5a001',
			'6f1f4a34-7a43-4b5-9e0c-2f5a35f5a001',
			'6f1f4a34-7a43-4b56-9e0-2f5a35f5a001',
			'6f1f4a34-7a43-4b56-9e0c-2f5a35f5a00',
			'gf1f4a34-7a43-4b56-9e0c-2f5a35f5a001',
			'',
			['6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001'],
			null,
		],
	},
	revision: { fit: [1, Number.MAX_SAFE_INTEGER], not: [0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, '1', null] },
	kind: { fit: ['expense', 'income', 'refund', 'transfer'], not: ['', 'loan', 0, null] },
	cents: {
		fit: [0, Number.MAX_SAFE_INTEGER],
		not: [-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, '0', null],
	},
	parts: { fit: [1, 120], not: [0, 121, 1.5, '1', null] },
	month: { fit: ['2026-01', '0000-12'], not: ['2026-13', '2026-1', '2026-01-01', 202601, ['2026-01'], null] },
	instant: {
		fit: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
		not: [0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, '0', null],
	},
	text: { fit: ['', 'x'.repeat(2000)], not: ['x'.repeat(2001), 7, ['x'], null] },
	reference: { fit: [null, 0, 1], not: [-1, 0.5, '1', undefined] },
	raw_text: { fit: [null, '', 'x'.repeat(2000)], not: ['x'.repeat(2001), 7, ['x'], undefined] },
	part: { fit: [null, 1, 120], not: [0, 121, 1.5, '1', undefined] },
	given_month: { fit: [null, '2026-01'], not: ['2026-13', '', 202601, undefined] },
	moves: {
		fit: [
			null,
			[[1, null]],
			[[120, '2026-01']],
			[
				[1, '2026-01'],
				[2, null],
				[120, '2026-03'],
			],
		],
		not: [
			[],
			[1],
			['12'],
			[[1]],
			[[1, null, null]],
			[{ 0: 1, 1: null, length: 2 }],
			{ 0: [1, null], length: 1 },
			[[0, null]],
			[[121, null]],
			[['1', null]],
			[[1, '2026-13']],
			[[1, 202601]],
			[[1, undefined]],
			[
				[2, null],
				[2, '2026-01'],
			],
			[
				[2, null],
				[1, '2026-01'],
			],
			[
				[1, null],
				[2, 'soon'],
			],
			'[[1,null]]',
			undefined,
		],
	},
	flag: { fit: [true, false], not: [0, 1, 'true', null, undefined] },
}

describe('what fits into a column', () => {
	it.each(Object.entries(BOUNDS))('of type %s', (type, { fit, not }) => {
		const fits = FITS[type as ColumnType]
		expect(fit.filter((value) => !fits(value))).toEqual([])
		expect(not.filter((value) => fits(value))).toEqual([])
	})

	it('is what any row has', () => {
		fc.assert(
			fc.property(row, (one) => {
				for (const name of COLUMN_NAMES)
					if (name !== 'moves' && name !== 'revision')
						expect([name, FITS[COLUMNS[name]](one[name])]).toEqual([name, true])
			}),
		)
	})

	it('is in a blank row, but for its revision, which it has not got yet', () => {
		const blank = blankRow('6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001', 7)
		expect(Object.keys(blank).sort()).toEqual([...COLUMN_NAMES].sort())
		expect(COLUMN_NAMES.filter((name) => !FITS[COLUMNS[name]](blank[name]))).toEqual(['revision'])
		expect(blank).toEqual({
			id: '6f1f4a34-7a43-4b56-9e0c-2f5a35f5a001',
			revision: 0,
			kind: 'expense',
			amount_cents: 0,
			installments: 1,
			bill_month: '1970-01',
			occurred_at: 7,
			description: '',
			category_id: null,
			category_text: null,
			source_id: null,
			source_text: null,
			person_id: null,
			person_text: null,
			voided: false,
			...USUAL_VALUES,
		})
	})
})

import { describe, expect, it } from 'vitest'
import fc from '../../fixtures/property'
import {
	COLUMN_NAMES,
	columnsOfRows,
	emptyColumns,
	KINDS,
	rowsOfColumns,
	sliceColumns,
	TYPED_ROW_BYTES,
	toPlainColumns,
	toTypedColumns,
	typedColumnsIn,
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

	it('hold each text once, and lie in one buffer without gaps', () => {
		fc.assert(
			fc.property(columns, (plain) => {
				const typed = toTypedColumns(plain)
				expect(new Set(typed.texts).size).toBe(typed.texts.length)
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

import { describe, expect, test } from 'vitest'
import { emptyColumns, type TypedColumns, toPlainColumns, typedColumnsIn } from '../../ledger/columns'
import type { TransactionColumns } from '../../ledger/types'
import { makeFakeLedger } from '../testing/fake-ledger'
import { PACKED_FORMAT, type PackedColumns, packColumns, packedRevisions, unpackColumns } from './format'

const rows = () => makeFakeLedger(() => 0).record(5).rows

/** A part whose sum is right, however odd its content: what a faulty version of this page could have written. */
function packedWith(change: (columns: TypedColumns, part: PackedColumns) => void): PackedColumns {
	const part = packColumns(rows())
	change(typedColumnsIn(part.numbers, part.rows, []), part)
	let sum = 0x811c9dc5
	for (const word of new Int32Array(part.numbers)) sum = Math.imul(sum ^ word, 0x01000193)
	for (const letter of part.text) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193)
	return { ...part, sum: sum >>> 0 }
}

describe('a part', () => {
	test('unpacks to the rows it was made of', () => {
		const part = packColumns(rows())
		expect(toPlainColumns(unpackColumns(part)!)).toEqual(rows())
		expect([...packedRevisions(part)]).toEqual(rows().revision)
		expect(toPlainColumns(unpackColumns(packColumns(emptyColumns()))!)).toEqual(emptyColumns())
		expect(unpackColumns(packedWith(() => {}))).not.toBeNull()
	})

	test('keeps parts that were brought forward or cancelled', () => {
		const moved = {
			...rows(),
			moves: [null, [[2, '2026-12']], [[3, null]], null, null],
		} as TransactionColumns
		expect(toPlainColumns(unpackColumns(packColumns(moved))!)).toEqual(moved)
	})

	const unfit: [string, (columns: TypedColumns, part: PackedColumns) => void][] = [
		['a revision of 0', ({ revision }) => revision.fill(0, 2, 3)],
		['half a revision', ({ revision }) => revision.fill(1.5, 2, 3)],
		['an amount below 0', ({ amount_cents }) => amount_cents.fill(-1, 2, 3)],
		['an amount that is none', ({ amount_cents }) => amount_cents.fill(Number.NaN, 2, 3)],
		['an instant without end', ({ occurred_at }) => occurred_at.fill(Number.POSITIVE_INFINITY, 2, 3)],
		['no installments', ({ installments }) => installments.fill(0, 2, 3)],
		['too many installments', ({ installments }) => installments.fill(121, 2, 3)],
		['a month after all years', ({ bill_month }) => bill_month.fill(120_000, 2, 3)],
		['a fifth kind', ({ kind }) => kind.fill(4, 2, 3)],
		['a part after all parts', ({ part }) => part.fill(121, 2, 3)],
		['a month before none', ({ pays_month }) => pays_month.fill(-2, 2, 3)],
		['moves that are not there', ({ moves }) => moves.fill(99, 2, 3)],
		['moves before none', ({ moves }) => moves.fill(-2, 2, 3)],
		['the first description for moves', ({ moves }) => moves.fill(0, 2, 3)],
		['a description for moves', ({ moves, description }) => moves.fill(description[2]!, 2, 3)],
		['neither voided nor not', ({ voided }) => voided.fill(2, 2, 3)],
		['a category below none', ({ category_id }) => category_id.fill(-2, 2, 3)],
		['no description', ({ description }) => description.fill(-1, 2, 3)],
		['a description that is not there', ({ description }) => description.fill(99, 2, 3)],
		['a raw text that is not there', ({ person_text }) => person_text.fill(99, 2, 3)],
		[
			'texts that end before they begin',
			(_, { numbers }) => new Uint32Array(numbers).fill(1, numbers.byteLength / 4 - 1),
		],
		[
			'letters after the last text',
			(_, part) => {
				part.text += 'x'
			},
		],
		[
			'a text without end',
			(_, part) => {
				const more = 'x'.repeat(3000)
				part.text += more
				const words = new Uint32Array(part.numbers)
				words[words.length - 1]! += more.length
			},
		],
	]
	test.each(unfit)('with %s is not handed out', (_, change) => {
		expect(unpackColumns(packedWith(change))).toBeNull()
	})

	test.each<[string, object]>([
		['of an older version', { format: PACKED_FORMAT - 1 }],
		['without its numbers', { numbers: null }],
		['with numbers cut off', { numbers: new ArrayBuffer(8) }],
		['of fewer rows than it says', { rows: 6 }],
		['of more rows than it says', { rows: 4 }],
	])('%s is not handed out', (_, wrong) => {
		expect(unpackColumns({ ...packColumns(rows()), ...wrong })).toBeNull()
	})
})

test('what is no part is none, even where its sum is right', () => {
	const empty = packColumns(emptyColumns())
	expect(unpackColumns(empty)).not.toBeNull()
	const sumOf = (bytes: number) => {
		let sum = 0x811c9dc5
		for (let word = 0; word < bytes / 4; word++) sum = Math.imul(sum, 0x01000193)
		return sum >>> 0
	}
	const odd: [string, unknown][] = [
		['no object', 'part'],
		['nothing', null],
		['another version', { ...empty, format: PACKED_FORMAT - 1 }],
		['fewer rows than none', { ...empty, rows: -1 }],
		['half a row', { ...empty, rows: 0.5 }],
		['a row without numbers', { ...empty, rows: 1 }],
		['numbers that are no memory', { ...empty, numbers: [] }],
		['half a word', { ...empty, numbers: new ArrayBuffer(2), sum: sumOf(0) }],
		['letters that are no text', { ...empty, text: [] }],
		['no letters', { ...empty, text: undefined }],
	]
	for (const [what, part] of odd) expect([what, unpackColumns(part)]).toEqual([what, null])
})

import Papa from 'papaparse'
import { expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { csvLines, decimalComma, harmless } from './csv'

test('what a spreadsheet would compute is text', () => {
	for (const hostile of ['=HYPERLINK("http://x";"y")', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1'])
		expect(harmless(hostile)).toBe(`'${hostile}`)
	expect(harmless('-12,50')).toBe('-12,50')
	expect(harmless('mercado')).toBe('mercado')
})

test('the lines are what Excel in Brazil expects', () => {
	const text = csvLines([
		['Descrição', 'Valor'],
		['pão; "integral"', '1234,56'],
		['linha\nquebrada', '0,05'],
	])
	expect(text).toContain('"pão; ""integral""";1234,56\r\n')
	const read = Papa.parse<string[]>(text, { delimiter: ';', skipEmptyLines: true }).data
	expect(read[2]).toEqual(['linha\nquebrada', '0,05'])
})

test('any text is read back as it was, made harmless', () => {
	const cell = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.string({ unit: fc.constantFrom('"', ';', '\r', '\n', ',', ' ', "'", '=', '-', '1') }),
	)
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1 }), (rows) => {
			const read = Papa.parse<string[]>(csvLines(rows), { delimiter: ';', newline: '\r\n' }).data
			expect(read.slice(0, -1)).toEqual(rows.map((row) => row.map(harmless)))
		}),
		{ numRuns: 200 },
	)
})

test('amounts are exact', () => {
	expect(decimalComma(5)).toBe('0,05')
	expect(decimalComma(-123456)).toBe('-1234,56')
	expect(decimalComma(9007199254740991)).toBe('90071992547409,91')
})

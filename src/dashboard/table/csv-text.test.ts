import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { decimalComma } from './csv'
import { csvText, harmless } from './csv-text'

test('what a spreadsheet would compute is text', () => {
	for (const hostile of ['=HYPERLINK("http://x";"y")', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1'])
		expect(harmless(hostile)).toBe(`'${hostile}`)
	expect(harmless('-12,50')).toBe('-12,50')
	expect(harmless('mercado')).toBe('mercado')
})

test('the file is what Excel in Brazil expects', () => {
	const text = csvText([
		['Descrição', 'Valor'],
		['pão; "integral"', '1234,56'],
		['linha\nquebrada', '0,05'],
	])
	expect(text.startsWith('\uFEFF')).toBe(true)
	expect(text).toContain('"pão; ""integral""";1234,56\r\n')
	const read = Papa.parse<string[]>(text.slice(1), { delimiter: ';', skipEmptyLines: true }).data
	expect(read[2]).toEqual(['linha\nquebrada', '0,05'])
})

test('amounts are exact', () => {
	expect(decimalComma(5)).toBe('0,05')
	expect(decimalComma(-123456)).toBe('-1234,56')
	expect(decimalComma(9007199254740991)).toBe('90071992547409,91')
})

import { expect, it } from 'vitest'
import { findHeader, guessColumns, isEnough, namedColumns } from './columns'

it.each([
	['Nubank, card', ['date', 'title', 'amount'], { date: 0, description: 1, amount: 2 }],
	[
		'Nubank, account',
		['Data', 'Valor', 'Identificador', 'Descrição'],
		{ date: 0, amount: 1, id: 2, description: 3 },
	],
	[
		'a bank',
		['Data Lançamento', 'Histórico', 'Descrição', 'Valor (R$)', 'Saldo'],
		{ date: 0, description: 2, amount: 3 },
	],
	[
		'a spreadsheet',
		['Quando', 'O que', 'Valor', 'Categoria', 'Cartão', 'Quem', 'Parcelas'],
		{ date: 0, description: 1, amount: 2, category: 3, source: 4, person: 5, installments: 6 },
	],
	[
		'English',
		['Transaction Date', 'Description', 'Category', 'Amount'],
		{ date: 0, description: 1, category: 2, amount: 3 },
	],
])('guesses the columns of %s', (_, header, columns) => {
	expect(guessColumns(header)).toEqual(columns)
})

it('finds the header under the lines that banks put above it', () => {
	expect(
		findHeader([['Extrato da conta'], ['Período', '01/11 a 30/11'], ['Data', 'Descrição', 'Valor']]),
	).toBe(2)
	expect(
		findHeader([
			['a', 'b'],
			['c', 'd'],
		]),
	).toBe(-1)
	expect(isEnough(guessColumns(['Data', 'Valor']))).toBe(false)
})

it('takes the columns that the person names, by header or position', () => {
	const header = ['Dt', 'Hist', 'Vl', 'Data']
	expect(namedColumns(header, ['date=dt', 'description=Hist', 'amount=3'])).toEqual({
		date: 0,
		description: 1,
		amount: 2,
	})
	expect(() => namedColumns(header, ['amount=Nope'])).toThrow(/Dt \| Hist \| Vl/)
	expect(() => namedColumns(header, ['amount=9'])).toThrow(/no such column/)
	expect(() => namedColumns(header, ['valor=Vl'])).toThrow(/field of date/)
	expect(() => namedColumns(header, ['amount'])).toThrow(/field=column/)
})

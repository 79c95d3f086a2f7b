import { expect, test } from 'vitest'
import { takeParts } from './parts'

/** What is left of a card's description, and the part that was taken off it. */
const taken = (text: string) => {
	const { description, parts } = takeParts(text, true)
	return [description, parts.part && `${parts.part}/${parts.parts}`]
}

test.each([
	['LOJA DE CALCADOS08/10', 'LOJA DE CALCADOS', '8/10'],
	['HOTEL &*2343808/10', 'HOTEL &*23438', '8/10'],
	['PADARIA-129202/11', 'PADARIA-1292', '2/11'],
	['ANGLO 03/10', 'ANGLO', '3/10'],
])('a part is taken off %s', (text, description, part) => {
	expect(taken(text)).toEqual([description, part])
})

test.each([
	'LOJA 11/10',
	'RUA 8 103/10',
	'SEGURO 2026/27',
	'DE 01/10/12',
	'LOJA8/10',
	'08/10',
	'Pagamento em 10/10',
	'PGTO DIA 05/10',
	'Boleto venc. 09/11',
])('nothing is taken off %s', (text) => {
	expect(taken(text)).toEqual([text, null])
})

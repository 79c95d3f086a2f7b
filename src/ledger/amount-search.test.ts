import { expect, test } from 'vitest'
import { amountSearch } from './amount-search'

const most = Number.MAX_SAFE_INTEGER

test.each([
	['52,90', { from: 5290, to: 5290 }],
	['R$ 1.234,50', { from: 123_450, to: 123_450 }],
	['52.90', { from: 5290, to: 5290 }],
	['>100', { from: 10_001, to: most }],
	['>= 100', { from: 10_000, to: most }],
	['≥100,00', { from: 10_000, to: most }],
	[' >\u00a0100 ', { from: 10_001, to: most }],
	['R$\u00a052,90', { from: 5290, to: 5290 }],
	['≤30', { from: 0, to: 3000 }],
	['<30', { from: 0, to: 2999 }],
	['<= 30,5', { from: 0, to: 3050 }],
])('%s asks for an amount', (text, range) => {
	expect(amountSearch(text)).toEqual(range)
})

test.each([
	'99',
	'99 para o metrô',
	'mercado',
	'',
	'>',
	'> mercado',
	'1,234,5',
	'52,9',
	'-5,00',
	'1\u00a0234,50',
	'=100',
	'52,901',
	'>100 x',
])('%j asks for a text', (text) => {
	expect(amountSearch(text)).toBeNull()
})

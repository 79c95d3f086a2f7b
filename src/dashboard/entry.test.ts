import { expect, test } from 'vitest'
import type { BillItem } from '../metrics/types'
import { isGain, partsText, signOf } from './entry'

const item = (changes: Partial<BillItem>) =>
	({ part: null, parts: null, installment: 1, installments: 1, ...changes }) as BillItem

test('an item says which part it is, a whole purchase how many it has', () => {
	expect(partsText(item({}), false)).toBe('')
	expect(partsText(item({ installment: 3, installments: 10 }), false)).toBe('3/10')
	expect(partsText(item({ installments: 10 }), true)).toBe('10×')
	expect(partsText(item({ part: 4, parts: 12 }), true)).toBe('4/12')
})

test('money that came in or back is told apart', () => {
	const kinds = ['expense', 'income', 'refund', 'transfer'] as const
	expect(kinds.map((kind) => [signOf({ kind }), isGain({ kind })])).toEqual([
		['', false],
		['+ ', true],
		['− ', true],
		['', false],
	])
})

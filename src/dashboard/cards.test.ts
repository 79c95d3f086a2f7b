import { expect, it } from 'vitest'
import type { CardBill } from '../ledger/card-bills'
import type { Source } from '../ledger/types'
import { type CardNow, isOver } from './cards'

const bill = (given: Partial<CardBill> = {}) =>
	({ month: '2026-11', amount: 0, paid: 0, left: 0, credit: 0, ...given }) as CardBill
const card = (archived: boolean, given: Partial<CardNow> = {}): CardNow => ({
	source: { id: 1, name: 'Nubank', archived } as Source,
	open: bill(),
	closed: bill(),
	rests: [],
	...given,
})

it.each<[string, CardNow, boolean]>([
	['a card in use, without a purchase', card(false), false],
	['a cancelled one that is paid off', card(true, { closed: bill({ amount: 500, paid: 500 }) }), true],
	['a cancelled one with parts to come', card(true, { open: bill({ amount: 100 }) }), false],
	[
		'a cancelled one whose last bill is not paid',
		card(true, { closed: bill({ amount: 5, left: 5 }) }),
		false,
	],
	['a cancelled one with an older rest', card(true, { rests: [bill({ left: 1 })] }), false],
])('%s', (_, one, over) => {
	expect(isOver(one)).toBe(over)
})

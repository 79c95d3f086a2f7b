import { expect, test } from 'vitest'
import { seededRandom } from '../household/random'
import type { InboxRow } from '../ledger/inbox'
import type { Ledger } from '../ledger/types'
import { receive } from './inbox'
import { DemoLedger } from './ledger'
import { createDemoReview } from './review'

test('what two people told is listed once, kept or undone; two coffees of one person are two', async () => {
	const random = seededRandom(1)
	const ledger = new DemoLedger(
		{
			id: 'l',
			name: 'Casa',
			currency: 'BRL',
			timezone: 'UTC',
			basis: 'bill',
			corrections: true,
			role: 'owner',
		} satisfies Ledger,
		{},
		random,
	)
	const tell = (message_id: string, more: Partial<InboxRow> = {}) =>
		receive(
			ledger,
			{ id: 'a', name: 'Agente' },
			{ message_id, description: 'mercado', amount: 52.9, source: 'pix', sender: 'tel:1', ...more },
			Date.UTC(2026, 10, 20),
			random,
		).transaction_id!
	tell('a')
	tell('b')
	const twice = tell('c', { sender: 'tel:2' })
	tell('d', { sender: 'tel:2', amount: 10 })
	const review = createDemoReview(ledger, random)
	expect(
		(await review.toldTwice()).map(({ transaction_id, repeats }) => [transaction_id, repeats.length]),
	).toEqual([[twice, 2]])
	await review.keepRepeat(twice)
	expect(await review.toldTwice()).toEqual([])
})

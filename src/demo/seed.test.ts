import { expect, test, vi } from 'vitest'
import { seededRandom } from '../household/random'
import { householdSetup } from '../household/setup'
import type { Ledger } from '../ledger/types'
import { receive } from './inbox'
import { DemoLedger } from './ledger'
import { createHouseholdLedger, fillHousehold } from './seed'

const now = Date.parse('2026-11-23T18:00:00Z')
const sender = { id: 'a', name: 'Agente' }
const identity: Ledger = {
	...householdSetup.ledger,
	id: 'l',
	basis: 'bill',
	corrections: true,
	role: 'owner',
}

test('two years are lived in slices: others get their turn in between, and nothing is lost by it', async () => {
	const random = seededRandom(1)
	const ledger = createHouseholdLedger(identity, now, random)
	// A machine on which every look at the clock finds 5 ms gone.
	let clock = 0
	const timing = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 5))
	const sizes: number[] = []
	let done = false
	const filling = fillHousehold(ledger, sender, now, 1, random).then(() => {
		done = true
	})
	while (!done) {
		sizes.push(ledger.inbox.length)
		await new Promise((resolve) => setImmediate(resolve))
	}
	timing.mockRestore()
	await filling
	expect(sizes[0]).toBe(0)
	expect(new Set(sizes).size).toBeGreaterThan(10)
	expect(ledger.transactions().length).toBeGreaterThan(1500)
	expect(ledger.head()).toBe(Math.max(...ledger.transactions().map(({ revision }) => revision)))
})

test('a refund belongs to the purchase that it names, and what is undone comes back', () => {
	const random = seededRandom(1)
	const ledger = new DemoLedger(
		identity,
		{ categories: [{ id: 1, name: 'Lazer', aliases: [], color: 1 }] },
		random,
	)
	const say = (message_id: string, row: object) =>
		ledger.write(() => receive(ledger, sender, { message_id, ...row }, now, random))
	const bought = say('a', { description: 'Tênis', amount: 300, category: 'Lazer', installments: 10 })
	const back = say('b', { kind: 'refund', description: 'Devolução', amount: 100, target_message_id: 'a' })
	expect(ledger.find(back.transaction_id!)).toMatchObject({
		refund_of: bought.transaction_id,
		category_id: 1,
	})
	expect(say('c', { kind: 'refund', description: 'x', amount: 1, target_message_id: 'z' }).reason).toBe(
		'target_not_found',
	)

	expect(say('d', { action: 'restore', target_message_id: 'a' }).reason, 'it is there').toBe(
		'target_not_found',
	)
	say('e', { action: 'void', target_message_id: 'a' })
	expect(ledger.find(bought.transaction_id!)?.voided).toBe(true)
	say('f', { action: 'restore', target_message_id: 'a', amount: 310 })
	expect(ledger.find(bought.transaction_id!)).toMatchObject({ voided: false, amount_cents: 31_000 })
})

test('no bill of the demo is left unpaid for long', async () => {
	const random = seededRandom(1)
	const ledger = createHouseholdLedger(identity, now, random)
	await fillHousehold(ledger, sender, now, 1, random)
	const paid = ledger.transactions().filter(({ kind, voided }) => kind === 'transfer' && !voided)
	const months = (source: number) =>
		new Set(
			paid
				.filter((other) => other.to_source_id === source)
				.map((other) => new Date(other.occurred_at).toISOString().slice(0, 7)),
		)
	// Two cards, every month but the first, which has no bill yet.
	for (const source of [1, 2]) expect(months(source).size).toBeGreaterThanOrEqual(22)
})

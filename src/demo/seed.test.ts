import { expect, test, vi } from 'vitest'
import { seededRandom } from '../household/random'
import { householdSetup } from '../household/setup'
import type { Ledger } from '../ledger/types'
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

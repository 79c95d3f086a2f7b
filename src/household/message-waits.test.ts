import { expect, it } from 'vitest'
import { messageWaits } from './message-waits'

it('begins at the pace it was given and slows down to a minute', () => {
	const wait = messageWaits(() => 0.5, 5_000)
	const waits = Array.from({ length: 200 }, wait)
	expect(waits[0]).toBe(5_000)
	for (let i = 1; i < waits.length; i++) expect(waits[i]).toBeGreaterThanOrEqual(waits[i - 1]!)
	expect(waits.at(-1)).toBe(60_000)
})

it('keeps a pace that is slower than that', () => {
	const wait = messageWaits(() => 0.5, 3_600_000)
	expect([wait(), wait(), wait()]).toEqual([3_600_000, 3_600_000, 3_600_000])
})

it('spreads each wait between half and one and a half times', () => {
	expect(messageWaits(() => 0, 1_000)()).toBe(500)
	expect(messageWaits(() => 0.999999, 1_000)()).toBeCloseTo(1_500, 0)
})

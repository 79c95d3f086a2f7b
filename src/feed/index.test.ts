import { afterEach, beforeEach, expect, test } from 'vitest'
import { Harness } from './testing/supabase-harness'

let at: Harness
beforeEach(() => {
	at = new Harness()
})
afterEach(() => at.close())

/** What a hot reload of the page would find. */
const running = () =>
	(globalThis as Record<symbol, unknown>)[Symbol.for('painel.running-feeds')] as Map<string, object>

test('what a feed did is told to whoever looks into the page', async () => {
	const page = at.openPage()
	expect(page.feed.log()).toEqual([])
	await at.advance(1500)
	expect(page.feed.log().map(({ event }) => event)).toContain('confirmed')
})

test('a feed that is opened again stops the one before, however often that one is stopped', async () => {
	const first = at.openPage()
	await at.advance(1500)
	const second = at.openPage()
	first.feed.stop()
	await at.advance(1500)
	expect([...running().values()]).toEqual([second.feed])
	const third = at.openPage()
	await at.advance(1500)
	const { batches, states } = second.seen
	const before = [batches.length, states.length]
	at.write((ledger) => ledger.record(1))
	await at.advance(1500)
	expect([batches.length, states.length]).toEqual(before)
	expect(third.cents()).toBe(at.truth())
})

test('a feed that was stopped is kept nowhere', async () => {
	const page = at.openPage()
	expect(running().size).toBe(1)
	page.feed.stop()
	expect(running().size).toBe(0)
})

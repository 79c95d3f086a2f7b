import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSession, purchase, uuid } from '../app/testing/open-session'
import { createItemById } from './item-by-id'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') }))
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

test('the installment that is asked for, as it is now', () => {
	const { make, feed, frame, close } = openSession()
	const [wanted, setWanted] = createSignal<{ id: string; installment: number } | null>(null)
	const item = make((session) => createItemById(session, wanted))
	expect(item()).toBeNull()
	feed.rows(purchase(1, '2026-11-05', 90, { installments: 3 }))
	frame()
	setWanted({ id: uuid(1), installment: 2 })
	expect(item()).toMatchObject({ id: uuid(1), installment: 2, month: '2026-12', cents: 3_000 })
	// It has two parts fewer: the first that is left.
	feed.rows({ ...purchase(1, '2026-11-05', 90), revision: 2 })
	frame()
	expect(item()).toMatchObject({ installment: 1, cents: 9_000 })
	// It was undone.
	feed.rows({ ...purchase(1, '2026-11-05', 90), revision: 3, voided: true })
	frame()
	expect(item()).toBeNull()
	setWanted({ id: uuid(7), installment: 1 })
	expect(item()).toBeNull()
	setWanted(null)
	expect(item()).toBeNull()
	close()
})

test('it is found whatever the filter shows', () => {
	const { make, feed, frame, session, close } = openSession()
	const item = make(() => createItemById(session, () => ({ id: uuid(1), installment: 1 })))
	session.metrics.setFilter({ categories: [9] })
	feed.rows(purchase(1, '2026-11-05', 90))
	frame()
	expect(item()?.cents).toBe(9_000)
	close()
})

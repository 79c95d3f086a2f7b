import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSession, purchase, SETTINGS } from '../app/testing/open-session'
import { createCards } from './cards'

// How the cards stand, on 20 November 2026; the one of these settings closes on the 25th.

let close = () => {}
beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') }))
afterEach(() => {
	close()
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

function cards() {
	const stage = openSession()
	close = stage.close
	return { ...stage, cards: stage.make((session) => createCards(session)) }
}

const paying = (k: number, day: string, reais: number, pays: string) =>
	purchase(k, day, reais, { kind: 'transfer', source_id: 2, to_source_id: 1, pays_month: pays })

test('a card has the bill that takes today’s purchases, the one that closed last, and older rests', () => {
	const { cards: now, feed, frame } = cards()
	expect(now()).toEqual([])
	feed.settings({})
	feed.rows(
		purchase(1, '2026-09-01', 100, { source_id: 1, bill_month: '2026-10' }),
		purchase(2, '2026-10-01', 200, { source_id: 1, bill_month: '2026-11' }),
		purchase(3, '2026-11-05', 300, { source_id: 1, bill_month: '2026-12' }),
		// No card's.
		purchase(4, '2026-11-05', 50, { source_id: 2 }),
		paying(5, '2026-10-05', 60, '2026-10'),
		paying(6, '2026-11-05', 200, '2026-11'),
	)
	frame()
	const [card, ...others] = now()
	expect(others).toEqual([])
	expect(card).toMatchObject({
		source: { name: 'Nubank' },
		open: { month: '2026-12', amount: 30_000 },
		closed: { month: '2026-11', amount: 20_000, left: 0 },
		rests: [{ month: '2026-10', left: 4_000 }],
	})
})

test('each card goes by its own days', () => {
	const { cards: now, feed } = cards()
	feed.settings({
		sources: SETTINGS.sources.concat({ id: 3, name: 'Visa', aliases: [], archived: false }),
		cycles: [...SETTINGS.cycles, { source_id: 3, from_month: null, closing_day: 10, due_day: 17 }],
		bill_closings: [{ source_id: 1, bill_month: '2026-12', closing_date: '2026-11-20' }],
	})
	// The first one's bill of December closed today already, by its moved closing.
	expect(now().map(({ source, open }) => [source.name, open.month])).toEqual([
		['Nubank', '2027-01'],
		['Visa', '2026-12'],
	])
})

test('a cancelled card of which nothing is left is not among them', () => {
	const { cards: now, feed, frame } = cards()
	feed.settings({ sources: SETTINGS.sources.map((source) => ({ ...source, archived: true })) })
	expect(now()).toEqual([])
	feed.rows(purchase(1, '2026-10-01', 200, { source_id: 1, bill_month: '2026-11' }))
	frame()
	expect(now()).toHaveLength(1)
})

import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSession, purchase } from '../../app/testing/open-session'
import type { Recurring } from '../../ledger/types'
import { Figures } from '../figures'
import { Selection } from '../selection'
import { COMING, createExpected } from './expected'

// What the confirmed recurring ones mean for the months to come, on 20 November 2026.

let close = () => {}
beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') }))
afterEach(() => {
	close()
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

const one = (name: string, day: number, reais: number, given: Partial<Recurring> = {}): Recurring => ({
	id: name,
	name,
	day,
	amount_cents: reais * 100,
	kind: 'expense',
	category_id: null,
	source_id: null,
	until: null,
	...given,
})

function expectedOf(recurring: Recurring[], query = '') {
	const stage = openSession()
	close = stage.close
	const [address, setAddress] = createSignal(new URLSearchParams(query))
	const expected = stage.make((session) => {
		const selection = new Selection(session, { query: address, go: setAddress })
		return createExpected(session, { selection, figures: new Figures(session, selection) })
	})
	stage.feed.settings({ recurring })
	return { ...stage, expected, select: (next: string) => setAddress(new URLSearchParams(next)) }
}

test('a month costs what goes on: refunds less, and nothing of those that have ended', () => {
	const { expected } = expectedOf([
		one('Aluguel', 5, 1_800),
		one('Reembolso', 10, 300, { kind: 'refund' }),
		one('Salário', 1, 5_000, { kind: 'income' }),
		one('Jornal', 1, 50, { until: '2026-11-20' }),
		one('Curso', 1, 70, { until: '2026-11-21' }),
	])
	expect(expected.monthly()).toBe(157_000)
})

test('without settings, or where the filter shows none of them, nothing comes', () => {
	const { expected } = expectedOf([one('Aluguel', 5, 1_800)], 'c=1')
	expect([expected.monthly(), expected.upcoming()]).toEqual([0, []])
	const stage = openSession()
	const none = stage.make((session) => {
		const selection = new Selection(session, { query: () => new URLSearchParams(), go: () => {} })
		return createExpected(session, { selection, figures: new Figures(session, selection) })
	})
	expect([none.monthly(), none.upcoming(), none.known().toCome]).toEqual([0, [], 0])
	stage.close()
})

test('each of the coming months holds it, as many as are drawn', () => {
	const { expected } = expectedOf([one('Aluguel', 5, 1_800)])
	expect(expected.upcoming()).toEqual(
		['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'].map((month) => ({
			month,
			cents: 0,
			count: 0,
			recurring: 180_000,
		})),
	)
	expect(expected.upcoming()).toHaveLength(COMING)
})

test('on a card it counts in its bill: what falls after the closing, in the next', () => {
	const { expected } = expectedOf([one('Streaming', 27, 40, { source_id: 1 })])
	const months = expected.upcoming().map(({ month, recurring }) => [month, recurring])
	// November’s 27th is after the closing: its bill is that of January.
	expect(months.slice(0, 3)).toEqual([
		['2026-12', 0],
		['2027-01', 4_000],
		['2027-02', 4_000],
	])
})

test('this month’s is still to come until it is there, or too late', () => {
	const { expected, feed, frame, select } = expectedOf([one('Luz', 25, 90)], 'm=2026-11')
	expect(expected.known().toCome).toBe(9_000)
	feed.rows(purchase(1, '2026-11-19', 91, { description: 'Luz' }))
	frame()
	expect(expected.known()).toMatchObject({ toCome: 0, arrived: 9_100 })
	select('m=2026-12')
	expect(expected.known().toCome).toBe(9_000)
})

test('what was due long ago and did not come is not expected any more', () => {
	const { expected } = expectedOf([one('Água', 2, 60), one('Gás', 18, 30)], 'm=2026-11')
	expect(expected.known().toCome).toBe(3_000)
})

test('of a later month that is selected, the months after it', () => {
	const { expected } = expectedOf([one('Aluguel', 5, 1_800)], 'm=2027-03')
	expect(expected.upcoming().map(({ month, recurring }) => [month, recurring])).toEqual(
		['2027-04', '2027-05', '2027-06', '2027-07', '2027-08', '2027-09'].map((month) => [month, 180_000]),
	)
})

test('of a month that is over, the months after the current one', () => {
	expect(expectedOf([one('Aluguel', 5, 1_800)], 'm=2026-03').expected.upcoming()[0]?.month).toBe('2026-12')
})

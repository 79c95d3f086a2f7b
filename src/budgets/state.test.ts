import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LIVE, openSession, purchase } from '../app/testing/open-session'
import type { Budget } from '../ledger/types'
import { createBudgetMonth } from './state'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-20T15:00:00Z') }))
afterEach(() => {
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

const budget = (category_id: number | null, reais: number): Budget => ({
	category_id,
	month: '2026-01',
	amount_cents: reais * 100,
})

const CATEGORIES = ['Mercado', 'Lazer', 'Casa', 'Aluguel'].map((name, at) => ({
	id: at + 1,
	name,
	aliases: [],
	color: at + 1,
}))

function opened(budgets: Budget[]) {
	const stage = openSession()
	const state = stage.make((session) => createBudgetMonth(session))
	stage.feed.settings({ categories: CATEGORIES, budgets })
	stage.feed.rows(
		purchase(1, '2026-08-03', 300, { category_id: 1 }),
		purchase(2, '2026-09-03', 300, { category_id: 1 }),
		purchase(3, '2026-10-03', 300, { category_id: 1 }),
		purchase(4, '2026-11-03', 190, { category_id: 1 }),
		purchase(5, '2026-11-04', 60, { category_id: 2 }),
		purchase(6, '2026-11-04', 10, { category_id: 3 }),
	)
	stage.frame()
	return { ...stage, state }
}

test('the whole bill comes first, then the categories by the share that is spent, those without a budget by name', () => {
	const { state, close } = opened([budget(null, 1_000), budget(1, 200), budget(2, 50)])
	expect(state.withBudget().map(({ name, spent, color }) => [name, spent, color])).toEqual([
		[null, 26_000, null],
		['Lazer', 6_000, 2],
		['Mercado', 19_000, 1],
	])
	expect(state.withoutBudget().map(({ name, spent, progress }) => [name, spent, progress])).toEqual([
		['Aluguel', 0, null],
		['Casa', 1_000, null],
	])
	close()
})

test('budgets at 80 % and past their limit need attention', () => {
	const { state, close } = opened([budget(null, 1_000), budget(1, 200), budget(2, 50), budget(3, 500)])
	expect(state.attention()).toBe(2)
	close()
})

test('before names are known there is none', () => {
	const stage = openSession()
	const state = stage.make((session) => createBudgetMonth(session))
	expect([state.withBudget(), state.withoutBudget()]).toEqual([[], []])
	stage.close()
})

test('a step is a month: what was spent, where today stands in it, and whether it is over', () => {
	const { state, close } = opened([budget(1, 200)])
	expect([state.month(), state.isPast(), state.today()]).toEqual(['2026-11', false, { days: 30, gone: 20 }])
	state.step(-1)
	expect([state.month(), state.isPast(), state.today()]).toEqual(['2026-10', true, null])
	expect(state.withBudget()[0]?.spent).toBe(30_000)
	state.step(2)
	expect([state.month(), state.isPast(), state.today()]).toEqual(['2026-12', false, null])
	close()
})

test('a usual month is the mean of the three before', () => {
	const { state, close } = opened([])
	expect(state.averageOf(1)).toBe(30_000)
	expect(state.averageOf(2)).toBeUndefined()
	close()
})

test('amounts are complete once the month is in', () => {
	const { state, feed, close } = opened([])
	expect(state.complete()).toBe(true)
	const covering = (from: string) =>
		feed.onState({ ...LIVE, coverage: { months: { from, to: '2027-01' }, complete: false, progress: 0.5 } })
	covering('2026-12')
	expect(state.complete()).toBe(false)
	covering('2026-11')
	expect(state.complete()).toBe(true)
	close()
})

import { expect, test } from 'vitest'
import { budgetLevel, budgetProgress, budgetsInForce, daysGone, needingAttention } from './budgets'
import type { Budget, Category } from './types'

const categories: Category[] = [
	{ id: 1, name: 'Mercado', aliases: [], color: 2 },
	{ id: 2, name: 'Lazer', aliases: [], color: 7 },
]
const budget = (category_id: number | null, month: string, amount_cents: number): Budget => ({
	category_id,
	month,
	amount_cents,
})
const spending = (cents: number, groups: [number | null, number][]) => ({
	cents,
	groups: groups.map(([id, cents]) => ({ id, cents, count: 1 })),
})

test('a budget holds until a later row, which may end it', () => {
	const budgets = [
		budget(1, '2026-01', 100),
		budget(1, '2026-06', 200),
		budget(1, '2026-10', 0),
		budget(null, '2026-03', 900),
	]
	const at = (month: string) =>
		budgetsInForce(budgets, month).map(({ category_id, amount_cents }) => [category_id, amount_cents])
	expect(at('2025-12')).toEqual([])
	expect(at('2026-01')).toEqual([[1, 100]])
	expect(at('2026-05')).toEqual([
		[1, 100],
		[null, 900],
	])
	expect(at('2026-09')).toEqual([
		[1, 200],
		[null, 900],
	])
	expect(at('2026-12')).toEqual([[null, 900]])
})

test('levels turn exactly at 80 % and 100 %, also for the largest amounts', () => {
	expect([7999, 8000, 9999, 10000].map((spent) => budgetLevel(spent, 10000))).toEqual([
		'ok',
		'warn',
		'warn',
		'over',
	])
	const huge = Number.MAX_SAFE_INTEGER
	expect(budgetLevel(huge - 1, huge)).toBe('warn')
	expect(budgetLevel(huge, huge)).toBe('over')
})

test('progress tells spent, left and whether the pace is kept; the whole bill comes first', () => {
	const budgets = [
		budget(1, '2026-01', 180000),
		budget(2, '2026-01', 50000),
		budget(null, '2026-01', 850000),
		budget(9, '2026-01', 100),
	]
	const rows = budgetProgress(
		{ budgets, categories },
		spending(400000, [
			[1, 90000],
			[2, 50000],
			[null, 1],
		]),
		'2026-11',
		'2026-11-15',
		{
			all: null,
			categories: [
				{ id: 1, share: 0.5 },
				{ id: 2, share: 0.4 },
			],
		},
	)
	expect(rows.map(({ name, level, left, ahead }) => [name, level, left, ahead])).toEqual([
		[null, 'ok', 450000, false],
		['Lazer', 'over', 0, true],
		['Mercado', 'ok', 90000, false],
	])
	expect(rows[2]).toMatchObject({ allowed: 90000, share: 0.5, since: '2026-01' })
	// Where too few months tell, no pace is claimed.
	expect(rows.map(({ allowed }) => allowed)).toEqual([null, 20000, 90000])
	expect(needingAttention(rows).map(({ name }) => name)).toEqual(['Lazer'])
})

test('a month that is over allows everything, one to come nothing yet', () => {
	const directory = { budgets: [budget(1, '2026-01', 100)], categories }
	const allowed = (month: string) =>
		budgetProgress(directory, spending(60, [[1, 60]]), month, '2026-11-15', {
			all: 0.5,
			categories: [{ id: 1, share: 0.5 }],
		}).map(({ allowed, ahead }) => [allowed, ahead])
	expect(allowed('2026-10')).toEqual([[100, false]])
	expect(allowed('2026-11')).toEqual([[50, true]])
	expect(allowed('2026-12')).toEqual([[null, false]])
})

test('a past month allows everything, a coming one nothing yet', () => {
	expect(daysGone('2026-10', '2026-11-15')).toEqual({ gone: 31, days: 31 })
	expect(daysGone('2028-02', '2028-02-29')).toEqual({ gone: 29, days: 29 })
	expect(daysGone('2026-12', '2026-11-15')).toEqual({ gone: 0, days: 31 })
})

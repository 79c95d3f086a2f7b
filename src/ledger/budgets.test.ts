import { expect, test } from 'vitest'
import {
	averages,
	budgetLevel,
	budgetProgress,
	budgetsInForce,
	daysGone,
	needingAttention,
	readBudget,
	typedAmount,
} from './budgets'
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
	)
	expect(rows.map(({ name, level, left, ahead }) => [name, level, left, ahead])).toEqual([
		[null, 'ok', 450000, false],
		['Lazer', 'over', 0, true],
		['Mercado', 'ok', 90000, false],
	])
	expect(rows[2]).toMatchObject({ allowed: 90000, share: 0.5, since: '2026-01' })
	expect(needingAttention(rows).map(({ name }) => name)).toEqual(['Lazer'])
})

test('a past month allows everything, a coming one nothing yet', () => {
	expect(daysGone('2026-10', '2026-11-15')).toEqual({ gone: 31, days: 31 })
	expect(daysGone('2028-02', '2028-02-29')).toEqual({ gone: 29, days: 29 })
	expect(daysGone('2026-12', '2026-11-15')).toEqual({ gone: 0, days: 31 })
})

test('the average covers the three months before, by category and for the whole', () => {
	const spending: Record<
		string,
		{ cents: number; groups: { id: number | null; cents: number; count: number }[] }
	> = {
		'2026-10': {
			cents: 90000,
			groups: [
				{ id: 1, cents: 60000, count: 1 },
				{ id: null, cents: 30000, count: 1 },
			],
		},
		'2026-09': { cents: 30050, groups: [{ id: 1, cents: 30050, count: 1 }] },
		'2026-08': { cents: 0, groups: [] },
		'2026-07': { cents: 999999, groups: [{ id: 1, cents: 999999, count: 1 }] },
	}
	expect([...averages((month) => spending[month]!, '2026-11')]).toEqual([
		[null, 40000],
		[1, 30000],
	])
})

test('a budget is typed like any amount and must be above zero', () => {
	expect(readBudget('R$ 1.200,50')).toEqual({ cents: 120050 })
	expect(readBudget('R$\u00a0800,00')).toEqual({ cents: 80000 })
	expect(
		[readBudget(''), readBudget('0'), readBudget('1,234'), readBudget('999999999999')].map(
			(answer) => 'problem' in answer && answer.problem,
		),
	).toEqual(['amountMissing', 'amountMissing', 'amountWrong', 'amountHigh'])
	for (const cents of [1, 100, 123450, 99_999_999_999])
		expect(readBudget(typedAmount(cents))).toEqual({ cents })
})

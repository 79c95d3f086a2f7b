import { expect, test } from 'vitest'
import {
	budgetLevel,
	budgetProgress,
	budgetsInForce,
	type Course,
	daysGone,
	needingAttention,
	paceOf,
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

test('of rows in any order the latest that is not after the month holds', () => {
	const rows = [budget(1, '2026-06', 200), budget(1, '2026-10', 300), budget(1, '2026-01', 100)]
	for (const order of [rows, rows.toReversed(), [rows[1]!, rows[0]!, rows[2]!]])
		expect(
			['2026-05', '2026-06', '2026-10'].map((month) => budgetsInForce(order, month)[0]!.amount_cents),
		).toEqual([100, 200, 300])
})

test('today is gone too, from the first day of the month to its last', () => {
	expect(['2026-11-01', '2026-11-30'].map((today) => daysGone('2026-11', today).gone)).toEqual([1, 30])
})

test('the whole bill comes first, then the fullest, then by name', () => {
	const directory = {
		categories: ['Zoo', 'Mercado', 'Bar', 'Água'].map((name, at) => ({
			id: at + 1,
			name,
			aliases: [],
			color: at,
		})),
		budgets: [...[1, 2, 3, 4].map((id) => budget(id, '2026-01', 1000)), budget(null, '2026-01', 100_000)],
	}
	const spent = spending(1, [
		[1, 500],
		[2, 900],
		[3, 500],
	])
	for (const budgets of [directory.budgets, directory.budgets.toReversed()]) {
		const rows = budgetProgress({ ...directory, budgets }, spent, '2026-11', '2026-11-15')
		expect(rows.map(({ name, color, spent, left, share }) => [name, color, spent, left, share])).toEqual([
			[null, null, 1, 99_999, 0.00001],
			['Mercado', 1, 900, 100, 0.9],
			['Bar', 2, 500, 500, 0.5],
			['Zoo', 0, 500, 500, 0.5],
			['Água', 3, 0, 1000, 0],
		])
		// Without a pace nothing is ahead of it.
		expect(rows.every(({ allowed, ahead }) => allowed === null && !ahead)).toBe(true)
	}
})

test('what asks for attention is told worst first, the whole bill among it; on the line to the pace is not ahead', () => {
	const directory = {
		categories,
		budgets: [budget(null, '2026-01', 1000), budget(1, '2026-01', 1000), budget(2, '2026-01', 1000)],
	}
	const pace = { all: 0.9, categories: [{ id: 1, share: 1 }] }
	const rows = budgetProgress(
		directory,
		spending(900, [
			[1, 1001],
			[2, 799],
		]),
		'2026-11',
		'2026-11-15',
		pace,
	)
	expect(needingAttention(rows).map(({ name, level }) => [name, level])).toEqual([
		['Mercado', 'over'],
		[null, 'warn'],
	])
	expect(rows.map(({ name, allowed, ahead }) => [name, allowed, ahead])).toEqual([
		[null, 900, false],
		['Mercado', 1000, true],
		['Lazer', null, false],
	])
	const cent = budgetProgress(directory, spending(901, []), '2026-11', '2026-11-15', pace)
	expect(cent[0]).toMatchObject({ category_id: null, ahead: true })
})

test('the pace is the median share of three months with spending at least, by category in the order of ids', () => {
	const courses = (of: Course['of'], ...shares: [spent: number, whole: number][]): Course[] =>
		shares.map(([spent, whole]) => ({ of, spent, whole }))
	expect(paceOf([])).toEqual({ all: null, categories: [] })
	expect(
		paceOf([
			...courses('all', [90, 100], [10, 100], [30, 100]),
			...courses(7, [4, 4], [0, 4], [1, 4], [2, 4]),
			...courses(2, [1, 2], [1, 2]),
			...courses(3, [1, 2], [1, 2], [0, 0]),
			...courses(null, [-1, 100], [0, 100], [100, 100]),
			...courses(9, [0, 0], [0, -5]),
		]),
	).toEqual({
		all: 0.3,
		categories: [
			{ id: null, share: 0 },
			{ id: 2, share: null },
			{ id: 3, share: null },
			{ id: 7, share: 0.375 },
		],
	})
})

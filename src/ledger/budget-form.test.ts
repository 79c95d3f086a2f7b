import { expect, test } from 'vitest'
import { averages, readBudget, typedAmount } from './budget-form'

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
	const before = (first?: string) => [...averages((month) => spending[month]!, '2026-11', first)]
	expect(before('2026-07')).toEqual([
		[null, 40000],
		[1, 30000],
	])
	expect(before('2026-08')).toEqual(before('2026-07'))
	expect(before('2026-09')).toEqual([
		[null, 60000],
		[1, 45000],
	])
	expect(before('2026-10')).toEqual([
		[null, 90000],
		[1, 60000],
	])
	expect(before('2026-11')).toEqual([])
	expect(before()).toEqual([])
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

import { expect, test } from 'vitest'
import { type BudgetProgress, budgetLevel } from '../budget-progress'
import { noticesDue, pruneTold } from './notices-due'

const at = (category_id: number | null, spent: number): BudgetProgress => ({
	category_id,
	name: 'x',
	color: 1,
	since: '2026-01',
	limit: 100,
	spent,
	left: 100 - spent,
	share: spent / 100,
	level: budgetLevel(spent, 100),
	allowed: 50,
	ahead: spent > 50,
})

test('each threshold is told of once per category and bill', () => {
	let told = new Set<string>()
	const levels = (rows: BudgetProgress[], month = '2026-11') => {
		const answer = noticesDue(rows, month, told)
		told = answer.told
		return answer.due.map(({ progress, level }) => `${progress.category_id} ${level}`)
	}
	expect(levels([at(1, 79), at(null, 10)])).toEqual([])
	expect(levels([at(1, 80)])).toEqual(['1 warn'])
	expect(levels([at(1, 85), at(2, 80)])).toEqual(['2 warn'])
	expect(levels([at(1, 70)])).toEqual([])
	expect(levels([at(1, 100)])).toEqual(['1 over'])
	expect(levels([at(1, 90)])).toEqual([])
	expect(levels([at(1, 140)])).toEqual([])
	expect(levels([at(1, 80)], '2026-12')).toEqual(['1 warn'])
})

test('a jump past the limit is told of once, as passed', () => {
	const { due, told } = noticesDue([at(null, 120)], '2026-11', new Set())
	expect(due.map(({ level }) => level)).toEqual(['over'])
	expect(noticesDue([at(null, 85)], '2026-11', told).due).toEqual([])
})

test('closed bills are forgotten', () => {
	expect([...pruneTold(new Set(['2026-08 1 warn', '2026-11 all over']), '2026-10')]).toEqual([
		'2026-11 all over',
	])
})

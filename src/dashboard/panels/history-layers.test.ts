import { expect, test } from 'vitest'
import type { BillMonth, Cents } from '../../ledger/types'
import type { MonthPoint, Ref } from '../../metrics/types'
import { averageOf, LAYERS, layersOf, stackOf } from './history-layers'

function month(name: BillMonth, spent: [Ref, Cents][]): MonthPoint {
	const groups = spent.map(([id, cents]) => ({ id, cents, count: 1, items: 1 }))
	const cents = groups.reduce((sum, group) => sum + group.cents, 0)
	return { month: name, cents, count: groups.length, items: groups.length, income: 0, incomes: 0, groups }
}

test('the layers are the categories that cost most over all months', () => {
	const months = [
		month('2026-10', [
			[1, 50],
			[2, 10],
		]),
		month('2026-11', [
			[2, 100],
			[3, 5],
			[null, 4],
			[5, 3],
			[6, 2],
			[7, 1],
		]),
	]
	expect(layersOf(months)).toEqual([2, 1, 3, null, 5])
	expect(layersOf(months)).toHaveLength(LAYERS)
	expect(layersOf([])).toEqual([])
})

test('a stack adds up to what each month spent', () => {
	const months = [
		month('2026-10', [
			[1, 50],
			[2, 10],
			[9, 7],
		]),
		month('2026-11', [[2, 100]]),
	]
	expect(stackOf(months, [2, 1])).toEqual([
		{ id: 2, values: [10, 100] },
		{ id: 1, values: [50, 0] },
		{ id: undefined, values: [7, 0] },
	])
})

test('a stack has no rest where every category has a layer of its own', () => {
	const months = [month('2026-10', [[1, 50]]), month('2026-11', [[2, 100]])]
	expect(stackOf(months, layersOf(months)).map(({ id }) => id)).toEqual([2, 1])
})

test('the average is of closed months that have any spending', () => {
	const months = [month('2026-09', []), month('2026-10', [[1, 50]]), month('2026-11', [[1, 101]])]
	expect(averageOf(months, '2026-12')).toBe(76)
	expect(averageOf(months, '2026-11')).toBe(50)
	expect(averageOf(months, '2026-10')).toBeNull()
})

import { expect, test } from 'vitest'
import { emptyColumns, rowsOfColumns, type TransactionRow } from './columns'
import { fallsIn, RevisedRows } from './revised-rows'

const row = (id: string, bill_month = '2026-11', installments = 1): TransactionRow => ({
	...(rowsOfColumns({ ...emptyColumns(), id: [id] })[0] as TransactionRow),
	bill_month,
	installments,
})

test('each change takes the next revision, and a page ends where the next one begins', () => {
	const rows = new RevisedRows<TransactionRow>()
	for (const id of ['a', 'b', 'c', 'd']) rows.put(row(id))
	rows.put({ ...rows.get('b')!, voided: true })
	expect(rows.head).toBe(5)
	const page = (after: number, maxRows: number) => {
		const { head, upto, rows: found } = rows.changes(after, maxRows)
		return { head, upto, found: found.map(({ id, revision }) => `${id}${revision}`) }
	}
	expect(page(0, 2)).toEqual({ head: 5, upto: 3, found: ['a1', 'c3'] })
	expect(page(0, 3)).toEqual({ head: 5, upto: 4, found: ['a1', 'c3', 'd4'] })
	expect(page(0, 1)).toEqual({ head: 5, upto: 1, found: ['a1'] })
	expect(page(3, 2)).toEqual({ head: 5, upto: 5, found: ['d4', 'b5'] })
	expect(page(5, 2)).toEqual({ head: 5, upto: 5, found: [] })
	expect(page(1, 0)).toEqual({ head: 5, upto: 1, found: [] })
})

test('of some months: the rows with an installment in them, and no doubt about the others', () => {
	const rows = new RevisedRows<TransactionRow>()
	rows.put(row('old', '2026-08', 3))
	rows.put(row('paid in parts', '2026-08', 4))
	rows.put(row('now', '2026-11'))
	rows.put(row('later', '2027-01'))
	const { upto, rows: found } = rows.changes(0, 10, { from: '2026-11', to: '2026-12' })
	expect([upto, found.map(({ id }) => id)]).toEqual([4, ['paid in parts', 'now']])
	expect(fallsIn(row('x', '2026-12'), { from: '2026-11', to: '2026-12' })).toBe(true)
	expect(fallsIn(row('x', '2026-10'), { from: '2026-11', to: '2026-12' })).toBe(false)
})

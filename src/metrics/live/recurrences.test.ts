import { describe, expect, it } from 'vitest'
import { USUAL_VALUES } from '../../ledger/columns'
import type { Kind } from '../../ledger/types'
import { makeMetrics } from '../index'
import { columnsOf, idOf } from '../testing/histories'
import type { HistoryRow } from '../testing/oracle'
import { recurrencesOf } from './recurrences'

const TODAY = '2026-11-20'

interface Given {
	kind?: Kind
	category?: number | null
	source?: number | null
	installments?: number
	voided?: boolean
	revision?: number
}

let rows = 0
/** One row; its id is as new as it is. */
function row(day: string, cents: number, description: string, given: Given = {}): HistoryRow {
	return {
		id: idOf(rows++),
		revision: given.revision ?? rows,
		kind: given.kind ?? 'expense',
		amount_cents: cents,
		installments: given.installments ?? 1,
		bill_month: day.slice(0, 7),
		occurred_at: Date.parse(`${day}T15:00:00Z`),
		description,
		category_id: given.category ?? null,
		category_text: null,
		source_id: given.source ?? null,
		source_text: null,
		person_id: null,
		person_text: null,
		voided: given.voided ?? false,
		...USUAL_VALUES,
	}
}

/** The same on a day of each of the given months of 2026. */
const monthly = (day: string, months: number[], cents: number, text: string, given: Given = {}) =>
	months.map((month) => row(`2026-${String(month).padStart(2, '0')}-${day}`, cents, text, given))

function suggestionsOf(history: HistoryRow[], today = TODAY) {
	const metrics = makeMetrics({ timezone: 'America/Sao_Paulo', today })
	metrics.apply(columnsOf(history))
	return recurrencesOf(metrics).suggestions([], today)
}

describe('what seems to come again', () => {
	it('is what came monthly by the same text, in any letters, for about the same amount', () => {
		const rent = monthly('06', [7, 8, 9, 10], 165_000, 'Aluguel', { category: 1, source: 3 })
		const last = row('2026-11-06', 170_000, 'ALUGUEL ', { category: 2, source: 3 })
		expect(suggestionsOf([...rent, last])).toEqual([
			{ name: 'ALUGUEL ', day: 6, amount_cents: 165_000, kind: 'expense', category_id: 2, source_id: 3 },
		])
	})

	it('or by the same labels, where nothing else has both', () => {
		const months = ['agosto', 'setembro', 'outubro', 'novembro']
		const school = months.map((name, at) =>
			row(`2026-${String(8 + at).padStart(2, '0')}-09`, 98_000, `Escola ${name}`, { category: 4, source: 2 }),
		)
		expect(suggestionsOf(school).map(({ name, day }) => [name, day])).toEqual([['Escola novembro', 9]])
		const book = row('2026-10-20', 90_000, 'Livros', { category: 4, source: 2 })
		expect(suggestionsOf([...school, book])).toEqual([])
	})

	it('is named once where text and labels agree, and incomes are found like expenses', () => {
		const pay = monthly('05', [8, 9, 10, 11], 742_000, 'Salário', { kind: 'income', category: 9, source: 2 })
		expect(suggestionsOf(pay).map(({ name, kind }) => [name, kind])).toEqual([['Salário', 'income']])
	})

	it('has a day around the turn of a month too', () => {
		const days = ['2026-08-31', '2026-10-01', '2026-10-30', '2026-11-30']
		const [found] = suggestionsOf(
			days.map((day) => row(day, 5000, 'Academia')),
			'2026-12-02',
		)
		expect(found?.day).toBe(31)
	})

	it.each([
		['came only twice', monthly('06', [10, 11], 1000, 'x')],
		['comes each week', ['01', '08', '15', '22'].flatMap((day) => monthly(day, [8, 9, 10], 1000, 'x'))],
		[
			'costs another amount each time',
			[8, 9, 10, 11].flatMap((month, at) => monthly('06', [month], 1000 * (at + 1), 'x')),
		],
		['is over', monthly('06', [5, 6, 7, 8], 1000, 'x')],
		['left out a month', monthly('06', [7, 9, 11], 1000, 'x')],
		['is bought in parts', monthly('06', [8, 9, 10, 11], 1000, 'x', { installments: 3 })],
		['goes between own places', monthly('06', [8, 9, 10, 11], 1000, 'x', { kind: 'transfer' })],
		['was undone', monthly('06', [8, 9, 10, 11], 1000, 'x', { voided: true })],
	])('is nothing that %s', (_, history) => {
		expect(suggestionsOf(history)).toEqual([])
	})

	it('leaves out what is confirmed, over or not', () => {
		const metrics = makeMetrics({ timezone: 'UTC', today: TODAY })
		metrics.apply(columnsOf(monthly('06', [8, 9, 10, 11], 1000, 'Água', { category: 1, source: 1 })))
		const [found] = recurrencesOf(metrics).suggestions([], TODAY)
		const confirmed = { ...found!, id: 'x', until: '2026-01-01', name: 'agua' }
		expect(recurrencesOf(metrics).suggestions([confirmed], TODAY)).toEqual([])
	})

	it('is the dearest first, each of its kind', () => {
		const some = [
			...monthly('06', [8, 9, 10, 11], 1000, 'Água'),
			...monthly('07', [8, 9, 10, 11], 3000, 'Luz'),
			...monthly('08', [8, 9, 10, 11], 2000, 'Gás'),
			...monthly('09', [8, 9, 10, 11], 2500, 'Luz', { kind: 'income' }),
		]
		expect(suggestionsOf(some).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
			'Luz expense',
			'Luz income',
			'Gás expense',
			'Água expense',
		])
	})

	it('has labels in common only with what has both of them', () => {
		// Each text comes once; what two of three transactions lack is no label.
		const bought = (given: Given) =>
			[8, 9, 10, 11].map((month) => monthly('06', [month], 1000, `Compra ${month}`, given)[0]!)
		expect(suggestionsOf(bought({ category: 1 }))).toEqual([])
		expect(suggestionsOf(bought({ source: 1 }))).toEqual([])
		expect(suggestionsOf(bought({}))).toEqual([])
		expect(suggestionsOf(bought({ category: 1, source: 2 }))).toHaveLength(1)
		const [first, second, ...others] = bought({ category: 1, source: 2 })
		expect(suggestionsOf([{ ...first!, source_id: 3 }, { ...second!, source_id: 3 }, ...others])).toEqual([])
		expect(suggestionsOf([{ ...first!, kind: 'income' }, { ...second!, kind: 'income' }, ...others])).toEqual(
			[],
		)
	})

	it('is named by its text where its labels say the same', () => {
		// By its labels the usual amount is another: the name is taken already.
		const pay = monthly('05', [8, 9, 10, 11], 5000, 'Luz', { category: 1, source: 2 })
		const other = monthly('25', [8], 6000, 'Vela', { category: 1, source: 2 })
		expect(suggestionsOf([...other, ...pay]).map(({ name, amount_cents }) => [name, amount_cents])).toEqual([
			['Luz', 5000],
		])
	})

	it('follows each change', () => {
		const metrics = makeMetrics({ timezone: 'UTC', today: TODAY })
		const history = monthly('06', [8, 9, 10, 11], 1000, 'Água')
		const read = () =>
			recurrencesOf(metrics)
				.suggestions([], TODAY)
				.map(({ amount_cents }) => amount_cents)
		metrics.apply(columnsOf(history.slice(0, 2)))
		expect(read()).toEqual([])
		metrics.apply(columnsOf(history.slice(2)))
		expect(read()).toEqual([1000])
		metrics.apply(
			columnsOf(history.map((held) => ({ ...held, revision: held.revision + 100, amount_cents: 1200 }))),
		)
		expect(read()).toEqual([1200])
		metrics.apply(columnsOf([{ ...history[2]!, revision: 10_000, voided: true }]))
		expect(read()).toEqual([])
	})
})

import { describe, expect, it } from 'vitest'
import type { LedgerSettings, Recurring } from '../../ledger/types'
import type { Filter } from '../../metrics/types'
import { COMING, monthOfDue, monthsToCome, signUnder } from './expected'

const CARD = 1
const ACCOUNT = 2
const HOME = 7

describe('the month in which one counts', () => {
	/** The card closes on the 10th, from April's bill on on the 12th, but in June on the 20th; both are due in the month itself. */
	const settings = {
		cycles: [
			{ source_id: CARD, from_month: null, closing_day: 10, due_day: 17 },
			{ source_id: CARD, from_month: '2026-04', closing_day: 12, due_day: 20 },
			// Another card's are none of its own.
			{ source_id: 9, from_month: null, closing_day: 1, due_day: 2 },
		],
		bill_closings: [
			{ source_id: CARD, bill_month: '2026-06', closing_date: '2026-06-20' },
			{ source_id: 9, bill_month: '2026-04', closing_date: '2026-04-30' },
		],
	} as Pick<LedgerSettings, 'cycles' | 'bill_closings'> as LedgerSettings

	it.each([
		[CARD, '2026-03-09', '2026-03'],
		[CARD, '2026-03-10', '2026-04'],
		[CARD, '2026-04-11', '2026-04'],
		[CARD, '2026-04-12', '2026-05'],
		[CARD, '2026-06-19', '2026-06'],
		[CARD, '2026-06-20', '2026-07'],
		[CARD, '2026-12-12', '2027-01'],
		[ACCOUNT, '2026-04-30', '2026-04'],
		[null, '2026-04-30', '2026-04'],
	])('of source %s, due on %s, is %s by bill, and its day’s own by purchase', (source_id, due, bill) => {
		expect(monthOfDue({ source_id }, due, settings, 'bill')).toBe(bill)
		expect(monthOfDue({ source_id }, due, settings, 'purchase')).toBe(due.slice(0, 7))
	})
})

describe('what a filter shows of one', () => {
	const rent: Recurring = {
		id: 'a',
		name: 'Aluguel da Praça',
		day: 5,
		amount_cents: 180_000,
		kind: 'expense',
		category_id: HOME,
		source_id: ACCOUNT,
		until: null,
	}
	const unlabelled = { category_id: null, source_id: null }

	it.each<[string, Filter, Partial<Recurring>, number]>([
		['all: an expense', {}, {}, 1],
		['all: a refund lowers', {}, { kind: 'refund' }, -1],
		['all: an income is no spending', {}, { kind: 'income' }, 0],
		['all: nor is a transfer', {}, { kind: 'transfer' }, 0],
		['incomes: an income', { kind: 'income' }, { kind: 'income' }, 1],
		['incomes: no expense', { kind: 'income' }, {}, 0],
		['refunds: a refund, as such', { kind: 'refund' }, { kind: 'refund' }, 1],
		['expenses: no refund', { kind: 'expense' }, { kind: 'refund' }, 0],
		['somebody’s: nothing', { people: [1] }, {}, 0],
		['nobody’s: nothing either', { people: [null] }, {}, 0],
		['its category', { categories: [HOME, 8] }, {}, 1],
		['another category', { categories: [8] }, {}, 0],
		['without a category', { categories: [null] }, unlabelled, 1],
		['its source', { sources: [ACCOUNT] }, {}, 1],
		['another source', { sources: [CARD] }, {}, 0],
		['without a source', { sources: [null] }, unlabelled, 1],
		['from its amount on', { amount: { from: 180_000, to: 999_999 } }, {}, 1],
		['up to its amount', { amount: { from: 0, to: 180_000 } }, {}, 1],
		['below its amount', { amount: { from: 0, to: 179_999 } }, {}, 0],
		['above its amount', { amount: { from: 180_001, to: 999_999 } }, {}, 0],
		['a part of its name, however written', { text: 'DA PRACA' }, {}, 1],
		['another text', { text: 'luz' }, {}, 0],
		['its category, another text', { categories: [HOME], text: 'luz' }, {}, 0],
	])('%s', (_, filter, changes, sign) => {
		expect(signUnder(filter, { ...rent, ...changes })).toBe(sign)
	})
})

describe('the months to come', () => {
	const point = (month: string, cents: number, count: number) => ({
		month,
		cents,
		count,
		items: count,
		income: 0,
		incomes: 0,
		groups: [],
	})

	it('are none where nothing is known of them', () => {
		expect(monthsToCome([], new Map(), '2026-11')).toEqual([])
	})

	it('are those that hold something, where nothing recurs', () => {
		expect(monthsToCome([point('2026-12', 500, 2), point('2027-01', 300, 1)], new Map(), '2026-11')).toEqual([
			{ month: '2026-12', cents: 500, count: 2, recurring: 0 },
			{ month: '2027-01', cents: 300, count: 1, recurring: 0 },
		])
	})

	it('are as many as are drawn where something recurs; what it adds to this month is none of theirs', () => {
		const toCome = new Map([
			['2026-11', 7],
			['2026-12', 100],
			['2027-02', -40],
		])
		const months = monthsToCome([point('2026-12', 500, 2)], toCome, '2026-11')
		expect(months).toHaveLength(COMING)
		expect(months.slice(0, 4)).toEqual([
			{ month: '2026-12', cents: 500, count: 2, recurring: 100 },
			{ month: '2027-01', cents: 0, count: 0, recurring: 0 },
			{ month: '2027-02', cents: 0, count: 0, recurring: -40 },
			{ month: '2027-03', cents: 0, count: 0, recurring: 0 },
		])
	})

	it('hold what is certain further than what recurs', () => {
		const committed = Array.from({ length: COMING + 1 }, () => point('', 1, 1))
		const toCome = new Map([
			['2027-05', 10],
			['2027-06', 10],
		])
		const months = monthsToCome(committed, toCome, '2026-11')
		expect(months.slice(-2)).toEqual([
			{ month: '2027-05', cents: 1, count: 1, recurring: 10 },
			{ month: '2027-06', cents: 1, count: 1, recurring: 0 },
		])
	})
})

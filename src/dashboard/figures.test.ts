import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSession, purchase, SETTINGS } from '../app/testing/open-session'
import { setLanguage } from '../words'
import '../words/all'
import { createSignal } from 'solid-js'
import { committedAfter, Figures } from './figures'
import { Selection } from './selection'

test('bills to come are after the current one, however far back one looks', () => {
	expect(committedAfter('2020-01', '2026-11')).toBe('2026-11')
	expect(committedAfter('2026-11', '2026-11')).toBe('2026-11')
	expect(committedAfter('2027-02', '2026-11')).toBe('2027-02')
})

const NOVEMBER = new Date('2026-11-20T15:00:00Z')

let close = () => {}
beforeEach(() => {
	setLanguage('pt-BR')
	vi.useFakeTimers({ now: NOVEMBER })
})
afterEach(() => {
	close()
	vi.useRealTimers()
	vi.unstubAllGlobals()
})

/** The figures of what a query selects, on 20 November 2026. */
function figuresOf(query: string) {
	const stage = openSession()
	close = stage.close
	const [address, setAddress] = createSignal(new URLSearchParams(query))
	const { selection, figures } = stage.make((session) => {
		const selection = new Selection(session, { query: address, go: setAddress })
		return { selection, figures: new Figures(session, selection) }
	})
	return { ...stage, selection, figures, select: (next: string) => setAddress(new URLSearchParams(next)) }
}

/** Three months of purchases by Pix, 100, 200 and 300; one of November is a refund, one an income. */
function filled(query: string) {
	const stage = figuresOf(query)
	stage.feed.settings({})
	stage.feed.rows(
		purchase(1, '2026-08-05', 100, { source_id: 2, category_id: 1, person_id: 1 }),
		purchase(2, '2026-09-05', 200, { source_id: 2, category_id: 1 }),
		purchase(3, '2026-10-05', 300, { source_id: 1, category_id: 2 }),
		purchase(4, '2026-11-05', 450, { source_id: 2, category_id: 1 }),
		purchase(5, '2026-11-06', 50, { kind: 'refund', source_id: 2, category_id: 1 }),
		purchase(6, '2026-11-07', 900, { kind: 'income', source_id: 2 }),
		purchase(7, '2026-12-05', 70, { source_id: 1, category_id: 2 }),
		purchase(8, '2027-01-05', 30, { source_id: 1, category_id: 2 }),
	)
	stage.frame()
	return stage
}

describe('what a month is compared with', () => {
	test('is the one before: its name and its whole spending, and the change up to the same day', () => {
		const { figures } = filled('m=2026-11')
		expect(figures.before()).toEqual({ name: 'outubro', cents: 30_000 })
		expect(figures.spent()).toBe(40_000)
		expect(figures.change()).toBeCloseTo(1 / 3)
	})

	test('of months are as many before, by their first and last', () => {
		const { figures } = filled('m=2026-09..2026-10')
		expect(figures.before()).toEqual({ name: 'jul 2026 a ago 2026', cents: 10_000 })
		expect(figures.change()).toBe(4)
	})

	test('of months that are not over is said, but no change', () => {
		const { figures } = filled('m=2026-10..2026-11')
		expect(figures.before()).toEqual({ name: 'ago 2026 a set 2026', cents: 30_000 })
		expect(figures.change()).toBeNull()
	})

	test('is nothing where nothing was spent then', () => {
		const { figures } = filled('m=2026-07..2026-08')
		expect(figures.before()).toEqual({ name: 'mai 2026 a jun 2026', cents: 0 })
		expect(figures.change()).toBeNull()
	})

	test('is nothing for one day', () => {
		expect(filled('m=2026-11&d=2026-11-05').figures.change()).toBeNull()
	})
})

describe('the main figure', () => {
	test.each([
		['m=2026-11', 40_000],
		['m=2026-11&k=income', 90_000],
		['m=2026-11&k=refund', 5_000],
		['m=2026-10..2026-11', 70_000],
		['m=2026-11&c=2', 0],
	])('of %s is %d', (query, cents) => {
		expect(filled(query).figures.spent()).toBe(cents)
	})

	test.each([
		['', 'Gasto da fatura de novembro'],
		['m=2025-11', 'Gasto da fatura de novembro de 2025'],
		['m=2026-10..2026-11', 'Gasto das faturas de out 2026 a nov 2026'],
		['c=1', 'Gasto filtrado na fatura de novembro'],
		['m=2026-10..2026-11&c=1', 'Gasto filtrado nas faturas de out 2026 a nov 2026'],
		['b=purchase', 'Gasto de novembro'],
		['k=income', 'Receitas na fatura de novembro'],
		['m=2026-10..2026-11&k=income', 'Receitas nas faturas de out 2026 a nov 2026'],
		['k=refund', 'Estornos de novembro'],
		['m=2026-10..2026-11&k=transfer', 'Transferências de out 2026 a nov 2026'],
		// Pix has no bills.
		['s=2', 'Gasto filtrado de novembro'],
		['s=1', 'Gasto filtrado na fatura de novembro'],
	])('of "%s" is called %s', (query, heading) => {
		expect(filled(query).figures.heading()).toBe(heading)
	})

	test('says bills while no names are known, and none where no source has them', () => {
		const { figures, feed } = figuresOf('')
		expect(figures.saysBills()).toBe(true)
		feed.settings({ cycles: [] })
		expect(figures.saysBills()).toBe(false)
	})
})

describe('whatever the filter', () => {
	test('the months’ spending is that of all purchases, and their income that of all incomes', () => {
		expect(filled('m=2026-10..2026-11&c=2').figures.unfiltered()).toEqual({
			cents: 70_000,
			count: 2,
			items: 3,
		})
		expect(filled('m=2026-10..2026-11&k=income&c=2').figures.unfiltered()).toEqual({
			cents: 90_000,
			count: 1,
			items: 1,
		})
	})

	test('budgets are those of the last selected month, the whole bill’s among them', () => {
		const { figures, feed } = filled('m=2026-10..2026-11&c=2')
		expect(figures.budgets()).toEqual([])
		feed.settings({
			budgets: [
				{ category_id: 1, month: '2026-01', amount_cents: 80_000 },
				{ category_id: null, month: '2026-01', amount_cents: 100_000 },
			],
		})
		expect(figures.budgets().map(({ category_id, spent }) => [category_id, spent])).toEqual([
			[null, 40_000],
			[1, 40_000],
		])
		expect(figures.billBudget()?.category_id).toBeNull()
	})
})

test('what is selected is told by category, source, person and day', () => {
	const { figures } = filled('m=2026-08..2026-10')
	const groups = (list: readonly { id: number | null; cents: number }[]) =>
		list.map(({ id, cents }) => [id, cents])
	expect(groups(figures.byCategory())).toEqual([
		[1, 30_000],
		[2, 30_000],
	])
	expect(groups(figures.bySource())).toEqual([
		[1, 30_000],
		[2, 30_000],
	])
	expect(groups(figures.byPerson())).toEqual([
		[null, 50_000],
		[1, 10_000],
	])
	expect(figures.byDay().at(-1)).toMatchObject({ day: '2026-10-05', cumulative: 60_000 })
	expect(figures.byDayBefore()).toEqual([])
	expect(figures.top().map(({ cents }) => cents)).toEqual([30_000, 20_000, 10_000])
})

test('what the bills to come hold is added up', () => {
	const { figures, select } = filled('m=2026-09')
	expect(figures.committed().map(({ month, cents }) => [month, cents])).toEqual([
		['2026-12', 7_000],
		['2027-01', 3_000],
	])
	expect(figures.committedTotal()).toBe(10_000)
	select('m=2026-12')
	expect(figures.committedTotal()).toBe(3_000)
})

test('the projection knows what comes again once its code is here', () => {
	const { figures } = filled('m=2026-11')
	const before = figures.projection().cents
	expect(figures.expected()).toBeUndefined()
	figures.expect({
		known: () => ({ toCome: 11_100, arrived: 0, came: [] }),
		upcoming: () => [],
		monthly: () => 0,
	})
	expect(figures.projection().cents).not.toBe(before)
})

test('before a row is in, figures wait; they are incomplete until the selected months are in', () => {
	const { figures, feed, session, frame } = figuresOf('m=2026-11')
	const state = session.feed()
	const covering = (months: { from: string; to: string } | null, complete = false) =>
		feed.onState({ ...state, coverage: { months, complete, progress: 0 } })
	covering(null)
	expect([figures.isWaiting(), figures.isIncomplete()]).toEqual([true, true])
	covering({ from: '2026-12', to: '2027-01' })
	expect([figures.isWaiting(), figures.isIncomplete()]).toEqual([false, true])
	covering({ from: '2026-11', to: '2027-01' })
	expect([figures.isWaiting(), figures.isIncomplete()]).toEqual([false, false])
	covering(null, true)
	expect([figures.isWaiting(), figures.isIncomplete()]).toEqual([false, false])
	covering(null)
	feed.rows(purchase(1, '2026-11-05', 1))
	frame()
	expect([figures.isWaiting(), figures.isIncomplete()]).toEqual([false, true])
})

test('months are counted as the address says while these figures are shown', () => {
	const stage = filled('m=2026-11&b=purchase')
	expect(stage.session.metrics.basis()).toBe('purchase')
	stage.select('m=2026-11')
	expect(stage.session.metrics.basis()).toBe(SETTINGS.ledger.basis)
})

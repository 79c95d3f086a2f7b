import {
	type Accessor,
	createContext,
	createEffect,
	createMemo,
	createSignal,
	on,
	useContext,
} from 'solid-js'
import { createWords } from '../app/language'
import { formatHash, navigate, route } from '../app/router'
import { type LedgerSession, useLedgerSession } from '../app/session'
import { isCovered } from '../feed/coverage'
import { addMonths, monthNumber } from '../ledger/month'
import type { BillMonth } from '../ledger/types'
import { createFigure } from '../metrics/solid/figure'
import type { BillItem, Ref } from '../metrics/types'
import { createHighlights } from './arrivals/highlights'
import { createBudgets } from './budgets'
import { comingAfter } from './figures'
import { words } from './first-words'
import { countFilters, type DashboardQuery, NO_FILTERS, parseQuery, writeQuery } from './url-query'

const t = createWords(words)

/** The three lists that rows are named by. */
export type Dimension = 'category' | 'source' | 'person'

const LIST = { category: 'categories', source: 'sources', person: 'people' } as const
const NONE = { category: 'uncategorised', source: 'noSource', person: 'noPerson' } as const

export type DashboardState = ReturnType<typeof createDashboardState>

/** Dimension the dashboard shows and how it is changed: the address is the only memory of it. */
export function createDashboardState(session: LedgerSession) {
	const { metrics } = session
	const query = createMemo(() => parseQuery(route().query))
	const filters = createMemo(() => countFilters(query()))
	const filtered = () => filters() > 0
	/** The bill months looked at: the chosen ones, else the current one, which rolls over by itself. */
	const months: Accessor<{ from: BillMonth; to: BillMonth }> = createMemo(
		() => query().months ?? { from: session.thisMonth(), to: session.thisMonth() },
		undefined,
		{ equals: (a, b) => a.from === b.from && a.to === b.to },
	)
	const isRange = () => months().from !== months().to
	const isCurrent = () => months().to === session.thisMonth()

	createEffect(() => {
		const now = query()
		metrics.setFilter({
			months: months(),
			kind: now.kind,
			categories: now.categories.length ? now.categories : null,
			sources: now.sources.length ? now.sources : null,
			people: now.people.length ? now.people : null,
			text: now.text || null,
			day: now.day,
		})
	})

	/** Changes what is shown; `replace` while typing, so that the back button skips the letters. */
	function show(next: Partial<DashboardQuery>, replace = false): void {
		navigate(formatHash('/', writeQuery({ ...query(), ...next })), replace)
	}

	/** Moves the looked-at months; a chosen day would be left behind, so it goes. */
	function step(by: number): void {
		const { from, to } = months()
		const length = monthNumber(to) - monthNumber(from) + 1
		const moved = { from: addMonths(from, by * length), to: addMonths(to, by * length) }
		const home = moved.from === moved.to && moved.to === session.thisMonth()
		show({ months: home ? null : moved, day: null })
	}

	const directory = session.directory
	const names = createMemo(() => {
		const lists = directory()
		const map = (labels: { id: number; name: string }[] = []) =>
			new Map(labels.map((label) => [label.id, label.name]))
		return { category: map(lists?.categories), source: map(lists?.sources), person: map(lists?.people) }
	})
	const colors = createMemo(
		() => new Map((directory()?.categories ?? []).map((category) => [category.id, category.color])),
	)

	const totals = createFigure(metrics, (m) => m.totals())
	const isIncome = () => query().kind === 'income'
	const spent = createMemo(() => (isIncome() ? totals().income : totals().expense).cents)
	const highlights = createHighlights(session)
	const rangeName = (from: BillMonth, to: BillMonth) => {
		const { monthShort } = session.formats()
		return t('range', { from: monthShort(from), to: monthShort(to) })
	}
	const heading = createMemo(() => {
		const { from, to } = months()
		const formats = session.formats()
		const month =
			from.slice(0, 4) === session.thisMonth().slice(0, 4) ? formats.monthName(to) : formats.month(to)
		if (!isRange()) {
			return t(isIncome() ? 'hero.income' : filtered() ? 'hero.spentFiltered' : 'hero.spent', { month })
		}
		const head = isIncome() ? 'incomeRange' : filtered() ? 'spentRangeFiltered' : 'spentRange'
		return t(`hero.${head}`, { months: rangeName(from, to) })
	})

	const comparison = createFigure(metrics, (m) => m.comparison())
	const byDayBefore = createFigure(metrics, (m) => m.byDayBefore())
	/** The month, or as many months, before those looked at: its name, and its whole spending under the same filters. */
	const before = createMemo(() => {
		const { from, to } = months()
		if (!isRange()) return { name: session.formats().monthName(addMonths(to, -1)), cents: comparison().whole }
		const length = monthNumber(to) - monthNumber(from) + 1
		const name = rangeName(addMonths(from, -length), addMonths(to, -length))
		return { name, cents: byDayBefore().at(-1)?.cumulative ?? 0 }
	})
	/**
	 * How the spending compares; a range that is not over yet has nothing fair to compare with, and neither has a day: the
	 * comparison is about the month.
	 */
	const change = createMemo(() => {
		if (query().day) return null
		if (!isRange()) return comparison().change
		const { cents } = before()
		return months().to < session.thisMonth() && cents > 0 ? (spent() - cents) / cents : null
	})

	/** The name to show for an id; the raw text, when there is one, says what was meant. */
	const nameOf = (dimension: Dimension, id: Ref, text?: string | null): string =>
		(id === null ? text : names()[dimension].get(id)) ?? t(NONE[dimension])

	return {
		query,
		filters,
		filtered,
		months,
		isRange,
		isCurrent,
		show,
		step,
		clear: () => show({ ...NO_FILTERS, months: query().months, sort: query().sort }),
		nameOf,
		/** Category, source and person of an item in words; the last two only where known. */
		describe(item: BillItem): string[] {
			const said = [nameOf('category', item.category, item.categoryText)]
			if (item.source !== null || item.sourceText) said.push(nameOf('source', item.source, item.sourceText))
			if (item.person !== null || item.personText) said.push(nameOf('person', item.person, item.personText))
			return said
		},
		/** The colour token of a category. */
		colorOf: (id: Ref): string => {
			const slot = id === null ? undefined : colors().get(id)
			return slot && slot >= 1 && slot <= 10 ? `var(--c${slot})` : 'var(--c-rest)'
		},
		/** Filters by one name of a list, or stops doing so when it was the only one. */
		toggleFilter(dimension: Dimension, id: Ref): void {
			const list = LIST[dimension]
			const now = query()[list]
			show({ [list]: now.length === 1 && now[0] === id ? [] : [id] })
		},
		isOnly: (dimension: Dimension, id: Ref): boolean => {
			const now = query()[LIST[dimension]]
			return now.length === 1 && now[0] === id
		},
		/** True until the first rows are in: figures would be false zeros. */
		waiting: createMemo(() => {
			session.version()
			const feed = session.feed()
			return feed.coverage.months === null && !feed.coverage.complete && metrics.size() === 0
		}),
		/** The looked-at months are not wholly in yet. */
		incomplete: createMemo(() => {
			const { from, to } = months()
			return !isCovered(session.feed().coverage, from, to)
		}),
		/** "Gasto da fatura de novembro", as filtered. */
		heading,
		totals,
		isIncome,
		/** The ruling figure: spending, or income when only that is looked at. */
		spent,
		spentHighlight: highlights.ofFigure(spent),
		highlights,
		budgets: createBudgets(session, () => months().to),
		/** Spending of the looked-at months without any filter; income, when only that is looked at. */
		unfiltered: createFigure(metrics, (m) => {
			const sum = { cents: 0, count: 0 }
			for (let month = months().from; month <= months().to; month = addMonths(month, 1)) {
				const whole = m.spendingOf(month)
				sum.cents += isIncome() ? whole.income : whole.cents
				sum.count += isIncome() ? whole.incomes : whole.count
			}
			return sum
		}),
		byCategory: createFigure(metrics, (m) => m.byCategory()),
		bySource: createFigure(metrics, (m) => m.bySource()),
		byPerson: createFigure(metrics, (m) => m.byPerson()),
		byDay: createFigure(metrics, (m) => m.byDay()),
		byDayBefore,
		comparison,
		before,
		change,
		projection: createFigure(metrics, (m) => m.projection()),
		/** Dimension the bills to come hold already. */
		committed: createFigure(metrics, (m) => m.committed(comingAfter(months().to, session.thisMonth()))),
		top: createFigure(metrics, (m) => m.top()),
		/** A drawer over the page; not part of the address. */
		...drawers(),
	}
}

function drawers() {
	const [drawer, setDrawer] = createSignal<'filters' | null>(null)
	const [opened, setOpened] = createSignal<{ id: string; installment: number } | null>(null)
	// Going elsewhere (the back button) closes what lies over the page; a filter chosen in it does not.
	const path = createMemo(() => route().path)
	createEffect(
		on(
			path,
			() => {
				setDrawer(null)
				setOpened(null)
			},
			{ defer: true },
		),
	)
	return { drawer, setDrawer, opened, setOpened }
}

const Context = createContext<DashboardState>()
export const DashboardProvider = Context.Provider

/** The dashboard's state; only below `DashboardProvider`. */
export function useDashboard(): DashboardState {
	const state = useContext(Context)
	if (!state) throw new Error('useDashboard: not on the dashboard')
	return state
}

export { useLedgerSession }

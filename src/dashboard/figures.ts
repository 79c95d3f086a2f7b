import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { LedgerSession } from '../app/session'
import { isCovered } from '../feed/coverage'
import { type BudgetProgress, budgetProgress } from '../ledger/budgets'
import { addMonths } from '../ledger/month'
import type { BillMonth, Cents } from '../ledger/types'
import type { Metrics } from '../metrics'
import { createFigure } from '../metrics/solid'
import type {
	BillItem,
	Comparison,
	DayPoint,
	Group,
	Known,
	MonthPoint,
	Projection,
	Sum,
	Totals,
} from '../metrics/types'
import { useWords } from '../words'
import { cardsOf } from './labels'
import { lengthOf, type Period, type Selection } from './selection'

const t = useWords()

/** A month to come. */
export interface Upcoming {
	month: BillMonth
	/** What it holds already. */
	cents: Cents
	count: number
	/** What comes again in it. */
	recurring: Cents
}

/** What the confirmed recurring ones mean for the selected months and those to come. */
export interface Expected {
	/** For the projection of the last selected month. */
	known: Accessor<Known>
	upcoming: Accessor<Upcoming[]>
	/** What the recurring ones that go on cost in a month. */
	monthly: Accessor<Cents>
}

/** The figures of what is selected. Each is a signal that notifies only when its value changed. */
export class Figures {
	readonly totals: Accessor<Totals>
	/** The main figure: spending, or income when only that is selected. */
	readonly spent: Accessor<Cents>
	/** The same of the selected months without any filter. */
	readonly unfiltered: Accessor<Sum>
	readonly byCategory: Accessor<readonly Group[]>
	readonly bySource: Accessor<readonly Group[]>
	readonly byPerson: Accessor<readonly Group[]>
	readonly byDay: Accessor<readonly DayPoint[]>
	/** Day by day, as many months before. */
	readonly byDayBefore: Accessor<readonly DayPoint[]>
	readonly comparison: Accessor<Comparison>
	/** The month before, or as many months before: its name, and its whole spending under the same filters. */
	readonly before: Accessor<{ name: string; cents: Cents }>
	/** How the spending changed, as a share of what it is compared with; null when nothing fair is there to compare with. */
	readonly change: Accessor<number | null>
	readonly projection: Accessor<Projection>
	/** What comes again. Its code comes with the figures beside the main one, which say when it is there (`expect`). */
	readonly expected: Accessor<Expected | undefined>
	readonly expect: (expected: Expected) => void
	/** What the bills to come hold already. */
	readonly committed: Accessor<readonly MonthPoint[]>
	readonly committedTotal: Accessor<Cents>
	/** The largest items. */
	readonly top: Accessor<readonly BillItem[]>
	/** The budgets of the last selected month, whatever the filter; the whole bill first. */
	readonly budgets: Accessor<readonly BudgetProgress[]>
	/** No row is in yet: figures would be false zeros. */
	readonly isWaiting: Accessor<boolean>
	/** The selected months are not wholly in yet. */
	readonly isIncomplete: Accessor<boolean>

	constructor(
		private readonly session: LedgerSession,
		private readonly selection: Selection,
	) {
		const { metrics } = session
		createEffect(() => session.countBy(selection.query().basis))
		// Other pages count as the ledger does.
		onCleanup(() => session.countBy(null))
		createEffect(() => metrics.setFilter(selection.filter()))
		const figure = <T>(read: (metrics: Metrics) => T) => createFigure(metrics, read)
		this.totals = figure((m) => m.totals())
		this.spent = createMemo(() => this.sum().cents)
		this.unfiltered = figure((m) => unfilteredSum(m, selection.months(), selection.isIncome()))
		this.byCategory = figure((m) => m.byCategory())
		this.bySource = figure((m) => m.bySource())
		this.byPerson = figure((m) => m.byPerson())
		this.byDay = figure((m) => m.byDay())
		this.byDayBefore = figure((m) => m.byDayBefore())
		this.comparison = figure((m) => m.comparison())
		this.before = createMemo(() => this.readBefore())
		this.change = createMemo(() => this.readChange())
		const [expected, setExpected] = createSignal<Expected>()
		this.expected = expected
		this.expect = setExpected
		this.projection = figure((m) => m.projection(expected()?.known()))
		this.committed = figure((m) => m.committed(committedAfter(selection.months().to, session.thisMonth())))
		this.committedTotal = createMemo(() => this.committed().reduce((sum, month) => sum + month.cents, 0))
		this.top = figure((m) => m.top())
		const spending = figure((m) => m.spendingOf(selection.months().to))
		this.budgets = createMemo(() => {
			const directory = session.directory()
			const month = selection.months().to
			return directory ? budgetProgress(directory, spending(), month, session.today()) : []
		})
		this.isWaiting = createMemo(() => {
			session.version()
			const { months, complete } = session.feed().coverage
			return months === null && !complete && metrics.size() === 0
		})
		this.isIncomplete = createMemo(() => {
			const { from, to } = selection.months()
			return !isCovered(session.feed().coverage, from, to)
		})
	}

	/** Amount and count of the spending, or of the kind that is selected. */
	sum(): Sum {
		return this.totals().spending
	}

	/** The budget of the whole bill. */
	billBudget(): BudgetProgress | undefined {
		return this.budgets().find((budget) => budget.category_id === null)
	}

	/** Whether months are called bills: they are counted so, and a card is meant. */
	saysBills(): boolean {
		const directory = this.session.directory()
		const { sources } = this.selection.query()
		const isMeant = ({ id }: { id: number }) => sources.length === 0 || sources.includes(id)
		return !this.selection.isByPurchase() && (directory === null || cardsOf(directory).some(isMeant))
	}

	/** "Gasto da fatura de novembro": what the main figure is. */
	heading(): string {
		const { from, to } = this.selection.months()
		const { kind } = this.selection.query()
		const formats = this.session.formats()
		const isThisYear = from.slice(0, 4) === this.session.thisMonth().slice(0, 4)
		const month = isThisYear ? formats.monthName(to) : formats.month(to)
		const isRange = this.selection.isRange()
		const months = isRange ? this.rangeName({ from, to }) : month
		if (kind === 'refund' || kind === 'transfer') return t(`heroOf.${kind}`, { months })
		const range = isRange ? 'Range' : ''
		const hero = this.saysBills() ? 'hero' : 'heroByPurchase'
		if (kind === 'income') return t(`${hero}.income${range}`, { month, months })
		return t(`${hero}.spent${range}${this.selection.isFiltered() ? 'Filtered' : ''}`, { month, months })
	}

	private readBefore(): { name: string; cents: Cents } {
		const months = this.selection.months()
		if (!this.selection.isRange()) {
			const name = this.session.formats().monthName(addMonths(months.to, -1))
			return { name, cents: this.comparison().whole }
		}
		const length = lengthOf(months)
		const name = this.rangeName({ from: addMonths(months.from, -length), to: addMonths(months.to, -length) })
		return { name, cents: this.byDayBefore().at(-1)?.cumulative ?? 0 }
	}

	private readChange(): number | null {
		// The comparison is about whole months.
		if (this.selection.query().day) return null
		if (!this.selection.isRange()) return this.comparison().change
		const { cents } = this.before()
		const isOver = this.selection.months().to < this.session.thisMonth()
		return isOver && cents > 0 ? (this.spent() - cents) / cents : null
	}

	private rangeName({ from, to }: Period): string {
		const { monthShort } = this.session.formats()
		return t('range', { from: monthShort(from), to: monthShort(to) })
	}
}

/** Bills to come are those after the last selected month, and after the current one. */
export const committedAfter = (selected: BillMonth, thisMonth: BillMonth): BillMonth =>
	selected > thisMonth ? selected : thisMonth

function unfilteredSum(metrics: Metrics, { from, to }: Period, isIncome: boolean): Sum {
	const sum = { cents: 0, count: 0, items: 0 }
	for (let month = from; month <= to; month = addMonths(month, 1)) {
		const whole = metrics.spendingOf(month)
		sum.cents += isIncome ? whole.income : whole.cents
		sum.count += isIncome ? whole.incomes : whole.count
		sum.items += isIncome ? whole.incomes : whole.items
	}
	return sum
}

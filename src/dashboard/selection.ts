import { type Accessor, createMemo } from 'solid-js'
import { formatHash, navigate, route } from '../app/router'
import type { LedgerSession } from '../app/session'
import { amountSearch } from '../ledger/amount-search'
import { addMonths, monthNumber } from '../ledger/month'
import type { Basis, BillMonth } from '../ledger/types'
import type { Filter, Ref } from '../metrics/types'
import type { Dimension } from './labels'
import { countFilters, type DashboardQuery, NO_FILTERS, parseQuery, writeQuery } from './url-query'

const LISTS = { category: 'categories', source: 'sources', person: 'people' } as const

/** Bill months from the first to the last, both included. */
export interface Period {
	from: BillMonth
	to: BillMonth
}

/** How many bill months a period has. */
export const lengthOf = ({ from, to }: Period): number => monthNumber(to) - monthNumber(from) + 1

/** Where the selection is kept. */
export interface Address {
	query(): URLSearchParams
	/** `replace` leaves no step for the back button. */
	go(query: URLSearchParams, replace: boolean): void
}

const pageAddress: Address = {
	query: () => route().query,
	go: (query, replace) => navigate(formatHash('/', query), replace),
}

/** What the reader selected: months, filters and order. The page's address is its only memory. */
export class Selection {
	readonly query: Accessor<DashboardQuery>
	/** How many filters are on. */
	readonly filterCount: Accessor<number>
	/** How months are counted: as the address says, else as the ledger does. */
	readonly basis: Accessor<Basis>
	/** The selected bill months, else the current one, which moves on by itself. */
	readonly months: Accessor<Period>

	constructor(
		private readonly session: Pick<LedgerSession, 'thisMonth' | 'ledger'>,
		private readonly address: Address = pageAddress,
	) {
		this.query = createMemo(() => parseQuery(address.query()))
		this.filterCount = createMemo(() => countFilters(this.query()))
		this.basis = createMemo(() => this.query().basis ?? session.ledger().basis)
		this.months = createMemo(
			() => this.query().months ?? { from: session.thisMonth(), to: session.thisMonth() },
			undefined,
			{ equals: (a, b) => a.from === b.from && a.to === b.to },
		)
	}

	isFiltered(): boolean {
		return this.filterCount() > 0
	}

	isIncome(): boolean {
		return this.query().kind === 'income'
	}

	/** Whole purchases on their day, rather than parts in their bills. */
	isByPurchase(): boolean {
		return this.basis() === 'purchase'
	}

	/** Counts months by bill or by purchase. The ledger's own way needs no word in the address. */
	countBy(basis: Basis): void {
		this.show({ basis: basis === this.session.ledger().basis ? null : basis }, true)
	}

	/** More than one month. */
	isRange(): boolean {
		return this.months().from !== this.months().to
	}

	/** Ends with the current bill month. */
	isCurrent(): boolean {
		return this.months().to === this.session.thisMonth()
	}

	/** The current bill month and nothing but it. */
	isCurrentMonth(): boolean {
		return this.isCurrent() && !this.isRange()
	}

	/** As the metrics store takes it. */
	filter(): Filter {
		const { kind, categories, sources, people, text, day } = this.query()
		const amount = amountSearch(text)
		return {
			months: this.months(),
			kind,
			categories: categories.length ? categories : null,
			sources: sources.length ? sources : null,
			people: people.length ? people : null,
			text: amount ? null : text || null,
			amount,
			day,
		}
	}

	/** Changes what is shown. `replace` while typing, so that the back button skips the letters. */
	show(changes: Partial<DashboardQuery>, replace = false): void {
		this.address.go(writeQuery({ ...this.query(), ...changes }), replace)
	}

	/** Shows other months; a selected day would be left behind, so it goes. */
	showMonths(months: Period): void {
		const isHome = months.from === months.to && months.to === this.session.thisMonth()
		this.show({ months: isHome ? null : months, day: null })
	}

	/** Moves by as many months as are selected. */
	step(by: number): void {
		const months = this.months()
		const distance = by * lengthOf(months)
		this.showMonths({ from: addMonths(months.from, distance), to: addMonths(months.to, distance) })
	}

	/** Takes all filters off; months and order stay. */
	clear(): void {
		const { basis, months, sort } = this.query()
		this.show({ ...NO_FILTERS, basis, months, sort })
	}

	/** Filters by one label alone, or takes that filter off again. */
	toggleFilter(dimension: Dimension, id: Ref): void {
		this.show({ [LISTS[dimension]]: this.isOnly(dimension, id) ? [] : [id] })
	}

	/** Filters by one label more. */
	addFilter(dimension: Dimension, id: Ref): void {
		const ids = this.query()[LISTS[dimension]]
		this.show({ [LISTS[dimension]]: [...ids, id] })
	}

	/** The one category that is filtered by, and nothing else is. */
	onlyCategory(): number | null {
		const { categories } = this.query()
		return this.filterCount() === 1 && categories.length === 1 ? (categories[0] ?? null) : null
	}

	/** This label, and no other of its list, is filtered by. */
	isOnly(dimension: Dimension, id: Ref): boolean {
		const ids = this.query()[LISTS[dimension]]
		return ids.length === 1 && ids[0] === id
	}
}

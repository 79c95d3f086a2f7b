import { type Calendar, makeCalendar } from '../../ledger/calendar'
import type { TypedColumns } from '../../ledger/columns'
import { dayName } from '../../ledger/day'
import { monthName } from '../../ledger/month'
import { installmentCents, installmentDay } from '../../ledger/parts'
import type { TransactionColumns } from '../../ledger/types'
import { formatUuid } from '../../ledger/uuid'
import type { BillItem } from '../types'
import { Combos, INCOME } from './combos'
import { Descriptions } from './descriptions'
import { type ItemId, installmentOf, itemIdOf, MAX_SLOTS, slotOf } from './item-id'
import { FIRST_MONTH, MONTHS, MonthItems } from './month-items'
import { RawLabels } from './raw-labels'
import { monthAt, Row, readPlainRow, readTypedRow, type Vocabulary } from './read-rows'
import { Transactions } from './transactions'

/** The row being taken in: one for all stores, since nothing is left in it between two calls. */
const row = new Row()

/** Follows the store item by item, so that what it derived stays current at the cost of the change. */
export interface StoreObserver {
	/** An item lies at `position` now (`sign` 1), or is about to be taken from there (-1). */
	itemChanged(items: MonthItems, position: number, sign: 1 | -1): void
	/** A transaction has its items now, or is about to lose them. Called with its slot. */
	transactionChanged(slot: number, sign: 1 | -1): void
	/** There may be combos and descriptions that were not there before. An item that has them comes after this call. */
	vocabularyGrew(): void
}

/**
 * All rows, expanded into bill items, each in its month.
 *
 * Invariants: a transaction holds the row of the newest revision seen; its items are in `months`, or it is a tombstone with
 * none; the sum of all items is a safe integer, so no sum of some of them can overflow.
 */
export class Store implements Vocabulary {
	readonly transactions = new Transactions()
	/** By month from January 1970. */
	readonly months: (MonthItems | undefined)[] = new Array(MONTHS)
	readonly combos = new Combos()
	readonly descriptions = new Descriptions()
	readonly labels = new RawLabels()
	/** Transactions that have items. */
	live = 0
	skipped = 0
	private calendar: Calendar
	private cents = 0

	constructor(
		timezone: string,
		private readonly observer: StoreObserver,
	) {
		this.calendar = makeCalendar(timezone)
	}

	/** Applies rows by "newest revision wins"; answers how many were news. */
	apply(columns: TransactionColumns | TypedColumns): number {
		const length = 'rows' in columns ? columns.rows : columns.id.length
		if (this.transactions.ids.length === 0) this.reserve(columns, length)
		let news = 0
		for (let index = 0; index < length; index++) {
			if ('rows' in columns) readTypedRow(columns, index, row, this.calendar, this)
			else readPlainRow(columns, index, row, this.calendar, this)
			news += this.applyRow()
		}
		return news
	}

	/** Makes room for the first rows, nearly all news: growing step by step, columns would leave behind several times their size. */
	private reserve(columns: TransactionColumns | TypedColumns, length: number): void {
		this.transactions.reserve(Math.min(length, MAX_SLOTS))
		const counts = new Uint32Array(MONTHS)
		for (let index = 0; index < length; index++) counts[monthAt(columns, index)]!++
		counts.forEach((count, month) => {
			if (count > 0) this.itemsOf(month).reserve(count)
		})
	}

	private applyRow(): 0 | 1 {
		const { transactions } = this
		const slot = row.fit ? transactions.locate(row.id) : -1
		if (slot < 0) return this.skip()
		if (row.revision <= transactions.revisions[slot]!) return 0
		const cents = row.installments > 0 ? row.cents : 0
		if (this.cents - this.total(slot) + cents > Number.MAX_SAFE_INTEGER) return this.skip()

		this.removeItems(slot)
		transactions.revisions[slot] = row.revision
		if (row.installments > 0) this.addItems(slot)
		else transactions.installments[slot] = 0
		return 1
	}

	private skip(): 0 {
		this.skipped++
		return 0
	}

	private addItems(slot: number): void {
		const { observer, transactions } = this
		observer.vocabularyGrew()
		transactions.describe(slot, row)
		const { cents, combo, day, installments, month, text } = row
		for (let k = 1; k <= installments; k++) {
			const items = this.itemsOf(month + k - 1)
			const part = installments === 1 ? cents : installmentCents(cents, installments, k)
			const position = items.add(itemIdOf(slot, k), combo, part, installmentDay(day, k), text)
			transactions.setPosition(slot, k, position)
			observer.itemChanged(items, position, 1)
		}
		this.cents += cents
		this.live++
		observer.transactionChanged(slot, 1)
	}

	/** Leaves `installments` as it was, for its caller to set. */
	private removeItems(slot: number): void {
		const { observer, transactions } = this
		const installments = transactions.installments[slot]!
		if (installments === 0) return
		observer.transactionChanged(slot, -1)
		this.cents -= this.total(slot)
		this.live--
		for (let k = 1; k <= installments; k++) {
			const items = this.itemsOf(transactions.months[slot]! + k - 1)
			const position = transactions.position(slot, k)
			observer.itemChanged(items, position, -1)
			items.remove(position)
			if (position < items.length) {
				const moved = items.ids[position]!
				transactions.setPosition(slotOf(moved), installmentOf(moved), position)
			}
		}
	}

	private itemsOf(month: number): MonthItems {
		let items = this.months[month]
		if (!items) {
			items = new MonthItems(month)
			this.months[month] = items
		}
		return items
	}

	/** Cents of the whole purchase: the first part and as many equal ones as follow. */
	private total(slot: number): number {
		const installments = this.transactions.installments[slot]!
		if (installments === 0) return 0
		const first = this.centsOf(itemIdOf(slot, 1))
		return installments === 1 ? first : first + (installments - 1) * this.centsOf(itemIdOf(slot, 2))
	}

	/** Moves every item to its local day in another timezone. */
	setTimezone(timezone: string): void {
		this.calendar = makeCalendar(timezone)
		for (const items of this.months) {
			for (let at = 0; at < (items?.length ?? 0); at++) {
				const id = items!.ids[at]!
				const day = this.calendar.dayNumberAt(this.transactions.occurredAt[slotOf(id)]!)
				items!.setDay(at, installmentDay(day, installmentOf(id)))
			}
		}
	}

	/** Whether there is an item of that id (it may have been voided or amended away). */
	has(id: ItemId): boolean {
		const installment = installmentOf(id)
		const installments = this.transactions.installments[slotOf(id)]
		return installments !== undefined && installment >= 1 && installment <= installments
	}

	/** The month that an item lies in. */
	monthOf(id: ItemId): MonthItems {
		return this.months[this.transactions.months[slotOf(id)]! + installmentOf(id) - 1]!
	}

	/** Where in its month an item lies. */
	positionOf(id: ItemId): number {
		return this.transactions.position(slotOf(id), installmentOf(id))
	}

	centsOf(id: ItemId): number {
		return this.monthOf(id).cents[this.positionOf(id)]!
	}

	dayOf(id: ItemId): number {
		return this.monthOf(id).days[this.positionOf(id)]!
	}

	/** The item of an id that `has` answers for. */
	item(id: ItemId): BillItem {
		const { combos, transactions } = this
		const slot = slotOf(id)
		const items = this.monthOf(id)
		const position = this.positionOf(id)
		const combo = items.combos[position]!
		const [categoryText, sourceText, personText] = this.labels.texts(transactions.label(slot))
		return {
			id: formatUuid(transactions.ids.words, slot * 4),
			revision: transactions.revisions[slot]!,
			kind: combos.kinds[combo] === INCOME ? 'income' : 'expense',
			cents: items.cents[position]!,
			totalCents: this.total(slot),
			installment: installmentOf(id),
			installments: transactions.installments[slot]!,
			month: monthName(items.month + FIRST_MONTH),
			day: dayName(items.days[position]!),
			occurredAt: transactions.occurredAt[slot]!,
			description: this.descriptions.text(items.texts[position]!),
			category: combos.categories.ref(combo),
			categoryText,
			source: combos.sources.ref(combo),
			sourceText,
			person: combos.people.ref(combo),
			personText,
		}
	}
}

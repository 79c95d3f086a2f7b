import { type Calendar, makeCalendar } from '../../ledger/calendar'
import { KINDS, type TransactionRow, type TypedColumns } from '../../ledger/columns'
import { addMonthsToDay, monthOfDay, rememberedDayName } from '../../ledger/day'
import { rememberedMonthName } from '../../ledger/month'
import { installmentCents, type LivePart, liveParts, partMonth } from '../../ledger/parts'
import type { Basis, TransactionColumns } from '../../ledger/types'
import { formatUuid } from '../../ledger/uuid'
import type { Applied, BillItem } from '../types'
import { Combos, GOES_ON, OPENS, TRANSFER, UNCOUNTED } from './combos'
import { Descriptions } from './descriptions'
import { type Details, findDetails, makeDetails } from './details'
import { type ItemId, installmentOf, itemIdOf, slotOf } from './item-id'
import { FIRST_MONTH, MONTHS, MonthItems } from './month-items'
import { Row, readRow, type Vocabulary } from './read-rows'
import { Transactions } from './transactions'

/** Follows the store item by item, so that what it derived stays current at the cost of the change. */
export interface StoreObserver {
	/** An item lies at `position` now (`sign` 1), or is about to be taken from there (-1). */
	itemChanged(items: MonthItems, position: number, sign: 1 | -1): void
	/** A transaction has its items now, or is about to lose them. Called with its slot. */
	transactionChanged(slot: number, sign: 1 | -1): void
}

/**
 * All rows, as items, each in its month. By bill an item is a live installment, in its bill month. By purchase it is the whole
 * transaction (the sum of its live parts), in the calendar month of its local day; a transfer is that by bill too.
 *
 * Invariants: a transaction holds the row of the newest revision seen; its items are in `months`, or it is a tombstone with
 * none; the sum of all amounts is a safe integer, so no sum of some of them can overflow.
 */
export class Store implements Vocabulary {
	readonly transactions = new Transactions()
	/** By month from January 1970. */
	months: (MonthItems | undefined)[] = new Array(MONTHS)
	readonly combos = new Combos()
	readonly descriptions = new Descriptions()
	readonly details = makeDetails()
	/** Slots of purchases whose parts leave out a month between two of them: a part was moved on. Very few. */
	readonly gapped = new Set<number>()
	/** When transactions were recorded, in ms, of those that came while they were followed: a later change does not make one new. */
	readonly arrived = new Map<number, number>()
	/** Transactions that have items. */
	live = 0
	skipped = 0
	calendar: Calendar
	private cents = 0
	/** The row being taken in. */
	private readonly taken = new Row()

	constructor(
		timezone: string,
		public basis: Basis,
		private readonly observer: StoreObserver,
	) {
		this.calendar = makeCalendar(timezone)
	}

	/** Applies rows by "newest revision wins"; answers how many were news. */
	apply(columns: TransactionColumns | TypedColumns, { step = 0, arrivedAt = null }: Applied): number {
		this.taken.step = step
		const length = 'rows' in columns ? columns.rows : columns.id.length
		const detailed = findDetails(columns, length)
		let news = 0
		for (let index = 0; index < length; index++) {
			readRow(columns, index, detailed[index] === 1, this.taken, this.calendar, this)
			news += this.applyRow(arrivedAt)
		}
		return news
	}

	private applyRow(arrivedAt: number | null): 0 | 1 {
		const { taken: row, transactions } = this
		const slot = row.fit ? transactions.locate(row.id) : -1
		if (slot >= 0 && row.revision <= transactions.revisions[slot]!) return 0
		const cents = row.installments > 0 ? row.cents : 0
		const before = transactions.installments[slot]! > 0 ? transactions.cents[slot]! : 0
		if (slot < 0 || this.cents - before + cents > Number.MAX_SAFE_INTEGER) {
			this.skipped++
			return 0
		}
		if (arrivedAt !== null && transactions.revisions[slot] === 0 && row.installments > 0)
			this.arrived.set(slot, arrivedAt)
		this.remove(slot)
		transactions.revisions[slot] = row.revision
		if (row.installments === 0) return 1
		const counting = (this.details.values[row.detail]!.part ?? 1) > 1 ? UNCOUNTED : OPENS
		transactions.describe(slot, row, this.combos.of(row.kind, row.refs, counting))
		this.add(slot)
		return 1
	}

	private add(slot: number): void {
		this.place(slot, 1)
		this.cents += this.transactions.cents[slot]!
		this.live++
		this.observer.transactionChanged(slot, 1)
	}

	private remove(slot: number): void {
		const { cents, installments } = this.transactions
		if (installments[slot] === 0) return
		this.observer.transactionChanged(slot, -1)
		this.place(slot, -1)
		this.cents -= cents[slot]!
		this.live--
		installments[slot] = 0
	}

	/** Puts a transaction's items where they belong (`sign` 1), or takes them from there. Most have one, where the row says. */
	private place(slot: number, sign: 1 | -1): void {
		const { combos, installments, months } = this.transactions
		const { moves } = this.detailsOf(slot)
		const isWhole = this.isWhole(slot)
		const parts = isWhole || (installments[slot] === 1 && !moves) ? null : this.countedParts(slot)
		if (!parts) {
			const day = this.dayAt(slot)
			const month = isWhole ? monthOfDay(day) - FIRST_MONTH : months[slot]!
			this.placeItem(itemIdOf(slot, 1), month, combos[slot]!, this.liveCents(slot), day, sign)
			return
		}
		for (const { part, month, cents, day, combo } of parts)
			this.placeItem(itemIdOf(slot, part), month - FIRST_MONTH, combo, cents, day, sign)
		// One that went may stay: it is counted by its parts, and has none.
		if (hasGap(parts)) this.gapped.add(slot)
	}

	private placeItem(
		id: ItemId,
		month: number,
		combo: number,
		cents: number,
		day: number,
		sign: 1 | -1,
	): void {
		this.months[month] ??= new MonthItems(month)
		const items = this.months[month]
		const position = sign === 1 ? items.add(id, combo, cents, day) : items.positionOf(id)
		this.observer.itemChanged(items, position, sign)
		if (sign === -1) items.remove(position)
	}

	/** The live parts of a transaction, and the combo of each: the earliest opens the purchase, and a bill counts it once. */
	private countedParts(slot: number): (LivePart & { combo: number })[] {
		const first = this.transactions.combos[slot]!
		const parts = this.partsOf(slot)
		const opening = parts.reduce((earliest, part) => (part.month < earliest.month ? part : earliest))
		const seen = new Set([opening.month])
		return parts.map((part) => {
			const counting = seen.has(part.month) ? UNCOUNTED : GOES_ON
			seen.add(part.month)
			return { ...part, combo: part === opening ? first : this.combos.countedAs(counting, first) }
		})
	}

	/** The slots of the transactions that have items. */
	*liveSlots(): Generator<number> {
		const { ids, installments } = this.transactions
		for (let slot = 0; slot < ids.length; slot++) if (installments[slot] !== 0) yield slot
	}

	/** The id of a transaction's first item. */
	firstItem(slot: number): ItemId {
		let k = 1
		while (!this.has(itemIdOf(slot, k))) k++
		return itemIdOf(slot, k)
	}

	/** When a transaction became news: when it was recorded, as far as that is known, else when it was made. */
	newsAt(slot: number): number {
		return this.arrived.get(slot) ?? this.transactions.occurredAt[slot]!
	}

	/** The description of an item, by its number. */
	textOf(id: ItemId): number {
		return this.transactions.texts[slotOf(id)]!
	}

	/** The live parts of a transaction by bill, whatever the basis. */
	partsOf(slot: number): LivePart[] {
		const { cents, installments, months } = this.transactions
		const { moves } = this.detailsOf(slot)
		const purchase = { amount_cents: cents[slot]!, installments: installments[slot]!, moves }
		return liveParts(purchase, months[slot]! + FIRST_MONTH, this.dayAt(slot))
	}

	/** Cents of the parts that were not cancelled. */
	private liveCents(slot: number): number {
		return this.detailsOf(slot).moves === null
			? this.transactions.cents[slot]!
			: this.partsOf(slot).reduce((sum, part) => sum + part.cents, 0)
	}

	/** Places every item anew, by another basis or in another timezone. */
	rebuild(timezone: string, basis: Basis): void {
		this.calendar = makeCalendar(timezone)
		this.basis = basis
		this.months = new Array(MONTHS)
		this.live = 0
		this.cents = 0
		this.gapped.clear()
		for (const slot of this.liveSlots()) this.add(slot)
	}

	detailsOf(slot: number): Details {
		return this.details.values[this.transactions.details[slot] ?? 0]!
	}

	/** By its place in `KINDS`. */
	kindOf(slot: number): number {
		return this.combos.kinds[this.transactions.combos[slot]!]!
	}

	/** Whether a transaction is one item. */
	private isWhole(slot: number): boolean {
		return this.basis === 'purchase' || this.kindOf(slot) === TRANSFER
	}

	/** Whether there is an item of that id (it may have been voided, amended away or cancelled). */
	has(id: ItemId): boolean {
		const slot = slotOf(id)
		const k = installmentOf(id)
		const installments = this.transactions.installments[slot]
		if (installments === undefined || k < 1 || k > installments) return false
		return this.isWhole(slot) ? k === 1 : partMonth(0, this.detailsOf(slot).moves, k) !== null
	}

	/** The local day of a transaction. */
	dayAt(slot: number): number {
		return this.calendar.dayNumberAt(this.transactions.occurredAt[slot]!)
	}

	/** How many bills after its transaction's first one an item lies. */
	private distanceOf(id: ItemId): number {
		const slot = slotOf(id)
		const first = this.transactions.months[slot]! + FIRST_MONTH
		return this.isWhole(slot) ? 0 : partMonth(first, this.detailsOf(slot).moves, installmentOf(id))! - first
	}

	/** The month that an item lies in. */
	monthOf(id: ItemId): MonthItems {
		const slot = slotOf(id)
		const month = this.isWhole(slot)
			? monthOfDay(this.dayAt(slot)) - FIRST_MONTH
			: this.transactions.months[slot]! + this.distanceOf(id)
		return this.months[month]!
	}

	centsOf(id: ItemId): number {
		const slot = slotOf(id)
		const { cents, installments } = this.transactions
		return this.isWhole(slot)
			? this.liveCents(slot)
			: installmentCents(cents[slot]!, installments[slot]!, installmentOf(id))
	}

	dayOf(id: ItemId): number {
		const day = this.dayAt(slotOf(id))
		const distance = this.distanceOf(id)
		return distance === 0 ? day : addMonthsToDay(day, distance)
	}

	/** A live transaction as `ledger_changes` carries it. */
	row(slot: number): TransactionRow {
		const { combos, transactions } = this
		const combo = transactions.combos[slot]!
		const row = {
			id: formatUuid(transactions.ids.words, slot * 4),
			revision: Math.floor(transactions.revisions[slot]!),
			kind: KINDS[this.kindOf(slot)]!,
			amount_cents: transactions.cents[slot]!,
			installments: transactions.installments[slot]!,
			bill_month: rememberedMonthName(transactions.months[slot]! + FIRST_MONTH),
			occurred_at: transactions.occurredAt[slot]!,
			description: this.descriptions.values[transactions.texts[slot]!]!,
			category_id: combos.categories.ref(combo),
			source_id: combos.sources.ref(combo),
			person_id: combos.people.ref(combo),
			voided: false,
		}
		return Object.assign(row, this.detailsOf(slot))
	}

	/** The item of an id that `has` answers for. */
	item(id: ItemId): BillItem {
		const slot = slotOf(id)
		const items = this.monthOf(id)
		const bill = this.isWhole(slot) ? this.partsOf(slot)[0]!.month : items.month + FIRST_MONTH
		// Field by field, not spread: an object made of one so large is slow ever after.
		const item = this.row(slot) as BillItem
		item.revision = this.transactions.revisions[slot]!
		item.cents = this.centsOf(id)
		item.installment = installmentOf(id)
		item.month = rememberedMonthName(items.month + FIRST_MONTH)
		item.bill = rememberedMonthName(bill)
		item.day = rememberedDayName(this.dayOf(id))
		return item
	}
}

/** Whether the months of a purchase's parts leave one out. */
function hasGap(parts: readonly LivePart[]): boolean {
	const months = new Set(parts.map(({ month }) => month))
	return Math.max(...months) - Math.min(...months) >= months.size
}

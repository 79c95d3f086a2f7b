import { type Calendar, makeCalendar } from '../../ledger/calendar'
import { KINDS, type TransactionRow, type TypedColumns } from '../../ledger/columns'
import { dayName, monthOfDay } from '../../ledger/day'
import { rememberedMonthName } from '../../ledger/month'
import { type LivePart, liveParts, partMonth } from '../../ledger/parts'
import type { Basis, TransactionColumns } from '../../ledger/types'
import { formatUuid } from '../../ledger/uuid'
import type { Applied, BillItem } from '../types'
import { Combos, GOES_ON, OPENS, UNCOUNTED } from './combos'
import { Descriptions } from './descriptions'
import { type Details, DetailsIndex, findDetails } from './details'
import { type ItemId, installmentOf, itemIdOf, MAX_SLOTS, slotOf } from './item-id'
import { FIRST_MONTH, MONTHS, MonthItems } from './month-items'
import { monthAt, Row, readRow, type Vocabulary } from './read-rows'
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
	readonly details = new DetailsIndex()
	/** Slots of purchases whose parts leave out a month between two of them: a part was moved on. Very few. */
	readonly gapped = new Set<number>()
	/** When transactions were recorded, in ms, of those that came while they were followed: a later change does not make one new. */
	readonly arrived = new Map<number, number>()
	/** Transactions that have items. */
	live = 0
	skipped = 0
	private calendar: Calendar
	private cents = 0

	constructor(
		timezone: string,
		private basis: Basis,
		private readonly observer: StoreObserver,
	) {
		this.calendar = makeCalendar(timezone)
	}

	/** Applies rows by "newest revision wins"; answers how many were news. */
	apply(columns: TransactionColumns | TypedColumns, { step = 0, arrivedAt = null }: Applied): number {
		row.step = step
		const length = 'rows' in columns ? columns.rows : columns.id.length
		if (this.transactions.ids.length === 0) this.reserve(columns, length)
		const detailed = findDetails(columns, length)
		let news = 0
		for (let index = 0; index < length; index++) {
			readRow(columns, index, detailed[index] === 1, row, this.calendar, this)
			news += this.applyRow(arrivedAt)
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

	private applyRow(arrivedAt: number | null): 0 | 1 {
		const { transactions } = this
		const slot = row.fit ? transactions.locate(row.id) : -1
		if (slot < 0) return this.skip()
		if (row.revision <= transactions.revisions[slot]!) return 0
		const cents = row.installments > 0 ? row.cents : 0
		if (this.cents - this.total(slot) + cents > Number.MAX_SAFE_INTEGER) return this.skip()

		if (arrivedAt !== null && transactions.revisions[slot] === 0 && row.installments > 0)
			this.arrived.set(slot, arrivedAt)
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
		const { observer } = this
		const details = this.details.get(row.detail)
		const isWhole = this.isWhole(details)
		const pieces = isWhole ? 1 : row.installments
		const first = this.combos.enter(row, (details.part ?? 1) > 1 ? UNCOUNTED : OPENS)
		// Most are of one piece that lies where the row says.
		const parts = pieces > 1 || details.moves ? this.countedParts(details, first) : null
		observer.vocabularyGrew()
		this.transactions.describe(slot, row, pieces)
		if (isWhole) {
			const cents = parts ? parts.reduce((sum, part) => sum + part.cents, 0) : row.cents
			this.addItem(slot, 1, 1, monthOfDay(row.day) - FIRST_MONTH, first, cents, row.day)
		} else if (parts) {
			for (const { part, month, cents, day, combo } of parts)
				this.addItem(slot, part, pieces, month - FIRST_MONTH, combo, cents, day)
			if (details.moves && hasGap(parts)) this.gapped.add(slot)
		} else this.addItem(slot, 1, 1, row.month, first, row.cents, row.day)
		this.cents += row.cents
		this.live++
		observer.transactionChanged(slot, 1)
	}

	private addItem(
		slot: number,
		k: number,
		pieces: number,
		month: number,
		combo: number,
		cents: number,
		day: number,
	): void {
		const items = this.itemsOf(month)
		const position = items.add(itemIdOf(slot, k), combo, cents, day, row.text)
		this.transactions.setPosition(slot, k, pieces, position)
		this.observer.itemChanged(items, position, 1)
	}

	/** The live parts of the row taken in, and the combo of each; `first` is that of the one that opens the purchase. */
	private countedParts({ moves }: Details, first: number): (LivePart & { combo: number })[] {
		const { cents: amount_cents, day, installments } = row
		const parts = liveParts({ amount_cents, installments, moves }, row.month + FIRST_MONTH, day)
		const opening = parts.reduce((earliest, part) => (part.month < earliest.month ? part : earliest))
		const seen = new Set([opening.month])
		return parts.map((part) => {
			const combo =
				part === opening ? first : this.combos.enter(row, seen.has(part.month) ? UNCOUNTED : GOES_ON)
			seen.add(part.month)
			return { ...part, combo }
		})
	}

	/** Leaves `installments` as it was, for its caller to set. */
	private removeItems(slot: number): void {
		const { observer, transactions } = this
		if (transactions.installments[slot] === 0) return
		observer.transactionChanged(slot, -1)
		this.cents -= this.total(slot)
		this.live--
		this.gapped.delete(slot)
		const pieces = this.pieces(slot)
		for (let k = 1; k <= pieces; k++) {
			const id = itemIdOf(slot, k)
			if (!this.has(id)) continue
			const items = this.monthOf(id)
			const position = transactions.position(slot, k, pieces)
			observer.itemChanged(items, position, -1)
			items.remove(position)
			if (position < items.length) {
				const moved = items.ids[position]!
				const other = slotOf(moved)
				transactions.setPosition(other, installmentOf(moved), this.pieces(other), position)
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

	/** The combo of a transaction's first item. */
	comboOf(slot: number): number {
		const id = this.firstItem(slot)
		return this.monthOf(id).combos[this.positionOf(id)]!
	}

	/** When a transaction became news: when it was recorded, as far as that is known, else when it was made. */
	newsAt(slot: number): number {
		return this.arrived.get(slot) ?? this.transactions.occurredAt[slot]!
	}

	/** The description of a transaction, by its number. */
	textOf(slot: number): number {
		const id = this.firstItem(slot)
		return this.monthOf(id).texts[this.positionOf(id)]!
	}

	/** The live parts of a transaction by bill, whatever the basis. */
	partsOf(slot: number): LivePart[] {
		const { installments, months } = this.transactions
		const purchase = {
			amount_cents: this.total(slot),
			installments: installments[slot]!,
			moves: this.detailsOf(slot).moves,
		}
		return liveParts(purchase, months[slot]! + FIRST_MONTH, this.dayAt(slot))
	}

	/** Cents of the whole purchase: the first part and as many equal ones as follow. */
	total(slot: number): number {
		const installments = this.transactions.installments[slot]!
		if (installments === 0) return 0
		const { cents } = this.detailsOf(slot)
		if (cents > 0) return cents
		const first = this.centsOf(itemIdOf(slot, 1))
		return this.pieces(slot) === 1 ? first : first + (installments - 1) * this.centsOf(itemIdOf(slot, 2))
	}

	/** Places every item anew, by another basis or in another timezone. */
	rebuild(timezone: string, basis: Basis): void {
		const { combos, transactions } = this
		const slots = transactions.ids.length
		const cents = new Float64Array(slots)
		const comboOf = new Uint32Array(slots)
		const texts = new Uint32Array(slots)
		for (const slot of this.liveSlots()) {
			cents[slot] = this.total(slot)
			comboOf[slot] = this.comboOf(slot)
			texts[slot] = this.textOf(slot)
		}
		this.calendar = makeCalendar(timezone)
		this.basis = basis
		this.months = new Array(MONTHS)
		this.live = 0
		this.cents = 0
		this.gapped.clear()
		transactions.dropPositions()
		for (let slot = 0; slot < slots; slot++) {
			row.installments = transactions.installments[slot]!
			if (row.installments === 0) continue
			transactions.installments[slot] = 0
			combos.read(comboOf[slot]!, row)
			row.cents = cents[slot]!
			row.text = texts[slot]!
			row.detail = transactions.detail(slot)
			row.month = transactions.months[slot]!
			row.occurredAt = transactions.occurredAt[slot]!
			row.day = this.calendar.dayNumberAt(row.occurredAt)
			this.addItems(slot)
		}
	}

	detailsOf(slot: number): Details {
		return this.details.get(this.transactions.detail(slot))
	}

	private isWhole(details: Details): boolean {
		return this.basis === 'purchase' || details.isTransfer
	}

	/** How many items a transaction has, cancelled parts included. */
	private pieces(slot: number): number {
		return this.isWhole(this.detailsOf(slot)) ? 1 : this.transactions.installments[slot]!
	}

	/** Whether there is an item of that id (it may have been voided, amended away or cancelled). */
	has(id: ItemId): boolean {
		const slot = slotOf(id)
		const k = installmentOf(id)
		const installments = this.transactions.installments[slot]
		if (installments === undefined || k < 1 || k > installments) return false
		const details = this.detailsOf(slot)
		if (this.isWhole(details)) return k === 1
		return details.moves === null || partMonth(0, details.moves, k) !== null
	}

	/** The local day of a transaction. */
	dayAt(slot: number): number {
		return this.calendar.dayNumberAt(this.transactions.occurredAt[slot]!)
	}

	/** The month that an item lies in. */
	monthOf(id: ItemId): MonthItems {
		const slot = slotOf(id)
		const details = this.detailsOf(slot)
		const first = this.transactions.months[slot]! + FIRST_MONTH
		const month = this.isWhole(details)
			? monthOfDay(this.dayAt(slot))
			: partMonth(first, details.moves, installmentOf(id))!
		return this.months[month - FIRST_MONTH]!
	}

	/** Where in its month an item lies. */
	positionOf(id: ItemId): number {
		const slot = slotOf(id)
		return this.transactions.position(slot, installmentOf(id), this.pieces(slot))
	}

	centsOf(id: ItemId): number {
		return this.monthOf(id).cents[this.positionOf(id)]!
	}

	dayOf(id: ItemId): number {
		return this.monthOf(id).days[this.positionOf(id)]!
	}

	/** A live transaction as `ledger_changes` carries it. */
	row(slot: number): TransactionRow {
		const { combos, transactions } = this
		const combo = this.comboOf(slot)
		const details = this.detailsOf(slot)
		// Written out: an object spread together of so many is slow, and slow ever after.
		return {
			id: formatUuid(transactions.ids.words, slot * 4),
			revision: Math.floor(transactions.revisions[slot]!),
			kind: KINDS[combos.kinds[combo]!]!,
			amount_cents: this.total(slot),
			installments: transactions.installments[slot]!,
			bill_month: rememberedMonthName(transactions.months[slot]! + FIRST_MONTH),
			occurred_at: transactions.occurredAt[slot]!,
			description: this.descriptions.text(this.textOf(slot)),
			category_id: combos.categories.ref(combo),
			category_text: details.category_text,
			source_id: combos.sources.ref(combo),
			source_text: details.source_text,
			person_id: combos.people.ref(combo),
			person_text: details.person_text,
			voided: false,
			to_source_id: details.to_source_id,
			to_source_text: details.to_source_text,
			part: details.part,
			parts: details.parts,
			pays_month: details.pays_month,
			moves: details.moves,
			refund_of: details.refund_of,
			bill_given: details.bill_given,
			imported: details.imported,
		}
	}

	/** The item of an id that `has` answers for. */
	item(id: ItemId): BillItem {
		const slot = slotOf(id)
		const items = this.monthOf(id)
		const position = this.positionOf(id)
		const isWhole = this.isWhole(this.detailsOf(slot))
		const bill = isWhole ? this.partsOf(slot)[0]!.month : items.month + FIRST_MONTH
		// Not spread: an object that is made of one so large is slow ever after.
		return Object.assign(this.row(slot), {
			revision: this.transactions.revisions[slot]!,
			cents: items.cents[position]!,
			installment: installmentOf(id),
			month: rememberedMonthName(items.month + FIRST_MONTH),
			bill: rememberedMonthName(bill),
			day: dayName(items.days[position]!),
		})
	}
}

/** Whether the months of a purchase's parts leave one out. */
function hasGap(parts: readonly LivePart[]): boolean {
	const months = new Set(parts.map(({ month }) => month))
	return Math.max(...months) - Math.min(...months) >= months.size
}

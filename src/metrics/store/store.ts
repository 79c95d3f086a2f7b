import { installmentCents, installmentDay } from '../../ledger/bill'
import { type Calendar, makeCalendar } from '../../ledger/calendar'
import { dayName } from '../../ledger/day'
import { monthName } from '../../ledger/month'
import type { TypedColumns } from '../../ledger/typed-columns'
import type { TransactionColumns } from '../../ledger/types'
import { formatUuid } from '../../ledger/uuid'
import type { BillItem } from '../types'
import { Combos, INCOME } from './combos'
import { Descriptions } from './descriptions'
import { type ItemId, installmentOf, itemIdOf, MAX_SLOTS, slotOf } from './item-id'
import { MonthItems } from './month-items'
import { PlainSource } from './plain-source'
import { RawLabels } from './raw-labels'
import { CHUNK, FIRST_MONTH, FIT, MONTHS, type RowSource, Rows } from './rows'
import { Transactions } from './transactions'
import { TypedSource } from './typed-source'

/** From so many rows on a first load is worth counting beforehand. */
const LARGE = 10_000

/** The chunk being taken in: one for all stores, for nothing is left in it between two calls. */
const rows = new Rows()
const slots = new Int32Array(CHUNK)

/** Follows the store item by item, so that what it derived stays current at the cost of the change. */
export interface StoreObserver {
	/** An item lies at `position` now (`sign` 1), or is about to be taken from there (-1). */
	itemChanged(bucket: MonthItems, position: number, sign: 1 | -1): void
	/** A transaction has its items now, or is about to lose them. Called with its slot. */
	transactionChanged(slot: number, sign: 1 | -1): void
	codeAdded(code: number): void
	descriptionAdded(id: number): void
}

/**
 * All rows, expanded into bill items, each in the bucket of its month.
 *
 * Invariants: a transaction holds the row of the newest revision seen; its items are in the buckets, or it is a tombstone
 * with none; the sum of all items is a safe integer, so no sum of some of them can overflow.
 */
export class Store {
	readonly transactions = new Transactions()
	readonly buckets: (MonthItems | undefined)[] = new Array(MONTHS)
	readonly codes = new Combos()
	readonly descriptions = new Descriptions()
	/** Transactions that have items. */
	live = 0
	skipped = 0
	private readonly unmatched = new RawLabels()
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
		const source = 'rows' in columns ? new TypedSource(columns) : new PlainSource(columns)
		if (this.transactions.length === 0 && source.length >= LARGE) this.expect(source)
		let news = 0
		for (let from = 0; from < source.length; from += CHUNK) {
			rows.length = Math.min(CHUNK, source.length - from)
			rows.calendar = this.calendar
			source.read(from, rows)
			this.transactions.locate(rows, slots)
			for (let at = 0; at < rows.length; at++) news += this.applyRow(source, from + at, at)
		}
		return news
	}

	/** The first rows are nearly all news; of later ones, nobody knows. */
	private expect(source: RowSource): void {
		this.transactions.expect(Math.min(source.length, MAX_SLOTS))
		source.itemsByMonth().forEach((items, month) => {
			if (items > 0) this.bucket(month).expect(items)
		})
	}

	private applyRow(source: RowSource, index: number, at: number): 0 | 1 {
		const { transactions } = this
		const slot = slots[at]!
		if (slot >= 0 && rows.revisions[at]! <= transactions.revisions[slot]!) return 0
		if (slot < 0 || rows.state[at] !== FIT) return this.skip()
		const lives = rows.installments[at]! > 0
		if (this.cents - this.total(slot) + (lives ? rows.cents[at]! : 0) > Number.MAX_SAFE_INTEGER)
			return this.skip()

		this.removeItems(slot)
		transactions.revisions[slot] = rows.revisions[at]!
		if (lives) this.addItems(slot, source, index, at)
		else transactions.installments[slot] = 0
		return 1
	}

	private skip(): 0 {
		this.skipped++
		return 0
	}

	private addItems(slot: number, source: RowSource, index: number, at: number): void {
		const { codes, descriptions, observer, transactions } = this
		const codesBefore = codes.size
		const code = codes.of(rows.kinds[at]!, rows.categories[at]!, rows.sources[at]!, rows.people[at]!)
		if (codes.size > codesBefore) observer.codeAdded(code)
		const textsBefore = descriptions.size
		const text = source.description(index, descriptions)
		if (descriptions.size > textsBefore) observer.descriptionAdded(text)

		transactions.describe(slot, rows, at, source.unmatched(index, this.unmatched))
		const installments = rows.installments[at]!
		const total = rows.cents[at]!
		const day = rows.days[at]!
		const month = rows.months[at]!
		for (let k = 1; k <= installments; k++) {
			const bucket = this.bucket(month + k - 1)
			const cents = installments === 1 ? total : installmentCents(total, installments, k)
			const position = bucket.add(itemIdOf(slot, k), code, cents, installmentDay(day, k), text)
			transactions.setPosition(slot, k, position)
			observer.itemChanged(bucket, position, 1)
		}
		this.cents += total
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
			const bucket = this.bucket(transactions.months[slot]! + k - 1)
			const position = transactions.position(slot, k)
			observer.itemChanged(bucket, position, -1)
			bucket.remove(position)
			if (position < bucket.length) {
				const moved = bucket.handles[position]!
				transactions.setPosition(slotOf(moved), installmentOf(moved), position)
			}
		}
	}

	private bucket(month: number): MonthItems {
		let bucket = this.buckets[month]
		if (!bucket) {
			bucket = new MonthItems(month, this.codes)
			this.buckets[month] = bucket
		}
		return bucket
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
		const { transactions } = this
		for (const bucket of this.buckets) {
			if (!bucket) continue
			for (let at = 0; at < bucket.length; at++) {
				const handle = bucket.handles[at]!
				const day = this.calendar.dayNumberAt(transactions.occurredAt[slotOf(handle)]!)
				bucket.setDay(at, installmentDay(day, installmentOf(handle)))
			}
			bucket.version++
		}
	}

	/** Whether the item of a handle is there (it may have been voided or amended away). */
	has(handle: ItemId): boolean {
		const installment = installmentOf(handle)
		const installments = this.transactions.installments[slotOf(handle)]
		return installments !== undefined && installment >= 1 && installment <= installments
	}

	bucketOf(handle: ItemId): MonthItems {
		return this.buckets[this.transactions.months[slotOf(handle)]! + installmentOf(handle) - 1]!
	}

	positionOf(handle: ItemId): number {
		return this.transactions.position(slotOf(handle), installmentOf(handle))
	}

	centsOf(handle: ItemId): number {
		return this.bucketOf(handle).cents[this.positionOf(handle)]!
	}

	dayOf(handle: ItemId): number {
		return this.bucketOf(handle).days[this.positionOf(handle)]!
	}

	/** The item of a handle that `has` answers for. */
	item(handle: ItemId): BillItem {
		const { codes, transactions } = this
		const slot = slotOf(handle)
		const bucket = this.bucketOf(handle)
		const position = this.positionOf(handle)
		const code = bucket.codes[position]!
		const [categoryText, sourceText, personText] = this.unmatched.texts(transactions.unmatched[slot]!)
		return {
			id: formatUuid(transactions.ids, slot * 4),
			revision: transactions.revisions[slot]!,
			kind: codes.kinds[code] === INCOME ? 'income' : 'expense',
			cents: bucket.cents[position]!,
			totalCents: this.total(slot),
			installment: installmentOf(handle),
			installments: transactions.installments[slot]!,
			month: monthName(bucket.month + FIRST_MONTH),
			day: dayName(bucket.days[position]!),
			occurredAt: transactions.occurredAt[slot]!,
			description: this.descriptions.text(bucket.texts[position]!),
			category: codes.categories.ref(code),
			categoryText,
			source: codes.sources.ref(code),
			sourceText,
			person: codes.people.ref(code),
			personText,
		}
	}
}

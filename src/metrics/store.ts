import { installmentCents, installmentDay } from '../ledger/bill'
import { makeCalendar } from '../ledger/calendar'
import { dayName } from '../ledger/day'
import { monthName } from '../ledger/month'
import type { TransactionColumns } from '../ledger/types'
import { Bucket } from './bucket'
import { Codes, INCOME } from './codes'
import { Descriptions } from './descriptions'
import { type Handle, handleOf, installmentOf, MAX_SLOTS, slotOf } from './handle'
import { FIRST_MONTH, MONTHS, RowReader } from './row'
import { Transactions } from './transactions'
import type { BillItem } from './types'
import { Unmatched } from './unmatched'
import { formatUuid } from './uuid'

/** Follows the store item by item, so that what it derived stays current at the cost of the change. */
export interface StoreObserver {
	/** An item lies at `position` now (`sign` 1), or is about to be taken from there (-1). */
	itemChanged(bucket: Bucket, position: number, sign: 1 | -1): void
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
	readonly buckets: (Bucket | undefined)[] = new Array(MONTHS)
	readonly codes = new Codes()
	readonly descriptions = new Descriptions()
	/** Transactions that have items. */
	live = 0
	skipped = 0
	private readonly unmatched = new Unmatched()
	private readonly reader: RowReader
	private cents = 0

	constructor(
		timezone: string,
		private readonly observer: StoreObserver,
	) {
		this.reader = new RowReader(makeCalendar(timezone))
	}

	/** Applies rows by "newest revision wins"; answers how many were news. */
	apply(columns: TransactionColumns): number {
		let news = 0
		// The first rows are nearly all news; of later ones, nobody knows.
		if (this.transactions.length === 0) this.transactions.reserve(Math.min(columns.id.length, MAX_SLOTS))
		for (let index = 0; index < columns.id.length; index++) news += this.applyRow(columns, index)
		return news
	}

	private applyRow(columns: TransactionColumns, index: number): 0 | 1 {
		const { reader, transactions } = this
		const { row } = reader
		if (!reader.readIdentity(columns, index)) return this.skip()
		const known = transactions.find(row.id)
		if (known >= 0 && row.revision <= transactions.revisions[known]!) return 0
		if (!reader.readContent(columns, index)) return this.skip()
		const held = known >= 0 ? this.total(known) : 0
		if (this.cents - held + (row.voided ? 0 : row.cents) > Number.MAX_SAFE_INTEGER) return this.skip()
		if (known < 0 && transactions.length === MAX_SLOTS) return this.skip()

		const slot = known >= 0 ? known : transactions.add(row.id)
		this.removeItems(slot)
		transactions.revisions[slot] = row.revision
		if (row.voided) transactions.installments[slot] = 0
		else this.addItems(slot)
		return 1
	}

	private skip(): 0 {
		this.skipped++
		return 0
	}

	private addItems(slot: number): void {
		const { codes, descriptions, observer, transactions } = this
		const { row } = this.reader
		const codesBefore = codes.size
		const code = codes.of(row.kind, row.category, row.source, row.person)
		if (codes.size > codesBefore) observer.codeAdded(code)
		const textsBefore = descriptions.size
		const text = descriptions.enter(row.description)
		if (descriptions.size > textsBefore) observer.descriptionAdded(text)

		transactions.describe(slot, row, this.unmatched.enter(row))
		for (let k = 1; k <= row.installments; k++) {
			const bucket = this.bucket(row.month + k - 1)
			const cents = installmentCents(row.cents, row.installments, k)
			const position = bucket.add(handleOf(slot, k), code, cents, installmentDay(row.day, k), text)
			transactions.setPosition(slot, k, position)
			observer.itemChanged(bucket, position, 1)
		}
		this.cents += row.cents
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

	private bucket(month: number): Bucket {
		let bucket = this.buckets[month]
		if (!bucket) {
			bucket = new Bucket(month)
			this.buckets[month] = bucket
		}
		return bucket
	}

	/** Cents of the whole purchase: the first part and as many equal ones as follow. */
	private total(slot: number): number {
		const installments = this.transactions.installments[slot]!
		if (installments === 0) return 0
		const first = this.centsOf(handleOf(slot, 1))
		return installments === 1 ? first : first + (installments - 1) * this.centsOf(handleOf(slot, 2))
	}

	/** Moves every item to its local day in another timezone. */
	setTimezone(timezone: string): void {
		this.reader.calendar = makeCalendar(timezone)
		const { transactions } = this
		for (const bucket of this.buckets) {
			if (!bucket) continue
			for (let at = 0; at < bucket.length; at++) {
				const handle = bucket.handles[at]!
				const day = this.reader.calendar.dayNumberAt(transactions.occurredAt[slotOf(handle)]!)
				bucket.setDay(at, installmentDay(day, installmentOf(handle)))
			}
			bucket.version++
		}
	}

	/** Whether the item of a handle is there (it may have been voided or amended away). */
	has(handle: Handle): boolean {
		const installment = installmentOf(handle)
		const installments = this.transactions.installments[slotOf(handle)]
		return installments !== undefined && installment >= 1 && installment <= installments
	}

	bucketOf(handle: Handle): Bucket {
		return this.buckets[this.transactions.months[slotOf(handle)]! + installmentOf(handle) - 1]!
	}

	positionOf(handle: Handle): number {
		return this.transactions.position(slotOf(handle), installmentOf(handle))
	}

	centsOf(handle: Handle): number {
		return this.bucketOf(handle).cents[this.positionOf(handle)]!
	}

	dayOf(handle: Handle): number {
		return this.bucketOf(handle).days[this.positionOf(handle)]!
	}

	/** The item of a handle that `has` answers for. */
	item(handle: Handle): BillItem {
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

import { MAX_AMOUNT_CENTS } from '../ledger/amount'
import { MAX_INSTALLMENTS } from '../ledger/bill'
import type { Calendar } from '../ledger/calendar'
import { monthNumber } from '../ledger/month'
import type { TransactionColumns } from '../ledger/types'
import { EXPENSE, INCOME, MAX_REF } from './codes'
import type { Ref } from './types'
import { parseUuid } from './uuid'

/** Months and days are counted from 1970 and kept in 16 bits. */
export const FIRST_MONTH = 1970 * 12
export const MONTHS = 2152
const MAX_DAY = 0xffff
/** Days by which the last of 120 installments lies after the first, and then some. */
const INSTALLMENT_DAYS = 3700

/** One row, parsed. The reader below fills the same object again and again. */
export class Row {
	readonly id = new Uint32Array(4)
	revision = 0
	voided = false
	kind = EXPENSE
	cents = 0
	installments = 1
	month = 0
	occurredAt = 0
	day = 0
	description = ''
	category: Ref = null
	categoryText: string | null = null
	source: Ref = null
	sourceText: string | null = null
	person: Ref = null
	personText: string | null = null
}

/** Parses rows of columns at the edge of the store: what it lets through needs no more checks inside. */
export class RowReader {
	readonly row = new Row()
	private readonly months = new Map<unknown, number>()

	constructor(public calendar: Calendar) {}

	/** Reads id and revision into `row`; false when they are none. */
	readIdentity(columns: TransactionColumns, index: number): boolean {
		const id: unknown = columns.id[index]
		const revision: unknown = columns.revision[index]
		if (typeof id !== 'string' || !isInteger(revision, 1, Number.MAX_SAFE_INTEGER)) return false
		this.row.revision = revision
		return parseUuid(id, this.row.id)
	}

	/** Reads the rest; false when any of it is out of the rules. Of a voided row nothing more is needed. */
	readContent(columns: TransactionColumns, index: number): boolean {
		const { row } = this
		row.voided = columns.voided[index] === true
		if (row.voided) return true

		const kind: unknown = columns.kind[index]
		const cents: unknown = columns.amount_cents[index]
		const installments: unknown = columns.installments[index]
		const occurredAt: unknown = columns.occurred_at[index]
		if (kind !== 'expense' && kind !== 'income') return false
		if (!isInteger(cents, 1, MAX_AMOUNT_CENTS) || !isInteger(installments, 1, MAX_INSTALLMENTS)) return false
		if (typeof occurredAt !== 'number' || !(Math.abs(occurredAt) < MAX_DAY * 86_400_000)) return false

		row.kind = kind === 'income' ? INCOME : EXPENSE
		row.cents = cents
		row.installments = installments
		row.occurredAt = occurredAt
		row.month = this.readMonth(columns.bill_month[index])
		row.day = this.calendar.dayNumberAt(occurredAt)
		if (!(row.month >= 0 && row.month + installments <= MONTHS)) return false
		if (!(row.day >= 0 && row.day <= MAX_DAY - INSTALLMENT_DAYS)) return false

		row.category = columns.category_id[index] ?? null
		row.source = columns.source_id[index] ?? null
		row.person = columns.person_id[index] ?? null
		if (!isRef(row.category) || !isRef(row.source) || !isRef(row.person)) return false

		row.description = asText(columns.description[index]) ?? ''
		row.categoryText = asText(columns.category_text[index])
		row.sourceText = asText(columns.source_text[index])
		row.personText = asText(columns.person_text[index])
		return true
	}

	/** Few months come again and again. What is no month is NaN, and not remembered. */
	private readMonth(text: unknown): number {
		let month = this.months.get(text)
		if (month === undefined) {
			month = typeof text === 'string' ? monthNumber(text) - FIRST_MONTH : Number.NaN
			if (!Number.isNaN(month)) this.months.set(text, month)
		}
		return month
	}
}

function isInteger(value: unknown, min: number, max: number): value is number {
	return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

function isRef(value: unknown): value is Ref {
	return value === null || isInteger(value, 0, MAX_REF)
}

function asText(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}

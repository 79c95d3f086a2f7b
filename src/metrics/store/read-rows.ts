import type { Calendar } from '../../ledger/calendar'
import type { TypedColumns } from '../../ledger/columns'
import { DAY_MS } from '../../ledger/day'
import { MAX_AMOUNT_CENTS, MAX_INSTALLMENTS } from '../../ledger/limits'
import { rememberedMonthNumber } from '../../ledger/month'
import type { TransactionColumns } from '../../ledger/types'
import { parseUuid } from '../../ledger/uuid'
import { type Combos, EXPENSE, INCOME, MAX_REF } from './combos'
import type { Descriptions } from './descriptions'
import { FIRST_MONTH, MAX_DAY, MONTHS } from './month-items'
import type { RawLabels } from './raw-labels'

/** The last of 120 installments lies fewer days than this after the first. */
const INSTALLMENT_DAYS = 3700

/** What rows say in words and refs, each numbered once. */
export interface Vocabulary {
	readonly combos: Combos
	readonly descriptions: Descriptions
	readonly labels: RawLabels
}

/** One row on its way into the store. What is `fit` needs no check inside. */
export class Row {
	readonly id = new Uint32Array(4)
	revision = 0
	/** Keeps the rules. Where it is false, nothing of the row counts. */
	fit = false
	/** 0: it is voided, and nothing below is set. */
	installments = 0
	cents = 0
	/** Of the first installment, from January 1970. */
	month = 0
	occurredAt = 0
	/** Local, from 1970-01-01. */
	day = 0
	combo = 0
	text = 0
	label = 0

	/** Begins a row whose id was read. Answers whether it goes on: of a voided one, and of one without a revision, nothing else counts. */
	begin(revision: unknown, voided: boolean): boolean {
		this.installments = 0
		this.fit = false
		if (!isInteger(revision, 1, Number.MAX_SAFE_INTEGER)) return false
		this.revision = revision
		this.fit = voided
		return !voided
	}

	/** Sets the numbers of a live row; `month` counts from January 1970. Answers whether they keep the rules. */
	setNumbers(
		calendar: Calendar,
		cents: unknown,
		installments: unknown,
		month: number,
		occurredAt: unknown,
	): boolean {
		if (!isInteger(cents, 1, MAX_AMOUNT_CENTS) || !isInteger(installments, 1, MAX_INSTALLMENTS)) return false
		if (typeof occurredAt !== 'number' || !(Math.abs(occurredAt) < MAX_DAY * DAY_MS)) return false
		if (!(month >= 0 && month + installments <= MONTHS)) return false
		this.cents = cents
		this.installments = installments
		this.month = month
		this.occurredAt = occurredAt
		this.day = calendar.dayNumberAt(occurredAt)
		return this.day >= 0 && this.day <= MAX_DAY - INSTALLMENT_DAYS
	}
}

/** Reads a row as JSON carries it. Anything may be in it: the edge of the store is here. */
export function readPlainRow(
	columns: TransactionColumns,
	index: number,
	row: Row,
	calendar: Calendar,
	{ combos, descriptions, labels }: Vocabulary,
): void {
	const id: unknown = columns.id[index]
	const read = typeof id === 'string' && parseUuid(id, row.id)
	if (!row.begin(read ? columns.revision[index] : 0, columns.voided[index] === true)) return
	const { amount_cents, installments, occurred_at } = columns
	const kind: unknown = columns.kind[index]
	const category = refOf(columns.category_id[index])
	const source = refOf(columns.source_id[index])
	const person = refOf(columns.person_id[index])
	const month = monthAt(columns, index)
	if (!row.setNumbers(calendar, amount_cents[index], installments[index], month, occurred_at[index])) return
	if (kind !== 'expense' && kind !== 'income') return
	if (!isRef(category) || !isRef(source) || !isRef(person)) return
	row.combo = combos.enter(kind === 'income' ? INCOME : EXPENSE, category, source, person)
	row.text = descriptions.enter(textOf(columns.description[index]) ?? '')
	row.label = labels.enter(
		textOf(columns.category_text[index]),
		textOf(columns.source_text[index]),
		textOf(columns.person_text[index]),
	)
	row.fit = true
}

/** The same of typed columns. */
export function readTypedRow(
	columns: TypedColumns,
	index: number,
	row: Row,
	calendar: Calendar,
	{ combos, descriptions, labels }: Vocabulary,
): void {
	for (let word = 0; word < 4; word++) row.id[word] = columns.id[index * 4 + word]!
	if (!row.begin(columns.revision[index], columns.voided[index] === 1)) return
	const { amount_cents, installments, occurred_at, texts } = columns
	const category = columns.category_id[index]!
	const source = columns.source_id[index]!
	const person = columns.person_id[index]!
	const month = monthAt(columns, index)
	if (!row.setNumbers(calendar, amount_cents[index], installments[index], month, occurred_at[index])) return
	if (columns.kind[index]! > 1) return
	if (!isRef(category) || !isRef(source) || !isRef(person)) return
	row.combo = combos.enter(columns.kind[index] === 1 ? INCOME : EXPENSE, category, source, person)
	row.text = descriptions.enter(texts[columns.description[index]!] ?? '')
	row.label = labels.enter(
		texts[columns.category_text[index]!] ?? null,
		texts[columns.source_text[index]!] ?? null,
		texts[columns.person_text[index]!] ?? null,
	)
	row.fit = true
}

function isInteger(value: unknown, min: number, max: number): value is number {
	return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

function isRef(value: unknown): value is number {
	return isInteger(value, -1, MAX_REF)
}

/** The bill month of a row, from January 1970; NaN when it is none. */
export function monthAt(columns: TransactionColumns | TypedColumns, index: number): number {
	const month: unknown = columns.bill_month[index]
	const number = typeof month === 'string' ? rememberedMonthNumber(month) : Number(month)
	return number - FIRST_MONTH
}

/** −1 stands for none inside, and must not come from outside. */
function refOf(ref: unknown): unknown {
	return ref === null || ref === undefined ? -1 : ref === -1 ? Number.NaN : ref
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}

import type { Calendar } from '../../ledger/calendar'
import { KINDS, type TypedColumns } from '../../ledger/columns'
import { DAY_MS } from '../../ledger/day'
import { MAX_AMOUNT_CENTS, MAX_INSTALLMENTS } from '../../ledger/limits'
import { rememberedMonthNumber } from '../../ledger/month'
import { partMonth } from '../../ledger/parts'
import type { Move, TransactionColumns } from '../../ledger/types'
import { parseUuid } from '../../ledger/uuid'
import { type Combos, type Labelled, MAX_REF, TRANSFER } from './combos'
import type { Descriptions } from './descriptions'
import { type Details, type DetailsIndex, readDetails } from './details'
import { FIRST_MONTH, MAX_DAY, MONTHS } from './month-items'

/** The last of 120 installments lies fewer days than this after the first. */
const INSTALLMENT_DAYS = 3700

/** What rows say in words and refs, each numbered once. */
export interface Vocabulary {
	readonly combos: Combos
	readonly descriptions: Descriptions
	readonly details: DetailsIndex
}

/** One row on its way into the store. What is `fit` needs no check inside. */
export class Row implements Labelled {
	readonly id = new Uint32Array(4)
	/** How far after its revision the row stands, below 1: more than 0 where the page itself made it. */
	step = 0
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
	kind = 0
	category = -1
	source = -1
	person = -1
	text = 0
	/** Which of the details. */
	detail = 0

	/** Begins a row whose id was read. Answers whether it goes on: of a voided one, and of one without a revision, nothing else counts. */
	begin(revision: unknown, voided: boolean): boolean {
		this.installments = 0
		this.fit = false
		if (!isInteger(revision, this.step > 0 ? 0 : 1, Number.MAX_SAFE_INTEGER)) return false
		this.revision = revision + this.step
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

/** Reads a row (`isDetailed`: see `findDetails`) as JSON carries it, or as typed columns. Anything may be in JSON: the edge of the store is here. */
export function readRow(
	columns: TransactionColumns | TypedColumns,
	index: number,
	isDetailed: boolean,
	row: Row,
	calendar: Calendar,
	vocabulary: Vocabulary,
): void {
	const isTyped = 'rows' in columns
	if (!(isTyped ? beginTyped(columns, index, row) : beginPlain(columns, index, row))) return
	const { amount_cents, installments, occurred_at } = columns
	const month = monthAt(columns, index)
	if (!row.setNumbers(calendar, amount_cents[index], installments[index], month, occurred_at[index])) return
	if (row.kind < 0 || !isRef(row.category) || !isRef(row.source) || !isRef(row.person)) return
	const isTransfer = row.kind === TRANSFER
	if (isTransfer) row.installments = 1
	if (isDetailed) {
		const details = readDetails(columns, index)
		if (details && isTransfer) details.moves = null
		if (details === null || !fitsMoves(details, row)) return
		if (details.moves !== null && isCancelled(details.moves, row.installments)) row.installments = 0
		row.detail = vocabulary.details.enter(details)
	} else row.detail = isTyped ? columns.imported[index]! : Number(columns.imported?.[index] === true)
	const text: unknown = isTyped ? columns.texts[columns.description[index]!] : columns.description[index]
	row.text = vocabulary.descriptions.enter(typeof text === 'string' ? text : '')
	row.fit = true
}

/** Reads id, revision, kind and labels. Answers whether the row goes on. */
function beginPlain(columns: TransactionColumns, index: number, row: Row): boolean {
	const id: unknown = columns.id[index]
	const read = typeof id === 'string' && parseUuid(id, row.id)
	if (!row.begin(read ? columns.revision[index] : 0, columns.voided[index] === true)) return false
	row.kind = KINDS.indexOf(columns.kind[index]!)
	row.category = refOf(columns.category_id[index])
	row.source = refOf(columns.source_id[index])
	row.person = refOf(columns.person_id[index])
	return true
}

function beginTyped(columns: TypedColumns, index: number, row: Row): boolean {
	for (let word = 0; word < 4; word++) row.id[word] = columns.id[index * 4 + word]!
	if (!row.begin(columns.revision[index], columns.voided[index] === 1)) return false
	row.kind = columns.kind[index]!
	row.category = columns.category_id[index]!
	row.source = columns.source_id[index]!
	row.person = columns.person_id[index]!
	return true
}

/** A moved part keeps its distance to the first in days too; these, and months, are counted from 1970. */
function fitsMoves({ moves }: Details, { day, month }: Row): boolean {
	if (moves === null) return true
	const farthest = INSTALLMENT_DAYS / 31
	return moves.every(([, bill]) => {
		const moved = bill === null ? month : rememberedMonthNumber(bill) - FIRST_MONTH
		const isNear = Math.abs(moved - month) <= farthest && (moved >= month || day >= INSTALLMENT_DAYS)
		return isNear && moved >= 0 && moved < MONTHS
	})
}

/** Whether no part is left: the purchase counts nowhere, like a voided one. */
function isCancelled(moves: readonly Move[], parts: number): boolean {
	for (let part = 1; part <= parts; part++) if (partMonth(0, moves, part) !== null) return false
	return true
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
function refOf(ref: unknown): number {
	return ref === null || ref === undefined ? -1 : ref === -1 ? Number.NaN : (ref as number)
}

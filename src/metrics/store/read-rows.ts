import type { Calendar } from '../../ledger/calendar'
import { KINDS, type TypedColumns } from '../../ledger/columns'
import { DAY_MS } from '../../ledger/day'
import { MAX_AMOUNT_CENTS, MAX_INSTALLMENTS } from '../../ledger/limits'
import { rememberedMonthNumber } from '../../ledger/month'
import type { Numbered } from '../../ledger/numbered'
import { partMonth } from '../../ledger/parts'
import type { Move, TransactionColumns } from '../../ledger/types'
import { parseUuid } from '../../ledger/uuid'
import { type Combos, MAX_REF, type Refs, TRANSFER } from './combos'
import type { Descriptions } from './descriptions'
import { type Details, readDetails } from './details'
import { FIRST_MONTH, MAX_DAY, MONTHS } from './month-items'

/** The last of 120 installments lies fewer days than this after the first. */
const INSTALLMENT_DAYS = 3700

/** What rows say in words and refs, each numbered once. */
export interface Vocabulary {
	readonly combos: Combos
	readonly descriptions: Descriptions
	/** 0 is none at all, 1 that it came from a file. */
	readonly details: Numbered<Details>
}

/** One row on its way into the store. What is `fit` needs no check inside. */
export class Row {
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
	kind = 0
	readonly refs: Refs = [-1, -1, -1]
	text = 0
	/** Which of the details. */
	detail = 0
}

/**
 * Reads a row (`isDetailed`: see `findDetails`) as JSON carries it, or as typed columns. Anything may be in JSON: the edge of the
 * store is here. Of a voided row, and of one without a revision, nothing else counts.
 */
export function readRow(
	columns: TransactionColumns | TypedColumns,
	index: number,
	isDetailed: boolean,
	row: Row,
	calendar: Calendar,
	vocabulary: Vocabulary,
): void {
	const isTyped = 'rows' in columns
	row.fit = false
	row.installments = 0
	const revision: unknown = columns.revision[index]
	if (!readId(columns, index, row.id)) return
	if (!isInteger(revision, row.step > 0 ? 0 : 1, Number.MAX_SAFE_INTEGER)) return
	row.revision = revision + row.step
	row.fit = isTyped ? columns.voided[index] === 1 : columns.voided[index] === true
	if (row.fit) return

	row.kind = isTyped ? columns.kind[index]! : KINDS.indexOf(columns.kind[index]!)
	const ref = isTyped ? Number : refOf
	row.refs[0] = ref(columns.category_id[index])
	row.refs[1] = ref(columns.source_id[index])
	row.refs[2] = ref(columns.person_id[index])
	if (row.kind < 0 || !row.refs.every((ref) => isInteger(ref, -1, MAX_REF))) return

	const parts = readNumbers(columns, index, row, calendar)
	if (parts === 0) return
	if (isDetailed) {
		const details = readDetails(columns, index)
		if (details && row.kind === TRANSFER) details.moves = null
		if (details === null || !fitsMoves(details.moves, row, calendar)) return
		row.detail = vocabulary.details.enter(details, JSON.stringify(details))
		row.installments = isCancelled(details.moves, parts) ? 0 : parts
	} else {
		row.detail = isTyped ? columns.imported[index]! : Number(columns.imported?.[index] === true)
		row.installments = parts
	}
	const text: unknown = isTyped ? columns.texts[columns.description[index]!] : columns.description[index]
	row.text = vocabulary.descriptions.enter(typeof text === 'string' ? text : '')
	row.fit = true
}

function readId(columns: TransactionColumns | TypedColumns, index: number, words: Uint32Array): boolean {
	if (!('rows' in columns)) {
		const id: unknown = columns.id[index]
		return typeof id === 'string' && parseUuid(id, words)
	}
	for (let word = 0; word < 4; word++) words[word] = columns.id[index * 4 + word]!
	return true
}

/** Sets the numbers of a live row; answers how many parts it has, 0 where a number breaks the rules. */
function readNumbers(
	columns: TransactionColumns | TypedColumns,
	index: number,
	row: Row,
	calendar: Calendar,
): number {
	const cents: unknown = columns.amount_cents[index]
	const installments: unknown = columns.installments[index]
	const occurredAt: unknown = columns.occurred_at[index]
	const bill: unknown = columns.bill_month[index]
	const month = (typeof bill === 'string' ? rememberedMonthNumber(bill) : Number(bill)) - FIRST_MONTH
	if (!isInteger(cents, 1, MAX_AMOUNT_CENTS) || !isInteger(installments, 1, MAX_INSTALLMENTS)) return 0
	if (typeof occurredAt !== 'number' || !(Math.abs(occurredAt) < MAX_DAY * DAY_MS)) return 0
	if (!(month >= 0 && month + installments <= MONTHS)) return 0
	row.cents = cents
	row.month = month
	row.occurredAt = occurredAt
	const day = calendar.dayNumberAt(occurredAt)
	const isKnown = day >= 0 && day <= MAX_DAY - INSTALLMENT_DAYS
	return !isKnown ? 0 : row.kind === TRANSFER ? 1 : installments
}

/** A moved part keeps its distance to the first in days too; these, and months, are counted from 1970. */
function fitsMoves(moves: readonly Move[] | null, { month, occurredAt }: Row, calendar: Calendar): boolean {
	if (moves === null) return true
	const farthest = INSTALLMENT_DAYS / 31
	const isLate = calendar.dayNumberAt(occurredAt) >= INSTALLMENT_DAYS
	return moves.every(([, bill]) => {
		const moved = bill === null ? month : rememberedMonthNumber(bill) - FIRST_MONTH
		const isNear = Math.abs(moved - month) <= farthest && (moved >= month || isLate)
		return isNear && moved >= 0 && moved < MONTHS
	})
}

/** Whether no part is left: the purchase counts nowhere, like a voided one. */
function isCancelled(moves: readonly Move[] | null, parts: number): boolean {
	for (let part = 1; part <= parts; part++) if (partMonth(0, moves, part) !== null) return false
	return true
}

function isInteger(value: unknown, min: number, max: number): value is number {
	return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

/** −1 stands for none inside, and must not come from outside. */
function refOf(ref: unknown): number {
	return ref === null || ref === undefined ? -1 : ref === -1 ? Number.NaN : (ref as number)
}

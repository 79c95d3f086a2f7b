import { type ColumnName, readValue, type TypedColumns } from '../../ledger/columns'
import { MAX_INSTALLMENTS } from '../../ledger/limits'
import { rememberedMonthNumber } from '../../ledger/month'
import type { BillMonth, Cents, Move, TransactionColumns } from '../../ledger/types'
import type { Ref } from '../types'
import { FIRST_MONTH, MONTHS } from './month-items'

/** What few transactions say: texts that matched nothing, and what refunds, transfers, known and moved parts need. */
export interface Details {
	categoryText: string | null
	sourceText: string | null
	personText: string | null
	/** Between one's own places: one item, in the calendar month of its day. */
	isTransfer: boolean
	to: Ref
	toText: string | null
	part: number | null
	parts: number | null
	paysMonth: BillMonth | null
	moves: readonly Move[] | null
	/** Of the whole purchase, where its moves hide it: parts may be cancelled. Else 0. */
	cents: Cents
	refundOf: string | null
	billGiven: boolean
}

export const NO_DETAILS: Details = {
	categoryText: null,
	sourceText: null,
	personText: null,
	isTransfer: false,
	to: null,
	toText: null,
	part: null,
	parts: null,
	paysMonth: null,
	moves: null,
	cents: 0,
	refundOf: null,
	billGiven: false,
}

/** Distinct details, each held once: 0 is `NO_DETAILS`. */
export class DetailsIndex {
	private readonly held: Details[] = [NO_DETAILS]
	private readonly ids = new Map<string, number>()

	enter(details: Details): number {
		const key = JSON.stringify(details)
		let id = this.ids.get(key)
		if (id === undefined) {
			id = this.held.length
			this.ids.set(key, id)
			this.held.push(details)
		}
		return id
	}

	get(id: number): Details {
		return this.held[id]!
	}
}

/** Whether a row has any details but being a transfer. */
export function hasDetails(columns: TransactionColumns | TypedColumns, index: number): boolean {
	if (!('rows' in columns)) return RARE.some((name) => (columns[name]?.[index] || null) !== null)
	return (
		columns.category_text[index]! >= 0 ||
		columns.source_text[index]! >= 0 ||
		columns.person_text[index]! >= 0 ||
		columns.to_source_id[index]! >= 0 ||
		columns.to_source_text[index]! >= 0 ||
		columns.part[index]! > 0 ||
		columns.pays_month[index]! >= 0 ||
		columns.moves[index]! >= 0 ||
		columns.refund_of[index]! >= 0 ||
		columns.bill_given[index]! > 0
	)
}

const RARE = [
	'category_text',
	'source_text',
	'person_text',
	'to_source_id',
	'to_source_text',
	'part',
	'pays_month',
	'moves',
	'refund_of',
	'bill_given',
] as const

/** The details of a row; null: they break the rules. `cents` is the whole amount. */
export function readDetails(
	columns: TransactionColumns | TypedColumns,
	index: number,
	isTransfer: boolean,
	cents: Cents,
): Details | null {
	const of = (name: ColumnName): unknown =>
		'rows' in columns ? readValue(columns, name, index) : columns[name]?.[index]
	const moves = of('moves') ?? null
	const part = of('part') ?? null
	const parts = of('parts') ?? null
	const to = of('to_source_id') ?? null
	if (!areMoves(moves) || !isPart(part) || !isPart(parts) || !(to === null || Number.isInteger(to)))
		return null
	return {
		categoryText: textOf(of('category_text')),
		sourceText: textOf(of('source_text')),
		personText: textOf(of('person_text')),
		isTransfer,
		to: to as Ref,
		toText: textOf(of('to_source_text')),
		part,
		parts,
		paysMonth: textOf(of('pays_month')),
		moves: isTransfer ? null : moves,
		cents: moves === null || isTransfer ? 0 : cents,
		refundOf: textOf(of('refund_of')),
		billGiven: of('bill_given') === true,
	}
}

function areMoves(value: unknown): value is readonly Move[] | null {
	if (value === null) return true
	const fits = (move: unknown) =>
		Array.isArray(move) &&
		isPart(move[0]) &&
		(move[1] === null || (typeof move[1] === 'string' && isHeld(rememberedMonthNumber(move[1]))))
	return Array.isArray(value) && value.every(fits)
}

const isHeld = (month: number) => month >= FIRST_MONTH && month < FIRST_MONTH + MONTHS

function isPart(value: unknown): value is number | null {
	return (
		value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_INSTALLMENTS)
	)
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}

import { isBillMonth } from '../ledger/month'
import type { BillMonth, Move } from '../ledger/types'

/** What Painel's own file says of the whole transaction that a line is of, as JSON in its last column. */
export interface OwnRecord {
	id: string
	/** When it happened, ISO 8601. */
	at: string
	/** The bill of its first part. */
	bill: BillMonth
	/** The bill was given. */
	given?: boolean
	/** It is a part of a purchase that is known by its parts. */
	part?: boolean
	moves?: readonly Move[]
	/** The id of the purchase that a refund belongs to. */
	of?: string
}

/** Reads the cell; null where it is none of ours. */
export function readOwnRecord(cell: string): OwnRecord | null {
	if (!cell.startsWith('{')) return null
	try {
		const said = JSON.parse(cell) as OwnRecord
		const isText = (value: unknown) => typeof value === 'string' && value.length <= 64
		const fits =
			isText(said.id) &&
			isText(said.at) &&
			!Number.isNaN(Date.parse(said.at)) &&
			isMonth(said.bill) &&
			(said.of === undefined || isText(said.of)) &&
			(said.moves === undefined || areMoves(said.moves))
		return fits ? said : null
	} catch {
		return null
	}
}

const isMonth = (value: unknown): boolean => typeof value === 'string' && isBillMonth(value)

function areMoves(value: unknown): boolean {
	return (
		Array.isArray(value) &&
		value.every(
			(move) => Array.isArray(move) && Number.isInteger(move[0]) && (move[1] === null || isMonth(move[1])),
		)
	)
}

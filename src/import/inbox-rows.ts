import { makeCalendar } from '../ledger/calendar'
import { DAY_MS, dayNumber } from '../ledger/day'
import type { Cents, LocalDay } from '../ledger/types'
import type { PlanItem } from './types'

/** A line as the inbox takes it; every row of an array has the same columns. */
export interface ImportRow {
	message_id: string
	action: 'record' | 'restore' | 'amend'
	target_message_id: string | null
	kind: PlanItem['kind'] | null
	occurred_at: string | null
	description: string | null
	amount: string | null
	category: string | null
	source: string | null
	person: string | null
	to_source: string | null
	installments: number | null
	part: number | null
	parts: number | null
	bill_month: string | null
	payload: ImportPayload
}

/** What is kept of where a line came from. */
export interface ImportPayload {
	via: 'import'
	/** The line as it stands in the file; the page shows it as the purchase's original message. */
	message: string
	line: number
	file: string
	/** Fingerprint of the file's bytes: the same file sent again is known by it, whatever it is called. */
	bytes: string
	/** Which form the file has (its profile, or its header): the account answered once is proposed for the next of the form. */
	form: string
	/** The account that was answered. */
	account: string
}

export type FileFacts = Pick<ImportPayload, 'file' | 'bytes' | 'form' | 'account'>

/** The row that records a line: at noon of its day in the ledger's timezone. */
export function recordRow(item: PlanItem, file: FileFacts, timezone: string): ImportRow {
	return {
		message_id: item.message_id,
		action: 'record',
		target_message_id: null,
		kind: item.kind,
		occurred_at: noonOf(item.day, timezone),
		description: item.description,
		amount: decimalOf(item.amount_cents),
		category: item.category,
		source: item.source,
		person: item.person,
		to_source: item.to_source,
		installments: item.installments,
		part: item.part,
		parts: item.parts,
		bill_month: item.bill_month,
		payload: payloadOf(item, file),
	}
}

/** The row that brings an undone purchase back; once for each time that it was undone. */
export function restoreRow(item: PlanItem, file: FileFacts, revision: number): ImportRow {
	return { ...NOTHING, ...restoring(item, revision), payload: payloadOf(item, file) }
}

const restoring = ({ message_id }: PlanItem, revision: number) =>
	({
		message_id: `${message_id}:restore:${revision}`,
		action: 'restore',
		target_message_id: message_id,
	}) as const

const NOTHING = {
	kind: null,
	occurred_at: null,
	description: null,
	amount: null,
	category: null,
	source: null,
	person: null,
	to_source: null,
	installments: null,
	part: null,
	parts: null,
	bill_month: null,
}

const payloadOf = ({ text, line }: PlanItem, file: FileFacts): ImportPayload => ({
	via: 'import',
	message: text,
	line,
	...file,
})

/** A file has few days and many lines, and each day costs a search. */
const noons = new Map<string, string>()

/** The instant half a day after a local day begins: within that day, also where clocks change. */
function noonOf(day: LocalDay, timezone: string): string {
	const key = `${timezone} ${day}`
	let noon = noons.get(key)
	if (!noon) {
		noon = new Date(makeCalendar(timezone).startOfDay(dayNumber(day)) + DAY_MS / 2).toISOString()
		noons.set(key, noon)
	}
	return noon
}

/** `1234.56`: one form that means the same in every language. */
function decimalOf(cents: Cents): string {
	const digits = String(cents).padStart(3, '0')
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

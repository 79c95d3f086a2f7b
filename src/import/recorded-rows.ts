import { makeCalendar } from '../ledger/calendar'
import { dayNumber } from '../ledger/day'
import type { BillMonth, LocalDay } from '../ledger/types'
import type { RecordedPurchase } from './matching'
import type { RecordedFormLine } from './other-form'
import type { ImportKind } from './types'

// What is read of the API, and what its rows mean.

export const EARLIER =
	'message_id,account:payload->>account,occurred_at,amount_cents,part,day:payload->>day,cents:payload->>cents,said_part:payload->>part'
export const FORM_LINE = `${EARLIER},item,action,target_message_id,target_item,transaction_id,kind,description,source,to_source,person,installments,parts,bill_month,file:payload->>file,message:payload->>message,said_kind:payload->>kind`
export const RECORDED =
	'id,revision,message_id,item,kind,amount_cents,occurred_at,description,source_text,to_source_text,person_text,installments,part,parts,bill_month,bill_given,pays_month,moves'
/** As the file had it: of what was recorded by chat before, only the payload tells. */
export interface EarlierRow {
	account: string | null
	occurred_at: string | null
	amount_cents: number | null
	part: number | null
	day: LocalDay | null
	cents: string | null
	said_part: string | null
}

/** As the file had it, too; of what was recorded by chat before with the purchase that it is said to be. */
export interface FormRow extends EarlierRow {
	message_id: string
	item: number
	action: string
	target_message_id: string | null
	target_item: number | null
	transaction_id: string
	kind: ImportKind | null
	description: string | null
	source: string | null
	to_source: string | null
	person: string | null
	installments: number | null
	parts: number | null
	bill_month: BillMonth | null
	file: string
	message: string
	said_kind: ImportKind | null
}

export function formLine(row: FormRow, timezone: string): RecordedFormLine {
	const { transaction_id, account, file, source, to_source, person, parts, bill_month } = row
	const calendar = makeCalendar(timezone)
	const isRecord = row.action === 'record'
	const kind = (isRecord ? row.kind : row.said_kind) ?? 'expense'
	const cents = isRecord ? row.amount_cents! : Number(row.cents)
	const description = (isRecord ? row.description : row.message) ?? ''
	const part = row.part ?? (row.said_part === null ? null : Number(row.said_part))
	const occurred_at = isRecord ? Date.parse(row.occurred_at!) : calendar.startOfDay(dayNumber(row.day!))
	return {
		key: `${transaction_id} ${part ?? 1}`,
		account: account ?? '',
		day: calendar.dayAt(occurred_at),
		cents,
		part,
		kind,
		source,
		to_source,
		description,
		purchase: {
			transaction_id,
			message_id: isRecord ? row.message_id : row.target_message_id!,
			item: isRecord ? row.item : (row.target_item ?? 0),
			kind,
			amount_cents: cents,
			occurred_at,
			description,
			source,
			to_source,
			person,
			installments: row.installments ?? 1,
			part,
			parts,
			bill_month,
			given_month: bill_month,
			moves: null,
			taken: [],
			file,
		},
	}
}

/** Lines of some days: of what was recorded by chat before, only the payload tells the day. */
export function within(from: LocalDay, to: LocalDay, timezone: string): string {
	const calendar = makeCalendar(timezone)
	const [start, end] = [dayNumber(from), dayNumber(to) + 1].map((day) =>
		new Date(calendar.startOfDay(day)).toISOString(),
	)
	const recorded = `and(action.eq.record,occurred_at.gte.${start},occurred_at.lt.${end})`
	return `or=(${recorded},and(action.eq.amend,payload->>day.gte.${from},payload->>day.lte.${to}))`
}

/** A row of `transactions`; months are the first of theirs. */
export interface RecordedRow
	extends Pick<
		RecordedPurchase,
		| 'message_id'
		| 'item'
		| 'kind'
		| 'amount_cents'
		| 'description'
		| 'installments'
		| 'part'
		| 'parts'
		| 'moves'
	> {
	id: string
	revision: number
	occurred_at: string
	source_text: string | null
	to_source_text: string | null
	person_text: string | null
	bill_month: string
	bill_given: boolean
	pays_month: string | null
}

export function purchaseOf(row: RecordedRow, taken: number[]): RecordedPurchase {
	const { message_id, item, kind, amount_cents, description, installments, part, parts, moves } = row
	const pays = row.pays_month?.slice(0, 7) ?? null
	const bill = row.bill_month.slice(0, 7)
	return {
		transaction_id: row.id,
		message_id,
		item,
		kind,
		amount_cents,
		occurred_at: Date.parse(row.occurred_at),
		description,
		source: row.source_text,
		to_source: row.to_source_text,
		person: row.person_text,
		installments,
		part,
		parts,
		bill_month: kind === 'transfer' ? pays : bill,
		given_month: kind === 'transfer' ? pays : row.bill_given ? bill : null,
		moves,
		taken,
	}
}

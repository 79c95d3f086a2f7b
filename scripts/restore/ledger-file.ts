import { readFileSync } from 'node:fs'

/** A purchase as `export_ledger` gives it; days and months are ISO texts. */
export interface FileTransaction {
	id: string
	kind: string
	amount_cents: number
	installments: number
	bill_month: string
	occurred_at: string
	description: string
	category_text: string | null
	source_text: string | null
	person_text: string | null
	to_source_text: string | null
	part: number | null
	parts: number | null
	pays_month: string | null
	moves: [from_part: number, month: string | null][] | null
	refund_of: string | null
	bill_given: boolean
	voided: boolean
	message_id: string
	item: number
}

/** An item of the inbox: what the agent sent, and what became of it. */
export interface FileItem {
	message_id: string
	item: number
	action: string
	status: 'accepted' | 'rejected'
	reason: string | null
	transaction_id: string | null
	dismissed_at: string | null
	sender_id: number | null
	sent_at: string | null
	payload: unknown
	kind: string | null
	occurred_at: string | null
	description: string | null
	amount: unknown
	category: string | null
	source: string | null
	person: string | null
	to_source: string | null
	installments: number | null
	part: number | null
	parts: number | null
	bill_month: string | null
}

interface Label {
	id: number
	name: string
	aliases: string[]
}

/** Everything of one ledger, as Ajustes > Caderno > Exportar saves it. */
export interface LedgerFile {
	ledger: { name: string; currency: string; timezone: string; basis: string; corrections: boolean }
	categories: (Label & { color: number })[]
	sources: (Label & { archived: boolean })[]
	people: Label[]
	cycles: {
		source_id: number
		from_month: string | null
		closing_day: number | null
		due_day: number | null
	}[]
	bill_closings: { source_id: number; bill_month: string; closing_date: string }[]
	budgets: { category_id: number | null; month: string; amount_cents: number }[]
	recurring: {
		name: string
		day: number
		amount_cents: number
		kind: string
		category_id: number | null
		source_id: number | null
		until: string | null
	}[]
	transactions: FileTransaction[]
	inbox: FileItem[]
	senders: { id: number; sender: string }[]
}

/** What each list's rows need before anything else is asked of them. */
const NEEDED: Record<Exclude<keyof LedgerFile, 'ledger'>, Record<string, 'string' | 'number'>> = {
	categories: { id: 'number', name: 'string' },
	sources: { id: 'number', name: 'string' },
	people: { id: 'number', name: 'string' },
	cycles: { source_id: 'number' },
	bill_closings: { source_id: 'number', bill_month: 'string', closing_date: 'string' },
	budgets: { month: 'string', amount_cents: 'number' },
	recurring: { name: 'string', day: 'number', amount_cents: 'number', kind: 'string' },
	transactions: {
		id: 'string',
		message_id: 'string',
		item: 'number',
		kind: 'string',
		amount_cents: 'number',
		bill_month: 'string',
		occurred_at: 'string',
		description: 'string',
	},
	inbox: { message_id: 'string', item: 'number', action: 'string', status: 'string' },
	senders: { id: 'number', sender: 'string' },
}

/** @throws Error that names the field and the remedy */
export function readLedgerFile(path: string): LedgerFile {
	const text = readFileSync(path, 'utf8')
	let found: Record<string, unknown>
	try {
		found = JSON.parse(text)
	} catch (error) {
		throw new Error(`${path} is no JSON, or was cut off: export the ledger again.`, { cause: error })
	}
	if (found?.format !== 'painel-1')
		throw new Error(
			`${path} is no export of a ledger: "format" must be "painel-1". The page saves one under Ajustes > Caderno > Exportar.`,
		)
	const { name, currency, timezone } = (found.ledger ?? {}) as Record<string, unknown>
	for (const [field, value] of Object.entries({ name, currency, timezone }))
		if (typeof value !== 'string') throw missing(path, `ledger.${field}`, 'a text')
	for (const [list, fields] of Object.entries(NEEDED)) {
		const rows = found[list]
		if (!Array.isArray(rows)) throw missing(path, list, 'a list')
		for (const [at, row] of rows.entries())
			for (const [field, type] of Object.entries(fields))
				if (typeof row?.[field] !== type)
					throw missing(path, `${list}[${at}].${field}`, type === 'string' ? 'a text' : 'a number')
	}
	return found as unknown as LedgerFile
}

const missing = (path: string, field: string, what: string): Error =>
	new Error(`${path}: ${field} must be ${what}. Export the ledger again rather than edit the file.`)

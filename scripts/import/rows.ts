import { createHash } from 'node:crypto'
import { makeCalendar } from '../../src/ledger/calendar'
import { DAY_MS, dayNumber } from '../../src/ledger/day'
import { readRecord } from '../../src/ledger/inbox'
import { normalise } from '../../src/ledger/name'
import type { Columns, Field } from './columns'
import { type DateOrder, guessOrder, readDate } from './dates'

/** A row as the inbox takes it. */
export interface InboxRow {
	message_id: string
	kind: 'expense' | 'income'
	occurred_at: string
	description: string
	amount: string
	category: string | null
	source: string | null
	person: string | null
	installments: number
	payload: { message: string; via: 'import'; line: number }
}

/** A line that was not sent, or that the inbox refused. `line` counts from 1, as an editor does. */
export interface Refused {
	line: number
	reason: string
	record: string[]
	/** The row's message id, where an item that an earlier run sent has it and was refused. */
	taken?: string
}

export interface ReadOptions {
	columns: Columns
	/** Values for every row where the file has none. */
	constants: Partial<Record<'category' | 'source' | 'person', string>>
	order?: DateOrder
	/** What a positive amount is; a negative one is then the other. Left out: found in the file, by `guessPositive`. */
	positive?: 'expense' | 'income'
	/** Lines whose description contains one of these are left out (a card's "pagamento recebido", say). */
	skip?: string[]
	/** IANA zone in which the dates are. */
	timezone: string
	/** Milliseconds since the epoch; left out: the clock's. */
	now?: number
}

/** One line of the file. */
export interface FileLine {
	line: number
	record: string[]
}

/**
 * Turns lines into rows of the inbox. The message id is made from what the line says and from how many lines before
 * it say the same, so that a file sent twice, or two files that overlap, record nothing twice.
 *
 * What the inbox would refuse is refused here: it keeps a refused item under its message id, and the line put right
 * could then never be sent under the same.
 */
export function readRows(
	lines: FileLine[],
	options: ReadOptions,
): { rows: InboxRow[]; refused: Refused[]; skipped: number } {
	const { columns, constants } = options
	const cell = (record: string[], field: Field) => {
		const at = columns[field]
		return at === undefined ? '' : (record[at] ?? '').trim()
	}
	const order = options.order ?? guessOrder(lines.map(({ record }) => cell(record, 'date')))
	const positive = options.positive ?? guessPositive(lines.map(({ record }) => cell(record, 'amount')))
	const skip = (options.skip ?? []).map(normalise).filter(Boolean)
	const now = options.now ?? Date.now()
	const times = new Map<string, number>()
	const timesBefore = (said: string) => {
		const before = times.get(said) ?? 0
		times.set(said, before + 1)
		return before
	}
	const rows: InboxRow[] = []
	const refused: Refused[] = []
	let skipped = 0

	for (const { line, record } of lines) {
		const description = cell(record, 'description').replace(/\s+/g, ' ')
		if (skip.some((text) => normalise(description).includes(text))) {
			skipped++
			continue
		}
		const refuse = (reason: string) => refused.push({ line, reason, record })
		// An id counts whether or not its line is refused: the line put right must not take the place of the next with that id.
		const id = cell(record, 'id')
		const idsBefore = id && timesBefore(id)
		const day = readDate(cell(record, 'date'), order)
		if (!day) {
			refuse('date_unreadable')
			continue
		}
		const installments = readInstallments(cell(record, 'installments'))
		if (installments === null) {
			refuse('installments_unreadable')
			continue
		}
		const { negative, amount } = splitSign(cell(record, 'amount'))
		const other = positive === 'expense' ? 'income' : 'expense'
		const row = {
			kind: kindOf(cell(record, 'kind')) ?? (negative ? other : positive),
			occurred_at: `${day} 12:00:00 ${options.timezone}`,
			description,
			amount,
			category: cell(record, 'category') || constants.category || null,
			source: cell(record, 'source') || constants.source || null,
			person: cell(record, 'person') || constants.person || null,
			installments,
		} as const
		const facts = readRecord(
			{ ...row, message_id: '', occurred_at: noonOf(day, options.timezone).toISOString() },
			now,
		)
		if ('reason' in facts) {
			refuse(facts.reason)
			continue
		}
		const said =
			id ||
			[day, row.kind, facts.amount_cents, normalise(description), row.source, row.person, installments].join(
				'\n',
			)
		const hash = createHash('sha256').update(said).digest('hex').slice(0, 24)
		rows.push({
			message_id: `import.${hash}.${id ? idsBefore : timesBefore(said)}`,
			...row,
			payload: { message: beginning(record.join(' · ')), via: 'import', line },
		})
	}
	return { rows, refused, skipped }
}

/** The instant that the database makes of `YYYY-MM-DD 12:00:00` in a zone; an hour beside it on days when clocks change. */
function noonOf(day: string, timezone: string): Date {
	return new Date(makeCalendar(timezone).startOfDay(dayNumber(day)) + DAY_MS / 2)
}

/**
 * The number of parts: none said is one. `2/10` is refused, since a bank lists each part as a line of its own amount, and
 * reading it as one purchase in ten parts would count it ten times over.
 */
function readInstallments(value: string): number | null {
	if (value === '') return 1
	const parts = /^(\d+) ?x?$/i.exec(value)
	return parts ? Number(parts[1]) : null
}

/** The first thousand characters, none of them cut in two: PostgreSQL stores no half of an emoji. */
function beginning(text: string): string {
	return Array.from(text).slice(0, 1000).join('')
}

/** A bank account's file has its expenses negative, a card's positive: what most of the amounts are. */
export function guessPositive(amounts: string[]): 'expense' | 'income' {
	const negative = amounts.filter((amount) => splitSign(amount).negative).length
	return negative * 2 > amounts.filter(Boolean).length ? 'income' : 'expense'
}

/** Where a file may write a sign: at the start (before or after the currency), at the end, or as parentheses around. */
const signs = [
	/^(?<currency>(?:r\$|brl)?\s*)(?<sign>[+−-])\s*(?<amount>.*)$/i,
	/^(?<currency>(?:r\$|brl)?\s*)(?<sign>\()(?<amount>.*)\)$/i,
	/^(?<currency>)(?<amount>.*?)\s*(?<sign>[+−-])$/,
]

/**
 * `-52,90`, `52,90-`, `(52,90)` and `R$ -52,90` are negative; the amount goes on without its sign. What holds more than
 * one sign, or one in its midst (`5-3`, `2026-11-05`), goes on as written, which no amount is.
 */
export function splitSign(value: string): { negative: boolean; amount: string } {
	const text = value.trim()
	const found = signs.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
	const amount = found ? `${found.currency}${found.amount}`.trim() : text
	return /[+−()-]/.test(amount)
		? { negative: false, amount: text }
		: { negative: found !== undefined && found.sign !== '+', amount }
}

function kindOf(value: string): 'expense' | 'income' | null {
	const word = normalise(value)
	if (/^(expense|despesa|gasto|saida|debito|debit|d)$/.test(word)) return 'expense'
	if (/^(income|receita|entrada|credito|credit|c)$/.test(word)) return 'income'
	return null
}

import type { LedgerSession } from '../../app/session'
import { yieldToBrowser } from '../../feed/browser'
import type { OwnRecord } from '../../import/own-record'
import type { BillMonth, Cents } from '../../ledger/types'
import type { Metrics } from '../../metrics'
import { heldRow } from '../../metrics/live/held-rows'
import { compareNewest } from '../../metrics/live/sorting'
import { TRANSFER } from '../../metrics/store/combos'
import type { BillItem } from '../../metrics/types'
import { useWords } from '../../words'
import type { Dimension } from '../labels'
import type { DashboardState } from '../state'

const t = useWords()

/** Rows written in one go; after them the page may paint and answer. */
const AT_ONCE = 1_000

/** Hands the shown rows to the browser as a file; answers how many they were. */
export async function downloadCsv(
	handles: Int32Array,
	session: LedgerSession,
	dashboard: DashboardState,
): Promise<number> {
	const parts = [CSV_START, csvLines([csvHeading()])]
	const { from, to } = dashboard.selection.months()
	// Transfers are in no total, and so not among the rows shown; a file of everything has them.
	const all = dashboard.selection.isFiltered()
		? handles
		: Int32Array.from([...handles, ...transfersIn(session.metrics, from, to)])
	let count = 0
	for (let at = 0; at < all.length; at += AT_ONCE) {
		if (at > 0) await yieldToBrowser()
		const rows = csvRows(all.subarray(at, at + AT_ONCE), session, dashboard)
		count += rows.length
		parts.push(csvLines(rows))
	}
	const url = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }))
	const link = document.createElement('a')
	link.href = url
	link.download = `${t('file.name')}-${from === to ? from : `${from}-${to}`}.csv`
	link.click()
	// The download has its own copy once it began; the browser keeps ours only until then.
	setTimeout(() => URL.revokeObjectURL(url), 10_000)
	return count
}

/** Items of the transfers of some months, the newest first. They are in no total, and the filter shows them only when asked for. */
export function transfersIn(metrics: Metrics, from: BillMonth, to: BillMonth): Int32Array {
	const { store } = metrics.source()
	const slots = [...store.liveSlots()].filter((slot) => store.kindOf(slot) === TRANSFER)
	const ids = slots.map((slot) => store.firstItem(slot))
	const asked = ids.filter((id) => {
		const { month } = metrics.item(id)!
		return month >= from && month <= to
	})
	return Int32Array.from(asked.sort((a, b) => compareNewest(store, a, b)))
}

/** `1234,56`: a decimal comma and no grouping, so that a Brazilian spreadsheet reads a number. */
export function decimalComma(cents: Cents): string {
	const digits = String(Math.abs(cents)).padStart(3, '0')
	return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`
}

export const CSV_COLUMNS = [
	'day',
	'bill',
	'kind',
	'description',
	'category',
	'source',
	'to',
	'person',
	'installment',
	'installments',
	'amount',
	'total',
	'record',
] as const

const csvHeading = (): string[] => CSV_COLUMNS.map((column) => t(`file.columns.${column}`))

/** Rows as text cells, without those undone meanwhile. Texts are as they are; making them safe is the writer's work. */
function csvRows(handles: Int32Array, session: LedgerSession, dashboard: DashboardState): string[][] {
	const rows: string[][] = []
	const sources = session.directory()?.sources ?? []
	for (const handle of handles) {
		const item = session.metrics.item(handle)
		if (!item) continue
		const label = (dimension: Dimension) => dashboard.labels.labelOf(item, dimension) ?? ''
		rows.push(
			itemCells(item, {
				kind: t(`file.columns.${item.kind}`),
				category: label('category'),
				source: label('source'),
				to: sources.find(({ id }) => id === item.to_source_id)?.name ?? item.to_source_text ?? '',
				person: label('person'),
				isWhole: session.metrics.basis() === 'purchase',
				record: recordOf(session.metrics, item.id),
			}),
		)
	}
	return rows
}

interface ItemWords {
	kind: string
	category: string
	source: string
	/** Of a transfer: where the money went. */
	to: string
	person: string
	/** Months are counted by purchase: an item is all of its parts. */
	isWhole: boolean
	/** See `recordOf`. */
	record: string
}

/**
 * What an import needs to make the same purchase again and no reader of the table does: its instant, its first bill and whether it was
 * given, whether it is known by its parts, how its parts were moved, the purchase that a refund belongs to.
 */
export function recordOf(metrics: Metrics, id: string): string {
	const row = heldRow(metrics, id)?.row
	if (!row) return ''
	const { occurred_at, bill_month, bill_given, part, moves, refund_of } = row
	const record: OwnRecord = {
		id,
		at: new Date(occurred_at).toISOString(),
		bill: bill_month,
		...(bill_given ? { given: true } : {}),
		...(part === null ? {} : { part: true }),
		...(moves === null ? {} : { moves }),
		...(refund_of === null ? {} : { of: refund_of }),
	}
	return JSON.stringify(record)
}

/**
 * One item in the order of `CSV_COLUMNS`, so that an import makes the same of it: a part has its number, how many there are and what the
 * whole came to; a part known by itself came to no more than its amount; a whole purchase has no number of a part. The bill of a
 * transfer is the one that it was said to pay.
 */
export function itemCells(item: BillItem, words: ItemWords): string[] {
	const parts = item.parts ?? item.installments
	const isWhole = words.isWhole && item.part === null && parts > 1
	return [
		item.day,
		item.kind === 'transfer' ? (item.pays_month ?? '') : item.bill,
		words.kind,
		item.description,
		words.category,
		words.source,
		words.to,
		words.person,
		isWhole ? '' : String(item.part ?? item.installment),
		String(parts),
		decimalComma(item.cents),
		decimalComma(item.amount_cents),
		words.record,
	]
}

/**
 * First characters that a spreadsheet would take for a formula; a leading tab or line end hides one. Apostrophes before them get one
 * more, so that a reader who takes one off has the text as it was.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/
const PLAIN_NUMBER = /^-?\d+(,\d+)?$/
/** Cells that need quotes; some readers would trim a space at either end. */
const QUOTED = /[";\r\n]|^\s|\s$/

/** A byte order mark: without it Excel takes the file for Latin-1. */
export const CSV_START = '\uFEFF'

/** Puts an apostrophe before what would be computed. Plain numbers stay numbers. */
export const harmless = (cell: string): string =>
	FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell

function written(cell: string): string {
	const safe = harmless(cell)
	return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines of CSV as Excel in Brazil opens them by a double click: `;`, CRLF; every text harmless. A file begins with `CSV_START`. */
export function csvLines(rows: string[][]): string {
	let text = ''
	for (const row of rows) text += `${row.map(written).join(';')}\r\n`
	return text
}

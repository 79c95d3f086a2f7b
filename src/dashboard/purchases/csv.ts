import { createWords } from '../../app/language'
import type { LedgerSession } from '../../app/session'
import type { Cents } from '../../ledger/types'
import type { DashboardState } from '../state'
import { words } from '../words'

const t = createWords(words)

/** `1234,56`: a decimal comma and no grouping, so that a Brazilian spreadsheet reads a number. */
export function decimalComma(cents: Cents): string {
	const digits = String(Math.abs(cents)).padStart(3, '0')
	return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`
}

const COLUMNS = [
	'day',
	'bill',
	'kind',
	'description',
	'category',
	'source',
	'person',
	'installment',
	'installments',
	'amount',
	'total',
] as const

export const csvHeading = (): string[] => COLUMNS.map((column) => t(`file.columns.${column}`))

/** Rows as text cells, without those undone meanwhile. Texts are as they are; making them safe is the writer's work. */
export function csvRows(handles: Int32Array, session: LedgerSession, dashboard: DashboardState): string[][] {
	const rows: string[][] = []
	const kinds = { expense: t('file.columns.expense'), income: t('file.columns.income') }
	const named = (id: number | null, text: string | null, dimension: 'category' | 'source' | 'person') =>
		id === null && text === null ? '' : dashboard.nameOf(dimension, id, text)
	for (const handle of handles) {
		const item = session.metrics.item(handle)
		if (!item) continue
		rows.push([
			item.day,
			item.month,
			kinds[item.kind],
			item.description,
			named(item.category, item.categoryText, 'category'),
			named(item.source, item.sourceText, 'source'),
			named(item.person, item.personText, 'person'),
			String(item.installment),
			String(item.installments),
			decimalComma(item.cents),
			decimalComma(item.totalCents),
		])
	}
	return rows
}

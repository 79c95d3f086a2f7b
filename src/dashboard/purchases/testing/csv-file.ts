import type { Basis, TransactionColumns } from '../../../ledger/types'
import { makeMetrics } from '../../../metrics'
import { sortedItems } from '../../../metrics/live/sorted-items'
import type { Language } from '../../../words'
import { allWords } from '../../../words/all'
import { CSV_COLUMNS, CSV_START, csvLines, itemCells, recordOf, transfersIn } from '../csv'

/** How a ledger is shown where it is exported. */
export interface Export {
	timezone: string
	today: string
	basis: Basis
	language: Language
	/** A label's name by its id; none: the ledger has no labels. */
	nameOf?(kind: 'category' | 'source' | 'person', id: number): string | undefined
}

/** The file that the page hands out where nothing is filtered. */
export function csvFile(columns: TransactionColumns, { language, nameOf, ...shown }: Export): Uint8Array {
	const metrics = makeMetrics(shown)
	metrics.apply(columns)
	const words = allWords[language].page.file.columns
	// Transfers are listed apart: they are in no total.
	const handles = [
		...sortedItems(metrics, { by: 'date', descending: true }),
		...transfersIn(metrics, '1970-01', '2060-12'),
	]
	const name = (kind: 'category' | 'source' | 'person', id: number | null, text: string | null) =>
		(id === null ? text : nameOf?.(kind, id)) ?? ''
	const lines = handles.map((handle) => {
		const item = metrics.item(handle)!
		return itemCells(item, {
			kind: words[item.kind],
			category: name('category', item.category_id, item.category_text),
			source: name('source', item.source_id, item.source_text),
			to: name('source', item.to_source_id, item.to_source_text),
			person: name('person', item.person_id, item.person_text),
			isWhole: shown.basis === 'purchase',
			record: recordOf(metrics, item.id),
		})
	})
	const heading = CSV_COLUMNS.map((column) => words[column])
	return new TextEncoder().encode(CSV_START + csvLines([heading, ...lines]))
}

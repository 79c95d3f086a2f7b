import type { DemoLedger } from './ledger'

/** What stands in place of an erased description. */
const ERASED = '—'

/** Blanks what was written in a person's purchases and in every message about them; amounts, days and labels stay. */
export function eraseTexts(ledger: DemoLedger, person: number | null): number {
	if (person === null) return 0
	const { categories, sources, people } = ledger.directory
	const nameOf = (labels: readonly { id: number; name: string }[], id: number | null) =>
		labels.find((label) => label.id === id)?.name ?? null
	return ledger.write(() => {
		const touched = new Set<string>()
		for (const record of ledger.transactions()) {
			if (record.person_id !== person) continue
			touched.add(record.id)
			// The label's own name, by which it is found again whenever purchases are filed anew.
			ledger.replace(record, {
				description: ERASED,
				category_text: nameOf(categories, record.category_id),
				source_text: nameOf(sources, record.source_id),
				person_text: nameOf(people, record.person_id),
				to_source_text: nameOf(sources, record.to_source_id),
			})
		}
		let count = 0
		for (const item of ledger.inbox) {
			if (item.transaction_id === null || !touched.has(item.transaction_id)) continue
			Object.assign(item, { description: null, category: null, source: null, person: null, payload: null })
			count++
		}
		if (count > 0) ledger.touchInbox()
		return count
	})
}

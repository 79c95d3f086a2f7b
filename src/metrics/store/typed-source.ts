import type { TypedColumns } from '../../ledger/typed-columns'
import { EXPENSE, INCOME } from './combos'
import type { Descriptions } from './descriptions'
import type { RawLabels } from './raw-labels'
import { FIRST_MONTH, isRevision, MonthCounts, type RowSource, type Rows, UNKNOWN } from './rows'

/** Rows in typed arrays: each different text is looked up once, not once a row. */
export class TypedSource implements RowSource {
	/** The number of each text among the store's descriptions; −1: not asked for yet. */
	private readonly numbers: Int32Array

	constructor(private readonly columns: TypedColumns) {
		this.numbers = new Int32Array(columns.texts.length).fill(-1)
	}

	get length(): number {
		return this.columns.rows
	}

	read(from: number, rows: Rows): void {
		const { columns } = this
		rows.ids.set(columns.id.subarray(from * 4, (from + rows.length) * 4))
		for (let at = 0; at < rows.length; at++) {
			const index = from + at
			const revision = columns.revision[index]!
			if (!isRevision(revision)) {
				rows.state[at] = UNKNOWN
				continue
			}
			rows.revisions[at] = revision
			if (columns.voided[index] === 1) {
				rows.setVoided(at)
				continue
			}
			rows.setContent(
				at,
				columns.kind[index] === 1 ? INCOME : EXPENSE,
				columns.amount_cents[index]!,
				columns.installments[index]!,
				columns.bill_month[index]! - FIRST_MONTH,
				columns.occurred_at[index]!,
			)
			rows.setRefs(at, columns.category_id[index]!, columns.source_id[index]!, columns.person_id[index]!)
		}
	}

	description(index: number, descriptions: Descriptions): number {
		const text = this.columns.description[index]!
		let number = this.numbers[text] ?? -1
		if (number < 0) {
			number = descriptions.enter(this.columns.texts[text] ?? '')
			this.numbers[text] = number
		}
		return number
	}

	unmatched(index: number, unmatched: RawLabels): number {
		const { category_text, source_text, person_text, texts } = this.columns
		const category = category_text[index]!
		const source = source_text[index]!
		const person = person_text[index]!
		if ((category & source & person) === -1) return 0
		return unmatched.enter(texts[category] ?? null, texts[source] ?? null, texts[person] ?? null)
	}

	itemsByMonth(): Int32Array {
		const { bill_month, installments } = this.columns
		const counts = new MonthCounts()
		for (let index = 0; index < this.length; index++)
			counts.add(bill_month[index]! - FIRST_MONTH, installments[index]!)
		return counts.read()
	}
}

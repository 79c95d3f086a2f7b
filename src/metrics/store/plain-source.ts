import { rememberedMonthNumber } from '../../ledger/month'
import type { TransactionColumns } from '../../ledger/types'
import { parseUuid } from '../../ledger/uuid'
import { EXPENSE, INCOME } from './combos'
import type { Descriptions } from './descriptions'
import type { RawLabels } from './raw-labels'
import { FIRST_MONTH, isRevision, MonthCounts, type RowSource, type Rows, UNFIT, UNKNOWN } from './rows'

/** Rows as JSON carries them. Anything may be in them: the edge of the store is here. */
export class PlainSource implements RowSource {
	constructor(private readonly columns: TransactionColumns) {}

	get length(): number {
		return this.columns.id.length
	}

	read(from: number, rows: Rows): void {
		const { columns } = this
		for (let at = 0; at < rows.length; at++) {
			const index = from + at
			const id: unknown = columns.id[index]
			const revision: unknown = columns.revision[index]
			if (typeof id !== 'string' || !isRevision(revision) || !parseUuid(id, rows.ids, at * 4)) {
				rows.state[at] = UNKNOWN
				continue
			}
			rows.revisions[at] = revision
			if (columns.voided[index] === true) rows.setVoided(at)
			else this.readContent(index, rows, at)
		}
	}

	private readContent(index: number, rows: Rows, at: number): void {
		const { columns } = this
		const kind: unknown = columns.kind[index]
		if (kind !== 'expense' && kind !== 'income') {
			rows.state[at] = UNFIT
			return
		}
		rows.setContent(
			at,
			kind === 'income' ? INCOME : EXPENSE,
			columns.amount_cents[index],
			columns.installments[index],
			monthOf(columns.bill_month[index]),
			columns.occurred_at[index],
		)
		rows.setRefs(
			at,
			refOf(columns.category_id[index]),
			refOf(columns.source_id[index]),
			refOf(columns.person_id[index]),
		)
	}

	description(index: number, descriptions: Descriptions): number {
		return descriptions.enter(asText(this.columns.description[index]) ?? '')
	}

	unmatched(index: number, unmatched: RawLabels): number {
		const { category_text, source_text, person_text } = this.columns
		return unmatched.enter(
			asText(category_text[index]),
			asText(source_text[index]),
			asText(person_text[index]),
		)
	}

	itemsByMonth(): Int32Array {
		const { bill_month, installments } = this.columns
		const counts = new MonthCounts()
		for (let index = 0; index < this.length; index++)
			counts.add(monthOf(bill_month[index]), installments[index])
		return counts.read()
	}
}

/** From January 1970; NaN when it is none. */
function monthOf(month: unknown): number {
	return typeof month === 'string' ? rememberedMonthNumber(month) - FIRST_MONTH : Number.NaN
}

/** −1 stands for none inside, and is nothing that may come from outside. */
function refOf(ref: unknown): unknown {
	return ref === null || ref === undefined ? -1 : ref === -1 ? Number.NaN : ref
}

function asText(value: unknown): string | null {
	return typeof value === 'string' ? value : null
}

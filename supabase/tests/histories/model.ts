import { billMonth } from '../../../src/ledger/bill.ts'
import { makeCalendar } from '../../../src/ledger/calendar.ts'
import { addMonths } from '../../../src/ledger/month.ts'
import { LABELS } from './steps.ts'

/** What the model knows of one purchase: what was said of it, in the end. */
export interface Purchase {
	message_id: string
	kind: string
	cents: number
	installments: number
	part: number | null
	parts: number | null
	at: number
	source: string | null
	to_source: string | null
	category: string | null
	given: string | null
	moves: [number, string | null][]
	voided: boolean
	refundOf: string | null
}

export type What = keyof typeof LABELS

/** What a purchase may be filed under: it answers to its name and its other names. */
interface Label {
	id: number
	name: string
	aliases: string[]
}

const answers = (label: Label, text: string) => label.name === text || label.aliases.includes(text)

/** A ledger by the definition of its rules: what was said, and what follows from it by the settings of the moment. */
export class Model {
	zone = 'America/Sao_Paulo'
	readonly purchases: Purchase[] = []
	readonly cycles = new Map<
		string,
		{ source_id: number; from_month: string | null; closing_day: number | null; due_day: number | null }
	>()
	private readonly labels: Record<What, Label[]> = {
		source: labelsOf('source'),
		category: labelsOf('category'),
	}
	readonly closings = new Map<string, { source_id: number; bill_month: string; closing_date: string }>()

	dayOf(at: number): string {
		return makeCalendar(this.zone).dayAt(at)
	}

	sourceOf(text: string | null): number | null {
		return this.labelOf('source', text)
	}

	/** What a text is filed under, whenever it was said. */
	labelOf(what: What, text: string | null): number | null {
		return this.labels[what].find((label) => answers(label, text ?? ''))?.id ?? null
	}

	/**
	 * Renames a label, gives it other aliases, or both (null: as before). A name that it had goes on as an alias. False: another
	 * one answers to one of the names, so nothing changes.
	 */
	relabel(what: What, id: number, name: string | null, aliases: string[] | null): boolean {
		const before = this.labels[what][id - 1]!
		const after = { id, name: name ?? before.name, aliases: [...(aliases ?? before.aliases)] }
		after.aliases = after.aliases.filter((alias) => alias !== after.name)
		if (!answers(after, before.name)) after.aliases.push(before.name)
		const others = this.labels[what].filter((label) => label !== before)
		const names = [after.name, ...after.aliases]
		if (others.some((label) => names.some((text) => answers(label, text)))) return false
		this.labels[what][id - 1] = after
		return true
	}

	cyclesOf(source: number | null) {
		return [...this.cycles.values()].filter(({ source_id }) => source_id === source)
	}

	closingsOf(source: number | null) {
		return [...this.closings.values()].filter(({ source_id }) => source_id === source)
	}

	/** The first bill of a purchase. */
	billOf(purchase: Purchase): string {
		if (purchase.given && purchase.kind !== 'transfer') return purchase.given
		const source = this.sourceOf(purchase.source)
		const bill = billMonth(this.dayOf(purchase.at), this.cyclesOf(source), this.closingsOf(source))
		return addMonths(bill, (purchase.part ?? 1) - 1)
	}

	/** The bill of each part and its cents, cancelled parts left out. */
	partsOf(purchase: Purchase): { k: number; bill: string; cents: number }[] {
		const first = this.billOf(purchase)
		const share = Math.floor(purchase.cents / purchase.installments)
		return Array.from({ length: purchase.installments }, (_, index) => {
			const k = index + 1
			const move = purchase.moves.filter(([from]) => from <= k).at(-1)
			const bill = move ? move[1] : addMonths(first, index)
			return { k, bill, cents: k === 1 ? purchase.cents - share * (purchase.installments - 1) : share }
		}).filter((part): part is { k: number; bill: string; cents: number } => part.bill !== null)
	}

	live(): Purchase[] {
		return this.purchases.filter(({ voided }) => !voided)
	}
}

const labelsOf = (what: What): Label[] =>
	LABELS[what].map((name, index) => ({ id: index + 1, name, aliases: [] }))

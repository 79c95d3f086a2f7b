import { billMonth } from '../../../src/ledger/bill.ts'
import { makeCalendar } from '../../../src/ledger/calendar.ts'
import { addMonths } from '../../../src/ledger/month.ts'
import { SOURCES } from './steps.ts'

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

/** A ledger by the definition of its rules: what was said, and what follows from it by the settings of the moment. */
export class Model {
	zone = 'America/Sao_Paulo'
	readonly purchases: Purchase[] = []
	readonly cycles = new Map<
		string,
		{ source_id: number; from_month: string | null; closing_day: number | null; due_day: number | null }
	>()
	readonly closings = new Map<string, { source_id: number; bill_month: string; closing_date: string }>()

	dayOf(at: number): string {
		return makeCalendar(this.zone).dayAt(at)
	}

	sourceOf(text: string | null): number | null {
		const id = SOURCES.slice(0, 3).indexOf(text ?? '') + 1
		return id || null
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

import { type LineMatch, type RecordedPurchase, slotOf } from './matching'
import type { PlanItem } from './types'

/** A line and the purchase that it is. */
export interface ConfirmedMatch {
	item: PlanItem
	purchase: RecordedPurchase
}

/** What is said of each line that may be recorded already: as proposed, until a person says otherwise. */
export class MatchChoices {
	private readonly chosen = new Map<LineMatch, RecordedPurchase | null>()
	/** Which line has each purchase, or part of one. */
	private readonly holders = new Map<string, LineMatch>()

	/** @param before what was said of these lines when other matches were found: of a line that may still be that, it holds */
	constructor(
		readonly matches: readonly LineMatch[],
		before?: MatchChoices,
	) {
		for (const match of matches) this.choose(match, match.proposed)
		const was = new Map(before?.matches.map((match) => [match.item.message_id, match]))
		for (const match of matches) this.sayAgain(match, was.get(match.item.message_id), before)
	}

	of(match: LineMatch): RecordedPurchase | null {
		return this.chosen.get(match) ?? null
	}

	/** Null: a purchase of its own. A purchase that another line has is taken from it. */
	choose(match: LineMatch, purchase: RecordedPurchase | null): void {
		const before = this.of(match)
		if (before) this.holders.delete(slotOf(before, match.item))
		this.chosen.set(match, purchase)
		if (purchase === null) return
		const slot = slotOf(purchase, match.item)
		const holder = this.holders.get(slot)
		if (holder) this.chosen.set(holder, null)
		this.holders.set(slot, match)
	}

	private sayAgain(match: LineMatch, was: LineMatch | undefined, before: MatchChoices | undefined): void {
		const said = was && before?.of(was)
		if (said === undefined || said === was?.proposed) return
		const same = match.candidates.find(({ transaction_id }) => transaction_id === said?.transaction_id)
		if (said === null || same) this.choose(match, same ?? null)
	}

	confirmed(): ConfirmedMatch[] {
		return this.matches.flatMap((match) => {
			const purchase = this.of(match)
			return purchase ? [{ item: match.item, purchase }] : []
		})
	}

	/** Lines that are purchases of their own. */
	fresh(): PlanItem[] {
		return this.matches.filter((match) => this.of(match) === null).map(({ item }) => item)
	}
}

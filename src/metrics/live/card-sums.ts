import type { CardHistory } from '../../ledger/card-bills'
import { rememberedMonthName } from '../../ledger/month'
import type { BillMonth, Cents } from '../../ledger/types'
import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { EXPENSE, TRANSFER } from '../store/combos'
import type { Store } from '../store/store'

/**
 * What the bills of each source hold and what was paid to it, whatever the filter and the basis. Built when first read, then
 * kept current transaction by transaction.
 */
export class CardSums implements Follower {
	private readonly store: Store
	private readonly amounts: Record<number, Record<BillMonth, Cents>> = {}
	/** Slots of the transfers to each source. */
	private readonly transfers: Record<number, Set<number>> = {}

	constructor({ store }: Filtered) {
		this.store = store
		for (const slot of store.liveSlots()) this.change(slot, 1)
	}

	change(slot: number, sign: 1 | -1): void {
		const { combos, transactions } = this.store
		const kind = this.store.kindOf(slot)
		const source = combos.sources.ref(transactions.combos[slot]!)
		const { to_source_id: to } = this.store.detailsOf(slot)
		if (kind === TRANSFER && to !== null) {
			this.transfers[to] ??= new Set()
			if (sign === 1) this.transfers[to].add(slot)
			else this.transfers[to].delete(slot)
		}
		if (source === null) return
		// Money taken from a card is on its bill; refunds and incomes lower it.
		const signed = kind === EXPENSE || kind === TRANSFER ? sign : -sign
		this.amounts[source] ??= {}
		const amounts = this.amounts[source]
		for (const { month, cents } of this.store.partsOf(slot)) {
			const name = rememberedMonthName(month)
			amounts[name] = (amounts[name] ?? 0) + signed * cents
		}
	}

	/** What a source's bills hold (those of 0 left out), and the transfers to it in the order in which they were made. */
	read(source: number): CardHistory {
		const { store } = this
		const slots = [...(this.transfers[source] ?? [])]
		const payments = slots.sort(store.transactions.compare).map((slot) => ({
			day: store.dayAt(slot),
			cents: store.transactions.cents[slot]!,
			pays: store.detailsOf(slot).pays_month,
		}))
		const amounts = Object.entries(this.amounts[source] ?? {}).filter(([, cents]) => cents !== 0)
		return { amounts: Object.fromEntries(amounts), payments }
	}
}

/** What the bills of a source hold and what was paid to it: see `cardBill` in the ledger's rules. */
export function cardHistory(metrics: Metrics, source: number): CardHistory {
	return metrics.derive(`card ${source}`, (held) => held.follower(CardSums).read(source))
}

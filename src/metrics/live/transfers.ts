import { rememberedMonthName } from '../../ledger/month'
import type { BillMonth } from '../../ledger/types'
import type { Metrics } from '../index'
import { TRANSFER } from '../store/combos'
import { FIRST_MONTH } from '../store/month-items'
import { compareNewest } from './sorting'

/** Items of the transfers of some months, the newest first. They are in no total, and the filter shows them only when asked for. */
export function transfersIn(metrics: Metrics, from: BillMonth, to: BillMonth): Int32Array {
	const { store } = metrics.source()
	const ids: number[] = []
	for (const slot of store.liveSlots()) {
		if (store.combos.kinds[store.transactions.combos[slot]!] !== TRANSFER) continue
		const id = store.firstItem(slot)
		const month = rememberedMonthName(store.monthOf(id).month + FIRST_MONTH)
		if (month >= from && month <= to) ids.push(id)
	}
	return Int32Array.from(ids.sort((a, b) => compareNewest(store, a, b)))
}

import type { Kind } from '../ledger/types'
import type { BillItem } from '../metrics/types'

/** What stands before an amount: money that came in, or back. */
export function signOf({ kind }: { kind: Kind }): string {
	if (kind === 'income') return '+ '
	return kind === 'refund' ? '− ' : ''
}

/** Whether an amount is good news. */
export const isGain = ({ kind }: { kind: Kind }): boolean => kind === 'income' || kind === 'refund'

/** Which part of how many an item is, as "3/10"; "10×" of a whole purchase; nothing where there is one part. */
export function partsText(item: BillItem, isWhole: boolean): string {
	if (item.part !== null && item.parts !== null) return `${item.part}/${item.parts}`
	if (item.installments === 1) return ''
	return isWhole ? `${item.installments}×` : `${item.installment}/${item.installments}`
}

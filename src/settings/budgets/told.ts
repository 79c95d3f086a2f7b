import { anyText, recall, remember } from '../../app/remembered'
import type { Told } from './notices-due'

const keyOf = (ledgerId: string) => `told.${ledgerId}`

/** Says that a device was told of nothing yet, which is not the same as never having looked. */
const NOTHING = '-'

/**
 * What this device was already told of a ledger's budgets; null: it never looked at them. Read afresh each time, since
 * other tabs tell too.
 */
export function recallTold(ledgerId: string): Set<string> | null {
	const kept = recall(keyOf(ledgerId), anyText)
	return kept === null ? null : new Set(kept.split('|').filter((key) => key !== NOTHING))
}

/** Keeps it. */
export function rememberTold(ledgerId: string, told: Told): void {
	remember(keyOf(ledgerId), told.size > 0 ? [...told].join('|') : NOTHING)
}

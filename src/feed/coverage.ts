import { monthOf } from '../ledger/day'
import { addMonths, monthNumber } from '../ledger/month'
import type { BillMonth, LocalDay, Months } from '../ledger/types'
import type { Coverage } from './types'

/**
 * Which revisions are in. Invariant: every transaction whose revision is in (0, `filled`] or (`floor`, `applied`], and
 * every one with an installment in `window`, has been handed out as it was at revision `applied` of the ledger, or has
 * changed since and comes with the catch-up that is under way. While `applied` is the newest revision, nothing is missing.
 *
 * Rows that change while history loads move above `floor` and arrive with the live stream, so the two ends meet exactly.
 */
export interface Extent {
	applied: number
	/** The ledger's revision when the first page was read; history is what lies below. */
	floor: number
	/** How far up history has been read. */
	filled: number
	/** Bill months that are complete as of `applied`. */
	window: Months | null
}

/** Everything at or below `applied` is in. */
export function isComplete(extent: Extent): boolean {
	return extent.filled >= extent.floor
}

/** Moves the live end forward, never back. */
export function withApplied(extent: Extent, upto: number): Extent {
	return upto > extent.applied ? { ...extent, applied: upto } : extent
}

/** Moves history forward, never back. */
export function withFilled(extent: Extent, upto: number): Extent {
	return upto > extent.filled ? { ...extent, filled: Math.min(upto, extent.floor) } : extent
}

/** Installments reach this far ahead: 120 parts, and bills that are due after their closing month. */
const AHEAD = 124

/** The bill months to be right first: the one before today's and all after it. */
export function firstMonths(today: LocalDay): Months {
	return { from: addMonths(monthOf(today), -1), to: addMonths(monthOf(today), AHEAD) }
}

/** Whether `outer` holds all months of `inner`. */
export function holdsMonths(outer: Months | null, inner: Months): boolean {
	return outer !== null && outer.from <= inner.from && outer.to >= inner.to
}

/** Are the bill months from `from` to `to` in, ends included? The one answer for every figure, notice and form. */
export function isCovered(coverage: Coverage, from: BillMonth, to: BillMonth = from): boolean {
	return coverage.complete || holdsMonths(coverage.months, { from, to })
}

/** A stored extent is believed only if it makes sense. */
export function isExtent(value: unknown): value is Extent {
	const { applied, floor, filled, window } = (value ?? {}) as Partial<Extent>
	const natural = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0
	if (!natural(applied) || !natural(floor) || !natural(filled)) return false
	if ((floor as number) > (applied as number) || (filled as number) > (floor as number)) return false
	if (window === null) return true
	return typeof window === 'object' && window !== undefined && isMonth(window.from) && isMonth(window.to)
}

function isMonth(value: unknown): boolean {
	return typeof value === 'string' && !Number.isNaN(monthNumber(value))
}

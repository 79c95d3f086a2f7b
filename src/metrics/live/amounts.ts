import type { MonthItems } from '../store/month-items'

/** Bins of a doubling: amounts in one bin differ by less than a 64th. */
const FINE_BITS = 6
const FINE = 1 << FINE_BITS
/** Amounts are below 2^37. */
const BINS = (37 - FINE_BITS + 1) * FINE
const WIDE = 2 ** 20

/** A run of amounts (`to` excluded), and how many amounts lie below it. */
export interface AmountRange {
	from: number
	to: number
	below: number
}

/**
 * How many amounts there are of about each size. It says where to look for the median and for the largest, so that either is
 * found among a few amounts instead of all.
 */
export class Amounts {
	private readonly counts = new Int32Array(BINS)
	total = 0

	clear(): void {
		this.counts.fill(0)
		this.total = 0
	}

	/** `count` is negative when an amount is taken out. */
	add(cents: number, count: number): void {
		this.counts[binOf(cents)]! += count
		this.total += count
	}

	/** Counts the items at the positions `among` (null: all) whose combo has a 1 in `combos`. */
	addItems(items: MonthItems, among: Uint32Array | null, combos: Uint8Array): void {
		const { counts } = this
		const { cents, combos: comboOf } = items
		const length = among === null ? items.length : among.length
		let total = 0
		for (let index = 0; index < length; index++) {
			const at = among === null ? index : among[index]!
			const counted = combos[comboOf[at]!]!
			counts[binOf(cents[at]!)]! += counted
			total += counted
		}
		this.total += total
	}

	/** The run that holds the amounts of two neighbouring ranks, counted from 0 up. */
	around(lower: number, upper: number): AmountRange {
		const { counts } = this
		let first = 0
		let below = 0
		while (below + counts[first]! <= lower) below += counts[first++]!
		let last = first
		let reached = below + counts[first]!
		while (reached <= upper) reached += counts[++last]!
		return { from: lowestOf(first), to: lowestOf(last + 1), below }
	}

	/** An amount that at least `count` amounts reach, but not many more; 0 when there are fewer. */
	reachedBy(count: number): number {
		let reached = 0
		let bin = BINS
		while (bin > 0 && reached < count) reached += this.counts[--bin]!
		return reached < count ? 0 : lowestOf(bin)
	}
}

/** The bin of an amount: its leading binary digit and the six after it. Amounts below 128 have one each. */
function binOf(cents: number): number {
	const isWide = cents >= 2 ** 31
	const low = isWide ? Math.floor(cents / WIDE) : cents
	const doubling = Math.max(0, 31 - Math.clz32(low) - FINE_BITS)
	return (doubling + (isWide ? 20 : 0)) * FINE + (low >>> doubling)
}

/** The smallest amount of a bin. */
function lowestOf(bin: number): number {
	const doubling = Math.floor(bin / FINE) - 1
	return doubling <= 0 ? bin : (FINE + (bin % FINE)) * 2 ** doubling
}

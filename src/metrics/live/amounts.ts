import { middle } from '../../ledger/rounding'
import type { MonthItems } from '../store/month-items'
import { putInto } from './sorting'

/**
 * The bin of an amount is what its number begins with as a float: the exponent and six binary digits. So amounts in one bin
 * differ by less than a 64th. It is read from the float's upper half, which comes second in memory on every machine that runs
 * this. Bin 0 is that of 0.
 */
const DIGITS = 20 - 6
const BEFORE_ONE = (1023 << 6) - 1
/** Amounts are below 2^37. */
const BINS = 37 * 64 + 1
const one = new Float64Array(1)
const halves = new Uint32Array(one.buffer)

/** Calls back with every amount from `from` to before `to`. */
export type AmountScan = (from: number, to: number, visit: (cents: number) => void) => void

/**
 * How many amounts there are of about each size. It says where to look for the median and for the largest, so that either is
 * found among a few amounts instead of all.
 *
 * Invariant: `kept` holds, in order, all amounts from `from` to before `to`, the bin (or two) in which the median was found last;
 * where these are equal it holds nothing.
 */
export class Amounts {
	private readonly counts = new Int32Array(BINS)
	private total = 0
	private from = 0
	private to = 0
	private kept: number[] = []

	/** Counts the items at the positions `among` (null: all) whose combo has a 1 in `signs`. To be called before any is added alone. */
	addItems(items: MonthItems, among: Uint32Array | null, signs: Int8Array): void {
		const { counts } = this
		const { cents, combos: comboOf } = items
		const words = new Uint32Array(cents.buffer)
		const length = among === null ? items.length : among.length
		let total = 0
		for (let index = 0; index < length; index++) {
			const at = among === null ? index : among[index]!
			const counted = Number(signs[comboOf[at]!]! > 0)
			counts[Math.max(0, (words[2 * at + 1]! >>> DIGITS) - BEFORE_ONE)]! += counted
			total += counted
		}
		this.total += total
	}

	add(cents: number): void {
		this.counts[binOf(cents)]!++
		this.total++
		if (this.keeps(cents)) putInto(this.kept, cents, ascending)
	}

	/** Takes out an amount that was added. */
	remove(cents: number): void {
		this.counts[binOf(cents)]!--
		this.total--
		if (this.keeps(cents)) this.kept.splice(this.kept.indexOf(cents), 1)
	}

	/** The median, rounded half up; null of nothing. `scan` is called when it lies elsewhere than the last one. */
	median(scan: AmountScan): number | null {
		if (this.total === 0) return null
		const { counts } = this
		const lower = (this.total - 1) >> 1
		const upper = this.total >> 1
		let first = 0
		let below = 0
		while (below + counts[first]! <= lower) below += counts[first++]!
		let last = first
		let reached = below + counts[first]!
		while (reached <= upper) reached += counts[++last]!
		const [from, to] = [lowestOf(first), lowestOf(last + 1)]
		if (from !== this.from || to !== this.to) {
			this.from = from
			this.to = to
			const found: number[] = []
			scan(from, to, (cents) => found.push(cents))
			this.kept = [...Float64Array.from(found).sort()]
		}
		return middle(this.kept[lower - below]!, this.kept[upper - below]!)
	}

	/** An amount that at least `count` amounts reach, but not many more; 0 when there are fewer. */
	reachedBy(count: number): number {
		let reached = 0
		let bin = BINS
		while (bin > 0 && reached < count) reached += this.counts[--bin]!
		return reached < count ? 0 : lowestOf(bin)
	}

	private keeps(cents: number): boolean {
		return cents >= this.from && cents < this.to
	}
}

const ascending = (a: number, b: number) => a - b

function binOf(cents: number): number {
	one[0] = cents
	return Math.max(0, (halves[1]! >>> DIGITS) - BEFORE_ONE)
}

/** Where the amounts of a bin begin. */
function lowestOf(bin: number): number {
	halves[0] = 0
	halves[1] = (bin + BEFORE_ONE) << DIGITS
	return bin === 0 ? 0 : one[0]!
}

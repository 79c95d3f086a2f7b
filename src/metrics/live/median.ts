import { middle } from '../figures/rounding'
import { Gathered, type Part, type Values } from './values'

/** Distinct values kept around the median. */
const WINDOW = 512
/** So many values are sorted outright; of more, a sample tells first which of them matter. */
const SORTED_OUTRIGHT = 2048
/** At most so many values are sampled: one in 8, up to this. */
const SAMPLE = 2048

/**
 * The median of a changing multiset of integers: how many values are below a window, the distinct values inside it with
 * their counts, and how many are above. A change costs a binary search; only when the median leaves the window, after
 * hundreds of changes at least, is the window placed anew.
 *
 * Invariant while not stale: every value `v` with `low <= v <= high` is in `values`, sorted; all others are counted only.
 */
export class Median {
	private stale = true
	private total = 0
	private below = 0
	private low = 0
	private high = 0
	private size = 0
	private readonly values = new Float64Array(WINDOW)
	private readonly counts = new Int32Array(WINDOW)

	/** Everything may have changed. */
	drop(): void {
		this.stale = true
	}

	add(value: number): void {
		if (this.stale) return
		this.total++
		if (value < this.low) this.below++
		else if (value <= this.high) this.addInside(value)
	}

	/** Takes out a value that was added. */
	remove(value: number): void {
		if (this.stale) return
		this.total--
		if (value < this.low) this.below--
		// A value whose count falls to 0 keeps its place: it may come back, and the next placement drops it.
		else if (value <= this.high) this.counts[this.find(value)]!--
	}

	/** The median, rounded half up; null of nothing. `values` is asked for all of them when the window must be placed anew. */
	read(values: () => Values): number | null {
		if (this.stale || !this.covers()) this.place(values())
		if (this.total === 0) return null
		return middle(this.at((this.total - 1) >> 1), this.at(this.total >> 1))
	}

	private covers(): boolean {
		if (this.total === 0) return true
		let inside = 0
		for (let index = 0; index < this.size; index++) inside += this.counts[index]!
		return this.below <= (this.total - 1) >> 1 && this.total >> 1 < this.below + inside
	}

	/** The value of a rank (from 0) that the window covers. */
	private at(rank: number): number {
		let reached = this.below
		for (let index = 0; ; index++) {
			reached += this.counts[index]!
			if (reached > rank) return this.values[index]!
		}
	}

	private find(value: number): number {
		let low = 0
		let high = this.size
		while (low < high) {
			const half = (low + high) >> 1
			if (this.values[half]! < value) low = half + 1
			else high = half
		}
		return low
	}

	private addInside(value: number): void {
		const at = this.find(value)
		if (at < this.size && this.values[at] === value) {
			this.counts[at]!++
			return
		}
		if (this.size === WINDOW) {
			this.stale = true
			return
		}
		this.values.copyWithin(at + 1, at, this.size)
		this.counts.copyWithin(at + 1, at, this.size)
		this.values[at] = value
		this.counts[at] = 1
		this.size++
	}

	/** Places the window around the median of `values`. */
	private place(values: Values): void {
		this.stale = false
		this.total = values.length
		const rank = (values.length - 1) >> 1
		let narrowed = values
		let below = 0
		for (let part = narrow(narrowed, rank); part !== null; part = narrow(narrowed, rank - below)) {
			narrowed = new Gathered(part.inside)
			below += part.below
		}
		this.fill(narrowed.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).inside.sort(), below)
	}

	/** Takes the distinct values of a sorted run around the median's rank; `below` values are smaller than the run. */
	private fill(run: Float64Array, below: number): void {
		if (this.total === 0) {
			this.below = 0
			this.size = 0
			this.low = 0
			this.high = -1
			return
		}
		const lower = ((this.total - 1) >> 1) - below
		let first = lower
		let distinct = 1
		while (first > 0 && distinct <= WINDOW / 3) if (run[--first] !== run[first + 1]) distinct++
		// The walk may have stopped inside a run of equal values: the window holds whole runs only.
		while (first > 0 && run[first - 1] === run[first]) first--
		this.below = below + first
		this.size = 0
		for (let at = first; at < run.length; at++) {
			if (this.size > 0 && this.values[this.size - 1] === run[at]) {
				this.counts[this.size - 1]!++
				continue
			}
			// Room is left for values to come.
			if (this.size >= (2 * WINDOW) / 3) break
			this.values[this.size] = run[at]!
			this.counts[this.size] = 1
			this.size++
		}
		this.low = this.values[0]!
		this.high = this.values[this.size - 1]!
	}
}

/** A smaller part that holds the value of `rank` and the next; null when there are few enough, or it was not to be had. */
function narrow(values: Values, rank: number): Part | null {
	const { length } = values
	if (length <= SORTED_OUTRIGHT) return null
	const sample = values.sample(Math.max(8, Math.floor(length / SAMPLE))).sort()
	if (sample.length === 0) return null
	// The rank's place in the sample, give or take 3.2 standard deviations: wrong once in a thousand times.
	const place = (rank / length) * sample.length
	const margin = 1 + 1.6 * Math.sqrt(sample.length)
	const low = sample[Math.max(0, Math.floor(place - margin))]!
	const high = sample[Math.min(sample.length - 1, Math.floor(place + margin))]!
	const part = values.between(low, high)
	// A sample that misleads (values in step with its stride) costs time, not truth.
	const holds = part.below <= rank && rank + 1 < part.below + part.inside.length
	return holds && part.inside.length < length ? part : null
}

import { middle } from './rounding'

/** Distinct values kept around the median. */
const WINDOW = 512
/** From so many values on, the window's place is guessed from a sample instead of sorting all. */
const SAMPLED_FROM = 8192
/** About so many values are sampled. */
const SAMPLE = 4096
/** Share of the sample kept on each side of its median: over three standard deviations (1 / (2 √4096) = 0.8 %). */
const MARGIN = 0.025

/** The values that a median is of. Asked only when the window must be placed anew. */
export interface MedianValues {
	total: number
	/** About one value in `step`. */
	sample(step: number): Float64Array
	/** The values of [`low`, `high`], and how many are below them. */
	split(low: number, high: number): { inside: Float64Array; below: number }
	all(): Float64Array
}

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

	/** The median, rounded half up; null of nothing. */
	read(values: () => MedianValues): number | null {
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
	private place(values: MedianValues): void {
		this.stale = false
		this.total = values.total
		if (values.total >= SAMPLED_FROM) {
			const sample = values.sample(Math.floor(values.total / SAMPLE)).sort()
			const low = sample[Math.floor(sample.length * (0.5 - MARGIN))]
			const high = sample[Math.floor(sample.length * (0.5 + MARGIN))]
			if (low !== undefined && high !== undefined) {
				const { inside, below } = values.split(low, high)
				if (below <= (this.total - 1) >> 1 && this.total >> 1 < below + inside.length) {
					this.fill(inside.sort(), below)
					return
				}
			}
			// A sample that misleads (values in step with its stride) costs time, not truth.
		}
		this.fill(values.all().sort(), 0)
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

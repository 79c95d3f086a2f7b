import { grown } from '../store/grow'
import type { Amounts } from './amounts'

/** Calls back with every amount from `from` to before `to`. */
export type AmountScan = (from: number, to: number, visit: (cents: number) => void) => void

/**
 * The median of the amounts that `Amounts` counts. It keeps only those of the bin (or two) that the median lies in, and gathers
 * others when the median leaves it.
 *
 * Invariant: `values` are, in no order, all amounts from `from` to before `to`; where these are equal nothing is kept.
 */
export class Median {
	private from = 0
	private to = 0
	private values = new Float64Array(0)
	private length = 0

	/** Everything may have changed. */
	drop(): void {
		this.from = 0
		this.to = 0
	}

	add(cents: number): void {
		if (cents >= this.from && cents < this.to) this.keep(cents)
	}

	/** Takes out an amount that was added. */
	remove(cents: number): void {
		if (cents < this.from || cents >= this.to) return
		const at = this.values.subarray(0, this.length).indexOf(cents)
		this.values[at] = this.values[--this.length]!
	}

	/** The median, rounded half up; null of nothing. `scan` is called when the median has left what is kept. */
	read(amounts: Amounts, scan: AmountScan): number | null {
		if (amounts.total === 0) return null
		const lower = (amounts.total - 1) >> 1
		const upper = amounts.total >> 1
		const { from, to, below } = amounts.around(lower, upper)
		if (from !== this.from || to !== this.to) this.gather(from, to, scan)
		const values = this.values.subarray(0, this.length)
		const low = select(values, lower - below)
		return upper === lower
			? low
			: middle(
					low,
					values.subarray(upper - below).reduce((a, b) => Math.min(a, b)),
				)
	}

	private gather(from: number, to: number, scan: AmountScan): void {
		this.from = from
		this.to = to
		this.length = 0
		scan(from, to, (cents) => this.keep(cents))
	}

	private keep(cents: number): void {
		this.values = grown(this.values, this.length + 1)
		this.values[this.length++] = cents
	}
}

/** Puts the value of a rank (from 0) where it would stand if all were sorted, smaller ones before it, larger ones after. */
export function select(values: Float64Array, rank: number): number {
	let low = 0
	let high = values.length - 1
	while (low < high) {
		const pivot = values[(low + high) >> 1]!
		let left = low
		let right = high
		while (left <= right) {
			while (values[left]! < pivot) left++
			while (values[right]! > pivot) right--
			if (left > right) break
			const value = values[left]!
			values[left++] = values[right]!
			values[right--] = value
		}
		if (rank <= right) high = right
		else if (rank >= left) low = left
		else break
	}
	return values[rank]!
}

/** The mean of two middle values, rounded half up. */
export function middle(low: number, high: number): number {
	return low + Math.ceil((high - low) / 2)
}

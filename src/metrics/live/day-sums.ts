/** Spending of one bill month by local day, for one lens. */
export class DaySums {
	readonly cents: Float64Array
	readonly counts: Int32Array
	/** Increases with every change. */
	version = 0

	/** Covers the days `first` to `last`. */
	constructor(
		readonly first: number,
		readonly last: number,
	) {
		// One buffer: a range may be of many months, and each buffer has its price.
		const days = last - first + 1
		const buffer = new ArrayBuffer(12 * days)
		this.cents = new Float64Array(buffer, 0, days)
		this.counts = new Int32Array(buffer, 8 * days, days)
	}

	covers(day: number): boolean {
		return day >= this.first && day <= this.last
	}

	/** `cents` and `count` are negative when an item is taken out. */
	add(day: number, cents: number, count: number): void {
		this.cents[day - this.first]! += cents
		this.counts[day - this.first]! += count
		this.version++
	}

	/** Spending up to and with `day`. */
	upTo(day: number): number {
		return this.between(this.first, day)
	}

	/** Spending from the day `from` up to and with `to`. */
	between(from: number, to: number): number {
		let sum = 0
		const end = Math.min(to - this.first + 1, this.cents.length)
		for (let at = Math.max(0, from - this.first); at < end; at++) sum += this.cents[at]!
		return sum
	}

	/** The first day that has any item; null when there is none. (Not by cents: a cent in three parts is 1, 0, 0.) */
	firstDay(): number | null {
		const at = this.counts.findIndex((count) => count > 0)
		return at < 0 ? null : this.first + at
	}
}

/** Sums and counts by local day. */
export class DaySums {
	/** By day from `first` on. */
	readonly cents: number[]
	/** Of items: a day is there while it has any. */
	readonly items: number[]
	/** Of purchases. */
	readonly counts: number[]
	/** Increases with every change. */
	version = 0

	/** Covers the days `first` to `last`. */
	constructor(
		readonly first: number,
		readonly last: number,
	) {
		const days = Math.max(0, last - first + 1)
		this.cents = new Array(days).fill(0)
		this.items = new Array(days).fill(0)
		this.counts = new Array(days).fill(0)
	}

	covers(day: number): boolean {
		return day >= this.first && day <= this.last
	}

	/** All are negative when an item is taken out. */
	add(day: number, cents: number, items: number, count: number): void {
		this.cents[day - this.first]! += cents
		this.items[day - this.first]! += items
		this.counts[day - this.first]! += count
		this.version++
	}

	/** The sum up to and with `day`. */
	upTo(day: number): number {
		return this.between(this.first, day)
	}

	/** The sum from the day `from` up to and with `to`. */
	between(from: number, to: number): number {
		let sum = 0
		const end = Math.min(to - this.first + 1, this.cents.length)
		for (let at = Math.max(0, from - this.first); at < end; at++) sum += this.cents[at]!
		return sum
	}

	/** The first day that has any item; null when there is none. (Not by cents: a cent in three parts is 1, 0, 0.) */
	firstDay(): number | null {
		const at = this.items.findIndex((items) => items > 0)
		return at < 0 ? null : this.first + at
	}
}

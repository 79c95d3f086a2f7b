import type { Dimension } from '../store/combos'
import type { Group, Ref, Sum } from '../types'

/** Sums by a small number: a kind, a ref or a day. Exact: each is the sum of integers whose total the store keeps a safe integer. */
export class KeyedSums {
	readonly cents: number[] = []
	/** Of all items, refunds among them: a key is there while it has any. (Not by cents: a cent in three parts is 1, 0, 0.) */
	readonly items: number[] = []
	/** Of purchases. */
	readonly counts: number[] = []
	/** Of purchases that went on from a month before. */
	private readonly later: number[] = []

	/** Makes room for so many keys. */
	reach(keys: number): void {
		for (const column of [this.cents, this.items, this.counts, this.later])
			while (column.length < keys) column.push(0)
	}

	/** All are negative when an item is taken out. */
	add(key: number, cents: number, items: number, count: number, later: number): void {
		if (key >= this.cents.length) this.reach(key + 1)
		this.cents[key]! += cents
		this.items[key]! += items
		this.counts[key]! += count
		this.later[key]! += later
	}

	/** Adds a month's sums to a range's; `isFirst`: the range begins with it. */
	addMonth({ cents, counts, items, later }: KeyedSums, isFirst: boolean): void {
		this.reach(cents.length)
		for (let key = 0; key < cents.length; key++)
			this.add(key, cents[key]!, items[key]!, counts[key]! - (isFirst ? 0 : later[key]!), 0)
	}

	of(key: number): Sum {
		return { cents: this.cents[key] ?? 0, count: this.counts[key] ?? 0, items: this.items[key] ?? 0 }
	}
}

/** Sums by the refs of a dimension, each under its ordinal. */
export class GroupSums extends KeyedSums {
	/** The groups answered last. */
	private readonly held: Group[] = []

	constructor(private readonly dimension: Dimension) {
		super()
	}

	/** What an id has; nothing where it has nothing. */
	centsOf(ref: Ref): number {
		return this.of(this.dimension.refs.indexOf(ref)).cents
	}

	/** Largest first, ties by id, null last. A group that did not change is the same object as before. */
	groups(): Group[] {
		const { dimension, held } = this
		const groups: Group[] = []
		for (let ordinal = 0; ordinal < this.items.length; ordinal++) {
			if (this.items[ordinal] === 0) continue
			const sum = this.of(ordinal)
			let group = held[ordinal]
			if (group?.cents !== sum.cents || group.count !== sum.count || group.items !== sum.items)
				group = { id: dimension.refs[ordinal]!, ...sum }
			held[ordinal] = group
			groups.push(group)
		}
		return groups.sort(
			(a, b) => b.cents - a.cents || (a.id ?? Number.POSITIVE_INFINITY) - (b.id ?? Number.POSITIVE_INFINITY),
		)
	}
}

/** Sums by local day, each under its distance to the first. */
export class DaySums extends KeyedSums {
	/** Increases with every change. */
	version = 0

	/** Covers the days `first` to `last`. */
	constructor(
		readonly first: number,
		readonly last: number,
	) {
		super()
		this.reach(last - first + 1)
	}

	covers(day: number): boolean {
		return day >= this.first && day <= this.last
	}

	/** All are negative when an item is taken out. */
	addOn(day: number, cents: number, items: number, count: number): void {
		this.add(day - this.first, cents, items, count, 0)
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

	/** The first day that has any item; null when there is none. */
	firstDay(): number | null {
		const at = this.items.findIndex((items) => items > 0)
		return at < 0 ? null : this.first + at
	}
}

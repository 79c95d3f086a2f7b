import type { Dimension } from '../store/combos'
import type { Group, Ref } from '../types'

/** Sums by one dimension. Exact: each is the sum of integers whose total the store keeps a safe integer. */
export class GroupSums {
	/** By ordinal. */
	private readonly cents: number[] = []
	/** Of all items, refunds among them: a group is there while it has any. */
	private readonly items: number[] = []
	/** Of purchases. */
	private readonly counts: number[] = []
	/** Of purchases that went on from a month before. */
	private readonly later: number[] = []
	/** The groups answered last. */
	private held: Group[] = []

	constructor(private readonly dimension: Dimension) {}

	/** All are negative when an item is taken out. */
	add(combo: number, cents: number, items: number, count: number, later: number): void {
		const ordinal = this.dimension.ordinals[combo]!
		if (ordinal >= this.cents.length) this.reach(this.dimension.refs.length)
		this.cents[ordinal]! += cents
		this.items[ordinal]! += items
		this.counts[ordinal]! += count
		this.later[ordinal]! += later
	}

	/** Adds a month's sums to a range's; `isFirst`: the range begins with it. */
	addMonth({ cents, counts, items, later }: GroupSums, isFirst: boolean): void {
		if (cents.length > this.cents.length) this.reach(cents.length)
		for (let ordinal = 0; ordinal < cents.length; ordinal++) {
			this.cents[ordinal]! += cents[ordinal]!
			this.items[ordinal]! += items[ordinal]!
			this.counts[ordinal]! += counts[ordinal]! - (isFirst ? 0 : later[ordinal]!)
		}
	}

	/** What an id has; nothing where it has nothing. */
	centsOf(ref: Ref): number {
		return this.cents[this.dimension.refs.indexOf(ref)] ?? 0
	}

	/** Largest first, ties by id, null last. A group that did not change is the same object as before. */
	groups(): Group[] {
		const { counts, dimension, held, items } = this
		const groups: Group[] = []
		for (let ordinal = 0; ordinal < items.length; ordinal++) {
			if (items[ordinal] === 0) continue
			const sum = { cents: this.cents[ordinal]!, count: counts[ordinal]!, items: items[ordinal]! }
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

	private reach(length: number): void {
		while (this.cents.length < length) {
			for (const column of [this.cents, this.items, this.counts, this.later]) column.push(0)
		}
	}
}

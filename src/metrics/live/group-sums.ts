import type { Dimension } from '../store/combos'
import type { Group } from '../types'

/** Sums by one dimension. Exact: each is the sum of integers whose total the store keeps a safe integer. */
export class GroupSums {
	/** By ordinal. */
	private readonly cents: number[] = []
	private readonly counts: number[] = []
	/** The groups answered last. */
	private held: Group[] = []

	constructor(private readonly dimension: Dimension) {}

	/** `cents` and `count` are negative when items are taken out. */
	add(combo: number, cents: number, count: number): void {
		const ordinal = this.dimension.ordinals[combo]!
		if (ordinal >= this.cents.length) this.reach(this.dimension.refs.length)
		this.cents[ordinal]! += cents
		this.counts[ordinal]! += count
	}

	addAll({ cents, counts }: GroupSums): void {
		if (cents.length > this.cents.length) this.reach(cents.length)
		for (let ordinal = 0; ordinal < cents.length; ordinal++) {
			this.cents[ordinal]! += cents[ordinal]!
			this.counts[ordinal]! += counts[ordinal]!
		}
	}

	/** Largest first, ties by id, null last. A group that did not change is the same object as before. */
	groups(): Group[] {
		const { counts, dimension, held } = this
		const groups: Group[] = []
		for (let ordinal = 0; ordinal < counts.length; ordinal++) {
			const cents = this.cents[ordinal]!
			const count = counts[ordinal]!
			if (count === 0) continue
			let group = held[ordinal]
			if (group?.cents !== cents || group.count !== count)
				group = { id: dimension.refs[ordinal]!, cents, count }
			held[ordinal] = group
			groups.push(group)
		}
		return groups.sort(
			(a, b) => b.cents - a.cents || (a.id ?? Number.POSITIVE_INFINITY) - (b.id ?? Number.POSITIVE_INFINITY),
		)
	}

	private reach(length: number): void {
		while (this.cents.length < length) {
			this.cents.push(0)
			this.counts.push(0)
		}
	}
}

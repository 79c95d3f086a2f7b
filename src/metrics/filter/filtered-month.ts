import { DaySums } from '../live/day-sums'
import { ComboSums } from '../store/combo-sums'
import { installmentOf } from '../store/item-id'
import type { MonthItems } from '../store/month-items'
import type { MonthPoint } from '../types'
import type { CompiledFilter } from './compiled-filter'
import { select, sift } from './scan'

/**
 * What a lens shows of one bill month: sums by code, spending by day, a summary. Each is built when first asked for, then kept
 * current item by item.
 */
export class FilteredMonth {
	private shown: ComboSums | null = null
	private spending: DaySums | null = null
	private fresh: DaySums | null = null
	private point: MonthPoint | null = null
	private found: Uint32Array | null = null

	constructor(
		private readonly bucket: MonthItems,
		private readonly lens: CompiledFilter,
	) {}

	/** Sums by code of the items whose text the lens shows; without a text the bucket's own. The codes are for the reader to filter. */
	cube(): ComboSums {
		const { bucket, lens } = this
		if (lens.texts === null) return bucket.cube(lens.passes.length)
		if (this.shown === null) {
			const sums = new ComboSums(lens.passes.length)
			this.addTo(sums)
			this.shown = sums
		}
		return this.shown
	}

	/** Adds what `cube` holds; from the items where they are fewer than its sums. */
	addTo(sums: ComboSums): void {
		const { bucket, lens, shown } = this
		if (shown !== null) sums.addCube(shown)
		else if (lens.texts !== null) {
			const found = this.texted()
			for (let index = 0; index < found.length; index++)
				sums.add(bucket.codes[found[index]!]!, bucket.cents[found[index]!]!)
		} else if (bucket.length < lens.passes.length) {
			for (let at = 0; at < bucket.length; at++) sums.add(bucket.codes[at]!, bucket.cents[at]!)
		} else sums.addCube(bucket.cube(lens.passes.length))
	}

	/** Positions of the items whose code has a 1 in `codes`, one of the lens's arrays. To be read before asking again. */
	positions(codes: Uint8Array, day: number | null): Uint32Array {
		const { bucket, lens } = this
		return lens.texts === null ? select(bucket, codes, null, day) : sift(bucket, this.texted(), codes, day)
	}

	/** Positions of the items that pass a lens with a text: kept, for looking at every item's text is what costs. */
	private texted(): Uint32Array {
		this.found ??= select(this.bucket, this.lens.passes, this.lens.texts, null).slice()
		return this.found
	}

	/** Spending by day; null when the month holds nothing. */
	days(): DaySums | null {
		if (this.bucket.length === 0) return null
		this.spending ??= this.countDays(false)
		return this.spending
	}

	/** Spending by day of purchases new in this month: those paid at once and first installments. */
	freshDays(): DaySums | null {
		if (this.bucket.length === 0) return null
		this.fresh ??= this.countDays(true)
		return this.fresh
	}

	/** The month's summary, made from its cube when it changed since. */
	remember(summarise: (cube: ComboSums) => MonthPoint): MonthPoint {
		this.point ??= summarise(this.cube())
		return this.point
	}

	itemChanged(position: number, sign: 1 | -1): void {
		const { bucket, fresh, lens, shown, spending } = this
		// Positions move with any change.
		this.found = null
		const code = bucket.codes[position]!
		if (lens.passes[code] === 0 || !lens.showsText(bucket.texts[position]!)) return
		this.point = null
		const cents = bucket.cents[position]!
		if (sign === 1) shown?.add(code, cents)
		else shown?.remove(code, cents)
		if (lens.spends[code] === 0) return

		const day = bucket.days[position]!
		if (spending?.covers(day)) spending.add(day, sign * cents, sign)
		else this.spending = null
		if (installmentOf(bucket.handles[position]!) > 1) return
		if (fresh?.covers(day)) fresh.add(day, sign * cents, sign)
		else this.fresh = null
	}

	private countDays(freshOnly: boolean): DaySums {
		const { bucket, lens } = this
		const { cents, days, firstDay, handles } = bucket
		const histogram = new DaySums(firstDay, bucket.lastDay)
		const { cents: sums, counts } = histogram
		const positions = this.positions(lens.spends, null)
		for (let index = 0; index < positions.length; index++) {
			const at = positions[index]!
			if (freshOnly && installmentOf(handles[at]!) > 1) continue
			const day = days[at]! - firstDay
			sums[day]! += cents[at]!
			counts[day]!++
		}
		return histogram
	}
}

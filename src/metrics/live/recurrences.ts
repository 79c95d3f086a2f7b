import { KINDS } from '../../ledger/columns'
import { addMonthsToDay, type DayNumber, dayName, dayNumber } from '../../ledger/day'
import { addMonths, monthNumber } from '../../ledger/month'
import { normalise } from '../../ledger/name'
import {
	dueOn,
	isOneOf,
	monthlyRhythm,
	NEAR_DAYS,
	type RecurringCandidate,
	type RecurringStatus,
	recurringStatus,
} from '../../ledger/recurring'
import type { BillMonth, Cents, LocalDay, Recurring } from '../../ledger/types'
import { HISTORY_MONTHS, isStillToCome } from '../figures/projection'
import type { Filtered, Follower } from '../filter/filtered'
import type { Metrics } from '../index'
import { EXPENSE, INCOME, OPENS } from '../store/combos'
import type { ItemId } from '../store/item-id'
import { FIRST_MONTH } from '../store/month-items'
import type { Store } from '../store/store'
import type { Known, Ref } from '../types'

/** What seems to come again every month. */
export type Suggestion = Omit<Recurring, 'id' | 'until'>

/** A transaction that may be a recurring one. */
export interface RecurringRow extends RecurringCandidate {
	/** Of its first part. */
	item: ItemId
}

/** What comes again among the rows of a store. */
export const recurrencesOf = (metrics: Metrics): Recurrences => metrics.source().follower(Recurrences)

/** From so many days ago on transactions are looked at to find what comes again: six long months. */
const LOOKED_AT = 6 * 41

/**
 * The transactions of the last months by text and by labels, kept current one by one: among them is what comes again every month,
 * whatever the filter and the basis.
 */
export class Recurrences implements Follower {
	private readonly store: Store
	/** Slots by each of their keys. */
	private readonly groups = new Map<string, Set<number>>()
	/** What was found in a group on `today`, until it changes. */
	private readonly found = new Map<Set<number>, Suggestion | null>()
	private today: DayNumber = Number.NaN
	/** The first day whose transactions are in the groups. */
	private from: DayNumber = Number.POSITIVE_INFINITY

	constructor(private readonly filtered: Filtered) {
		this.store = filtered.store
	}

	change(slot: number, sign: 1 | -1): void {
		const { combos, descriptions, transactions } = this.store
		if (this.store.dayAt(slot) < this.from) return
		const combo = transactions.combos[slot]!
		const text = descriptions.values[transactions.texts[slot]!]!
		const [category, source] = [combos.categories.ref(combo), combos.sources.ref(combo)]
		for (const key of keysOf(combos.kinds[combo]!, text, category, source)) {
			const slots = this.groups.get(key) ?? new Set()
			this.groups.set(key, slots)
			if (sign === 1) slots.add(slot)
			else slots.delete(slot)
			this.found.delete(slots)
		}
	}

	/** What seems to come again and is none of the recurring ones known, the dearest first. */
	suggestions(known: readonly Recurring[], today: LocalDay): Suggestion[] {
		const day = dayNumber(today)
		this.lookBackTo(day - LOOKED_AT)
		if (day !== this.today) this.found.clear()
		this.today = day
		const named = new Map<string, Suggestion>()
		// What was found by its text need not be found by its labels again.
		const textsFirst = [...this.groups].sort(([a], [b]) => Number(isOfLabels(a)) - Number(isOfLabels(b)))
		for (const [, slots] of textsFirst) {
			const found = this.found.has(slots) ? this.found.get(slots) : this.findIn(slots)
			if (!found || known.some((recurring) => isOneOf(recurring, { ...found, description: found.name })))
				continue
			const name = `${found.kind} ${normalise(found.name)}`
			if (!named.has(name)) named.set(name, found)
		}
		return [...named.values()].sort((a, b) => b.amount_cents - a.amount_cents)
	}

	/** How a recurring one stands in a month. */
	status(recurring: Recurring, month: BillMonth, today: LocalDay): RecurringStatus<RecurringRow> {
		return recurringStatus(recurring, month, today, this.rowsNear(recurring, month))
	}

	/**
	 * What is known of the spending of `month` (as the filter shows it), so that the projection takes it neither from the months before
	 * nor from the pace.
	 */
	known(recurring: readonly Recurring[], month: BillMonth, today: LocalDay, toCome: Cents): Known {
		const number = monthNumber(month) - FIRST_MONTH
		const now = dayNumber(today)
		const items = new Set<ItemId>()
		// A bill may be of purchases made two months before it.
		for (let back = -1; back <= HISTORY_MONTHS + 2; back++)
			for (const one of recurring) {
				const { arrived } = this.status(one, addMonths(month, -back), today)
				if (arrived) items.add(arrived.item)
			}
		const came: Cents[] = new Array(HISTORY_MONTHS).fill(0)
		let arrived = 0
		for (const item of items) {
			const back = number - this.store.monthOf(item).month
			const day = this.store.dayOf(item)
			if (back === 0 && day <= now) arrived += this.spendingOf(item)
			else if (back > 0 && back <= HISTORY_MONTHS && isStillToCome(day, addMonthsToDay(now, -back), back))
				came[back - 1]! += this.spendingOf(item)
		}
		return { toCome, arrived, came }
	}

	/** What an item is to the spending that the filter shows, if it is new in its month. */
	private spendingOf(item: ItemId): Cents {
		const { filter } = this.filtered
		const items = this.store.monthOf(item)
		const at = items.positionOf(item)
		const [combo, cents] = [items.combos[at]!, items.cents[at]!]
		const isNew = this.store.combos.countings[combo] === OPENS
		return isNew && filter.shows(combo, this.store.textOf(item), cents) ? filter.signs[combo]! * cents : 0
	}

	/** The transactions that may be a recurring one of a month, in the order in which they were made. */
	private rowsNear(recurring: Recurring, month: BillMonth): RecurringRow[] {
		const due = dueOn(recurring, month)
		if (due === null) return []
		this.lookBackTo(due - NEAR_DAYS)
		const { category_id, kind, name, source_id } = recurring
		const keys = keysOf(KINDS.indexOf(kind), name, category_id, source_id)
		const slots = new Set(keys.flatMap((key) => [...(this.groups.get(key) ?? [])]))
		const near = [...slots].filter((slot) => Math.abs(this.store.dayAt(slot) - due) <= NEAR_DAYS)
		return near.sort(this.store.transactions.compare).map((slot) => this.rowOf(slot))
	}

	private rowOf(slot: number): RecurringRow {
		const [item, day] = [this.store.firstItem(slot), dayName(this.store.dayAt(slot))]
		return { ...this.store.row(slot), item, day }
	}

	/** What of a group comes again: purchases in parts do not, nor what is neither an expense nor an income. */
	private findIn(slots: Set<number>): Suggestion | null {
		this.found.set(slots, null)
		const { cents, installments } = this.store.transactions
		const whole = [...slots].filter((slot) => {
			const kind = this.store.kindOf(slot)
			const isOne = installments[slot] === 1 && this.store.detailsOf(slot).part === null
			return isOne && (kind === EXPENSE || kind === INCOME)
		})
		const came = whole.map((slot) => ({ slot, day: this.store.dayAt(slot), cents: cents[slot]! }))
		came.sort((a, b) => a.day - b.day)
		const rhythm = monthlyRhythm(came, this.today)
		if (!rhythm) return null
		const { description, kind, category_id, source_id } = this.rowOf(came.at(-1)!.slot)
		const found = { ...rhythm, name: description, kind, category_id, source_id }
		this.found.set(slots, found)
		return found
	}

	private lookBackTo(day: DayNumber): void {
		if (day >= this.from) return
		this.from = day
		this.groups.clear()
		this.found.clear()
		for (const slot of this.store.liveSlots()) this.change(slot, 1)
	}
}

/** What transactions that are the same have in common: kind and text, and kind, category and source where they have both. */
function keysOf(kind: number, text: string, category: Ref, source: Ref): string[] {
	const byText = `${kind} ${normalise(text)}`
	return category === null || source === null ? [byText] : [byText, `${kind}\n${category}\n${source}`]
}

/** No normalised text holds a line break. */
const isOfLabels = (key: string) => key.includes('\n')

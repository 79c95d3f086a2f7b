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
import type { Known } from '../types'

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
	/** Slots of the same kind and text. */
	private readonly byText = new Map<string, Set<number>>()
	/** Slots of the same kind, category and source, where they have both. */
	private readonly byLabels = new Map<string, Set<number>>()
	/** What was found in a group on `today`, until it changes. */
	private readonly found = new Map<Set<number>, Suggestion | null>()
	private today: DayNumber = Number.NaN
	/** The first day whose transactions are in the groups. */
	private from: DayNumber = Number.POSITIVE_INFINITY

	constructor(private readonly filtered: Filtered) {
		this.store = filtered.store
	}

	change(slot: number, sign: 1 | -1): void {
		if (this.store.dayAt(slot) < this.from) return
		const { combos, descriptions } = this.store
		const combo = this.store.transactions.combos[slot]!
		const kind = combos.kinds[combo]!
		const category = combos.categories.ref(combo)
		const source = combos.sources.ref(combo)
		this.changeIn(
			this.byText,
			textKey(kind, descriptions.text(this.store.transactions.texts[slot]!)),
			slot,
			sign,
		)
		if (category === null || source === null) return
		this.changeIn(this.byLabels, labelKey(kind, category, source), slot, sign)
	}

	private changeIn(groups: Map<string, Set<number>>, key: string, slot: number, sign: 1 | -1): void {
		const slots = groups.get(key) ?? new Set()
		groups.set(key, slots)
		if (sign === 1) slots.add(slot)
		else slots.delete(slot)
		this.found.delete(slots)
	}

	/** What seems to come again and is none of the recurring ones known, the dearest first. */
	suggestions(known: readonly Recurring[], today: LocalDay): Suggestion[] {
		const day = dayNumber(today)
		this.lookBackTo(day - LOOKED_AT)
		if (day !== this.today) this.found.clear()
		this.today = day
		const named = new Map<string, Suggestion>()
		// What was found by its text need not be found by its labels again.
		for (const slots of [...this.byText.values(), ...this.byLabels.values()]) {
			const found = this.foundIn(slots)
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
		const number = monthNumber(month)
		const now = dayNumber(today)
		const came: Cents[] = new Array(HISTORY_MONTHS).fill(0)
		let arrived = 0
		for (const item of this.arrivals(recurring, month, today)) {
			const back = number - FIRST_MONTH - this.store.monthOf(item).month
			const day = this.store.dayOf(item)
			if (back === 0 && day <= now) arrived += this.spendingOf(item)
			else if (back > 0 && back <= HISTORY_MONTHS && isStillToCome(day, addMonthsToDay(now, -back), back))
				came[back - 1]! += this.spendingOf(item)
		}
		return { toCome, arrived, came }
	}

	/** The items that were one of the recurring ones, in the month and those by which it is projected. */
	private arrivals(recurring: readonly Recurring[], month: BillMonth, today: LocalDay): Set<ItemId> {
		const items = new Set<ItemId>()
		// A bill may be of purchases made two months before it.
		for (let back = -1; back <= HISTORY_MONTHS + 2; back++)
			for (const one of recurring) {
				const { arrived } = this.status(one, addMonths(month, -back), today)
				if (arrived) items.add(arrived.item)
			}
		return items
	}

	/** What an item is to the spending that the filter shows, if it is new in its month. */
	private spendingOf(item: ItemId): Cents {
		const { filter } = this.filtered
		const items = this.store.monthOf(item)
		const at = items.positionOf(item)
		const combo = items.combos[at]!
		const cents = items.cents[at]!
		const isShown =
			this.store.combos.countings[combo] === OPENS && filter.shows(this.store.textOf(item), cents)
		return isShown ? filter.signs[combo]! * cents : 0
	}

	/** The transactions that may be a recurring one of a month, in the order in which they were made. */
	private rowsNear(recurring: Recurring, month: BillMonth): RecurringRow[] {
		const due = dueOn(recurring, month)
		if (due === null) return []
		this.lookBackTo(due - NEAR_DAYS)
		const kind = KINDS.indexOf(recurring.kind)
		const { category_id, source_id } = recurring
		const slots = new Set(this.byText.get(textKey(kind, recurring.name)))
		if (category_id !== null && source_id !== null)
			for (const slot of this.byLabels.get(labelKey(kind, category_id, source_id)) ?? []) slots.add(slot)
		const near = [...slots].filter((slot) => Math.abs(this.store.dayAt(slot) - due) <= NEAR_DAYS)
		const { ids, occurredAt } = this.store.transactions
		near.sort((a, b) => occurredAt[a]! - occurredAt[b]! || ids.compare(a, b))
		return near.map((slot) => this.rowOf(slot))
	}

	private rowOf(slot: number): RecurringRow {
		return {
			...this.store.row(slot),
			item: this.store.firstItem(slot),
			day: dayName(this.store.dayAt(slot)),
		}
	}

	private foundIn(slots: Set<number>): Suggestion | null {
		let found = this.found.get(slots)
		if (found === undefined) {
			found = this.findIn(slots)
			this.found.set(slots, found)
		}
		return found
	}

	/** What of a group comes again: purchases in parts do not, nor what is neither an expense nor an income. */
	private findIn(slots: Set<number>): Suggestion | null {
		const { combos, transactions } = this.store
		const whole = [...slots].filter((slot) => {
			const kind = combos.kinds[this.store.transactions.combos[slot]!]!
			const isOne = transactions.installments[slot] === 1 && this.store.detailsOf(slot).part === null
			return isOne && (kind === EXPENSE || kind === INCOME)
		})
		const came = whole.map((slot) => ({
			slot,
			day: this.store.dayAt(slot),
			cents: this.store.transactions.cents[slot]!,
		}))
		came.sort((a, b) => a.day - b.day)
		const rhythm = monthlyRhythm(came, this.today)
		if (!rhythm) return null
		const { description, kind, category_id, source_id } = this.rowOf(came.at(-1)!.slot)
		return { ...rhythm, name: description, kind, category_id, source_id }
	}

	private lookBackTo(day: DayNumber): void {
		if (day >= this.from) return
		this.from = day
		this.byText.clear()
		this.byLabels.clear()
		this.found.clear()
		for (const slot of this.store.liveSlots()) this.change(slot, 1)
	}
}

const textKey = (kind: number, text: string) => `${kind} ${normalise(text)}`
const labelKey = (kind: number, category: number, source: number) => `${kind} ${category} ${source}`

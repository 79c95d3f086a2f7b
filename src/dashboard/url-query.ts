import { isBillMonth, monthNumber } from '../ledger/month'
import type { BillMonth, Kind, LocalDay } from '../ledger/types'
import type { Ref, SortOrder } from '../metrics/types'

/**
 * What the reader asked to see: the whole of the page's address. Parsed at the edge; everything else trusts it.
 * `months` null: the ledger's current bill month, whichever that is when it is read (it rolls over by itself).
 */
export interface View {
	months: { from: BillMonth; to: BillMonth } | null
	kind: Kind | null
	categories: Ref[]
	sources: Ref[]
	people: Ref[]
	text: string
	day: LocalDay | null
	sort: SortOrder
}

export const NEWEST_FIRST: SortOrder = { by: 'date', descending: true }

export const EVERYTHING: View = {
	months: null,
	kind: null,
	categories: [],
	sources: [],
	people: [],
	text: '',
	day: null,
	sort: NEWEST_FIRST,
}

/** Longest text searched for; more is cut. */
const LONGEST_TEXT = 120
/** Longest range looked at, in months. */
const MOST_MONTHS = 240
/** More ids than any ledger shows; keeps a forged address harmless. */
const MOST_IDS = 200

const SORTS = ['date', 'amount', 'description', 'category', 'source', 'person'] as const

function readIds(value: string | null): Ref[] {
	if (!value) return []
	const ids = new Set<Ref>()
	for (const part of value.split(',').slice(0, MOST_IDS)) {
		if (part === '-') ids.add(null)
		else if (/^\d{1,9}$/.test(part)) ids.add(Number(part))
	}
	return [...ids]
}

function readMonths(value: string | null): View['months'] {
	const [a, b = a] = (value ?? '').split('..')
	if (!a || !b || !isBillMonth(a) || !isBillMonth(b)) return null
	const months = a <= b ? { from: a, to: b } : { from: b, to: a }
	return monthNumber(months.to) - monthNumber(months.from) < MOST_MONTHS ? months : null
}

function readSort(value: string | null): SortOrder {
	const descending = value?.startsWith('-') ?? true
	const by = SORTS.find((name) => name === value?.replace(/^-/, ''))
	return by ? { by, descending } : NEWEST_FIRST
}

function readDay(value: string | null): LocalDay | null {
	return value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00Z`))
		? value
		: null
}

/** Reads the address; what it doesn't understand it leaves out. */
export function parseView(query: URLSearchParams): View {
	const kind = query.get('k')
	return {
		months: readMonths(query.get('m')),
		kind: kind === 'expense' || kind === 'income' ? kind : null,
		categories: readIds(query.get('c')),
		sources: readIds(query.get('s')),
		people: readIds(query.get('p')),
		text: (query.get('q') ?? '').slice(0, LONGEST_TEXT),
		day: readDay(query.get('d')),
		sort: readSort(query.get('o')),
	}
}

const writeIds = (ids: Ref[]) => ids.map((id) => id ?? '-').join(',')

/** Writes the address that `parseView` reads back; only what differs from everything. */
export function writeView(view: View): URLSearchParams {
	const query = new URLSearchParams()
	if (view.months) {
		const { from, to } = view.months
		query.set('m', from === to ? from : `${from}..${to}`)
	}
	if (view.kind) query.set('k', view.kind)
	if (view.categories.length) query.set('c', writeIds(view.categories))
	if (view.sources.length) query.set('s', writeIds(view.sources))
	if (view.people.length) query.set('p', writeIds(view.people))
	if (view.text) query.set('q', view.text)
	if (view.day) query.set('d', view.day)
	if (view.sort.by !== NEWEST_FIRST.by || view.sort.descending !== NEWEST_FIRST.descending)
		query.set('o', `${view.sort.descending ? '-' : ''}${view.sort.by}`)
	return query
}

/** How many filters narrow the view; the bill months are where it looks, not a filter. */
export function countFilters(view: View): number {
	return (
		Number(view.kind !== null) +
		Number(view.categories.length > 0) +
		Number(view.sources.length > 0) +
		Number(view.people.length > 0) +
		Number(view.text !== '') +
		Number(view.day !== null)
	)
}

/** Adds the id where it is missing, takes it away where it is. */
export function toggled(ids: Ref[], id: Ref): Ref[] {
	return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
}

import { isBillMonth, monthNumber } from '../ledger/month'
import type { Basis, BillMonth, Kind, LocalDay } from '../ledger/types'
import type { Ref, SortOrder } from '../metrics/types'

/**
 * What the page's address asks for. Parsed at the edge; everything else trusts it.
 * `months` null: the ledger's current bill month, which moves on by itself.
 */
export interface DashboardQuery {
	months: { from: BillMonth; to: BillMonth } | null
	/** Null: the ledger's. */
	basis: Basis | null
	kind: Kind | null
	categories: Ref[]
	sources: Ref[]
	people: Ref[]
	text: string
	day: LocalDay | null
	sort: SortOrder
}

export const NEWEST_FIRST: SortOrder = { by: 'date', descending: true }

export const NO_FILTERS: DashboardQuery = {
	months: null,
	basis: null,
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

const KINDS: readonly Kind[] = ['expense', 'income', 'refund', 'transfer']
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

function readMonths(value: string | null): DashboardQuery['months'] {
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
export function parseQuery(params: URLSearchParams): DashboardQuery {
	const basis = params.get('b')
	return {
		months: readMonths(params.get('m')),
		basis: basis === 'bill' || basis === 'purchase' ? basis : null,
		kind: KINDS.find((kind) => kind === params.get('k')) ?? null,
		categories: readIds(params.get('c')),
		sources: readIds(params.get('s')),
		people: readIds(params.get('p')),
		text: (params.get('q') ?? '').slice(0, LONGEST_TEXT),
		day: readDay(params.get('d')),
		sort: readSort(params.get('o')),
	}
}

const writeIds = (ids: Ref[]) => ids.map((id) => id ?? '-').join(',')

/** Writes the address that `parseQuery` reads back; only what differs from everything. */
export function writeQuery(query: DashboardQuery): URLSearchParams {
	const params = new URLSearchParams()
	if (query.months) {
		const { from, to } = query.months
		params.set('m', from === to ? from : `${from}..${to}`)
	}
	if (query.basis) params.set('b', query.basis)
	if (query.kind) params.set('k', query.kind)
	if (query.categories.length) params.set('c', writeIds(query.categories))
	if (query.sources.length) params.set('s', writeIds(query.sources))
	if (query.people.length) params.set('p', writeIds(query.people))
	if (query.text) params.set('q', query.text)
	if (query.day) params.set('d', query.day)
	if (query.sort.by !== NEWEST_FIRST.by || query.sort.descending !== NEWEST_FIRST.descending)
		params.set('o', `${query.sort.descending ? '-' : ''}${query.sort.by}`)
	return params
}

/** How many filters narrow the page; the bill months are where it looks, not a filter. */
export function countFilters(query: DashboardQuery): number {
	return (
		Number(query.kind !== null) +
		Number(query.categories.length > 0) +
		Number(query.sources.length > 0) +
		Number(query.people.length > 0) +
		Number(query.text !== '') +
		Number(query.day !== null)
	)
}

/** Adds the id where it is missing, takes it away where it is. */
export function toggled(ids: Ref[], id: Ref): Ref[] {
	return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
}

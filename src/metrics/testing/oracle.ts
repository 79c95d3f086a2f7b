import type { SpendingPace } from '../../ledger/budgets'
import type { CardHistory } from '../../ledger/card-bills'
import type { TransactionRow } from '../../ledger/columns'
import { normalise } from '../../ledger/name'
import { recurringStatus } from '../../ledger/recurring'
import type { Basis, BillMonth, Kind, LocalDay, Recurring } from '../../ledger/types'
import type {
	BillItem,
	Comparison,
	DayPoint,
	Filter,
	Group,
	MadeInto,
	MonthPoint,
	Projection,
	Ref,
	SortOrder,
	Sum,
	Totals,
} from '../types'

/** One row as a history holds it. */
export type HistoryRow = TransactionRow

/**
 * What the figures must be: every one computed from all rows by its definition, in BigInt, with no code of the store's.
 * For tests only.
 */
export class Oracle {
	private readonly rows = new Map<string, HistoryRow>()
	private readonly expansions = new WeakMap<HistoryRow, { by: string; items: BillItem[] }>()
	private live: BillItem[] | null = null
	private dated: (HistoryRow & { day: LocalDay })[] | null = null
	filter: Filter = {}

	constructor(
		private timezone: string,
		public today: LocalDay,
		private basis: Basis = 'bill',
	) {}

	setTimezone(timezone: string): void {
		this.timezone = timezone
		this.forget()
	}

	setBasis(basis: Basis): void {
		this.basis = basis
		this.forget()
	}

	apply(batch: readonly HistoryRow[]): number {
		let news = 0
		this.forget()
		for (const row of batch) {
			const held = this.rows.get(row.id)
			if (held && held.revision >= row.revision) continue
			this.rows.set(row.id, row)
			news++
		}
		return news
	}

	private forget(): void {
		this.live = null
		this.dated = null
	}

	clear(): void {
		this.forget()
		this.rows.clear()
	}

	size(): number {
		return new Set(this.all().map(({ id }) => id)).size
	}

	private all(): BillItem[] {
		this.live ??= [...this.rows.values()].flatMap((row) => (row.voided ? [] : this.expanded(row)))
		return this.live
	}

	/** Expanding asks the platform for local days, which is slow: once per row and timezone. */
	private expanded(row: HistoryRow): BillItem[] {
		const by = `${this.basis} ${this.timezone}`
		const held = this.expansions.get(row)
		if (held?.by === by) return held.items
		const items = expand(row, this.timezone, this.basis)
		this.expansions.set(row, { by, items })
		return items
	}

	/** Items that pass the filter with some of it replaced. */
	private select(over: Filter = {}): BillItem[] {
		const filter = { ...this.filter, ...over }
		const any = (list: Ref[] | null | undefined, ref: Ref) => !list || list.includes(ref)
		const text = normalise(filter.text ?? '')
		return this.all().filter(
			(item) =>
				(!filter.months || (item.month >= filter.months.from && item.month <= filter.months.to)) &&
				(filter.kind ? item.kind === filter.kind : item.kind !== 'transfer') &&
				any(filter.categories, item.category_id) &&
				any(filter.sources, item.source_id) &&
				any(filter.people, item.person_id) &&
				(text === '' || comparable(item.description).includes(text)) &&
				(!filter.amount || (item.cents >= filter.amount.from && item.cents <= filter.amount.to)) &&
				(!filter.day || item.day === filter.day),
		)
	}

	/** What spending is made of: expenses and refunds, or the kind asked for. */
	private spending(over: Filter = {}): BillItem[] {
		return this.select(over).filter((item) => this.filter.kind || this.isSpending(item))
	}

	private isSpending({ kind }: BillItem): boolean {
		return kind === 'expense' || kind === 'refund'
	}

	/** What is counted, averaged and ranked. */
	private ranked(over: Filter = {}): BillItem[] {
		return this.select(over).filter((item) => item.kind === (this.filter.kind ?? 'expense'))
	}

	/** Refunds lower spending, unless they are what is asked for. */
	private signed(item: BillItem): bigint {
		return item.kind === 'refund' && this.filter.kind !== 'refund' ? -BigInt(item.cents) : BigInt(item.cents)
	}

	private sum(items: BillItem[]): number {
		return safe(items.reduce((sum, item) => sum + this.signed(item), 0n))
	}

	/** `items` as a figure: their cents, how many purchases (of what is counted) they are, and how many items. */
	private figure(items: BillItem[]): Sum {
		const counted = items.filter((item) => item.kind === (this.filter.kind ?? 'expense'))
		return { cents: this.sum(items), count: purchases(counted), items: items.length }
	}

	private ofKind(kind: Kind): Sum {
		const items = this.select().filter((item) => item.kind === kind)
		const cents = safe(items.reduce((sum, item) => sum + BigInt(item.cents), 0n))
		return { cents, count: purchases(items), items: items.length }
	}

	totals(): Totals {
		const [expense, income, refund] = (['expense', 'income', 'refund'] as const).map((kind) =>
			this.ofKind(kind),
		) as [Sum, Sum, Sum]
		const sorted = this.ranked()
			.map((item) => BigInt(item.cents))
			.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
		const count = sorted.length
		return {
			expense,
			income,
			refund,
			spending: this.figure(this.spending()),
			balance: income.cents - expense.cents + refund.cents,
			average: count === 0 ? null : halfUp(total(sorted), BigInt(count)),
			median:
				count === 0 ? null : halfUp(sorted[Math.ceil(count / 2) - 1]! + sorted[Math.floor(count / 2)]!, 2n),
		}
	}

	groups(by: 'category' | 'source' | 'person'): Group[] {
		return this.group(this.spending(), by)
	}

	private group(items: BillItem[], by: 'category' | 'source' | 'person'): Group[] {
		return [...grouped(items, (item) => item[`${by}_id`])]
			.map(([id, of]) => ({ id, ...this.figure(of) }))
			.sort(
				(a, b) =>
					b.cents - a.cents || order(a.id ?? Number.POSITIVE_INFINITY, b.id ?? Number.POSITIVE_INFINITY),
			)
	}

	days(before = false): DayPoint[] {
		let { months } = this.filter
		if (before) {
			if (!months) return []
			const length = ordinal(months.to) - ordinal(months.from) + 1
			months = { from: shift(months.from, -length), to: shift(months.from, -1) }
		}
		const items = this.spending({ months: months ?? null, day: null })
		if (items.length === 0) return []
		const days = items.map((item) => item.day).sort()
		const byDay = grouped(items, (item) => item.day)
		const points: DayPoint[] = []
		let cumulative = 0
		for (let day = days[0]!; day <= days.at(-1)!; day = nextDay(day)) {
			const on = byDay.get(day) ?? []
			// Of each month by itself: a day may lie in several bills.
			const byMonth = [...grouped(on, ({ month }) => month).values()].map((of) => this.figure(of))
			const sum = (of: (figure: Sum) => number) => byMonth.reduce((all, figure) => all + of(figure), 0)
			cumulative += sum(({ cents }) => cents)
			const counts = { count: sum(({ count }) => count), items: on.length }
			points.push({ day, cents: sum(({ cents }) => cents), cumulative, ...counts })
		}
		return points
	}

	month(month: BillMonth): MonthPoint {
		const months = { from: month, to: month }
		return this.point(month, this.spending({ months, day: null }), this.select({ months, day: null }))
	}

	private point(month: BillMonth, spending: BillItem[], all: BillItem[]): MonthPoint {
		const incomes = all.filter((item) => item.kind === 'income')
		const groups = this.group(spending, 'category')
		const income = safe(total(incomes.map(({ cents }) => BigInt(cents))))
		return { month, ...this.figure(spending), income, incomes: purchases(incomes), groups }
	}

	byMonth(last: BillMonth, count: number): MonthPoint[] {
		return Array.from({ length: count }, (_, index) => this.month(shift(last, index + 1 - count)))
	}

	committed(month: BillMonth): MonthPoint[] {
		const later = this.spending({ months: { from: shift(month, 1), to: '9999-12' }, day: null })
		const last = later
			.map((item) => item.month)
			.sort()
			.at(-1)
		return last ? this.byMonth(last, ordinal(last) - ordinal(month)) : []
	}

	spendingOf(month: BillMonth): MonthPoint {
		const unfiltered = new Oracle(this.timezone, this.today, this.basis)
		unfiltered.live = this.all()
		return unfiltered.month(month)
	}

	private outlookMonth(): BillMonth {
		return this.filter.months?.to ?? this.today.slice(0, 7)
	}

	comparison(): Comparison {
		const month = this.outlookMonth()
		const of = (name: BillMonth) => this.spending({ months: { from: name, to: name }, day: null })
		const soFar = this.today.slice(0, 7) === month
		const before = of(shift(month, -1))
		const upTo = (items: BillItem[], day: LocalDay) =>
			this.sum(soFar ? items.filter((item) => item.day <= day) : items)
		const current = upTo(of(month), this.today)
		const sameDay = upTo(before, shiftDay(this.today, -1))
		return {
			current,
			sameDay,
			whole: this.sum(before),
			change: sameDay <= 0 ? null : (current - sameDay) / sameDay,
		}
	}

	/** How a recurring one stands in a month, with the id of what arrived. */
	recurring(one: Recurring, month: BillMonth) {
		this.dated ??= this.rowsLive()
			.sort((a, b) => order(a.occurred_at, b.occurred_at) || order(a.id, b.id))
			.map((row) => ({ ...row, day: localDay(row.occurred_at, this.timezone) }))
		return recurringStatus(one, month, this.today, this.dated)
	}

	/** `recurring` are known by themselves, and `toCome` of them is expected. */
	projection(recurring: readonly Recurring[] = [], toCome = 0): Projection {
		const month = this.outlookMonth()
		const around = [-1, 0, 1, 2, 3, 4, 5].map((back) => shift(month, -back))
		const arrived = new Set(
			recurring.flatMap((one) => around.map((name) => this.recurring(one, name).arrived?.id)),
		)
		const isKnown = (item: BillItem) => arrived.has(item.id) && item.installment === this.firstPart(item.id)
		const of = (name: BillMonth) => this.spending({ months: { from: name, to: name }, day: null })
		const fresh = (items: BillItem[]) => items.filter((item) => openings.has(item))
		const committed = this.sum(of(month))
		if (this.today.slice(0, 7) > month) return { cents: committed, committed, method: 'closed' }
		const history = [1, 2, 3].filter((back) => of(shift(month, -back)).length > 0)
		if (history.length > 0) {
			// A day with no counterpart is one that comes back as another: 31 January is no day of February.
			const rests = history.map((back) =>
				fresh(of(shift(month, -back))).filter(
					(item) =>
						!isKnown(item) &&
						item.day > shiftDay(this.today, -back) &&
						shiftDay(item.day, back).slice(8) === item.day.slice(8),
				),
			)
			const rest = halfUp(BigInt(this.sum(rests.flat())), BigInt(history.length))
			return { cents: committed + toCome + rest, committed, method: 'history' }
		}
		const soFar = fresh(of(month)).filter((item) => item.day <= this.today)
		if (soFar.length === 0) return { cents: committed + toCome, committed, method: 'early' }
		const start = soFar.map((item) => item.day).sort()[0]!
		const ends = [serial(shiftDay(start, 1)) - 1, serial(`${shift(month, 1)}-01`) - 1]
		const left = Math.max(0, Math.min(...ends) - serial(this.today))
		const elapsed = serial(this.today) - serial(start) + 1
		if (elapsed < 3) return { cents: committed + toCome, committed, method: 'early' }
		const pace = Math.max(0, this.sum(soFar.filter((item) => !isKnown(item))))
		const ahead = halfUp(BigInt(pace) * BigInt(left), BigInt(elapsed))
		return { cents: committed + toCome + ahead, committed, method: 'pace' }
	}

	top(): BillItem[] {
		return this.ranked()
			.sort((a, b) => b.cents - a.cents || newer(a, b))
			.slice(0, 10)
	}

	newest(limit: number): BillItem[] {
		const seen = new Set<string>()
		return this.all()
			.filter(({ id }) => !seen.has(id) && seen.add(id))
			.sort((a, b) => b.occurred_at - a.occurred_at || newer(a, b))
			.slice(0, limit)
	}

	items({ by, descending, rank }: SortOrder): BillItem[] {
		const place = (ref: Ref) => rank?.get(ref) ?? ref ?? Number.POSITIVE_INFINITY
		const compare = (a: BillItem, b: BillItem): number => {
			if (by === 'date') return order(a.day, b.day) || order(a.occurred_at, b.occurred_at)
			if (by === 'amount') return order(a.cents, b.cents)
			if (by === 'description') return order(comparable(a.description), comparable(b.description))
			return order(place(a[`${by}_id`]), place(b[`${by}_id`]))
		}
		return this.select().sort((a, b) => (descending ? -1 : 1) * compare(a, b) || newer(a, b))
	}

	private firstPart(id: string): number | undefined {
		return this.all().find((item) => item.id === id)?.installment
	}

	private rowsLive(): HistoryRow[] {
		const ids = new Set(this.all().map(({ id }) => id))
		return [...this.rows.values()].filter((row) => ids.has(row.id))
	}

	/** The items of a row by bill; a transfer from a card is on its bill too. */
	private byBill(row: HistoryRow): BillItem[] {
		return expand(
			row.kind === 'transfer' ? { ...row, kind: 'expense', installments: 1, moves: null } : row,
			this.timezone,
			'bill',
		)
	}

	spentToday(): MadeInto[] {
		const sums = new Map<BillMonth, bigint>()
		for (const row of this.rowsLive()) {
			if (localDay(row.occurred_at, this.timezone) !== this.today) continue
			if (row.kind !== 'expense' && row.kind !== 'refund') continue
			for (const { bill, cents } of this.byBill(row))
				sums.set(bill, (sums.get(bill) ?? 0n) + BigInt(row.kind === 'refund' ? -cents : cents))
		}
		return [...sums].sort(([a], [b]) => order(a, b)).map(([bill, cents]) => ({ bill, cents: safe(cents) }))
	}

	pace(month: BillMonth): SpendingPace {
		const unfiltered = new Oracle(this.timezone, this.today, this.basis)
		unfiltered.live = this.all()
		const shares = new Map<Ref | 'all', number[]>()
		const add = (what: Ref | 'all', spent: number, whole: number) => {
			if (whole > 0) shares.set(what, [...(shares.get(what) ?? []), spent / whole])
		}
		for (let back = 1; back <= 6; back++) {
			const name = shift(month, -back)
			const items = unfiltered.spending({ months: { from: name, to: name } })
			const early = items.filter(({ day }) => day <= shiftDay(this.today, -back))
			add('all', unfiltered.sum(early), unfiltered.sum(items))
			for (const { id, cents } of unfiltered.group(items, 'category'))
				add(id, unfiltered.sum(early.filter((item) => item.category_id === id)), cents)
		}
		const median = (list: number[]) => {
			const sorted = [...list].sort((a, b) => a - b)
			const half = sorted.length / 2
			return sorted.length < 3 ? null : (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
		}
		const categories = [...shares].flatMap(([id, list]) =>
			id === 'all' ? [] : [{ id, share: median(list) }],
		)
		return {
			all: median(shares.get('all') ?? []),
			categories: categories.sort((a, b) => order(a.id ?? 0, b.id ?? 0)),
		}
	}

	card(source: number): CardHistory {
		const amounts: Record<BillMonth, number> = {}
		for (const row of this.rowsLive().filter(({ source_id }) => source_id === source)) {
			const sign = row.kind === 'expense' || row.kind === 'transfer' ? 1 : -1
			for (const { bill, cents } of this.byBill(row)) amounts[bill] = (amounts[bill] ?? 0) + sign * cents
		}
		for (const bill of Object.keys(amounts)) if (amounts[bill] === 0) delete amounts[bill]
		const payments = this.rowsLive()
			.filter(({ kind, to_source_id }) => kind === 'transfer' && to_source_id === source)
			.sort((a, b) => order(a.occurred_at, b.occurred_at) || order(a.id, b.id))
			.map(({ occurred_at, amount_cents, pays_month }) => ({
				day: serial(localDay(occurred_at, this.timezone)),
				cents: amount_cents,
				pays: pays_month,
			}))
		return { amounts, payments }
	}

	months(): BillMonth[] {
		return [...new Set(this.all().map((item) => item.month))].sort()
	}
}

const comparables = new Map<string, string>()

function comparable(text: string): string {
	let found = comparables.get(text)
	if (found === undefined) {
		found = normalise(text)
		comparables.set(text, found)
	}
	return found
}

/** The items of a row: its live parts by bill, the whole of it by purchase. */
function expand(row: HistoryRow, timezone: string, basis: Basis): BillItem[] {
	const bought = localDay(row.occurred_at, timezone)
	const installments = row.kind === 'transfer' ? 1 : row.installments
	const moves = row.kind === 'transfer' ? null : row.moves
	const rest = BigInt(row.amount_cents) / BigInt(installments)
	const parts: { k: number; month: BillMonth; cents: bigint }[] = []
	for (let k = 1; k <= installments; k++) {
		const told = (moves ?? []).filter(([from]) => from <= k).at(-1)
		const month = told ? told[1] : shift(row.bill_month, k - 1)
		const cents = k === 1 ? BigInt(row.amount_cents) - rest * BigInt(installments - 1) : rest
		if (month !== null) parts.push({ k, month, cents })
	}
	if (parts.length === 0) return []
	const item = (k: number, cents: bigint, month: BillMonth, bill: BillMonth, day: LocalDay): BillItem => ({
		...row,
		cents: Number(cents),
		installment: k,
		installments,
		month,
		bill,
		day,
		moves,
	})
	const whole = () =>
		item(1, total(parts.map(({ cents }) => cents)), bought.slice(0, 7), parts[0]!.month, bought)
	const items =
		basis === 'purchase' || row.kind === 'transfer'
			? [whole()]
			: parts.map(({ k, month, cents }) =>
					item(k, cents, month, month, shiftDay(bought, ordinal(month) - ordinal(row.bill_month))),
				)
	if ((row.part ?? 1) === 1) openings.add([...items].sort((a, b) => order(a.month, b.month))[0]!)
	return items
}

/** The items with which their purchases begin: what is new in its month. */
const openings = new WeakSet<BillItem>()

/** How many purchases items are of: each counts once, and one known by its parts where its first part is. */
function purchases(items: BillItem[]): number {
	return new Set(items.filter(({ part }) => (part ?? 1) === 1).map(({ id }) => id)).size
}

function grouped<Key, Value>(values: Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
	const groups = new Map<Key, Value[]>()
	for (const value of values) {
		const key = keyOf(value)
		const group = groups.get(key)
		if (group) group.push(value)
		else groups.set(key, [value])
	}
	return groups
}

const total = (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n)

function safe(exact: bigint): number {
	if (exact > BigInt(Number.MAX_SAFE_INTEGER))
		throw new RangeError('A history of the test is too large to be summed')
	return Number(exact)
}

/** Rounded half up, of a negative value too; the divisor is positive. */
function halfUp(value: bigint, divisor: bigint): number {
	const doubled = 2n * value + divisor
	const rest = ((doubled % (2n * divisor)) + 2n * divisor) % (2n * divisor)
	return Number((doubled - rest) / (2n * divisor))
}

const order = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

const newer = (a: BillItem, b: BillItem) =>
	order(b.day, a.day) ||
	order(b.occurred_at, a.occurred_at) ||
	order(a.id, b.id) ||
	a.installment - b.installment

const ordinal = (month: BillMonth) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
const serial = (day: LocalDay) => Date.parse(day) / 86_400_000
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Calendars are slow, and histories ask for the same days again and again. */
function remembered<A extends string | number, B extends string | number>(
	ask: (one: A, other: B) => string,
): (one: A, other: B) => string {
	const known = new Map<string, string>()
	return (one, other) => {
		const key = `${one} ${other}`
		const answer = known.get(key) ?? ask(one, other)
		known.set(key, answer)
		return answer
	}
}

const plusDays = remembered((day: LocalDay, days: number) => isoDay(Date.parse(day) + days * 86_400_000))
const nextDay = (day: LocalDay) => plusDays(day, 1)

const shift = remembered((month: BillMonth, months: number) =>
	isoDay(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + months, 1)).slice(0, 7),
)

const shiftDay = remembered((day: LocalDay, months: number) => {
	const month = shift(day.slice(0, 7), months)
	const wanted = `${month}-${day.slice(8)}`
	const last = plusDays(`${shift(month, 1)}-01`, -1)
	return wanted < last ? wanted : last
})

const formats = new Map<string, Intl.DateTimeFormat>()

function localDay(instant: number, timeZone: string): LocalDay {
	let format = formats.get(timeZone)
	if (!format) {
		format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
		formats.set(timeZone, format)
	}
	return format.format(instant)
}

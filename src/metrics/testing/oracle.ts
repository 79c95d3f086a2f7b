import { normalise } from '../../ledger/name'
import type { BillMonth, Kind, LocalDay } from '../../ledger/types'
import type {
	BillItem,
	Comparison,
	DayPoint,
	Filter,
	Group,
	MonthPoint,
	Projection,
	Ref,
	SortOrder,
	Totals,
} from '../types'

/** One row as a history holds it. */
export interface HistoryRow {
	id: string
	revision: number
	kind: Kind
	amount_cents: number
	installments: number
	bill_month: BillMonth
	occurred_at: number
	description: string
	category_id: Ref
	category_text: string | null
	source_id: Ref
	source_text: string | null
	person_id: Ref
	person_text: string | null
	voided: boolean
}

/**
 * What the figures must be: every one computed from all rows by its definition, in BigInt, with no code of the store's.
 * For tests only.
 */
export class Oracle {
	private readonly rows = new Map<string, HistoryRow>()
	private readonly expansions = new WeakMap<HistoryRow, { timezone: string; items: BillItem[] }>()
	private live: BillItem[] | null = null
	filter: Filter = {}

	constructor(
		private timezone: string,
		public today: LocalDay,
	) {}

	setTimezone(timezone: string): void {
		this.timezone = timezone
		this.live = null
	}

	apply(batch: readonly HistoryRow[]): number {
		let news = 0
		this.live = null
		for (const row of batch) {
			const held = this.rows.get(row.id)
			if (held && held.revision >= row.revision) continue
			this.rows.set(row.id, row)
			news++
		}
		return news
	}

	clear(): void {
		this.live = null
		this.rows.clear()
	}

	size(): number {
		return [...this.rows.values()].filter((row) => !row.voided).length
	}

	private all(): BillItem[] {
		this.live ??= [...this.rows.values()].flatMap((row) => (row.voided ? [] : this.expanded(row)))
		return this.live
	}

	/** Expanding asks the platform for local days, which is slow: once per row and timezone. */
	private expanded(row: HistoryRow): BillItem[] {
		const held = this.expansions.get(row)
		if (held?.timezone === this.timezone) return held.items
		const items = expand(row, this.timezone)
		this.expansions.set(row, { timezone: this.timezone, items })
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
				(!filter.kind || item.kind === filter.kind) &&
				any(filter.categories, item.category) &&
				any(filter.sources, item.source) &&
				any(filter.people, item.person) &&
				(text === '' || comparable(item.description).includes(text)) &&
				(!filter.day || item.day === filter.day),
		)
	}

	private spending(over: Filter = {}): BillItem[] {
		return this.select(over).filter((item) => item.kind === (this.filter.kind ?? 'expense'))
	}

	totals(): Totals {
		const items = this.select()
		const expenses = items.filter((item) => item.kind === 'expense')
		const incomes = items.filter((item) => item.kind === 'income')
		const spending = this.spending().map((item) => BigInt(item.cents))
		const sorted = spending.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
		const count = sorted.length
		return {
			expense: { cents: sum(expenses), count: expenses.length },
			income: { cents: sum(incomes), count: incomes.length },
			balance: sum(incomes) - sum(expenses),
			average: count === 0 ? null : halfUp(total(sorted), BigInt(count)),
			median:
				count === 0 ? null : halfUp(sorted[Math.ceil(count / 2) - 1]! + sorted[Math.floor(count / 2)]!, 2n),
		}
	}

	groups(by: 'category' | 'source' | 'person'): Group[] {
		return group(this.spending(), by)
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
		const points: DayPoint[] = []
		let cumulative = 0n
		for (let day = days[0]!; day <= days.at(-1)!; day = nextDay(day)) {
			const on = items.filter((item) => item.day === day)
			cumulative += total(on.map((item) => BigInt(item.cents)))
			points.push({ day, cents: sum(on), cumulative: Number(cumulative), count: on.length })
		}
		return points
	}

	month(month: BillMonth): MonthPoint {
		const months = { from: month, to: month }
		const spending = this.spending({ months, day: null })
		const income = this.select({ months, day: null }).filter((item) => item.kind === 'income')
		return point(month, spending, income)
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
		const items = this.all().filter((item) => item.month === month)
		const of = (kind: Kind) => items.filter((item) => item.kind === kind)
		return point(month, of('expense'), of('income'))
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
			sum(soFar ? items.filter((item) => item.day <= day) : items)
		const current = upTo(of(month), this.today)
		const sameDay = upTo(before, shiftDay(this.today, -1))
		return {
			current,
			sameDay,
			whole: sum(before),
			change: sameDay === 0 ? null : (current - sameDay) / sameDay,
		}
	}

	projection(): Projection {
		const month = this.outlookMonth()
		const of = (name: BillMonth) => this.spending({ months: { from: name, to: name }, day: null })
		const fresh = (items: BillItem[]) => items.filter((item) => item.installment === 1)
		const committed = sum(of(month))
		if (this.today.slice(0, 7) > month) return { cents: committed, committed, method: 'closed' }
		const history = [1, 2, 3].filter((back) => of(shift(month, -back)).length > 0)
		if (history.length > 0) {
			// A day with no counterpart is one that comes back as another: 31 January is no day of February.
			const rests = history.map((back) =>
				fresh(of(shift(month, -back))).filter(
					({ day }) => day > shiftDay(this.today, -back) && shiftDay(day, back).slice(8) === day.slice(8),
				),
			)
			const rest = halfUp(BigInt(sum(rests.flat())), BigInt(history.length))
			return { cents: committed + rest, committed, method: 'history' }
		}
		const soFar = fresh(of(month)).filter((item) => item.day <= this.today)
		if (soFar.length === 0) return { cents: committed, committed, method: 'pace' }
		const start = soFar.map((item) => item.day).sort()[0]!
		const ends = [serial(shiftDay(start, 1)) - 1, serial(`${shift(month, 1)}-01`) - 1]
		const left = Math.max(0, Math.min(...ends) - serial(this.today))
		const elapsed = serial(this.today) - serial(start) + 1
		const ahead = halfUp(BigInt(sum(soFar)) * BigInt(left), BigInt(elapsed))
		return { cents: committed + ahead, committed, method: 'pace' }
	}

	top(): BillItem[] {
		return this.spending()
			.sort((a, b) => b.cents - a.cents || newer(a, b))
			.slice(0, 10)
	}

	newest(limit: number): BillItem[] {
		return this.all()
			.filter((item) => item.installment === 1)
			.sort((a, b) => b.revision - a.revision || newer(a, b))
			.slice(0, limit)
	}

	items({ by, descending, rank }: SortOrder): BillItem[] {
		const place = (ref: Ref) => rank?.get(ref) ?? ref ?? Number.POSITIVE_INFINITY
		const compare = (a: BillItem, b: BillItem): number => {
			if (by === 'date') return order(a.day, b.day) || order(a.occurredAt, b.occurredAt)
			if (by === 'amount') return order(a.cents, b.cents)
			if (by === 'description') return order(comparable(a.description), comparable(b.description))
			return order(place(a[by]), place(b[by]))
		}
		return this.select().sort((a, b) => (descending ? -1 : 1) * compare(a, b) || newer(a, b))
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

function expand(row: HistoryRow, timezone: string): BillItem[] {
	const bought = localDay(row.occurred_at, timezone)
	const part = BigInt(row.amount_cents) / BigInt(row.installments)
	const first = BigInt(row.amount_cents) - part * BigInt(row.installments - 1)
	return Array.from({ length: row.installments }, (_, index) => ({
		id: row.id,
		revision: row.revision,
		kind: row.kind,
		cents: Number(index === 0 ? first : part),
		totalCents: row.amount_cents,
		installment: index + 1,
		installments: row.installments,
		month: shift(row.bill_month, index),
		day: shiftDay(bought, index),
		occurredAt: row.occurred_at,
		description: row.description,
		category: row.category_id,
		categoryText: row.category_text,
		source: row.source_id,
		sourceText: row.source_text,
		person: row.person_id,
		personText: row.person_text,
	}))
}

function point(month: BillMonth, spending: BillItem[], income: BillItem[]): MonthPoint {
	const groups = group(spending, 'category')
	const [count, incomes] = [spending.length, income.length]
	return { month, cents: sum(spending), count, income: sum(income), incomes, groups }
}

function group(items: BillItem[], by: 'category' | 'source' | 'person'): Group[] {
	const ids = [...new Set(items.map((item) => item[by]))]
	return ids
		.map((id) => {
			const members = items.filter((item) => item[by] === id)
			return { id, cents: sum(members), count: members.length }
		})
		.sort(
			(a, b) =>
				b.cents - a.cents || order(a.id ?? Number.POSITIVE_INFINITY, b.id ?? Number.POSITIVE_INFINITY),
		)
}

const total = (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n)

function sum(items: BillItem[]): number {
	const exact = total(items.map((item) => BigInt(item.cents)))
	if (exact > BigInt(Number.MAX_SAFE_INTEGER))
		throw new RangeError('A history of the test is too large to be summed')
	return Number(exact)
}

/** Rounded half up; both positive or zero. */
const halfUp = (value: bigint, divisor: bigint) => Number((2n * value + divisor) / (2n * divisor))

const order = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

const newer = (a: BillItem, b: BillItem) =>
	order(b.day, a.day) ||
	order(b.occurredAt, a.occurredAt) ||
	order(a.id, b.id) ||
	a.installment - b.installment

const ordinal = (month: BillMonth) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
const serial = (day: LocalDay) => Date.parse(day) / 86_400_000
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const nextDay = (day: LocalDay) => isoDay(Date.parse(day) + 86_400_000)

function shift(month: BillMonth, months: number): BillMonth {
	return isoDay(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + months, 1)).slice(0, 7)
}

function shiftDay(day: LocalDay, months: number): LocalDay {
	const month = shift(day.slice(0, 7), months)
	const wanted = `${month}-${day.slice(8)}`
	const last = isoDay(Date.parse(`${shift(month, 1)}-01`) - 86_400_000)
	return wanted < last ? wanted : last
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localDay(instant: number, timeZone: string): LocalDay {
	let format = formats.get(timeZone)
	if (!format) {
		format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
		formats.set(timeZone, format)
	}
	return format.format(instant)
}

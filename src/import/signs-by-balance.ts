import type { ReadDate } from './dates'
import type { ReadRow, ReadRows } from './rows'
import type { Signs } from './types'

type Positive = Signs['positive']
type Direction = 'in' | 'out'

const signed = (row: ReadRow, direction: Direction): number =>
	direction === 'out' ? -row.amount.cents : row.amount.cents

/** A line's own proof goes before the sign of its amount. */
const moved = (row: ReadRow, positive: Positive): number =>
	signed(row, row.direction ?? (row.amount.negative === (positive === 'income') ? 'out' : 'in'))

/** The rule under which amounts and balances add up from each balance to the next; the file may be newest first. */
export function provedByBalance(read: ReadRows): Positive | null {
	const order = orderOf(read)
	const found = (['income', 'expense'] as const).filter((positive) => order && addsUp(read, positive, order))
	// Both can hold where nothing changed, or only lines with a proof of their own moved money: that proves nothing.
	return found.length === 1 ? found[0]! : null
}

/** How a file's lines follow one another. */
type Order = 'newest_first' | 'oldest_first'

/** Of one day alone it is the order in which balances add up; null where they do in both, or the order is not told. */
function orderOf(read: ReadRows): Order | null {
	const { rows } = read
	if (rows.length < 2 || !isSameDay(rows[0]!, rows.at(-1)!))
		return isNewestFirst(rows) ? 'newest_first' : 'oldest_first'
	const fits = (order: Order) =>
		balanceInOrder(read, order) !== null || addsUp(read, 'income', order) || addsUp(read, 'expense', order)
	if (!fits('newest_first')) return 'oldest_first'
	return fits('oldest_first') ? null : 'newest_first'
}

/** Days without a year are compared within one: a file rarely spans two. */
function isNewestFirst(rows: ReadRow[]): boolean {
	const [first, last] = [rows[0]?.date, rows.at(-1)?.date]
	if (!first || !last) return false
	if ('day' in first && 'day' in last) return first.day > last.day
	const inYear = (date: ReadDate) =>
		'day' in date ? Number(date.day.slice(5).replace('-', '')) : date.month * 100 + date.date
	return inYear(first) > inYear(last)
}

/** A line that could not be read has no say: what it moved is unknown, and the sum begins again at the next balance, its own too. */
function addsUp({ rows, balances, gaps }: ReadRows, positive: Positive, order: Order): boolean {
	if (balances.length < 2) return false
	const places = inOrder(rows, balances, gaps)
	if (order === 'newest_first') places.reverse()
	let running: number | null = null
	let hasMoved = false
	let isChecked = false
	for (const { row, balance, isGap } of places) {
		if (isGap) {
			running = null
			hasMoved = false
		}
		if (running !== null && row) {
			running += moved(row, positive)
			hasMoved = true
		}
		if (balance === undefined) continue
		if (running !== null && running !== balance) return false
		isChecked ||= hasMoved
		running = balance
		hasMoved = false
	}
	return isChecked
}

/** What stands at one place of the file: a line, a balance beside it or alone, or a line that could not be read. */
interface Place {
	row: ReadRow | undefined
	balance: number | undefined
	isGap: boolean
}

/** Lines, balances and gaps by place: each comes in the order of the file. */
function inOrder(rows: ReadRow[], balances: ReadRows['balances'], gaps: number[]): Place[] {
	const places: Place[] = []
	for (let at = 0, beside = 0, gap = 0; at < rows.length || beside < balances.length || gap < gaps.length; ) {
		const row = rows[at]
		const balance = balances[beside]
		const place = Math.min(...[row?.place, balance?.place, gaps[gap]].filter((next) => next !== undefined))
		const hasRow = row?.place === place
		const hasBalance = balance?.place === place
		const isGap = gaps[gap] === place
		if (hasRow) at++
		if (hasBalance) beside++
		if (isGap) gap++
		places.push({
			row: hasRow ? row : undefined,
			balance: hasBalance ? balance.cents : undefined,
			isGap,
		})
	}
	return places
}

/**
 * Where amounts have no sign at all but each line its balance: the balance went up or down by just that amount. Of the first line it may
 * not tell, nor of one behind a line that could not be read, unless that one's balance could.
 */
export function balanceOfEachLine(read: ReadRows): Map<number, 'in' | 'out'> | null {
	const order = orderOf(read)
	return order && balanceInOrder(read, order)
}

function balanceInOrder({ rows, balances, gaps }: ReadRows, order: Order): Map<number, 'in' | 'out'> | null {
	if (rows.length + gaps.length < 2 || rows.some(({ amount }) => amount.negative)) return null
	const balanceAt = new Map(balances.map(({ place, cents }) => [place, cents]))
	if (rows.length === 0 || !rows.every(({ place }) => balanceAt.has(place))) return null
	const directions = new Map<number, 'in' | 'out'>()
	const inTime = inOrder(rows, balances, gaps).filter(({ row, isGap }) => row || isGap)
	const newestFirst = order === 'newest_first'
	if (newestFirst) inTime.reverse()
	const first = newestFirst ? rows.at(-1)! : rows[0]!
	let previous: number | undefined = balances.find(({ place }) =>
		newestFirst ? place > first.place : place < first.place,
	)?.cents
	for (const { row, balance } of inTime) {
		if (row && previous !== undefined) {
			if (Math.abs(balance! - previous) !== row.amount.cents) return null
			directions.set(row.place, balance! > previous ? 'in' : 'out')
		}
		previous = balance
	}
	// Without a balance before it the first line is told by the file's own beginning only if it began at nothing.
	const isBeginning = inTime[0]!.row === first && !directions.has(first.place)
	if (isBeginning && balanceAt.get(first.place) === first.amount.cents) directions.set(first.place, 'in')
	return directions
}

/**
 * Lines without a proof of their own that stand between no two balances.
 *
 * @param byLine of which lines the balance tells the way (`balanceOfEachLine`)
 */
export function beyondBalance(read: ReadRows, byLine: ReadonlyMap<number, Direction> | null): ReadRow[] {
	const reached = new Set(stepsOf(read).flatMap(({ rows }) => rows))
	return read.rows.filter((row) => row.direction === null && !reached.has(row) && !byLine?.has(row.place))
}

/** Lines that the balance proves to be the other way round than something else says. */
export interface AgainstBalance {
	rows: ReadRow[]
	/** It proves so of each line that it tells anything of. */
	isAll: boolean
}

/**
 * Lines between two balances whose difference is just the contrary of what they are said to have moved. What fits neither way (lines
 * that are missing, another section) proves nothing, nor does what fits once two lines of one day change places.
 */
export function againstBalance(read: ReadRows, directionOf: (row: ReadRow) => Direction): AgainstBalance {
	const against: AgainstBalance = { rows: [], isAll: true }
	for (const { rows, change, before } of stepsOf(read)) {
		const said = rows.reduce((sum, row) => sum + signed(row, directionOf(row)), 0)
		const isContrary = change === -said && said !== 0
		const isOtherOrder = () =>
			before !== null && isSameDay(before, rows[0]!) && -change === signed(before, directionOf(before))
		if (isContrary && !isOtherOrder()) against.rows.push(...rows)
		else against.isAll = false
	}
	against.rows.sort((a, b) => a.place - b.place)
	return against
}

/** Lines from one balance to the next, in the order of time. */
interface Step {
	rows: ReadRow[]
	change: number
	/** The line whose own balance the first one is. */
	before: ReadRow | null
}

function stepsOf(read: ReadRows): Step[] {
	const { rows, balances, gaps } = read
	const order = orderOf(read)
	if (balances.length < 2 || !order) return []
	const places = inOrder(rows, balances, gaps)
	if (order === 'newest_first') places.reverse()
	const steps: Step[] = []
	let from: { balance: number; row: ReadRow | null } | null = null
	let between: ReadRow[] = []
	let last: ReadRow | null = null
	for (const { row, balance, isGap } of places) {
		// The next section may be another account's.
		if (isGap || (row && last && row.block !== last.block)) from = null
		if (row) last = row
		if (from && row) between.push(row)
		if (balance === undefined) continue
		if (from && between.length > 0)
			steps.push({ rows: between, change: balance - from.balance, before: from.row })
		from = { balance, row: row ?? null }
		between = []
	}
	return steps
}

const isSameDay = (a: ReadRow, b: ReadRow): boolean => JSON.stringify(a.date) === JSON.stringify(b.date)

import { isOnlyCardPayment, type TypeWord } from './bank-words'
import type { ReadDate } from './dates'
import type { Profile } from './profiles/profile'
import type { ReadRow, ReadRows } from './rows'
import type { FileType, Question, QuestionReason, Signs } from './types'

export interface ToldSigns {
	signs: Signs
	/** Money in or out, line by line. */
	directionOf(row: ReadRow): 'in' | 'out'
	question: Question | null
}

type Positive = Signs['positive']

/**
 * Tells which way the money of each line went. Proved by columns of credits and debits, by D and C marks, by a column that says
 * so, or by a balance that adds up; else by the known format; else it is asked. Never by what most lines are: three
 * salaries and two rents would turn the file over.
 */
export function tellSigns(
	read: ReadRows,
	type: FileType,
	profile: Profile | null,
	answer: string | undefined,
): ToldSigns {
	const { rows } = read
	if (rows.length > 0 && rows.every(({ direction }) => direction !== null)) {
		const proof =
			rows.some(({ amount }) => amount.mark) || rows[0]!.block.columns.mark !== undefined
				? 'marks'
				: 'columns'
		return told('income', proof)
	}
	const answered = answer === 'expense' || answer === 'income' ? answer : null
	const isToldByType = rows.length > 0 && rows.every(isTyped) && !areWaysOfPaying(rows)
	const contrary = isToldByType ? contraryTypes(rows) : ofKnownSigns(rows)
	if (isToldByType && contrary.rows.length === 0)
		return rows.some(isTransferEitherWay) && !rows.some(({ amount }) => amount.negative)
			? askTransfers(answered)
			: told('income', 'type_column')
	if (answered) return told(answered, 'answered')
	const byLine = balanceOfEachLine(read)
	if (byLine?.size === rows.length)
		return { ...told('income', 'balance'), directionOf: (row) => byLine.get(row.place)! }
	const proved = provedByBalance(read)
	// Without a minus anywhere each line has to be told: what some are says nothing of those beside a line that could not be read.
	const isPartly = read.gaps.length > 0 && !rows.some(({ amount }) => amount.negative)
	if (proved && !isPartly) return told(proved, 'balance')
	if (profile?.positive && contrary.rows.length === 0) return told(profile.positive, 'format')
	const [likely, reason, about = null] =
		contrary.rows.length > 0 ? proposalByTypes(contrary) : proposal(rows, type)
	const proposed = proved ?? likely
	const asked = told(proposed, 'asked')
	return {
		...asked,
		directionOf: (row) => byLine?.get(row.place) ?? asked.directionOf(row),
		question: { id: 'signs', proposed, reason, about },
	}
}

/**
 * Whether `Crédito` and `Débito` say how a household paid: beside categories or people, without a minus or a balance. A bank's statement has
 * neither of these.
 */
const areWaysOfPaying = (rows: ReadRow[]): boolean =>
	rows.every(
		({ isCreditOrDebit, amount, block: { profile, columns } }) =>
			isCreditOrDebit &&
			!amount.negative &&
			profile === null &&
			columns.balance === undefined &&
			(columns.category !== undefined || columns.person !== undefined),
	)

/** Whether a type column says which way a line's money went. No bank has an income in parts: there "Crédito" is how it was paid. */
function isTyped({ typed, parts, block }: ReadRow): boolean {
	const isInParts = parts.part !== null || parts.installments > 1
	if (block.profile?.typeChecks) return false
	return typed !== null && (block.profile !== null || typed !== 'in' || !isInParts)
}

/** Rows whose types say the contrary of their signs, and what a line without a minus likely is. */
interface Contrary {
	rows: ReadRow[]
	positive: Positive
}

/** In a format whose types only repeat its signs: `DEBIT` beside an amount without a minus. Where all are so, the signs are likely a card's. */
function ofKnownSigns(rows: ReadRow[]): Contrary {
	const typed = rows.filter(
		({ typed, block }) => block.profile?.typeChecks === true && wayOfType(typed) !== null,
	)
	const against = typed.filter((row) => isAgainst(row, 'income'))
	const all = rows.filter((row) => row.typed !== null)
	return { rows: against, positive: against.length === all.length ? 'expense' : 'income' }
}

/**
 * In a table of an unknown form: rows typed as money in with the sign that money out has in the others, or the other way round. What went
 * out has a minus, or in a card's table none; where both ways are mostly without one, the minus says nothing beside the type.
 */
function contraryTypes(rows: ReadRow[]): Contrary {
	const typed = rows.filter(
		({ typed, direction, block }) =>
			block.profile === null && direction === null && wayOfType(typed) !== null,
	)
	const isMostlyMinus = (way: 'in' | 'out') => {
		const ofWay = typed.filter((row) => wayOfType(row.typed) === way)
		return ofWay.filter(({ amount }) => amount.negative).length * 2 >= ofWay.length
	}
	const positive = isMostlyMinus('out') ? 'income' : 'expense'
	const isUnsigned =
		!typed.some(({ amount }) => amount.negative) || (positive === 'expense' && !isMostlyMinus('in'))
	return { rows: isUnsigned ? [] : typed.filter((row) => isAgainst(row, positive)), positive }
}

const isAgainst = ({ typed, amount }: ReadRow, positive: Positive): boolean =>
	wayOfType(typed) !== (amount.negative === (positive === 'income') ? 'out' : 'in')

const wayOfType = (typed: TypeWord | null): 'in' | 'out' | null => (typed && WAY_OF_TYPE[typed]) ?? null

function proposalByTypes({ rows, positive }: Contrary): Proposal {
	const lines = rows.slice(0, LINES_NAMED).map(({ line }) => line)
	const about = `${lines.join(', ')}${rows.length > LINES_NAMED ? ' …' : ''}`
	return [positive, 'types_against_signs', about]
}

const LINES_NAMED = 5

/** `Transferência`, and nothing else that says from where or where to. */
const isTransferEitherWay = ({ typed, toSource, direction, block }: ReadRow): boolean =>
	typed === 'transfer' && toSource === null && direction === null && !block.profile?.isOurs

/** Of a file without a minus, whose other lines' types say which way money went. */
function askTransfers(answered: Positive | null): ToldSigns {
	const byType = told(answered ?? 'expense', 'type_column')
	if (answered) return { ...byType, signs: { positive: answered, proof: 'answered' } }
	return {
		...byType,
		signs: { positive: 'expense', proof: 'asked' },
		question: { id: 'signs', proposed: 'expense', reason: 'transfers_either_way', about: null },
	}
}

function told(positive: Positive, proof: Signs['proof']): ToldSigns {
	return {
		signs: { positive, proof },
		directionOf(row) {
			if (row.direction) return row.direction
			const way = proof === 'type_column' ? wayOfType(row.typed) : null
			if (way) return way
			return row.amount.negative === (positive === 'income') ? 'out' : 'in'
		},
		question: null,
	}
}

/** What a line without a minus likely is, why, and what the reason speaks of. */
type Proposal = [Positive, QuestionReason, about?: string]

const WAY_OF_TYPE: Partial<Record<TypeWord, 'in' | 'out'>> = {
	in: 'in',
	out: 'out',
	transfer_in: 'in',
	transfer_out: 'out',
}

function proposal(rows: ReadRow[], type: FileType): Proposal {
	const payments = rows.filter(({ description }) => type === 'card' && isOnlyCardPayment(description))
	if (payments.length > 0 && payments.every(({ amount }) => !amount.negative))
		return ['income', 'payment_without_minus']
	if (type === 'card') return ['expense', 'card_without_minus']
	return rows.some(({ amount }) => amount.negative) ? ['income', 'minus_is_out'] : ['expense', 'no_minus']
}

const signed = (row: ReadRow, positive: Positive): number =>
	row.amount.negative === (positive === 'income') ? -row.amount.cents : row.amount.cents

/** The rule under which amounts and balances add up from each balance to the next; the file may be newest first. */
function provedByBalance(read: ReadRows): Positive | null {
	const newestFirst = isNewestFirst(read.rows)
	const found = (['income', 'expense'] as const).filter((positive) => addsUp(read, positive, newestFirst))
	// Both can hold only where every change is nothing, which proves nothing.
	return found.length === 1 ? found[0]! : null
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
function addsUp({ rows, balances, gaps }: ReadRows, positive: Positive, newestFirst: boolean): boolean {
	if (balances.length < 2) return false
	const places = inOrder(rows, balances, gaps)
	if (newestFirst) places.reverse()
	let running: number | null = null
	let moved = false
	let isChecked = false
	for (const { row, balance, isGap } of places) {
		if (isGap) {
			running = null
			moved = false
		}
		if (running !== null && row) {
			running += signed(row, positive)
			moved = true
		}
		if (balance === undefined) continue
		if (running !== null && running !== balance) return false
		isChecked ||= moved
		running = balance
		moved = false
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
function balanceOfEachLine({ rows, balances, gaps }: ReadRows): Map<number, 'in' | 'out'> | null {
	if (rows.length + gaps.length < 2 || rows.some(({ amount }) => amount.negative)) return null
	const balanceAt = new Map(balances.map(({ place, cents }) => [place, cents]))
	if (rows.length === 0 || !rows.every(({ place }) => balanceAt.has(place))) return null
	const directions = new Map<number, 'in' | 'out'>()
	const newestFirst = isNewestFirst(rows)
	const inTime = inOrder(rows, balances, gaps).filter(({ row, isGap }) => row || isGap)
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
	// Where all of it came in, the rule of the whole file says so.
	return gaps.length > 0 || [...directions.values()].includes('out') ? directions : null
}

import { isOnlyCardPayment, type TypeWord } from './bank-words'
import type { Profile } from './profiles/profile'
import type { ReadRow, ReadRows } from './rows'
import { againstBalance, balanceOfEachLine, provedByBalance } from './signs-by-balance'
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
 * so, or by a balance that adds up; else by the known format; else it is asked, and so it is where two of these contradict each
 * other. Never by what most lines are: three salaries and two rents would turn the file over.
 */
export function tellSigns(
	read: ReadRows,
	type: FileType,
	profile: Profile | null,
	answer: string | undefined,
): ToldSigns {
	const { rows } = read
	const answered = answer === 'expense' || answer === 'income' ? answer : null
	const heard = (said: ToldSigns) => besideBalance(said, read, type, answered)
	if (rows.length > 0 && rows.every(({ direction }) => direction !== null)) {
		const proof = rows.some(({ amount }) => amount.mark) || isMarked(rows[0]!) ? 'marks' : 'columns'
		return heard(told('income', proof))
	}
	const isToldByType = rows.length > 0 && rows.every(isTyped) && !areWaysOfPaying(rows)
	const contrary = isToldByType ? contraryTypes(rows) : ofKnownSigns(rows)
	if (isToldByType && contrary.rows.length === 0)
		return rows.some(isTransferEitherWay) && !rows.some(({ amount }) => amount.negative)
			? askTransfers(answered)
			: heard(told('income', 'type_column'))
	if (answered) return told(answered, 'answered')
	const byLine = isOwed(type) ? null : balanceOfEachLine(read)
	if (byLine?.size === rows.length)
		return { ...told('income', 'balance'), directionOf: (row) => byLine.get(row.place)! }
	const proved = isOwed(type) ? null : provedByBalance(read)
	// Without a minus anywhere each line has to be told: what some are says nothing of those beside a line that could not be read.
	const isPartly = read.gaps.length > 0 && !rows.some(({ amount }) => amount.negative)
	const isAsKnown = !proved || !profile?.positive || profile.positive === proved
	if (contrary.rows.length === 0 && isAsKnown) {
		if (proved && !isPartly) return told(proved, 'balance')
		if (profile?.positive) return told(profile.positive, 'format')
	}
	const [likely, reason, about = null] =
		contrary.rows.length > 0
			? proposalByTypes(contrary)
			: isAsKnown
				? proposal(rows, type)
				: ([proved, 'balance_against_format'] as const)
	const proposed = proved ?? likely
	const asked = told(proposed, 'asked')
	return {
		...asked,
		directionOf: (row) => byLine?.get(row.place) ?? asked.directionOf(row),
		question: { id: 'signs', proposed, reason, about },
	}
}

/** Beside money in and money out in two columns there is no amount. */
const isMarked = ({ block: { columns } }: ReadRow): boolean => columns.amount !== undefined

/** A card's balance may be what is owed, or what is left to spend: going up it proves nothing. */
const isOwed = (type: FileType): boolean => type === 'card'

/** What columns, marks or types say, unless a balance proves the contrary of some line: then it is asked which of the two holds. */
function besideBalance(
	said: ToldSigns,
	read: ReadRows,
	type: FileType,
	answered: Positive | null,
): ToldSigns {
	const against = isOwed(type) ? null : againstBalance(read, said.directionOf)
	if (!against || against.rows.length === 0) return said
	// One line may stand in the wrong column; a balance that never agrees says what the columns are.
	const proposed = against.isAll && against.rows.length > 1 ? 'expense' : 'income'
	const positive = answered ?? proposed
	return {
		signs: { positive, proof: answered ? 'answered' : 'asked' },
		directionOf: (row) => (positive === 'income' ? said.directionOf(row) : contraryOf(said.directionOf(row))),
		question: answered
			? null
			: { id: 'signs', proposed, reason: 'balance_against_columns', about: linesOf(against.rows) },
	}
}

const contraryOf = (direction: 'in' | 'out') => (direction === 'in' ? 'out' : 'in')

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

const proposalByTypes = ({ rows, positive }: Contrary): Proposal => [
	positive,
	'types_against_signs',
	linesOf(rows),
]

/** The first of some lines, by their numbers. */
function linesOf(rows: ReadRow[]): string {
	const lines = rows.slice(0, LINES_NAMED).map(({ line }) => line)
	return `${lines.join(', ')}${rows.length > LINES_NAMED ? ' …' : ''}`
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
type Proposal = readonly [Positive, QuestionReason, about?: string]

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

import { isGivenBack } from './bank-words'
import { isLikelyWay, mayBeHowPaid, wayIfNotPaid } from './how-paid'
import { isPayment } from './payment-words'
import type { Profile } from './profiles/profile'
import type { ReadRow, ReadRows } from './rows'
import { againstBalance, balanceOfEachLine, beyondBalance, provedByBalance } from './signs-by-balance'
import {
	type Contrary,
	isTransferEitherWay,
	ofKnownSigns,
	type ToldByType,
	toldByType,
} from './signs-by-type'
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
	const said = signsOf(read, type, profile, answer)
	return type === 'card' && said.signs.positive === 'expense' && UNPROVED.has(said.signs.proof)
		? { ...said, directionOf: besideWords(read.rows, said.directionOf) }
		: said
}

const UNPROVED: ReadonlySet<Signs['proof']> = new Set(['answered', 'asked', 'format'])

/** On a bill where nothing has a minus, words say what pays it or was given back. */
function besideWords(rows: ReadRow[], directionOf: ToldSigns['directionOf']): ToldSigns['directionOf'] {
	if (rows.some(({ amount, direction }) => amount.negative || direction !== null)) return directionOf
	return (row) => (isBack(row) ? 'in' : directionOf(row))
}

function signsOf(
	read: ReadRows,
	type: FileType,
	profile: Profile | null,
	answer: string | undefined,
): ToldSigns {
	const { rows } = read
	const answered = answer === 'expense' || answer === 'income' ? answer : null
	if (mayBeHowPaid(rows, type)) return byWayOrHowPaid(rows, answered)
	const heard = (said: ToldSigns) => besideBalance(said, read, type, answered)
	if (rows.length > 0 && rows.every(({ direction }) => direction !== null)) {
		const proof = rows.some(({ amount }) => amount.mark) || isMarked(rows[0]!) ? 'marks' : 'columns'
		return heard(told('income', proof))
	}
	const byLine = isOwed(type) ? null : balanceOfEachLine(read)
	const byType = toldByType(rows)
	const contrary = byType?.contrary ?? ofKnownSigns(rows)
	if (byType && contrary.rows.length === 0) {
		const said = saidByType(byType, byLine, answered)
		return said.question ? said : heard(said)
	}
	if (byLine?.size === rows.length && !answered)
		return { ...told('income', 'balance'), directionOf: (row) => byLine.get(row.place)! }
	const proved = isOwed(type) ? null : provedByBalance(read)
	// Without a minus anywhere each line has to be told: what some are says nothing of those that no balance reaches.
	const isToldByLine = (proved || byLine) && !rows.some(({ amount }) => amount.negative)
	const beyond = isToldByLine ? beyondBalance(read, byLine) : []
	// An answer is about what nothing proves.
	if (answered && beyond.length > 0 && contrary.rows.length === 0 && !profile?.positive)
		return { ...told(answered, 'answered'), directionOf: provedUnless(beyond, answered, proved, byLine) }
	if (answered) return told(answered, 'answered')
	const isAsKnown = !proved || !profile?.positive || profile.positive === proved
	if (contrary.rows.length === 0 && isAsKnown) {
		if (proved && beyond.length === 0) return told(proved, 'balance')
		const isTurned = !proved && type === 'card' && isAgainstWords(rows, profile)
		if (profile?.positive && !isTurned) return told(profile.positive, 'format')
	}
	const [likely, reason, about = null] =
		contrary.rows.length > 0
			? proposalByTypes(contrary)
			: isAsKnown
				? beyond.length > 0 && !profile?.positive
					? ([proposal(rows, type)[0], 'balance_says_not', linesOf(beyond)] as const)
					: proposal(rows, type)
				: ([proved, 'balance_against_format'] as const)
	const proposed = proved ?? likely
	const asked = told(proposed, 'asked')
	return {
		...asked,
		directionOf: (row) => byLine?.get(row.place) ?? asked.directionOf(row),
		question: { id: 'signs', proposed, reason, about },
	}
}

/** Which of the two `Crédito` and `Débito` say only a person knows: which way money went, or how it was paid. */
function byWayOrHowPaid(rows: ReadRow[], answered: Positive | null): ToldSigns {
	const proposed = isLikelyWay(rows) ? 'income' : 'expense'
	const positive = answered ?? proposed
	return {
		signs: { positive, proof: answered ? 'answered' : 'asked' },
		directionOf: (row) => (positive === 'income' ? wayIfNotPaid(row) : 'out'),
		question: answered ? null : { id: 'signs', proposed, reason: 'way_or_how_paid', about: null },
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

/** By types where they say a way, by the sign that agrees with them, or by its balance, where a line's does not; else such lines are asked about. */
function saidByType(
	{ ways, contrary, untold }: ToldByType,
	byBalance: Map<number, 'in' | 'out'> | null,
	answered: Positive | null,
): ToldSigns {
	const asked = untold.filter(({ place }) => !byBalance?.has(place))
	const isAsked = asked.length > 0
	const proposed = asked.some(({ amount }) => amount.negative) ? 'income' : 'expense'
	const positive = isAsked ? (answered ?? proposed) : contrary.positive
	const bySign = told(positive, 'type_column')
	const balanced = new Set(isAsked ? [] : untold)
	const areTransfers = asked.every(isTransferEitherWay)
	return {
		signs: { positive, proof: !isAsked ? 'type_column' : answered ? 'answered' : 'asked' },
		directionOf: (row) =>
			row.direction ??
			ways.get(row) ??
			(balanced.has(row) ? byBalance!.get(row.place)! : bySign.directionOf(row)),
		question:
			!isAsked || answered
				? null
				: {
						id: 'signs',
						proposed,
						reason: areTransfers ? 'transfers_either_way' : 'types_say_no_way',
						about: areTransfers ? null : linesOf(asked),
					},
	}
}

/** An answer for lines that no balance reaches; the others are what it proves. */
function provedUnless(
	beyond: ReadRow[],
	answered: Positive,
	proved: Positive | null,
	byLine: Map<number, 'in' | 'out'> | null,
): ToldSigns['directionOf'] {
	const open = new Set(beyond)
	const [said, known] = [told(answered, 'answered'), told(proved ?? answered, 'balance')]
	return (row) => (open.has(row) ? said.directionOf(row) : (byLine?.get(row.place) ?? known.directionOf(row)))
}

function told(positive: Positive, proof: Signs['proof']): ToldSigns {
	return {
		signs: { positive, proof },
		directionOf(row) {
			if (row.direction) return row.direction
			return row.amount.negative === (positive === 'income') ? 'out' : 'in'
		},
		question: null,
	}
}

/** What a line without a minus likely is, why, and what the reason speaks of. */
type Proposal = readonly [Positive, QuestionReason, about?: string]

/** Purchases without a minus, and nothing with one but what lowers a bill; no type says otherwise. */
function isPaidWithMinus(rows: ReadRow[]): boolean {
	return (
		rows.every(({ typed }) => typed === null) &&
		rows.some((row) => !row.amount.negative && !isBack(row)) &&
		rows.every((row) => !row.amount.negative || isBack(row))
	)
}

/** On a bill whose format has a sign of its own the words of its lines say the contrary: of all that paid it, or was given back, or of nothing but purchases. */
function isAgainstWords(rows: ReadRow[], profile: Profile | null): boolean {
	if (profile?.typeChecks) return isPaidWithMinus(rows)
	const back = rows.filter(isBack)
	const minus = rows.filter(({ amount }) => amount.negative)
	const isMinusOfSpent =
		minus.length > 0 && !minus.some(isBack) && !back.some(({ amount }) => amount.negative)
	return (
		profile?.positive === 'expense' && isMinusOfSpent && (back.length > 0 || minus.length === rows.length)
	)
}

/** Not what is spent: money back, and what pays the bill. */
const isBack = ({ description }: ReadRow): boolean => isGivenBack(description) || isPayment(description)

function proposal(rows: ReadRow[], type: FileType): Proposal {
	const withMinus = rows.filter(({ amount }) => amount.negative)
	const isOnlyBack = withMinus.length > 0 && withMinus.length < rows.length && withMinus.every(isBack)
	if (isOnlyBack && type !== 'card') return ['expense', 'only_refunds_have_minus']
	const payments = rows.filter(({ description }) => type === 'card' && isPayment(description))
	if (
		withMinus.length > 0 &&
		!isOnlyBack &&
		payments.length > 0 &&
		payments.every(({ amount }) => !amount.negative)
	)
		return ['income', 'payment_without_minus']
	const isAllMinus = withMinus.length === rows.length && !rows.some(isBack)
	if (type === 'card' && !isAllMinus) return ['expense', 'card_without_minus']
	const spent = rows.filter(({ block, direction }) => block.way === 'out' && direction === null)
	if (spent.filter(({ amount }) => amount.negative).length * 2 < spent.length)
		return ['expense', 'title_of_spending']
	return withMinus.length > 0 ? ['income', 'minus_is_out'] : ['expense', 'no_minus']
}

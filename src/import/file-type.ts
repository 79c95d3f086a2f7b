import { normalise } from '../ledger/name'
import { isGivenBack, isOnlyCardPayment } from './bank-words'
import { isCard, knownSource } from './bills'
import { headerName, plainName } from './column-names'
import { isCardHeader } from './headers'
import { isOfIncome } from './how-paid'
import type { Block } from './layout'
import { isBillPayment } from './operations'
import { takeParts } from './parts'
import { isNothingButPayment, isPayment } from './payment-words'
import type { ReadRow, ReadRows } from './rows'
import { balanceOfEachLine, provedByBalance } from './signs-by-balance'
import type { FileType, PlanOptions, Question } from './types'

/** What file it is, and the question where its marks or columns may be an account's and a card's. */
export interface ToldType {
	type: FileType
	question: Question | null
}

/** Tells whether a file is an account's statement, a card's bill or an app's export. */
export function tellType(blocks: Block[], read: ReadRows, options: PlanOptions): ToldType {
	const { rows } = read
	const said = typeSaid(blocks, options)
	if (said) return sure(said)
	if (isStatementOfOfx(blocks))
		return isPaidOnOneSide(rows) && !rows.some(isAccountLine) ? asked('card') : sure('account')
	return isProvedLineByLine(rows) ? typeByWords(blocks, rows, options) : typeBySigns(blocks, read, options)
}

/** What the format, the household or a person says. */
function typeSaid(blocks: Block[], { ledger, answers, account, constants }: PlanOptions): FileType | null {
	const profile = blocks[0]!.profile
	if (profile && !profile.common && !isStatementOfOfx(blocks)) return profile.type
	const source = knownSource(ledger, answers?.account ?? account?.proposed ?? constants?.source ?? null)
	if (!source && profile?.common) return profile.type
	if (source) return isCard(source) ? 'card' : 'account'
	if (answers?.type === 'card' || answers?.type === 'account') return answers.type
	return blocks.some(({ card, isBill }) => card !== null || isBill) ? 'card' : null
}

/** Some banks send a card's bill as an account's statement. */
const isStatementOfOfx = (blocks: Block[]): boolean =>
	blocks.every(({ profile }) => profile?.typeChecks === true && profile.type === 'account')

const isProvedLineByLine = (rows: ReadRow[]): boolean =>
	rows.length > 0 && rows.every((row) => wayOf(row) !== null)

/** The way of a line's money, where it says so itself. */
const wayOf = ({ direction, isCreditOrDebit, typed, amount }: ReadRow): 'in' | 'out' | null =>
	direction ?? (isCreditOrDebit && !amount.negative && (typed === 'in' || typed === 'out') ? typed : null)

const sure = (type: FileType): ToldType => ({ type, question: null })

/**
 * Where signs are all that there is: on a bill purchases have none, and what lowers it has a minus. What only looks like a card's is asked
 * about: a minus says nothing of it, since some banks write it before purchases and some before payments.
 */
function typeBySigns(blocks: Block[], read: ReadRows, options: PlanOptions): ToldType {
	const { rows } = read
	const hasCardsForm = blocks.some(({ header }) => isCardHeader(header)) || hasPurchasesInParts(rows)
	const isCalled = isCalledCard(options) || namesBill(blocks, read)
	if (hasBalance(blocks)) {
		const isCards = hasCardsForm || isCalled || (isOwedMore(read) && !isCalledAccount(options))
		const mayBeCard = (isCards || isPaidOnOneSide(rows)) && !rows.some(isAccountLine)
		return mayBeCard ? asked(isCards ? 'card' : 'account') : sure('account')
	}
	if (hasCardsForm) return sure('card')
	const paid = rows.some(({ amount, description }) => amount.negative && isOnlyCardPayment(description))
	const spent = rows.some(({ amount }) => !amount.negative)
	if (paid && spent) return sure('card')
	const isPaid = isPaidOnOneSide(rows)
	const isReceived = hasNoMinus(rows) && rows.some(({ description }) => isOnlyCardPayment(description))
	const looks = isPaid || isReceived || isCalled || rows.some(isInAnyParts) || rows.some(isAnnualFee)
	const isLineOfAccount = (row: ReadRow) => isAccountLine(row) && !isNothingButPayment(row.description)
	const isOfAccount = blocks.some(isAccountHeader) || rows.some(isLineOfAccount)
	if (!looks || (isOfAccount && !isPaid)) return sure('account')
	const hasIncome = !isPaid && new Set(rows.map(({ amount }) => amount.negative)).size > 1
	const namesPlaces = blocks.some(({ columns }) => columns.source !== undefined)
	return asked(isOfAccount || hasIncome || namesPlaces ? 'account' : 'card')
}

const asked = (proposed: FileType): ToldType => ({
	type: proposed,
	question: { id: 'type', proposed, reason: 'like_a_card', about: null },
})

const hasNoMinus = (rows: ReadRow[]): boolean => rows.every(({ amount }) => !amount.negative)

/**
 * Whether a balance may be what is owed on a card: nothing but a payment that was received, or money back, lowers it. So it is where nothing
 * does and no line says which way it went, or is of what is earned.
 */
function isOwedMore(read: ReadRows): boolean {
	const byLine = balanceOfEachLine(read)
	if (!byLine && provedByBalance(read) !== 'income') return false
	const lowers = read.rows.filter((row) => (byLine ? byLine.get(row.place) === 'out' : row.amount.negative))
	const isReceived = ({ description }: ReadRow) =>
		isGivenBack(description) || (isPayment(description) && /receb|obrigad|thank/i.test(description))
	const isEarned = read.rows.some((row) => row.typed !== null || isOfIncome(row))
	return lowers.length < read.rows.length && lowers.every(isReceived) && !isEarned
}

/** Whether all that goes one way, and not all that goes the other, pays a bill or is money back. */
function isPaidOnOneSide(rows: ReadRow[]): boolean {
	const isBack = (row: ReadRow) => isPayment(row.description) || isGivenBack(row.description)
	const sides = [true, false].map((negative) => rows.filter(({ amount }) => amount.negative === negative))
	const paying = sides.filter(
		(side) => side.every(isBack) && side.some(({ description }) => isPayment(description)),
	)
	return paying.length === 1 && sides.every((side) => side.length > 0)
}

const isCalledCard = ({ fileName, answers, constants }: PlanOptions): boolean =>
	[fileName, answers?.account ?? constants?.source].some((name) => CARD_NAME.test(normalise(name ?? '')))

/** Above the table with what it came to, or in a sum below. */
const namesBill = (blocks: Block[], { left_out }: ReadRows): boolean =>
	blocks.some(({ mayBeBill }) => mayBeBill === true) ||
	left_out.some(({ why, text }) => (why === 'total' || why === 'balance') && /\bfatura\b/i.test(text))

const isCalledAccount = ({ fileName }: PlanOptions): boolean =>
	/extrato|conta corrente|\bconta\b|poupanca|savings|checking/.test(normalise(fileName ?? ''))

/** Also without a word: two numbers at the end that are not about the line's own day. */
function isInAnyParts(row: ReadRow): boolean {
	if (row.parts.part !== null || isInParts(row)) return true
	const { part, parts } = takeParts(row.description, true).parts
	if (part === null || parts === null) return false
	const [, month, date] =
		'day' in row.date ? row.date.day.split('-').map(Number) : [0, row.date.month, row.date.date]
	const daysApart = Math.abs(parts * 31 + part - (month! * 31 + date!))
	return parts > 12 || Math.min(daysApart, 372 - daysApart) > MOST_DAYS_APART
}

/** An account's file may name the day of a purchase some days before it was booked. */
const MOST_DAYS_APART = 10

const hasBalance = (blocks: Block[]): boolean => blocks.some(({ columns }) => columns.balance !== undefined)

/** Lines in parts without a minus, beside lines with one, are a card's purchases beside what lowers its bill. */
function hasPurchasesInParts(rows: ReadRow[]): boolean {
	const signsOfParts = new Set(rows.filter(isInParts).map(({ amount }) => amount.negative))
	return signsOfParts.has(false) && !signsOfParts.has(true) && rows.some(({ amount }) => amount.negative)
}

const isInParts = ({ description }: ReadRow): boolean =>
	/parc/i.test(description) && takeParts(description, false).parts.part !== null

/**
 * Where D and C, or two columns, say which way money went, a card's file is told by its words: in it a credit is money back or pays the
 * bill, in an account's it is income. What only looks like a card's is asked about.
 */
function typeByWords(blocks: Block[], rows: ReadRow[], options: PlanOptions): ToldType {
	const isPaid = rows.some(isBillPaid)
	const isOfAccount = hasBalance(blocks) || blocks.some(isAccountHeader) || rows.some(isAccountLine)
	if (!isOfAccount && (isPaid || blocks.some(({ header }) => isCardHeader(header)))) return sure('card')
	const looks = [
		CARD_NAME.test(normalise(options.fileName ?? '')),
		CARD_NAME.test(normalise(options.answers?.account ?? options.constants?.source ?? '')),
		blocks.some(isCardsOwnHeader),
		rows.some((row) => wayOf(row) === 'out' && (isInParts(row) || isAnnualFee(row))),
	].filter(Boolean).length
	const isReceived = rows.some((row) => wayOf(row) === 'in' && isPayment(row.description))
	if (!isPaid && (isOfAccount || (looks === 0 && !isReceived))) return sure('account')
	return asked(isPaid || ((looks > 1 || isReceived) && hasNoIncome(rows)) ? 'card' : 'account')
}

const CARD_NAME = /fatura|cart(?:ao|oes)|credit ?card|\bcard\b|\bbill\b/

/** Words of a bill's payment that came in. `Pagamento recebido` alone may be a customer's. */
function isBillPaid(row: ReadRow): boolean {
	const { description } = row
	if (wayOf(row) !== 'in' || isGivenBack(description)) return false
	const isOnly = isOnlyCardPayment(description) && !/^pagamento recebido\b/.test(normalise(description))
	return isOnly || isBillPayment(description) || /\bdeb(?:ito)? ?aut/.test(normalise(description))
}

const isAnnualFee = ({ description }: ReadRow): boolean =>
	/^\s*anuid/i.test(description) && /^anuidade\b/.test(normalise(description))

/** What only an account has. Pix by credit, and a bill's IOF, are a card's too. */
const isAccountLine = ({ description }: ReadRow): boolean =>
	/^(?:pix|ted|doc|tev|transf\w*|saque|salario|deposito|cheque|boleto|tarifa|rendimentos?|folha)\b(?!.*\bcredito\b)/.test(
		normalise(description),
	)

const isAccountHeader = ({ header }: Block): boolean =>
	header.some((cell) => /^(?:conta|account|agencia|forma pagamento|meio pagamento|banco)$/.test(nameOf(cell)))

const isCardsOwnHeader = ({ header }: Block): boolean =>
	header.some((cell) =>
		/^(?:cart(?:ao|oes)|card|parcelas?|installments?|faturas?|mes fatura|estabelecimento)$/.test(
			nameOf(cell),
		),
	)

const nameOf = (cell: string): string => plainName(headerName(cell))

/** All that came in is money back, or pays a bill. */
const hasNoIncome = (rows: ReadRow[]): boolean =>
	rows.every((row) => wayOf(row) === 'out' || isGivenBack(row.description) || isPayment(row.description))

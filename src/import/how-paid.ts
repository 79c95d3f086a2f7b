import { normalise } from '../ledger/name'
import { isGivenBack } from './bank-words'
import { headerName, plainName } from './column-names'
import { isPayment } from './payment-words'
import type { ReadRow } from './rows'
import type { FileType } from './types'

/**
 * Whether `Crédito` and `Débito` may say how a household paid: beside categories, people or several accounts, without a minus or a balance.
 * They may be words of a type column, its letters, or two columns of amounts (these, on a card's bill, say which way money went).
 */
export const mayBeHowPaid = (rows: ReadRow[], type: FileType): boolean =>
	rows.every(
		({ amount, block: { profile, columns } }) =>
			!amount.negative &&
			profile === null &&
			columns.balance === undefined &&
			(columns.category ?? columns.person ?? columns.source) !== undefined,
	) &&
	rows.some((row) => wayIfNotPaid(row) === 'in') &&
	(rows.every(({ isCreditOrDebit }) => isCreditOrDebit) || (type !== 'card' && rows.every(isByColumn)))

/** The way of a line's money, if its word, letter or column says which. */
export const wayIfNotPaid = ({ direction, typed }: ReadRow): 'in' | 'out' =>
	direction ?? (typed === 'in' ? 'in' : 'out')

/** Which of the two is likelier: two columns are how accounts are kept, and a salary, money back or a bill's payment does come in. */
export const isLikelyWay = (rows: ReadRow[]): boolean =>
	rows.every(isByColumn) || rows.some((row) => wayIfNotPaid(row) === 'in' && comesIn(row))

const comesIn = (row: ReadRow): boolean =>
	isOfIncome(row) || isGivenBack(row.description) || isPayment(row.description)

/** Whether a line's words are of what is earned: a salary, a sale, a deposit. */
export const isOfIncome = ({ description, category }: ReadRow): boolean =>
	!isPayment(description) &&
	[description, category].some((text) => text !== null && INCOME.test(normalise(text)))

const INCOME =
	/\b(?:salarios?|receb\w+|depositos?|rendimentos?|rendas?|receitas?|entradas?|proventos?|bonus|vendas?|aposentadoria|mesada|salary|wages?|income|received|interest|cashback|resgates?)\b/

const isByColumn = ({ block: { columns, header } }: ReadRow): boolean =>
	[columns.credit, columns.debit].every((at) =>
		OF_CARD_OR_BANK.test(plainName(headerName(header[at ?? -1] ?? ''))),
	)

const OF_CARD_OR_BANK = /^(?:valor )?(?:creditos?|debitos?|credit|debit)$/

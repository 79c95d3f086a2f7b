import type { TypeWord } from './bank-words'
import type { ReadRow } from './rows'
import type { Signs } from './types'

type Positive = Signs['positive']
type Direction = 'in' | 'out'

/** What a type column says of which way money went. */
export interface ToldByType {
	/** Of lines whose word says a way. */
	ways: Map<ReadRow, Direction>
	/** Lines whose word says the contrary of their sign. */
	contrary: Contrary
	/** Lines whose word says no way, and whose sign says none either. */
	untold: ReadRow[]
}

/** Rows whose types say the contrary of their signs, and what a line without a minus likely is. */
export interface Contrary {
	rows: ReadRow[]
	positive: Positive
}

/**
 * Hears the words of a type column. One that nobody knows has no say: its line goes by the sign that the known words agree with, or is
 * untold where these are without signs both ways.
 *
 * @returns null where no word is heard
 */
export function toldByType(rows: ReadRow[]): ToldByType | null {
	const isWhole = rows.length > 0 && rows.every(isTyped)
	const heard = isWhole ? rows : surelyTyped(rows)
	const ways = new Map(heard.flatMap((row) => (wayOfType(row.typed) ? [[row, wayOfType(row.typed)!]] : [])))
	if (heard.length === 0 || (!isWhole && ways.size === 0)) return null
	const { isSigned, ...contrary } = contraryTypes(rows, ways)
	const hasMinus = rows.some(({ amount }) => amount.negative)
	const isUntold = (row: ReadRow) =>
		!ways.has(row) && row.direction === null && (isWhole ? isTransferEitherWay(row) : row.typed !== 'refund')
	const untold = isSigned || (isWhole && hasMinus) ? [] : rows.filter(isUntold)
	return { ways, contrary, untold }
}

/** Whether a type column says which way a line's money went. No bank has an income in parts: there "Crédito" is how it was paid. */
function isTyped({ typed, parts, block }: ReadRow): boolean {
	const isInParts = parts.part !== null || parts.installments > 1
	if (block.profile?.typeChecks) return false
	return typed !== null && (block.profile !== null || typed !== 'in' || !isInParts)
}

/**
 * Typed lines beside others. There `Crédito` and `Débito` may be ways of paying, as `Pix` and `Dinheiro` are, unless the signs of both
 * agree with them. A known format whose signs are known needs no types.
 */
function surelyTyped(rows: ReadRow[]): ReadRow[] {
	const typed = rows.filter((row) => isTyped(row) && !row.block.profile?.positive)
	const paying = typed.filter(({ isCreditOrDebit }) => isCreditOrDebit)
	const signs = new Set(paying.map(({ typed, amount }) => `${typed} ${amount.negative}`))
	const areSigned = signs.size === 2 && signs.has('in false') && signs.has('out true')
	return areSigned ? typed : typed.filter(({ isCreditOrDebit }) => !isCreditOrDebit)
}

/** In a format whose types only repeat its signs: `DEBIT` beside an amount without a minus. Where all are so, the signs are likely a card's. */
export function ofKnownSigns(rows: ReadRow[]): Contrary {
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
function contraryTypes(rows: ReadRow[], ways: ToldByType['ways']): Contrary & { isSigned: boolean } {
	const typed = [...ways.keys()].filter(
		({ block, direction }) => block.profile === null && direction === null,
	)
	const isMostlyMinus = (way: Direction) => {
		const ofWay = typed.filter((row) => ways.get(row) === way)
		return ofWay.filter(({ amount }) => amount.negative).length * 2 >= ofWay.length
	}
	const positive = isMostlyMinus('out') ? 'income' : 'expense'
	const hasMinus = typed.some(({ amount }) => amount.negative)
	// Incomes without a minus, beside others that have one: there a minus is money that went out.
	const isOfOthers =
		positive === 'income' &&
		typed.length > 0 &&
		rows.some(({ typed, amount }) => typed === null && amount.negative)
	const isSigned = (hasMinus && (positive === 'income' || isMostlyMinus('in'))) || isOfOthers
	return {
		rows: isSigned ? typed.filter((row) => isAgainst(row, positive)) : [],
		positive: isSigned ? positive : 'income',
		isSigned,
	}
}

const isAgainst = ({ typed, amount }: ReadRow, positive: Positive): boolean =>
	wayOfType(typed) !== (amount.negative === (positive === 'income') ? 'out' : 'in')

const wayOfType = (typed: TypeWord | null): Direction | null => (typed && WAY_OF_TYPE[typed]) ?? null

const WAY_OF_TYPE: Partial<Record<TypeWord, Direction>> = {
	in: 'in',
	out: 'out',
	transfer_in: 'in',
	transfer_out: 'out',
}

/** `Transferência`, and nothing else that says from where or where to. */
export const isTransferEitherWay = ({ typed, toSource, direction, block }: ReadRow): boolean =>
	typed === 'transfer' && toSource === null && direction === null && !block.profile?.isOurs

import { BALANCE, hasFigure, headerName, NAMES, plainName } from './column-names'
import { arrangeAmounts, onlyDay, PAID_OR_NOT, takeParts } from './purchase-columns'
import { shownText } from './shown-text'
import { type Columns, FIELDS, type Field, ImportFileError } from './types'

/** Columns that only a card's bill has. */
const OF_CARD = /us\$|dolar|final do cart|nome no cart|^portador$|^adicional$/

/** Whether a header is one of a card's bill. */
export const isCardHeader = (header: string[]): boolean =>
	header.some((cell) => OF_CARD.test(headerName(cell)))

/** The columns that a header row names by itself; each field takes its likeliest name, each column serves once. */
export function guessColumns(header: string[]): Columns {
	const names = header.map(headerName)
	const plain = names.map(plainName)
	const columns: Columns = {}
	const taken = new Set<number>()
	const take = (field: Field, at: number) => {
		columns[field] = at
		taken.add(at)
	}
	takeParts(columns, plain, taken)
	for (const field of FIELDS) {
		if (field === 'installments' && (columns.part ?? columns.installments) !== undefined) continue
		for (const known of NAMES[field]) {
			const free = (name: string, wanted: string, index: number) => name === wanted && !taken.has(index)
			const exact = names.findIndex((name, index) => free(name, known, index))
			const at = exact >= 0 ? exact : plain.findIndex((name, index) => free(name, plainName(known), index))
			if (at < 0) continue
			take(field, at)
			break
		}
	}
	takeBalance(columns, plain, taken)
	arrangeAmounts(columns, plain, taken)
	takeLastDescription(columns, plain, taken)
	takeOnlyDay(columns, plain, taken)
	takePaid(columns, plain, taken)
	// On a bill a name beside the description is the holder's, elsewhere whoever was paid.
	const holder = isCardHeader(header) ? names.findIndex((name, at) => name === 'nome' && !taken.has(at)) : -1
	if (columns.person === undefined && holder >= 0) take('person', holder)
	// Beside the line's own day; alone it is that.
	const bought = names.findIndex((name, at) => !taken.has(at) && PURCHASE_DAY.test(name))
	if (columns.purchase_day === undefined && bought >= 0) take('purchase_day', bought)
	return takeSecondDescription(columns, names, taken)
}

/** `Pago` beside the amount says Sim or Não; where it is the amount that was paid it was taken for that. */
function takePaid(columns: Columns, plain: string[], taken: Set<number>): void {
	const at = plain.findIndex((name, index) => PAID_OR_NOT.test(name) && !taken.has(index))
	if (columns.booked !== undefined || at < 0) return
	columns.booked = at
	taken.add(at)
}

/** The day of a payment, or the one on which it is due, where no other is named. `Pagamento` may be a day or a way: the cells tell. */
function takeOnlyDay(columns: Columns, plain: string[], taken: Set<number>): void {
	if (columns.date !== undefined || !isEnough({ ...columns, date: 0 }) || plain.includes('pagamento')) return
	const at = onlyDay(plain)
	if (at < 0 || taken.has(at)) return
	columns.date = at
	taken.add(at)
}

/** Names that say what was bought only where no other does. Of a list of bills (`Conta;Vencimento;Valor`) that is the bill's name. */
function takeLastDescription(columns: Columns, plain: string[], taken: Set<number>): void {
	const bill = columns.source
	if (columns.description === undefined && bill !== undefined && plain[bill] === 'conta') {
		columns.description = bill
		delete columns.source
	}
	const free = (form: RegExp) => plain.findIndex((name, index) => form.test(name) && !taken.has(index))
	const at = [free(/^(?:descricao|historico|description)\b/), free(LAST_DESCRIPTION)].find((at) => at >= 0)
	if (columns.description !== undefined || at === undefined) return
	columns.description = at
	taken.add(at)
}

const LAST_DESCRIPTION =
	/^(?:produtos?|products?|lugar|local|loja|onde|gasto com|gastei com|fornecedor|favorecido|beneficiario|referente(?: a)?|motivo)$/

/** A balance under whatever name; a total beside money in and money out is one too. */
function takeBalance(columns: Columns, plain: string[], taken: Set<number>): void {
	const { amount, credit, debit } = columns
	if (credit !== undefined && debit !== undefined && amount !== undefined && plain[amount] === 'total')
		delete columns.amount
	const at = plain.findIndex((name, index) => !taken.has(index) && BALANCE.test(name))
	if (columns.balance !== undefined || at < 0) return
	columns.balance = at
	taken.add(at)
}

const PURCHASE_DAY = /^data(?: d[ae])? compra$/

/** Some banks have the kind of movement in one column and who it was in another: both belong to the description. */
function takeSecondDescription(columns: Columns, names: string[], taken: Set<number>): Columns {
	if (columns.description === undefined || columns.details !== undefined) return columns
	const at = names.findIndex((name, index) => !taken.has(index) && NAMES.description.includes(name))
	return at < 0 ? columns : { ...columns, details: at }
}

/** The column that a header names as its day; -1 where it names none. */
export function dayNamed(header: string[]): number {
	const { date } = guessColumns(header)
	return date ?? onlyDay(header.map((cell) => plainName(headerName(cell))))
}

/** Whether a row names a day, an amount and something beside, as the header of a table does whose other names nobody knows. */
export function namesDayAndAmount(cells: string[]): boolean {
	if (hasFigure(cells) || cells.filter((cell) => cell.trim() !== '').length < 3) return false
	const { date, amount, credit, debit } = guessColumns(cells)
	if ((amount ?? credit ?? debit) === undefined || dayNamed(cells) < 0) return false
	// When a bill is due and what it came to: its summary, above its lines.
	return date !== undefined || !cells.some((cell) => OF_BILL.test(plainName(headerName(cell))))
}

/** Names, in their plain form, of what sums a bill up above its lines. */
export const OF_BILL = /\b(?:fatura|cartao|cartoes|minimo|limite|final)\b/

/** Whether columns are enough to read transactions by. */
export const isEnough = (columns: Columns): boolean =>
	columns.date !== undefined &&
	columns.description !== undefined &&
	(columns.amount !== undefined || columns.credit !== undefined || columns.debit !== undefined)

/**
 * Columns that a person named (`{ date: 'Data da compra' }`), by header or by position from 1.
 * @throws ImportFileError naming the columns there are
 */
export function namedColumns(header: string[], wanted: Partial<Record<Field, string>>): Columns {
	const names = header.map(headerName)
	const columns: Columns = {}
	for (const [field, name] of Object.entries(wanted) as [Field, string][]) {
		const byName = names.indexOf(headerName(name))
		const at = byName >= 0 ? byName : /^\d+$/.test(name.trim()) ? Number(name) - 1 : -1
		if (at < 0 || at >= header.length)
			throw new ImportFileError(
				'no_column',
				`${field}=${name}: there is no such column.`,
				`The file has: ${shownText(header.join(' | ')).slice(0, 500)}`,
			)
		columns[field] = at
	}
	return columns
}

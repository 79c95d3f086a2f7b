import { normalise } from '../ledger/name'
import { isAmount } from './amounts'
import { hasFigure, headerName, plainName } from './column-names'
import { readDate } from './dates'
import { OF_BILL } from './headers'
import type { FileLine } from './types'

/** A line above all headers, with a day and an amount. */
export interface UnheadedLine {
	line: FileLine
	/** A purchase perhaps, under no header that is known; or what the file says of itself. */
	why: 'above_header' | 'heading'
}

/** Lines above all headers, one by one: none that may be a purchase vanishes. */
export class AboveHeader {
	readonly lines: UnheadedLine[] = []
	/** The names above the next lines, where they have any. */
	private names: string[] = []

	constructor(private readonly timezone: string) {}

	take(line: FileLine): void {
		if (!hasFigure(line.cells)) this.names = line.cells
		const why = unheaded(line, this.timezone)
		if (!why) return
		const isSummary = this.names.some((name) => OF_BILL.test(plainName(headerName(name))))
		this.lines.push({ line, why: isSummary ? 'heading' : why })
	}
}

function unheaded({ cells }: FileLine, timezone: string): UnheadedLine['why'] | null {
	const isDay = (cell: string) => readDate(cell, 'dmy', timezone) !== null
	const filled = cells.flatMap((cell) => apart(cell.trim(), isDay)).filter((cell) => cell !== '')
	const day = filled.findIndex(isDay)
	if (day < 0) return null
	const rest = filled.filter((_, at) => at !== day)
	const texts = rest.filter((cell) => /\p{L}{2}/u.test(cell) && !isMoney(cell))
	if (!rest.some(texts.length > 0 ? isAmount : isMoney)) return null
	return texts.length === 0 || isOfFile(texts.join(' ')) ? 'heading' : 'above_header'
}

/** `01/10/2026 Mercado`: a day, and a text that stands in its cell. */
function apart(cell: string, isDay: (cell: string) => boolean): string[] {
	const [day, text] = /^(\S*\d\S*(?: \d\d?:\d\d(?::\d\d)?)?)[\s-]+(\p{L}.*)$/u.exec(cell)?.slice(1) ?? []
	return day !== undefined && isDay(day) ? [day, text!] : [cell]
}

/** With cents or a currency: `12` beside a day may be anything. */
const isMoney = (cell: string): boolean => isAmount(cell) && /[.,]\d{2}\D*$|r\$|brl/i.test(cell)

/** Whether a line names an amount, and what it is of: not only what the file says of itself, such as `Total da fatura`. */
export function isOfSomething(cells: string[]): boolean {
	const texts = cells.filter((cell) => /\p{L}{2}/u.test(cell) && !isMoney(cell))
	return cells.some((cell) => isMoney(cell.trim())) && !isOfFile(texts.join(' '))
}

/** Whether a text holds nothing but what banks say above a table: `Conta de luz` is no account's number. */
function isOfFile(text: string): boolean {
	const words = normalise(text).match(/\p{L}+/gu) ?? []
	return WHOSE.has(words[0]!) || (words.some((word) => SAID.has(word)) && words.every(isBeside))
}

const isBeside = (word: string): boolean => SAID.has(word) || BESIDE.has(word) || word.length === 1

const listed = (words: string): Set<string> => new Set(words.split(/\s+/))

/** What stands behind these is a name. */
const WHOSE = listed('titular cliente nome portador associado correntista holder customer')
const SAID = listed(
	`saldo saldos periodo periodos vencimento vencimentos fechamento emissao emitido emitida gerado gerada extrato fatura faturas limite limites total totais
	subtotal conta contas agencia cartao cartoes data ate balance period due statement bill limit date`,
)
const BESIDE = listed(
	`da de do das dos em no na nos nas para por pela pelo com entre ao aos es que esta este the of to from on at in for and credit account available card amount
	valor valores pagamento pagar pago minimo maximo anterior atual final inicial parcial proxima proximo disponivel utilizado corrente poupanca credito debito
	compra compras saque saques lancamentos lancamento gastos despesas mes dia ano hoje melhor corte hora conta bancaria bancario banco geral nacional
	internacional cheque especial bloqueado aplicacao aplicacoes investimentos rendimento rendimentos juros encargos reais brl opening closing minimum payment
	janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro jan fev mar abr mai jun jul ago set out nov dez`,
)

import { normalise } from '../ledger/name'
import { arrangeAmounts, isPlanned, takeParts } from './purchase-columns'
import { shownText } from './shown-text'
import { type Columns, FIELDS, type Field, ImportFileError } from './types'

/**
 * Headers as banks, apps and spreadsheets write them, in Portuguese and English; normalised, the likeliest first.
 * Exports with other names, or other meanings of these, have a profile.
 */
export const NAMES: Record<Field, string[]> = {
	date: [
		'data',
		'date',
		'data da compra',
		'data de compra',
		'data compra',
		'data lancamento',
		'data do lancamento',
		'data de lancamento',
		'data da transacao',
		'data transacao',
		'data da movimentacao',
		'data movimento',
		'data mov.',
		'data mov',
		'data operacao',
		'data da operacao',
		'data hora',
		'data e hora',
		'data/hora',
		'date/time',
		'datetime',
		'timestamp',
		'transaction date',
		'posted date',
		'release_date',
		'time',
		'dia',
		'day',
		'quando',
		'when',
		'occurred_at',
	],
	purchase_day: ['data primeira parcela', 'data da primeira parcela'],
	description: [
		'descricao',
		'description',
		'titulo',
		'title',
		'lancamento',
		'lancamentos',
		'transacoes',
		'historico',
		'estabelecimento',
		'merchant',
		'payee',
		'transaction_type',
		'memo',
		'movimentacao',
		'transacao',
		'nome',
		'name',
		'o que',
		'compra',
		'item',
	],
	details: ['detalhes', 'details', 'complemento', 'historico complementar', 'notes', 'observacao'],
	amount: [
		'valor (em r$)',
		'valor (r$)',
		'valor(r$)',
		'valor em r$',
		'valor r$',
		'valor (brl)',
		'valor',
		'r$',
		'reais',
		'brl',
		'amount',
		'transaction_net_amount',
		'quantia',
		'preco',
		'price',
		'montante',
		'value',
		'cost',
		'total',
		'valor da parcela',
	],
	credit: [
		'credito (r$)',
		'credito',
		'creditos',
		'valor credito',
		'credit',
		'credits',
		'entrada',
		'entradas',
		'valor entrada',
		'receita',
		'receitas',
		'ganhos',
		'recebimentos',
		'income',
		'inflow',
		'money in',
		'paid in',
		'deposit',
		'deposits',
	],
	debit: [
		'debito (r$)',
		'debito',
		'debitos',
		'valor debito',
		'debit',
		'debits',
		'saida',
		'saidas',
		'valor saida',
		'despesa',
		'despesas',
		'gasto',
		'gastos',
		'expense',
		'expenses',
		'outflow',
		'money out',
		'paid out',
		'withdrawal',
		'withdrawals',
	],
	mark: [
		'd/c',
		'dc',
		'c/d',
		'deb cred',
		'deb/cred',
		'cred/deb',
		'debito credito',
		'natureza',
		'debito/credito',
		'credito/debito',
		'inf.',
	],
	type: [
		'tipo',
		'kind',
		'type',
		'tipo de lancamento',
		'tipo de transacao',
		'transaction type',
		'receita/despesa',
		'despesa/receita',
		'receita ou despesa',
		'despesa ou receita',
		'entrada/saida',
		'saida/entrada',
		'entrada ou saida',
		'saida ou entrada',
		'income/expense',
		'expense/income',
	],
	balance: [
		'saldo',
		'saldo do dia',
		'saldo final',
		'saldo apos',
		'running balance',
		'saldo parcial',
		'saldo (r$)',
		'saldo r$',
		'balance',
		'partial_balance',
		'saldos (r$)',
		'saldo (brl)',
	],
	category: ['categoria', 'category'],
	source: [
		'fonte',
		'source',
		'conta/cartao',
		'cartao',
		'card',
		'final do cartao',
		'conta',
		'account',
		'forma de pagamento',
		'meio de pagamento',
		'payment method',
	],
	to_source: ['destino', 'conta destino', 'conta de destino', 'to_source', 'account2', 'destination'],
	person: ['pessoa', 'person', 'portador', 'titular', 'nome no cartao', 'cardholder', 'quem', 'who'],
	installments: ['parcela', 'parcelas', 'installments', 'installment', 'n parcelas', 'numero de parcelas'],
	part: [],
	parts: [],
	bill: ['fatura', 'bill', 'bill month', 'mes da fatura'],
	total: ['valor da compra', 'valor total', 'purchase amount'],
	id: [
		'message_id',
		'identificador',
		'fitid',
		'id',
		'transaction id',
		'id da transacao',
		'reference_id',
		'codigo da transacao',
	],
	currency: ['moeda', 'currency', 'currency_code', 'account currency'],
	booked: [
		'situacao',
		'status',
		'situacao transacao',
		'situacao lancamento',
		'situacao pagamento',
		'situacao compra',
		'status transacao',
		'status lancamento',
		'status pagamento',
		'status compra',
		'transaction status',
		'payment status',
		'estado',
		'pago?',
		'efetivado?',
		'paid?',
	],
	record: ['painel'],
}

/** A number or a date. */
const FIGURE = /^\s*(?:R\$\s*)?[-+(]?\s*\d[\d.,/: -]*\)?\s*$/

export const isFigure = (cell: string): boolean => FIGURE.test(cell)

/** Whether a row has a number or a date, which no header has: most lines are told by it at once. */
export const hasFigure = (cells: string[]): boolean => cells.some(isFigure)

/** A header cell in the form of `NAMES`. */
export const headerName = (cell: string): string => normalise(cell).replace(/\s*:$/, '')

/**
 * The same without its currency, its sign and its ways of joining words: `Entrada(R$)`, `SAÍDAS (-)`, `DATA_MOV`, `Tipo de Transação`.
 * A name that is nothing else stays.
 */
export const plainName = (name: string): string =>
	name
		.replaceAll('_', ' ')
		.replace(SIGN_OF_COLUMN, '')
		.replace(/(?<=\S)\s*(?:\(?(?:em )?(?:r\$|brl)\)?|em reais)$/, '')
		.replace(SIGN_OF_COLUMN, '')
		.replace(/ d[aeo]s? /g, ' ')
		.replace(/ ?\/ ?/g, '/')
		.trim()

const SIGN_OF_COLUMN = /(?<=\S)\s*\([-+](?:\/[-+])?\)$|(?<=\S)\s+[-+]$|^\([-+]\)\s*(?=\S)/

const BALANCE = /^(?!data\b).*\b(?:saldos?|balance)\b/
const OTHER_CURRENCY =
	/us\$|u\$|\busd\b|\bdolar(?:es)?\b|\bdollars?\b|\beur(?:os?)?\b|€|£|\bgbp\b|\bmoeda (?:estrangeira|original|origem|local)\b|\bvalor original\b|\bforeign\b|\boriginal amount\b|\bcotacao\b|\bcambio\b|\bexchange rate\b/

/** Whether a name says that no number under it is what a line moved: a balance, another currency, or what was planned. */
export const isNeverAmount = (cell: string): boolean => {
	const name = plainName(headerName(cell))
	return BALANCE.test(name) || OTHER_CURRENCY.test(name) || isPlanned(name)
}

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
	// On a bill a name beside the description is the holder's, elsewhere whoever was paid.
	const holder = isCardHeader(header) ? names.findIndex((name, at) => name === 'nome' && !taken.has(at)) : -1
	if (columns.person === undefined && holder >= 0) take('person', holder)
	// Beside the line's own day; alone it is that.
	const bought = names.findIndex((name, at) => !taken.has(at) && PURCHASE_DAY.test(name))
	if (columns.purchase_day === undefined && bought >= 0) take('purchase_day', bought)
	return takeSecondDescription(columns, names, taken)
}

/** Names that say what was bought only where no other does. */
function takeLastDescription(columns: Columns, plain: string[], taken: Set<number>): void {
	const at = plain.findIndex((name, index) => /^(?:produtos?|products?)$/.test(name) && !taken.has(index))
	if (columns.description !== undefined || at < 0) return
	columns.description = at
	taken.add(at)
}

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

import { normalise } from '../ledger/name'
import { isPlanned } from './purchase-columns'
import type { Field } from './types'

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
		'quanto',
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
		'e/s',
		's/e',
		'r/d',
		'd/r',
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
	person: [
		'pessoa',
		'person',
		'portador',
		'titular',
		'nome no cartao',
		'cardholder',
		'quem',
		'quem pagou',
		'pago por',
		'who',
	],
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
		.replace(/^dt\b\.?\s*/, 'data ')
		.replace(SIGN_OF_COLUMN, '')
		.replace(/(?<=\S)\s*(?:\(?(?:em )?(?:r\$|brl)\)?|em reais)$/, '')
		.replace(SIGN_OF_COLUMN, '')
		.replace(/ d[aeo]s? /g, ' ')
		.replace(/ ?\/ ?/g, '/')
		.trim()

const SIGN_OF_COLUMN = /(?<=\S)\s*\([-+](?:\/[-+])?\)$|(?<=\S)\s+[-+]$|^\([-+]\)\s*(?=\S)/

/** A balance under whatever name. */
export const BALANCE = /^(?!data\b).*\b(?:saldos?|balance)\b/
const OTHER_CURRENCY =
	/us\$|u\$|\busd\b|\bdolar(?:es)?\b|\bdollars?\b|\beur(?:os?)?\b|€|£|\bgbp\b|\bmoeda (?:estrangeira|original|origem|local)\b|\bvalor original\b|\bforeign\b|\boriginal amount\b|\bcotacao\b|\bcambio\b|\bexchange rate\b/

/** Whether a name says that no number under it is what a line moved: a balance, another currency, or what was planned. */
export const isNeverAmount = (cell: string): boolean => {
	const name = plainName(headerName(cell))
	return BALANCE.test(name) || isOtherCurrency(name) || isPlanned(name)
}

/** Whether a name, in its plain form, says amounts in another currency, or a rate. */
export const isOtherCurrency = (name: string): boolean => OTHER_CURRENCY.test(name)

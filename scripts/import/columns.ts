import { normalise } from '../../src/ledger/name'

/** What a column of the file may hold. */
export const fields = [
	'date',
	'description',
	'amount',
	'kind',
	'category',
	'source',
	'person',
	'installments',
	'id',
] as const
export type Field = (typeof fields)[number]

/** Which column (by position) holds which field. */
export type Columns = Partial<Record<Field, number>>

/** Headers as banks and spreadsheets write them, in pt-BR and English; normalised, the likeliest first. */
const headers: Record<Field, string[]> = {
	date: [
		'data',
		'date',
		'data da compra',
		'data compra',
		'data lancamento',
		'data do lancamento',
		'data da transacao',
		'data de compra',
		'transaction date',
		'posted date',
		'dia',
		'day',
		'quando',
		'when',
		'occurred_at',
	],
	description: [
		'descricao',
		'description',
		'titulo',
		'title',
		'lancamento',
		'historico',
		'estabelecimento',
		'merchant',
		'payee',
		'memo',
		'details',
		'detalhes',
		'nome',
		'name',
		'o que',
		'compra',
		'item',
	],
	amount: [
		'valor',
		'amount',
		'valor (r$)',
		'valor (em r$)',
		'valor em r$',
		'valor r$',
		'quantia',
		'preco',
		'price',
		'total',
		'montante',
		'value',
	],
	kind: ['kind'],
	category: ['categoria', 'category'],
	source: [
		'fonte',
		'source',
		'cartao',
		'card',
		'conta',
		'account',
		'forma de pagamento',
		'meio de pagamento',
		'payment method',
		'pagamento',
	],
	person: ['pessoa', 'person', 'portador', 'titular', 'nome no cartao', 'cardholder', 'quem', 'who'],
	installments: ['parcelas', 'installments', 'n parcelas', 'numero de parcelas'],
	id: ['message_id', 'identificador', 'id', 'transaction id', 'id da transacao'],
}

/** The columns that a header row names by itself; first come, first served. */
export function guessColumns(header: string[]): Columns {
	const names = header.map((name) => normalise(name))
	const columns: Columns = {}
	const taken = new Set<number>()
	for (const field of fields) {
		for (const known of headers[field]) {
			const at = names.findIndex((name, index) => name === known && !taken.has(index))
			if (at < 0) continue
			columns[field] = at
			taken.add(at)
			break
		}
	}
	return columns
}

/** Whether a header row is enough to read purchases by. */
export const isEnough = (columns: Columns): boolean =>
	columns.date !== undefined && columns.amount !== undefined && columns.description !== undefined

/**
 * The header row: the first of the leading rows that names enough. Bank files begin with lines about the account.
 * @returns its position, or -1
 */
export function findHeader(rows: string[][]): number {
	return rows.slice(0, 30).findIndex((row) => isEnough(guessColumns(row)))
}

/**
 * Columns named by the person (`date=Data da compra`), by header or by position from 1.
 * @throws Error naming the columns there are
 */
export function namedColumns(header: string[], mapping: string[]): Columns {
	const columns: Columns = {}
	for (const pair of mapping) {
		const cut = pair.indexOf('=')
		const field = pair.slice(0, cut) as Field
		const wanted = pair.slice(cut + 1).trim()
		if (cut < 0 || !fields.includes(field))
			throw new Error(`--map ${pair}: write it as field=column, with a field of ${fields.join(', ')}.`)
		const byName = header.findIndex((name) => normalise(name) === normalise(wanted))
		const at = byName >= 0 ? byName : /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1
		if (at < 0 || at >= header.length)
			throw new Error(`--map ${pair}: there is no such column. The file has: ${header.join(' | ')}`)
		columns[field] = at
	}
	return columns
}

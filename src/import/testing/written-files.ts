import type { ImportKind } from '../types'
import { Chance } from './chance'

/** What one line of a written file means. */
export interface Meant {
	day: string
	kind: ImportKind
	cents: number
	part: number | null
	parts: number | null
	text: string
	/** False where the file says that it is not paid yet. */
	isPaid: boolean
}

export interface WrittenFile {
	text: string
	name: string | undefined
	/** What it should become. */
	meant: Meant[]
	/** What a person knows who is asked. */
	answers: { type: 'account' | 'card'; signs: 'income' | 'expense' }
}

/** A column: its name, and what it says of a line. */
type Column = [name: string, cell: (line: Meant) => string]

/** How a file writes numbers, days and cells. */
class Hand {
	readonly delimiter: string
	private readonly point: boolean
	private readonly isGrouped: boolean
	private readonly currency: string
	private readonly dayForm: number
	/** Which columns hold amounts: sums stand there, too. */
	readonly summed = new Set<string>()

	constructor(readonly chance: Chance) {
		this.delimiter = chance.of([';', ';', ',', '\t'])
		this.point = this.delimiter === ',' ? chance.is(0.5) : chance.is(0.1)
		this.isGrouped = chance.is(0.5)
		this.currency = chance.of(['', '', 'R$ '])
		this.dayForm = chance.int(0, 4)
	}

	money(cents: number): string {
		const whole = String(Math.floor(Math.abs(cents) / 100))
		const grouped = this.isGrouped ? whole.replace(/\B(?=(\d{3})+$)/g, this.point ? ',' : '.') : whole
		const written = `${grouped}${this.point ? '.' : ','}${String(Math.abs(cents) % 100).padStart(2, '0')}`
		return `${this.currency}${cents < 0 ? '-' : ''}${written}`
	}

	day(day: string): string {
		const [year, month, date] = day.split('-') as [string, string, string]
		return [
			`${date}/${month}/${year}`,
			day,
			`${date}/${month}/${year.slice(2)}`,
			`${date}.${month}.${year}`,
			`${Number(date)}/${Number(month)}/${year}`,
		][this.dayForm]!
	}

	row(cells: string[]): string {
		return cells.map((cell) => this.cell(cell)).join(this.delimiter)
	}

	private cell(cell: string): string {
		const needsQuotes = cell.includes(this.delimiter) || cell.includes('"')
		return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell
	}

	/** A header, the lines, and perhaps a sum below them. */
	table(columns: Column[], lines: Meant[], sums: readonly string[]): string[] {
		const sum = columns.map(([name], at) =>
			at === 1 ? this.chance.of(sums) : this.summed.has(name) ? this.money(12345) : '',
		)
		return [
			this.row(columns.map(([name]) => name)),
			...lines.map((line) => this.row(columns.map(([, cell]) => cell(line)))),
			...(sums.length > 0 && this.chance.is(0.3) ? [this.row(sum)] : []),
		]
	}

	title(text: string, width: number): string {
		return this.row([text, ...Array.from({ length: width - 1 }, () => '')])
	}
}

const SPENT = [
	'Padaria Sol',
	'Mercado Bom Preço',
	'Posto 24h',
	'UBER *TRIP',
	'NETFLIX.COM',
	'Conta de luz',
	'Total Pneus',
	'Livraria; Café',
	'Bar "do Zé"',
]
const EARNED = [
	'Salário',
	'Pix recebido Bruno Sá',
	'Depósito em dinheiro',
	'Rendimento',
	'Venda de bicicleta',
]

const lineOf = (chance: Chance, kind: ImportKind, day: string, text: string): Meant => ({
	day,
	kind,
	cents: chance.is(0.1) ? chance.int(1, 99) : chance.int(100, 999_999),
	part: null,
	parts: null,
	text,
	isPaid: true,
})

function linesOf(chance: Chance, most: number): Meant[] {
	const days = Array.from(
		{ length: chance.int(1, most) },
		() => `2026-0${chance.int(1, 9)}-${chance.int(10, 28)}`,
	)
	return days.sort().map((day) => {
		const isOut = chance.is(0.75)
		return lineOf(chance, isOut ? 'expense' : 'income', day, chance.of(isOut ? SPENT : EARNED))
	})
}

const isOut = ({ kind }: Meant): boolean => kind === 'expense'

/** Money in and out in one of the ways of banks. */
function amountColumns(hand: Hand, names: { type: string[] }): { columns: Column[]; isSigned: boolean } {
	const { chance } = hand
	const amount = chance.of(['Valor', 'Valor (R$)', 'Quantia'])
	const way = chance.int(0, 4)
	const plain: Column = [amount, ({ cents }) => hand.money(cents)]
	hand.summed.add(amount)
	if (way === 0) {
		const form = chance.of([
			(text: string) => `-${text}`,
			(text: string) => `${text}-`,
			(text: string) => `(${text})`,
			(text: string) => `−${text}`,
		])
		return {
			columns: [[amount, (line) => (isOut(line) ? form(hand.money(line.cents)) : hand.money(line.cents))]],
			isSigned: true,
		}
	}
	if (way === 1) {
		const [credit, debit] = chance.of([
			['Crédito', 'Débito'],
			['Entradas', 'Saídas'],
			['Receita', 'Despesa'],
		] as const)
		const sign = chance.is(0.4) ? -1 : 1
		const nothing = chance.is(0.2) ? hand.money(0) : ''
		const columns: Column[] = [
			[credit, (line) => (isOut(line) ? nothing : hand.money(line.cents))],
			[debit, (line) => (isOut(line) ? hand.money(sign * line.cents) : nothing)],
		]
		return { columns: chance.is(0.5) ? columns : columns.reverse(), isSigned: false }
	}
	if (way === 2)
		return {
			columns: [plain, [chance.of(['D/C', 'Natureza']), (line) => (isOut(line) ? 'D' : 'C')]],
			isSigned: false,
		}
	if (way === 3)
		return {
			columns: [[amount, (line) => `${hand.money(line.cents)} ${isOut(line) ? 'D' : 'C'}`]],
			isSigned: false,
		}
	const [came, went] = chance.of([
		['Receita', 'Despesa'],
		['Entrada', 'Saída'],
		['E', 'S'],
		['REC', 'DESP'],
	] as const)
	return { columns: [plain, [chance.of(names.type), (line) => (isOut(line) ? went : came)]], isSigned: false }
}

/** A bank's statement: one account, with or without a balance, an account's number above and a sum below. */
export function statement(seed: number): WrittenFile {
	const chance = new Chance(seed)
	const hand = new Hand(chance)
	const lines = linesOf(chance, 14)
	let balance = chance.int(0, 500_000)
	const after = new Map<Meant, number>()
	for (const line of lines) {
		balance += isOut(line) ? -line.cents : line.cents
		after.set(line, balance)
	}
	const { columns, isSigned } = amountColumns(hand, { type: ['Tipo', 'Tipo de lançamento'] })
	const day: Column = [
		chance.of(['Data', 'Data Mov.', 'Dt. Movimento', 'DATA']),
		(line) => hand.day(line.day),
	]
	const text: Column = [
		chance.of(['Descrição', 'Histórico', 'Lançamento', 'Descrição da operação']),
		(line) => line.text,
	]
	if (chance.is(0.4))
		columns.push([chance.of(['Saldo', 'Saldo (R$)', 'Saldo após']), (line) => hand.money(after.get(line)!)])
	if (chance.is(0.3))
		columns.unshift([chance.of(['Documento', 'Nº doc']), () => String(chance.int(1000, 999_999))])
	const all = [day, text, ...columns]
	const above = [['Extrato de conta corrente'], ['Conta', '12345-6'], ['Período', '01/01/2026 a 28/09/2026']]
		.filter(() => chance.is(0.2))
		.map((cells) => hand.row([...cells, ...all.slice(cells.length).map(() => '')]))
	const listed = chance.is(0.3) ? lines.toReversed() : lines
	return {
		text: [...above, ...hand.table(all, listed, ['Total', 'TOTAL DO PERÍODO'])].join('\n'),
		name: undefined,
		meant: lines,
		answers: { type: 'account', signs: isSigned || !lines.every(isOut) ? 'income' : 'expense' },
	}
}

/** A card's bill: purchases, some in parts, what pays it and what was given back. */
export function bill(seed: number): WrittenFile {
	const chance = new Chance(seed)
	const hand = new Hand(chance)
	const kinds = Array.from({ length: chance.int(1, 14) }, () =>
		chance.of(['expense', 'expense', 'expense', 'transfer', 'refund'] as const),
	)
	const texts = {
		expense: ['PAG*JoseDaSilva', 'PAGUE MENOS 123', 'Anuidade diferenciada', ...SPENT],
		transfer: [
			'Pagamento recebido',
			'PAGAMENTO EFETUADO',
			'Pagamento de fatura',
			'Obrigado pelo pagamento',
			'Pagamento em 10/10',
		],
		refund: ['Estorno Amazon BR', 'Devolução Magazine Luiza'],
	}
	const lines = kinds.map((kind, at) => {
		const line = lineOf(chance, kind, `2026-10-${String(at + 10)}`, chance.of(texts[kind]))
		const parts = kind === 'expense' && chance.is(0.3) ? chance.int(2, 12) : null
		return { ...line, parts, part: parts && chance.int(1, parts) }
	})
	const form = chance.of(['column', 'words', 'two columns', 'none'])
	const wordOfPart = chance.of(['Parcela ', 'PARC ', '- Parcela '])
	const isMinusOut = chance.is(0.3)
	const sign = isMinusOut ? -1 : 1
	const columns: Column[] = [
		[chance.of(['Data', 'Data da compra']), (line) => hand.day(line.day)],
		[
			chance.of(['Estabelecimento', 'Descrição', 'Lançamento']),
			({ text, part, parts }) => (form === 'words' && part ? `${text} ${wordOfPart}${part}/${parts}` : text),
		],
		['Valor', (line) => hand.money((isOut(line) ? sign : -sign) * line.cents)],
	]
	hand.summed.add('Valor')
	if (form === 'column')
		columns.push([
			'Parcela',
			({ part, parts }) => (part ? `${part}/${parts}` : chance.of(['', '-', 'Única'])),
		])
	if (form === 'two columns')
		columns.push(
			['Parcela', ({ part }) => String(part ?? 1)],
			['Total de parcelas', ({ parts }) => String(parts ?? 1)],
		)
	if (chance.is(0.2)) columns.push(['Portador', () => chance.of(['ANA LIMA', 'BRUNO SA'])])
	const title = chance.of(['Fatura de novembro', 'Cartão final 1234'])
	return {
		text: [
			...(chance.is(0.5) ? [hand.title(title, columns.length)] : []),
			...hand.table(columns, lines, ['Total da fatura', 'Total']),
		].join('\n'),
		name: chance.of([undefined, 'fatura.csv', 'Fatura_2026-11.csv', 'extrato.csv']),
		meant: form === 'none' ? lines.map((line) => ({ ...line, part: null, parts: null })) : lines,
		answers: { type: 'card', signs: isMinusOut ? 'income' : 'expense' },
	}
}

/** What a household's sheet says of a line that is not paid yet. */
function paidColumn({ chance }: Hand, lines: Meant[]): Column | null {
	const [name, yes, no] = chance.of([
		['Pago', 'Sim', 'Não'],
		['Pago?', 'x', ''],
		['Pago', '✅', ''],
		['Pago', '1', '0'],
		['Status', 'Pago', 'Pendente'],
		['Situação', 'OK', 'A pagar'],
		['', '', ''],
		['', '', ''],
	] as const)
	if (name === '') return null
	for (const [at, line] of lines.entries()) line.isPaid = at === 0 || chance.is(0.8)
	return [name, ({ isPaid }) => (isPaid ? yes : no)]
}

const MONTHS = ['Janeiro', 'Fevereiro', 'Março', 'Abril', 'Maio', 'Junho', 'Julho', 'Agosto', 'Setembro']

/** A household's own sheet: by month, by titles or side by side, with categories, people and what is paid. */
export function sheet(seed: number): WrittenFile {
	const chance = new Chance(seed)
	const hand = new Hand(chance)
	const lines = linesOf(chance, 12)
	const columns: Column[] = [
		[chance.of(['Data', 'Quando', 'Dia']), (line) => hand.day(line.day)],
		[chance.of(['Descrição', 'O que', 'Item', 'Lugar', 'Gasto com']), (line) => line.text],
	]
	const by = chance.of(['titles', 'sides', 'months', 'plain'])
	const isTitled = by === 'titles' || by === 'sides'
	const plain: Column = [chance.of(['Valor', 'Quanto', 'Preço']), (line) => hand.money(line.cents)]
	const amounts = isTitled
		? { columns: [plain], isSigned: false }
		: amountColumns(hand, { type: ['Tipo', 'Receita/Despesa'] })
	for (const [name] of amounts.columns) if (isTitled) hand.summed.add(name)
	columns.push(...amounts.columns)
	const paid = paidColumn(hand, lines)
	if (paid) columns.push(paid)
	if (chance.is(0.4) && isTitled) columns.push(['Categoria', () => chance.of(['Casa', 'Lazer'])])
	if (chance.is(0.3)) columns.push([chance.of(['Obs', 'Comentário']), () => chance.of(['', 'ver depois'])])
	const [out, came] = [lines.filter(isOut), lines.filter((line) => !isOut(line))]
	const sums = ['Total', 'Soma']
	const text: string[] =
		chance.is(0.3) && by === 'months' ? [hand.title('Orçamento da família', columns.length)] : []
	if (by === 'titles')
		text.push(
			hand.title(chance.of(['Despesas', 'GASTOS:', 'Minhas despesas']), columns.length),
			...hand.table(columns, out, sums),
			hand.title(chance.of(['Receitas', 'ENTRADAS', 'Receitas do mês']), columns.length),
			...hand.table(columns, came, sums),
		)
	else if (by === 'sides') text.push(...besideOneAnother(hand, columns, out, came))
	else if (by === 'months') text.push(...inMonths(hand, columns, lines, sums))
	else text.push(...hand.table(columns, lines, sums))
	return {
		text: text.join('\n'),
		name: undefined,
		meant: lines.filter(({ isPaid }) => isPaid),
		answers: { type: 'account', signs: amounts.isSigned || !lines.every(isOut) ? 'income' : 'expense' },
	}
}

function besideOneAnother(hand: Hand, columns: Column[], out: Meant[], came: Meant[]): string[] {
	const [left, right] = [hand.table(columns, out, []), hand.table(columns, came, [])]
	const nothing = hand.title('', columns.length)
	const titles = [hand.title('Despesas', columns.length), hand.title('Receitas', columns.length)]
	const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [
		left[at] ?? nothing,
		right[at] ?? nothing,
	])
	return [titles, ...rows].map(([one, other]) => `${one}${hand.delimiter}${hand.delimiter}${other}`)
}

function inMonths(hand: Hand, columns: Column[], lines: Meant[], sums: string[]): string[] {
	const months = [...new Set(lines.map(({ day }) => day.slice(0, 7)))]
	const [header] = hand.table(columns, [], [])
	return [
		header!,
		...months.flatMap((month) => {
			const [, ...below] = hand.table(
				columns,
				lines.filter(({ day }) => day.startsWith(month)),
				sums,
			)
			const name = hand.chance.is(0.5) ? MONTHS[Number(month.slice(5)) - 1]! : `${month.slice(5)}/2026`
			return [hand.title(name, columns.length), ...below]
		}),
	]
}

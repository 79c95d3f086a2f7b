import { expect, test } from 'vitest'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** Files whose balance agrees with what columns, marks or types say, contradicts it, or tells nothing. */
async function signsIn(lines: string[], options: Partial<PlanOptions> = {}) {
	const { items, questions, file } = await planImport(new TextEncoder().encode(lines.join('\n')), {
		ledger: {
			timezone: 'America/Sao_Paulo',
			today: '2026-11-30',
			sources: [{ name: 'Visa', aliases: [], cycles: [{ closing_day: 10, due_day: 17 }] }],
		},
		...options,
	})
	const question = questions.find(({ id }) => id === 'signs')
	return {
		kinds: items.map(({ kind }) => kind).join(' '),
		asked: question && [question.proposed, question.reason, question.about].join(' '),
		proof: file.signs.proof,
	}
}

const COLUMNS = 'Data;Histórico;Crédito;Débito;Saldo'
const MARKS = 'Data;Histórico;Valor;D/C;Saldo'
const TYPES = 'Data;Histórico;Tipo;Valor;Saldo'

/** Lines `+10 90`: what a line says that it moved, and the balance beside it, a day each. */
function linesOf(header: string, moves: string[]): string[] {
	const lines = moves.map((move, at) => {
		const [moved, balance = ''] = move.split(' ')
		const [isIn, amount] = [moved![0] === '+', `${moved!.slice(1)},00`]
		const said = {
			[COLUMNS]: isIn ? `${amount};` : `;${amount}`,
			[MARKS]: `${amount};${isIn ? 'C' : 'D'}`,
			[TYPES]: `${isIn ? 'Receita' : 'Despesa'};${amount}`,
		}[header]
		return `0${at + 1}/10/2026;Loja ${at};${said};${balance && `${balance},00`}`
	})
	return [header, ...lines]
}

const NAMES = [
	['columns', COLUMNS],
	['marks', MARKS],
	['type_column', TYPES],
] as const

test.each(NAMES)(
	'%s that the balance contradicts on one line are asked about, and proposed',
	async (proof, header) => {
		const lines = linesOf(header, ['+100 100', '-10 90', '+5 85', '-20 65'])
		expect(await signsIn(lines)).toEqual({
			kinds: 'income expense income expense',
			asked: 'income balance_against_columns 4',
			proof: 'asked',
		})
		expect(await signsIn([lines[0]!, ...lines.slice(1).reverse()])).toMatchObject({
			asked: 'income balance_against_columns 3',
		})
		expect(await signsIn(linesOf(header, ['+100 100', '-10 90', '-5 85', '-20 65']))).toEqual({
			kinds: 'income expense expense expense',
			asked: undefined,
			proof,
		})
	},
)

test.each(NAMES)(
	'%s that the balance contradicts on every line are proposed the other way round',
	async (_, header) => {
		const lines = linesOf(header, ['-100 100', '+10 90', '+5 85', '-30 115'])
		const turned = { kinds: 'income expense expense income', proof: 'asked' }
		expect(await signsIn(lines)).toEqual({ ...turned, asked: 'expense balance_against_columns 3, 4, 5' })
		expect(await signsIn(lines, { answers: { signs: 'expense' } })).toEqual({
			...turned,
			asked: undefined,
			proof: 'answered',
		})
		expect(await signsIn(lines, { answers: { signs: 'income' } })).toEqual({
			kinds: 'expense income income expense',
			asked: undefined,
			proof: 'answered',
		})
	},
)

test('one line alone turns no column round', async () => {
	const { kinds, asked } = await signsIn(linesOf(COLUMNS, ['-100 100', '+10 90']))
	expect([kinds, asked]).toEqual(['expense income', 'income balance_against_columns 3'])
})

test('balances that stand between the lines contradict all lines of their step', async () => {
	const lines = [
		COLUMNS,
		'01/10/2026;Saldo anterior;;;100,00',
		'02/10/2026;Luz;10,00;;',
		'02/10/2026;Gás;5,00;;',
		'02/10/2026;Saldo do dia;;;85,00',
		'03/10/2026;Salário;50,00;;',
		'03/10/2026;Saldo do dia;;;135,00',
	]
	expect((await signsIn(lines)).asked).toBe('income balance_against_columns 3, 4')
})

test.each([
	['lines are missing', linesOf(MARKS, ['+100 100', '-10 90', '-5 45', '+20 65'])],
	[
		'it is of another section',
		[...linesOf(MARKS, ['+100 100', '-10 90']), ...linesOf(MARKS, ['+10 80', '-5 75'])],
	],
	['nothing moves it', linesOf(MARKS, ['+100 100', '-10 100', '-5 100'])],
	[
		'the days are newest first, and the lines of each are not',
		[
			MARKS,
			'02/10/2026;c;5,00;D;75,00',
			'02/10/2026;d;5,00;D;70,00',
			'01/10/2026;a;10,00;D;90,00',
			'01/10/2026;b;10,00;D;80,00',
		],
	],
	[
		'all lines are of one day, newest first',
		[MARKS, '01/10/2026;c;10,00;D;70,00', '01/10/2026;b;10,00;D;80,00', '01/10/2026;a;10,00;D;90,00'],
	],
	[
		'a line between cannot be read',
		[MARKS, '01/10/2026;a;10,00;D;90,00', 'xx/10/2026;b;20,00;C;', '03/10/2026;c;10,00;D;100,00'],
	],
])('a balance that does not add up contradicts nothing: %s', async (_, lines) => {
	const { asked, proof } = await signsIn(lines)
	expect([asked, proof]).toEqual([undefined, 'marks'])
})

test('what a card’s balance means is not known: it contradicts nothing, and proves nothing', async () => {
	const answers = { account: 'Visa' }
	expect(await signsIn(linesOf(MARKS, ['-100 100', '-10 110', '+5 105']), { answers })).toMatchObject({
		asked: undefined,
		proof: 'marks',
	})
	const plain = ['Data;Histórico;Valor;Saldo', '01/10/2026;a;10,00;10,00', '02/10/2026;b;5,00;15,00']
	expect(await signsIn(plain, { answers })).toEqual({
		kinds: 'expense expense',
		asked: 'expense card_without_minus ',
		proof: 'asked',
	})
})

test.each(['Saldo devedor', 'Saldo a pagar'])('%s is what is owed, and contradicts nothing', async (name) => {
	const lines = linesOf(COLUMNS, ['-100 100', '-10 110', '+5 105'])
	expect(await signsIn([lines[0]!.replace('Saldo', name), ...lines.slice(1)])).toMatchObject({
		asked: undefined,
		proof: 'columns',
	})
})

test('a balance against a known format, or against types that contradict the signs, is asked about', async () => {
	const inter = [
		'Data Lançamento;Histórico;Descrição;Valor;Saldo',
		'01/10/2026;Pix enviado;Ana;10,00;90,00',
		'02/10/2026;Pix recebido;Bia;-5,00;95,00',
		'03/10/2026;Pix enviado;Ana;20,00;75,00',
	]
	expect(await signsIn(inter)).toEqual({
		kinds: 'expense income expense',
		asked: 'expense balance_against_format ',
		proof: 'asked',
	})
	const typed = [
		TYPES,
		'01/10/2026;a;Receita;100,00;100,00',
		'02/10/2026;b;Receita;-10,00;90,00',
		'03/10/2026;c;Despesa;-20,00;70,00',
	]
	expect(await signsIn(typed)).toEqual({
		kinds: 'income expense expense',
		asked: 'income types_against_signs 3',
		proof: 'asked',
	})
})

import { describe, expect, test } from 'vitest'
import { planImport } from './plan'
import type { PlanOptions } from './types'

/** Files with balances, of which some lines cannot be read: those have no say about the others. */
async function signsOf(lines: string[], options: Partial<PlanOptions> = {}) {
	const { items, file, questions } = await planImport(
		new TextEncoder().encode(['Data;Descrição;Valor;Saldo', ...lines].join('\n')),
		{
			ledger: {
				timezone: 'America/Sao_Paulo',
				today: '2026-11-30',
				sources: [],
			},
			...options,
		},
	)
	const asked = questions.some(({ id }) => id === 'signs')
	expect(asked).toBe(file.signs.proof === 'asked')
	return [file.signs.proof, ...items.map(({ kind, description }) => `${description} ${kind}`)].join(', ')
}

const UNSIGNED = [
	'02/10/2026;Salário;3.000,00;3.000,00',
	'03/10/2026;Mercado;318,19;2.681,81',
	'04/10/2026;Padaria;10,00;2.671,81',
	'05/10/2026;Pix;5,00;2.666,81',
]
const SIGNED = UNSIGNED.map((line, at) => (at === 0 ? line : line.replace(/;(\d+,\d\d);/, ';-$1;')))
const KINDS = ['Salário income', 'Mercado expense', 'Padaria expense', 'Pix expense']
const without = (at: number) => KINDS.filter((_, other) => other !== at)
const withBad = (lines: string[], at: number, form: RegExp, bad: string) =>
	lines.map((line, other) => (other === at ? line.replace(form, bad) : line))

const DATE = /^../
const AMOUNT_AND_BALANCE = /;[^;]*;[^;]*$/

test.each([0, 1, 2, 3])('a bad date in line %i of a file without signs, either way round', async (at) => {
	const lines = withBad(UNSIGNED, at, DATE, 'xx')
	expect(await signsOf(lines)).toBe(['balance', ...without(at)].join(', '))
	expect(await signsOf(lines.toReversed())).toBe(['balance', ...without(at).reverse()].join(', '))
})

test.each([0, 1, 2, 3])('a line with signs of which not even the balance is read: %i', async (at) => {
	const lines = withBad(SIGNED, at, AMOUNT_AND_BALANCE, ';abc;')
	expect(await signsOf(lines)).toBe(['balance', ...without(at)].join(', '))
})

test('without signs the line behind an unread balance is asked about, and no other', async () => {
	const lines = withBad(UNSIGNED, 1, AMOUNT_AND_BALANCE, ';abc;')
	expect(await signsOf(lines)).toBe(['asked', ...without(1)].join(', '))
})

test('what came in only, beside an unreadable line that went out', async () => {
	expect(
		await signsOf([
			'02/10/2026;Salário;3.000,00;3.000,00',
			'xx/10/2026;Pão;-10,00;2.990,00',
			'03/10/2026;Pix;5,00;2.995,00',
		]),
	).toBe('balance, Salário income, Pix income')
})

test('lines that the person leaves out take no proof away', async () => {
	expect(await signsOf(SIGNED, { skip: ['mercado'] })).toBe(['balance', ...without(1)].join(', '))
})

test('a balance that does not add up still proves nothing', async () => {
	const lines = withBad(SIGNED, 3, /2\.666,81/, '9,99')
	expect(await signsOf(withBad(lines, 1, DATE, 'xx'))).toBe(['asked', ...without(1)].join(', '))
})

/** What is proposed where nothing proves it, and why. */
async function proposed(lines: string[], answers: PlanOptions['answers'] = {}) {
	const { questions } = await planImport(
		new TextEncoder().encode(['Data;Descrição;Valor', ...lines].join('\n')),
		{
			ledger: {
				timezone: 'America/Sao_Paulo',
				today: '2026-11-30',
				sources: [{ name: 'Visa', aliases: [], cycles: [{ closing_day: 10, due_day: 17 }] }],
			},
			answers,
		},
	)
	const question = questions.find(({ id }) => id === 'signs')
	return question && [question.proposed, question.reason]
}

const CARD = { account: 'Visa' }
test.each<[string, string[], PlanOptions['answers'], [string, string]]>([
	[
		'an account’s, with a minus',
		['01/10/2026;Pão;5,00', '02/10/2026;Uber;-7,00'],
		{},
		['income', 'minus_is_out'],
	],
	['an account’s, without', ['01/10/2026;Pão;5,00', '02/10/2026;Uber;7,00'], {}, ['expense', 'no_minus']],
	['a card’s', ['01/10/2026;Pão;5,00', '02/10/2026;Uber;-7,00'], CARD, ['expense', 'card_without_minus']],
	[
		'a card’s, paid without a minus',
		['01/10/2026;Pão;-5,00', '02/10/2026;Pagamento recebido;7,00'],
		CARD,
		['income', 'payment_without_minus'],
	],
	[
		'a card’s, paid with a minus',
		['01/10/2026;Pão;5,00', '02/10/2026;Pagamento recebido;-7,00'],
		CARD,
		['expense', 'card_without_minus'],
	],
	[
		'a card’s, paid both ways',
		['01/10/2026;Pagamento recebido;5,00', '02/10/2026;Pagamento recebido;-7,00'],
		CARD,
		['expense', 'card_without_minus'],
	],
	[
		'a household’s, with one refund',
		['01/10/2026;Pão;5,00', '02/10/2026;Uber;7,00', '03/10/2026;Estorno Uber;-7,00'],
		{},
		['expense', 'only_refunds_have_minus'],
	],
	[
		'a household’s, with a discount',
		['01/10/2026;Pão;5,00', '02/10/2026;Desconto;-1,00'],
		{},
		['expense', 'only_refunds_have_minus'],
	],
	['nothing but a refund', ['01/10/2026;Estorno;-5,00'], {}, ['income', 'minus_is_out']],
	[
		'a card’s, with one refund, and paid without a minus',
		['01/10/2026;Pão;5,00', '02/10/2026;Pagamento recebido;7,00', '03/10/2026;Estorno;-2,00'],
		CARD,
		['expense', 'card_without_minus'],
	],
	[
		'a card’s, without any minus',
		['01/10/2026;Pão;5,00', '02/10/2026;Pagamento recebido;7,00'],
		CARD,
		['expense', 'card_without_minus'],
	],
	[
		'an account’s, in which a card was paid',
		['01/10/2026;Pão;5,00', '02/10/2026;Pagamento recebido;7,00'],
		{ type: 'account' },
		['expense', 'no_minus'],
	],
])('what an amount without a minus is: %s', async (_, lines, answers, expected) => {
	expect(await proposed(lines, answers)).toEqual(expected)
})

/** What the lines of a file become, what is asked of their signs, and by what these were told. */
async function signsIn(text: string, answers: PlanOptions['answers']) {
	const { items, questions, file } = await planImport(new TextEncoder().encode(text), {
		ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		answers,
	})
	const question = questions.find(({ id }) => id === 'signs')
	return {
		kinds: items.map(({ kind }) => kind).join(' '),
		asked: question && [question.proposed, question.reason, question.about],
		proof: file.signs.proof,
	}
}

test('under what is proposed beside one refund and one discount all is what it was', async () => {
	const lines = ['01/10/2026;Pão;5,00', '02/10/2026;Estorno Uber;-7,00', '03/10/2026;Desconto;-1,00']
	const { kinds } = await signsIn(['Data;Descrição;Valor', ...lines].join('\n'), {})
	expect(kinds).toBe('expense refund refund')
})

/** An OFX statement of lines `TRNTYPE amount`. */
function ofxSigns(lines: string[], answers: PlanOptions['answers'] = {}) {
	const transactions = lines.map((line, at) => {
		const [type, amount] = line.split(' ')
		return `<STMTTRN><TRNTYPE>${type}<DTPOSTED>2026100${at + 1}<TRNAMT>${amount}<MEMO>Loja ${at}</STMTTRN>`
	})
	return signsIn(
		`OFXHEADER:100\n\n<OFX><CCSTMTRS><ACCTID>1</ACCTID>\n${transactions.join('\n')}\n</CCSTMTRS></OFX>`,
		answers,
	)
}

describe('an OFX whose types say the contrary of some signs', () => {
	test('is asked about, with the lines', async () => {
		const lines = ['DEBIT -10.00', 'DEBIT 20.00', 'CREDIT -5.00', 'OTHER 7.00']
		const { kinds, asked } = await ofxSigns(lines)
		expect(asked).toEqual(['income', 'types_against_signs', '5, 6'])
		expect(kinds).toBe('expense refund expense refund')
		const answered = await ofxSigns(lines, { signs: 'income' })
		expect([answered.proof, answered.asked]).toEqual(['answered', undefined])
	})

	test('is proposed the other way round where all of them do', async () => {
		const { kinds, asked } = await ofxSigns(['DEBIT 10.00', 'CREDIT -5.00', 'OTHER 7.00'])
		expect(asked).toEqual(['expense', 'types_against_signs', '4, 5'])
		expect(kinds).toBe('expense refund expense')
	})

	test('names only the first of many', async () => {
		const { asked } = await ofxSigns(['DEBIT -1.00', ...Array.from({ length: 7 }, () => 'DEBIT 1.00')])
		expect(asked?.[2]).toBe('5, 6, 7, 8, 9 …')
	})

	test('is not asked about where they agree, or say no way', async () => {
		const { kinds, proof, asked } = await ofxSigns(['DEBIT -10.00', 'CREDIT 5.00', 'PAYMENT -7.00'])
		expect([kinds, proof, asked]).toEqual(['expense refund expense', 'format', undefined])
	})
})

/** A table of an unknown form, of lines `type amount`. */
function tableSigns(lines: string[], answers: PlanOptions['answers'] = {}) {
	const rows = lines.map((line, at) => `0${at + 1}/10/2026;Loja ${at};${line.replace(' ', ';')}`)
	return signsIn(`Data;Descrição;Tipo;Valor\n${rows.join('\n')}\n`, answers)
}

describe('a table whose types say the contrary of some signs', () => {
	test.each([
		[['Despesa -10,00', 'Receita 90,00', 'Receita -5,00'], 'income', '4', 'expense income expense'],
		[['Despesa -10,00', 'Despesa 20,00', 'Receita 90,00'], 'income', '3', 'expense income income'],
		[['Despesa -10,00', 'Receita -90,00'], 'income', '3', 'expense expense'],
		[['Despesa 10,00', 'Receita -9,00', 'Receita 5,00'], 'expense', '4', 'expense income expense'],
		[['Despesa 10,00', 'Despesa 20,00', 'Despesa -5,00'], 'expense', '4', 'expense expense income'],
	])('%j is asked about, with the lines', async (lines, proposed, about, kinds) => {
		const { asked, proof, ...said } = await tableSigns(lines)
		expect(asked).toEqual([proposed, 'types_against_signs', about])
		expect([said.kinds, proof]).toEqual([kinds, 'asked'])
		const answered = await tableSigns(lines, { signs: proposed })
		expect([answered.kinds, answered.proof, answered.asked]).toEqual([kinds, 'answered', undefined])
	})

	test.each([
		['they agree', ['Despesa -10,00', 'Receita 90,00'], 'expense income'],
		['it is a card’s', ['Despesa 10,00', 'Receita -9,00'], 'expense income'],
		['nothing has a minus', ['Despesa 10,00', 'Receita 90,00'], 'expense income'],
		[
			'both ways are without a minus but for one line',
			['Despesa 10,00', 'Receita 90,00', 'Receita 80,00', 'Despesa -5,00', 'Despesa 7,00'],
			'expense income income expense expense',
		],
	])('is not asked about where %s', async (_, lines, kinds) => {
		expect(await tableSigns(lines)).toEqual({ kinds, proof: 'type_column', asked: undefined })
	})
})

test.each([
	['in one, "Crédito" is money in', 'Crédito', '1', 'type_column'],
	['a whole purchase in parts, it is how it was paid', 'Crédito', '10x', 'asked'],
	['a part of one, it is too', 'Crédito', '3/10', 'asked'],
	['in parts or not, "Débito" is money out', 'Débito', '10x', 'type_column'],
])('of a type column: %s', async (_, type, parts, proof) => {
	const { file } = await planImport(
		new TextEncoder().encode(`Data;Descrição;Tipo;Valor;Parcela\n02/10/2026;Loja;${type};90,00;${parts}\n`),
		{ ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] } },
	)
	expect(file.signs.proof).toBe(proof)
})

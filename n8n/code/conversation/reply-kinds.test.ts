import { describe, expect, test } from 'vitest'
import { spoken } from '../../source/conversation.ts'
import { runCode } from '../run-code.ts'

/** 30 November 2026; the sofa was bought three days ago, on a card, and lies in January's bill. */
const sofa = {
	description: 'sofá',
	amount_cents: 100_000,
	kind: 'expense',
	category: 'Casa',
	source: 'Nubank',
	to_source: null,
	person: 'Ana',
	day: '2026-11-27',
	bill_month: '2027-01',
	installments: 1,
	voided: false,
}
const was = (more: object) => ({ ...sofa, ...more })

/** The reply to items as the database tells them. */
const replyTo = (idioma: string, items: object[]): string =>
	runCode<{ json: { reply: { text: string } } }>([...spoken('recorded'), 'conversation/reply-recorded.js'], {
		json: { statusCode: 500 },
		nodes: {
			Configuração: { idioma },
			Mensagem: {
				message_id: 'wamid.A',
				kind: 'text',
				door: 'meta',
				reply_to: { to: '+55' },
				sent_at: '2026-11-30T15:00:00Z',
				received: { person: 'Ana' },
			},
			Contexto: {
				statusCode: 200,
				body: {
					timezone: 'America/Sao_Paulo',
					currency: 'BRL',
					sources: [
						{ name: 'Nubank', bills: [{}] },
						{ name: 'Pix', bills: null },
					],
				},
			},
			Lote: {},
			Rumo: {},
			'Total do mês': { statusCode: 500 },
			'O que ficou': {
				statusCode: 200,
				body: { items: items.map((one, item) => ({ item, status: 'accepted', ...one })) },
			},
		},
	}).json.reply.text

const kinds: [kind: string, item: object, portuguese: string, english: string][] = [
	[
		'a purchase',
		{ action: 'record', transaction: sofa },
		'✅ sofá: R$ 1.000,00 (Nubank, Casa, 27/11, fatura de janeiro de 2027)',
		'✅ sofá: R$1,000.00 (Nubank, Casa, 27 Nov, January 2027 bill)',
	],
	[
		'a refused one that was put right',
		{ action: 'amend', before: null, transaction: sofa },
		'✅ sofá: R$ 1.000,00 (Nubank, Casa, 27/11, fatura de janeiro de 2027)',
		'✅ sofá: R$1,000.00 (Nubank, Casa, 27 Nov, January 2027 bill)',
	],
	[
		'a correction of the amount',
		{ action: 'amend', before: was({ amount_cents: 90_000 }), after: sofa, transaction: sofa },
		'✏️ sofá (27/11): R$ 900,00 → R$ 1.000,00 (fatura de janeiro de 2027)',
		'✏️ sofá (27 Nov): R$900.00 → R$1,000.00 (January 2027 bill)',
	],
	[
		'a correction of the day and the bill',
		{
			action: 'amend',
			before: was({ day: '2026-11-30', bill_month: '2026-12' }),
			after: sofa,
			transaction: sofa,
		},
		'✏️ sofá: dia hoje → 27/11; fatura dezembro → janeiro de 2027',
		'✏️ sofá: day today → 27 Nov; bill December → January 2027',
	],
	[
		'a correction of everything else',
		{
			action: 'amend',
			before: was({
				description: 'sofa',
				kind: 'refund',
				category: null,
				source: 'Pix',
				person: 'Bruno',
				installments: 2,
			}),
			after: sofa,
			transaction: sofa,
		},
		'✏️ sofa (27/11): "sofa" → "sofá"; tipo estorno → gasto; categoria nada → Casa; fonte Pix → Nubank; pessoa Bruno → Ana; parcelas 2x → 1x (fatura de janeiro de 2027)',
		'✏️ sofa (27 Nov): "sofa" → "sofá"; kind refund → expense; category nothing → Casa; source Pix → Nubank; person Bruno → Ana; instalments 2x → 1x (January 2027 bill)',
	],
	[
		'a correction that changes nothing',
		{ action: 'amend', before: sofa, after: sofa, transaction: sofa },
		'✏️ sofá (27/11): já estava assim, R$ 1.000,00 (fatura de janeiro de 2027)',
		'✏️ sofá (27 Nov): it was like that already, R$1,000.00 (January 2027 bill)',
	],
	[
		'one undone',
		{ action: 'void', before: sofa, transaction: was({ voided: true }) },
		'↩️ Desfeito: sofá: R$ 1.000,00 (Nubank, Casa, 27/11, fatura de janeiro de 2027)',
		'↩️ Undone: sofá: R$1,000.00 (Nubank, Casa, 27 Nov, January 2027 bill)',
	],
	[
		'one brought back',
		{ action: 'restore', before: sofa, after: sofa, transaction: sofa },
		'♻️ De volta: sofá: R$ 1.000,00 (Nubank, Casa, 27/11, fatura de janeiro de 2027)',
		'♻️ Back again: sofá: R$1,000.00 (Nubank, Casa, 27 Nov, January 2027 bill)',
	],
	[
		'a refund',
		{ action: 'record', transaction: was({ kind: 'refund', amount_cents: 5_000 }), refunds: sofa },
		'✅ sofá: R$ 50,00 (estorno, Nubank, Casa, 27/11, fatura de janeiro de 2027)\n↪️ Dinheiro de volta de: sofá, R$ 1.000,00, 27/11, fatura de janeiro de 2027.',
		'✅ sofá: R$50.00 (refund, Nubank, Casa, 27 Nov, January 2027 bill)\n↪️ Money back from: sofá, R$1,000.00, 27 Nov, January 2027 bill.',
	],
	[
		'one told twice',
		{ action: 'record', transaction: sofa, repeated: [was({ person: 'Bruno' })] },
		'✅ sofá: R$ 1.000,00 (Nubank, Casa, 27/11, fatura de janeiro de 2027)\n🔁 Talvez repetida: já havia sofá, R$ 1.000,00, Bruno, 27/11, fatura de janeiro de 2027.',
		'✅ sofá: R$1,000.00 (Nubank, Casa, 27 Nov, January 2027 bill)\n🔁 Told twice, maybe: there already was sofá, R$1,000.00, Bruno, 27 Nov, January 2027 bill.',
	],
	[
		'"Qual?"',
		{
			action: 'void',
			status: 'rejected',
			reason: 'target_ambiguous',
			candidates: [{ message_id: 'm', item: 0, description: 'sofá', amount: 1000, day: '2026-11-27' }],
		},
		'❓ Qual delas devo desfazer? Responda com o número.',
		'❓ Which one should I undo? Reply with the number.',
	],
]

describe('every reply names the purchase, what was and is, another day and another bill', () => {
	test.each(kinds)('%s', (_, item, portuguese, english) => {
		const [said, inEnglish] = ['pt-BR', 'en'].map((idioma) => replyTo(idioma, [item]).split('\n1) ')[0])
		expect(said).toBe(portuguese)
		expect(inEnglish).toBe(english)
	})

	test('those that it asks about come with their days', () => {
		const [, which] = kinds.at(-1)!
		expect(replyTo('pt-BR', [which])).toContain('1) sofá, R$ 1.000,00, 27/11')
		expect(replyTo('en', [which])).toContain('1) sofá, R$1,000.00, 27 Nov')
	})

	test('without a card there is no bill: the day says the month, unless somebody named a bill', () => {
		const pix = was({ source: 'Pix', day: '2026-10-31', bill_month: '2026-10' })
		const tell = (transaction: object) => replyTo('pt-BR', [{ action: 'record', transaction }])
		expect(tell(pix)).toContain('(Pix, Casa, 31/10)\n')
		expect(tell({ ...pix, bill_month: '2026-12' })).toContain('(Pix, Casa, 31/10, fatura de dezembro)')
		const before = { ...pix, day: '2026-11-30', bill_month: '2026-11' }
		expect(replyTo('pt-BR', [{ action: 'amend', before, after: pix, transaction: pix }])).toMatch(
			/^✏️ sofá: dia hoje → 31\/10$/m,
		)
	})
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { spoken } from '../../source/conversation.ts'
import { runCode } from '../run-code.ts'

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-10T15:00:00Z') })
})
afterEach(() => {
	vi.useRealTimers()
})

/** As `private.reminders_due` gives them, on Saturday 10 October 2026. */
const bill = {
	source: 'Nubank',
	bill_month: '2026-10',
	closes: '2026-10-11',
	due: '2026-10-12',
	amount_cents: 123_456,
	left_cents: 23_450,
}
const reminders = [
	{ kind: 'closing', facts: bill },
	{ kind: 'due', facts: bill },
	{ kind: 'due', facts: { ...bill, due: '2026-10-10' } },
	{ kind: 'late', facts: { name: 'Aluguel', amount_cents: 230_000, due: '2026-10-05' } },
	{ kind: 'summary', facts: { month: '2026-10', spending_cents: 98_765 } },
].map((reminder, k) => ({ ...reminder, id: `reminder ${k}` }))

const told = (idioma: string) =>
	runCode<{ json: { reply: { text: string }; reminders: string[] } }>(
		[...spoken('fixed'), 'conversation/reply-fixed.js'],
		{
			json: { say: 'reminder', statusCode: 200 },
			nodes: {
				Mensagem: {
					message_id: 'reminder:1',
					kind: 'reminder',
					door: 'telegram',
					reply_to: { chat_id: '7' },
					// When they wrote last, days before.
					sent_at: '2026-10-07T15:00:00Z',
					reminders,
				},
				Contexto: { statusCode: 200, body: { timezone: 'America/Sao_Paulo', currency: 'BRL' } },
				Configuração: { idioma },
				Rumo: { way: 'say', say: 'reminder' },
			},
		},
	).json

test.each([
	[
		'pt-BR',
		[
			'🔔 A fatura do Nubank fecha amanhã, 11/10: R$ 1.234,56.',
			'🔔 A fatura do Nubank vence 12/10: faltam R$ 234,50.',
			'🔔 A fatura do Nubank vence hoje: faltam R$ 234,50.',
			'🔔 Aluguel ainda não apareceu (dia 05, R$ 2.300,00).',
			'🔔 outubro de 2026 até aqui: R$ 987,65.',
		],
	],
	[
		'en',
		[
			'🔔 The Nubank bill closes tomorrow, 11 Oct: R$1,234.56.',
			'🔔 The Nubank bill is due 12 Oct: R$234.50 left to pay.',
			'🔔 The Nubank bill is due today: R$234.50 left to pay.',
			'🔔 Aluguel has not come yet (day 05, R$2,300.00).',
			'🔔 October 2026 so far: R$987.65.',
		],
	],
])('each kind of reminder is worded from the database’s figures, in %s', (idioma, lines) => {
	const { reply, reminders: ids } = told(idioma)
	expect(reply.text.split('\n').slice(0, -1)).toEqual(lines)
	// What is written down as told.
	expect(ids).toEqual(reminders.map(({ id }) => id))
})

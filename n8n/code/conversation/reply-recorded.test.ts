import { describe, expect, test } from 'vitest'
import { REJECT_REASONS } from '../../../src/ledger/inbox.ts'
import { spoken } from '../../source/conversation.ts'
import { runCode } from '../run-code.ts'

interface Reply {
	json: { status: string; reply: { text: string; choices: { id: string; title: string }[] } }
}

/** The reply to items as the database tells them. */
const replyIn = (idioma: string, ...items: object[]) =>
	runCode<Reply>([...spoken('recorded'), 'conversation/reply-recorded.js'], {
		json: { statusCode: 500 },
		nodes: {
			Mensagem: {
				message_id: 'wamid.A',
				kind: 'text',
				door: 'meta',
				reply_to: { to: '+55' },
				received: { person: 'Ana' },
			},
			Contexto: { statusCode: 200, body: { timezone: 'America/Sao_Paulo', currency: 'BRL' } },
			Configuração: { idioma },
			Lote: {},
			Rumo: {},
			'Total do mês': { statusCode: 500 },
			'O que ficou': { statusCode: 200, body: { items } },
		},
	}).json
const reply = (...items: object[]) => replyIn('pt-BR', ...items)

const refused = { item: 0, action: 'record', status: 'rejected', description: 'mercado' }

describe.each([
	['pt-BR', 'a conferir'],
	['en', 'To review'],
])('in %s', (idioma, page) => {
	test.each(REJECT_REASONS)('says how to put right: %s', (reason) => {
		const { text } = replyIn(idioma, { ...refused, reason }).reply
		expect(text).toMatch(/^⚠️ "mercado": .{20,}/)
		expect(text).not.toContain(page)
	})
})

test('points to the page for a reason that it does not know', () => {
	expect(reply({ ...refused, reason: 'new_one' }).reply.text).toContain('a conferir')
})

test('without the month’s total it tells what was recorded all the same', () => {
	const transaction = { description: 'mercado', amount_cents: 5290, kind: 'expense', installments: 1 }
	const { reply: sent } = reply({ item: 0, action: 'record', status: 'accepted', transaction })
	expect(sent.text).toBe('✅ mercado: R$ 52,90\n1) Desfazer')
	expect(sent.choices).toEqual([{ id: 'undo:0:wamid.A', title: 'Desfazer' }])
})

test('where nothing can be read back it fails, and the door brings the message again', () => {
	expect(reply().status).toBe('failed')
})

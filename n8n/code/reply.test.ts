import { describe, expect, it } from 'vitest'
import { REJECT_REASONS } from '../../src/ledger/inbox'
import { runCode } from './run-code'

interface Reply {
	json: { url: string; message: { to: string; context: { message_id: string }; text: { body: string } } }
}

const summary = {
	statusCode: 200,
	body: {
		currency: 'BRL',
		month: '2026-12',
		spending_cents: 123456,
		categories: [
			{ name: 'Mercado', spending_cents: 100000, purchases: 3 },
			{ name: null, spending_cents: 23456, purchases: 1 },
		],
	},
}
const accepted = {
	status: 'accepted',
	action: 'record',
	item: 0,
	description: 'mercado',
	amount: '52,90',
	amount_cents: 5290,
	installments: 1,
}

function reply(rows: object[] | null, total: object = summary, lines: object = { intent: 'record' }) {
	return runCode<Reply>('./reply.js', {
		nodes: {
			Mensagens: { from: '5511999998888', message_id: 'wamid.A', phone_number_id: '1066' },
			Linhas: lines as Record<string, unknown>,
			Gravado: { rows: rows ?? [], failed: rows === null },
			'Total do mês': total as Record<string, unknown>,
		},
	}).json
}
const bodyOf = (...given: Parameters<typeof reply>) =>
	reply(...given).message.text.body.replaceAll(/\u00a0|\u202f/g, ' ')

it('goes to the sender, quoting the message', () => {
	expect(reply([accepted])).toMatchObject({
		url: '/1066/messages',
		message: { to: '5511999998888', context: { message_id: 'wamid.A' } },
	})
})

it('says what was recorded, in order, and the month’s total', () => {
	const second = {
		...accepted,
		item: 1,
		description: 'tênis',
		amount: 899,
		amount_cents: 89900,
		installments: 10,
		source: 'nubank',
		category: 'roupa',
	}
	expect(bodyOf([second, accepted]).split('\n')).toEqual([
		'✅ mercado: R$ 52,90',
		'✅ tênis: R$ 899,00 (nubank, 10x, roupa)',
		'*Fatura de dezembro de 2026: R$ 1.234,56*',
	])
})

it('says what was corrected and undone', () => {
	const amended = { ...accepted, action: 'amend', description: null, amount: 'R$ 45', amount_cents: 4500 }
	expect(bodyOf([amended])).toContain('✏️ Corrigido: R$ 45,00')
	expect(bodyOf([{ ...amended, amount_cents: null }])).toContain('✏️ Corrigido.')
	expect(bodyOf([{ ...accepted, action: 'void' }])).toContain('↩️ Desfeito.')
})

it.each(REJECT_REASONS)('says how to put right: %s', (reason) => {
	const text = bodyOf([{ ...accepted, status: 'rejected', reason }])
	expect(text).toMatch(/^⚠️ "mercado": .{20,}/)
	expect(text).not.toContain('a conferir')
})

it('points to the page for a reason it does not know', () => {
	expect(bodyOf([{ ...accepted, status: 'rejected', reason: 'new_one' }])).toContain('a conferir')
})

describe('totals', () => {
	it('answers how the month is, by category', () => {
		expect(bodyOf(null, summary, { intent: 'summary' }).split('\n')).toEqual([
			'*Fatura de dezembro de 2026: R$ 1.234,56*',
			'• Mercado: R$ 1.000,00',
			'• sem categoria: R$ 234,56',
		])
	})
	it('never shows a total it does not have', () => {
		expect(bodyOf([accepted], { statusCode: 500, body: {} })).toBe('✅ mercado: 52,90')
		expect(bodyOf([accepted], { error: 'x' })).toBe('✅ mercado: 52,90')
		expect(bodyOf(null, { statusCode: 401, body: {} }, { intent: 'summary' })).toMatch(/Não consegui/)
	})
})

it('admits that nothing was recorded', () => {
	expect(bodyOf(null)).toMatch(/Não consegui gravar/)
})

it('keeps a hostile description on one line', () => {
	expect(bodyOf([{ ...accepted, description: 'a\n✅ salário: R$ 1' }]).split('\n')).toHaveLength(2)
})

it('asks which purchase, when the answered message has several', () => {
	const refused = { status: 'rejected', action: 'amend', item: 0, reason: 'target_ambiguous' }
	const said = (reason_detail: string, more: object = {}) =>
		reply([{ ...refused, ...more, reason_detail }]).message.text.body.split('\n')[0]
	expect(said('message "wamid.Z" has several items: name one by target_item')).toContain('várias compras')
	expect(said('no item 0 of message "wamid.Z" in this ledger', { reason: 'target_not_found' })).toContain(
		'não achei a compra',
	)
})

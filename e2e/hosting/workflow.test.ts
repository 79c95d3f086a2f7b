import { beforeAll, expect, inject, it } from 'vitest'
import { runCode } from '../../n8n/code/run-code'
import { createHousehold, type Household } from '../harness/household'

/** The programs of the WhatsApp workflow against the real inbox: what `npm run test:n8n` does, without n8n. */
let household: Household
beforeAll(async () => {
	household = await createHousehold(inject('stack'))
})

const message = {
	message_id: 'wamid.contract',
	from: '5511999998888',
	person: 'Ana',
	phone_number_id: '1066',
	type: 'text',
	text: 'três coisas',
	quoted: null,
	sent_at: new Date().toISOString(),
}
const item = (more: object) => ({
	action: 'record',
	kind: 'expense',
	category: null,
	source: null,
	installments: null,
	per_installment: false,
	date: null,
	...more,
})

async function summary() {
	const { url, publishable_key } = inject('stack')
	const response = await fetch(`${url}/rest/v1/rpc/agent_summary`, {
		method: 'POST',
		headers: {
			apikey: publishable_key,
			'x-agent-token': household.token,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ month: null }),
	})
	return { statusCode: response.status, body: (await response.json()) as Record<string, unknown> }
}

it('makes rows that the inbox takes, and reads its answers', async () => {
	const nodes = {
		Mensagens: message,
		Configuração: { fuso: 'America/Sao_Paulo' },
		Pedido: { text: message.text },
	}
	const output = {
		intent: 'record',
		month: null,
		items: [
			item({ description: 'feira', amount: '52,90', category: 'mercado', source: 'pix' }),
			item({ description: 'tênis', amount: '89,90', installments: 10, per_installment: true }),
			item({ description: 'balas', amount: 'uns trocados' }),
		],
	}
	const { json: built } = runCode<{ json: { intent: string; month: string | null; rows: object[] } }>(
		'./build-rows.js',
		{ json: { output }, nodes },
	)
	const rows = await household.post(built.rows as Record<string, unknown>[])
	expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
		['accepted', null],
		['accepted', null],
		['rejected', 'amount_unreadable'],
	])

	const total = await summary()
	const reply = runCode<{ json: { message: { text: { body: string } } } }>('./reply.js', {
		nodes: { ...nodes, Linhas: built, Gravado: { rows, failed: false }, 'Total do mês': total },
	}).json.message.text.body.replaceAll(/\u00a0|\u202f/g, ' ')
	expect(reply).toContain('✅ feira: R$ 52,90')
	expect(reply).toContain('✅ tênis: R$ 899,00 (10x)')
	expect(reply).toContain('⚠️ "balas": não entendi o valor')
	// The first part of ten, with nothing left over, is in this month's bill.
	expect(reply).toMatch(/\*Fatura de .+: R\$ 142,80\*$/)

	// The next message answers this one.
	const asked = runCode<{ json: { prompt: string } }>('./ask.js', {
		nodes: {
			...nodes,
			Mensagens: { ...nodes.Mensagens, quoted: (rows[0] as { message_id: string }).message_id },
			'Nomes em uso': total,
			'Já gravada?': { statusCode: 200, body: rows as unknown as Record<string, unknown>[] },
		},
	}).json.prompt
	expect(asked).toContain('0: feira, 52,90\n1: tênis, 899,00\n2: balas, sem valor')
	expect(asked).toContain('Categorias em uso: Mercado')
	expect(asked).toContain('Fontes em uso: Pix')
	const asksTotal = runCode<{ json: { message: { text: { body: string } } } }>('./reply.js', {
		nodes: { ...nodes, Linhas: { intent: 'summary' }, 'Total do mês': total },
	}).json.message.text.body.replaceAll(/\u00a0|\u202f/g, ' ')
	expect(asksTotal).toContain('• Mercado: R$ 52,90')
})

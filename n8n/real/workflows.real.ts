import { afterAll, beforeAll, expect, it } from 'vitest'
import { dialogues } from '../dialogues/all.ts'
import { secrets } from '../dialogues/deliveries.ts'
import { perform } from '../dialogues/perform.ts'
import { type Deliver, preparedWorkflows, Theatre } from '../dialogues/stage.ts'
import { type HttpOutside, startHttpOutside } from './http-outside.ts'
import { type Credential, type RunningN8n, runN8n } from './run-n8n.ts'

/**
 * A dozen of the dialogues on a real n8n: its own webhooks, raw bodies, signatures, sub-workflows, retries and code. Only Meta, the
 * other doors' servers and the model are ours. Telegram is left to the other runner: its node speaks to api.telegram.org alone.
 */
const chosen = [
	'a purchase is named with its source, category and who',
	'two purchases in one message are two lines',
	'a recording is written down first',
	'the photo of a receipt and a PDF are looked at',
	'answering the agent’s bubble means the purchase that it told of',
	'of a message with several purchases it asks which, by button too',
	'an edited message amends what it recorded',
	'the model is overloaded: it is kept, and said so',
	'the inbox’s answer is lost: it is recorded once, and replied to',
	'the database is down: the door is told to try again, and then it is recorded',
	'the reply cannot be sent: brought again it is sent, and neither recorded nor understood again',
	'a stranger is told how to join, once a day, and costs nothing',
	'through evolution: a purchase, its correction by answer, a repeat, and undone',
	'through waha: a purchase, its correction by answer, a repeat, and undone',
	'through plain: a purchase, its correction by answer, a repeat, and undone',
	'how much is left of a budget',
]
const performed = Object.values(dialogues)
	.flat()
	.filter(({ name }) => chosen.includes(name))

let theatre: Theatre
let outside: HttpOutside
let n8n: RunningN8n

const header = (id: keyof typeof secrets): Record<string, string> => {
	const [[name, value]] = Object.entries(secrets[id]) as [[string, string]]
	return { name, value }
}
const credential = (id: string, name: string, type: string, data: Record<string, unknown>): Credential => ({
	id,
	name,
	type,
	data,
})
const credentials: Credential[] = [
	credential('painelInbox', 'Painel: inbox', 'httpCustomAuth', {
		json: JSON.stringify({ headers: { apikey: 'by the outside', 'x-agent-token': 'by the outside' } }),
	}),
	credential('painelWebhook', 'Painel: webhook', 'httpHeaderAuth', header('painelWebhook')),
	credential('painelModel', 'Painel: modelo', 'httpHeaderAuth', header('painelModel')),
	credential('painelWhatsApp', 'Painel: WhatsApp', 'whatsAppApi', {
		accessToken: 'meta',
		businessAccountId: '1',
	}),
	credential('painelWhatsAppSecret', 'Painel: WhatsApp (assinatura)', 'crypto', secrets.painelWhatsAppSecret),
	credential('painelEvolution', 'Painel: Evolution', 'httpHeaderAuth', header('painelEvolution')),
	credential(
		'painelEvolutionWebhook',
		'Painel: Evolution (webhook)',
		'httpHeaderAuth',
		header('painelEvolutionWebhook'),
	),
	credential('painelWaha', 'Painel: WAHA', 'httpHeaderAuth', header('painelWaha')),
	credential('painelWahaSecret', 'Painel: WAHA (assinatura)', 'crypto', secrets.painelWahaSecret),
]

beforeAll(async () => {
	outside = await startHttpOutside()
	theatre = await Theatre.open()
	const workflows = preparedWorkflows({
		supabase_url: outside.at('stack'),
		modelo_url: `${outside.at('model.test')}/v1`,
		transcricao_url: `${outside.at('model.test')}/v1`,
		graph_url: `${outside.at('graph.test')}/v25.0`,
		evolution_url: outside.at('evolution.test'),
		waha_url: outside.at('waha.test'),
	}).filter(({ id }) => id !== 'painelPortaTelegram')
	n8n = await runN8n(workflows, credentials)
})
afterAll(async () => {
	await n8n?.stop()
	await theatre?.close()
	await outside?.close()
})

const byN8n: Deliver = async (workflow, { method = 'POST', headers, body, raw }) => {
	const door = workflow.replace('painelPorta', '').toLowerCase()
	const response = await fetch(`${n8n.url}/webhook/painel-${door}`, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: raw ?? JSON.stringify(body),
	})
	const text = await response.text()
	return {
		status: response.status,
		body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
	}
}

it('finds every dialogue that it names', () => {
	expect(performed.map(({ name }) => name).toSorted()).toEqual(chosen.toSorted())
})

it.each(performed.map((dialogue) => [dialogue.name, dialogue] as const))('%s', async (_, dialogue) => {
	const stage = await theatre.stage(() => byN8n)
	outside.stage = stage
	await perform(stage, dialogue)
})

it('refuses what Meta did not sign', async () => {
	const answer = await byN8n('painelPortaMeta', {
		body: { entry: [] },
		headers: { 'X-Hub-Signature-256': 'sha256=00' },
	})
	expect(answer.status).toBe(401)
})

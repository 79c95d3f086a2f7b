import { afterAll, beforeAll, expect, it } from 'vitest'
import { dialogues } from '../dialogues/all.ts'
import { secrets } from '../dialogues/deliveries.ts'
import { bought, record } from '../dialogues/dialogue.ts'
import { perform } from '../dialogues/perform.ts'
import { type Deliver, preparedWorkflows, type Stage, Theatre } from '../dialogues/stage.ts'
import { conversationId } from '../source/conversation.ts'
import { doorId } from '../source/door-workflow.ts'
import { types, type Workflow } from '../source/node.ts'
import { settingsId } from '../source/settings.ts'
import { type HttpOutside, startHttpOutside } from './http-outside.ts'
import { type Credential, type RunningN8n, runN8n } from './run-n8n.ts'

/**
 * Some of the dialogues on a real n8n: its own webhooks, raw bodies, signatures, sub-workflows, retries, nodes and code. Only Meta,
 * the other doors' servers and the model are ours.
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
	'through telegram: a purchase, its correction by answer, a repeat, and undone',
	'buttons on Telegram',
	'a press on Telegram that is too old to be acknowledged counts and is answered',
	'of two rides it asks which, and the number answers',
	'the last three parts are brought forward, or cancelled',
	'told twice and kept by its number, through meta: both stay, and it is not asked again',
	'an edit with one purchase fewer, applied by its button',
	'reminders end and come back by a word',
	'a reply that the door refuses is on the page until it is sent after all',
	'a question goes on from the one before: another month, another category, a person',
	'a group’s message through waha is met with silence',
	'a group’s files, answers, edits and deletions through evolution',
	'through telegram: a photo and a PDF are looked at, with what is said beside them',
	'through waha: a photo and a PDF are looked at, with what is said beside them',
	'through evolution: a recording is written down, and a correction said aloud counts',
	'through telegram: a photo, a PDF and a recording that cannot be fetched are kept, and put right by an answer',
	'ids of over 300 letters are looked up by the answered bubble, not carried by the buttons',
]
const played = Object.values(dialogues).flat()
const performed = played.filter(({ name }) => chosen.includes(name))
/** Its own settings, conversation and plain door, whose replies are in English. */
const inEnglish = played.find(({ name }) => name === 'in English: through the plain door')!
const english = (workflow: Workflow): Workflow =>
	JSON.parse(
		JSON.stringify(workflow)
			.replaceAll(settingsId, `${settingsId}En`)
			.replaceAll(conversationId, `${conversationId}En`)
			.replaceAll(doorId('plain'), `${doorId('plain')}En`)
			.replaceAll('"painel-plain"', '"painel-plainen"')
			.replace(/6b0f5a86-9b0e-4a52-9d5c-/g, '6b0f5a86-9b0e-4a52-9d5e-'),
	) as Workflow

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
	credential(
		'painelTelegramSecret',
		'Painel: Telegram (webhook)',
		'httpHeaderAuth',
		header('painelTelegramSecret'),
	),
	credential('painelWaha', 'Painel: WAHA', 'httpHeaderAuth', header('painelWaha')),
	credential('painelWahaSecret', 'Painel: WAHA (assinatura)', 'crypto', secrets.painelWahaSecret),
]

/** Nobody waits an hour for the reminders: here a webhook starts what the schedule does. */
const beginningNow = (workflow: Workflow): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type === types.schedule[0]
			? {
					...node,
					type: types.webhook[0],
					typeVersion: types.webhook[1],
					parameters: { httpMethod: 'POST', path: 'lembretes-agora', responseMode: 'lastNode', options: {} },
					webhookId: '6b0f5a86-9b0e-4a52-9d5c-7a1f10000099',
				}
			: node,
	),
})

beforeAll(async () => {
	outside = await startHttpOutside()
	theatre = await Theatre.open()
	const addresses = {
		supabase_url: outside.at('stack'),
		modelo_url: `${outside.at('model.test')}/v1`,
		transcricao_url: `${outside.at('model.test')}/v1`,
		graph_url: `${outside.at('graph.test')}/v25.0`,
		evolution_url: outside.at('evolution.test'),
		waha_url: outside.at('waha.test'),
		aviso_url: outside.at('notice.test'),
	}
	const isSpoken = ({ id }: Workflow) => [settingsId, conversationId, doorId('plain')].includes(id)
	const workflows = [
		...preparedWorkflows(addresses).map(beginningNow),
		...preparedWorkflows({ ...addresses, idioma: 'en' })
			.filter(isSpoken)
			.map(english),
	]
	const telegram = credential('painelTelegram', 'Painel: Telegram', 'telegramApi', {
		accessToken: 'token',
		baseUrl: outside.at('telegram.test'),
	})
	n8n = await runN8n(workflows, [...credentials, telegram])
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

/** What the owner was told, by all stages. */
const notices: string[] = []
/** Of messages alone: asking whether its webhook is there has started the reminders too, before there was a database. */
const aboutMessages = ({ outside }: Stage) =>
	outside.notices.filter((notice) => !notice.includes('lembretes'))
async function stageHere() {
	const stage = await theatre.stage(() => byN8n)
	outside.stage = stage
	return stage
}

it.each(performed.map((dialogue) => [dialogue.name, dialogue] as const))('%s', async (_, dialogue) => {
	const stage = await stageHere()
	await perform(stage, dialogue)
	// The notice goes out after the answer. Two failures at once would each be the first.
	if (notices.length === 0 && dialogue.turns.some(({ status }) => status === 500))
		await expect.poll(() => aboutMessages(stage).length, { timeout: 20_000 }).toBe(1)
	notices.push(...aboutMessages(stage))
})

it('replies in English where the settings say so', async () => {
	const stage = await theatre.stage(() => (workflow, delivery) => byN8n(`${workflow}En`, delivery))
	outside.stage = stage
	await perform(stage, inEnglish)
})

it('tells the owner of a message that could not be dealt with, and not again within a quarter of an hour', async () => {
	const stage = await stageHere()
	await stage.play({ says: 'segredo 52,90', breaks: 'database down', reply: null, status: 500 })
	await expect.poll(() => [...notices, ...aboutMessages(stage)].length, { timeout: 20_000 }).toBe(1)
	expect([...notices, ...aboutMessages(stage)][0]).toMatch(/^Painel: o fluxo .* falhou no nó "Avisar o dono"/)
})

it('records rows of another program without a model, and a repeat once', async () => {
	const stage = await stageHere()
	const post = async () => {
		const response = await fetch(`${n8n.url}/webhook/painel`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...secrets.painelWebhook },
			body: JSON.stringify([{ message_id: 'nota-1', description: 'luz', amount: '150,00' }]),
		})
		return (await response.json()) as { recorded: number; repeated: number }
	}
	expect(await post()).toMatchObject({ recorded: 1, repeated: 0 })
	expect(await post()).toMatchObject({ recorded: 0, repeated: 1 })
	expect(await stage.ledger()).toEqual(['luz 150,00'])
})

it('tells reminders by the door through which the person wrote', async () => {
	const stage = await stageHere()
	await stage.neverQuiet()
	await stage.play({ from: 'bruno', door: 'evolution', says: 'oi', model: { intent: 'other' }, reply: [] })
	await stage.play({
		says: 'cinema 300',
		model: record(bought('cinema', '300', { category: 'lazer' })),
		reply: [],
	})
	const before = stage.outside.replies.length
	await fetch(`${n8n.url}/webhook/lembretes-agora`, { method: 'POST' })
	expect(stage.outside.replies.slice(before)).toMatchObject([
		{ to: '5511977776666', text: expect.stringContaining('🔔 Orçamento de Lazer') },
	])
})

it('refuses what Meta did not sign', async () => {
	const answer = await byN8n('painelPortaMeta', {
		body: { entry: [] },
		headers: { 'X-Hub-Signature-256': 'sha256=00' },
	})
	expect(answer.status).toBe(401)
})

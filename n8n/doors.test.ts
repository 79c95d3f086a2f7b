import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { deliveries, type Said, secrets } from './dialogues/deliveries.ts'
import type { DoorName } from './dialogues/dialogue.ts'
import { doorId } from './source/door-workflow.ts'
import { workflowFiles } from './source/write.ts'
import type { OutRequest, OutResponse } from './testing/http.ts'
import { type Delivery, WorkflowRunner } from './testing/workflow-runner.ts'

const json = (status: number, body: unknown): OutResponse => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: Buffer.from(JSON.stringify(body)),
})

/** A door before a database that answers each message so: its states in turn, the last one for all that follow. */
function doorBefore(...states: ('answered' | 'busy' | 'down')[]) {
	const asked: OutRequest[] = []
	const left = [...states]
	const runner = new WorkflowRunner({
		workflows: Object.values(workflowFiles).map((make) => make()),
		credentials: { ...secrets, painelInbox: { apikey: 'x' } },
		send: async (request) => {
			asked.push(request)
			const state = left.length > 1 ? left.shift()! : left[0]!
			if (state === 'down') return json(503, {})
			return json(200, { state, known: true, sender: 'tel:5511900000001', person: 'Ana', told: true })
		},
	})
	return { runner, asked }
}

const sample = (name: string): unknown =>
	JSON.parse(readFileSync(new URL(`../fixtures/doors/${name}.json`, import.meta.url), 'utf8'))

/** A message as a door brings it, with its proof. */
const market = (door: DoorName, more: Partial<Said> = {}): Delivery =>
	deliveries[door]({
		turn: { says: 'mercado 52,90', reply: null },
		id: '1',
		ref: null,
		isReply: false,
		number: '5511900000001',
		choice: null,
		isRow: false,
		at: 1_796_040_000,
		...more,
	})
const doors = ['meta', 'evolution', 'waha', 'telegram', 'plain'] as const

/** A body as Meta sends it: slashes and letters beyond ASCII escaped, which writing it again would not be. */
function signedByMeta(body: unknown, secret = secrets.painelWhatsAppSecret.hmacSecret) {
	const raw = JSON.stringify(body)
		.replaceAll('/', '\\/')
		.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
	const digest = createHmac('sha256', secret).update(raw).digest('hex')
	return { body, raw, headers: { 'X-Hub-Signature-256': `sha256=${digest}` } }
}

describe('who sends it', () => {
	const body = sample('meta-text')
	test('the signature is proved over the bytes that came', async () => {
		const { runner, asked } = doorBefore('answered')
		expect(await runner.deliver(doorId('meta'), signedByMeta(body))).toMatchObject({ status: 200 })
		expect(asked).toHaveLength(1)
	})

	test.each([
		['another secret', signedByMeta(body, 'wrong')],
		['no signature', { body }],
		['a body that was changed', { ...signedByMeta(body), raw: JSON.stringify({ object: 'x' }) }],
		['an empty signature', { body, headers: { 'X-Hub-Signature-256': '' } }],
	])('%s is refused before anything is asked', async (_, delivery) => {
		const { runner, asked } = doorBefore('answered')
		expect(await runner.deliver(doorId('meta'), delivery)).toMatchObject({ status: 401 })
		expect(asked).toEqual([])
	})

	test('WAHA’s own vector', () => {
		const digest = createHmac('sha512', 'my-secret-key')
			.update('{"event":"message","session":"default","engine":"WEBJS"}')
			.digest('hex')
		expect(digest).toMatch(/^208f8a55dde9e055/)
	})

	test.each(['evolution', 'telegram', 'plain'] as const)('%s without its header is refused', async (door) => {
		const { runner, asked } = doorBefore('answered')
		const { body } = market(door)
		expect((await runner.deliver(doorId(door), { body })).status).toBe(403)
		expect(asked).toEqual([])
	})

	test('WAHA’s signature is proved over the bytes that came', async () => {
		const { runner, asked } = doorBefore('answered')
		const { body, raw, headers } = market('waha', { turn: { says: '1/2 pão', reply: null } })
		// Slashes are escaped on the way: the same body written again is other bytes.
		expect(raw).not.toBe(JSON.stringify(body))
		const forged: Delivery[] = [
			{ body, raw },
			{ body, headers },
			{ body, raw, headers: { 'X-Webhook-Hmac': '' } },
			{ body, raw: `${raw} `, headers },
		]
		for (const delivery of forged)
			expect(await runner.deliver(doorId('waha'), delivery)).toMatchObject({ status: 401 })
		expect(asked).toEqual([])
		expect(await runner.deliver(doorId('waha'), { body, raw, headers })).toMatchObject({ status: 200 })
	})

	test.each(['evolution', 'telegram', 'plain'] as const)(
		'%s with another secret is refused',
		async (door) => {
			const { runner, asked } = doorBefore('answered')
			const { body, headers } = market(door)
			const wrong = Object.fromEntries(Object.keys(headers!).map((name) => [name, 'outro']))
			expect((await runner.deliver(doorId(door), { body, headers: wrong })).status).toBe(403)
			expect(asked).toEqual([])
		},
	)

	test('Meta’s verification is answered with its challenge, as text, for the right word only', async () => {
		const { runner } = doorBefore('answered')
		const query = {
			'hub.mode': 'subscribe',
			'hub.challenge': '123',
			'hub.verify_token': 'troque-por-um-texto-seu',
		}
		const ask = (more: object) =>
			runner.deliver(doorId('meta'), { method: 'GET', query: { ...query, ...more }, body: null })
		expect(await ask({})).toEqual({ status: 200, body: '123' })
		expect((await ask({ 'hub.verify_token': 'x' })).status).toBe(403)
		expect((await ask({ 'hub.mode': 'x' })).status).toBe(403)
	})
})

describe('the answer that makes the sender try again, or not', () => {
	const batch = signedByMeta(sample('meta-batch'))
	test.each([
		['all answered before', ['answered'], 200],
		['one of them is being worked on', ['answered', 'busy'], 503],
		['one of them could not be asked about', ['answered', 'down'], 500],
		['the database is down', ['down'], 500],
	] as const)('%s', async (_, states, status) => {
		const { runner } = doorBefore(...states)
		expect((await runner.deliver(doorId('meta'), batch)).status).toBe(status)
	})

	describe.each(doors)('through %s', (door) => {
		test.each([
			['what is done is 200, which Meta alone of the 2xx takes for it', 'answered', 200],
			['what another run has is 503: no sender takes it for "never again"', 'busy', 503],
			['a database that is down is 500, which Evolution repeats as it repeats no 4xx', 'down', 500],
		] as const)('%s', async (_, state, status) => {
			const { runner } = doorBefore(state)
			expect((await runner.deliver(doorId(door), market(door))).status).toBe(status)
		})

		test('a group’s message is 200, and nobody is asked', async () => {
			const { runner, asked } = doorBefore('down')
			if (door === 'plain') return
			const turn = { says: 'mercado 52,90', inGroup: true, reply: null }
			expect((await runner.deliver(doorId(door), market(door, { turn }))).status).toBe(200)
			expect(asked).toEqual([])
		})
	})

	test.each(['meta-status-delivered', 'meta-reaction', 'meta-group-text', 'meta-echo-smb'])(
		'%s wants nothing, and is answered with 200 without asking anybody',
		async (name) => {
			const { runner, asked } = doorBefore('down')
			expect(await runner.deliver(doorId('meta'), signedByMeta(sample(name)))).toEqual({
				status: 200,
				body: { messages: 0 },
			})
			expect(asked).toEqual([])
		},
	)

	test.each([
		{},
		[],
		null,
		'x',
		{ entry: 7 },
		{ object: 'whatsapp_business_account', entry: [{ changes: [{}] }] },
	])('what no door knows (%j) is never answered with "do not try again"', async (body) => {
		const { runner } = doorBefore('down')
		expect((await runner.deliver(doorId('meta'), signedByMeta(body))).status).toBe(200)
	})
})

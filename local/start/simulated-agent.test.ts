import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seededRandom } from '../../src/household/random'
import { simulateAgent } from './simulated-agent'

let posts: { headers: Record<string, unknown>; body: { message_id: string }[] }[]
let server: ReturnType<typeof createServer>
let url: string
/** Resolves when so many posts have come. */
let reached: (count: number) => Promise<void>

beforeEach(async () => {
	posts = []
	let check = () => {}
	reached = (count) =>
		new Promise((resolve) => {
			check = () => posts.length >= count && resolve()
			check()
		})
	server = createServer(async (request, response) => {
		let text = ''
		for await (const chunk of request) text += chunk
		posts.push({ headers: request.headers, body: JSON.parse(text) })
		response.writeHead(201).end()
		check()
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
	server.closeAllConnections()
	server.close()
})

const options = () => ({
	url,
	publishableKey: 'sb_publishable_x',
	agentToken: 'painel_x',
	random: seededRandom(7),
})

test('posts one message after the other with its token, until it is stopped', async () => {
	const stop = simulateAgent({ ...options(), pace: 2 })
	await reached(5)
	await stop()
	const before = posts.length
	for (const { headers, body } of posts) {
		expect(headers).toMatchObject({ apikey: 'sb_publishable_x', 'x-agent-token': 'painel_x' })
		expect(body[0]?.message_id).toMatch(/^wamid\./)
	}
	expect(new Set(posts.map(({ body }) => body[0]?.message_id)).size).toBe(before)
	expect(posts.length).toBe(before)
})

test('goes on when the server was not reached, and stops at once while it waits', async () => {
	const statuses: number[] = []
	await new Promise<void>((resolve) => {
		const stop = simulateAgent({
			...options(),
			url: 'http://127.0.0.1:1',
			pace: 1,
			onAnswer: (status) => {
				statuses.push(status)
				if (statuses.length === 3) void stop().then(resolve)
			},
		})
	})
	expect(statuses).toEqual([0, 0, 0])
	await simulateAgent({ ...options(), pace: 3_600_000 })()
	expect(posts).toEqual([])
})

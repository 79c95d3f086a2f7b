import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Faults } from '../faults/faults'
import type { RealtimeEndpoint } from '../realtime/endpoint'
import { json } from './json'
import { PostOffice } from './post-office'
import { Gateway } from './server'

let gateway: Gateway
let faults: Faults
let url: string
let served: string[]

beforeEach(async () => {
	faults = new Faults()
	served = []
	gateway = new Gateway()
	url = await gateway.listen(0)
})
afterEach(() => {
	faults.clear()
	return gateway.close()
})

function serve(): void {
	gateway.serve({
		faults,
		realtime: { upgrade: () => Promise.reject(new Error('unfit')) } as unknown as RealtimeEndpoint,
		api: async (request) => {
			served.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`)
			return json(200, { rows: 'x'.repeat(2_000) })
		},
		other: async (request) => (request.url.endsWith('/page') ? new Response('page') : undefined),
	})
}

test('answers 503 until it serves, then routes, and 404 to what is nobody’s', async () => {
	expect((await fetch(`${url}/rest/v1/inbox`)).status).toBe(503)
	serve()
	expect((await fetch(`${url}/rest/v1/inbox`, { method: 'POST', body: '{"a":1}' })).status).toBe(200)
	expect((await fetch(`${url}/auth/v1/health`)).status).toBe(200)
	expect(served).toEqual(['POST /rest/v1/inbox {"a":1}', 'GET /auth/v1/health '])
	expect(await (await fetch(`${url}/page`)).text()).toBe('page')
	for (const path of ['/', '/restful', '/_system', '/rest/v2/x'])
		expect((await fetch(url + path)).status).toBe(404)
	expect(served).toHaveLength(2)
})

/** The status that a request by another name gets; `fetch` sends no Host of one's own. */
async function statusFor(host: string, path = '/page'): Promise<number | undefined> {
	const { request } = await import('node:http')
	return new Promise((resolve, reject) => {
		request(url + path, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
			.on('error', reject)
			.end()
	})
}

test('answers by the names of this machine only, so that no site whose name leads here can read it', async () => {
	serve()
	for (const host of ['127.0.0.1', 'localhost:5173', '[::1]:80', 'LOCALHOST'])
		expect([host, await statusFor(host)]).toEqual([host, 200])
	for (const host of [
		'evil.example',
		'127.0.0.1.evil.example',
		'localhost.evil.example:80',
		'10.0.0.1',
		'x@127.0.0.1',
	])
		for (const path of ['/page', '/rest/v1/inbox', '/auth/v1/health'])
			expect([host, await statusFor(host, path)]).toEqual([host, 421])
	expect(served).toEqual([])
})

test('is nobody’s script or image', async () => {
	serve()
	for (const path of ['/page', '/rest/v1/inbox', '/lost'])
		expect((await fetch(url + path)).headers.get('cross-origin-resource-policy')).toBe('same-origin')
})

test('JSON that nobody can walk is refused by what is wrong with it', async () => {
	serve()
	const nested = (depth: number) => `{"a":"\\"[[[","b":${'['.repeat(depth)}${']'.repeat(depth)}}`
	const post = (body: string) => fetch(`${url}/rest/v1/inbox`, { method: 'POST', body })
	expect((await post(nested(900))).status).toBe(200)
	expect((await post(`"${'['.repeat(5_000)}"`)).status).toBe(200)
	expect((await post(`[${'[],'.repeat(5_000)}[]]`)).status).toBe(200)
	for (const depth of [1_000, 2_500, 1_000_000]) {
		const answer = await post(nested(depth))
		expect(answer.status).toBe(413)
		expect(await answer.json()).toMatchObject({ code: '54001', hint: expect.stringContaining('1000') })
	}
	expect(served).toHaveLength(3)
})

test('a body that is too large is refused and never served', async () => {
	serve()
	const huge = await fetch(`${url}/rest/v1/inbox`, {
		method: 'POST',
		body: Buffer.alloc(33 * 1024 * 1024),
	}).then(
		(answer) => answer.status,
		() => 'cut',
	)
	expect([413, 'cut']).toContain(huge)
	expect(served).toEqual([])
})

test('nonsense instead of a request harms nobody', async () => {
	serve()
	const { connect } = await import('node:net')
	const port = Number(new URL(url).port)
	const upgrade = 'connection: upgrade\r\nupgrade: websocket\r\n'
	const nonsense = [
		'nonsense\r\n\r\n',
		`GET // HTTP/1.1\r\nhost: localhost\r\n${upgrade}\r\n`,
		'GET // HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
		`GET /realtime/v1/websocket?%zz HTTP/1.1\r\nhost: localhost\r\n${upgrade}\r\n`,
	]
	for (const text of nonsense) {
		await new Promise((resolve) => {
			const socket = connect(port, '127.0.0.1', () => socket.write(text))
			socket
				.on('error', () => {})
				.on('close', resolve)
				.resume()
		})
	}
	expect((await fetch(`${url}/page`)).status).toBe(200)
})

test('closes although a client does not say goodbye', async () => {
	const { connect } = await import('node:net')
	const socket = connect(Number(new URL(url).port), '127.0.0.1')
	socket.on('error', () => {})
	await new Promise((resolve) => socket.once('connect', resolve))
	const gone = new Promise((resolve) => socket.once('close', resolve))
	// Half of a request, as from a page put to sleep.
	socket.write('POST /rest/v1/inbox HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf')
	await gateway.close()
	await gone
	gateway = new Gateway()
	await gateway.listen(0)
})

describe('faults of requests', () => {
	const ask = (path: string) => fetch(`${url}${path}`).then((answer) => answer.status)

	beforeEach(serve)

	test('a status is answered instead, as often as told, and readable by a page', async () => {
		faults.set({
			requests: [{ path: '/rpc/ledger_changes', status: 429, times: 2, headers: { 'retry-after': '1' } }],
		})
		const first = await fetch(`${url}/rest/v1/rpc/ledger_changes`)
		expect(first.status).toBe(429)
		expect(first.headers.get('access-control-allow-origin')).toBe('*')
		expect(first.headers.get('retry-after')).toBe('1')
		expect(await ask('/rest/v1/inbox')).toBe(200)
		expect(await ask('/rest/v1/rpc/ledger_changes')).toBe(429)
		expect(await ask('/rest/v1/rpc/ledger_changes')).toBe(200)
		expect(served).toHaveLength(2)
		expect(faults.struck).toEqual({ request: 2 })
	})

	test.each([401, 500, 540])('%i comes with a body as the platform sends', async (status) => {
		faults.set({ requests: [{ status }] })
		const answer = await fetch(`${url}/rest/v1/ledgers`)
		expect(answer.status).toBe(status)
		expect(await answer.json()).toHaveProperty('message')
	})

	test('an answer is cut in half', async () => {
		faults.set({ requests: [{ truncate: true, times: 1 }] })
		await expect(fetch(`${url}/rest/v1/ledgers`).then((answer) => answer.text())).rejects.toThrow()
		expect(await ask('/rest/v1/ledgers')).toBe(200)
	})

	test('a connection is cut before or after the request took effect', async () => {
		faults.set({ requests: [{ cut: 'before', times: 1 }] })
		await expect(ask('/rest/v1/ledgers')).rejects.toThrow()
		expect(served).toHaveLength(0)
		faults.set({ requests: [{ cut: 'after', times: 1 }] })
		await expect(ask('/rest/v1/ledgers')).rejects.toThrow()
		expect(served).toHaveLength(1)
	})

	test('a slow answer is overtaken by one that is not', async () => {
		// Its delay passes when told, however long the quick one takes on a busy machine.
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
		try {
			faults.set({ requests: [{ path: '/slow', delayMs: 200, times: 1 }] })
			const order: string[] = []
			const slow = ask('/rest/v1/slow').then(() => order.push('slow'))
			await ask('/rest/v1/quick').then(() => order.push('quick'))
			while (faults.struck.request === undefined) await setImmediate()
			await vi.advanceTimersByTimeAsync(199)
			expect(order).toEqual(['quick'])
			await vi.advanceTimersByTimeAsync(1)
			await slow
			expect(order).toEqual(['quick', 'slow'])
		} finally {
			vi.useRealTimers()
		}
	})

	test('a preflight is never struck, or a page could not even see the status', async () => {
		faults.set({ requests: [{ status: 500 }] })
		expect((await fetch(`${url}/rest/v1/inbox`, { method: 'OPTIONS' })).status).toBe(204)
	})

	test('a frozen server answers when it thaws', async () => {
		faults.set({ frozen: true })
		let answered = false
		const answer = ask('/rest/v1/ledgers').then((status) => {
			answered = true
			return status
		})
		faults.set({ requests: [] })
		expect(answered).toBe(false)
		faults.clear()
		expect(await answer).toBe(200)
	})
})

test('e-mails are kept with their code and link', async () => {
	const told: string[] = []
	const office = new PostOffice(({ code }) => told.push(code ?? ''))
	const text = 'Your code: 123456 or http://127.0.0.1:1/auth/v1/verify?token=987654abc&amp;type=magiclink now'
	await office.send({ to: 'Ana@Example.com', subject: 'Hello', html: text })
	await office.send({ to: 'other@example.com', subject: 'Nothing', html: '<p>nothing to do</p>' })
	expect(told).toEqual(['123456', ''])
	expect(office.lastTo('ana@example.com')).toMatchObject({
		code: '123456',
		link: 'http://127.0.0.1:1/auth/v1/verify?token=987654abc&type=magiclink',
	})
	expect(office.lastTo('other@example.com')).toMatchObject({ code: null, link: null })
})

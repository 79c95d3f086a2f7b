import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { checkRealtime } from './realtime'

let server: WebSocketServer | undefined
afterEach(() => server?.close())

/** A Realtime that answers a join by its topic; null stays silent. */
async function realtime(answer: (topic: string) => object | null): Promise<string> {
	server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
	server.on('connection', (socket) => {
		socket.on('message', (data) => {
			const [join, reference, topic] = JSON.parse(String(data)) as [string, string, string]
			const payload = answer(topic)
			if (payload) socket.send(JSON.stringify([join, reference, topic, 'phx_reply', payload]))
		})
	})
	await once(server, 'listening')
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const joined = { status: 'ok', response: {} }
const refused = (reason: string) => ({ status: 'error', response: { reason } })
const check = async (url: string, answer = 60_000) =>
	(await checkRealtime(url, 'sb_publishable_a', { connection: 60_000, answer })).map(({ level }) => level)

it('is content where ledgers are closed and public channels are off', async () => {
	const url = await realtime((topic) =>
		topic.startsWith('realtime:ledger:')
			? refused('Unauthorized: You do not have permissions to read from this Channel topic: x')
			: refused('PrivateOnly: This project only allows private channels'),
	)
	expect(await check(url)).toEqual(['ok', 'ok', 'ok'])
})

it('cries out when a ledger’s channel lets anyone in', async () => {
	expect(await check(await realtime(() => joined))).toEqual(['ok', 'fail', 'warn'])
})

it('warns when it cannot tell, and when there is no Realtime', async () => {
	expect(await check(await realtime(() => null), 1)).toEqual(['ok', 'warn', 'warn'])
	expect(await check(await realtime(() => refused('Shutting down')))).toEqual(['ok', 'warn', 'warn'])
	expect(await check('http://127.0.0.1:1')).toEqual(['warn'])
})

import type { RealtimeClientOptions } from '@supabase/supabase-js'
import { expect, test } from 'vitest'
import { FakeSocket, makeFakeRealtime } from '../feed/testing/fake-socket'
import { RealtimeClient } from './deferred-realtime'

test('loads nothing for a mere change of session, and is the real client once a channel is wanted', async () => {
	const server = makeFakeRealtime()
	class Socket extends FakeSocket {
		constructor(url: string | URL) {
			super(server, String(url))
		}
	}
	const options: RealtimeClientOptions = {
		params: { apikey: 'sb_publishable_test' },
		accessToken: async () => 'token-1',
		transport: Socket as never,
	}
	const client = new RealtimeClient('ws://painel.test/realtime/v1', options)
	await client.setAuth('token-0')
	expect(() => client.channel('ledger:a')).toThrow('setAuth')
	expect(client.getChannels()).toEqual([])
	expect(await client.disconnect()).toBe('ok')
	await client.setAuth()
	const joined = new Promise((resolve) => {
		client.channel('ledger:a', { config: { private: true } }).subscribe(resolve)
	})
	expect(await joined).toBe('SUBSCRIBED')
	expect(server.joins[0]?.token).toBe('token-1')
	expect(client.getChannels()).toHaveLength(1)
	await client.removeAllChannels()
	await client.disconnect()
})

import { createClient as createWholeClient } from '@supabase/supabase-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeSocket, makeFakeRealtime } from '../../feed/testing/fake-socket'
import { type Client, createClient } from './client'

const url = 'http://painel.test'
const key = 'sb_publishable_test'
const storageKey = 'painel.session.test'

/** What only tells the server which library asks. */
const ABOUT_THE_LIBRARY = ['x-client-info', 'x-supabase-api-version']

function memoryStorage() {
	const items = new Map<string, string>()
	return {
		items,
		getItem: (name: string) => items.get(name) ?? null,
		setItem: (name: string, value: string) => void items.set(name, value),
		removeItem: (name: string) => void items.delete(name),
	}
}

let storage = memoryStorage()
let requests: unknown[] = []
let minted = 0

function session() {
	minted += 1
	return {
		access_token: `token-${minted}`,
		refresh_token: `refresh-${minted}`,
		token_type: 'bearer',
		expires_in: 3600,
		expires_at: 4_000_000_000,
		user: { id: 'u1', email: 'ana@example.com', aud: 'authenticated', role: 'authenticated' },
	}
}

const fakeFetch: typeof fetch = async (input, init) => {
	const address = String(input instanceof Request ? input.url : input)
	const headers = [...new Headers(init?.headers)].filter(([name]) => !ABOUT_THE_LIBRARY.includes(name))
	const body = init?.body ? JSON.parse(String(init.body)) : null
	// Made up anew for each link.
	if (body?.code_challenge) body.code_challenge = 'a challenge'
	requests.push({ method: init?.method, address, headers, body })
	return Response.json(address.includes('/auth/v1/token') ? session() : [])
}

beforeEach(() => {
	// auth-js stores a session only where it finds a browser.
	vi.stubGlobal('window', { addEventListener() {}, removeEventListener() {}, location: { href: `${url}/` } })
	vi.stubGlobal('document', { visibilityState: 'visible', addEventListener() {}, removeEventListener() {} })
	vi.stubGlobal('fetch', fakeFetch)
})
afterEach(() => void vi.unstubAllGlobals())

/** A stored session without what only ours has: when it ends by this device's clock. */
function withoutOurs(value: string): unknown {
	const { ends_here: _, clock_ahead: __, ...session } = JSON.parse(value) as Record<string, unknown>
	return session
}

/** One life of a page: signed out, a link, signed in, live, a refreshed token, signed out again. */
async function lifeOf(make: (realtime: object) => Omit<Client, 'keeper' | 'sessions' | 'adopt'>) {
	storage = memoryStorage()
	vi.stubGlobal('localStorage', storage)
	requests = []
	minted = 0
	const server = makeFakeRealtime()
	class Socket extends FakeSocket {
		constructor(address: string | URL) {
			super(server, String(address))
		}
	}
	const client = make({ transport: Socket, timeout: 1234 })
	// Each link has a name and a secret of its own.
	const stored = () =>
		[...storage.items].map(([name, value]) => [
			name.replace(/-flow-\w+-/, '-flow-'),
			value.startsWith('{') ? withoutOurs(value) : 'a text',
		])
	await client.from('ledgers').select('id').eq('id', 'a')
	await client.auth.signInWithOtp({ email: 'ana@example.com', options: { emailRedirectTo: `${url}/` } })
	const afterLink = stored()
	await client.auth.signInWithPassword({ email: 'ana@example.com', password: 'secret123' })
	const signedIn = stored()
	await client.rpc('unknown_texts', { ledger_id: 'a' })
	await client.from('budgets').upsert({ ledger_id: 'a', month: '2026-11-01', amount_cents: 1 })

	await client.realtime.setAuth()
	const channel = client.channel('ledger:a', { config: { private: true } })
	await new Promise((resolve) => channel.subscribe(resolve))
	await client.auth.refreshSession()
	await vi.waitFor(() => expect(server.tokens).toContain('token-2'))

	await client.auth.signOut({ scope: 'local' })
	const signedOut = stored()
	await client.from('ledgers').select('id')
	await client.removeChannel(channel)
	await client.realtime.disconnect()
	await client.auth.stopAutoRefresh()
	const sockets = server.sockets.map((socket) => socket.url)
	return { requests, afterLink, signedIn, signedOut, sockets, joins: server.joins, tokens: server.tokens }
}

test('asks, stores and joins exactly as createClient of supabase-js does', async () => {
	const ours = await lifeOf((realtime) => createClient(url, key, { storageKey, realtime }))
	const theirs = await lifeOf((realtime) =>
		createWholeClient(url, key, { auth: { storageKey, flowType: 'pkce' }, db: { retry: false }, realtime }),
	)
	expect(ours).toEqual(theirs)
	// The comparison has something to compare.
	expect(ours.joins[0]?.token).toBe('token-1')
	expect(JSON.stringify(ours.requests)).toContain('"Bearer token-1"')
	expect(ours.signedIn.map(([name]) => name)).toContain(storageKey)
	expect(ours.signedOut).toEqual([])
})

test('loads the code of the channel only when one is wanted', async () => {
	vi.stubGlobal('localStorage', memoryStorage())
	const client = createClient(url, key, { storageKey, realtime: { transport: FakeSocket as never } })
	await client.auth.signInWithPassword({ email: 'ana@example.com', password: 'secret123' })
	expect(() => client.channel('ledger:a')).toThrow('setAuth')
	expect(await client.realtime.disconnect()).toBe('ok')
	await client.realtime.setAuth()
	expect(client.channel('ledger:a').topic).toBe('realtime:ledger:a')
	await client.auth.stopAutoRefresh()
})

import { type Session as AuthSession, createClient as createWholeClient } from '@supabase/supabase-js'
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
let requests: { method?: string; address: string; headers: unknown; body: unknown }[] = []
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
	requests.push({ method: init?.method ?? 'GET', address, headers, body })
	return Response.json(address.includes('/auth/v1/token') ? session() : [])
}

beforeEach(() => {
	// auth-js stores a session only where it finds a browser.
	const page = { addEventListener() {}, removeEventListener() {} }
	vi.stubGlobal('window', { ...page, location: { href: `${url}/` } })
	vi.stubGlobal('document', { ...page, visibilityState: 'visible' })
	vi.stubGlobal('fetch', fakeFetch)
})
afterEach(() => void vi.unstubAllGlobals())

/** A stored session without what only ours has: when it ends by this device's clock. */
function withoutOurs(value: string): unknown {
	const { ends_here: _, clock_ahead: __, ...session } = JSON.parse(value) as Record<string, unknown>
	return session
}

/** What differs in who gets, renews and ends the session: Painel does so by itself. */
interface Sessions {
	signIn(): unknown
	renew(): unknown
	signOut(): unknown
	end(): unknown
}

type Common = Pick<Client, 'from' | 'rpc' | 'realtime' | 'channel' | 'removeChannel'>

/** One life of a page: signed out, signed in, live, a refreshed token, signed out again. */
async function lifeOf<C extends Common>(make: (realtime: object) => C, sessionsOf: (client: C) => Sessions) {
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
	const sessions = sessionsOf(client)
	const stored = () => [...storage.items].map(([name, value]) => [name, withoutOurs(value)])
	await client.from('ledgers').select('id').eq('id', 'a')
	await sessions.signIn()
	const signedIn = stored()
	await client.rpc('unknown_texts', { ledger_id: 'a' })
	await client.from('budgets').upsert({ ledger_id: 'a', month: '2026-11-01', amount_cents: 1 })

	await client.realtime.setAuth()
	const channel = client.channel('ledger:a', { config: { private: true } })
	await new Promise((resolve) => channel.subscribe(resolve))
	await sessions.renew()
	await vi.waitFor(() => expect(server.tokens).toContain('token-2'))

	await sessions.signOut()
	const signedOut = stored()
	await client.from('ledgers').select('id')
	await client.removeChannel(channel)
	await client.realtime.disconnect()
	await sessions.end()
	const sockets = server.sockets.map((socket) => socket.url)
	const asked = requests.filter(({ address }) => !address.includes('/auth/v1/'))
	const renewed = requests.filter(({ address }) => address.includes('grant_type=refresh_token'))
	return { asked, renewed, signedIn, signedOut, sockets, joins: server.joins, tokens: server.tokens }
}

test('asks, stores and joins exactly as createClient of supabase-js does', async () => {
	const ours = await lifeOf(
		(realtime) => createClient(url, key, { storageKey, realtime }),
		(client) => ({
			signIn: () => client.enter(session() as AuthSession),
			renew: () => client.keeper.renew(),
			signOut: () => client.leave(),
			end: () => client.keeper.stop(),
		}),
	)
	const theirs = await lifeOf(
		(realtime) =>
			createWholeClient(url, key, {
				auth: { storageKey, flowType: 'pkce' },
				db: { retry: false },
				realtime,
			}) as ReturnType<typeof createWholeClient> & Common,
		(client) => ({
			signIn: () => client.auth.signInWithPassword({ email: 'ana@example.com', password: 'secret123' }),
			renew: () => client.auth.refreshSession(),
			signOut: () => client.auth.signOut({ scope: 'local' }),
			end: () => client.auth.stopAutoRefresh(),
		}),
	)
	expect(ours).toEqual(theirs)
	// The comparison has something to compare.
	expect(ours.joins[0]?.token).toBe('token-1')
	expect(JSON.stringify(ours.asked)).toContain('"Bearer token-1"')
	expect(ours.renewed).toHaveLength(1)
	expect(ours.signedIn.map(([name]) => name)).toEqual([storageKey])
	expect(ours.signedOut).toEqual([])
})

test('loads the code of the channel only when one is wanted', async () => {
	vi.stubGlobal('localStorage', memoryStorage())
	const client = createClient(url, key, { storageKey, realtime: { transport: FakeSocket as never } })
	client.enter(session() as AuthSession)
	expect(() => client.channel('ledger:a')).toThrow('setAuth')
	expect(await client.realtime.disconnect()).toBe('ok')
	await client.realtime.setAuth()
	expect(client.channel('ledger:a').topic).toBe('realtime:ledger:a')
	client.keeper.stop()
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Ledger } from '../../ledger/types'
import type { Backend } from '../types'
import { createSupabaseBackend } from './index'

// The page's backend over a project that a test answers for, by requests.

const URL = 'https://abcd.supabase.co'
const ME = '5f0c3b1e-0000-4000-8000-00000000a0a0'
const row = {
	id: 'L',
	name: 'Casa',
	currency: 'BRL',
	timezone: 'America/Sao_Paulo',
	basis: 'purchase',
	corrections: true,
}
const casa: Ledger = { ...row, basis: 'purchase', role: 'editor' }

let stored: Map<string, string>
let asked: { line: string; headers: Headers; body: unknown }[]
let answer: (line: string) => Response | Promise<Response>
let backend: Backend

beforeEach(() => {
	vi.useFakeTimers({ now: Date.UTC(2026, 10, 20, 15) })
	stored = new Map()
	asked = []
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
		removeItem: (key: string) => void stored.delete(key),
	})
	vi.stubGlobal('fetch', async (url: string | globalThis.URL, init: RequestInit = {}) => {
		const line = `${init.method ?? 'GET'} ${decodeURIComponent(String(url))}`
		asked.push({ line, headers: new Headers(init.headers), body: init.body && JSON.parse(String(init.body)) })
		return answer(line)
	})
	answer = () => Response.json([{ role: 'editor', ledgers: row }])
})
afterEach(() => {
	vi.unstubAllGlobals()
	vi.useRealTimers()
})

/** Somebody is signed in, with a token that is good for `lasts` ms. */
function signIn(lasts = 3_600_000): void {
	const session = {
		access_token: 'token',
		refresh_token: 'r',
		expires_in: 3600,
		expires_at: (Date.now() + lasts) / 1000,
		ends_here: Date.now() + lasts,
		clock_ahead: 0,
		user: { id: ME, email: 'ana@x' },
	}
	stored.set('painel.session.abcd.supabase.co', JSON.stringify(session))
	open()
}

function open(): void {
	backend = createSupabaseBackend({ supabaseUrl: URL, publishableKey: 'sb_publishable_x' })
}

const remember = (ledgers: object[]) => stored.set(`painel.ledgers.${ME}`, JSON.stringify(ledgers))

test('it says where agents post', () => {
	open()
	expect(backend.kind).toBe('supabase')
	expect(backend.endpoint).toEqual({ url: URL, publishableKey: 'sb_publishable_x' })
})

test('without anybody signed in there are no ledgers', () => {
	open()
	expect(() => backend.knownLedgers()).toThrow(expect.objectContaining({ code: 'session_expired' }))
})

describe('somebody’s ledgers', () => {
	test('are asked for by their memberships, and remembered on this device', async () => {
		signIn()
		expect(backend.knownLedgers()).toEqual([])
		expect(await backend.ledgers()).toEqual([casa])
		expect(asked[0]?.line).toBe(
			`GET ${URL}/rest/v1/members?select=role,ledgers(id,name,currency,timezone,basis,corrections)&user_id=eq.${ME}&order=created_at.asc`,
		)
		expect(asked[0]?.headers.get('authorization')).toBe('Bearer token')
		expect(backend.knownLedgers()).toEqual([casa])
	})

	test('are by bill unless they say by purchase; a membership without a ledger is none', async () => {
		answer = () =>
			Response.json([
				{ role: 'owner', ledgers: { ...row, basis: 'anything' } },
				{ role: 'owner', ledgers: null },
			])
		signIn()
		expect(await backend.ledgers()).toEqual([{ ...casa, basis: 'bill', role: 'owner' }])
	})

	test('are those of this device where the server is slow, and the server’s are told later', async () => {
		remember([{ ...casa, name: 'Antes' }])
		let reply = (_: Response) => {}
		answer = () => new Promise((resolve) => (reply = resolve))
		signIn()
		const later = vi.fn()
		const found = backend.ledgers(later)
		await vi.advanceTimersByTimeAsync(250)
		expect((await found)[0]?.name).toBe('Antes')
		reply(Response.json([{ role: 'editor', ledgers: row }]))
		await vi.advanceTimersByTimeAsync(0)
		expect(later).toHaveBeenCalledWith([casa])
	})

	test('are the server’s where it answers in time, and are told once', async () => {
		remember([{ ...casa, name: 'Antes' }])
		signIn()
		const later = vi.fn()
		expect(await backend.ledgers(later)).toEqual([casa])
		await vi.advanceTimersByTimeAsync(1_000)
		expect(later).not.toHaveBeenCalled()
	})

	test('are waited for where this device remembers none', async () => {
		let reply = (_: Response) => {}
		answer = () => new Promise((resolve) => (reply = resolve))
		signIn()
		const found = backend.ledgers()
		await vi.advanceTimersByTimeAsync(5_000)
		reply(Response.json([{ role: 'editor', ledgers: row }]))
		expect(await found).toEqual([casa])
	})

	test('are those of this device where nothing is reached, and a refusal is told', async () => {
		remember([casa])
		answer = () => Promise.reject(new TypeError('Failed to fetch'))
		signIn()
		expect(await backend.ledgers()).toEqual([casa])
		answer = () => Response.json({ code: '42501', message: 'no' }, { status: 403 })
		await expect(backend.ledgers()).rejects.toMatchObject({ name: 'BackendError' })
	})

	test('are told later to nobody else', async () => {
		remember([casa])
		let reply = (_: Response) => {}
		answer = (line) =>
			line.includes('/members') ? new Promise((resolve) => (reply = resolve)) : new Response(null)
		signIn()
		const later = vi.fn()
		const found = backend.ledgers(later)
		await vi.advanceTimersByTimeAsync(250)
		await found
		stored.delete('painel.session.abcd.supabase.co')
		void backend.session.signOut().catch(() => {})
		await vi.advanceTimersByTimeAsync(3_000)
		reply(Response.json([{ role: 'editor', ledgers: row }]))
		await vi.advanceTimersByTimeAsync(0)
		expect(later).not.toHaveBeenCalled()
	})
})

test('a new ledger is its maker’s', async () => {
	answer = () => Response.json(row)
	signIn()
	const wanted = { name: 'Casa', currency: 'BRL', timezone: 'America/Sao_Paulo', member_name: 'Ana' }
	expect(await backend.createLedger(wanted)).toEqual({ ...casa, role: 'owner' })
	expect(asked[0]).toMatchObject({ line: `POST ${URL}/rest/v1/rpc/create_ledger`, body: wanted })
})

test('what is loaded by its first use asks as this person, of this ledger', async () => {
	vi.useRealTimers()
	answer = () => Response.json([])
	signIn()
	await backend.invitations.mine()
	await backend.settings(casa).reminders()
	await backend.review(casa).quietAgents()
	expect(asked.map(({ line }) => line.slice(`GET ${URL}/rest/v1/`.length).split(/[?&]select/)[0])).toEqual([
		expect.stringContaining('my_invitations'),
		'reminder_settings',
		expect.stringContaining('quiet_agents'),
	])
	for (const { headers } of asked) expect(headers.get('authorization')).toBe('Bearer token')
})

describe('as an agent', () => {
	test('rows are posted with its token alone, not with the reader’s session', async () => {
		answer = () => Response.json([{ status: 'accepted' }], { status: 201 })
		signIn()
		expect(await backend.insertAsAgent('tok_1', [{ message_id: 'm' }])).toEqual({
			status: 201,
			body: [{ status: 'accepted' }],
		})
		const [{ line, headers, body }] = asked as [(typeof asked)[0]]
		expect(line).toBe(`POST ${URL}/rest/v1/inbox`)
		expect(Object.fromEntries(headers)).toEqual({
			apikey: 'sb_publishable_x',
			'x-agent-token': 'tok_1',
			'content-type': 'application/json',
			prefer: 'return=representation',
		})
		expect(body).toEqual([{ message_id: 'm' }])
	})

	test('an answer that is no JSON is handed on as it is, and none is no network', async () => {
		answer = () => new Response('<html>', { status: 502 })
		open()
		expect(await backend.insertAsAgent('tok_1', {})).toEqual({ status: 502, body: '<html>' })
		answer = () => Promise.reject(new TypeError('Failed to fetch'))
		await expect(backend.insertAsAgent('tok_1', {})).rejects.toMatchObject({
			code: 'network',
			detail: 'TypeError: Failed to fetch',
		})
	})
})

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { configStorageKey } from '../config'
import type { Client } from './client'
import { makeSupabaseSessionPort } from './session'
import { SessionEvents } from './session-events'
import { SessionStorage } from './stored-session'

const storageKey = 'painel.session.abcd.supabase.co'
const ana = {
	access_token: 'a',
	refresh_token: 'r',
	user: { id: '5f0c3b1e-0000-4000-8000-00000000a0a0', email: 'ana@example.com' },
}

let offline: boolean
let answer: number
let stored: Record<string, string>
let sessions: SessionStorage

beforeEach(() => {
	offline = false
	answer = 204
	asked = []
	storageEvents = new EventTarget()
	vi.stubGlobal('window', storageEvents)
	stored = {
		[storageKey]: JSON.stringify(ana),
		'painel.theme': 'dark',
		'painel.language': 'en',
		[configStorageKey]: '{}',
		'painel.ledger': 'the ledger',
		'painel.rows': '1,2,3,4,5,6',
		'painel.notifications': 'on',
		'painel.told.6f0c3b1e': '2026-11/3/100|2026-11/4/80',
		[`painel.ledgers.${ana.user.id}`]: '[{"name":"Casa da Ana"}]',
		'painel.asked.ana@casa.example': '1764511200000',
		'painel.whatever-comes-next': 'R$ 1.234,56',
		'another.site': 'its own',
	}
	// Its keys are those of the object itself, as in a browser.
	vi.stubGlobal(
		'localStorage',
		Object.create(
			{
				getItem(this: Record<string, string>, key: string) {
					return this[key] ?? null
				},
				setItem(this: Record<string, string>, key: string, value: string) {
					this[key] = value
				},
				removeItem(this: Record<string, string>, key: string) {
					delete this[key]
				},
			},
			Object.fromEntries(
				Object.entries(stored).map(([key, value]) => [
					key,
					{ value, enumerable: true, configurable: true, writable: true },
				]),
			),
		),
	)
})
afterEach(() => vi.unstubAllGlobals())

/** Another tab, which the browser tells this one of. */
let storageEvents: EventTarget
let asked: string[]

function signedIn() {
	sessions = new SessionStorage(storageKey, localStorage, Date.now)
	const sessionEvents = new SessionEvents(sessions)
	const client = {
		sessions,
		sessionEvents,
		keeper: { usable: () => 'a' },
		leave() {
			sessions.remove()
			sessionEvents.tell()
		},
		async endSession(scope: string) {
			asked.push(scope)
			if (offline) throw new Error('no network')
			return new Response(null, { status: answer })
		},
	} as unknown as Client
	return makeSupabaseSessionPort(client, null as never)
}

function inAnotherTab(change: () => void, key: string | null = storageKey): void {
	change()
	storageEvents.dispatchEvent(Object.assign(new Event('storage'), { key }))
}

const devices = ['another.site', configStorageKey, 'painel.language', 'painel.theme'].sort()

it('leaves the next person at this device nothing but the device’s own choices', async () => {
	const session = signedIn()
	// What is still on the page may write until it is gone.
	session.onChange(() => localStorage.setItem('painel.rows', '9,9,9,9,9,9'))
	await session.signOut()
	expect(Object.keys(localStorage).sort()).toEqual(devices)
})

it('does so without a network', async () => {
	offline = true
	await signedIn().signOut()
	expect(Object.keys(localStorage).sort()).toEqual(devices)
})

it('does so when they left in another tab', async () => {
	signedIn()
	inAnotherTab(() => localStorage.removeItem(storageKey))
	expect(Object.keys(localStorage).sort()).toEqual(devices)
})

it('keeps what is theirs for when they are back, after the server ended the session', async () => {
	const session = signedIn()
	sessions.noteEnded(ana.user.id)
	inAnotherTab(() => localStorage.removeItem(storageKey))
	expect(session.current()).toBeNull()
	expect(session.endedByServer()).toBe(true)
	expect(localStorage.getItem(`painel.ledgers.${ana.user.id}`)).toContain('Casa da Ana')
	expect(localStorage.getItem('painel.ledger')).toBe('the ledger')
})

it('knows who is signed in from this device’s storage', () => {
	expect(signedIn().current()).toEqual({ userId: ana.user.id, email: ana.user.email })
})

it('takes over who has signed in in another tab', () => {
	const session = signedIn()
	const bia = { ...ana, access_token: 'b', user: { id: 'b1a', email: 'bia@example.com' } }
	inAnotherTab(() => localStorage.setItem(storageKey, JSON.stringify(bia)))
	expect(session.current()).toEqual({ userId: 'b1a', email: 'bia@example.com' })
})

it('minds the session only, or that everything was removed, not each thing that another tab writes', () => {
	const session = signedIn()
	inAnotherTab(() => localStorage.removeItem(storageKey), 'painel.rows')
	expect(session.current()).not.toBeNull()
	inAnotherTab(() => {}, null)
	expect(session.current()).toBeNull()
})

it('leaves everywhere only once the server has said so', async () => {
	const session = signedIn()
	answer = 500
	await expect(session.signOut('global')).rejects.toMatchObject({ code: 'server' })
	expect(session.current()).not.toBeNull()
	// The session was over already.
	answer = 403
	await session.signOut('global')
	expect(session.current()).toBeNull()
	expect(asked).toEqual(['global', 'global'])
})

it('ends this session on the server too, without waiting for its word longer than two seconds', async () => {
	await signedIn().signOut()
	expect(asked).toEqual(['local'])
	expect(localStorage.getItem(storageKey)).toBeNull()
})

it('says who came and went, until nobody listens, and nothing twice', async () => {
	const session = signedIn()
	const heard: unknown[] = []
	const leave = session.onChange((now) => heard.push(now))
	inAnotherTab(() => localStorage.setItem(storageKey, JSON.stringify({ ...ana, access_token: 'b' })))
	expect(heard).toEqual([])
	const other = { ...ana, access_token: 'c', user: { ...ana.user, email: 'nova@example.com' } }
	inAnotherTab(() => localStorage.setItem(storageKey, JSON.stringify(other)))
	expect(heard).toEqual([{ userId: ana.user.id, email: 'nova@example.com' }])
	await session.signOut()
	expect(heard.at(-1)).toBeNull()
	leave()
	inAnotherTab(() => localStorage.setItem(storageKey, JSON.stringify(ana)))
	expect(heard).toHaveLength(2)
})

it('keeps what somebody chose when only their address is another one', () => {
	signedIn()
	const other = { ...ana, access_token: 'c', user: { ...ana.user, email: 'nova@example.com' } }
	inAnotherTab(() => localStorage.setItem(storageKey, JSON.stringify(other)))
	expect(localStorage.getItem('painel.ledger')).toBe('the ledger')
})

it('tells a session that the server ended from one that somebody left, and from one that is there', async () => {
	const session = signedIn()
	expect(session.endedByServer()).toBe(false)
	sessions.noteEnded('somebody else')
	expect(session.endedByServer()).toBe(false)
	await session.signOut()
	expect(session.endedByServer()).toBe(false)
})

it('knows how far this device’s clock is ahead', () => {
	const session = signedIn()
	expect(session.clockAhead()).toBe(0)
	localStorage.setItem(storageKey, JSON.stringify({ ...ana, clock_ahead: 90_000 }))
	expect(session.clockAhead()).toBe(90_000)
	localStorage.removeItem(storageKey)
	expect(session.clockAhead()).toBe(0)
})

it('has nobody where nobody is signed in, and leaving then is no error', async () => {
	localStorage.removeItem(storageKey)
	const session = signedIn()
	expect(session.current()).toBeNull()
	await session.signOut()
	expect(session.current()).toBeNull()
})

it('goes without an e-mail where the account has none', () => {
	localStorage.setItem(storageKey, JSON.stringify({ ...ana, user: { id: ana.user.id } }))
	expect(signedIn().current()).toEqual({ userId: ana.user.id, email: '' })
})

it.each([
	[429, 'rate_limited'],
	[500, 'server'],
])('does not leave everywhere where the server answers %d, and says why', async (status, code) => {
	answer = status
	await expect(signedIn().signOut('global')).rejects.toMatchObject({ code })
	expect(Object.keys(localStorage)).toContain('painel.ledger')
})

it('does not leave everywhere without a network', async () => {
	offline = true
	await expect(signedIn().signOut('global')).rejects.toMatchObject({ code: 'network' })
})

it.each([401, 403, 404])('has left everywhere where the session was over already: %d', async (status) => {
	answer = status
	const session = signedIn()
	await session.signOut('global')
	expect(session.current()).toBeNull()
})

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
const storageEvents = new EventTarget()
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

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { configStorageKey } from '../config'
import type { Client } from './client'
import { makeSupabaseSessionPort } from './session'
import { SessionStorage } from './stored-session'

const storageKey = 'painel.session.abcd.supabase.co'
const ana = {
	access_token: 'a',
	refresh_token: 'r',
	user: { id: '5f0c3b1e-0000-4000-8000-00000000a0a0', email: 'ana@example.com' },
}

type Told = (event: string, session: typeof ana | null) => void
let tell: Told
let offline: boolean
let stored: Record<string, string>
let sessions: SessionStorage

beforeEach(() => {
	offline = false
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

function signedIn() {
	sessions = new SessionStorage(storageKey, localStorage, Date.now)
	const client = {
		auth: {
			onAuthStateChange: (told: Told) => {
				tell = told
				told('INITIAL_SESSION', ana)
			},
			signOut: async () => {
				if (offline) throw new Error('no network')
				localStorage.removeItem(storageKey)
				tell('SIGNED_OUT', null)
				return { error: null }
			},
		},
		sessions,
	} as unknown as Client
	return makeSupabaseSessionPort(client, null as never)
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
	localStorage.removeItem(storageKey)
	tell('SIGNED_OUT', null)
	expect(Object.keys(localStorage).sort()).toEqual(devices)
})

it('keeps what is theirs for when they are back, after the server ended the session', async () => {
	const session = signedIn()
	sessions.noteEnded(ana.user.id)
	localStorage.removeItem(storageKey)
	tell('SIGNED_OUT', null)
	expect(session.current()).toBeNull()
	expect(session.endedByServer()).toBe(true)
	expect(localStorage.getItem(`painel.ledgers.${ana.user.id}`)).toContain('Casa da Ana')
	expect(localStorage.getItem('painel.ledger')).toBe('the ledger')
})

it('knows who is signed in before auth-js has said anything', () => {
	const silent = { onAuthStateChange: () => {} }
	sessions = new SessionStorage(storageKey, localStorage, Date.now)
	const session = makeSupabaseSessionPort({ auth: silent, sessions } as unknown as Client, null as never)
	expect(session.current()).toEqual({ userId: ana.user.id, email: ana.user.email })
})

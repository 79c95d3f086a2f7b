import type { Session as AuthSession } from '@supabase/supabase-js'
import { beforeEach, describe, expect, test } from 'vitest'
import { SessionStorage, storageInMemory } from './stored-session'

const NOW = Date.UTC(2026, 10, 20, 15)
const claims = (value: unknown) => `h.${Buffer.from(JSON.stringify(value)).toString('base64url')}.s`
const session = (access_token: string, given: object = {}) =>
	({
		access_token,
		refresh_token: 'r',
		expires_in: 3600,
		expires_at: NOW / 1000 + 3600,
		user: { id: 'u1' },
		...given,
	}) as AuthSession

let now = NOW
let storage: ReturnType<typeof storageInMemory>
let sessions: SessionStorage
beforeEach(() => {
	now = NOW
	storage = storageInMemory()
	sessions = new SessionStorage('painel.session.x', storage, () => now)
})

describe('a session', () => {
	test('is kept with when it ends by this device’s clock, and how far that is ahead', () => {
		// The server made it 90 s ago, by its own clock.
		const token = claims({ iat: NOW / 1000 - 90, name: 'ção?>~' })
		sessions.store(session(token))
		expect(sessions.session()).toMatchObject({
			access_token: token,
			ends_here: NOW + 3_600_000,
			clock_ahead: 90_000,
		})
	})

	test.each([claims({}), claims({ iat: 'now' }), 'odd', 'h.###.s'])(
		'whose token does not say when it was made is taken to come from now: %s',
		(token) => {
			sessions.store(session(token))
			expect(sessions.session()).toMatchObject({ ends_here: NOW + 3_600_000, clock_ahead: 0 })
		},
	)

	test('that is stored again with the same token ends when it did before', () => {
		sessions.store(session('t'))
		now += 600_000
		sessions.store(session('t', { expires_at: 1, user: { id: 'u1', email: 'ana@x' } }))
		expect(sessions.session()).toMatchObject({
			ends_here: NOW + 3_600_000,
			expires_at: NOW / 1000 + 3600,
			user: { email: 'ana@x' },
		})
		sessions.store(session('other'))
		expect(sessions.session()?.ends_here).toBe(NOW + 600_000 + 3_600_000)
	})

	test.each(['not json', 'null', '1', '"text"'])('stored as %s is none', (text) => {
		storage.setItem('painel.session.x', text)
		expect(sessions.session()).toBeNull()
	})

	test('that was removed is gone, and leaves the secret of an e-mail', () => {
		sessions.store(session('t'))
		sessions.setVerifier('v')
		sessions.remove()
		expect([sessions.session(), sessions.verifier()]).toEqual([null, 'v'])
	})
})

describe('the secret of an e-mail', () => {
	test('is kept beside it, until it is used or all is forgotten', () => {
		expect(sessions.verifier()).toBeNull()
		sessions.setVerifier('v')
		expect(sessions.verifier()).toBe('v')
		expect(storage.getItem('painel.session.x-code-verifier')).toBe('v')
		sessions.setVerifier(null)
		expect(sessions.verifier()).toBeNull()
		sessions.store(session('t'))
		sessions.setVerifier('v')
		sessions.clear()
		expect([sessions.session(), sessions.verifier()]).toEqual([null, null])
	})
})

describe('whose session the server ended', () => {
	test('is kept until somebody signs in, or it is forgotten', () => {
		expect(sessions.endedFor()).toBeNull()
		sessions.noteEnded('u1')
		expect([sessions.endedFor(), storage.getItem('painel.session.x-ended')]).toEqual(['u1', 'u1'])
		sessions.forgetEnded()
		expect(sessions.endedFor()).toBeNull()
		sessions.noteEnded('u1')
		sessions.store(session('t'))
		expect(sessions.endedFor()).toBeNull()
	})
})

test('storage that is forbidden or full keeps nothing, and is no error', () => {
	const refuse = () => {
		throw new Error('forbidden')
	}
	const none = new SessionStorage('x', { getItem: refuse, setItem: refuse, removeItem: refuse }, () => now)
	none.store(session('t'))
	none.setVerifier('v')
	none.clear()
	expect([none.session(), none.verifier(), none.endedFor()]).toEqual([null, null, null])
})

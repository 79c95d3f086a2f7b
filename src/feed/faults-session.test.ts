import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { USER_ID } from './testing/fake-rest'
import { makeMemoryCache } from './testing/memory-cache'
import { Harness } from './testing/supabase-harness'

let at: Harness
beforeEach(() => {
	at = new Harness({ tokenLasts: 600 })
})
afterEach(() => at.close())

const EXPIRED = { reason: 'InvalidJWTToken: Token has expired 12 seconds ago' }

async function live(device?: Parameters<typeof makeMemoryCache>[0]) {
	const page = at.openPage(device ? makeMemoryCache(device) : null)
	await at.advance(1000)
	expect(page.state().status).toBe('live')
	return page
}

/** Time in which this page's timers and messages do not run. */
function sleep(ms: number) {
	at.tell('hidden')
	at.realtime.frozen = true
	at.socket().drop(1006)
	vi.setSystemTime(Date.now() + ms)
	at.realtime.frozen = false
}

describe('waking up', () => {
	test('F05 after five minutes asleep: asks first, then is live again', async () => {
		const page = await live()
		sleep(300_000)
		at.write((ledger) => ledger.record(2), { lost: true })
		at.tell('visible')
		expect(page.state()).toMatchObject({ status: 'catching_up', cause: 'woke_up' })
		await at.advance(8000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test("F05 back from the browser's page cache", async () => {
		const page = await live()
		at.tell('pagehide')
		at.write((ledger) => ledger.record(1), { lost: true })
		at.tell('pageshow')
		expect(page.state().status).toBe('catching_up')
		await at.advance(500)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test('F06 the token ran out meanwhile: refreshed, rejoined with the new one, no reload', async () => {
		const page = await live()
		// As the real server: an expired token is refused.
		at.realtime.answerJoin = (_topic, token) => (token === 'token-1' ? EXPIRED : 'ok')
		sleep(3_600_000)
		at.write((ledger) => ledger.record(1), { lost: true })
		at.tell('visible')
		await at.advance(15_000)
		expect(page.state().status).toBe('live')
		expect(at.requests.token).toBeGreaterThanOrEqual(1)
		expect(at.realtime.joins.at(-1)?.token).not.toBe('token-1')
		expect(page.cents()).toBe(at.truth())
	})

	test('F06 the server finds the token expired though our clock does not', async () => {
		at.realtime.answerJoin = (_topic, token) => (token === 'token-1' ? EXPIRED : 'ok')
		const page = at.openPage()
		await at.advance(8000)
		expect(page.state().status).toBe('live')
		expect(at.realtime.joins.at(-1)?.token).toBe('token-2')
		expect(at.realtime.joins.length).toBeLessThanOrEqual(3)
	})

	test('a token that expires on a living channel closes it; it comes back with a new one', async () => {
		const page = await live()
		at.socket().endChannel('Token has expired 0 seconds ago')
		await at.advance(8000)
		expect(page.state().status).toBe('live')
		expect(at.realtime.joins.at(-1)?.token).toBe('token-2')
	})

	test('a token refreshed in time is given to the living channel', async () => {
		const page = await live()
		void at.client.keeper.renew()
		await at.advance(1000)
		expect(at.realtime.tokens).toContain('token-2')
		expect(page.state().status).toBe('live')
		expect(at.realtime.joins).toHaveLength(1)
	})
})

describe('the end of a session', () => {
	test('another person signs in on this client: nothing of the one before is shown or kept', async () => {
		const device = { stored: null, crashed: false }
		const page = await live(device)
		at.storage.set(
			'session',
			JSON.stringify({ ...at.arrived(at.mint()), user: { id: 'someone-else', aud: 'authenticated' } }),
		)
		at.client.sessionEvents.tell()
		await at.advance(1000)
		expect(page.state()).toMatchObject({ status: 'signed_out', cause: 'session_ended' })
		expect(page.rows().size).toBe(0)
		expect(device.stored).toBeNull()
	})

	test('another tab signed somebody else in: the token of that session is not used', async () => {
		const page = await live()
		at.storage.set(
			'session',
			JSON.stringify({ ...at.arrived(at.mint()), user: { id: 'someone-else', aud: 'authenticated' } }),
		)
		const joins = at.realtime.joins.length
		at.socket().endChannel(null)
		await at.advance(10_000)
		expect(page.state()).toMatchObject({ status: 'signed_out', cause: 'session_expired' })
		expect(page.rows().size).toBe(0)
		expect(at.realtime.joins).toHaveLength(joins)
	})

	test('F07 the refresh token was revoked: signed out, nothing shown, the copy kept for its owner, no storm', async () => {
		const device = { stored: null, crashed: false }
		const page = await live(device)
		expect(device.stored).not.toBeNull()
		at.rest.token = {
			status: 400,
			body: { code: 'refresh_token_not_found', message: 'Invalid Refresh Token' },
		}
		at.rest.changes = { status: 401, body: { code: 'PGRST303', message: 'JWT expired' } }
		await at.advance(700_000)
		expect(page.state().status).toBe('signed_out')
		expect(page.rows().size).toBe(0)
		expect(device.stored).not.toBeNull()
		const asked = at.requests.changes + at.requests.token
		const joins = at.realtime.joins.length
		await at.advance(3_600_000)
		expect(at.requests.changes + at.requests.token - asked).toBeLessThanOrEqual(1)
		expect(at.realtime.joins.length).toBe(joins)
	})

	test('the server ends the session while the page is open: said as that, and the copy is kept', async () => {
		const device = { stored: null, crashed: false }
		const page = await live(device)
		at.rest.token = {
			status: 400,
			body: { code: 'user_banned', message: 'Invalid Refresh Token: User Banned' },
		}
		await at.advance(600_000)
		expect(page.state()).toMatchObject({ status: 'signed_out', cause: 'session_expired' })
		expect(at.client.sessions.session()).toBeNull()
		expect(at.client.sessions.endedFor()).toBe(USER_ID)
		expect(page.rows().size).toBe(0)
		expect(device.stored).not.toBeNull()
	})

	test.each([429, 500, 503])(
		'%i on every refresh: nobody is signed out, and nothing is wiped',
		async (status) => {
			const device = { stored: null, crashed: false }
			const page = await live(device)
			at.rest.token = { status }
			await at.advance(3_600_000)
			expect(page.rows().size).toBe(30)
			expect(device.stored).not.toBeNull()
			expect(at.requests.token).toBeLessThanOrEqual(60)
			at.rest.token = 'ok'
			await at.advance(120_000)
			expect(page.state().status).toBe('live')
		},
	)

	test('F28 signing out ends the feed at once, and what is still on its way is not shown', async () => {
		const device = { stored: null, crashed: false }
		const page = await live(device)
		page.feed.check()
		at.client.leave()
		await at.advance(100)
		expect(page.state()).toMatchObject({ status: 'signed_out', cause: 'session_ended' })
		expect(page.rows().size).toBe(0)
		await at.advance(300_000)
		expect(page.rows().size).toBe(0)
		expect(device.stored).toBeNull()
		expect(at.channels()).toHaveLength(0)
	})

	test('F28 another tab refreshed the token: this one goes on with it and asks for none', async () => {
		const page = await live()
		at.storage.set('session', JSON.stringify(at.arrived(at.mint())))
		at.refused.add('token-1')
		at.socket().endChannel('Token has expired 0 seconds ago')
		await at.advance(10_000)
		expect(page.state().status).toBe('live')
		expect(at.requests.token).toBe(0)
	})

	test('F22 membership removed while connected: the next answer ends it, and the device forgets', async () => {
		const device = { stored: null, crashed: false }
		const page = await live(device)
		at.rest.changes = { status: 404, body: { code: 'PT404', message: 'no such ledger' } }
		await at.advance(37_000)
		expect(page.state()).toMatchObject({ status: 'refused', cause: 'not_a_member' })
		expect(page.rows().size).toBe(0)
		expect(device.stored).toBeNull()
		const asked = at.requests.changes
		await at.advance(600_000)
		expect(at.requests.changes).toBe(asked)
		expect(at.channels()).toHaveLength(0)
		// Invited again.
		at.rest.changes = 'ok'
		page.feed.check()
		await at.advance(3000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test('F22 the channel is closed because rights were taken away: asked by REST, which decides', async () => {
		const page = await live()
		at.rest.changes = { status: 404, body: { code: 'PT404', message: 'no such ledger' } }
		at.socket().endChannel('You do not have permissions to read from this Channel topic: x')
		await at.advance(1000)
		expect(page.state()).toMatchObject({ status: 'refused', cause: 'not_a_member' })
	})

	test('F32 a listener of the session that asks the server in its turn does not lock anything', async () => {
		const page = await live()
		let answered = 0
		at.client.sessionEvents.subscribe(() => {
			setTimeout(async () => {
				await at.client.rpc('ledger_changes', { ledger_id: 'x', after: 0, max_rows: 0 })
				answered += 1
			}, 0)
		})
		void at.client.keeper.renew()
		await at.advance(2000)
		expect(answered).toBeGreaterThan(0)
		expect(page.state().status).toBe('live')
	})

	test('401 while no token can be had: no channel, and no claim of one', async () => {
		const page = await live()
		at.rest.token = { status: 503 }
		at.refused.add('token-1')
		at.write((ledger) => ledger.record(5), { lost: true })
		for (let n = 0; n < 200; n++) {
			await at.advance(500)
			if (page.state().status === 'live') expect(at.channels()).toHaveLength(1)
		}
		expect(page.state()).toMatchObject({ status: 'offline', cause: 'server_unreachable', applied: 30 })
		at.rest.token = 'ok'
		await at.advance(90_000)
		expect(page.state().status).toBe('live')
		expect(page.cents()).toBe(at.truth())
	})

	test("refused as nobody is the token's trouble, not the end of membership", async () => {
		const page = await live()
		at.rest.changes = { status: 401, body: { code: '42501', message: 'permission denied for function' } }
		await at.advance(40_000)
		expect(page.state().status).not.toBe('refused')
		expect(page.rows().size).toBe(30)
		at.rest.changes = 'ok'
		await at.advance(90_000)
		expect(page.state().status).toBe('live')
	})
})

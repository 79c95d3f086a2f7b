import type { Session as AuthSession } from '@supabase/supabase-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFakeClock } from '../../feed/testing/fake-clock'
import { SessionStorage, storageInMemory } from './stored-session'
import { type Renewal, TokenKeeper } from './token-keeper'

type Answer = 'no network' | { status: number; body?: unknown } | 'ok'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A device whose clock may be wrong, and an auth service whose clock is right. */
class Device {
	readonly clock = makeFakeClock()
	readonly asked: number[] = []
	readonly storage: SessionStorage
	readonly keeper: TokenKeeper
	online = true
	answer: Answer = 'ok'
	lasts: number
	ended = 0
	private readonly clockAhead: number
	private minted = 0

	constructor({ lasts = 3600, clockAhead = 0 } = {}) {
		this.lasts = lasts
		this.clockAhead = clockAhead
		this.storage = new SessionStorage('session', storageInMemory(), () => this.clock.now())
		this.keeper = new TokenKeeper({
			storage: this.storage,
			clock: this.clock,
			isOnline: () => this.online,
			askForToken: async (token) => this.respond(token),
			adopt: (session) => this.storage.store(session),
			end: () => {
				this.ended += 1
				this.storage.remove()
			},
		})
		this.storage.store(this.mint() as AuthSession)
		this.keeper.plan()
	}

	/** As the server makes one, by its own clock. */
	mint() {
		this.minted += 1
		const iat = Math.floor((this.clock.now() - this.clockAhead) / 1000)
		const claims = btoa(JSON.stringify({ iat, exp: iat + this.lasts, n: this.minted }))
		return {
			access_token: `h.${claims}.s`,
			refresh_token: `refresh-${this.minted}`,
			token_type: 'bearer',
			expires_in: this.lasts,
			expires_at: iat + this.lasts,
			user: { id: 'u1', email: 'ana@example.com' },
		}
	}

	private respond(token: string): Response {
		this.asked.push(this.clock.now())
		if (token !== this.storage.session()?.refresh_token) throw new Error('an old refresh token')
		if (this.answer === 'no network') throw new TypeError('Failed to fetch')
		if (this.answer === 'ok') return Response.json(this.mint())
		return Response.json(this.answer.body ?? {}, { status: this.answer.status })
	}

	/** The most refreshes that fell into any one minute. */
	crowd(): number {
		return Math.max(0, ...this.asked.map((at) => this.asked.filter((t) => t >= at && t < at + MINUTE).length))
	}
}

let device: Device
beforeEach(() => {
	device = new Device()
})
afterEach(() => device.keeper.stop())

test('a token is renewed ahead of its end, again and again, while nobody asks', async () => {
	const first = device.keeper.usable()
	await device.clock.advance(HOUR - 2 * MINUTE)
	expect(device.asked).toHaveLength(0)
	await device.clock.advance(MINUTE)
	expect(device.asked).toHaveLength(1)
	expect(device.keeper.usable()).not.toBe(first)
	await device.clock.advance(10 * HOUR)
	expect(device.asked.length).toBeGreaterThanOrEqual(10)
	expect(device.asked.length).toBeLessThanOrEqual(11)
	expect(device.keeper.usable()).not.toBeNull()
})

test.each([2 * HOUR, -2 * HOUR])(
	'a clock that is %i ms off refreshes no sooner and no later',
	async (ahead) => {
		device.keeper.stop()
		device = new Device({ clockAhead: ahead })
		expect(device.keeper.usable()).not.toBeNull()
		expect(device.storage.session()?.clock_ahead).toBeGreaterThanOrEqual(ahead)
		expect(device.storage.session()?.clock_ahead).toBeLessThan(ahead + 1000)
		await device.clock.advance(50 * MINUTE)
		expect(device.asked).toHaveLength(0)
		await device.clock.advance(10 * MINUTE)
		expect(device.asked).toHaveLength(1)
	},
)

test('a token of a minute is renewed at most once a minute, and there is one nearly all the time', async () => {
	device.keeper.stop()
	device = new Device({ lasts: 60 })
	let without = 0
	for (let second = 0; second < 1200; second++) {
		await device.clock.advance(1000)
		if (!(await device.keeper.token())) without += 1
	}
	expect(device.crowd()).toBe(1)
	expect(device.asked.length).toBeGreaterThanOrEqual(18)
	expect(without).toBeLessThan(60)
})

test('a hundred callers share one attempt', async () => {
	await device.clock.advance(2 * HOUR)
	device.asked.length = 0
	device.keeper.refuse(device.keeper.usable()!)
	await device.clock.advance(2 * MINUTE)
	const tokens = await Promise.all(Array.from({ length: 100 }, () => device.keeper.token()))
	expect(new Set(tokens).size).toBe(1)
	expect(device.asked).toHaveLength(1)
})

describe('an expired token, and', () => {
	const later: [string, Answer, string][] = [
		['429', { status: 429, body: { code: 'over_request_rate_limit' } }, 'rate_limited'],
		['500', { status: 500, body: { code: 'unexpected_failure' } }, 'server'],
		['503', { status: 503 }, 'server'],
		['an answer nobody understands', { status: 400, body: '<html>' }, 'server'],
		['a 200 that is no session', { status: 200, body: {} }, 'server'],
	]
	test.each(later)('%s: nobody is signed out, and it is tried once a minute', async (_, answer, reason) => {
		device.answer = answer
		await device.clock.advance(2 * HOUR)
		expect(await device.keeper.token()).toBeNull()
		expect(device.keeper.reason()).toBe(reason)
		expect(device.ended).toBe(0)
		expect(device.storage.session()?.user.id).toBe('u1')
		expect(device.crowd()).toBe(1)
		device.answer = 'ok'
		await device.clock.advance(MINUTE)
		expect(device.keeper.usable()).not.toBeNull()
	})

	test('no network by what the browser says: not tried at all, and at once when it is back', async () => {
		device.online = false
		await device.clock.advance(2 * HOUR)
		expect(await device.keeper.token()).toBeNull()
		expect(device.asked).toHaveLength(0)
		expect(device.keeper.reason()).toBe('network')
		device.online = true
		device.keeper.networkReturned()
		expect(await device.keeper.token()).not.toBeNull()
	})

	test('a network that only seems to be there: tried more and more seldom, at once when it is back', async () => {
		device.answer = 'no network'
		await device.clock.advance(HOUR)
		const before = device.asked.length
		await device.clock.advance(HOUR)
		expect(device.asked.length - before).toBeLessThanOrEqual(61)
		device.answer = 'ok'
		device.keeper.networkReturned()
		expect(await device.keeper.token()).not.toBeNull()
	})

	test('a network that comes back while nothing answers: at once', async () => {
		await device.clock.advance(HOUR - 2 * MINUTE)
		device.answer = 'no network'
		const renewing = device.keeper.renew()
		device.keeper.networkReturned()
		device.answer = 'ok'
		expect(await renewing).toBe<Renewal>('later')
		expect(await device.keeper.renew()).toBe<Renewal>('renewed')
	})

	test.each(['refresh_token_not_found', 'refresh_token_already_used', 'user_banned'])(
		'%s: the session has ended',
		async (code) => {
			device.answer = { status: 400, body: { code } }
			await device.clock.advance(2 * HOUR)
			expect(device.ended).toBe(1)
			expect(await device.keeper.renew()).toBe<Renewal>('ended')
		},
	)

	test('another tab was faster: its token is taken, whatever this tab is told', async () => {
		device.keeper.stop()
		await device.clock.advance(2 * HOUR)
		device.answer = { status: 400, body: { code: 'refresh_token_already_used' } }
		const renewing = device.keeper.renew()
		device.storage.store(device.mint() as AuthSession)
		expect(await renewing).toBe('renewed')
		expect(device.ended).toBe(0)
		expect(device.keeper.usable()).not.toBeNull()
	})
})

test('a token that the server refuses is not sent again, and renewed as soon as may be', async () => {
	const token = device.keeper.usable()!
	device.keeper.refuse(token)
	expect(device.keeper.usable()).toBeNull()
	expect(await device.keeper.token()).not.toBe(token)
	device.keeper.refuse(device.keeper.usable()!)
	expect(await device.keeper.token()).toBeNull()
	await device.clock.advance(MINUTE)
	expect(await device.keeper.token()).not.toBeNull()
	expect(device.crowd()).toBe(1)
})

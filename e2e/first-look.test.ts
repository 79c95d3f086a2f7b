import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { createHousehold, type Household } from './harness/household'
import { Reader } from './harness/reader'

/** The page opened in the morning: the token has run out, and something keeps the auth service from giving a new one. */
const stack = inject('stack')
const site = inject('site')

let household: Household
let reader: Reader

beforeAll(async () => {
	household = await createHousehold(stack)
	await household.post({ description: 'Feira', amount: '123,45' })
	reader = await Reader.open(site)
	await reader.signIn(household.owner)
	await reader.seesFigure('spent', 'R$123,45')
	await reader.sees('live')
	// The copy is written by now, or with the page's leaving.
})
afterAll(() => reader.close({ except: ({ text }) => /auth\/v1\/token|Failed to (load|fetch)/.test(text) }))

/** Makes the stored token one of yesterday. */
const runOut = (page: Reader['page']) =>
	page.evaluate(() => {
		const key = Object.keys(localStorage).find((name) => /^painel\.session\.[^-]*$/.test(name))!
		const session = JSON.parse(localStorage.getItem(key)!)
		localStorage.setItem(key, JSON.stringify({ ...session, ends_here: Date.now() - 3_600_000 }))
	})

const TOKEN = '**/auth/v1/token?grant_type=refresh_token'

describe('an expired token, and', () => {
	beforeEach(async () => {
		await reader.context.unrouteAll()
		await reader.context.setOffline(false)
		await reader.page.goto(site)
		await reader.seesFigure('spent', 'R$123,45')
		await reader.sees('live')
		await runOut(reader.page)
	})

	test.each([429, 500, 503])(
		'%i: the copy is there at once, and live again when Auth is well',
		async (status) => {
			let asked = 0
			await reader.context.route(TOKEN, (route) => {
				asked += 1
				return route.fulfill({ status, json: { code: 'trouble', message: 'later' } })
			})
			await reader.page.reload()
			const started = Date.now()
			await reader.seesFigure('spent', 'R$123,45')
			const took = Date.now() - started
			expect(took).toBeLessThan(5_000)
			// A server that asks for patience is there; one that fails is not.
			await reader.sees(status === 429 ? 'catching_up' : 'offline')
			expect(await reader.page.locator('[data-page=signin]').count()).toBe(0)
			expect(asked).toBe(1)
			await reader.context.unrouteAll()
			await reader.page.reload()
			await reader.sees('live')
		},
	)

	test('no network: the copy is there at once, nothing is asked, live a moment after the network is back', async () => {
		let asked = 0
		reader.page.on('request', (request) => {
			if (request.url().includes('/auth/v1/token')) asked += 1
		})
		// The page itself comes from this machine, as it would from its service worker.
		await reader.context.route('**/{rest,auth}/v1/**', (route) => route.abort('internetdisconnected'))
		await reader.context.addInitScript(() => {
			// Runs in each later page of this context too, which must not be offline.
			const isOffline = () => sessionStorage.getItem('test-offline') !== null
			Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !isOffline() })
			addEventListener('painel-online', () => {
				sessionStorage.removeItem('test-offline')
				dispatchEvent(new Event('online'))
			})
		})
		await reader.page.evaluate(() => sessionStorage.setItem('test-offline', 'yes'))
		await reader.page.reload()
		await reader.seesFigure('spent', 'R$123,45')
		await reader.sees('offline')
		expect(asked).toBe(0)
		await reader.context.unrouteAll()
		await reader.page.evaluate(() => dispatchEvent(new Event('painel-online')))
		await reader.sees('live')
		expect(asked).toBe(1)
	})
})

describe.each([2, -2])('a device clock that is %i hours off', (hours) => {
	test('signs in, is live, and refreshes nothing', async () => {
		let refreshes = 0
		const other = await Reader.open(site, {
			prepare: async (context, page) => {
				page.on('request', (request) => {
					if (request.url().includes('grant_type=refresh_token')) refreshes += 1
				})
				await context.addInitScript((ms) => {
					const Right = Date
					class Wrong extends Right {
						constructor(...given: []) {
							super(...((given.length ? given : [Right.now() + ms]) as []))
						}
						static override now() {
							return Right.now() + ms
						}
					}
					globalThis.Date = Wrong as DateConstructor
				}, hours * 3_600_000)
			},
		})
		const own = await createHousehold(stack)
		await own.post({ description: 'Feira', amount: 1 })
		await other.signIn(own.owner)
		await other.sees('live')
		await own.post({ description: 'Padaria', amount: 1 })
		await other.rows('Padaria').first().waitFor()
		await other.page
			.getByText(/O relógio deste aparelho está/)
			.first()
			.waitFor()
		await other.page.reload()
		await other.sees('live')
		expect(refreshes).toBe(0)
		await other.close()
	})
})

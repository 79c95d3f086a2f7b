import type { Route } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { leftToCi, variant } from '../scripts/testing/left-to-ci'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { fakeClock, Reader, type ReaderOptions } from './harness/reader'

/** The page opened in the morning: the token has run out, and something keeps the auth service from giving a new one. */
const stack = inject('stack')
const site = inject('site')

const TOKEN = '**/auth/v1/token?grant_type=refresh_token'
const SPENT = 'R$123,45'

let household: Household
let reader: Reader

/** A device that has the ledger's copy, or will write it when the page is left. */
async function openPage(prepare: ReaderOptions['prepare']): Promise<void> {
	household = await createHousehold(stack)
	await household.post({ description: 'Feira', amount: '123,45' })
	reader = await Reader.openAs(household.owner, { prepare })
	await reader.seesFigure('spent', SPENT)
	await reader.sees('live')
}
afterEach(() => reader?.close({ except: ({ text }) => /auth\/v1\/token|Failed to (load|fetch)/.test(text) }))

/** Writes down when the month's figure first stood there: ms since the page was asked for, by its own clock. */
function watchFirstFigure(): void {
	const seen = new MutationObserver(() => {
		const figure = document.querySelector('[data-figure=spent]')
		if (!/\d/.test(figure?.textContent ?? '')) return
		seen.disconnect()
		performance.mark('test-first-figure')
	})
	seen.observe(document, { childList: true, subtree: true, characterData: true })
}

/** Opens the page anew; how long after it was asked for the figure stood there, in ms. */
async function opened(): Promise<number> {
	await reader.page.reload()
	await reader.seesFigure('spent', SPENT)
	return reader.page.evaluate(() => performance.getEntriesByName('test-first-figure')[0]!.startTime)
}

/** Makes the stored token one of yesterday. */
const runOut = () =>
	reader.page.evaluate(() => {
		const key = Object.keys(localStorage).find((name) => /^painel\.session\.[^-]*$/.test(name))!
		const session = JSON.parse(localStorage.getItem(key)!)
		localStorage.setItem(key, JSON.stringify({ ...session, ends_here: Date.now() - 3_600_000 }))
	})

const isAsked = () => reader.page.locator('[data-page=signin]').count()

/** The auth service from now on; how often it was asked for a token. */
async function auth(answer: (route: Route) => unknown): Promise<{ asked: number }> {
	const count = { asked: 0 }
	await reader.context.route(TOKEN, async (route) => {
		count.asked += 1
		await answer(route)
	})
	return count
}
const failing = (status: number) => (route: Route) =>
	route.fulfill({ status, json: { code: 'trouble', message: 'later' } })

describe('an expired token, and', () => {
	beforeEach(async () => {
		await openPage(fakeClock)
		await runOut()
	})

	test('no answer at all: the copy is there before the auth service has said anything', async () => {
		const held: Route[] = []
		await auth((route) => void held.push(route))
		await reader.page.reload()
		await reader.seesFigure('spent', SPENT)
		await expect.poll(() => held.length).toBe(1)
		expect(await isAsked()).toBe(0)
		// Still waiting: what is on the screen came without it.
		await held[0]!.continue()
		await reader.sees('live')
		expect(held).toHaveLength(1)
	})

	for (const status of [429, 500, 503])
		test(
			`${status}: the copy is there at once, and live again without loading anew when Auth is well`,
			variant(status, 429),
			async () => {
				const service = await auth(failing(status))
				await reader.page.reload()
				await reader.seesFigure('spent', SPENT)
				// A server that asks for patience is there; one that fails is not.
				await reader.sees(status === 429 ? 'catching_up' : 'offline')
				expect(await isAsked()).toBe(0)
				expect(service.asked).toBe(1)
				await household.post({ description: 'Padaria', amount: '0,01' })
				await reader.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
				await reader.context.unroute(TOKEN)
				const well = await auth((route) => route.continue())
				// It is asked again after a minute, and not before.
				await reader.page.clock.fastForward(30_000)
				expect(well.asked).toBe(0)
				await reader.page.clock.fastForward(31_000)
				await reader.sees('live')
				await reader.seesFigure('spent', 'R$123,46')
				expect(well.asked).toBe(1)
				expect(await reader.page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
			},
		)
})

test(
	'with an expired token the copy is there no more than a second later than with a good one, whatever Auth does',
	leftToCi,
	async () => {
		// By the browser's own clock.
		await openPage((context) => context.addInitScript(watchFirstFigure))
		await runOut()
		// Against the same page on the same machine, whose pauses must not count: so the quicker of two openings is taken. What
		// waits for the auth service waits each time.
		const expired: Record<string, number> = {}
		for (const [what, answer] of Object.entries({
			429: failing(429),
			500: failing(500),
			503: failing(503),
			'no answer': () => {},
			'no network': (route: Route) => route.abort('internetdisconnected'),
		})) {
			await auth(answer)
			expired[what] = Math.min(await opened(), await opened())
			await reader.context.unroute(TOKEN)
		}
		await reader.page.reload()
		await reader.sees('live')
		const good = Math.max(await opened(), await opened())
		expect(Object.entries(expired).filter(([, ms]) => ms > good + 1_000)).toEqual([])
	},
)

describe('no network and an expired token:', () => {
	/** What the browser says of the network, and whether anything comes through; the page itself comes as from its service worker. */
	async function network(state: 'gone' | 'dead' | 'back'): Promise<void> {
		if (state === 'back') await reader.context.unroute('**/{rest,auth}/v1/**')
		else await reader.context.route('**/{rest,auth}/v1/**', (route) => route.abort('internetdisconnected'))
		await reader.page.evaluate((value) => sessionStorage.setItem('test-network', value), state)
	}

	/** The requests for a token, whatever became of them. */
	let asked: number
	let inVain: number
	beforeEach(async () => {
		await openPage(fakeClock)
		asked = 0
		inVain = 0
		reader.page.on('requestfailed', (request) => {
			if (request.url().includes('grant_type=refresh_token')) inVain += 1
		})
		reader.page.on('request', (request) => {
			if (request.url().includes('grant_type=refresh_token')) asked += 1
		})
		await reader.context.addInitScript(() => {
			const isOffline = () => sessionStorage.getItem('test-network') === 'gone'
			Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !isOffline() })
		})
		await runOut()
	})

	for (const [name, state] of [
		['that the browser knows of: nothing is asked', 'gone'],
		['that nobody knows of: asked in vain', 'dead'],
	] as const)
		test(
			`${name}, the copy is there, live a moment after the network is back`,
			variant(state, 'gone'),
			async () => {
				await network(state)
				await reader.page.reload()
				await reader.seesFigure('spent', SPENT)
				await reader.sees('offline')
				expect(await isAsked()).toBe(0)
				expect(asked > 0).toBe(state === 'dead')
				// Long enough for its waits to be most of a minute: what is asked in a moment is asked because the network is back.
				const askInVain = async () => {
					await reader.page.clock.fastForward(5_000)
					return inVain
				}
				if (state === 'dead') await expect.poll(askInVain).toBeGreaterThanOrEqual(4)
				const now = () => reader.page.evaluate(() => Date.now())
				const [before, backAt] = [asked, await now()]
				await network('back')
				await reader.page.evaluate(() => dispatchEvent(new Event('online')))
				await expect.poll(() => asked).toBe(before + 1)
				expect((await now()) - backAt).toBeLessThan(35_000)
				await reader.sees('live')
				expect(asked).toBe(before + 1)
			},
		)
})

describe.each([2, -2])('a device clock that is %i hours off', (hours) => {
	test('signs in, is live, and refreshes nothing', variant(hours, 2), async () => {
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
		// Around the turn of a month that clock is in another one than the purchases.
		await other.go(`#/?m=${monthsAgo(0).slice(0, 7)}`)
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

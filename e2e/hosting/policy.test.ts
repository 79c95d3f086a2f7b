import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { Reader } from '../harness/reader'
import { PAGES } from '../harness/routes'

/** The build, with exactly the headers it is deployed with, in a real browser. */
let reader: Reader
beforeAll(async () => {
	reader = await Reader.open(inject('site'))
	await reader.signIn(inject('stack').demo)
	await reader.sees('live')
})
// Closing throws on any violation of the Content-Security-Policy, any uncaught error and any error in the console.
afterAll(() => reader?.close())
beforeEach(() => reader.begin(inject('site')))

it('draws its charts and beats its heart in a worker under the policy', async () => {
	await reader.page.locator('[data-chart] svg [data-mark]').first().waitFor()
	await expect.poll(() => reader.page.workers().length).toBeGreaterThan(0)
})

it.each([...PAGES, ['#/configurar', '[data-page=setup]']])(
	'opens %s without a violation',
	async (route, ready) => {
		await reader.go(route)
		await reader.page.locator(ready).first().waitFor()
		await reader.page.waitForLoadState('networkidle')
		expect(reader.trouble).toEqual([])
	},
)

it('has a policy that bites: neither markup nor another host gets in', async () => {
	const stranger = await Reader.open(inject('site'))
	const ran = await stranger.page.evaluate(async () => {
		const script = document.createElement('script')
		script.textContent = 'globalThis.injected = true'
		document.head.append(script)
		const elsewhere = await fetch('http://localhost:9/').then(
			() => 'reached',
			() => 'refused',
		)
		return { injected: 'injected' in globalThis, elsewhere }
	})
	expect(ran).toEqual({ injected: false, elsewhere: 'refused' })
	await expect
		.poll(() => stranger.trouble.filter(({ kind }) => kind === 'csp').length)
		.toBeGreaterThanOrEqual(2)
	await stranger.close({ except: () => true })
})

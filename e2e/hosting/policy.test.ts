import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../../local/site'
import { leftToCi } from '../../scripts/testing/left-to-ci'
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
	leftToCi,
	async (route, ready) => {
		await reader.go(route)
		await reader.page.locator(ready).first().waitFor()
		await reader.page.waitForLoadState('networkidle')
		expect(reader.trouble).toEqual([])
	},
)

const hosts: [string, () => Promise<{ url: string; close(): Promise<void> }>][] = [
	['as deployed', async () => ({ url: inject('site'), close: async () => {} })],
	[
		'on a host that sends no headers of ours',
		() => {
			const { url, publishable_key, demo } = inject('stack')
			const config = { supabaseUrl: url, publishableKey: publishable_key, demo }
			return serveSite(inject('dist'), config, { headers: false })
		},
	],
]

describe.each(hosts)('the policy, %s,', (_, host) => {
	let site: Awaited<ReturnType<typeof host>>
	beforeAll(async () => {
		site = await host()
	})
	afterAll(() => site.close())

	it('lets neither markup nor another host in', async () => {
		const stranger = await Reader.open(site.url)
		const ran = await stranger.page.evaluate(async () => {
			const marks = globalThis as { injected?: boolean }
			// A debugger may do what the policy forbids, for as long as its own call takes.
			await new Promise((later) => setTimeout(later))
			const tries = [
				() => {
					const script = document.createElement('script')
					script.textContent = 'globalThis.injected = true'
					document.head.append(script)
				},
				() => {
					document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="globalThis.injected = true">')
				},
				() => {
					const frame = document.createElement('iframe')
					frame.srcdoc = '<script>parent.injected = true</script>'
					document.body.append(frame)
				},
				() => {
					const script = document.createElement('script')
					script.src = 'http://localhost:9/x.js'
					document.head.append(script)
				},
				() => void new Worker('data:text/javascript,postMessage(1)'),
				() => void setTimeout('globalThis.injected = true'),
				() => void new Function('globalThis.injected = true')(),
			]
			for (const attempt of tries) {
				try {
					attempt()
				} catch {
					// refused at once
				}
			}
			const elsewhere = await fetch('http://localhost:9/').then(
				() => 'reached',
				() => 'refused',
			)
			await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
			return { injected: marks.injected ?? false, elsewhere }
		})
		expect(ran).toEqual({ injected: false, elsewhere: 'refused' })
		const violated = () =>
			stranger.trouble
				.filter(({ kind }) => kind === 'csp')
				.map(({ text }) => text)
				.join()
		for (const directive of ['connect-src', 'require-trusted-types-for'])
			await expect.poll(violated).toContain(directive)
		await stranger.close({ except: () => true })
	})

	it('gives markup that could run to nobody, and makes no second way for it', async () => {
		const stranger = await Reader.open(site.url)
		const refused = await stranger.page.evaluate(() => {
			const markup = [
				'<img src=x onerror=alert(1)>',
				'<svg/onload=alert(1)>',
				'<svg><script>alert(1)</script></svg>',
				'<a href="javascript:alert(1)">x</a>',
				'<iframe srcdoc="x"></iframe>',
				'<base href="https://evil.example/">',
				'<meta http-equiv="refresh" content="0;url=https://evil.example/">',
				'<object data="x"></object>',
			]
			const passed = markup.filter((text) => {
				try {
					document.createElement('div').innerHTML = text
					return true
				} catch {
					return false
				}
			})
			const types = (
				globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
			).trustedTypes
			for (const name of ['default', 'mine']) {
				try {
					types.createPolicy(name, { createHTML: (text: string) => text })
					passed.push(`policy ${name}`)
				} catch {
					// there is one, and one only
				}
			}
			document.createElement('div').innerHTML = '<b class="x" style="color: red">a &lt; b</b>'
			return passed
		})
		expect(refused).toEqual([])
		await stranger.close({ except: () => true })
	})

	it('leaves the page as it is: live, with its charts', async () => {
		const reader = await Reader.open(site.url)
		await reader.signIn(inject('stack').demo)
		await reader.sees('live')
		await reader.page.locator('[data-chart] svg [data-mark]').first().waitFor()
		await reader.close()
	})
})

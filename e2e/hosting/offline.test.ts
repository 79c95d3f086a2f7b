import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { serveSite } from '../../local/site'
import { fakeClock, Reader, type Trouble } from '../harness/reader'

/** A copy of the build that this file may change, as a host would at the next deploy. */
let folder: string
let site: Awaited<ReturnType<typeof serveSite>>
let reader: Reader

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'painel-offline-'))
	cpSync(inject('dist'), folder, { recursive: true })
	const { url, publishable_key, demo } = inject('stack')
	site = await serveSite(folder, { supabaseUrl: url, publishableKey: publishable_key, demo })
	reader = await Reader.open(site.url, { prepare: fakeClock })
	await reader.installed()
})
afterAll(async () => {
	const offline = ({ kind, text }: Trouble) =>
		kind === 'console' && /ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/.test(text)
	await reader?.close({ except: offline })
	await site?.close()
	rmSync(folder, { recursive: true, force: true })
})

let versions = 0
/** Another version of the page on the host, and a service worker that keeps it. */
function publishNextVersion(): void {
	versions++
	for (const [file, what] of [
		['index.html', /("painel-build" content=")[\w-]+/],
		['sw.js', /(index\.html\?offline[`"],revision:[`"])[\w-]+/],
	] as const) {
		const text = readFileSync(join(folder, file), 'utf8')
		expect(text).toMatch(what)
		writeFileSync(join(folder, file), text.replace(what, `$1version-${versions}`))
	}
}

it('can be installed', async () => {
	const session = await reader.context.newCDPSession(reader.page)
	const { errors } = await session.send('Page.getAppManifest')
	expect(errors).toEqual([])
	const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
	// A private window cannot install anything, which is all that may stand in the way here.
	expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([])
})

it('opens without a network, and still knows its own server', async () => {
	await expect
		.poll(() => reader.page.evaluate(async () => Boolean(await caches.match('./config.js'))))
		.toBe(true)
	await reader.context.setOffline(true)
	await reader.page.reload()
	await reader.page.locator('[data-page=signin]').waitFor()
	expect(await reader.page.locator('[data-demo]').count()).toBe(0)
	await reader.context.setOffline(false)
})

it('brings the policy of today, whatever it keeps', async () => {
	const own = await serveSite(folder, null)
	const reader = await Reader.open(own.url, { prepare: fakeClock })
	await reader.installed()
	await reader.page.reload()
	expect(await reader.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
	const port = Number(new URL(own.url).port)
	await own.close()
	const changed = await serveSite(
		folder,
		{ supabaseUrl: 'https://other.supabase.co', publishableKey: 'sb_publishable_a' },
		{ port },
	)
	try {
		const answer = await reader.page.reload()
		expect(answer!.fromServiceWorker()).toBe(true)
		expect(answer!.headers()['content-security-policy']).toContain('https://other.supabase.co')
	} finally {
		await changed.close()
	}
	// The host is gone: the copy it is.
	await reader.page.reload()
	await reader.page.locator('#root *').first().waitFor()
	await reader.close({ except: () => true })
})

it('opens from its copy while the host only fails', async () => {
	const own = await serveSite(folder, null)
	const reader = await Reader.open(own.url, { prepare: fakeClock })
	await reader.installed()
	const port = Number(new URL(own.url).port)
	await own.close()
	const failing = createServer((_, response) => response.writeHead(503).end('no'))
	await new Promise<void>((listening) => failing.listen(port, '127.0.0.1', listening))
	try {
		await reader.page.reload()
		await reader.figure('spent').waitFor()
	} finally {
		failing.closeAllConnections()
		failing.close()
		await reader.close({ except: () => true })
	}
})

it('keeps assets only: nothing of the server is in its caches', async () => {
	const kept = await reader.page.evaluate(async () => {
		const names = await caches.keys()
		const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
		return requests.flat().map((request) => request.url)
	})
	expect(kept.length).toBeGreaterThan(10)
	expect(kept.filter((url) => !url.startsWith(site.url))).toEqual([])
	expect(kept.filter((url) => /\/(rest|auth|realtime)\//.test(url))).toEqual([])
})

it('offers a new version, and neither tab is reloaded before its own reader asks', async () => {
	const reader = await Reader.open(site.url, { prepare: fakeClock })
	await reader.installed()
	await reader.page.reload()
	const other = await reader.context.newPage()
	await other.goto(site.url)
	const pages = [reader.page, other]
	for (const page of pages) {
		await page.locator('[data-page=signin]').waitFor()
		await page.evaluate(() => Object.assign(globalThis, { stillHere: true }))
	}
	const stillHere = (page: typeof other) => page.evaluate(() => 'stillHere' in globalThis)

	publishNextVersion()
	const offer = (page: typeof other) => page.getByText('Há uma versão nova do Painel.')
	for (const page of pages)
		await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
	for (const page of pages) await offer(page).waitFor()
	expect(await Promise.all(pages.map(stillHere))).toEqual([true, true])

	const reloaded = other.waitForEvent('load')
	await other.getByRole('button', { name: 'Atualizar' }).click()
	await reloaded
	await other.locator('[data-page=signin]').waitFor()
	expect(await stillHere(other)).toBe(false)
	expect(await stillHere(reader.page)).toBe(true)
	expect(await offer(reader.page).isVisible()).toBe(true)

	// A page that came newer from the network than the service worker that brought it is offered nothing.
	publishNextVersion()
	await other.reload()
	await other.locator('[data-page=signin]').waitFor()
	await other.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready
		await registration.update()
		const next = registration.installing
		if (next)
			await new Promise((installed) => next.addEventListener('statechange', installed, { once: true }))
	})
	await other.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))))
	expect(await offer(other).isVisible()).toBe(false)
	await reader.close()
})

import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { serveSite } from '../../local/site'
import { Reader, type Trouble } from '../harness/reader'

/** A copy of the build that this file may change, as a host would at the next deploy. */
let folder: string
let site: Awaited<ReturnType<typeof serveSite>>
let reader: Reader

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'painel-offline-'))
	cpSync(inject('dist'), folder, { recursive: true })
	const { url, publishable_key, demo } = inject('stack')
	site = await serveSite(folder, { supabaseUrl: url, publishableKey: publishable_key, demo })
	reader = await Reader.open(site.url)
	await installed(reader)
})
afterAll(async () => {
	const offline = ({ kind, text }: Trouble) =>
		kind === 'console' && /ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/.test(text)
	await reader?.close({ except: offline })
	await site?.close()
	rmSync(folder, { recursive: true, force: true })
})

/** Resolves once the service worker is there, with all it keeps. */
const installed = (reader: Reader) =>
	reader.page.evaluate(async () => {
		await navigator.serviceWorker.ready
	})

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
	const reader = await Reader.open(site.url)
	await installed(reader)
	await reader.page.reload()
	const other = await reader.context.newPage()
	await other.goto(site.url)
	const pages = [reader.page, other]
	for (const page of pages) {
		await page.locator('[data-page=signin]').waitFor()
		await page.evaluate(() => Object.assign(globalThis, { stillHere: true }))
	}
	const stillHere = (page: typeof other) => page.evaluate(() => 'stillHere' in globalThis)

	appendFileSync(join(folder, 'sw.js'), '\n// the next version\n')
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
	await reader.close()
})

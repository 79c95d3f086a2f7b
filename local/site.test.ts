import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hostingHeaders, netlifyHeaders } from '../scripts/build/headers'
import { serveSite } from './site'

let folder: string
let close: (() => Promise<void>) | undefined
const config = { supabaseUrl: 'https://abcd.supabase.co', publishableKey: 'sb_publishable_abc' }

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-site-'))
	mkdirSync(join(folder, 'assets'))
	writeFileSync(join(folder, 'index.html'), '<!doctype html>')
	writeFileSync(join(folder, 'config.js'), '// as built')
	writeFileSync(join(folder, 'assets/a.js'), '1')
	writeFileSync(join(folder, '_headers'), netlifyHeaders(hostingHeaders([])))
})
afterEach(async () => {
	await close?.()
	rmSync(folder, { recursive: true })
})

async function get(path: string, given: typeof config | null = config) {
	await close?.()
	const site = await serveSite(folder, given)
	close = site.close
	return fetch(site.url + path, { redirect: 'manual' })
}

it('answers with the headers of a deploy for this configuration', async () => {
	const index = await get('/')
	expect(index.status).toBe(200)
	expect(index.headers.get('content-security-policy')).toContain('wss://abcd.supabase.co')
	expect(index.headers.get('cache-control')).toBe('no-cache')
	expect((await get('/assets/a.js')).headers.get('cache-control')).toContain('immutable')
	expect(await (await get('/config.js')).text()).toContain('sb_publishable_abc')
})

it('serves the build as it is without one', async () => {
	const index = await get('/', null)
	expect(index.headers.get('content-security-policy')).toContain("connect-src 'self';")
	expect(await (await get('/config.js', null)).text()).toBe('// as built')
})

it('sends unknown paths home, but never answers a missing asset with a page', async () => {
	const lost = await get('/somewhere/else')
	expect([lost.status, lost.headers.get('location')]).toEqual([302, '/'])
	expect((await get('/assets/old.js')).status).toBe(404)
})

it('answers by the names of this machine only', async () => {
	const site = await serveSite(folder, config)
	close = site.close
	const { request } = await import('node:http')
	const ask = (host: string) =>
		new Promise<number | undefined>((resolve, reject) => {
			request(`${site.url}/config.js`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
				.on('error', reject)
				.end()
		})
	expect(await ask('localhost:9')).toBe(200)
	for (const host of ['evil.example', '127.0.0.1.evil.example'])
		expect([host, await ask(host)]).toEqual([host, 421])
})

it('is no part of another site', async () => {
	for (const path of ['/', '/config.js', '/assets/a.js'])
		expect((await get(path)).headers.get('cross-origin-resource-policy')).toBe('same-origin')
})

it.each(['/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/_headers', '/%00', '/%'])(
	'gives nothing away at %s',
	async (path) => {
		expect((await get(path)).status).toBe(302)
	},
)

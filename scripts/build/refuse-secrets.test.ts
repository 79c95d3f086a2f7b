import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findSecret, refuseSecrets } from './refuse-secrets'

const url = 'https://abcd.supabase.co'
const serviceJwt = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"service_role"}').toString('base64url')}.c2lnbmF0dXJl`
const anonJwt = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"anon"}').toString('base64url')}.c2lnbmF0dXJl`

let root: string
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'painel-build-'))
	source('document.title = "x"')
})
afterEach(() => {
	vi.unstubAllEnvs()
	rmSync(root, { recursive: true })
})

function source(script: string) {
	writeFileSync(join(root, 'index.html'), '<script type="module" src="./main.js"></script>')
	writeFileSync(join(root, 'main.js'), script)
}

const run = () => build({ root, configFile: false, logLevel: 'silent', plugins: [refuseSecrets()] })

function environment(supabaseUrl: string, key: string) {
	vi.stubEnv('VITE_SUPABASE_URL', supabaseUrl)
	vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', key)
}

describe('the build', () => {
	it('succeeds with a publishable key, and with nothing (the demo)', async () => {
		environment('', '')
		await run()
		environment(url, 'sb_publishable_abc')
		await run()
	})

	it.each([
		['a secret key', url, 'sb_secret_0123456789', /SECRET key/],
		['a service_role JWT', url, serviceJwt, /SECRET key/],
		['no key', url, '', /no key/],
		['no URL', '', 'sb_publishable_abc', /no project URL/],
		['a dashboard URL', 'https://supabase.com/dashboard/project/x', 'sb_publishable_abc', /address alone/],
		['plain http', 'http://abcd.supabase.co', 'sb_publishable_abc', /https/],
		['an example left in place', url, 'sb_publishable_…', /neither a publishable key/],
	])('fails on %s, saying what to do', async (_, supabaseUrl, key, message) => {
		environment(supabaseUrl, key)
		await expect(run()).rejects.toThrow(message)
	})

	it('fails on a secret key in any other VITE_ variable, naming it', async () => {
		vi.stubEnv('VITE_ELSE', 'sb_secret_0123456789')
		await expect(run()).rejects.toThrow(/VITE_ELSE/)
	})

	it.each(['sb_secret_0123456789', serviceJwt])('fails when the source holds %s', async (key) => {
		environment('', '')
		source(`document.title = ${JSON.stringify(key)}`)
		await expect(run()).rejects.toThrow(/would publish a SECRET key/)
	})
})

it('tells secret keys from public ones and from mere words about them', () => {
	expect(findSecret(`x${anonJwt}y`)).toBe(-1)
	expect(findSecret('never put sb_secret_… here')).toBe(-1)
	expect(findSecret(`"${serviceJwt}"`)).toBe(1)
})

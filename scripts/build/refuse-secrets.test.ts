import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refuseSecrets } from './refuse-secrets'
import { findSecret } from './secrets'

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

	describe('on a secret key that is no part of its code', () => {
		const secret = 'sb_secret_0123456789'
		const file = (name: string, content: string | Uint8Array) => {
			mkdirSync(dirname(join(root, name)), { recursive: true })
			writeFileSync(join(root, name), content)
		}
		beforeEach(() => environment('', ''))

		it.each([
			['public/config.js', `globalThis.PAINEL_CONFIG = { publishableKey: '${secret}' }`, 'config.js'],
			['public/config.js', `globalThis.PAINEL_CONFIG = { publishableKey: '${serviceJwt}' }`, 'config.js'],
			['public/notes.txt', Buffer.from(secret, 'utf16le'), 'notes.txt'],
			['public/.env', `SUPABASE_SERVICE_ROLE_KEY=${secret}`, '.env'],
			[
				'public/deep/down/data.bin',
				Buffer.concat([Buffer.from([0, 255, 7]), Buffer.from(secret)]),
				'data.bin',
			],
			['index.html', `<!-- ${secret} --><script type="module" src="./main.js"></script>`, 'index.html'],
		])('in %s, naming the file and not the key', async (name, content, named) => {
			file(name, content)
			const message = await run().then(
				() => 'built',
				(error: Error) => error.message,
			)
			expect(message).toContain(named)
			expect(message).toMatch(/SECRET key/)
			expect(message).not.toContain('0123456789')
		})

		it.each([
			['an asset of its own', 'x'.repeat(5_000) + secret],
			['an asset inside the script', secret],
			['an image inside the script', `<svg xmlns="http://www.w3.org/2000/svg"><!-- ${secret} --></svg>`],
		])('in a ?url import that becomes %s', async (_, content) => {
			const name = content.startsWith('<svg') ? 'kept.svg' : 'kept.txt'
			source(`import kept from './${name}?url'\ndocument.title = kept`)
			writeFileSync(join(root, name), content)
			await expect(run()).rejects.toThrow(/SECRET key/)
		})

		it('in what another plugin writes at the end', async () => {
			const late = {
				name: 'late',
				closeBundle: {
					order: 'pre' as const,
					sequential: true,
					handler: () => file('dist/sw.js', `"${secret}"`),
				},
			}
			await expect(
				build({ root, configFile: false, logLevel: 'silent', plugins: [refuseSecrets(), late] }),
			).rejects.toThrow(/sw\.js.*SECRET key/)
		})
	})

	it.each(['sb_secret_0123456789', serviceJwt])('fails when the source holds %s', async (key) => {
		environment('', '')
		source(`document.title = ${JSON.stringify(key)}`)
		await expect(run()).rejects.toThrow(/would publish a SECRET key/)
	})
})

it('tells secrets from what is public and from mere words about them', () => {
	const jwt = (claims: object) =>
		`eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
	for (const fit of [
		`x${anonJwt}y`,
		'never put sb_secret_… here',
		'the key (sb_secret_) of this.is.none',
		'eyJhbGciOiJIUzI1NiJ9.not-json-at-all.x',
		'postgresql://postgres:[YOUR-PASSWORD]@db.abcd.supabase.co:5432/postgres',
		'sb_publishable_0123456789',
	])
		expect([fit, findSecret(fit)]).toEqual([fit, null])
	for (const unfit of [
		`"${serviceJwt}"`,
		jwt({ role: 'authenticated', sub: 'ana' }),
		jwt({ sub: 'ana' }),
		'SB_SECRET_0123456789',
		`sbp_${'0a'.repeat(20)}`,
		`painel_${'0a'.repeat(32)}`,
		'postgres://postgres:hunter22@db.abcd.supabase.co:5432/postgres',
		'-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49',
		`data:text/plain;base64,${Buffer.from('sb_secret_0123456789').toString('base64')}`,
		`data:image/svg+xml,${encodeURIComponent('<!-- sb_secret_0123456789 -->')}`,
	])
		expect([unfit, findSecret(unfit)]).not.toEqual([unfit, null])
})

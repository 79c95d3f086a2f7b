import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../../local/site'
import { Reader } from '../harness/reader'

const caddy = (process.env.PATH ?? '')
	.split(delimiter)
	.map((folder) => join(folder, 'caddy'))
	.find((path) => existsSync(path))

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as { port: number }
	server.close()
	await once(server, 'close')
	return port
}

/** The configuration of docker/, without Docker. */
describe.skipIf(!caddy)('the web server for home', () => {
	let url: string
	let stop: () => Promise<unknown>
	let hosted: Awaited<ReturnType<typeof serveSite>>

	/** Caddy with the configuration of docker/, for this project. */
	async function serve(supabaseUrl: string, key: string) {
		const url = `http://127.0.0.1:${await freePort()}`
		const child = spawn(caddy!, ['run', '--config', 'docker/Caddyfile', '--adapter', 'caddyfile'], {
			env: {
				...process.env,
				PAINEL_ADDRESS: url,
				PAINEL_ROOT: inject('dist'),
				SUPABASE_URL: supabaseUrl,
				SUPABASE_PUBLISHABLE_KEY: key,
			},
			stdio: ['ignore', 'ignore', 'pipe'],
		})
		const ended = once(child, 'exit')
		const stop = () => {
			child.kill('SIGTERM')
			return ended
		}
		let said = ''
		child.stderr.setEncoding('utf8')
		while (!said.includes('serving initial configuration')) {
			const text = await Promise.race([once(child.stderr, 'data'), ended.then(() => null)])
			if (!text) throw new Error(`Caddy ended:\n${said}`)
			said += String(text[0])
		}
		child.stderr.resume()
		return { url, stop }
	}

	beforeAll(async () => {
		const stack = inject('stack')
		;({ url, stop } = await serve(stack.url, stack.publishable_key))
		hosted = await serveSite(inject('dist'), {
			supabaseUrl: stack.url,
			publishableKey: stack.publishable_key,
		})
	})
	afterAll(async () => {
		await stop?.()
		await hosted?.close()
	})

	it.each([
		'/',
		'/index.html',
		'/config.js',
		'/boot.js',
		'/sw.js',
		'/manifest.webmanifest',
		'/icons/painel.svg',
		'/lost/path',
		'/assets/none.js',
	])('answers %s with the status and headers of every other host', async (path) => {
		const [home, elsewhere] = await Promise.all(
			[url, hosted.url].map((base) => fetch(base + path, { redirect: 'manual' })),
		)
		expect(home!.status).toBe(elsewhere!.status)
		for (const name of [
			'content-security-policy',
			'strict-transport-security',
			'x-content-type-options',
			'referrer-policy',
			'permissions-policy',
			'cache-control',
			'location',
		])
			expect([name, home!.headers.get(name)]).toEqual([name, elsewhere!.headers.get(name)])
	})

	it.each([
		['a secret key', 'https://abcd.supabase.co', 'sb_secret_0123456789', /sb_secret/],
		[
			'a service_role key',
			'https://abcd.supabase.co',
			`eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"service_role"}').toString('base64url')}.c2ln`,
			/eyJ/,
		],
		['an address that goes on', 'https://abcd.supabase.co"+alert(1)+"', 'sb_publishable_a', /alert/],
	])('does not publish %s, also without the container', async (_, supabaseUrl, key, secret) => {
		const home = await serve(supabaseUrl, key)
		try {
			const answer = await fetch(`${home.url}/config.js`)
			expect(await answer.text()).not.toMatch(secret)
			expect(String(answer.headers.get('content-security-policy'))).not.toMatch(secret)
		} finally {
			await home.stop()
		}
	})

	it('publishes a legacy anon key', async () => {
		const key = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"iss":"supabase","role":"anon"}').toString('base64url')}.c2ln`
		const home = await serve('https://abcd.supabase.co', key)
		try {
			expect(await (await fetch(`${home.url}/config.js`)).text()).toContain(key)
		} finally {
			await home.stop()
		}
	})

	it('serves the page, connected to its own project', async () => {
		const reader = await Reader.open(url)
		await reader.signIn(inject('stack').demo)
		await reader.sees('live')
		await reader.page.locator('[data-chart] svg').first().waitFor()
		await reader.close()
	})
})

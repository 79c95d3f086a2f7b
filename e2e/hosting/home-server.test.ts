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

	beforeAll(async () => {
		const stack = inject('stack')
		url = `http://127.0.0.1:${await freePort()}`
		const child = spawn(caddy!, ['run', '--config', 'docker/Caddyfile', '--adapter', 'caddyfile'], {
			env: {
				...process.env,
				PAINEL_ADDRESS: url,
				PAINEL_ROOT: inject('dist'),
				SUPABASE_URL: stack.url,
				SUPABASE_PUBLISHABLE_KEY: stack.publishable_key,
			},
			stdio: ['ignore', 'ignore', 'pipe'],
		})
		const ended = once(child, 'exit')
		stop = () => {
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

	it('serves the page, connected to its own project', async () => {
		const reader = await Reader.open(url)
		await reader.signIn(inject('stack').demo)
		await reader.sees('live')
		await reader.page.locator('[data-chart] svg').first().waitFor()
		await reader.close()
	})
})

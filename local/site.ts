import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, resolve, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
	connectSources,
	type HeaderRule,
	headersFor,
	hostingHeaders,
	parseNetlifyHeaders,
} from '../scripts/build/headers'
import type { PainelConfig } from '../src/backend/config'
import { checkConfig } from '../src/backend/config-advice'
import { isLocalHost, NOT_LOCAL } from './http/host'

const types: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.woff2': 'font/woff2',
}
const compressed = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg'])

/** What `config.js` says for a configuration. JSON is a subset of JavaScript, so nothing in it can break out. */
export function configScript(config: PainelConfig): string {
	return `globalThis.PAINEL_CONFIG = ${JSON.stringify(config, null, '\t')}\n`
}

/**
 * Serves a build on 127.0.0.1 as the static host would: with the `_headers` it would have for this configuration, and
 * its redirects. Development and tests only. `config` null serves the build's own `_headers` and `config.js`;
 * `headers: false` is a host that reads no `_headers`.
 */
export async function serveSite(
	folder: string,
	config: PainelConfig | null,
	{ port = 0, headers = true }: { port?: number; headers?: boolean } = {},
): Promise<{ url: string; close(): Promise<void> }> {
	const root = resolve(folder)
	const checked = config && checkConfig(config)
	const rules: HeaderRule[] = checked
		? hostingHeaders(connectSources(checked.supabaseUrl))
		: parseNetlifyHeaders(await readFile(resolve(root, '_headers'), 'utf8'))

	// As a static host, which compresses once: else the machine would do so while the page that is measured on it opens.
	const zipped = new Map<string, { body: Buffer; zip: Buffer }>()
	function zip(path: string, body: Buffer): Buffer {
		const kept = zipped.get(path)
		if (kept?.body.equals(body)) return kept.zip
		const made = { body, zip: gzipSync(body) }
		zipped.set(path, made)
		return made.zip
	}

	async function bodyOf(path: string): Promise<Buffer | null> {
		if (checked && path === '/config.js') return Buffer.from(configScript(checked))
		const file = resolve(root, `.${path === '/' ? '/index.html' : path}`)
		if (!file.startsWith(root + sep) || path === '/_headers') return null
		return readFile(file).catch(() => null)
	}

	const server = createServer(async (request, response) => {
		if (!isLocalHost(request.headers.host)) {
			response.writeHead(421, { 'Content-Type': 'text/plain' }).end(NOT_LOCAL)
			return
		}
		const path = pathOf(request.url)
		const body = path === null ? null : await bodyOf(path)
		for (const [name, value] of Object.entries(headers ? headersFor(rules, path ?? '/') : {}))
			response.setHeader(name, value)
		if (!body && path?.startsWith('/assets/')) {
			response.removeHeader('Cache-Control') // a missing asset must not be remembered as missing for a year
			response.writeHead(404).end()
			return
		}
		if (!body) {
			response.writeHead(302, { Location: '/' }).end()
			return
		}
		const extension = path === '/' ? '.html' : extname(path!)
		response.setHeader('Content-Type', types[extension] ?? 'application/octet-stream')
		const small = compressed.has(extension) && /\bgzip\b/.test(String(request.headers['accept-encoding']))
		if (small) response.setHeader('Content-Encoding', 'gzip')
		response.end(request.method === 'HEAD' ? undefined : small ? zip(path!, body) : body)
	})
	await new Promise<void>((listening, failed) => {
		server.once('error', failed).listen(port, '127.0.0.1', listening)
	})
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () =>
			new Promise<void>((closed) => {
				server.close(() => closed())
				server.closeAllConnections()
			}),
	}
}

function pathOf(url = '/'): string | null {
	try {
		const path = decodeURIComponent(new URL(url, 'http://site').pathname)
		return path.includes('\0') ? null : path
	} catch {
		return null
	}
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockFolder } from '../../local/database/folder-lock'
import { serveSite } from '../../local/site'
import type { Attack } from './attack'
import { SECRET } from './world'

/** The status and headers that a request gets whose Host and Origin are chosen. */
function knock(
	url: string,
	path: string,
	headers: Record<string, string>,
): Promise<{ status: number; text: string; corp: unknown }> {
	return new Promise((resolve, reject) => {
		const asked = request(url + path, { headers }, (answer) => {
			let text = ''
			answer.setEncoding('utf8')
			answer.on('data', (part: string) => {
				text += part
			})
			answer.on('end', () =>
				resolve({ status: answer.statusCode!, text, corp: answer.headers['cross-origin-resource-policy'] }),
			)
		})
		asked.on('error', reject)
		asked.end()
	})
}

const HOSTS = [
	'evil.example',
	'127.0.0.1.evil.example',
	'localhost.evil.example',
	'localhost:80@evil.example',
	'169.254.169.254',
	'0.0.0.0',
	'127.0.0.2',
	'[::ffff:127.0.0.1]',
	'localhost.',
]
const PATHS = ['/rest/v1/', '/auth/v1/health', '/_stack/emails', '/_stack/faults']

const rebinding: Attack[] = HOSTS.flatMap((host) =>
	PATHS.map(
		(path): Attack => ({
			who: 'another site',
			door: 'the embedded stack by another name',
			what: `${host}${path}`,
			run: async ({ stack }) => {
				const { status } = await knock(stack.url, path, { host, apikey: stack.publishable_key })
				return status === 421 ? null : `answered ${status}`
			},
		}),
	),
)

const control: Attack[] = [
	'https://evil.example',
	'null',
	'http://127.0.0.1.evil.example',
	'http://localhost.evil.example',
	'chrome-extension://x',
	'file://',
].flatMap((origin) =>
	['/_stack/emails', '/_stack/faults'].map(
		(path): Attack => ({
			who: 'another site',
			door: 'the embedded stack’s tools for tests',
			what: `${path} from ${origin}`,
			run: async ({ stack }) => {
				const { status } = await knock(stack.url, path, { origin })
				return status < 400 ? `answered ${status}` : null
			},
		}),
	),
)

/** A page's folder, served, with something of the machine around it. */
async function withSite<T>(work: (url: string, folder: string) => Promise<T>): Promise<T> {
	const around = mkdtempSync(join(tmpdir(), 'painel-attack-'))
	const folder = join(around, 'dist')
	mkdirSync(join(folder, 'assets'), { recursive: true })
	writeFileSync(join(around, 'secret.txt'), SECRET)
	writeFileSync(join(folder, 'index.html'), '<!doctype html>')
	const site = await serveSite(folder, {
		supabaseUrl: 'https://abcd.supabase.co',
		publishableKey: 'sb_publishable_a',
	})
	try {
		return await work(site.url, folder)
	} finally {
		await site.close()
		rmSync(around, { recursive: true })
	}
}

const ESCAPES = [
	'/../secret.txt',
	'/..%2fsecret.txt',
	'/%2e%2e/secret.txt',
	'/assets/../../secret.txt',
	'/assets/..%2f..%2fsecret.txt',
	'/..\\secret.txt',
	'/%2e%2e%5csecret.txt',
	'//secret.txt',
	'/_headers',
	'/%00',
	'/.%00./secret.txt',
	'/%c0%ae%c0%ae/secret.txt',
]

const site: Attack[] = [
	...ESCAPES.map(
		(path): Attack => ({
			who: 'anybody',
			door: 'the page’s server',
			what: path,
			run: () =>
				withSite(async (url) => {
					const { status, text } = await knock(url, path, { host: '127.0.0.1' })
					return text.includes(SECRET) || (status === 200 && text !== '<!doctype html>')
						? `${status} ${text.slice(0, 80)}`
						: null
				}),
		}),
	),
	...HOSTS.map(
		(host): Attack => ({
			who: 'another site',
			door: 'the page’s server by another name',
			what: host,
			run: () =>
				withSite(async (url) =>
					(await knock(url, '/config.js', { host })).status === 421 ? null : 'answered',
				),
		}),
	),
	...['/', '/config.js'].map(
		(path): Attack => ({
			who: 'another site',
			door: 'the page as a part of another',
			what: path,
			run: () =>
				withSite(async (url) =>
					(await knock(url, path, { host: 'localhost' })).corp === 'same-origin' ? null : 'can be included',
				),
		}),
	),
]

const LOCKS = [
	'1',
	String(process.ppid),
	`${process.ppid} before/1`,
	'-1 unknown',
	'',
	'x'.repeat(10_000),
	'0 unknown',
	'99999999999 unknown',
]

const locks: Attack[] = LOCKS.map((lock) => ({
	who: 'whatever ran before',
	door: 'the data folder’s lock',
	what: JSON.stringify(lock.slice(0, 20)),
	run: async () => {
		const folder = mkdtempSync(join(tmpdir(), 'painel-attack-'))
		try {
			writeFileSync(`${folder}.lock`, lock)
			lockFolder(folder)()
			return null
		} finally {
			rmSync(folder, { recursive: true })
			rmSync(`${folder}.lock`, { force: true })
		}
	},
}))

export const machineAttacks: Attack[] = [...rebinding, ...control, ...site, ...locks]

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { lockFolder } from '../../local/database/folder-lock'
import { serveSite } from '../../local/site'
import { checkConfig } from '../../src/backend/config'
import { harmless } from '../../src/dashboard/purchases/csv'
import { findSecret, secretInFolder } from '../build/secrets'
import { describeRefused, refusedCsv } from '../import/report'
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

const jwt = (claims: object) =>
	`eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
const KEYS: [what: string, key: string][] = [
	['a secret key', 'sb_secret_0123456789'],
	['a service_role key', jwt({ role: 'service_role' })],
	['a person’s session', jwt({ role: 'authenticated', sub: 'x' })],
	['a key of no role', jwt({ iss: 'supabase' })],
	['an agent’s token', `painel_${'0a'.repeat(32)}`],
	['an access token', `sbp_${'0a'.repeat(20)}`],
	['a database’s address', 'postgresql://postgres:hunter22@db.abcd.supabase.co:5432/postgres'],
]
const FORMS: [what: string, of: (key: string) => string | Buffer][] = [
	['as it is', (key) => key],
	['in a script', (key) => `globalThis.PAINEL_CONFIG={publishableKey:"${key}"}`],
	['in UTF-16', (key) => Buffer.from(`x ${key}`, 'utf16le')],
	['among bytes', (key) => Buffer.concat([Buffer.from([0xff, 0, 0x89]), Buffer.from(key)])],
	['inside a data address', (key) => `url(data:text/plain;base64,${Buffer.from(key).toString('base64')})`],
	['inside a written-out data address', (key) => `"data:image/svg+xml,${encodeURIComponent(key)}"`],
]

const builds: Attack[] = [
	...KEYS.flatMap(([what, key]) =>
		FORMS.map(
			([form, of]): Attack => ({
				who: 'whoever builds the page',
				door: 'publishing a secret by accident',
				what: `${what}, ${form}`,
				run: async () => {
					const folder = mkdtempSync(join(tmpdir(), 'painel-attack-'))
					try {
						const file = join(folder, 'deep/down/file.dat')
						mkdirSync(dirname(file), { recursive: true })
						writeFileSync(file, of(key))
						return secretInFolder(folder) ? null : 'the finished folder passes'
					} finally {
						rmSync(folder, { recursive: true })
					}
				},
			}),
		),
	),
	...KEYS.map(
		([what, key]): Attack => ({
			who: 'whoever sets up the page',
			door: 'giving it a secret by accident',
			what,
			run: async () => {
				try {
					checkConfig({ supabaseUrl: 'https://abcd.supabase.co', publishableKey: key })
					return 'it is taken'
				} catch (error) {
					return (error as Error).message.includes(key) ? 'the error repeats it' : null
				}
			},
		}),
	),
	{
		who: 'whoever builds the page',
		door: 'publishing a secret by accident',
		what: 'that is a public key after all',
		run: async () =>
			findSecret(`sb_publishable_0123456789 ${jwt({ role: 'anon' })}`) ? 'a public key is refused' : null,
	},
]

const CELLS = [
	'=1+1',
	'+1',
	'-1+1',
	'@SUM(1)',
	'\t=1',
	'\r=1',
	'\n=1',
	'＝1',
	'＋1',
	'－1',
	'＠x',
	' =1',
	'\u001b[2J',
	'\u009b2J',
	'\u202ex',
]

const files: Attack[] = CELLS.flatMap((cell): Attack[] => [
	{
		who: 'the writer of a bank’s file',
		door: 'the import’s report',
		what: JSON.stringify(cell),
		run: async () => {
			const csv = refusedCsv([{ line: 2, reason: 'amount_missing', record: [cell] }]).replaceAll('\r\n', '')
			return /(^|,)"?\s*[=+\-@＝＋－＠]/.test(csv) || /\p{Cc}/u.test(csv) ? csv : null
		},
	},
	{
		who: 'the writer of a bank’s file',
		door: 'the import’s terminal',
		what: JSON.stringify(cell),
		run: async () => {
			const [said] = describeRefused([{ line: 2, reason: 'amount_missing', record: [cell] }])
			return /[\p{Cc}\p{Cf}]/u.test(said!) ? said! : null
		},
	},
	{
		who: 'the writer of a message',
		door: 'the page’s CSV',
		what: JSON.stringify(cell),
		run: async () => (/^[=+\-@\t\r\n＝＋－＠]/.test(harmless(cell)) ? harmless(cell) : null),
	},
])

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

export const machineAttacks: Attack[] = [...rebinding, ...control, ...site, ...builds, ...files, ...locks]

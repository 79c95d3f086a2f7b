import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkConfig } from '../../src/backend/config'
import { harmless } from '../../src/dashboard/purchases/csv'
import { findSecret, secretInFolder } from '../build/secrets'
import { runImport } from '../import/run'
import type { Attack } from './attack'

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

/** Plans a bank's file that holds the cell wherever a file can hold a text; answers what is said of it and the report. */
async function imported(cell: string): Promise<{ said: string; report: string }> {
	const folder = mkdtempSync(join(tmpdir(), 'painel-attack-'))
	const quoted = `"${cell.replaceAll('"', '""')}"`
	const file = join(folder, 'extrato.csv')
	const said: string[] = []
	try {
		writeFileSync(
			file,
			`Data;Descrição;Valor;${quoted}\r\n01/11/2026;${quoted};10,00;x\r\n02/11/2026;Feira;${quoted};x\r\n${quoted};Feira;10,00;x\r\n`,
		)
		const output = { out: (line: string) => said.push(line), note: (line: string) => said.push(line) }
		await runImport([file, '--dry-run', '--report', join(folder, 'report.csv')], output)
		return { said: said.join('\n'), report: readFileSync(join(folder, 'report.csv'), 'utf8') }
	} finally {
		rmSync(folder, { recursive: true })
	}
}

const files: Attack[] = CELLS.flatMap((cell): Attack[] => [
	{
		who: 'the writer of a bank’s file',
		door: 'the import’s report',
		what: JSON.stringify(cell),
		run: async () => {
			const csv = (await imported(cell)).report
			const computed = csv
				.split(/[,\r\n]+/)
				.find((text) => /^"?\s*[=+@＝＋－＠]/.test(text) || /^"?\s*-(?![\d.]+"?$)/.test(text))
			return computed ?? (/\p{Cc}/u.test(csv.replaceAll('\r\n', '')) ? JSON.stringify(csv) : null)
		},
	},
	{
		who: 'the writer of a bank’s file',
		door: 'the import’s terminal',
		what: JSON.stringify(cell),
		run: async () => {
			const { said } = await imported(cell)
			return /[\p{Cc}\p{Cf}]/u.test(said.replaceAll('\n', '')) ? JSON.stringify(said) : null
		},
	},
	{
		who: 'the writer of a message',
		door: 'the page’s CSV',
		what: JSON.stringify(cell),
		run: async () => (/^[=+\-@\t\r\n＝＋－＠]/.test(harmless(cell)) ? harmless(cell) : null),
	},
])

export const publishingAttacks: Attack[] = [...builds, ...files]

// @module-tag ci
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { limits } from '../../scripts/testing/limits'
import { createHousehold, type Household } from '../harness/household'

/** The commands of the documents, run as they are printed but for their placeholders. */
let household: Household
let folder: string

beforeAll(async () => {
	household = await createHousehold(inject('stack'))
	folder = mkdtempSync(join(tmpdir(), 'painel-documents-'))
	cpSync(inject('dist'), join(folder, 'dist'), { recursive: true })
	const year = new Date().getUTCFullYear() - 1
	writeFileSync(
		join(folder, 'file.csv'),
		`Data;Descrição;Valor\n03/04/${year};Café;5,00\n04/04/${year};Pagamento recebido;-99,00\n`,
	)
	cpSync('fixtures/import/20-ofx.ofx', join(folder, 'fatura.ofx'))
	cpSync('fixtures/import/01-nubank-card.csv', join(folder, 'fatura.csv'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const documents = [
	'README.md',
	'README.pt-BR.md',
	...readdirSync('docs')
		.filter((file) => file.endsWith('.md'))
		.map((file) => join('docs', file)),
]

/** Indented or fenced command lines, continuation lines joined. */
function blocksOf(path: string): string[] {
	const text = readFileSync(path, 'utf8').replace(/\\\n\s*/g, ' ')
	const indented = [...text.matchAll(/^ {4,}(\S.*)$/gm)].map((match) => match[1]!.trim())
	const fenced = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap((match) =>
		match[1]!.split('\n').map((line) => line.trim()),
	)
	return [...indented, ...fenced]
}

/** Each command once: both languages print the same. */
const runnable = new Map<string, string[]>()
for (const path of documents)
	for (const line of blocksOf(path))
		if (/\bnpm run (doctor|import|configure)\b|^curl .*\/rest\/v1\//.test(line))
			runnable.set(line, [...(runnable.get(line) ?? []), path])

function filledIn(command: string): string {
	const { url, publishable_key } = inject('stack')
	return (
		command
			.replaceAll(/https:\/\/abcd\.supabase\.co|http:\/\/127\.0\.0\.1:54321/g, url)
			.replaceAll(/sb_publishable_(…|\.\.\.)/g, publishable_key)
			.replaceAll(/painel_(…|\.\.\.)|(?<=PAINEL_AGENT_TOKEN=)…/g, household.token)
			.replaceAll('https://painel.example.com', inject('site'))
			.replaceAll(/\b(?:extrato|file)\.csv/g, join(folder, 'file.csv'))
			.replaceAll(/\b(?:refused\.csv|fatura\.(?:csv|ofx))/g, (name) => join(folder, name))
			.replaceAll(/"message_id": "[^"]+"/g, `"message_id": "wamid.${randomUUID()}"`)
			// Nobody is there to be asked, and another command may have sent the file before.
			.replace(/--undo$/, '--undo --yes')
			.replace(/(npm run configure -- .*)$/, `$1 --dist ${join(folder, 'dist')}`)
	)
}

const run = (command: string) =>
	new Promise<{ code: number; said: string }>((ended) => {
		const { url, publishable_key } = inject('stack')
		const project = { VITE_SUPABASE_URL: url, VITE_SUPABASE_PUBLISHABLE_KEY: publishable_key }
		const member = { PAINEL_EMAIL: household.owner.email, PAINEL_PASSWORD: household.owner.password }
		const env = { ...process.env, ...project, ...member }
		execFile('bash', ['-c', command], { env, timeout: limits.program }, (error, stdout, stderr) =>
			ended({ code: error ? Number(error.code ?? 1) : 0, said: stdout + stderr }),
		)
	})

it('finds commands to run', () => {
	expect(runnable.size).toBeGreaterThanOrEqual(5)
})

it.each([...runnable])('%s (%s)', async (command) => {
	const { code, said } = await run(filledIn(command))
	expect(said).not.toContain('…')
	expect([code, said]).toEqual([0, said])
	if (command.startsWith('curl')) expect(said).not.toMatch(/"code"/)
})

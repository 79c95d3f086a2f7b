import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readLines, runImport } from './run'

let folder: string
let said: string[]
const file = (content: string | Uint8Array) => {
	const path = join(folder, 'file.csv')
	writeFileSync(path, content)
	return path
}
// Within what the rules admit, whenever this runs.
const lastYear = `03/04/${new Date().getUTCFullYear() - 1}`
const run = (...args: string[]) => runImport(args, (line) => said.push(line))

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-import-'))
	said = []
})
afterEach(() => {
	vi.unstubAllEnvs()
	rmSync(folder, { recursive: true })
})

it('reads any delimiter, quoted line breaks, a byte order mark and the older encoding', () => {
	const records = (bytes: string | Uint8Array) =>
		readLines(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)
	expect(records('a;b\n"x\ny";2\n\n3;4\n')).toEqual([
		{ line: 1, record: ['a', 'b'] },
		{ line: 2, record: ['x\ny', '2'] },
		{ line: 5, record: ['3', '4'] },
	])
	expect(records('Data,Valor\n1,ca\u0000fé')[1]?.record).toEqual(['1', 'café'])
	expect(records('\ufeffData,Valor\n1,2')[0]?.record).toEqual(['Data', 'Valor'])
	expect(
		records(Uint8Array.from([...'Descri'].map((c) => c.charCodeAt(0)).concat([0xe7, 0xe3, 0x6f, 0x0a])))[0]
			?.record,
	).toEqual(['Descrição'])
})

it('a dry run says what it would send and sends nothing', async () => {
	const fetched = vi.spyOn(globalThis, 'fetch')
	const path = file(`Extrato\nData;Descrição;Valor\n${lastYear};Mercado;52,90\nTotal;;52,90\n`)
	expect(await run(path, '--dry-run', '--report', join(folder, 'refused.csv'))).toBe(1)
	expect(said.join('\n')).toContain('Columns: date=Data, description=Descrição, amount=Valor')
	expect(said.join('\n')).toContain('1 rows to send: 1 expenses, 0 incomes; 0 left out; 1 refused.')
	expect(said.join('\n')).toContain('line 4: date_unreadable')
	expect(readFileSync(join(folder, 'refused.csv'), 'utf8')).toContain('date_unreadable')
	expect(fetched).not.toHaveBeenCalled()
})

it('asks for what it cannot guess', async () => {
	await expect(run(file('a,b,c\n1,2,3\n'))).rejects.toThrow(/--map date=… .*\nThe file has: a \| b \| c/)
	const path = file('Data,Descrição,Valor\n03/04/2026,x,1\n')
	vi.stubEnv('PAINEL_AGENT_TOKEN', undefined)
	await expect(run(path, '--url', 'https://abcd.supabase.co', '--key', 'sb_publishable_a')).rejects.toThrow(
		/PAINEL_AGENT_TOKEN/,
	)
	await expect(run(path, '--url', 'https://abcd.supabase.co', '--key', 'sb_secret_aaaaaaaa')).rejects.toThrow(
		/SECRET/,
	)
	await expect(run(path, '--order', 'xyz')).rejects.toThrow(/dmy, mdy, ymd/)
	await expect(run(path, '--timezone', 'Mars/Base', '--dry-run')).rejects.toThrow()
})

it('explains itself', async () => {
	expect(await run('--help')).toBe(0)
	expect(await run()).toBe(2)
	expect(said.join('\n')).toContain('npm run import -- file.csv')
})

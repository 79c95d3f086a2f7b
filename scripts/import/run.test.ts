import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runImport } from './run'

let folder: string
let said: string[]
const file = (content: string | Uint8Array, name = 'file.csv') => {
	const path = join(folder, name)
	writeFileSync(path, content)
	return path
}
// Within what the rules admit, whenever this runs.
const year = new Date().getUTCFullYear() - 1
const run = (...args: string[]) => runImport(args, { out: (line) => said.push(line), note: () => {} })

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'painel-import-'))
	said = []
})
afterEach(() => {
	vi.unstubAllEnvs()
	rmSync(folder, { recursive: true })
})

it('a dry run shows a table with totals, says what is left out and why, and sends nothing', async () => {
	const fetched = vi.spyOn(globalThis, 'fetch')
	const path = file(
		`Extrato\nData;Descrição;Valor\n03/04/${year};Mercado;-1.052,90\n04/04/${year};Feira;abc\nTotal;;52,90\n`,
	)
	const report = join(folder, 'report.csv')
	expect(await run(path, '--dry-run', '--report', report)).toBe(0)
	const text = said.join('\n')
	expect(text).toMatch(new RegExp(`3 +${year}-04-03 +expense +1\\.052,90 +Mercado`))
	expect(text).toMatch(new RegExp(`${year}-04 +1\\.052,90`))
	expect(text).toContain('stands beside the totals with --sign-in only')
	expect(text).not.toContain('in ledger')
	expect(text).toContain('line 5: left out, a total.')
	expect(text).toContain('what somebody recorded by chat was not looked for')
	expect(text).toMatch(/line 4: amount_unreadable\. Write the amount as/)
	expect(text).toMatch(
		/What is an amount without a minus\? income, because .* --sign expense\|income says otherwise\./,
	)
	expect(readFileSync(report, 'utf8')).toMatch(/file\.csv,4,unreadable,"amount_unreadable/)
	expect(fetched).not.toHaveBeenCalled()
})

it('writes exactly the fields that other programs read, with the file beside them when there are several', async () => {
	const path = file(`Data;Descrição;Valor\n03/04/${year};Mercado;-52,90\n`)
	await run(path, '--dry-run', '--json')
	expect(JSON.parse(said.join('\n'))).toEqual({
		items: [
			{
				line: 2,
				kind: 'expense',
				amount_cents: 5290,
				day: `${year}-04-03`,
				description: 'Mercado',
				source: null,
				category: null,
				person: null,
				to_source: null,
				installments: 1,
				part: null,
				parts: null,
				bill_month: null,
			},
		],
		left_out: [],
		unreadable: [],
		questions: [
			{ id: 'account', proposed: null, because: expect.any(String) },
			{ id: 'signs', proposed: 'income', because: expect.any(String) },
		],
		// What was recorded by chat is looked for with --sign-in only.
		matches: null,
	})
	said = []
	await run(path, file(readFileSync(path), 'again.csv'), '--dry-run', '--json')
	const both = JSON.parse(said.join('\n'))
	expect(both.items.map((item: { file: string }) => item.file)).toEqual(['file.csv'])
	expect(both.left_out).toEqual([{ file: 'again.csv', line: 2, why: 'here_before' }])
})

it('lets no file steer a terminal or compute in a spreadsheet', async () => {
	const hostile = `\u001b[2J=HYPERLINK("http://x")\u202e`
	const path = file(
		`Data;Descrição;Valor;Categoria\n03/04/${year};"${hostile.replaceAll('"', '""')}";-1,00;=1+1\n03/04/${year};\u0007@SUM(A1);x;\n03/04/${year};" =2";-3,00;\nSaldo ${hostile};;1,00;\n`,
	)
	const report = join(folder, 'report.csv')
	await run(path, '--dry-run', '--report', report)
	expect(said.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
	said = []
	await run(path, '--dry-run', '--json')
	expect(said.join('')).not.toMatch(/[\p{Cf}]|(?![\n\t])\p{Cc}/u)
	const csv = readFileSync(report, 'utf8')
	expect(csv).not.toMatch(/[\p{Cf}]|(?![\r\n])\p{Cc}/u)
	expect(csv).not.toMatch(/(?:^|[,"])\s*[=+@-]/mu)
})

it('names the option that is wrong, and the columns there are', async () => {
	const path = file(`Data,Descrição,Valor\n03/04/${year},x,1\n`)
	await expect(run(path, '--order', 'xyz', '--dry-run')).rejects.toThrow(/--order is one of dmy, mdy, ymd/)
	await expect(run(path, '--bill', 'outubro', '--dry-run')).rejects.toThrow(/--bill is a month/)
	await expect(run(path, '--card', 'Nubank', '--dry-run')).rejects.toThrow(/NAME:25:5/)
	await expect(run(path, '--map', 'valor=1', '--dry-run')).rejects.toThrow(/field of date/)
	await expect(run(path, '--timezone', 'Mars/Base', '--dry-run')).rejects.toThrow(/no such zone/)
	await expect(run(path, path, '--account', 'a', '--account', 'b', '--account', 'c')).rejects.toThrow(
		/once for/,
	)
	await expect(run(join(folder, 'none.csv'), '--dry-run')).rejects.toThrow(/none\.csv/)
	expect(await run(path, '--map', 'amount=Preço', '--dry-run')).toBe(2)
	expect(said.join('\n')).toContain('amount=Preço')
	expect(said.join('\n')).toContain('Data | Descrição | Valor')
})

it('takes all lines with one text for another kind or category, in any case', async () => {
	const path = file(
		`Data;Descrição;Valor;Categoria\n03/04/${year};Pix  João;-52,90;Casa\n04/04/${year};PIX JOÃO;-1,00;\n05/04/${year};a=b;-2,00;Casa\n06/04/${year};Pix João Silva;-3,00;\n`,
	)
	const linesOf = async (...args: string[]) => {
		said = []
		await run(path, '--dry-run', '--json', '--account', 'Itaú', ...args)
		const { items } = JSON.parse(said.join('\n')) as { items: Record<string, unknown>[] }
		return items.map(({ kind, category, source }) => [kind, category, source])
	}
	expect(
		await linesOf('--kind', ' pix joão=transfer', '--categorise', 'Pix João=Lazer', '--categorise', 'A=B='),
	).toEqual([
		['transfer', 'Lazer', 'Itaú'],
		['transfer', 'Lazer', 'Itaú'],
		['expense', null, 'Itaú'],
		['expense', null, 'Itaú'],
	])
	expect(await linesOf('--kind', 'a=b=refund')).toEqual([
		['expense', 'Casa', 'Itaú'],
		['expense', null, 'Itaú'],
		['refund', 'Casa', 'Itaú'],
		['expense', null, 'Itaú'],
	])
	const failing = (...args: string[]) => expect(run(path, '--dry-run', ...args)).rejects
	await failing('--kind', 'pix joão=transfer', '--categorise', 'Padaria=Casa').toThrow(
		/No line has the description "Padaria"/,
	)
	await failing('--kind', 'pix joão=gasto').toThrow(/--kind is one of expense, refund, income, transfer/)
	await failing('--kind', '=transfer').toThrow(/write it as TEXT=transfer/)
	await failing('--categorise', 'Padaria').toThrow(/write it as TEXT=CATEGORY/)
})

it.each([undefined, '', ' '])('asks for the project and the token before it sends: %j', async (token) => {
	const path = file(`Data,Descrição,Valor\n03/04/${year},x,1\n`)
	vi.stubEnv('PAINEL_AGENT_TOKEN', token)
	await expect(run(path, '--url', 'https://abcd.supabase.co', '--key', 'sb_publishable_a')).rejects.toThrow(
		/PAINEL_AGENT_TOKEN/,
	)
	await expect(run(path, '--url', 'https://abcd.supabase.co', '--key', 'sb_secret_aaaaaaaa')).rejects.toThrow(
		/SECRET/,
	)
})

it('explains itself', async () => {
	expect(await run('--help')).toBe(0)
	expect(await run()).toBe(2)
	expect(said.join('\n')).toContain('npm run import -- FILE… --dry-run')
})

it('as a program it writes one object and nothing else, and shows what a file would send to a terminal', async () => {
	const program = (...args: string[]) =>
		promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/import/run.ts', ...args], {
			cwd: fileURLToPath(new URL('../..', import.meta.url)),
		})
	const path = file(`Data;Descrição;Valor\n03/04/${year};Mercado;-52,90\n`)
	const { stdout, stderr } = await program(path, '--dry-run', '--json')
	expect(JSON.parse(stdout).items).toHaveLength(1)
	expect(stderr).toBe('')
	const hostile = file('Conta\u001b]0;pwned\u0007 \u001b[2J;x\n1;2\n', 'escape.csv')
	const refused = (await program(hostile, '--dry-run').catch((error) => error)) as {
		code: number
		stdout: string
		stderr: string
	}
	expect(refused.code).toBe(2)
	expect(refused.stdout).toContain('Conta␛]0')
	expect(refused.stdout + refused.stderr).not.toMatch(/(?!\n)\p{Cc}/u)
})

it('a payment on a line pays the bill that is said, and no other line does', async () => {
	const path = file(
		`date,title,amount\n${year}-10-05,Padaria,12.50\n${year}-10-06,Pagamento recebido,-500.00\n${year}-10-07,Pagamento recebido,-20.00\n`,
	)
	await run(path, '--dry-run', '--json', '--bill', `${year}-11`, '--pays', `4=${year}-08`)
	const { items } = JSON.parse(said.join('\n')) as { items: { bill_month: string }[] }
	expect(items.map(({ bill_month }) => bill_month)).toEqual([`${year}-11`, `${year}-10`, `${year}-08`])
	await expect(run(path, '--dry-run', '--pays', `2=${year}-08`)).rejects.toThrow(/line 2 is no payment/)
	await expect(run(path, '--dry-run', '--pays', '4=agosto')).rejects.toThrow(/LINE=2026-11/)
	await expect(run(path, path, '--dry-run', '--pays', `4=${year}-08`)).rejects.toThrow(/one file at a time/)
})

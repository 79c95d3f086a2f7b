import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createHousehold, type Household } from '../../e2e/harness/household.ts'
import { type RunningStack, runStack } from '../../e2e/harness/stack.ts'
import { runImport } from '../../scripts/import/run.ts'

/** The plan of a file by an agent's token and by a member: the same, since both know the cards' cycles. */
let stack: RunningStack
let home: Household
let folder: string

beforeAll(async () => {
	stack = await runStack([])
})
afterAll(() => stack.stop())
beforeEach(async () => {
	home = await createHousehold(stack, {
		sources: [{ name: 'Visa', aliases: ['roxo'], closing_day: 25, due_day: 5 }, { name: 'Conta' }],
	})
	folder = mkdtempSync(join(tmpdir(), 'painel-import-'))
	vi.stubEnv('PAINEL_EMAIL', home.owner.email)
	vi.stubEnv('PAINEL_PASSWORD', home.owner.password)
})
afterEach(() => {
	vi.unstubAllEnvs()
	rmSync(folder, { recursive: true })
})

const year = new Date().getUTCFullYear() - 1
const run = async (token: string, content: string, ...args: string[]) => {
	vi.stubEnv('PAINEL_AGENT_TOKEN', token)
	const path = join(folder, 'file.csv')
	writeFileSync(path, content)
	const said: string[] = []
	await runImport(
		[path, '--url', stack.url, '--key', stack.publishable_key, '--dry-run', '--json', ...args],
		{
			out: (line) => said.push(line),
			note: () => {},
		},
	)
	const { matches, ...plan } = JSON.parse(said.join('\n')) as {
		items: { bill_month: string | null }[]
		matches: unknown
	}
	return plan
}
const importToken = () => home.owner.request<string>('POST', 'rpc/import_token', { ledger_id: home.ledgerId })

/** A household's sheet whose parts have a day of their own, and a card's file that does not say which bill it is. */
const SHEET = [
	'Data;Data da compra;Descrição;Valor;Parcela;Cartão',
	`24/10/${year};02/08/${year};Tênis;-89,90;3/10;Visa`,
	`25/10/${year};03/08/${year};Sofá;-200,00;3/10;roxo`,
	`26/10/${year};26/10/${year};Livro;-50,00;1;Visa`,
	`27/10/${year};27/10/${year};Pagamento recebido;70,00;1;Visa`,
].join('\n')
const BILL = [
	`date,title,amount`,
	`${year}-10-24,Feira,20.00`,
	`${year}-10-26,Luz,80.00`,
	`${year}-10-27,Pão,8.00`,
].join('\n')

test('parts, payments and the bill of a card’s file are the same by either token and by a member', async () => {
	for (const [content, args, bills] of [
		[SHEET, ['--sign', 'income'], [`${year}-11`, `${year}-12`, null, null]],
		[BILL, ['--account', 'Visa'], [`${year}-12`, `${year}-12`, `${year}-12`]],
	] as const) {
		const byMember = await run('', content, ...args, '--sign-in')
		expect(byMember.items.map(({ bill_month }) => bill_month)).toEqual(bills)
		expect(await run(await importToken(), content, ...args)).toEqual(byMember)
		expect(await run(home.token, content, ...args)).toEqual(byMember)
	}
})

test('an agent that only posts knows no cycles: --card says them', async () => {
	const { token } = await home.owner.rpc<{ token: string }>('create_agent', {
		ledger_id: home.ledgerId,
		name: 'Só grava',
		abilities: ['record'],
	})
	const bills = async (...args: string[]) =>
		(await run(token, SHEET, '--sign', 'income', ...args)).items.map(({ bill_month }) => bill_month)
	expect(await bills()).toEqual([`${year}-10`, `${year}-10`, null, null])
	expect(await bills('--card', 'Visa:25:5')).toEqual([`${year}-11`, `${year}-10`, null, null])
})

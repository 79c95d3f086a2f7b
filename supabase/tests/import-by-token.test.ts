import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ImportHome } from './support/import-home.ts'

/** The plan of a file by an agent's token and by a member: the same, since both know the cards' cycles. */
const at = ImportHome.forTests({
	sources: [{ name: 'Visa', aliases: ['roxo'], closing_day: 25, due_day: 5 }, { name: 'Conta' }],
})

const year = new Date().getUTCFullYear() - 1
const run = async (token: string, content: string, ...args: string[]) => {
	vi.stubEnv('PAINEL_AGENT_TOKEN', token)
	const path = join(at.folder, 'file.csv')
	writeFileSync(path, content)
	const { out } = await at.run(path, '--dry-run', '--json', ...args)
	const { matches, ...plan } = JSON.parse(out) as {
		items: { bill_month: string | null }[]
		matches: unknown
	}
	return plan
}
const importToken = () =>
	at.home.owner.request<string>('POST', 'rpc/import_token', { ledger_id: at.home.ledgerId })

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
		expect(await run(at.home.token, content, ...args)).toEqual(byMember)
	}
})

test('an agent that only posts knows no cycles: --card says them', async () => {
	const { token } = await at.home.owner.rpc<{ token: string }>('create_agent', {
		ledger_id: at.home.ledgerId,
		name: 'Só grava',
		abilities: ['record'],
	})
	const bills = async (...args: string[]) =>
		(await run(token, SHEET, '--sign', 'income', ...args)).items.map(({ bill_month }) => bill_month)
	expect(await bills()).toEqual([`${year}-10`, `${year}-10`, null, null])
	expect(await bills('--card', 'Visa:25:5')).toEqual([`${year}-11`, `${year}-10`, null, null])
})

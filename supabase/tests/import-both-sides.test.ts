import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ImportHome } from './support/import-home.ts'

/** Files of an app that list the payment of a bill in the account and on the card, or that have one of the two lines only. */
const at = ImportHome.forTests({ sources: [{ name: 'Visa', closing_day: 25, due_day: 5 }] })
beforeEach(() => at.beAgent())

const year = new Date().getUTCFullYear() - 1
const PAID = `Conta,Itaú,05/10/${year},Pagamento de fatura,,"R$ -300,00"`
const RECEIVED = `Cartão,Visa,06/10/${year},Pagamento de fatura,,"R$ 300,00"`
const OTHER = `Conta,Itaú,07/10/${year},Feira,,"R$ -10,00"`

let files = 0
const file = (...lines: string[]) => {
	const path = join(at.folder, `${++files}.csv`)
	const rows = lines.map((line) => `${line},Pago,,,,,`)
	writeFileSync(
		path,
		`Tipo de Conta,Conta/Cartão,Data,Descrição,Categoria,Valor,Situação,Recorrência,Data Primeira Parcela,Data Última Parcela,Parcela,Informações adicionais\n${rows.join('\n')}\n`,
	)
	return path
}
const send = async (paths: string[], ...args: string[]) => (await at.run(...paths, '--yes', ...args)).text
const transfers = async () => {
	const rows = await at.home.owner.request<Record<string, string | boolean>[]>(
		'GET',
		`transactions?ledger_id=eq.${at.home.ledgerId}&kind=eq.transfer&select=source_text,to_source_text,amount_cents,voided`,
	)
	return rows.map(
		({ source_text, to_source_text, amount_cents, voided }) =>
			`${amount_cents} ${source_text}>${to_source_text}${voided ? ' undone' : ''}`,
	)
}

test.each([
	['both, then each alone', [[PAID, RECEIVED], [RECEIVED], [PAID, OTHER]]],
	['the card’s alone, then both, then the account’s', [[RECEIVED], [RECEIVED, PAID], [PAID]]],
	['the account’s alone, then both, then the card’s', [[PAID], [PAID, RECEIVED], [RECEIVED]]],
])('%s: with an agent’s token the bill is paid once', async (_, contents) => {
	for (const lines of contents) await send([file(...lines)])
	expect(await transfers()).toEqual(['30000 Itaú>Visa'])
})

test('files of one command likewise', async () => {
	expect(await send([file(RECEIVED), file(PAID, RECEIVED), file(PAID)])).toContain(
		'1 recorded, 2 were here before, 0 refused.',
	)
	expect(await transfers()).toEqual(['30000 Itaú>Visa'])
})

test('two files that had one side each, sent by token, are two; undoing the file with both takes both back', async () => {
	await send([file(PAID)], '--paid-card', 'Visa')
	await send([file(RECEIVED)])
	expect(await transfers()).toHaveLength(2)
	const both = file(PAID, RECEIVED)
	expect(await send([both])).toContain('0 recorded, 2 were here before')
	expect(await send([both], '--sign-in', '--undo')).toContain('2 purchases of this file can be taken back')
	expect((await transfers()).every((row) => row.endsWith('undone'))).toBe(true)
})

test('a payment that was told by chat is both lines', async () => {
	await at.home.post([
		{
			message_id: 'wamid.fatura',
			kind: 'transfer',
			description: 'fatura',
			amount: 300,
			source: 'Itaú',
			to_source: 'Visa',
			occurred_at: `${year}-10-05T15:00:00Z`,
		},
	])
	expect(await send([file(PAID, RECEIVED)], '--sign-in')).toContain('0 recorded, 1 recorded by chat already')
	expect(await send([file(RECEIVED)])).toContain('0 recorded, 1 were here before')
	expect(await transfers()).toEqual(['30000 Itaú>Visa'])
})

test('undone and sent again, it comes back once, by whichever line', async () => {
	const both = file(PAID, RECEIVED)
	await send([both])
	await send([both], '--sign-in', '--undo')
	expect(await transfers()).toEqual(['30000 Itaú>Visa undone'])
	expect(await send([file(RECEIVED)], '--sign-in')).toContain('1 brought back')
	expect(await transfers()).toEqual(['30000 Itaú>Visa'])
})

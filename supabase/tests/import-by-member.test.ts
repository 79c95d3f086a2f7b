import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createHousehold } from '../../e2e/harness/household.ts'
import fc from '../../fixtures/property.ts'
import { leftToCi } from '../../scripts/testing/left-to-ci.ts'
import { HttpInbox } from '../../src/import/index.ts'
import { hasTwinsInParts, history, play, type World } from '../../src/import/testing/beside-chat.ts'
import type { BillMonth, Cents } from '../../src/ledger/types.ts'
import { ImportHome } from './support/import-home.ts'

/** Imports over the API, as members make them: by the command with --sign-in, and beside what a chat recorded. */
const CARD = { sources: [{ name: 'Nubank', closing_day: 25, due_day: 5 }] }
const at = ImportHome.forTests(CARD)

const year = new Date().getUTCFullYear() - 1
const file = (lines: string[], name = 'fatura.csv') => {
	const path = join(at.folder, name)
	writeFileSync(path, `date,title,amount\n${lines.join('\n')}\n`)
	return path
}
const run = (path: string, ...args: string[]) =>
	at.run(path, '--account', 'Nubank', '--sign-in', '--yes', ...args)
const transactions = (more = '') =>
	at.home.owner.request<Record<string, unknown>[]>(
		'GET',
		`transactions?ledger_id=eq.${at.home.ledgerId}&order=revision&select=id,description,kind,amount_cents,installments,part,bill_month,source_text,voided,revision${more}`,
	)

test('import --sign-in records as the import agent, and says so of what was recorded by chat', async () => {
	// As a copied `.env` has it: none.
	vi.stubEnv('PAINEL_AGENT_TOKEN', '')
	await at.home.post([
		{
			message_id: 'wamid.tenis',
			description: 'tênis',
			amount: 899,
			installments: 10,
			source: 'nubank',
			occurred_at: `${year}-08-20T15:00:00Z`,
		},
		{
			message_id: 'wamid.pao',
			description: 'pão',
			amount: 12.5,
			source: 'nubank',
			occurred_at: `${year}-10-02T15:00:00Z`,
		},
	])
	const october = [
		`${year}-08-20,Loja - Parcela 2/10,89.90`,
		`${year}-10-03,PADARIA,12.50`,
		`${year}-10-04,Luz,80.00`,
	]
	const dry = await run(file(october), '--bill', `${year}-10`, '--dry-run')
	expect(dry.text).toMatch(
		/line 2: Loja 89,90 is recorded already: tênis 899,00 in 10x of \d{4}-08-20, nubank\./,
	)
	expect(dry.text).not.toContain('was not looked for')
	const json = JSON.parse((await run(file(october), '--bill', `${year}-10`, '--dry-run', '--json')).text)
	expect(json.items.map((item: { line: number }) => item.line)).toEqual([4])
	expect(json.left_out).toEqual([
		{ line: 2, why: 'recorded_by_chat' },
		{ line: 3, why: 'recorded_by_chat' },
	])
	expect(
		json.questions.map((question: { id: string; line?: number }) => [question.id, question.line]),
	).toEqual([
		['match', 2],
		['match', 3],
	])

	expect((await run(file(october), '--bill', `${year}-10`)).text).toContain(
		'1 recorded, 2 recorded by chat already, 0 were here before',
	)
	const rows = await transactions()
	expect(rows.map(({ description, bill_month }) => [description, bill_month]).sort()).toEqual([
		['Luz', `${year}-10-01`],
		['pão', `${year}-10-01`],
		['tênis', `${year}-09-01`],
	])
	const agents = await at.home.owner.request<{ name: string }[]>(
		'GET',
		`agents?ledger_id=eq.${at.home.ledgerId}&imports=is.true&select=name`,
	)
	expect(agents).toEqual([{ name: 'Importação' }])

	// Again, and the next bill: every line is known, and the next part is of the same purchase.
	expect((await run(file(october), '--bill', `${year}-10`)).text).toContain('0 recorded, 3 were here before')
	const november = [`${year}-08-20,Loja - Parcela 3/10,89.90`, ...october]
	expect((await run(file(november, 'next.csv'), '--bill', `${year}-11`)).text).toContain(
		'0 recorded, 1 recorded by chat already, 3 were here before',
	)
	expect(await transactions()).toEqual(rows)

	// Whoever has the agent's token alone finds the lines too.
	await at.beAgent()
	const { out } = await at.run(file(october), '--account', 'Nubank', '--bill', `${year}-10`, '--yes')
	expect(out).toContain('was not looked for')
	expect(out).toContain('0 recorded, 3 were here before')
	expect(await transactions()).toEqual(rows)
})

test('a line whose purchase was undone is brought back, also one that a chat had recorded', async () => {
	await at.home.post({
		message_id: 'wamid.pao',
		description: 'pão',
		amount: 12.5,
		source: 'nubank',
		occurred_at: `${year}-10-02T15:00:00Z`,
	})
	const lines = [`${year}-10-03,PADARIA,12.50`, `${year}-10-04,Luz,80.00`]
	await run(file(lines), '--bill', `${year}-10`)
	const targets = [
		'wamid.pao',
		...(
			await at.home.owner.request<{ message_id: string }[]>(
				'GET',
				`inbox?ledger_id=eq.${at.home.ledgerId}&description=eq.Luz&select=message_id`,
			)
		).map(({ message_id }) => message_id),
	]
	await at.home.owner.rpc('correct', {
		ledger_id: at.home.ledgerId,
		items: targets.map((target_message_id) => ({
			message_id: `undo ${target_message_id}`,
			action: 'void',
			target_message_id,
		})),
	})
	expect((await transactions()).every(({ voided }) => voided)).toBe(true)
	expect((await run(file(lines), '--bill', `${year}-10`)).text).toContain('0 recorded, 2 brought back')
	expect((await transactions()).every(({ voided }) => voided === false)).toBe(true)
})

test('with corrections switched off it says so, leaves what chat recorded, and sends what is new', async () => {
	await at.home.post({
		message_id: 'wamid.pao',
		description: 'pão',
		amount: 12.5,
		source: 'nubank',
		occurred_at: `${year}-10-02T15:00:00Z`,
	})
	await at.home.owner.request('PATCH', `ledgers?id=eq.${at.home.ledgerId}`, { corrections: false })
	const { text } = await run(
		file([`${year}-10-03,PADARIA,12.50`, `${year}-10-05,FARMACIA,45.90`]),
		'--bill',
		`${year}-10`,
	)
	expect(text).toMatch(/Corrections are switched off .*only what is new is sent/)
	expect(text).toContain('1 recorded, 1 were here before, 0 refused')
	expect((await transactions()).map(({ description }) => description).sort()).toEqual(['FARMACIA', 'pão'])
})

test.each([
	['bill', '11'],
	['purchase', '10'],
] as const)(
	'by %s the plan shows beside its totals what the ledger has in those months, by kind',
	async (basis, month) => {
		await at.home.owner.request('PATCH', `ledgers?id=eq.${at.home.ledgerId}`, { basis })
		const record = (message_id: string, more: object) => ({
			message_id,
			amount: 100,
			description: message_id,
			source: 'nubank',
			occurred_at: `${year}-10-20T15:00:00Z`,
			...more,
		})
		await at.home.post(record('one', { installments: 2 }))
		await at.home.post(record('two', { category: 'Lazer', amount: 7 }))
		await at.home.post(record('back', { kind: 'refund', amount: 3 }))
		await at.home.post(record('paid', { kind: 'transfer', amount: 40, source: 'Conta', to_source: 'nubank' }))
		const lines = [
			`${year}-10-20,Geladeira - Parcela 1/2,20.00`,
			`${year}-10-20,Estorno Loja,-5.00`,
			`${year}-10-20,Pagamento recebido,-900.00`,
		]
		const { text } = await run(file(lines), '--bill', `${year}-11`, '--dry-run')
		const cells = (start: string) =>
			text
				.split('\n')
				.find((line) => line.startsWith(start))
				?.split(/\s{2,}/)
		expect(cells('month')).toEqual(
			'month|expense|expense in ledger|refund|refund in ledger|transfer|transfer in ledger'.split('|'),
		)
		const spent = basis === 'bill' ? '57,00' : '107,00'
		const paid = basis === 'bill' ? ['0,00', '0,00'] : ['900,00', '40,00']
		expect(cells(`${year}-${month}`)).toEqual([`${year}-${month}`, '20,00', spent, '5,00', '3,00', ...paid])
		if (basis === 'bill')
			expect(cells(`${year}-10`)).toEqual([`${year}-10`, '0,00', '0,00', '0,00', '0,00', '900,00', '40,00'])
		expect(text).not.toContain('with --sign-in only')
	},
)

test('a kind and a category said for a text are sent, and a line of another kind is looked for as that', async () => {
	await at.home.post({
		message_id: 'wamid.paid',
		kind: 'transfer',
		description: 'paguei a fatura',
		amount: 300,
		source: 'Conta',
		to_source: 'nubank',
		occurred_at: `${year}-10-08T15:00:00Z`,
	})
	const lines = [
		`${year}-10-08,CREDITO ATUALIZADO,-300.00`,
		`${year}-10-09,Cinema,40.00`,
		`${year}-10-10,CINEMA,30.00`,
	]
	const args = [
		'--bill',
		`${year}-10`,
		'--kind',
		'crédito atualizado=transfer',
		'--categorise',
		'cinema=Lazer',
	]
	await expect(run(file(lines), ...args, '--kind', 'Padaria=income')).rejects.toThrow(/"Padaria"/)
	expect(await transactions()).toHaveLength(1)
	expect((await run(file(lines), ...args)).text).toContain('2 recorded, 1 recorded by chat already')
	const rows = await at.home.owner.request<{ description: string; category_text: string | null }[]>(
		'GET',
		`transactions?ledger_id=eq.${at.home.ledgerId}&order=description&select=description,category_text`,
	)
	expect(rows.map(({ description, category_text }) => [description, category_text])).toEqual(
		expect.arrayContaining([
			['Cinema', 'Lazer'],
			['CINEMA', 'Lazer'],
			['paguei a fatura', null],
		]),
	)
	expect(rows).toHaveLength(3)
})

test('--undo takes back what lines of the file became, leaves what a chat recorded, and finds nothing more', async () => {
	await at.home.post({
		message_id: 'wamid.pao',
		description: 'pão',
		amount: 12.5,
		source: 'nubank',
		occurred_at: `${year}-10-02T15:00:00Z`,
	})
	const lines = [`${year}-10-03,PADARIA,12.50`, `${year}-10-04,Luz,80.00`, `${year}-10-05,Feira,9.90`]
	await run(file(lines), '--bill', `${year}-10`)
	const live = async () =>
		(await transactions('&voided=is.false')).map(({ description }) => description).sort()
	expect(await live()).toEqual(['Feira', 'Luz', 'pão'])
	expect((await run(file(lines), '--undo', '--dry-run')).text).toContain(
		'2 purchases of this file can be taken back.',
	)
	expect(await live()).toEqual(['Feira', 'Luz', 'pão'])
	expect((await run(file(lines), '--undo')).text).toContain('2 taken back, 0 refused.')
	expect(await live()).toEqual(['pão'])
	expect((await run(file(lines), '--undo')).text).toContain('0 purchases of this file can be taken back.')
	// Sent again they come back, and can be taken back once more.
	expect((await run(file(lines), '--bill', `${year}-10`)).text).toContain('0 recorded, 2 brought back')
	expect((await run(file(lines), '--undo')).text).toContain('2 taken back, 0 refused.')
	expect(await live()).toEqual(['pão'])
})

test('bills imported beside a chat never double and never lose', leftToCi, async () => {
	await fc.assert(
		fc.asyncProperty(history, async (told) => {
			at.home = await createHousehold(at.stack, CARD)
			const truth = await play(told, await world())
			const bills = await (await world()).bills()
			const sum = (all: Map<BillMonth, Cents>) => [...all.values()].reduce((total, cents) => total + cents, 0)
			expect(sum(bills)).toBe(sum(truth))
			if (hasTwinsInParts(told)) return
			for (const [bill, cents] of truth) expect([bill, bills.get(bill) ?? 0]).toEqual([bill, cents])
		}),
		{ numRuns: 4 },
	)
})

async function world(): Promise<World> {
	const token = await at.home.owner.rpc<string>('import_token', { ledger_id: at.home.ledgerId })
	return {
		inbox: new HttpInbox({
			url: at.stack.url,
			key: at.stack.publishable_key,
			agentToken: async () => token,
			memberToken: async () => at.home.owner.accessToken,
			ledgerId: at.home.ledgerId,
		}),
		chat: async (row) => void (await at.home.post({ ...row })),
		bills: async () => {
			const items = await at.home.owner.request<{ bill_month: string; spending_cents: number }[]>(
				'GET',
				`bill_items?ledger_id=eq.${at.home.ledgerId}&select=bill_month,spending_cents`,
			)
			const bills = new Map<BillMonth, Cents>()
			for (const { bill_month, spending_cents } of items)
				bills.set(bill_month.slice(0, 7), (bills.get(bill_month.slice(0, 7)) ?? 0) + spending_cents)
			return bills
		},
		revision: async () => {
			const [ledger] = await at.home.owner.request<{ revision: number }[]>(
				'GET',
				`ledgers?id=eq.${at.home.ledgerId}&select=revision`,
			)
			return ledger!.revision
		},
	}
}

test('import --sign-in knows a bill that closes on another day than its card says', async () => {
	const path = file([`${year}-10-20,Feira,10.00`])
	const proposed = async () =>
		JSON.parse((await run(path, '--dry-run', '--json')).text).questions.find(
			({ id }: { id: string }) => id === 'bill',
		).proposed
	expect(await proposed()).toBe(`${year}-11`)
	const [card] = await at.home.owner.request<{ id: number }[]>(
		'GET',
		`sources?ledger_id=eq.${at.home.ledgerId}&name=eq.Nubank&select=id`,
	)
	await at.home.owner.request('POST', 'bill_closings', {
		ledger_id: at.home.ledgerId,
		source_id: card!.id,
		bill_month: `${year}-11-01`,
		closing_date: `${year}-10-18`,
	})
	expect(await proposed()).toBe(`${year}-12`)
})

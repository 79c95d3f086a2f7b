import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createHousehold } from '../../e2e/harness/household.ts'
import { ImportHome } from './support/import-home.ts'

/** Whose file it is, told by what was imported before: nothing doubles, nothing vanishes, nobody's file becomes somebody else's. */
const at = ImportHome.forTests()
beforeEach(() => at.beAgent())

const year = new Date().getUTCFullYear() - 1
const day = (date: string) => `${date}/10/${year}`
let files = 0
const file = (...lines: string[]) => {
	const path = join(at.folder, `${++files}.csv`)
	writeFileSync(path, `Data;Descrição;Valor\n${lines.join('\n')}\n`)
	return path
}
const ofx = (number: string, ...lines: [day: string, amount: string, memo: string][]) => {
	const path = join(at.folder, `${++files}.ofx`)
	const list = lines.map(
		([date, amount, memo]) =>
			`<STMTTRN><DTPOSTED>${year}10${date}<TRNAMT>${amount}<FITID>${date}${memo.slice(-2)}<MEMO>${memo}</STMTTRN>`,
	)
	writeFileSync(
		path,
		`OFXHEADER:100\n\n<OFX><STMTRS><ACCTID>${number}</ACCTID>\n${list.join('\n')}\n</STMTRS></OFX>`,
	)
	return path
}
const send = (...args: string[]) => at.run('--yes', ...args)
/** What counts: the description, and the account that it is of. */
const counting = async () => {
	const rows = await at.home.owner.request<{ description: string; source_text: string | null }[]>(
		'GET',
		`transactions?ledger_id=eq.${at.home.ledgerId}&voided=is.false&select=description,source_text`,
	)
	return rows.map(({ description, source_text }) => `${description} ${source_text}`).sort()
}

const PADARIA = `${day('05')};Padaria;-10,00`
const FEIRA = `${day('06')};Feira;-20,00`
const LUZ = `${day('07')};Luz;-30,00`
const AGUA = `${day('08')};Água;-40,00`
const GAS = `${day('09')};Gás;-50,00`

describe('the very file that was sent', () => {
	test('is not taken for another account while it counts, and is once it was taken back', async () => {
		const path = file(PADARIA, FEIRA)
		await send(path, '--account', 'Errada')
		const refused = await send(path, '--account', 'Certa', '--sign-in')
		expect(refused.code).toBe(2)
		expect(refused.text).toMatch(/sent as of Errada, and still counts: as of Certa it would count twice/)
		expect((await send(path, '--account', 'Certa')).code).toBe(2)
		expect(await counting()).toEqual(['Feira Errada', 'Padaria Errada'])

		// Taken back by the account that it was sent as of, whichever is said.
		expect((await send(path, '--account', 'Certa', '--sign-in', '--undo')).text).toContain('2 taken back')
		expect((await send(path, '--account', 'Certa', '--sign-in')).text).toContain(
			'2 recorded, 0 were here before',
		)
		expect(await counting()).toEqual(['Feira Certa', 'Padaria Certa'])
		// It stays so.
		expect((await send(path)).text).toContain('0 recorded, 2 were here before')
		expect((await send(path, '--account', 'certa')).text).toContain('0 recorded, 2 were here before')
		expect(await counting()).toHaveLength(2)
	})

	test('taken back in part only, it still counts', async () => {
		const path = file(PADARIA, FEIRA)
		await send(path, '--account', 'Errada')
		const [one] = await at.home.owner.request<{ message_id: string }[]>(
			'GET',
			`transactions?ledger_id=eq.${at.home.ledgerId}&select=message_id&limit=1`,
		)
		await at.home.owner.rpc('correct', {
			ledger_id: at.home.ledgerId,
			items: [{ message_id: 'undo', action: 'void', target_message_id: one!.message_id }],
		})
		expect((await send(path, '--account', 'Certa', '--sign-in')).code).toBe(2)
		expect(await counting()).toHaveLength(1)
	})

	test('what of it was recorded by chat stays, and doubles under no account', async () => {
		await at.home.post({
			description: 'pão',
			amount: 10,
			source: 'Errada',
			occurred_at: `${year}-10-05T15:00:00Z`,
		})
		const path = file(PADARIA, FEIRA)
		expect((await send(path, '--account', 'Errada', '--sign-in')).text).toContain(
			'1 recorded by chat already',
		)
		await send(path, '--sign-in', '--undo')
		expect(await counting()).toEqual(['pão Errada'])
		expect((await send(path, '--account', 'Certa', '--sign-in')).text).toContain(
			'1 recorded, 1 were here before',
		)
		expect(await counting()).toEqual(['Feira Certa', 'pão Errada'])
	})
})

describe('two accounts of one form', () => {
	test('the one whose lines a file has is proposed, and the others are named', async () => {
		await send(file(PADARIA, FEIRA, LUZ), '--account', 'Uma')
		await send(file(`${day('05')};Uber;-11,00`, `${day('07')};Uber;-12,00`), '--account', 'Outra')
		const path = file(PADARIA, FEIRA, LUZ, AGUA)
		const { text } = await send(path, '--dry-run')
		expect(text).toMatch(
			/Whose file is it\? Uma, because lines recorded of it .* --account NAME says otherwise \(before: Outra\)\./,
		)
		expect((await send(path)).text).toContain('1 recorded, 3 were here before')
		expect(await counting()).toContain('Água Uma')
		// Where nothing tells, the newest: now it is this one.
		const next = await send(file(`${day('20')};Luz;-33,00`), '--dry-run', '--json')
		expect(JSON.parse(next.text).questions[0]).toEqual({
			id: 'account',
			proposed: 'Uma',
			because: expect.stringContaining('newest'),
			choices: ['Uma', 'Outra'],
		})
	})

	test('of the one that was ever named a next file is, without a question', async () => {
		await send(file(PADARIA, FEIRA), '--account', 'Uma')
		for (const lines of [
			[LUZ, AGUA],
			[PADARIA, FEIRA, LUZ],
		]) {
			const { text } = await send(file(...lines), '--dry-run')
			expect(text).toContain('It is of Uma, as an earlier import was told.')
			expect(text).not.toContain('Whose file is it?')
		}
	})

	test('a file that has nothing of what was recorded in its days is of another account', async () => {
		await send(file(PADARIA, FEIRA, LUZ, AGUA, GAS), '--account', 'Uma')
		const other = ['01', '05', '06', '07', '08', '30'].map((date) => `${day(date)};Uber;-9,90`)
		const { text } = await send(file(...other))
		expect(text).toMatch(/Whose file is it\? Conta 2, because .* in these days, is not in the file/)
		expect(text).toContain('6 recorded, 0 were here before')
	})

	test('Bruno’s file is not taken for Ana’s, whose file did not say that it is hers', async () => {
		await send(file(PADARIA, FEIRA), '--account', 'Banco')
		const bruno = file(PADARIA, `${day('09')};Livro;-60,00`)
		const { text } = await send(bruno, '--person', 'Bruno')
		expect(text).toMatch(/Whose file is it\? Conta de Bruno, because .* another person’s, or nobody’s/)
		expect(text).toContain('(before: Banco)')
		expect(text).toContain('2 recorded, 0 were here before')
		// The next file of his is of his account, also where it is not said whose it is.
		expect((await send(file(PADARIA, `${day('09')};Livro;-60,00`, GAS), '--person', 'Bruno')).text).toContain(
			'1 recorded, 2 were here before',
		)
		expect((await counting()).filter((line) => line.endsWith('Banco'))).toHaveLength(2)
	})

	test('a person who is said later of the same lines makes no other account of them', async () => {
		await send(file(PADARIA, FEIRA, LUZ), '--account', 'Banco')
		expect((await send(file(PADARIA, FEIRA, LUZ, AGUA), '--person', 'Bruno')).text).toContain(
			'1 recorded, 3 were here before',
		)
	})
})

describe('a file with its account’s number', () => {
	test('is of the account that the last one with it was of; another number is another account', async () => {
		await send(ofx('0012-3', ['05', '-10.00', 'PADARIA']), '--account', 'Uma')
		await send(ofx('45', ['05', '-10.00', 'PADARIA']), '--account', 'Outra')
		const { text } = await send(ofx('123', ['05', '-10.00', 'PADARIA'], ['06', '-20.00', 'FEIRA']))
		expect(text).toContain('It is of Uma, as an earlier import was told.')
		expect(await counting()).toEqual(expect.arrayContaining(['FEIRA Uma', 'PADARIA Outra', 'PADARIA Uma']))
		const other = await send(ofx('678', ['20', '-10.00', 'PADARIA']), '--dry-run', '--json')
		expect(JSON.parse(other.text).questions[0]).toMatchObject({ id: 'account', proposed: null })
	})
})

describe('the CSV and the OFX of one account', () => {
	const CSV = [PADARIA, FEIRA, LUZ, `${day('07')};Salário;3000,00`]
	const OFX: [string, string, string][] = [
		['05', '-10.00', 'COMPRA CARTAO 0512'],
		['06', '-20.00', 'COMPRA CARTAO 0613'],
		['07', '-30.00', 'DEB AUT 77'],
		['07', '3000.00', 'CRED PGTO'],
	]
	const MORE: [string, string, string] = ['20', '-7.00', 'COMPRA CARTAO 2001']
	const said = (text: string) => /\d+ recorded, .*/.exec(text)![0]

	test.each([
		['by an agent’s token', []],
		['as a member', ['--sign-in']],
	])('are one, %s, in either order and however often', async (_, who) => {
		const account = ['--account', 'Itaú', ...who]
		await send(file(...CSV), ...account)
		const first = await send(ofx('0012-3', ...OFX, MORE), ...account)
		expect(first.text).toMatch(
			/line \d+: COMPRA CARTAO 0512 10,00 is recorded already: Padaria 10,00 of \d{4}-10-05, Itaú, from \d+\.csv\./,
		)
		expect(said(first.text)).toBe('1 recorded, 4 were here before, 0 refused.')
		const revision = async () =>
			(
				await at.home.owner.request<{ revision: number }[]>(
					'GET',
					`ledgers?id=eq.${at.home.ledgerId}&select=revision`,
				)
			)[0]!
		const settled = await revision()
		// In other bytes, so that nothing is known by the file itself; and the next CSV has what the OFX brought.
		const again = await send(
			ofx('123', ...OFX, MORE, ['21', '-8.00', 'COMPRA CARTAO 2102']),
			'--dry-run',
			...who,
		)
		expect(again.text).toContain('It is of Itaú, as an earlier import was told.')
		expect(said((await send(ofx('12-3', ...OFX, MORE), ...who)).text)).toBe(
			'0 recorded, 5 were here before, 0 refused.',
		)
		expect(await revision()).toEqual(settled)
		expect(said((await send(file(...CSV, `${day('20')};Café;-7,00`), ...who)).text)).toBe(
			'0 recorded, 5 were here before, 0 refused.',
		)
		expect(await counting()).toHaveLength(5)
	})

	test('where nobody says whose the OFX is, the account that has its lines is proposed', async () => {
		await send(file(...CSV), '--account', 'Itaú')
		const { text } = await send(ofx('0012-3', ...OFX, MORE))
		expect(text).toMatch(/Whose file is it\? Itaú, because lines recorded of it/)
		expect(said(text)).toBe('1 recorded, 4 were here before, 0 refused.')
		// Nor where nobody said it of either.
		const other = await createHousehold(at.stack)
		vi.stubEnv('PAINEL_AGENT_TOKEN', other.token)
		await send(file(...CSV))
		expect(said((await send(ofx('9', ...OFX))).text)).toBe('0 recorded, 4 were here before, 0 refused.')
	})

	test('in one command, too', async () => {
		const [csv, statement] = [file(...CSV), ofx('9', ...OFX, MORE)]
		const { text } = await send(csv, statement, '--account', 'Itaú')
		expect(text).toMatch(/line \d+: here before, as line 2 of \d+\.csv\. COMPRA CARTAO 0512 10,00/)
		expect(said(text)).toBe('5 recorded, 4 were here before, 0 refused.')
	})

	test('what one of them confirmed of a chat the other one is, too', async () => {
		await at.home.post({
			description: 'pão',
			amount: 10,
			source: 'Itaú',
			occurred_at: `${year}-10-05T15:00:00Z`,
		})
		const account = ['--account', 'Itaú', '--sign-in']
		expect(said((await send(file(...CSV), ...account)).text)).toBe(
			'3 recorded, 1 recorded by chat already, 0 were here before, 0 refused.',
		)
		expect(said((await send(ofx('9', ...OFX), ...account)).text)).toBe(
			'0 recorded, 4 were here before, 0 refused.',
		)
		expect(await counting()).toHaveLength(4)
	})

	test('what was taken back with one of them is no reason to leave out the other’s', async () => {
		const account = ['--account', 'Itaú', '--sign-in']
		const csv = file(...CSV)
		await send(csv, ...account)
		await send(csv, '--undo', '--sign-in')
		expect(said((await send(ofx('9', ...OFX), ...account)).text)).toBe(
			'4 recorded, 0 were here before, 0 refused.',
		)
		expect(await counting()).toHaveLength(4)
	})

	test('two equal purchases of a day are two, and another account’s are its own', async () => {
		await send(file(PADARIA, FEIRA), '--account', 'Itaú')
		const twice = ofx('9', OFX[0]!, ['05', '-10.00', 'COMPRA CARTAO 0514'], OFX[1]!)
		expect(said((await send(twice, '--account', 'Itaú')).text)).toBe(
			'1 recorded, 2 were here before, 0 refused.',
		)
		expect(said((await send(ofx('8', ...OFX), '--account', 'Nubank')).text)).toBe(
			'4 recorded, 0 were here before, 0 refused.',
		)
	})
})

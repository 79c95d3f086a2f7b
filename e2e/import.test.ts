import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { importWords } from '../src/words/pt-BR/import'
import { page as pageWords } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { PHONE, Reader, squeeze } from './harness/reader'

const w = importWords.importing
let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await home.post({ description: 'Compra', amount: 10, category: 'Mercado', source: 'Pix' })
	reader = await Reader.openAs(home.owner)
	await reader.sees('live')
	await reader.go('#/importar')
})
afterEach(() => reader.close())

const month = monthsAgo(2).slice(0, 7)
const file = (...lines: string[]) => ({
	name: 'extrato.csv',
	mimeType: 'text/csv',
	buffer: Buffer.from(lines.join('\n')),
})
const [year, number] = month.split('-')
/** All of its days are in the past. */
const lastYear = Number(year) - 1
const day = (date: string) => `${date}/${number}/${year}`
const LINES = [
	`${day('05')};Uber *Trip;-20,00`,
	`${day('06')};Uber *Trip;-30,00`,
	`${day('07')};Salário;3000,00`,
	`${day('08')};Sem valor;abc`,
]

const plan = () => reader.page.locator('[data-page=import][data-step=plan]').waitFor()
const chooseFile = async (...lines: string[]) => {
	await reader.page.locator('[data-page=import] input[type=file]').setInputFiles(file(...lines))
	await plan()
}
const choose = (...lines: string[]) => chooseFile('Data;Descrição;Valor', ...lines)
/** The kind, or the category, of a line as it will be sent. */
const kindOf = (text: string) => reader.page.getByLabel(w.lines.kindOf.replace('{{ what }}', text))
/** What the file brings to its newest month, by kind, and last what the ledger has of it. */
const totals = () =>
	reader.page
		.locator('[data-import=totals] tbody tr')
		.first()
		.locator('td')
		.allInnerTexts()
		.then((cells) => cells.map((cell) => cell.replace(/[^\d,]/g, '')))
const send = async (count: number) => {
	const without = reader.page.getByRole('button', { name: w.questions.noAccount })
	if (await without.isVisible()) await without.click()
	await reader.page.getByRole('button', { name: w.send.button(count) }).click()
	await reader.page.locator('[data-step=done]').waitFor()
}
const recorded = () =>
	home.owner.request<Record<string, unknown>[]>(
		'GET',
		`transactions?ledger_id=eq.${home.ledgerId}&description=neq.Compra&select=description,kind,amount_cents,category_id,source_text,to_source_text,pays_month,voided&order=revision`,
	)

describe('a file on the page', () => {
	it('is sent once somebody said whose it is, or that it is of no account', async () => {
		await choose(LINES[0]!)
		const { page } = reader
		const account = page.getByLabel(w.questions.account)
		const press = () => page.getByRole('button', { name: w.send.button(1) }).click()
		await press()
		await page.getByRole('alert').getByText(w.questions.accountMissing).waitFor()
		expect(await account.evaluate((field) => field === document.activeElement)).toBe(true)
		expect(await recorded()).toEqual([])
		await page.getByRole('button', { name: w.questions.noAccount }).click()
		await page.getByText(w.questions.accountless).waitFor()
		expect(await page.getByRole('alert').count()).toBe(0)
		await press()
		await page.getByText(w.done.title(1)).waitFor()
		expect(await recorded()).toMatchObject([{ source_text: null }])

		// It holds for the next file of the form.
		await page.getByRole('button', { name: w.send.another }).click()
		await choose(LINES[0]!, `${day('09')};Luz;-80,00`)
		await press()
		await page.getByText(w.done.title(1)).waitFor()
		expect(await recorded()).toMatchObject([{ source_text: null }, { source_text: null }])
	})

	it('is not left by accident while it is planned: by a link, Back, a key, signing out or another ledger', async () => {
		const { page } = reader
		await home.owner.rpc('create_ledger', { name: 'Outro caderno' })
		await page.reload()
		await page.locator('[data-page=import]').waitFor()
		await choose(LINES[0]!)
		const question = page.getByRole('alertdialog', { name: w.leave.title })
		const stay = () => question.getByRole('button', { name: pageWords.ui.cancel }).click()
		const leavers: Record<string, () => Promise<unknown>> = {
			link: () => page.locator('a[href^="#/"]:visible').first().click(),
			back: () => page.goBack(),
			key: async () => {
				await page.locator('#content').focus()
				await page.keyboard.press('h')
			},
			ledger: async () => {
				await page.locator('.ledger').click()
				await page.getByRole('button', { name: 'Outro caderno' }).click()
			},
			signingOut: () => reader.choose(pageWords.menu.signOut),
		}
		for (const [how, leave] of Object.entries(leavers)) {
			await leave()
			await question.waitFor()
			await question.getByText(w.leave.planned).waitFor()
			await stay()
			await question.waitFor({ state: 'hidden' })
			expect([how, await page.locator('[data-page=import][data-step=plan]').count()]).toEqual([how, 1])
		}
		await leavers.ledger!()
		await question.getByRole('button', { name: w.leave.action }).click()
		await page.locator('[data-page=import]').waitFor({ state: 'detached' })
		await page.locator('.ledger').getByText('Outro caderno').waitFor()
		expect(await recorded()).toEqual([])
	})

	it('shows its plan, takes a change for each text once, is sent, counted once and undone', async () => {
		await choose(...LINES)
		const page = reader.page
		const lines = page.locator('[data-import=lines] li')
		await expect.poll(() => lines.count()).toBe(3)
		await page.locator('[data-import=unreadable]').getByText(w.others.why.amount_unreadable).waitFor()
		await page.locator('[data-import=totals] td').getByText('50,00').first().waitFor()

		await page.getByLabel(w.questions.account).fill('Conta')
		await page.getByLabel(w.questions.account).press('Enter')
		await lines.first().getByText('Conta').waitFor()
		await lines.first().getByRole('combobox').nth(1).selectOption('Lazer')
		await expect.poll(() => lines.nth(1).getByRole('combobox').nth(1).inputValue()).toBe('Lazer')
		await send(3)
		await page.getByText(w.done.title(3)).waitFor()

		const rows = await recorded()
		expect(rows.map(({ kind, amount_cents, source_text }) => [kind, amount_cents, source_text])).toEqual([
			['expense', 2000, 'Conta'],
			['expense', 3000, 'Conta'],
			['income', 300_000, 'Conta'],
		])
		expect(rows[0]!.category_id).not.toBeNull()
		expect(rows[1]!.category_id).toBe(rows[0]!.category_id)

		await page.getByRole('button', { name: w.send.another }).click()
		await choose(...LINES, `${day('09')};Luz;-80,00`)
		await expect.poll(() => lines.count()).toBe(1)
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(3)).waitFor()
		await send(1)

		await page.getByRole('button', { name: w.done.undo }).click()
		await page.locator('dialog').getByRole('button', { name: w.done.undo }).click()
		await page.getByText(w.done.undone).waitFor()
		expect((await recorded()).map(({ voided }) => voided)).toEqual([false, false, false, true])

		await page.getByRole('button', { name: w.send.another }).click()
		await choose(`${day('09')};Luz;-80,00`)
		await page.locator('[data-import=undone]').getByText(w.others.undone(1)).waitFor()
		await send(1)
		await page.getByText(w.done.restored(1)).waitFor()
		expect((await recorded()).every(({ voided }) => voided === false)).toBe(true)
	})

	it('finds what was recorded by chat, and shows an import as one arrival', async () => {
		await home.post([
			{ description: 'corrida', amount: 20, source: 'Conta', occurred_at: `${month}-06T15:00:00Z` },
			{ description: 'outra', amount: 30, occurred_at: `${month}-06T15:00:00Z` },
		])
		const page = reader.page
		await choose(...LINES, `${day('09')};Luz;-80,00`, `${day('10')};Luz;-81,00`)
		await page.getByLabel(w.questions.account).fill('Conta')
		await page.getByLabel(w.questions.account).press('Enter')
		const matches = page.locator('[data-import=matches] li')
		await expect.poll(() => matches.count()).toBe(2)
		// One names no source: it is offered, and not taken. Before the account was said, that went for both.
		const asked = matches.filter({ hasText: w.matches.ask })
		await expect.poll(() => asked.count()).toBe(1)
		await asked.getByRole('combobox').selectOption({ index: 0 })
		await page.getByText(w.send.andConfirm(2)).waitFor()
		await send(3)
		await page.getByText(w.done.matched(2)).waitFor()
		const rows = await recorded()
		expect(rows.map(({ description, source_text }) => [description, source_text]).sort()).toEqual([
			['Luz', 'Conta'],
			['Luz', 'Conta'],
			['Salário', 'Conta'],
			['corrida', 'Conta'],
			['outra', 'Conta'],
		])
		await reader.go('#/')
		await page.locator('.latest-import').getByText('3 compras importadas').waitFor()
	})

	it('records only what is new where corrections are switched off, and says so', async () => {
		await home.post({
			description: 'corrida',
			amount: 20,
			source: 'Conta',
			occurred_at: `${month}-06T15:00:00Z`,
		})
		await home.owner.request('PATCH', `ledgers?id=eq.${home.ledgerId}`, { corrections: false })
		const page = reader.page
		await page.reload()
		await reader.go('#/importar')
		await choose(...LINES.slice(0, 2))
		await page.getByLabel(w.questions.account).fill('Conta')
		await page.getByLabel(w.questions.account).press('Enter')
		await page.locator('[data-import=as-is]').waitFor()
		await send(1)
		await page.getByText(w.done.title(1)).waitFor()
		expect(await page.getByRole('button', { name: w.done.undo }).count()).toBe(0)
		expect((await recorded()).map(({ amount_cents }) => amount_cents).sort()).toEqual([2000, 3000])
	})

	it('of two accounts of one form it asks which, and keeps a file that counts in its own', async () => {
		const { page } = reader
		const account = page.getByLabel(w.questions.account)
		const name = page.getByLabel(w.questions.accountName)
		const another = () => page.getByRole('button', { name: w.send.another }).click()
		const PADARIA = `${day('05')};Padaria;-10,00`
		const FEIRA = `${day('06')};Feira;-20,00`
		await choose(PADARIA, FEIRA)
		await account.fill('Uma')
		await account.press('Enter')
		await page.locator('[data-import=lines] li').first().getByText('Uma').waitFor()
		await send(2)
		await another()

		// The only one so far is taken; another can be named.
		await choose(PADARIA, `${day('08')};Livro;-70,00`)
		await page.getByText(w.questions.remembered).waitFor()
		expect(await account.inputValue()).toBe('Uma')
		await account.selectOption(w.questions.otherAccount)
		await name.fill('Outra')
		await name.press('Enter')
		await page.locator('[data-import=lines] li').first().getByText('Outra').waitFor()
		await send(2)
		await another()

		// Of two the one whose lines the file has is proposed, and either can be chosen.
		await choose(PADARIA, FEIRA, `${day('09')};Luz;-80,00`)
		await page.getByText(w.questions.reasons.lines_in_common).waitFor()
		expect(await account.inputValue()).toBe('Uma')
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(2)).waitFor()
		await account.selectOption('Outra')
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(1)).waitFor()
		await account.selectOption('Uma')
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(2)).waitFor()
		await page.getByRole('button', { name: w.send.another }).click()

		// The very file that was sent counts as of its account, whichever is said.
		await choose(PADARIA, FEIRA)
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(2)).waitFor()
		await account.fill('Outra')
		await account.press('Enter')
		await page.getByText(w.questions.sentAs).waitFor()
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(2)).waitFor()
		expect(await account.inputValue()).toBe('Uma')
		expect(await recorded()).toHaveLength(4)
	})

	it('finds the lines of a CSV in the OFX of the same account, and records none twice', async () => {
		const { page } = reader
		await choose(`${day('05')};Padaria;-10,00`, `${day('06')};Feira;-20,00`)
		await page.getByLabel(w.questions.account).fill('Conta')
		await page.getByLabel(w.questions.account).press('Enter')
		await page.locator('[data-import=lines] li').first().getByText('Conta').waitFor()
		await send(2)
		const statement = [
			['05', '-10.00', 'COMPRA 01'],
			['06', '-20.00', 'COMPRA 02'],
			['07', '-30.00', 'COMPRA 03'],
		].map(
			([date, amount, memo]) =>
				`<STMTTRN><DTPOSTED>${year}${number}${date}<TRNAMT>${amount}<FITID>${date}<MEMO>${memo}</STMTTRN>`,
		)
		const choosing = async () => {
			await page.getByRole('button', { name: w.send.another }).click()
			await reader.page.locator('[data-page=import] input[type=file]').setInputFiles({
				...file(`OFXHEADER:100\n\n<OFX><STMTRS><ACCTID>1</ACCTID>`, ...statement, '</STMTRS></OFX>'),
				name: 'a.ofx',
			})
			await plan()
		}
		await choosing()
		await page.getByText(w.questions.reasons.lines_in_common).waitFor()
		expect(await page.getByLabel(w.questions.account).inputValue()).toBe('Conta')
		const matches = page.locator('[data-import=matches] li')
		await expect.poll(() => matches.count()).toBe(2)
		expect(await matches.first().locator('option').first().textContent()).toMatch(/Padaria.*extrato\.csv/)
		await send(1)
		expect((await recorded()).map(({ description }) => description).sort()).toEqual([
			'COMPRA 03',
			'Feira',
			'Padaria',
		])
		await choosing()
		await page.locator('[data-import=here-before]').getByText(w.others.hereBefore(3)).waitFor()
	})

	it('says what a file lacks, and fits a phone', async () => {
		await reader.page.setViewportSize(PHONE)
		await reader.page
			.locator('[data-page=import] input[type=file]')
			.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
		await reader.page.getByText(w.trouble.pdf).waitFor()
		await reader.page
			.locator('[data-page=import] input[type=file]')
			.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('nada;aqui') })
		// The file's own words, and nothing in another language about them.
		await reader.page.getByRole('alert').getByText('nada | aqui', { exact: true }).waitFor()
		await choose(...LINES)
		await reader.page.locator('[data-import=lines] li').first().waitFor()
		// What the file brings stands beside what the ledger has, with no column out of sight.
		const months = reader.page.locator('[data-import=totals] li')
		expect(squeeze((await months.first().textContent()) ?? '')).toMatch(
			/Despesas50,00Receitas3\.000,00Gasto.*0,00$/,
		)
		expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
			PHONE.width,
		)
	})
})

describe('while the ledger is asked what it has', () => {
	const FIND = '**/rest/v1/inbox?message_id=in*'
	/** How far the page has moved by itself, all told. */
	const watchShifts = () =>
		reader.page.evaluate(() => {
			const seen = globalThis as unknown as { shifted: number }
			seen.shifted = 0
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
					seen.shifted += entry.value
			}).observe({ type: 'layout-shift' })
		})
	const shifted = () => reader.page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted)

	it('shows no totals that it may have to take back, and moves nothing by the answer', async () => {
		await home.post({ description: 'corrida', amount: 20, occurred_at: `${month}-06T15:00:00Z` })
		const { page } = reader
		let answer!: () => void
		const held = new Promise<void>((resolve) => {
			answer = resolve
		})
		await page.route(FIND, (route) => held.then(() => route.continue()))
		await choose(...LINES)
		await page.locator('[data-import=comparing]').getByText(w.lines.asking).waitFor()
		expect(await page.locator('[data-import=totals]').count()).toBe(0)
		await watchShifts()
		answer()
		await page.locator('[data-import=matches] li').first().waitFor()
		await page.locator('[data-import=totals] tbody tr').first().waitFor()
		await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))))
		expect(await shifted()).toBe(0)
	})

	it('asks again when it was not answered', async () => {
		const { page } = reader
		await page.route(FIND, (route) => route.fulfill({ status: 400, body: '{"message":"not now"}' }))
		await choose(...LINES)
		const alert = page.getByRole('alert')
		await alert.getByText('not now').waitFor()
		await page.unroute(FIND)
		await alert.getByRole('button', { name: w.trouble.retry }).click()
		await expect.poll(totals).toEqual(['50,00', '3000,00', '0,00'])
		expect(await alert.count()).toBe(0)
	})
})

it('gives the focus to what each step begins with', async () => {
	const { page } = reader
	const button = page.getByRole('button', { name: w.choose.button })
	await button.focus()
	await choose(...LINES)
	await reader.seesFocus(page.getByRole('heading', { name: 'extrato.csv' }))
	await send(3)
	await reader.seesFocus(page.getByRole('heading', { name: w.done.title(3) }))
	await page.getByRole('button', { name: w.send.another }).press('Enter')
	await reader.seesFocus(button)
})

it('lists the lines as the file has them, whatever the ledger has of each, and shows what was refused', async () => {
	await home.post({ description: 'corrida', amount: 20, occurred_at: `${month}-06T15:00:00Z` })
	const { page } = reader
	await choose(...LINES, `${day('09')};Luz;-80,00`)
	// Offered, and not taken: its place is still the first.
	await page.locator('[data-import=matches] li').first().waitFor()
	const lines = page.locator('[data-import=lines] li')
	const numbers = () => lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-line')))
	await expect.poll(numbers).toEqual(['2', '3', '4', '6'])
	// One is refused meanwhile, as by a rule that only the database knows.
	await page.route('**/rest/v1/inbox?on_conflict=*', async (route) => {
		const rows = route.request().postDataJSON() as { description: string; amount: string }[]
		const luz = rows.find(({ description }) => description === 'Luz')!
		luz.amount = 'abc'
		await route.continue({ postData: JSON.stringify(rows) })
	})
	await send(4)
	await page.locator('.imp-refused').getByText('Luz').waitFor()
	await page.getByRole('link', { name: w.done.review }).click()
	await page.locator('[data-page=review]').getByText('Luz').first().waitFor()
})

describe('what a person puts right', () => {
	it('another column than was found, and back; the plan follows', async () => {
		await home.post({ description: 'Compra', amount: 45, occurred_at: `${month}-03T15:00:00Z` })
		await chooseFile(
			'Data;Histórico;Nome;Valor;Valor cobrado',
			`${day('05')};DEB 1;Padaria;-10,00;-12,50`,
			`${day('06')};DEB 2;Feira;-20,00;-22,50`,
		)
		const { page } = reader
		await expect.poll(totals).toEqual(['30,00', '45,00'])
		await page.getByText(w.columns.title, { exact: true }).click()
		const columns = page.locator('[data-import=columns]')
		const column = (name: string) => columns.getByLabel(name, { exact: true })
		await column(w.columns.amount).selectOption({ label: 'Valor cobrado' })
		await expect.poll(totals).toEqual(['35,00', '45,00'])
		await column(w.columns.description).selectOption({ label: 'Nome' })
		await page.locator('[data-import=lines] li').getByText('Padaria', { exact: true }).waitFor()
		await column(w.columns.amount).selectOption({ label: w.columns.found })
		await expect.poll(totals).toEqual(['30,00', '45,00'])
		await column(w.columns.amount).selectOption({ label: 'Valor cobrado' })
		await expect.poll(totals).toEqual(['35,00', '45,00'])
		await send(2)
		expect((await recorded()).map(({ description, amount_cents }) => [description, amount_cents])).toEqual([
			['Padaria', 1250],
			['Feira', 2250],
		])
	})

	it('which comes first, the day or the month, where a file does not prove it', leftToCi, async () => {
		const { page } = reader
		await chooseFile(
			'Date,Description,Amount',
			`03/04/${lastYear},Bakery,-12.50`,
			`03/05/${lastYear},Rent,-20.00`,
		)
		const days = page.locator('[data-import=lines] .imp-day')
		await expect.poll(() => days.allTextContents()).toEqual(['3 abr', '3 mai'])
		await page.getByLabel(w.questions.order).selectOption('mdy')
		await expect.poll(() => days.allTextContents()).toEqual(['4 mar', '5 mar'])
	})

	it('columns without names, in a file where a number was taken for the amount', leftToCi, async () => {
		await chooseFile(`${day('05')};Padaria;100,00;12,50;-`, `${day('06')};Feira;90,00;22,50;-`)
		const { page } = reader
		await expect.poll(totals).toEqual(['190,00', '0,00'])
		await page.getByText(w.columns.title, { exact: true }).click()
		await page
			.locator('[data-import=columns]')
			.getByLabel(w.columns.amount, { exact: true })
			.selectOption({ label: '#4' })
		await expect.poll(totals).toEqual(['35,00', '0,00'])
	})

	it('the kind of one line, and of all lines with its text', async () => {
		await choose(...LINES, `${day('09')};UBER  *trip;-40,00`)
		const lines = reader.page.locator('[data-import=lines] li')
		await expect.poll(totals).toEqual(['90,00', '3000,00', '0,00'])
		await lines.first().getByText(w.lines.sameText(3)).waitFor()
		await reader.page.getByLabel(w.questions.account).fill('Conta')
		await reader.page.getByLabel(w.questions.account).press('Enter')
		await lines.first().getByText('Conta').waitFor()
		await kindOf('Salário').selectOption(w.kinds.refund)
		await expect.poll(totals).toEqual(['90,00', '3000,00', '0,00'])
		await expect.poll(() => lines.nth(2).getAttribute('data-kind')).toBe('refund')
		// From what it is now to another kind, it is still the line that the file has.
		await kindOf('Salário').selectOption(w.kinds.transfer)
		await kindOf('Uber *Trip').first().selectOption(w.kinds.transfer)
		await expect
			.poll(() => lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-kind'))))
			.toEqual(['transfer', 'transfer', 'transfer', 'transfer'])
		// Money that was moved has no category.
		expect(await lines.first().getByRole('combobox').count()).toBe(1)
		await kindOf('Uber *Trip').first().selectOption(w.kinds.expense)
		await kindOf('Uber *Trip').first().selectOption(w.kinds.transfer)
		await send(4)
		expect(
			(await recorded()).map(({ kind, amount_cents, source_text, to_source_text }) => [
				kind,
				amount_cents,
				source_text,
				to_source_text,
			]),
		).toEqual([
			['transfer', 2000, 'Conta', null],
			['transfer', 3000, 'Conta', null],
			['transfer', 300_000, null, 'Conta'],
			['transfer', 4000, 'Conta', null],
		])
	})

	it('a credit on a card that was a payment pays the bill before, and is the payment that a chat told', async () => {
		await home.post({
			description: 'fatura do roxinho',
			kind: 'transfer',
			amount: 500,
			to_source: 'Nubank',
			occurred_at: `${month}-07T15:00:00Z`,
		})
		await chooseFile(
			'date,title,amount',
			`${month}-05,Padaria,12.50`,
			`${month}-06,CREDITO ATUALIZADO,-500.00`,
			`${month}-08,Credito avulso,-70.00`,
		)
		const { page } = reader
		await page.getByLabel(w.questions.account).fill('Nubank')
		await page.getByLabel(w.questions.account).press('Enter')
		const lines = page.locator('[data-import=lines] li')
		await lines.first().getByText('Nubank').waitFor()
		// What the ledger has of these days is asked once, whatever the lines are taken for.
		let asked = 0
		page.on('request', (request) => {
			if (request.url().includes('/transactions?voided=is.false')) asked++
		})
		await kindOf('Credito avulso').selectOption(w.kinds.transfer)
		await kindOf('CREDITO ATUALIZADO').selectOption(w.kinds.transfer)
		const matches = page.locator('[data-import=matches] li')
		await matches.getByText('CREDITO ATUALIZADO').waitFor()
		await expect.poll(() => lines.count()).toBe(2)
		expect(asked).toBe(0)
		await send(2)
		await page.getByText(w.done.matched(1)).waitFor()
		const facts = (await recorded()).map(
			({ description, kind, source_text, to_source_text, pays_month }) =>
				[description, kind, source_text, to_source_text, pays_month] as const,
		)
		expect(facts.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
			['Credito avulso', 'transfer', null, 'Nubank', `${month}-01`],
			['Padaria', 'expense', 'Nubank', null, null],
			['fatura do roxinho', 'transfer', null, 'Nubank', `${month}-01`],
		])
	})

	it('the bill that one payment pays, and no other with its text', leftToCi, async () => {
		await chooseFile(
			'date,title,amount',
			`${month}-05,Padaria,12.50`,
			`${month}-06,Pagamento recebido,-500.00`,
			`${month}-08,Pagamento recebido,-70.00`,
		)
		const { page } = reader
		await page.getByLabel(w.questions.account).fill('Nubank')
		await page.getByLabel(w.questions.account).press('Enter')
		const lines = page.locator('[data-import=lines] li')
		await lines.first().getByText('Nubank').waitFor()
		const bills = page.getByLabel(w.lines.billOf.replace('{{ what }}', 'Pagamento recebido'))
		await expect.poll(() => bills.count()).toBe(2)
		const [before, other] = [monthsAgo(2), monthsAgo(4)].map((day) => day.slice(0, 7))
		expect(await bills.last().inputValue()).toBe(before)
		await bills.last().selectOption(other!)
		await expect.poll(() => bills.last().inputValue()).toBe(other)
		await send(3)
		const paid = (await recorded()).filter(({ kind }) => kind === 'transfer')
		expect(paid.map(({ pays_month }) => pays_month)).toEqual([`${before}-01`, `${other}-01`])
	})

	it(
		'what the file brings and what the ledger has are both by bill, or both by purchase',
		leftToCi,
		async () => {
			await home.owner.request('PATCH', `ledgers?id=eq.${home.ledgerId}`, { basis: 'purchase' })
			await reader.page.reload()
			await reader.go('#/importar')
			await home.post({ description: 'Compra', amount: 45, occurred_at: `${month}-03T15:00:00Z` })
			// A card's bill is due in the month after its newest purchase.
			await chooseFile('date,title,amount', `${month}-05,Padaria,12.50`, `${month}-06,Feira,20.00`)
			await expect.poll(totals).toEqual(['32,50', '45,00'])
		},
	)

	it(
		'a file is dropped anywhere, as the browser does it, and never takes the page’s place',
		leftToCi,
		async () => {
			const { page } = reader
			const { drag, over, remove } = await dragged(page)
			await drag('dragEnter', over('.imp-drop'))
			await drag('dragOver', over('.imp-drop'))
			await page.locator('.imp-drop[data-over]').waitFor()
			await drag('drop', over('.imp-drop'))
			await plan()
			await page.getByRole('heading', { name: 'extrato.csv' }).waitFor()
			await expect.poll(totals).toEqual(['50,00', '3000,00', '0,00'])

			// Over a plan nothing is taken, and what was changed of it stays.
			await kindOf('Salário').selectOption(w.kinds.refund)
			await drag('dragEnter', over('h1'))
			await drag('dragOver', over('h1'))
			await drag('drop', over('h1'))
			expect(await page.locator('[data-import=lines] li[data-kind=refund]').count()).toBe(1)

			await page.getByRole('button', { name: w.send.another }).click()
			await page.locator('.imp-drop').waitFor()
			await drag('dragEnter', over('h1'))
			await drag('dragOver', over('h1'))
			await drag('drop', over('h1'))
			await plan()
			expect(await page.locator('[data-import=lines] li[data-kind=refund]').count()).toBe(0)
			remove()
		},
	)

	it('who may only see the ledger is told what to do with a file', async () => {
		const viewer = await home.join('viewer')
		const other = await Reader.openAs(viewer)
		await other.sees('live')
		await other.go('#/importar')
		const { page } = other
		await page.locator('[data-page=import] .read-only').waitFor()
		const { drag, over, remove } = await dragged(page)
		await drag('dragEnter', over('h1'))
		await drag('dragOver', over('h1'))
		await drag('drop', over('h1'))
		await page.getByRole('alert').getByText(w.trouble.not_allowed).waitFor()
		remove()
		await other.close()
	})

	it('who became a viewer meanwhile is told so, in words', leftToCi, async () => {
		const editor = await home.join('editor')
		const other = await Reader.openAs(editor)
		await other.sees('live')
		await other.go('#/importar')
		const { page } = other
		await page
			.locator('[data-page=import] input[type=file]')
			.setInputFiles(file('Data;Descrição;Valor', ...LINES))
		await page.getByRole('button', { name: w.questions.noAccount }).click()
		const button = page.getByRole('button', { name: w.send.button(3) })
		await button.and(page.locator(':enabled')).waitFor()
		// The page is not told yet.
		await page.route('**/rest/v1/rpc/import_token*', (route) =>
			route.fulfill({ status: 403, body: '{"code":"42501","message":"only owners and editors import"}' }),
		)
		await button.click()
		await page.getByRole('alert').getByText(w.trouble.not_allowed).waitFor()
		await other.close({ except: ({ text }) => text.includes('403') })
	})

	it('a workbook’s library is loaded with the first workbook, and for nothing else', async () => {
		const { page } = reader
		/** All scripts of the page that read a workbook. */
		const readers = async () => {
			const loaded = await page.evaluate(() =>
				performance
					.getEntriesByType('resource')
					.map(({ name }) => name)
					.filter((name) => name.endsWith('.js')),
			)
			const texts = await Promise.all(
				[...new Set(loaded)].map(async (url) => (await page.request.get(url)).text()),
			)
			expect(texts.length).toBeGreaterThan(3)
			return texts.filter((text) => text.includes('sharedStrings')).length
		}
		await choose(...LINES)
		await expect.poll(totals).toEqual(['50,00', '3000,00', '0,00'])
		expect(await readers()).toBe(0)
		await page.getByRole('button', { name: w.send.another }).click()
		await page.locator('[data-page=import] input[type=file]').setInputFiles('fixtures/import/card.xlsx')
		await plan()
		expect(await readers()).toBe(1)
	})
})

/** A file of `LINES` that is dragged as a browser does it, over the middle of what a selector names. */
async function dragged(page: Page) {
	const folder = mkdtempSync(join(tmpdir(), 'painel-drop-'))
	const path = join(folder, 'extrato.csv')
	writeFileSync(path, ['Data;Descrição;Valor', ...LINES].join('\n'))
	const browser = await page.context().newCDPSession(page)
	const over = async (selector: string) => {
		const box = (await page.locator(selector).first().boundingBox())!
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
	}
	return {
		over,
		drag: async (type: 'dragEnter' | 'dragOver' | 'drop', place: ReturnType<typeof over>) =>
			browser.send('Input.dispatchDragEvent', {
				type,
				...(await place),
				data: { items: [], files: [path], dragOperationsMask: 1 },
			}),
		remove: () => rmSync(folder, { recursive: true }),
	}
}

describe('an import of many lines', leftToCi, () => {
	const COUNT = 2312
	const many = Array.from({ length: COUNT }, (_, at) => `${day('05')};Compra ${at};-${at + 1},00`)

	it('is one line among the arrivals, and is undone a thousand at a time, also after a cut', async () => {
		const { page } = reader
		const other = await Reader.openAs(home.owner)
		await other.sees('live')
		await choose(...many)
		await send(COUNT)
		const arrival = other.page.locator('.latest-import')
		await arrival.getByText(pageWords.now.imported(COUNT, '2.312')).waitFor()
		expect(await arrival.count()).toBe(1)
		// And the purchase that was there before.
		expect(await other.page.locator('.latest-row').count()).toBe(2)

		const corrections: number[] = []
		let isCut = true
		await page.route('**/rest/v1/rpc/correct*', async (route) => {
			const { items } = route.request().postDataJSON() as { items: unknown[] }
			corrections.push(items.length)
			if (corrections.length === 2 && isCut)
				await route.fulfill({ status: 400, body: '{"message":"cut off"}' })
			else await route.continue()
		})
		const undo = async () => {
			await page.getByRole('button', { name: w.done.undo }).click()
			await page.locator('dialog').getByRole('button', { name: w.done.undo }).click()
		}
		await undo()
		await page.getByRole('alert').getByText('cut off').waitFor()
		expect(corrections).toEqual([1000, 1000])
		expect(await liveCount()).toBe(COUNT - 1000)
		isCut = false
		await undo()
		await page.getByText(w.done.undone).waitFor()
		expect(corrections).toEqual([1000, 1000, 1000, 1000, 312])
		expect(await liveCount()).toBe(0)
		// What the cut one had undone counts once.
		expect(await countOf('inbox?action=eq.void')).toBe(COUNT)
		await other.close()
	})

	it('tells how far it is, and goes on after a lost answer and after a cut, recording each line once', async () => {
		const { page } = reader
		await choose(...many)
		const posted: number[] = []
		let release = () => {}
		const held = new Promise<void>((done) => {
			release = done
		})
		await page.route('**/rest/v1/inbox?on_conflict*', async (route) => {
			posted.push((route.request().postDataJSON() as unknown[]).length)
			if (posted.length === 2) {
				// Recorded, and the answer lost on the way: the page asks again.
				await held
				await route.fetch()
				await route.abort('connectionreset')
			} else if (posted.length === 4) await route.fulfill({ status: 400, body: '{"message":"cut off"}' })
			else await route.continue()
		})
		await page.getByRole('button', { name: w.questions.noAccount }).click()
		await page.getByRole('button', { name: w.send.button(COUNT) }).click()
		const bar = page.getByRole('progressbar', { name: w.send.progress })
		await expect.poll(() => posted.length).toBe(2)
		// The button that was pressed has gone: what is being done takes the keyboard.
		await reader.seesFocus(page.locator('.imp-sending p'))
		await page.getByText(/^Registrando \d+ de 2312$/).waitFor()
		const done = Number(/\d+/.exec((await page.locator('.imp-sending p').textContent())!)![0])
		expect(done).toBe(posted[0])
		expect(await bar.evaluate((element: HTMLProgressElement) => element.value)).toBeCloseTo(done / COUNT)
		release()
		await page.getByRole('alert').getByText('cut off').waitFor()
		const left = COUNT - (await liveCount())
		expect(left).toBeGreaterThan(0)
		expect(left).toBeLessThan(COUNT - posted[1]!)
		await send(left)
		expect(await liveCount()).toBe(COUNT)
		expect(await countOf('inbox?message_id=like.import:*')).toBe(COUNT)
	})

	/** How many rows there are; the API answers a thousand at a time. */
	const countOf = async (path: string): Promise<number> => {
		for (let count = 0; ; ) {
			const rows = await home.owner.request<unknown[]>(
				'GET',
				`${path}&ledger_id=eq.${home.ledgerId}&select=id&order=id&limit=1000&offset=${count}`,
			)
			count += rows.length
			if (rows.length < 1000) return count
		}
	}
	/** Imported purchases that count. */
	const liveCount = () => countOf('transactions?voided=is.false&description=neq.Compra')
})

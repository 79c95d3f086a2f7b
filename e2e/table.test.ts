import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { LONGEST_MESSAGE } from '../src/ledger/original-message'
import { page as pageWords } from '../src/words/pt-BR/page'
import { createHousehold, type Household, type Message } from './harness/household'
import { monthsAgo } from './harness/moments'
import { PHONE, Reader } from './harness/reader'

const w = pageWords
let home: Household
let reader: Reader
/** How many purchases there are: tests add to them, in any order. */
let recorded = 0

/** Records purchases, and waits until the page counts them. */
async function record(purchases: Message[]) {
	const rows = await home.post(purchases)
	recorded += rows.length
	await reader.seesFigure('purchases', recorded.toLocaleString('pt-BR'))
	return rows
}

beforeAll(async () => {
	home = await createHousehold(inject('stack'))
	const when = new Date().toISOString()
	for (let from = 0; from < 1500; from += 500)
		await home.post(
			Array.from({ length: 500 }, (_, i) => ({
				description: `Compra ${String(from + i).padStart(4, '0')}`,
				amount: from + i + 1,
				category: 'Mercado',
				source: 'Pix',
				occurred_at: when,
			})),
		)
	reader = await Reader.open(inject('site'), { acceptDownloads: true })
	await reader.signIn(home.owner)
	recorded = 1500
	await reader.seesFigure('purchases', '1.500')
})
afterAll(() => reader?.close())
beforeEach(() => reader.begin(inject('site')))

/** Descriptions of the rows in the document, in their order on the screen. */
async function shown(): Promise<string[]> {
	const rows = await reader.page.locator('[data-row]').evaluateAll((elements) =>
		elements
			.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
			.sort((a, b) => a.top - b.top)
			.map(({ text }) => /Compra \d{4}|Nova \d/.exec(text)?.[0] ?? text),
	)
	return rows
}

describe('the table of purchases', () => {
	it('holds few rows of many, and reaches the last by scrolling', async () => {
		expect((await shown()).length).toBeLessThan(150)
		await reader.go('#/?o=amount')
		await expect.poll(async () => (await shown())[0]).toBe('Compra 0000')
		const last = reader.rows('Compra 1499')
		await expect
			.poll(async () => {
				await reader.page.mouse.move(600, 500)
				await reader.page.mouse.wheel(0, 20_000)
				return last.count()
			})
			.toBe(1)
		expect((await shown()).length).toBeLessThan(150)
	})

	it('sorts by its headers, both ways, in the address', async () => {
		const amount = reader.page.getByRole('button', { name: w.table.amount, exact: false })
		const header = reader.page.getByRole('columnheader', { name: w.table.amount })
		await header.getByRole('button').click()
		await expect.poll(async () => (await shown())[0]).toBe('Compra 1499')
		expect(await header.getAttribute('aria-sort')).toBe('descending')
		await header.getByRole('button').click()
		await expect.poll(async () => (await shown())[0]).toBe('Compra 0000')
		expect(await header.getAttribute('aria-sort')).toBe('ascending')
		expect(new URL(reader.page.url()).hash).toContain('o=amount')
		expect(await amount.count()).toBeGreaterThan(0)
	})

	it('does not move what is being read when purchases arrive', async () => {
		const target = reader.rows('Compra 1300')
		// Less than a screen at a time, drawn before it is looked at: a longer step could jump over the row.
		await expect
			.poll(async () => {
				if (await target.count()) return true
				await reader.page.evaluate(async () => {
					scrollBy({ top: 600, behavior: 'instant' })
					await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
				})
				return false
			})
			.toBe(true)
		await target.scrollIntoViewIfNeeded()
		const top = () => target.evaluate((element) => Math.round(element.getBoundingClientRect().top))
		const before = await top()
		await record(
			[1, 2, 3, 4].map((n) => ({ description: `Nova ${n}`, amount: 2, category: 'Lazer', source: 'Pix' })),
		)
		expect(await top()).toBe(before)
	})

	it('says of a transfer where it went and which bill it paid, on a desk and on a phone', async () => {
		await home.post([
			{
				description: 'Fatura paga',
				amount: 80,
				kind: 'transfer',
				source: 'Pix',
				to_source: 'Nubank',
				bill_month: monthsAgo(1).slice(0, 7),
			},
			{ description: 'Poupança', amount: 90, kind: 'transfer', source: 'Pix', to_source: 'Cofrinho' },
		])
		await reader.go('#/?k=transfer')
		const paid = reader.rows('Fatura paga').first()
		await paid.getByText('Pix → Nubank').waitFor()
		await reader.rows('Poupança').first().getByText('Pix → Cofrinho').waitFor()
		expect(await paid.textContent()).not.toContain(w.uncategorised)
		await paid.click()
		const drawer = reader.page.locator('dialog[data-drawer=details]')
		const fact = (name: string) => drawer.locator('.facts div').filter({ hasText: name }).locator('dd')
		await fact(w.details.to).getByText('Nubank', { exact: true }).waitFor()
		expect(await drawer.locator('.facts dt').allTextContents()).toContain(w.details.dateOf.transfer)
		await fact(w.details.pays)
			.getByText(/ de \d{4}$/)
			.waitFor()
		expect(await fact(w.details.category).count()).toBe(0)
		await reader.page.keyboard.press('Escape')
		await reader.page.setViewportSize(PHONE)
		await reader.rows('Poupança').first().getByText('Pix → Cofrinho').waitFor()
		expect(await reader.rows('Poupança').first().textContent()).not.toContain(w.uncategorised)
	})

	it('opens a purchase with its message, corrections and history', async () => {
		const [purchase] = await record([
			{
				description: 'Jantar',
				amount: '80',
				category: 'Lazer',
				source: 'Pix',
				person: 'Ana',
				payload: { message: 'jantar oitenta no pix' },
			},
		])
		await home.post({
			action: 'amend',
			target_message_id: purchase!.message_id,
			amount: '88,00',
			payload: { message: 'na verdade foi 88' },
		})
		await reader.rows('Jantar').first().getByText('88,00').waitFor()
		await reader.rows('Jantar').first().click()
		const drawer = reader.page.locator('dialog[open]')
		await drawer.getByText('jantar oitenta no pix').first().waitFor()
		await drawer.getByText('na verdade foi 88').first().waitFor()
		await drawer.getByText(w.details.amended).first().waitFor()
		await drawer.getByText('Agente de teste').first().waitFor()
		await reader.page.keyboard.press('Escape')
		await drawer.waitFor({ state: 'hidden' })
	})

	it.each([
		['Padaria um', 'gastei 11,11 na padaria'],
		['Padaria dois', { type: 'text', text: { body: 'gastei 22,22 na padaria' } }],
	])('shows the original message wherever the agent kept it: %s', async (description, payload) => {
		await record([{ description, amount: '11,11', category: 'Lazer', source: 'Pix', payload }])
		await reader.go(`#/?q=${encodeURIComponent(description)}`)
		await reader.rows(description).first().click()
		const drawer = reader.page.locator('dialog[open]')
		await drawer
			.locator('blockquote')
			.getByText(/^gastei (11,11|22,22) na padaria$/)
			.waitFor()
		expect(await drawer.getByText(w.details.noMessage).count()).toBe(0)
		await reader.page.keyboard.press('Escape')
		await drawer.waitFor({ state: 'hidden' })
	})

	it('shows what an agent sent amiss within bounds: an amount that is an object, a message of 20 MB', async () => {
		const [refused] = await home.post({ description: 'Conserto', amount: { value: 5, currency: 'BRL' } })
		expect(refused!.status).toBe('rejected')
		await record([{ action: 'amend', target_message_id: refused!.message_id, amount: '50,00' }])
		// The database would cut it; an older one did not.
		const history = '**/rpc/transaction_history*'
		await reader.page.route(history, async (route) => {
			const answer = await route.fetch()
			const steps = (await answer.json()) as object[]
			const json = steps.map((step) => ({ ...step, payload: { message: 'muito '.repeat(3_500_000) } }))
			await route.fulfill({ response: answer, json })
		})
		await reader.rows('Conserto').first().click()
		const drawer = reader.page.locator('dialog[open]')
		await drawer.getByText(/"currency": ?"BRL"/).waitFor()
		const message = drawer.locator('blockquote').first()
		expect((await message.textContent())!.length).toBeLessThanOrEqual(LONGEST_MESSAGE)
		await reader.page.unroute(history)
		await reader.page.keyboard.press('Escape')
		await drawer.waitFor({ state: 'hidden' })
	})

	it('opens a row by keyboard and gives the focus back', async () => {
		await record([{ description: 'Almoço', amount: '30', category: 'Lazer', source: 'Pix' }])
		const open = reader.rows('Almoço').first().getByRole('button').first()
		await open.focus()
		await reader.page.keyboard.press('Enter')
		await reader.page.locator('dialog[open]').waitFor()
		await reader.page.keyboard.press('Escape')
		await reader.page.locator('dialog[open]').waitFor({ state: 'hidden' })
		await reader.seesFocus(open)
	})

	it('exports exactly what is shown, for a Brazilian Excel', async () => {
		await record([{ description: '=1+1;"aspas"', amount: '1.234,56', category: 'Lazer', source: 'Dinheiro' }])
		await reader.go('#/?s=2')
		await reader.rows('=1+1').first().waitFor()
		const { name, bytes } = await reader.download(
			reader.page.getByRole('button', { name: w.exportCsv }).first(),
		)
		expect(name).toMatch(/\.csv$/)
		expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
		const lines = bytes.toString('utf8').slice(1).split('\r\n').filter(Boolean)
		expect(lines).toHaveLength(2)
		expect(lines[0]!.split(';')).toContain(w.file.columns.description)
		expect(lines[1]).toContain('1234,56')
		expect(lines[1]).toContain('Dinheiro')
		// A quote or space before the sign keeps a spreadsheet from computing it.
		expect(lines[1]).toMatch(/"'=1\+1;""aspas"""/)
	})
})

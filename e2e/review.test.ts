import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { corrections as correctionWords } from '../src/words/pt-BR/corrections'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader } from './harness/reader'

const w = settingsWords.review
let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await home.post({ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix' })
	reader = await Reader.openAs(home.owner)
	await reader.sees('live')
})
afterEach(() => reader.close())

const badge = () => reader.page.locator('header a[href="#/conferir"]').first()

describe('messages the rules refuse', () => {
	it('show at once with reason and remedy, and are no purchase', async () => {
		const [refused] = await home.post({
			description: 'Aluguel',
			amount: '1,234',
			payload: { message: 'aluguel 1,234' },
		})
		expect(refused!.status).toBe('rejected')
		await badge().getByText('1', { exact: true }).waitFor()
		await reader.go('#/conferir')
		const item = reader.page.locator('[data-inbox][data-reason=amount_unreadable]')
		await item.getByText('aluguel 1,234').waitFor()
		await item.getByText(w.reasons.amount_unreadable.what).waitFor()
		await item.getByText(w.reasons.amount_unreadable.how).waitFor()
		await home.post({ description: 'Padaria', amount: null })
		await reader.page.locator('[data-inbox][data-reason=amount_missing]').waitFor()
		await badge().getByText('2', { exact: true }).waitFor()
		expect(await reader.figureText('spent')).toBe('R$10,00')
	})

	it('go when a later message corrects them, and when a member dismisses them', async () => {
		const [refused, other] = await home.post([
			{ description: 'Aluguel', amount: '1,234' },
			{ description: 'Sem valor', amount: null },
		])
		await reader.go('#/conferir')
		await reader.page.locator('[data-inbox]').nth(1).waitFor()
		await home.post({ action: 'amend', target_message_id: refused!.message_id, amount: '1.234,00' })
		await reader.page.locator('[data-inbox]').filter({ hasText: 'Aluguel' }).waitFor({ state: 'detached' })
		await reader.seesFigure('spent', 'R$ 1.244,00')
		await reader.page.locator('[data-inbox]').getByRole('button', { name: w.dismiss }).click()
		await reader.page.getByText(w.nothing).first().waitFor()
		// The page takes it off the list before the server has heard of it.
		const dismissed = async () => {
			const path = `inbox?message_id=eq.${other!.message_id}&select=dismissed_at`
			return (await home.owner.request<{ dismissed_at: string | null }[]>('GET', path))[0]!.dismissed_at
		}
		await expect.poll(dismissed).not.toBeNull()
		// Not for good yet: it is back for whoever did not mean it.
		await reader.page.locator('.toasts').getByRole('button', { name: settingsWords.form.undo }).click()
		await reader.page.locator('[data-inbox]').filter({ hasText: 'Sem valor' }).waitFor()
		await badge().getByText('1', { exact: true }).waitFor()
	})
})

/** The agent's reply to Ana's message could not be delivered. */
async function tell(message_id: string, said: string) {
	const [ana] = await home.owner.request<{ id: number }[]>(
		'GET',
		`people?ledger_id=eq.${home.ledgerId}&name=eq.Ana&select=id`,
	)
	await home.owner
		.request('POST', 'contacts', { ledger_id: home.ledgerId, address: 'tg:5', person_id: ana!.id })
		.catch(() => null)
	await home.asAgent('agent_received', { message_id, contacts: ['tg:5'] })
	await home.asAgent('agent_undelivered', { message_id, said, detail: 'Message undeliverable' })
}

describe('the number', () => {
	const count = (number: number) => badge().getByText(String(number), { exact: true }).waitFor()

	it('counts live all that waits: refused and kept messages, undelivered replies, told twice, unknown names', async () => {
		await count(0)
		await home.post({ description: 'Aluguel', amount: '1,234' })
		await count(1)
		await home.post({ action: 'keep', item: 32767, description: 'áudio' })
		await count(2)
		await tell('m1', 'uma')
		await count(3)
		await home.post({ description: 'Pão', amount: 5, category: 'padoca' })
		await count(4)
		await home.post({ description: 'Feira', amount: 10, source: 'Pix', sender: 'tel:5511999998888' })
		await count(5)
		// Whoever opens the page anew, or on a phone, reads the same.
		await reader.page.reload()
		await count(5)
		await reader.page.setViewportSize({ width: 390, height: 800 })
		await reader.page.getByRole('link', { name: '5 a conferir' }).waitFor()
		await reader.page.setViewportSize({ width: 1440, height: 900 })
		await reader.go('#/conferir')
		await reader.page.locator('dialog.drawer .count', { hasText: /^5$/ }).waitFor()
		await reader.page.locator('[data-undelivered]').getByRole('button', { name: w.dismiss }).click()
		await reader.page.locator('dialog.drawer .count', { hasText: /^4$/ }).waitFor()
		// Its place is taken a moment after the number is: what is below moves up.
		await expect.poll(() => reader.page.locator('[data-undelivered]').count()).toBe(0)
		await reader.page
			.locator('[data-twice]')
			.getByRole('button', { name: correctionWords.corrections.twice.keep })
			.click()
		await reader.page.locator('dialog.drawer .count', { hasText: /^3$/ }).waitFor()
		await reader.page.locator('[data-unknown=category]').getByRole('button', { name: 'Mercado' }).click()
		await reader.page.locator('dialog.drawer .count', { hasText: /^2$/ }).waitFor()
		await reader.page.keyboard.press('Escape')
		await count(2)
	})
})

describe('replies that did not arrive', () => {
	const u = correctionWords.corrections.undelivered

	it('come live, go when they are sent after all or dismissed, and a dismissed one comes back', async () => {
		await reader.go('#/conferir')
		await reader.page.getByText(w.nothing).first().waitFor()
		await tell('m1', '✅ mercado: R$ 52,90\n<b>1) Desfazer</b>')
		const reply = reader.page.locator('[data-undelivered]')
		await reply.getByText(u.to.replace('{{ person }}', 'Ana')).waitFor()
		await reply.getByText('<b>1) Desfazer</b>').waitFor()
		await reply.getByText('Message undeliverable').waitFor()
		await home.asAgent('agent_replied', { message_id: 'm1', reply_ids: ['r1'] })
		await reply.waitFor({ state: 'detached' })
		await tell('m2', 'segunda')
		await reply.getByRole('button', { name: w.dismiss }).click()
		await reader.page.getByText(w.nothing).first().waitFor()
		await reader.page.locator('.toasts').getByRole('button', { name: settingsWords.form.undo }).click()
		await reply.getByText('segunda').waitFor()
	})
})

describe('names nobody answers to', () => {
	it('are mapped by one click, and the past follows live', async () => {
		await home.post([
			{ description: 'Pão', amount: 5, category: 'padoca', source: 'Pix' },
			{ description: 'Bolo', amount: 7, category: 'Padóca', source: 'Pix', occurred_at: monthsAgo(2) },
		])
		await reader.seesFigure('spent', 'R$ 15,00')
		await reader.go('#/conferir')
		const name = reader.page.locator('[data-unknown=category]')
		await name.getByText(w.uses.category(2)).waitFor()
		await name.getByRole('button', { name: 'Mercado' }).click()
		await reader.page.getByText(w.mapped(2)).first().waitFor()
		// Undone, the question is asked again.
		await reader.page.locator('.toasts').getByRole('button', { name: settingsWords.form.undo }).click()
		await name.getByText(w.uses.category(2)).waitFor()
		await name.getByRole('button', { name: 'Mercado' }).click()
		await reader.page.getByText(w.mapped(2)).first().waitFor()
		await reader.go('#/?c=1')
		await reader.seesFigure('spent', 'R$ 15,00')
		await reader.page.getByRole('dialog').waitFor({ state: 'detached' })
		// And the next one is understood.
		await home.post({ description: 'Sonho', amount: 3, category: 'PADOCA' })
		await reader.seesFigure('spent', 'R$ 18,00')
	})

	it(
		'may be long: nothing is wider than the drawer, and a new label has the first words',
		leftToCi,
		async () => {
			const words = 'Mercadinho da esquina da rua das palmeiras'
			const text = `${words} ${'x'.repeat(30)}`
			await home.post([
				{ description: 'Pão', amount: 5, category: text, source: 'Pix' },
				{ description: 'Bolo', amount: 6, category: 'Mercado', source: 'y'.repeat(65) },
			])
			await reader.go('#/conferir')
			const name = reader.page.locator('[data-unknown=category]')
			await reader.page.locator('[data-unknown=source]').waitFor()
			for (const width of [1440, 360]) {
				await reader.page.setViewportSize({ width, height: 800 })
				const body = reader.page.locator('dialog.drawer .body')
				expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
				const over = await body.evaluate((element) => {
					const edge = element.getBoundingClientRect().right
					// Texts are cut by the boxes they stand in.
					return [...element.querySelectorAll('li, div, b, p, button, select')]
						.filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge + 1)
						.map((part) => part.outerHTML.slice(0, 80))
				})
				expect(over, `${width} px`).toEqual([])
			}
			await name.getByRole('button', { name: w.create.replace('{{ text }}', words), exact: true }).click()
			await name.waitFor({ state: 'detached' })
			const made = await home.owner.request<{ name: string; aliases: string[] }[]>(
				'GET',
				`categories?ledger_id=eq.${home.ledgerId}&order=id.desc&limit=1&select=name,aliases`,
			)
			expect(made).toEqual([{ name: words, aliases: [text] }])
			await reader.go('#/?c=4')
			await reader.seesFigure('spent', 'R$ 5,00')
		},
	)

	it(
		'of a source ask whether it is a card, and its days put the purchase into its bill; undone, it is unknown again',
		leftToCi,
		async () => {
			await home.post({ description: 'Táxi', amount: 4, category: 'Mercado', source: 'Inter' })
			await reader.go('#/conferir')
			const name = reader.page.locator('[data-unknown=source]')
			const create = name.getByRole('button', { name: w.create.replace('{{ text }}', 'Inter') })
			await create.click()
			await name.getByText(w.isCard.replace('{{ name }}', 'Inter')).waitFor()
			await name.getByRole('button', { name: w.yesCard }).click()
			await name.getByRole('button', { name: w.createCard }).click()
			await name.getByText(w.closingMissing).waitFor()
			await name.getByLabel(settingsWords.sources.closingDay).fill('1')
			await name.getByLabel(settingsWords.sources.dueDay).fill('10')
			await name.getByRole('button', { name: w.createCard }).click()
			await name.waitFor({ state: 'detached' })
			const cycles = () =>
				home.owner.request(
					'GET',
					`cycles?ledger_id=eq.${home.ledgerId}&select=closing_day,due_day,from_month`,
				)
			expect(await cycles()).toEqual([{ closing_day: 1, due_day: 10, from_month: null }])
			// Closed on the 1st, it is on next month's bill.
			await reader.seesFigure('spent', 'R$ 10,00')
			await reader.page.locator('.toasts').getByRole('button', { name: settingsWords.form.undo }).click()
			await create.click()
			await reader.seesFigure('spent', 'R$ 14,00')
			await name.getByRole('button', { name: w.noCard }).click()
			await name.waitFor({ state: 'detached' })
			expect(await cycles()).toEqual([])
		},
	)

	it('are mapped for sources too', leftToCi, async () => {
		await home.post({ description: 'Táxi', amount: 4, category: 'Mercado', source: 'roxinho' })
		await reader.go('#/conferir')
		const name = reader.page.locator('[data-unknown=source]')
		await name.getByText(w.uses.source(1)).waitFor()
		await name.getByRole('button', { name: 'Dinheiro' }).click()
		await name.waitFor({ state: 'detached' })
		await reader.go('#/?s=2')
		await reader.seesFigure('spent', 'R$ 4,00')
	})
})

import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo, today } from './harness/moments'
import { Reader } from './harness/reader'

const w = settingsWords.budgets
let home: Household
let reader: Reader

const spend = (amount: number) =>
	home.post({ description: 'Compra', amount, category: 'Mercado', source: 'Pix' })
const thisMonth = () => monthsAgo(0).slice(0, 7)

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await spend(10)
	reader = await Reader.openAs(home.owner)
	await reader.sees('live')
})
afterEach(() => reader.close())

describe('budgets', () => {
	it('are set on the page and carried forward', async () => {
		await reader.go('#/orcamentos')
		await reader.page.getByRole('button', { name: 'Definir orçamento de Mercado' }).click()
		await reader.page.getByLabel(w.amount).fill('100,00')
		await reader.page.getByRole('button', { name: settingsWords.form.save, exact: true }).click()
		const budgets = reader.page.locator('[data-page=budgets]')
		await budgets.locator('.budget-row').filter({ hasText: 'Mercado' }).getByText('100,00').first().waitFor()
		await reader.page.getByRole('button', { name: w.next }).click()
		await budgets.locator('.budget-row').filter({ hasText: 'Mercado' }).getByText('100,00').first().waitFor()
		const rows = await home.owner.request<{ month: string; amount_cents: number }[]>(
			'GET',
			`budgets?ledger_id=eq.${home.ledgerId}&select=month,amount_cents`,
		)
		expect(rows).toEqual([{ month: `${thisMonth()}-01`, amount_cents: 10_000 }])
	})

	it('tell in four lines on the narrowest phone that one is passed', async () => {
		await reader.page.setViewportSize({ width: 320, height: 640 })
		// A device that never looked announces nothing of before.
		await expect
			.poll(() => reader.page.evaluate((id) => localStorage.getItem(`painel.told.${id}`), home.ledgerId))
			.not.toBe(null)
		await home.owner.request('POST', 'budgets', {
			ledger_id: home.ledgerId,
			category_id: 1,
			month: `${thisMonth()}-01`,
			amount_cents: 100_000,
		})
		await spend(1234.56)
		const toast = reader.page.locator('.toast')
		await toast.getByText(/1\.244,56/).waitFor()
		expect((await toast.boundingBox())!.height).toBeLessThan(100)
		await toast.getByRole('button').click()
		await reader.page.locator('[data-page=budgets]').waitFor()
	})

	it('say whether their pace is kept', async () => {
		const limit = 100_000
		for (const category_id of [1, 3])
			await home.owner.request('POST', 'budgets', {
				ledger_id: home.ledgerId,
				category_id,
				month: `${thisMonth()}-01`,
				amount_cents: limit,
			})
		// The months before tell the pace: food is bought on the 1st, leisure in equal halves on the 1st and the 28th.
		for (const back of [1, 2, 3])
			for (const [category, day] of [
				['Mercado', '01'],
				['Lazer', '01'],
				['Lazer', '28'],
			] as const)
				await home.post({
					description: 'Antes',
					amount: 50,
					category,
					source: 'Pix',
					occurred_at: monthsAgo(back).replace(/-10T/, `-${day}T`),
				})
		await home.post({ description: 'Quase tudo', amount: '999,99', category: 'Lazer', source: 'Pix' })
		await reader.page.reload()
		await reader.go('#/orcamentos')
		const row = (name: string) =>
			reader.page.locator('[data-page=budgets] .budget-row').filter({ hasText: name })
		await row('Mercado').getByText(w.pace.kept).waitFor()
		// From the 28th on all of the limit fits, so that a budget not yet passed keeps its pace.
		const isLate = Number(today().slice(8)) >= 28
		await row('Lazer')
			.getByText(isLate ? w.pace.kept : '500,00')
			.waitFor()
	})

	it('give notice at 80 % and at 100 %, once each', async () => {
		await home.owner.request('POST', 'budgets', {
			ledger_id: home.ledgerId,
			category_id: 1,
			month: `${thisMonth()}-01`,
			amount_cents: 10_000,
		})
		await reader.page.reload()
		await reader.sees('live')
		await reader.seesFigure('spent', 'R$ 10,00')
		const toasts = reader.page.locator('.toasts')
		const near = toasts.getByText('Mercado perto do limite')
		const over = toasts.getByText('Mercado passou do orçamento')
		await spend(70)
		await near.waitFor()
		await spend(1)
		await reader.seesFigure('spent', 'R$ 81,00')
		expect(await near.count()).toBe(1)
		await spend(30)
		await over.waitFor()
		await spend(5)
		await reader.seesFigure('spent', 'R$ 116,00')
		expect(await over.count()).toBe(1)
		await reader.page.reload()
		await reader.seesFigure('spent', 'R$ 116,00')
		await reader.sees('live')
		await spend(1)
		await reader.seesFigure('spent', 'R$ 117,00')
		expect(await toasts.getByText('Mercado').count()).toBe(0)
	})
})

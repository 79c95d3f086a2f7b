import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { page as pageWords } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader, squeeze } from './harness/reader'

const w = pageWords
let home: Household
let reader: Reader

beforeAll(async () => {
	home = await createHousehold(inject('stack'))
	await home.post([
		{ description: 'Feira de sábado', amount: 40, category: 'Mercado', source: 'Pix', person: 'Ana' },
		{ description: 'Uber', amount: 20, category: 'Transporte', source: 'Dinheiro', person: 'Marcos' },
		{ description: 'Cinema', amount: 30, category: 'Lazer', source: 'Pix', person: 'Ana' },
		{ description: 'Salário', amount: 5000, kind: 'income', source: 'Pix', person: 'Ana' },
		{
			description: 'Feira antiga',
			amount: 70,
			category: 'Mercado',
			source: 'Pix',
			person: 'Ana',
			occurred_at: monthsAgo(1),
		},
	])
	reader = await Reader.open(inject('site'))
	await reader.signIn(home.owner)
	await reader.seesFigure('spent', 'R$ 90,00')
})
afterAll(() => reader?.close())
beforeEach(async () => {
	await reader.begin(inject('site'))
	await reader.seesFigure('spent', 'R$ 90,00')
})

/** The filters of the address, without the path. */
/** What the address asks for, but for its ledger. */
const query = () => {
	const asked = new URLSearchParams(new URL(reader.page.url()).hash.split('?')[1] ?? '')
	asked.delete('l')
	return asked
}

async function everything(): Promise<void> {
	await reader.go('#/')
	await reader.seesFigure('spent', 'R$ 90,00')
}

describe('filters', () => {
	it('live in the address: a shared one shows the same', async () => {
		await reader.go('#/?s=1&p=1')
		await reader.seesFigure('spent', 'R$ 70,00')
		const other = await reader.context.newPage()
		await other.goto(reader.page.url())
		await other.waitForFunction(() =>
			document.querySelector('[data-figure=spent]')?.textContent?.replace(/\s/g, '').includes('70,00'),
		)
		await other.close()
		await everything()
	})

	it('leave what an odd address says out', async () => {
		await reader.go('#/?c=abc,<b>&m=2026-99&k=nonsense&d=tomorrow&o=-everything')
		await reader.seesFigure('spent', 'R$ 90,00')
		await everything()
	})

	it('say of a category that is gone that it is, not that it is none', async () => {
		await reader.go('#/?c=999')
		const chip = reader.page.locator('.chips')
		await chip.getByText(w.unknownCategory).waitFor()
		expect(await chip.getByText(w.uncategorised).count()).toBe(0)
		await everything()
	})

	it('are visible, removable, and said beside the figures', async () => {
		await reader.go('#/?c=1')
		await reader.seesFigure('spent', 'R$ 40,00')
		await reader.page
			.getByText(/Gasto filtrado/)
			.first()
			.waitFor()
		await reader.page.getByRole('button', { name: /^Tirar filtro.*Mercado/ }).click()
		await reader.seesFigure('spent', 'R$ 90,00')
		expect([...query().keys()]).toEqual([])
	})

	it('clear all at once', async () => {
		await reader.go('#/?c=1&p=1&q=feira')
		await reader.seesFigure('spent', 'R$ 40,00')
		await reader.page.getByRole('button', { name: w.chip.clear }).first().click()
		await reader.seesFigure('spent', 'R$ 90,00')
		expect(query().toString()).toBe('')
	})

	it('come and go with the back and forward buttons', async () => {
		await everything()
		await reader.go('#/?c=3')
		await reader.seesFigure('spent', 'R$ 30,00')
		await reader.go('#/?c=2')
		await reader.seesFigure('spent', 'R$ 20,00')
		await reader.page.goBack()
		await reader.seesFigure('spent', 'R$ 30,00')
		await reader.page.goBack()
		await reader.seesFigure('spent', 'R$ 90,00')
		await reader.page.goForward()
		await reader.seesFigure('spent', 'R$ 30,00')
		await everything()
	})

	it('find text without minding case and accents, and the back button skips the letters', async () => {
		await everything()
		const search = reader.page.getByPlaceholder(w.table.search)
		await search.pressSequentially('SABADO')
		await reader.seesFigure('spent', 'R$ 40,00')
		expect(query().get('q')).toBe('SABADO')
		await reader.page.goBack()
		await reader.seesFigure('spent', 'R$ 90,00')
		await everything()
	})

	it('are all in the drawer, and count at once', async () => {
		await reader.page.getByRole('button', { name: w.filters }).first().click()
		const drawer = reader.page.locator('[data-drawer=filters]')
		// Three purchases and an income.
		await drawer.getByRole('button', { name: 'Mostrar 4 lançamentos' }).waitFor()
		const choose = (name: string) => drawer.getByRole('button', { name, exact: true }).click()
		await choose('Ana')
		await choose('Mercado')
		await reader.seesFigure('spent', 'R$ 40,00')
		await choose(w.drawer.last3)
		await reader.seesFigure('spent', 'R$ 110,00')
		await choose(w.drawer.income)
		await reader.seesFigure('purchases', '0')
		expect([...query().keys()].sort()).toEqual(['c', 'k', 'm', 'p'])
		await reader.page.keyboard.press('Escape')
		await drawer.waitFor({ state: 'hidden' })
		await everything()
	})

	it('step through the bill months', async () => {
		await reader.page.getByRole('button', { name: w.previousMonth }).first().click()
		await reader.seesFigure('spent', 'R$ 70,00')
		expect(query().get('m')).toMatch(/^\d{4}-\d{2}$/)
		await reader.rows('Feira antiga').first().waitFor()
		await reader.page.getByRole('button', { name: w.nextMonth }).first().click()
		await reader.seesFigure('spent', 'R$ 90,00')
		// The current month is nobody's filter: it rolls over by itself.
		expect(query().get('m')).toBeNull()
	})

	it('show incomes alone', async () => {
		await reader.go('#/?k=income')
		await reader.rows('Salário').first().waitFor()
		await expect.poll(() => reader.page.locator('[data-row]').count()).toBe(1)
		await reader.seesFigure('spent', 'R$ 5.000,00')
		await reader.page.getByText('1 de 1 receita.').waitFor()
		for (const words of ['Maior receita', 'só receitas', 'Próximas receitas'])
			await reader.page.getByText(words).first().waitFor()
		expect(squeeze((await reader.page.locator('.ruler-top').textContent()) ?? '')).toBe(
			squeeze('100% das receitas do mês R$ 5.000,00'),
		)
		await reader.page.getByRole('button', { name: w.filters }).first().click()
		const drawer = reader.page.locator('[data-drawer=filters]')
		await drawer.getByRole('button', { name: 'Mostrar 1 receita' }).click()
		await drawer.waitFor({ state: 'hidden' })
		// From one kind to another, what is said of them follows.
		await reader.go('#/?k=expense')
		await reader.page.getByText('só gastos').first().waitFor()
		expect(await reader.page.getByText('só receitas').count()).toBe(0)
		await everything()
	})
})

describe('filters while purchases arrive', () => {
	it('keep working', async () => {
		const home = await createHousehold(inject('stack'))
		await home.post([
			{ description: 'Feira', amount: 40, category: 'Mercado', source: 'Pix' },
			{ description: 'Cinema', amount: 30, category: 'Lazer', source: 'Pix' },
		])
		const reader = await Reader.openAs(home.owner)
		await reader.go('#/?c=3')
		await reader.seesFigure('spent', 'R$ 30,00')
		await home.post([
			{ description: 'Show', amount: 12, category: 'Lazer' },
			{ description: 'Feira de novo', amount: 8, category: 'Mercado' },
		])
		await reader.seesFigure('spent', 'R$ 42,00')
		expect(await reader.rows('Feira de novo').count()).toBe(0)
		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 90,00')
		await reader.close()
	})
})

describe('a chart filters everything', () => {
	it('by a click on a column', async () => {
		// Largest first: Mercado 40, Lazer 30, Transporte 20.
		await reader.chart('category').locator('[data-mark=column]').nth(1).click()
		await reader.seesFigure('spent', 'R$ 30,00')
		expect(query().get('c')).toBe('3')
		await reader.page.goBack()
		await reader.seesFigure('spent', 'R$ 90,00')
	})

	it.each([
		['category', 'Transporte', 'c', 'R$ 20,00'],
		['source', 'Dinheiro', 's', 'R$ 20,00'],
		['person', 'Marcos', 'p', 'R$ 20,00'],
	])('by keyboard: %s', async (chart, name, key, spent) => {
		const choice = reader.chart(chart).getByRole('button', { name: `Filtrar por ${name}` })
		await choice.first().focus()
		await reader.page.keyboard.press('Enter')
		await reader.seesFigure('spent', spent)
		expect(query().get(key)).toBeTruthy()
		await reader.page.goBack()
		await reader.seesFigure('spent', 'R$ 90,00')
	})

	it.each(['category', 'source', 'person', 'days', 'history', 'committed'])(
		'%s has a table twin',
		async (name) => {
			const chart = reader.chart(name)
			await chart.getByRole('button', { name: /^Mostrar em tabela/ }).click()
			await chart.locator('table').waitFor()
			expect(await chart.locator('table').getByRole('columnheader').count()).toBeGreaterThan(1)
			await chart.getByRole('button', { name: /^Mostrar em gráfico/ }).click()
			await chart.locator('table').waitFor({ state: 'detached' })
		},
	)
})

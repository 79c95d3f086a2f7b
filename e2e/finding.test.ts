import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { page as w } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { PHONE, Reader } from './harness/reader'

// The ways to what one looks for: by its amount, by a second category, by its day, and by the bar on a phone.

let home: Household
let reader: Reader
const site = inject('site')

beforeAll(async () => {
	home = await createHousehold(inject('stack'))
	const [category] = await home.owner.request<{ id: number }[]>(
		'GET',
		`categories?ledger_id=eq.${home.ledgerId}&name=eq.Mercado&select=id`,
	)
	await home.owner.request('POST', 'budgets', {
		ledger_id: home.ledgerId,
		category_id: category!.id,
		month: '2020-01-01',
		amount_cents: 100_00,
	})
	await home.post([
		{ description: 'Feira', amount: '52,90', category: 'Mercado', source: 'Pix', person: 'Ana' },
		{ description: 'Uber', amount: 20, category: 'Transporte', source: 'Dinheiro', person: 'Marcos' },
		{ description: 'Show', amount: 150, category: 'Lazer', source: 'Pix', person: 'Ana' },
	])
	reader = await Reader.open(site)
	await reader.signIn(home.owner)
	await reader.sees('live')
})
afterAll(() => reader?.close())
beforeEach(async () => {
	await reader.begin(site)
	await reader.seesFigure('spent', 'R$ 222,90')
})

test.each([
	['52,90', 'R$ 52,90', 'Feira'],
	['>100', 'R$ 150,00', 'Show'],
	['<30', 'R$ 20,00', 'Uber'],
])('the search takes an amount: %s', async (typed, total, found) => {
	const search = reader.page.locator('.search input')
	await search.fill(typed)
	await reader.seesFigure('spent', total)
	await reader.rows(found).first().waitFor()
	await expect.poll(() => reader.page.locator('[data-row]').count()).toBe(1)
})

test('a search says in which months it looks, and looks further back on request', async () => {
	const day = new Date()
	day.setUTCMonth(day.getUTCMonth() - 3, 10)
	await home.post([{ description: 'Circo', amount: 80, occurred_at: day.toISOString() }])
	await reader.page.locator('.search input').fill('circo')
	const scope = reader.page.locator('.searched')
	await scope.getByText(/^Busca só em /).waitFor()
	await reader.page.getByText(w.table.emptyFiltered).waitFor()
	await scope.getByRole('button', { name: w.table.searchYear }).click()
	await reader.rows('Circo').first().waitFor()
	await expect.poll(() => scope.getByRole('button').count()).toBe(0)
	await reader.page.locator('.search input').fill('')
	await scope.waitFor({ state: 'detached' })
})

test('a category is added to the first by a click, and taken away by another', async () => {
	await reader
		.chart('category')
		.getByRole('button', { name: /Mercado/ })
		.click()
	await reader.seesFigure('spent', 'R$ 52,90')
	await reader.page.locator('[data-add=Transporte]').click()
	await reader.seesFigure('spent', 'R$ 72,90')
	expect(await reader.page.locator('[data-add]').allTextContents()).toEqual([`${w.chart.addPrefix} Lazer`])
	await reader.page.getByRole('button', { name: /^Tirar filtro.*Categoria/ }).click()
	await reader.seesFigure('spent', 'R$ 222,90')
})

test('one category alone stands beside its own budget', async () => {
	const ruler = reader.page.locator('.ruler-top').first()
	await reader
		.chart('category')
		.getByRole('button', { name: /Mercado/ })
		.click()
	await ruler.getByText('53%').waitFor()
	await expect.poll(() => ruler.textContent()).toContain('47,10 livres')
	// Without a budget of its own: its part of the month.
	await reader
		.chart('category')
		.getByRole('button', { name: /Mercado/ })
		.click()
	await reader.chart('category').getByRole('button', { name: /Lazer/ }).click()
	await expect.poll(() => ruler.textContent()).toContain(w.hero.ofBill)
})

test('the day that is looked at is marked in the curve, and in the table in its place', async () => {
	const today = await reader.page.evaluate(() =>
		new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo' }).format(Date.now()),
	)
	expect(await reader.page.locator('.plot-day').count()).toBe(0)
	await reader.go(`#/?d=${today}`)
	const mark = reader.chart('days').locator('.plot-day')
	await mark.waitFor({ state: 'attached' })
	// It stands where the curve has its day: at today's date below.
	const now = reader.chart('days').locator('.plot-dates .now')
	const at = (element: HTMLElement | SVGElement) => Number(element.style.getPropertyValue('--at'))
	expect(await mark.evaluate(at)).toBeCloseTo(await now.evaluate(at), 2)
	await reader
		.chart('days')
		.getByRole('button', { name: /Mostrar em tabela/ })
		.click()
	expect(await reader.chart('days').locator('[aria-pressed=true]').count()).toBeGreaterThan(0)
	await reader
		.chart('days')
		.getByRole('button', { name: /Mostrar em gráfico/ })
		.click()
})

test('on a phone a bar leads to the parts that lie far apart', async () => {
	await reader.page.setViewportSize(PHONE)
	const bar = reader.page.getByRole('navigation', { name: w.jump.label })
	await bar.waitFor()
	/** How far below the bar a part begins. */
	const distance = (part: string) =>
		reader.page.evaluate((name) => {
			const top = document.querySelector(`.area-${name}`)!.getBoundingClientRect().top
			return Math.round(top - document.querySelector('.jump')!.getBoundingClientRect().bottom)
		}, part)
	for (const part of ['category', 'headline'] as const) {
		await bar.getByRole('button', { name: w.jump[part], exact: true }).click()
		await expect.poll(() => distance(part)).toBeLessThan(8)
		expect(await distance(part)).toBeGreaterThanOrEqual(-1)
	}
	await bar.getByRole('button', { name: w.jump.purchases, exact: true }).click()
	await reader.rows('Feira').first().waitFor()
	await expect
		.poll(() =>
			reader.page
				.locator('.area-purchases')
				.evaluate((element) => element.getBoundingClientRect().top < innerHeight),
		)
		.toBe(true)
	// Nor do a filter's chips lie over it.
	await reader.go('#/?k=expense')
	await reader.page.locator('.top .chips .chip').waitFor()
	await reader.page.evaluate(() => scrollTo({ top: 600, behavior: 'instant' }))
	const below = () =>
		reader.page.evaluate(() => {
			const { bottom } = document.querySelector('.top')!.getBoundingClientRect()
			return Math.round(document.querySelector('.jump')!.getBoundingClientRect().top - bottom)
		})
	await expect.poll(below).toBe(0)
	await reader.page.setViewportSize({ width: 1440, height: 900 })
	await bar.waitFor({ state: 'hidden' })
})

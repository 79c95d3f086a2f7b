import type { Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader } from './harness/reader'

const LIBRARY = /\/assets\/[^/]*apexcharts[^/]*\.js$/
const MONTHS = 13

let home: Household

beforeAll(async () => {
	home = await createHousehold(inject('stack'))
	await home.post([
		{ description: 'Feira', amount: 40, category: 'Mercado', source: 'Pix', person: 'Ana' },
		{ description: 'Uber', amount: 20, category: 'Transporte', source: 'Dinheiro', person: 'Marcos' },
		{ description: 'Tênis', amount: 30, category: 'Lazer', source: 'Pix', person: 'Ana', installments: 3 },
		{
			description: 'Feira antiga',
			amount: 70,
			category: 'Mercado',
			source: 'Pix',
			occurred_at: monthsAgo(1),
		},
		{ description: 'Ano passado', amount: 9, category: 'Lazer', source: 'Pix', occurred_at: monthsAgo(12) },
	])
})

/** A point on a chart's plot, `share` of its width from the left, for the mouse. */
async function pointOn(page: Page, chart: string, share: number) {
	const plot = page.locator(`[data-chart=${chart}] .plot`)
	await plot.scrollIntoViewIfNeeded()
	await plot.locator('svg').waitFor()
	// Where the plot begins within the chart is known once the library drew it.
	return plot.evaluate(async (element, share) => {
		const style = getComputedStyle(element)
		while (!style.getPropertyValue('--xw').endsWith('px')) await new Promise(requestAnimationFrame)
		const box = element.getBoundingClientRect()
		const [x0, xw] = ['--x0', '--xw'].map((name) => Number.parseFloat(style.getPropertyValue(name)))
		return { x: box.left + x0! + xw! * share, y: box.top + box.height / 2 }
	}, share)
}

describe('a click on a chart filters everything', () => {
	let reader: Reader
	beforeAll(async () => {
		reader = await Reader.open(inject('site'))
		await reader.signIn(home.owner)
		await reader.seesFigure('spent', 'R$ 70,00')
	})
	afterAll(() => reader?.close())
	afterEach(async () => {
		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 70,00')
	})
	const query = () => new URLSearchParams(new URL(reader.page.url()).hash.split('?')[1] ?? '')
	const click = async (chart: string, share: number) => {
		const { x, y } = await pointOn(reader.page, chart, share)
		await reader.page.mouse.click(x, y)
	}

	it('and today’s point is drawn whole on the last day of a month, on the edge of its plot', async () => {
		const { page } = reader
		await pointOn(page, 'days', 1)
		const drawing = page.locator('[data-chart=days] .plot svg').first()
		// Of a drawing that is just made anew there is none.
		await expect.poll(() => drawing.evaluate((svg) => getComputedStyle(svg).overflow)).toBe('visible')
	})

	it('on a day', async () => {
		const today = reader.chart('days').locator('.plot-dates .now')
		// On a month's first and last day it is at the plot's very edge, where a click would miss it.
		const place = await today.evaluate((element) => Number(element.style.getPropertyValue('--at')))
		const at = Math.max(0.01, Math.min(0.99, place))
		await click('days', at)
		await expect.poll(() => query().get('d')).toMatch(/^\d{4}-\d\d-\d\d$/)
		await reader.seesFigure('spent', 'R$ 70,00')
		// A day of nothing: the one at the other end.
		await click('days', at < 0.5 ? 0.99 : 0.01)
		await reader.seesFigure('spent', 'R$ 0,00')
	})

	it('on a month of the history, which is thirteen long', async () => {
		await click('history', (MONTHS - 1.5) / MONTHS)
		await reader.seesFigure('spent', 'R$ 70,00')
		expect(query().get('m')).toBe(monthsAgo(1).slice(0, 7))
		await reader.rows('Feira antiga').first().waitFor()
		await click('history', 0.5 / MONTHS)
		await reader.seesFigure('spent', 'R$ 9,00')
		expect(query().get('m')).toBe(monthsAgo(12).slice(0, 7))
	})

	it('on a coming month', async () => {
		await click('committed', 0.01)
		await reader.seesFigure('spent', 'R$ 10,00')
		expect(query().get('m')).toBe(monthsAgo(-1).slice(0, 7))
	})

	it('on a slice', async () => {
		await reader.chart('source').locator('.plot').scrollIntoViewIfNeeded()
		// Largest first: Pix 50, Dinheiro 20. A slice is bent, so its middle may be another's.
		const point = await reader.page.waitForFunction(() => {
			const slice = document.querySelectorAll('[data-chart=source] [data-mark=slice]')[1]
			if (!slice) return null
			const { left, top, width, height } = slice.getBoundingClientRect()
			for (let y = top + 2; y < top + height; y += 4)
				for (let x = left + 2; x < left + width; x += 4)
					if (document.elementFromPoint(x, y) === slice) return { x, y }
			return null
		})
		const { x, y } = (await point.jsonValue())!
		await reader.page.mouse.click(x, y)
		await reader.seesFigure('spent', 'R$ 20,00')
		expect(query().get('s')).toBe('2')
	})

	it('on a person', async () => {
		await click('person', 0.75)
		await reader.seesFigure('spent', 'R$ 20,00')
		expect(query().get('p')).toBe('2')
	})

	it.each([
		['history', MONTHS, (MONTHS - 2) as number, 'm'],
		['days', null, 0, 'd'],
		['committed', null, 0, 'm'],
	] as const)('by keyboard in its table: %s', async (name, count, row, key) => {
		const chart = reader.chart(name)
		await chart.getByRole('button', { name: /^Mostrar em tabela/ }).click()
		const rows = chart.locator('tbody tr')
		await rows.first().waitFor()
		if (count) expect(await rows.count()).toBe(count)
		await rows.nth(row).getByRole('button').focus()
		await reader.page.keyboard.press('Enter')
		await expect.poll(() => query().get(key)).toBeTruthy()
		// The table is drawn anew for what was picked, and the keyboard stays in it.
		if (name !== 'committed') await reader.seesFocus(rows.nth(row).getByRole('button'))
		await chart.getByRole('button', { name: /^Mostrar em gráfico/ }).click()
	})
})

it('the mark of a budget stays where it is while purchases come in', async () => {
	const household = await createHousehold(inject('stack'))
	await household.owner.request('POST', 'budgets', {
		ledger_id: household.ledgerId,
		category_id: 1,
		month: `${monthsAgo(1).slice(0, 7)}-01`,
		amount_cents: 100_00,
	})
	await household.post({ description: 'Feira', amount: 40, category: 'Mercado', source: 'Pix' })
	const reader = await Reader.openAs(household.owner)
	const mark = reader.chart('category').locator('[data-mark=limit]')
	// A line has no height, so it never counts as visible.
	const opacity = () => mark.evaluate((element) => getComputedStyle(element).opacity)
	await expect.poll(opacity).toBe('1')
	const column = reader.chart('category').locator('[data-mark=column]')
	const before = await column.getAttribute('d')
	await household.post({ description: 'Padaria', amount: 20, category: 'Mercado', source: 'Pix' })
	await expect.poll(() => column.getAttribute('d')).not.toBe(before)
	await expect.poll(opacity).toBe('1')
	await reader.close()
})

describe('the chart library', () => {
	const open = async (held: (route: Route) => unknown) => {
		const reader = await Reader.open(inject('site'), {
			serviceWorkers: 'block',
			prepare: (context) => context.route(LIBRARY, held),
		})
		await reader.signIn(home.owner)
		return reader
	}

	it('may arrive after its charts have left, with live data meanwhile', async () => {
		let release = () => {}
		const released = new Promise<void>((resolve) => {
			release = resolve
		})
		let asked = 0
		const reader = await open(async (route) => {
			asked++
			await released
			await route.continue()
		})
		await expect.poll(() => asked).toBeGreaterThan(0)
		const [purchase] = await home.post({ description: 'Enquanto isso', amount: 1, category: 'Mercado' })
		await reader.seesFigure('spent', 'R$ 71,00')
		await reader.go('#/ajustes/fontes')
		await reader.page.locator('[data-section=fontes]').waitFor()
		release()
		await home.post({ action: 'void', target_message_id: purchase!.message_id })
		await reader.go('#/')
		await reader.seesFigure('spent', 'R$ 70,00')
		await reader.chart('category').locator('svg').first().waitFor()
		await reader.close()
	})

	it('may fail to come: its table is there, and it is asked for again', async () => {
		let asked = 0
		let reachable = false
		const reader = await open((route) => {
			asked++
			return reachable ? route.continue() : route.abort()
		})
		await expect.poll(() => asked).toBeGreaterThan(0)
		const category = reader.chart('category')
		await category.getByRole('button', { name: /^Mostrar em tabela/ }).click()
		await category.locator('tbody').getByText('Mercado').first().waitFor()
		await category.getByRole('button', { name: /^Mostrar em gráfico/ }).click()
		reachable = true
		await category.locator('svg [data-mark=column]').first().waitFor()
		await reader.close({ except: ({ kind, text }) => kind === 'console' && /net::ERR/.test(text) })
	})
})

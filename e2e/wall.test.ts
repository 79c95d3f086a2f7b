import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../local/site'
import { createHousehold } from './harness/household'
import { monthsAgo, today } from './harness/moments'
import { Reader, squeeze, WALL } from './harness/reader'

let site: Awaited<ReturnType<typeof serveSite>>
beforeAll(async () => {
	site = await serveSite(inject('dist'), null)
})
afterAll(() => site.close())

describe('the wall over midnight and the end of a month', () => {
	let reader: Reader
	beforeEach(async () => {
		// The demo lives wholly in the page, so its clock can be ours: half a minute before December in São Paulo.
		reader = await Reader.open(`${site.url}/?tv=1`, {
			viewport: WALL,
			prepare: (context) => context.clock.install({ time: '2026-12-01T02:59:30Z' }),
		})
		await reader.page.locator('[data-page=tv]').waitFor()
		await reader.figure('spent').waitFor()
	})

	it('rolls over by itself, to another bill with other figures', async () => {
		await reader.page.getByText('novembro de 2026').first().waitFor()
		const november = await reader.figureText('spent')
		await reader.page.clock.fastForward('01:00')
		await reader.page.getByText('dezembro de 2026').first().waitFor()
		await expect.poll(() => reader.figureText('spent')).not.toBe(november)
		await reader.close()
	})

	it('survives days', async () => {
		for (let day = 0; day < 5; day++) await reader.page.clock.fastForward('24:00:00')
		await reader.page.getByText('dezembro de 2026').first().waitFor()
		await reader.figure('spent').waitFor()
		await reader.page.clock.runFor(30_000)
		expect(await reader.figureText('spent')).toMatch(/^R\$[\d.]+,\d\d$/)
		await reader.close()
	})
})

describe('the wall', () => {
	it('claims no sum before it has read one, and keeps what waits inside its place', async () => {
		const home = await createHousehold(inject('stack'))
		await home.post({ description: 'Feira', amount: 45, source: 'Pix' })
		const reader = await Reader.openAs(home.owner, { viewport: WALL, serviceWorkers: 'block' })
		const other = await reader.context.newPage()
		await reader.page.goto('about:blank')
		await other.route(/\/rpc\/ledger_changes/, (route) => route.fulfill({ status: 502, body: 'no' }))
		await other.goto(`${inject('site')}/config.js`)
		await other.evaluate(async () => {
			for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!)
		})
		await other.goto(`${inject('site')}/?tv=1`)
		await other.locator('[data-status=offline]').first().waitFor()
		expect(await other.locator('[data-figure=projection]').textContent()).toBe('–')
		const place = (await other.locator('.tv-headline').boundingBox())!
		const ghost = (await other.locator('.tv-headline .fig.sk').boundingBox())!
		expect(ghost.x + ghost.width).toBeLessThanOrEqual(place.x + place.width)
		await other.unroute(/\/rpc\/ledger_changes/)
		await other.locator('[data-figure=spent]').getByText('45').waitFor()
		await reader.close()
	})

	it('shows what each card asks for, and both amounts that it compares', async () => {
		const home = await createHousehold(inject('stack'), {
			sources: [{ name: 'Nubank', closing_day: 26, due_day: 3 }, { name: 'Pix' }],
		})
		await home.post({ description: 'Mês passado', amount: 10, source: 'Pix', occurred_at: monthsAgo(1) })
		await home.post({ description: 'Hoje', amount: 45, source: 'Nubank' })
		await home.post({ description: 'Hoje', amount: 20, source: 'Pix' })
		const reader = await Reader.openAs(home.owner, { viewport: WALL })
		await reader.page.goto(`${inject('site')}/?tv=1`)
		await reader.sees('live')
		const card = reader.page.locator('.tv-cards [data-card]')
		await card.getByText('Nubank').waitFor()
		expect(squeeze((await card.textContent()) ?? '')).toMatch(/Faturade.*R\$45,00\p{L}{3}·fecha/u)
		// The purchase on the card says which bill it went to.
		await reader.page
			.locator('.tv-latest')
			.getByText(/fatura de/)
			.waitFor()
		// Before the 10th nothing of the month before is there to compare with.
		if (Number(today().slice(8)) >= 10)
			expect(squeeze((await reader.page.locator('.tv .compared').textContent()) ?? '')).toContain('R$10,00')
		await reader.close()
	})

	it('shows what arrives, large, without controls and without scrolling', async () => {
		const home = await createHousehold(inject('stack'))
		await home.post({ description: 'Antes', amount: 10, category: 'Mercado', source: 'Pix' })
		const reader = await Reader.openAs(home.owner, { viewport: WALL })
		await reader.page.goto(`${inject('site')}/?tv=1`)
		await reader.sees('live')
		await home.post({ description: 'Pizza de sexta', amount: 62.5, category: 'Lazer', source: 'Pix' })
		await reader.seesFigure('spent', 'R$ 72,50')
		await reader.page.getByText('Pizza de sexta').first().waitFor()
		const seen = await reader.page.evaluate(() => ({
			scrolls:
				document.documentElement.scrollHeight > innerHeight ||
				document.documentElement.scrollWidth > innerWidth,
			controls: [...document.querySelectorAll('button, input, select')].filter(
				(element) => element.getBoundingClientRect().width > 1,
			).length,
			smallest: Math.min(
				...[...document.querySelectorAll<HTMLElement>('[data-page=tv] *')]
					.filter(
						(element) =>
							[...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) &&
							element.getBoundingClientRect().width > 1,
					)
					.map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
			),
		}))
		expect(seen).toMatchObject({ scrolls: false, controls: 0 })
		expect(seen.smallest).toBeGreaterThanOrEqual(22)
		expect(squeeze((await reader.figure('spent').textContent()) ?? '')).toBe('R$72,50')
		await reader.close()
	})
})

describe('the wall on any screen', () => {
	/** Of the line without its dates, in px of the drawing. */
	const CHART_HEIGHT = 208
	const SCREENS = [
		{ width: 1920, height: 1080 },
		{ width: 1366, height: 768 },
		{ width: 1024, height: 768 },
		{ width: 960, height: 540 },
		{ width: 3840, height: 2160 },
		{ width: 1080, height: 1920 },
		{ width: 390, height: 844 },
	]

	it('fits whole, also while the screen changes', async () => {
		const reader = await Reader.open(`${site.url}/?tv=1`, {
			viewport: WALL,
			// Of the names that two months in a row have, the longest.
			prepare: (context) => context.clock.install({ time: '2026-10-20T15:00:00Z' }),
		})
		await reader.figure('spent').waitFor()
		await reader.page.locator('[data-chart=days] svg').waitFor()
		for (const viewport of SCREENS) {
			await reader.page.setViewportSize(viewport)
			// The chart is drawn anew for the screen, a moment after the stylesheet.
			await expect
				.poll(() => reader.page.evaluate(whatDoesNotFit), { message: `${viewport.width}` })
				.toEqual([])
			await expect
				.poll(async () => {
					const drawn = await reader.page.locator('[data-chart=days] svg').boundingBox()
					return Math.abs((drawn?.height ?? 0) - CHART_HEIGHT * wallScale(viewport))
				})
				.toBeLessThan(2)
		}
		await reader.close()
	})

	/** Pixels of the screen per pixel of the drawing: 1920 x 1080, or 1080 x 1920 upright. */
	const wallScale = ({ width, height }: { width: number; height: number }) =>
		Math.min(Math.max(width, height) / 1920, Math.min(width, height) / 1080)
})

/** Names what is cut off or reaches over its panel's edge; of the arrivals, each is seen whole or not at all. */
function whatDoesNotFit(): string[] {
	const wrong: string[] = []
	const inside = (element: Element, box: DOMRect) => {
		const { top, left, bottom, right } = element.getBoundingClientRect()
		return top >= box.top - 1 && left >= box.left - 1 && bottom <= box.bottom + 1 && right <= box.right + 1
	}
	const screen = new DOMRect(0, 0, innerWidth, innerHeight)
	for (const panel of document.querySelectorAll('.tv header, .tv-g > section')) {
		if (!inside(panel, screen)) wrong.push(`panel ${panel.className}`)
		const box = panel.getBoundingClientRect()
		const list = panel.querySelector('.tv-latest ul')?.getBoundingClientRect()
		for (const element of panel.querySelectorAll('*')) {
			const { left, width } = element.getBoundingClientRect()
			const outOfSight = list && left >= list.right - 1
			if (width > 0 && !outOfSight && !element.matches('.ring') && !inside(element, box))
				wrong.push(`${element.tagName} ${element.textContent?.slice(0, 20)}`)
		}
	}
	return wrong
}

// @module-tag ci
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../local/site'
import { createHousehold } from './harness/household'
import { Reader } from './harness/reader'

/** Phones, tablets upright and across, both sides of every breakpoint, small and large desks. */
const WIDTHS = [320, 360, 390, 600, 719, 720, 768, 820, 899, 900, 1024, 1199, 1200, 1280, 1440, 1920, 2560]

/** High enough for all panels and some rows, so that all of them are drawn. */
const HEIGHT = 4200

let site: Awaited<ReturnType<typeof serveSite>>
beforeAll(async () => {
	site = await serveSite(inject('dist'), null)
})
afterAll(() => site.close())

describe('at every width nothing lies over anything else, and nothing leaves the page', () => {
	it.each([
		['pt-BR', '#/'],
		['en-US', '#/'],
		['pt-BR', '#/?m=2026-01..2026-09&k=expense&q=a'],
		['pt-BR', '#/orcamentos'],
		['pt-BR', '#/ajustes/fontes'],
		['pt-BR', '#/ajustes/agentes'],
		['en-US', '#/ajustes/acesso'],
	])('%s %s', async (locale, route) => {
		const reader = await Reader.open(`${site.url}/${route}`, {
			locale,
			viewport: { width: WIDTHS.at(-1) ?? 0, height: HEIGHT },
			serviceWorkers: 'block',
		})
		await reader.sees('live')
		if (route.startsWith('#/?') || route === '#/')
			await reader.page.locator('[data-chart=source] svg').first().waitFor()
		for (const width of WIDTHS) {
			await reader.page.setViewportSize({ width, height: HEIGHT })
			// Charts are drawn anew a moment after the stylesheet has set their places.
			await expect.poll(() => reader.page.evaluate(whatLiesOver), { message: `${width} px` }).toEqual([])
		}
		await reader.close()
	})
})

describe('the largest sums', () => {
	/** The most that one purchase may cost, and a hundred of them with the cent that fills the last digit. */
	const MOST = '999999999.99'
	const SUMS: [string, string[]][] = [
		['R$ 999.999.999,99', []],
		['R$ 99.999.999.999,99', [...Array.from({ length: 99 }, () => MOST), '0.99']],
	]
	const WALLS = [
		{ width: 1280, height: 720 },
		{ width: 1920, height: 1080 },
		{ width: 1080, height: 1920 },
	]

	it('are whole at every width and on the wall', async () => {
		const home = await createHousehold(inject('stack'))
		const reader = await Reader.open(inject('site'), { viewport: { width: 1440, height: 900 } })
		await home.post({ description: 'Casa', amount: MOST, category: 'Mercado', source: 'Pix' })
		await reader.signIn(home.owner)
		await reader.sees('live')
		const wall = await reader.context.newPage()
		await wall.goto(`${inject('site')}/?tv=1`)
		for (const [sum, amounts] of SUMS) {
			if (amounts.length)
				await home.post(
					amounts.map((amount) => ({ description: 'Casa', amount, category: 'Mercado', source: 'Pix' })),
				)
			await reader.seesFigure('spent', sum)
			await wall.locator('[data-figure=spent]', { hasText: sum.replace(/^R\$ |,\d+$/g, '') }).waitFor()
			for (const width of WIDTHS) {
				await reader.page.setViewportSize({ width, height: 900 })
				await expect
					.poll(() => reader.page.evaluate(cutFigures), { message: `${sum}, ${width} px` })
					.toEqual([])
			}
			for (const screen of WALLS) {
				await wall.setViewportSize(screen)
				await expect.poll(() => wall.evaluate(cutFigures), { message: `${sum}, wall` }).toEqual([])
			}
		}
		await reader.close()
	})
})

it('names of people end in an ellipsis before they reach the next one', async () => {
	const names = ['Maria Aparecida', 'João Guilherme', 'Ana Carolina', 'Pedro Henrique', 'Luiz Fernando']
	const home = await createHousehold(inject('stack'), { people: names.map((name) => ({ name })) })
	await home.post(
		names.map((person) => ({ description: 'Feira', amount: 10, category: 'Mercado', source: 'Pix', person })),
	)
	const reader = await Reader.open(inject('site'))
	await reader.signIn(home.owner)
	const labels = reader.chart('person').locator('.plot-label')
	await expect.poll(() => labels.count()).toBe(5)
	const cut = await labels.evaluateAll((all) =>
		all.map((label) => {
			const { display, textOverflow } = getComputedStyle(label)
			return { display, textOverflow, wider: label.scrollWidth > label.clientWidth }
		}),
	)
	// An ellipsis needs a block that its text is too wide for.
	expect(cut).toContainEqual({ display: 'block', textOverflow: 'ellipsis', wider: true })
	expect(cut.filter(({ display }) => display !== 'block')).toEqual([])
	await reader.close()
})

/** Figures that are not seen whole: cut by a box around them, or reaching out of the box that they stand in. */
function cutFigures(): string[] {
	const wrong: string[] = []
	for (const figure of document.querySelectorAll('[data-figure]:not([data-figure=top-category])')) {
		if (!figure.checkVisibility() || !figure.textContent) continue
		const range = document.createRange()
		range.selectNodeContents(figure)
		const { left, right } = range.getBoundingClientRect()
		for (let at = figure.parentElement; at && at !== document.body; at = at.parentElement) {
			const box = at.getBoundingClientRect()
			if (getComputedStyle(at).display === 'inline') continue
			if (left < box.left - 4 || right > box.right + 1)
				wrong.push(`${figure.getAttribute('data-figure')} ${figure.textContent} in ${at.className}`)
		}
	}
	return wrong
}

/** Pairs of texts or controls that share room, and texts beyond the window's edge; what is clipped counts as far as it is seen. */
function whatLiesOver(): string[] {
	interface Seen {
		name: string
		element: Element
		left: number
		right: number
		top: number
		bottom: number
	}
	const clipped = (element: Element, { left, right, top, bottom }: DOMRect) => {
		const box = { left, right, top, bottom }
		for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
			const style = getComputedStyle(at)
			if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
				const edge = at.getBoundingClientRect()
				box.left = Math.max(box.left, edge.left)
				box.right = Math.min(box.right, edge.right)
				box.top = Math.max(box.top, edge.top)
				box.bottom = Math.min(box.bottom, edge.bottom)
			}
			if (style.position === 'fixed') break
		}
		return box
	}
	const seen: Seen[] = []
	const see = (name: string, element: Element, rect: DOMRect) => {
		const box = clipped(element, rect)
		if (box.right - box.left > 2 && box.bottom - box.top > 4) seen.push({ name, element, ...box })
	}
	// The bar at a phone's bottom lies over the page on purpose.
	const counts = (element: Element) =>
		element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
		!element.closest('.vh, .bar')
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	while (texts.nextNode()) {
		const text = texts.currentNode
		const element = text.parentElement
		if (!element || !text.textContent?.trim() || !counts(element)) continue
		const range = document.createRange()
		range.selectNodeContents(text)
		for (const rect of range.getClientRects()) see(text.textContent.trim().slice(0, 24), element, rect)
	}
	const controls = [...document.querySelectorAll('header.top :is(a, button, .pill)')].filter(counts)
	for (const control of controls)
		see(control.getAttribute('aria-label') ?? control.className, control, control.getBoundingClientRect())

	const wrong: string[] = []
	if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls sideways')
	for (const [index, a] of seen.entries()) {
		if (a.right > innerWidth + 1) wrong.push(`${a.name} leaves the window`)
		for (const b of seen.slice(index + 1)) {
			if (a.element.contains(b.element) || b.element.contains(a.element)) continue
			const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
			const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
			if (width > 2 && height > 5) wrong.push(`${a.name} over ${b.name}`)
		}
	}
	return wrong
}

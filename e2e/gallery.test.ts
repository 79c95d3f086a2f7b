// @module-tag ci
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findings } from './harness/axe'
import { type RunningGallery, runGallery } from './harness/gallery'
import { Reader } from './harness/reader'

// The gallery of `npm run dev`: whoever changes a panel sees it there in every state.

let gallery: RunningGallery
let reader: Reader
beforeAll(async () => {
	gallery = await runGallery()
	reader = await Reader.open(gallery.url)
	await reader.page.locator('[data-gallery]').last().waitFor()
})
afterAll(async () => {
	// Throws on anything that a panel reported.
	await reader?.close()
	await gallery?.stop()
})

it('shows every panel in every state, each with something to see', async () => {
	// A panel may have states of its own inside.
	const states = reader.page.locator('[data-state]:has(> .gallery-sheet)')
	expect(await states.count()).toBeGreaterThan(60)
	// Some states last a while before the page speaks of them.
	const blank = () =>
		states.evaluateAll((frames) =>
			frames
				.filter((frame) => frame.querySelector('.gallery-sheet')!.clientHeight < 20)
				.map((frame) => frame.getAttribute('data-state')),
		)
	await expect.poll(blank).toEqual([])
})

it('shows a state as it is: large sums, long names, nothing yet', async () => {
	const figureIn = (state: string) =>
		reader.page.locator(`[data-state="${state}"] [data-figure=spent]`).first().textContent()
	expect(await figureIn('Headline/large-sums')).toMatch(/\d{2}\.\d{3}\.\d{3},\d{2}/)
	expect(await figureIn('Headline/nothing-yet')).toMatch(/0,00$/)
	const names = reader.page.locator('[data-state="CategoryPanel/long-names"]')
	await names
		.getByText(/Presentes de aniversário/)
		.first()
		.waitFor()
})

it.each(['light', 'dark'] as const)(
	'asks people in words and colours that all can read, %s',
	async (colorScheme) => {
		// Without motion: axe would measure colours halfway from one theme to the other.
		await reader.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
		for (const panel of [
			'CorrectionForm',
			'YourCorrections',
			'ToldTwice',
			'MergeQuestion',
			'AccountDeletion',
			'Import',
		])
			expect(await findings(reader, `[data-gallery=${panel}] .gallery-sheet`), panel).toEqual([])
		await reader.page.emulateMedia({ colorScheme: null, reducedMotion: null })
	},
)

it('shows the import of a file at each of its steps, in the device’s theme, on the smallest phone too', async () => {
	const dark = { colorScheme: 'dark', viewport: { width: 320, height: 640 } } as const
	const phone = await Reader.open(`${gallery.url}?panel=Import`, dark)
	const { page } = phone
	await page.locator('[data-state="Import/a-plan"] [data-import=matches] li').first().waitFor()
	await page.locator('[data-state="Import/undone"] [data-import=done]').waitFor()
	expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
	const outside = await page.evaluate(() =>
		[...document.querySelectorAll('.gallery-sheet *:not(.vh)')]
			.filter((element) => element.getBoundingClientRect().right > innerWidth)
			.map((element) => element.outerHTML.slice(0, 100)),
	)
	expect(outside).toEqual([])
	await phone.close()
})

it('says what the connection is in two lines on the smallest phone, in both languages', async () => {
	for (const locale of ['pt-BR', 'en-US']) {
		const phone = await Reader.open(`${gallery.url}?panel=Banner`, {
			locale,
			viewport: { width: 320, height: 640 },
			isMobile: true,
		})
		const texts = phone.page.locator('.note > .grow')
		await expect.poll(() => texts.count()).toBe(8)
		const long = () =>
			texts.evaluateAll((all) =>
				all
					.filter((text) => text.clientHeight > 2 * Number.parseFloat(getComputedStyle(text).lineHeight))
					.map((text) => text.textContent),
			)
		await expect.poll(long).toEqual([])
		await phone.close()
	}
})

it('draws elements, and no text in their place', async () => {
	expect(await reader.page.getByText('[object Object]').count()).toBe(0)
})

it('shows one panel alone when asked to', async () => {
	const alone = await Reader.open(`${gallery.url}?panel=BudgetPanel`)
	await alone.page.locator('[data-gallery=BudgetPanel]').waitFor()
	expect(await alone.page.locator('[data-gallery]').count()).toBe(1)
	await alone.close()
})

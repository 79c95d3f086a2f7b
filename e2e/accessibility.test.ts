import { afterAll, describe, expect, inject, it } from 'vitest'
import { variant } from '../scripts/testing/left-to-ci'
import { corrections as correctionWords } from '../src/words/pt-BR/corrections'
import { settings } from '../src/words/pt-BR/settings'
import { findings } from './harness/axe'
import { PHONE, Reader } from './harness/reader'
import { PAGES } from './harness/routes'

const { corrections } = correctionWords
const { demo } = inject('stack')
/** Wide enough for the desktop's header, too narrow for its words. */
const TABLET = { width: 768, height: 1024 }

for (const colorScheme of ['light', 'dark'] as const) {
	describe(`axe, ${colorScheme}`, variant(colorScheme, 'light'), () => {
		let reader: Reader | undefined
		const signedIn = async () => {
			if (!reader) {
				reader = await Reader.open(inject('site'), { colorScheme })
				await reader.signIn(demo)
				await reader.sees('live')
			}
			await reader.begin(inject('site'))
			return reader
		}
		afterAll(() => reader?.close())

		it('finds nothing on the sign-in page', async () => {
			const guest = await Reader.open(inject('site'), { colorScheme, viewport: PHONE })
			await guest.page.locator('[data-page=signin]').waitFor()
			expect(await findings(guest)).toEqual([])
			await guest.close()
		})

		it.each(PAGES)('finds nothing on %s', async (route, ready) => {
			const reader = await signedIn()
			await reader.go(route)
			await reader.page.locator(ready).first().waitFor()
			expect(await findings(reader)).toEqual([])
		})

		it.each([TABLET, PHONE])('finds nothing on a dashboard of $width px', async (viewport) => {
			const reader = await signedIn()
			await reader.page.setViewportSize(viewport)
			await reader.go('#/?k=expense')
			await reader.figure('spent').waitFor()
			expect(await findings(reader)).toEqual([])
		})

		it('finds nothing in the drawers, forms and questions over the page', async () => {
			const reader = await signedIn()
			const { page } = reader
			const details = page.locator('dialog[data-drawer=details]')
			await page.locator('[data-row] button').first().click()
			await details.getByRole('button', { name: corrections.correct, exact: true }).click()
			await page.locator('[data-correction] [data-field=amount]').fill('abc')
			await page.getByRole('button', { name: corrections.save }).click()
			await details.getByText(corrections.problems.amountWrong).waitFor()
			expect(await findings(reader)).toEqual([])
			await page.keyboard.press('Escape')
			await page.keyboard.press('f')
			await page.locator('dialog[data-drawer=filters]').waitFor()
			expect(await findings(reader)).toEqual([])
			await page.keyboard.press('Escape')
			await reader.go('#/ajustes/fontes')
			await page.locator('.source-row').getByRole('button').first().click()
			await page.getByRole('button', { name: settings.form.merge }).click()
			await page.getByRole('alertdialog').waitFor()
			expect(await findings(reader)).toEqual([])
			await page.keyboard.press('Escape')
		})

		it('finds nothing on the wall', async () => {
			const reader = await signedIn()
			await reader.page.goto(`${inject('site')}/?tv=1`)
			await reader.page.locator('[data-page=tv]').waitFor()
			await reader.sees('live')
			expect(await findings(reader)).toEqual([])
		})
	})
}

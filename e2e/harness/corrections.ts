import { corrections as words } from '../../src/words/pt-BR/corrections'
import type { Reader } from './reader'

const w = words.corrections

/** The drawer that a click on a row opens. */
export const details = (reader: Reader) => reader.page.locator('dialog[data-drawer=details]')
/** A field of the form in which a purchase is put right. */
export const control = (reader: Reader, name: string) =>
	reader.page.locator(`[data-correction] [data-field=${name}]`)

export async function openDetails(reader: Reader, description = 'Feira') {
	await reader.rows(description).first().getByRole('button').first().click()
	await details(reader).getByRole('button', { name: w.correct, exact: true }).waitFor()
}

/** Opens the form, changes what `change` does, and saves. */
export async function correct(reader: Reader, change: () => Promise<unknown>) {
	await details(reader).getByRole('button', { name: w.correct, exact: true }).click()
	await control(reader, 'description').waitFor()
	await change()
	await reader.page.getByRole('button', { name: w.save }).click()
	await control(reader, 'description').waitFor({ state: 'detached' })
}

/** Ends the ten seconds to think it over, as leaving the page does. */
export const hide = (reader: Reader) =>
	reader.page.evaluate(() => {
		dispatchEvent(new PageTransitionEvent('pagehide'))
		dispatchEvent(new PageTransitionEvent('pageshow'))
	})

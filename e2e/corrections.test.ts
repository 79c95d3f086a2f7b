import type { Locator } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../local/site'
import { corrections as words } from '../src/words/pt-BR/corrections'
import { page as pageWords } from '../src/words/pt-BR/page'
import { settings } from '../src/words/pt-BR/settings'
import { control, correct, details, hide, openDetails } from './harness/corrections'
import { createHousehold, type Household, type Receipt } from './harness/household'
import { PHONE, Reader } from './harness/reader'

const w = words.corrections
let home: Household
let bought: Receipt
let reader: Reader | undefined

beforeEach(async () => {
	home = await createHousehold(inject('stack'), {
		sources: [{ name: 'Pix' }, { name: 'Nubank', closing_day: 25, due_day: 5 }],
	})
	;[bought] = (await home.post({
		description: 'Feira',
		amount: 10,
		category: 'Mercado',
		source: 'Pix',
		person: 'Ana',
	})) as [Receipt]
})
afterEach(async () => {
	// What a test cuts off on purpose is no trouble of the page.
	await reader?.close({ except: ({ text }) => text.includes('ERR_FAILED') })
	reader = undefined
})

async function open(member = home.owner): Promise<Reader> {
	reader = await Reader.openAs(member, { serviceWorkers: 'block' })
	await reader.sees('live')
	return reader
}

/** The transaction as the server has it. */
async function stored(id = bought.transaction_id) {
	const [row] = await home.owner.request<Record<string, unknown>[]>('GET', `transactions?id=eq.${id}`)
	return row!
}

describe('a purchase put right in its details', () => {
	it('moves the figures at once, and back when it is taken back', async () => {
		const reader = await open()
		await openDetails(reader)
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await reader.seesFigure('spent', 'R$ 25,00')
		// On a desk the notice lies beside the drawer.
		const notice = (await reader.page.locator('.toast').boundingBox())!
		expect(notice.x + notice.width).toBeLessThan((await details(reader).boundingBox())!.x)
		await reader.page.locator('.toast').getByRole('button', { name: w.takeBack }).click()
		await reader.seesFigure('spent', 'R$ 10,00')
		await hide(reader)
		expect(await stored()).toMatchObject({ amount_cents: 1000, revision: 1 })
	})

	it('says what is wrong with each field, takes the keyboard, and gives the focus back', async () => {
		const reader = await open()
		await reader.page.setViewportSize(PHONE)
		await openDetails(reader)
		const button = details(reader).getByRole('button', { name: w.correct, exact: true })
		await button.focus()
		await reader.page.keyboard.press('Enter')
		await reader.seesFocus(control(reader, 'description'))
		await control(reader, 'description').fill(' ')
		await control(reader, 'amount').fill('doze')
		await reader.page.keyboard.press('Enter')
		await details(reader).getByText(w.problems.descriptionMissing).waitFor()
		await details(reader).getByText(w.problems.amountWrong).waitFor()
		await reader.seesFocus(control(reader, 'description'))
		const body = details(reader).locator('.body')
		expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
		await reader.page.getByRole('button', { name: pageWords.ui.cancel }).click()
		await reader.seesFocus(button)
	})

	it('is undone and restored, and the focus stays on the page when the opened row is gone', async () => {
		const reader = await open()
		await openDetails(reader)
		await details(reader).getByRole('button', { name: w.undoPurchase, exact: true }).first().click()
		await details(reader).getByText(pageWords.details.gone).waitFor()
		await hide(reader)
		await expect.poll(() => stored()).toMatchObject({ voided: true })
		// What was just done is in the history, without opening it again.
		await details(reader).getByText(pageWords.details.voided, { exact: true }).waitFor()
		await details(reader).getByRole('button', { name: w.restore }).click()
		await reader.seesFigure('spent', 'R$ 10,00')
		await hide(reader)
		await expect.poll(() => stored()).toMatchObject({ voided: false, revision: 3 })
		await details(reader).getByRole('button', { name: w.undoPurchase, exact: true }).first().click()
		await reader.rows('Feira').first().waitFor({ state: 'detached' })
		await reader.page.keyboard.press('Escape')
		await reader.seesFocus(reader.page.locator('#content'))
	})

	it('keeps the keyboard in the details when what it pressed is gone', async () => {
		const reader = await open()
		await openDetails(reader)
		const correctIt = details(reader).getByRole('button', { name: w.correct, exact: true })
		const restore = details(reader).getByRole('button', { name: w.restore, exact: true })
		const press = async (name: string, at: Locator) => {
			await at.getByRole('button', { name, exact: true }).focus()
			await reader.page.keyboard.press('Enter')
		}
		await press(w.undoPurchase, details(reader).locator('.correct-acts'))
		await reader.seesFocus(restore)
		await reader.page.keyboard.press('Enter')
		await reader.seesFocus(correctIt)
		await press(w.undoPurchase, details(reader).locator('.correct-acts'))
		await press(w.takeBack, details(reader).locator('[data-corrections]'))
		await reader.seesFocus(correctIt)
	})

	it('leaves the history as it was read while the server is out of reach', async () => {
		const reader = await open()
		await openDetails(reader)
		const steps = details(reader).locator('.trail > li')
		await steps.first().waitFor()
		const asked = reader.page.waitForEvent('requestfailed', (request) => request.url().includes('history'))
		await reader.page.route('**/*history*', (route) => route.abort())
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await asked
		await details(reader).locator('[data-corrections]').waitFor()
		await details(reader).locator('section[aria-busy=false]').waitFor()
		expect(await steps.count()).toBe(1)
	})

	it('is listed under what waits, also where nothing could be read yet', async () => {
		const reader = await open()
		await openDetails(reader)
		await reader.page.route('**/rpc/correct*', (route) => route.abort())
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await hide(reader)
		await reader.page.route('**/rest/v1/**', (route) => route.abort())
		await reader.page.reload()
		await reader.seesFigure('spent', 'R$ 25,00')
		await reader.go('#/conferir')
		await reader.page.locator('[data-page=review]').getByText(w.yours).waitFor()
	})

	it('waits while the server is out of reach, through a reload, and goes exactly once', async () => {
		const reader = await open()
		await reader.page.route('**/rpc/correct*', (route) => route.abort())
		await openDetails(reader)
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await hide(reader)
		await reader.page.reload()
		await reader.seesFigure('spent', 'R$ 25,00')
		expect(await stored()).toMatchObject({ amount_cents: 1000 })
		await reader.page.unroute('**/rpc/correct*')
		await expect.poll(() => stored(), { timeout: 60_000 }).toMatchObject({ amount_cents: 2500, revision: 2 })
		await reader.seesFigure('spent', 'R$ 25,00')
	})

	it('shows both values where somebody else was faster, and the reader decides', async () => {
		const reader = await open()
		await openDetails(reader)
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await home.owner.rpc('correct', {
			ledger_id: home.ledgerId,
			items: [{ message_id: 'other', action: 'amend', transaction_id: bought.transaction_id, amount: 31 }],
		})
		const conflict = details(reader).locator('[data-status=conflict]')
		await conflict.locator('[data-whose=mine]').getByText('R$ 25,00').waitFor()
		await conflict.locator('[data-whose=theirs]').getByText('R$ 31,00').waitFor()
		await reader.seesFigure('spent', 'R$ 31,00')
		// On a phone the history breaks a long name, and cuts nobody's.
		await reader.page.setViewportSize(PHONE)
		await details(reader).locator('.trail').getByText(home.owner.email.split('@')[0]!).waitFor()
		const body = details(reader).locator('.body')
		expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
		const toast = reader.page.locator('.toast').getByText('mudou enquanto')
		await toast.waitFor()
		await conflict.getByRole('button', { name: w.conflict.changed.mine }).click()
		// What is decided is no more to be decided.
		await toast.waitFor({ state: 'detached' })
		await expect.poll(() => stored()).toMatchObject({ amount_cents: 2500, revision: 3 })
		await reader.seesFigure('spent', 'R$ 25,00')
		// Undone meanwhile, the question is another one: it is asked among what is to be checked, by keyboard.
		await correct(reader, () => control(reader, 'amount').fill('26,00'))
		await home.owner.rpc('correct', {
			ledger_id: home.ledgerId,
			items: [{ message_id: 'gone', action: 'void', transaction_id: bought.transaction_id }],
		})
		await conflict.getByText(w.conflict.gone.lead).waitFor()
		await conflict.getByText('R$ 25,00 → R$ 26,00').waitFor()
		await reader.page.keyboard.press('Escape')
		await reader.go('#/conferir')
		const review = reader.page.locator('[data-page=review]')
		const leave = review.getByRole('button', { name: w.conflict.gone.theirs })
		await leave.focus()
		await reader.page.keyboard.press('Enter')
		await leave.waitFor({ state: 'detached' })
		await reader.seesFocus(review)
		expect(await stored()).toMatchObject({ voided: true })
	})
})

describe('who may', () => {
	it('not a viewer: there is nothing to correct with', async () => {
		const reader = await open(await home.join('viewer'))
		await reader.rows('Feira').first().getByRole('button').first().click()
		await details(reader).getByText(pageWords.details.recorded).waitFor()
		await details(reader).getByText(w.reply).waitFor()
		expect(await details(reader).getByRole('button', { name: w.correct }).count()).toBe(0)
		expect(await details(reader).getByRole('button', { name: w.undoPurchase }).count()).toBe(0)
	})

	it('nobody once the owner has switched it off, on a page that is open too', async () => {
		const reader = await open()
		await openDetails(reader)
		await details(reader).getByRole('button', { name: w.correct }).waitFor()
		await reader.page.keyboard.press('Escape')
		await reader.go('#/ajustes/caderno')
		await reader.page.getByLabel(settings.ledger.corrections).uncheck()
		await reader.page.getByRole('button', { name: settings.form.save, exact: true }).click()
		await reader.page.getByText(settings.ledger.saved).first().waitFor()
		await reader.go('#/')
		await reader.rows('Feira').first().getByRole('button').first().click()
		await details(reader).getByText(pageWords.details.recorded).waitFor()
		await expect.poll(() => details(reader).getByRole('button', { name: w.correct }).count()).toBe(0)
	})

	it('not who lost the role meanwhile: it is taken back and said', async () => {
		const editor = await home.join('editor')
		const reader = await open(editor)
		await openDetails(reader)
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		const [member] = await home.owner.request<{ user_id: string }[]>(
			'GET',
			`members?ledger_id=eq.${home.ledgerId}&role=eq.editor&select=user_id`,
		)
		await home.owner.rpc('set_member_role', {
			ledger_id: home.ledgerId,
			user_id: member!.user_id,
			role: 'viewer',
		})
		await hide(reader)
		await details(reader).locator('[data-status=refused]').getByText(w.reasons.not_allowed).waitFor()
		await reader.seesFigure('spent', 'R$ 10,00')
		expect(await stored()).toMatchObject({ amount_cents: 1000 })
		// On a phone the list says what a reader may not do in lines, not in a column of words.
		await reader.page.setViewportSize(PHONE)
		await reader.go('#/conferir')
		const note = reader.page.locator('.review > .note')
		await note.waitFor()
		expect((await note.boundingBox())!.height).toBeLessThan(80)
	})

	it('not who was removed meanwhile: nothing is said of a purchase any more', async () => {
		const editor = await home.join('editor')
		const reader = await open(editor)
		await reader.page.route('**/rpc/correct*', (route) => route.abort())
		await openDetails(reader)
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await hide(reader)
		await reader.page.locator('.toast').getByText(/25,00/).waitFor()
		const [member] = await home.owner.request<{ user_id: string }[]>(
			'GET',
			`members?ledger_id=eq.${home.ledgerId}&role=eq.editor&select=user_id`,
		)
		await home.owner.rpc('remove_member', { ledger_id: home.ledgerId, user_id: member!.user_id })
		await reader.page.unroute('**/rpc/correct*')
		const lost = pageWords.gone.lost.replace('{{ name }}', 'Casa de teste')
		// The name stands between isolates.
		const said = (text: string) => text.replace(/[\u2068\u2069]/g, '')
		const title = reader.page.locator('[data-page=refused] h1')
		await expect.poll(() => title.textContent().then((text) => said(text!))).toBe(lost)
		await expect.poll(() => reader.page.locator('.toast').allTextContents()).toEqual([])
		// Nor does who comes back meet the first steps without a word.
		await reader.page.reload()
		const note = reader.page.locator('[data-page=onboarding] [data-gone=lost]')
		await expect
			.poll(() => note.textContent().then((text) => said(text!)))
			.toBe(`${lost}. ${pageWords.gone.why}`)
	})

	it('signing out with a correction that could not be sent asks first', async () => {
		const reader = await open()
		await reader.page.route('**/rpc/correct*', (route) => route.abort())
		await openDetails(reader)
		await correct(reader, () => control(reader, 'amount').fill('25,00'))
		await reader.page.keyboard.press('Escape')
		await reader.choose(pageWords.menu.signOut)
		const question = reader.page.getByRole('alertdialog')
		await question.getByText(w.signOut.lead(1)).waitFor()
		await question.getByRole('button', { name: pageWords.ui.cancel }).click()
		await reader.seesFigure('spent', 'R$ 25,00')
		await reader.choose(pageWords.menu.signOut)
		await question.getByRole('button', { name: w.signOut.leave }).click()
		await reader.page.locator('[data-page=signin]').waitFor()
		// Nor is the notice left, with the purchase and its amount.
		expect(await reader.page.locator('.toast').count()).toBe(0)
		const left = await reader.page.evaluate(() =>
			Object.keys(localStorage).filter((key) => key.includes('corrections')),
		)
		expect(left).toEqual([])
	})
})

describe('a refused message', () => {
	it('is put right where it stands and leaves the list', async () => {
		const [refused] = await home.post({ description: 'Aluguel', amount: '1,234' })
		const reader = await open()
		await reader.go('#/conferir')
		const item = reader.page.locator(`[data-inbox]`)
		await item.getByRole('button', { name: w.correct }).click()
		await control(reader, 'amount').fill('1.234,00')
		await item.getByRole('button', { name: w.record, exact: true }).click()
		await item.waitFor({ state: 'detached' })
		await reader.seesFigure('spent', 'R$ 1.244,00')
		await hide(reader)
		const answered = () =>
			home.owner.request<{ amount_cents: number }[]>(
				'GET',
				`transactions?message_id=eq.${refused!.message_id}&select=amount_cents`,
			)
		await expect.poll(answered).toEqual([{ amount_cents: 123400 }])
		await reader.page.locator('[data-corrections]').waitFor({ state: 'detached' })
		await reader.seesFigure('spent', 'R$ 1.244,00')
	})

	it('that corrected nothing clear asks which purchase it meant', async () => {
		await home.post({ action: 'amend', target_message_id: 'nothing', amount: '45,00' })
		const reader = await open()
		await reader.go('#/conferir')
		const item = reader.page.locator('[data-inbox]')
		await item.getByRole('button', { name: w.correct }).click()
		await item.locator('[data-field=which]').selectOption(bought.transaction_id)
		await item.getByRole('button', { name: w.save }).click()
		await item.waitFor({ state: 'detached' })
		await hide(reader)
		await expect.poll(() => stored()).toMatchObject({ amount_cents: 4500 })
	})
})

it('works in the demo, without any server', async () => {
	const site = await serveSite(inject('dist'), null)
	reader = await Reader.open(site.url, { serviceWorkers: 'block' })
	await reader.page.locator('[data-row]').first().waitFor()
	await reader.page.locator('[data-row] button').nth(3).click()
	await correct(reader, () => control(reader!, 'description').fill('Corrigida na demonstração'))
	await hide(reader)
	await details(reader).getByText(pageWords.details.onPage.replace('{{ person }}', 'ana')).waitFor()
	await reader.rows('Corrigida na demonstração').first().waitFor()
	await site.close()
})

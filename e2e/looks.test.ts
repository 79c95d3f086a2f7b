import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { leftToCi, variant } from '../scripts/testing/left-to-ci'
import { page as pageWords } from '../src/words/pt-BR/page'
import { control, correct, openDetails } from './harness/corrections'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { DESKTOP, PHONE, Reader, type Trouble, WALL } from './harness/reader'

// Long names and the largest sums: what is cut is a name, never an amount or a month.

const LONG = 'Cartão Internacional Platinum Black 4417'
const MOST = '999.999.999,99'
let home: Household
let reader: Reader

beforeAll(async () => {
	home = await createHousehold(inject('stack'), {
		sources: [{ name: LONG, closing_day: 28, due_day: 7 }, { name: 'Pix' }],
		people: [{ name: 'Maria Antonieta Josefa Joana' }],
	})
	const common = { person: 'Maria Antonieta Josefa Joana', category: 'Mercado' }
	await home.post([
		{ ...common, description: 'No mês', amount: MOST, source: 'Pix' },
		{ ...common, description: 'Na fatura', amount: MOST, source: LONG },
		{ ...common, description: 'Antes', amount: MOST, source: 'Pix', occurred_at: monthsAgo(1) },
	])
	reader = await Reader.open(inject('site'))
	await reader.signIn(home.owner)
	await reader.sees('live')
})
/** A test cuts the network, perhaps while the service worker comes. */
const cutOff = ({ text }: Trouble) => text.includes('unknown error occurred when fetching the script')

afterAll(() => reader.close({ except: cutOff }))
beforeEach(() => reader.begin(inject('site')))

/** The figures and words that do not fit into what they stand in, or stand outside of the page. */
const spilled = () =>
	reader.page.evaluate(() => {
		const width = document.documentElement.clientWidth
		const isShown = (element: Element) =>
			element.checkVisibility({ visibilityProperty: true }) && !element.closest('svg, .vh, .printed')
		return [...document.querySelectorAll<HTMLElement>('main *, .tv *')]
			.filter((element) => element.children.length === 0 && element.textContent && isShown(element))
			.filter((element) => {
				const { display, overflowX } = getComputedStyle(element)
				const isWider = display !== 'inline' && overflowX === 'visible' && element.clientWidth > 0
				return (
					(isWider && element.scrollWidth > element.clientWidth + 1) ||
					element.getBoundingClientRect().right > width + 0.5
				)
			})
			.map((element) => `${element.className}: ${element.textContent}`)
	})

test.each([320, PHONE.width, 768, DESKTOP.width])('nothing spills at %i px', async (width) => {
	await reader.page.setViewportSize({ width, height: 900 })
	await reader.page.locator('[data-chart=source] .legend').waitFor()
	await expect.poll(spilled).toEqual([])
})

test('the bill of an arrival is read whole, however long the names before it', async () => {
	const bill = reader.page.locator('.latest [data-bill]').first()
	for (const width of [320, PHONE.width, DESKTOP.width]) {
		// The page draws the arrivals anew for another width: what is measured is looked for each time.
		await reader.page.setViewportSize({ width, height: 900 })
		const isWhole = () =>
			bill.evaluate((element: HTMLElement) => {
				const row = element.parentElement!.getBoundingClientRect()
				const { left, right } = element.getBoundingClientRect()
				return left >= row.left && right <= row.right + 0.5 && element.scrollWidth <= element.offsetWidth
			})
		await expect.poll(isWhole).toBe(true)
	}
})

test('on a phone the longest bar fills its line', async () => {
	await reader.page.setViewportSize(PHONE)
	const bar = reader.page.locator('.bars .b').first()
	await bar.scrollIntoViewIfNeeded()
	const filled = () =>
		bar.evaluate((track) => {
			const fill = track.querySelector('i')!
			return fill.getBoundingClientRect().width / track.getBoundingClientRect().width
		})
	await expect.poll(filled).toBeGreaterThan(0.99)
})

test('the wall says which bill a card asks for, whole, whatever the card is called', async () => {
	await reader.page.setViewportSize(WALL)
	await reader.page.goto(`${inject('site')}/?tv=1`)
	const what = reader.page.locator('.tv-cards .m').first()
	await what.getByText(/^\p{L}{3} · (fecha|vence)/u).waitFor()
	expect(await what.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
	expect(await spilled()).toEqual([])
	await reader.page.goto(inject('site'))
})

test('each theme has its own icon', async () => {
	await reader.page.locator('button.avatar').click()
	const drawn = await reader.page
		.locator('.menu:popover-open [aria-pressed] svg')
		.evaluateAll((icons) => icons.map((icon) => icon.innerHTML))
	expect(drawn.length).toBe(3)
	expect(new Set(drawn).size).toBe(3)
	await reader.page.keyboard.press('Escape')
})

test('on the narrowest phone a role and the way out of a ledger stand apart', async () => {
	const narrow = await Reader.openAs(home.owner, { locale: 'en-US', viewport: { width: 320, height: 640 } })
	await narrow.go('#/ajustes/acesso')
	const row = narrow.page.locator('.member-row').first()
	const role = (await row.locator('select').boundingBox())!
	const out = (await row.locator('.btn-danger').boundingBox())!
	expect(out.x).toBeGreaterThanOrEqual(role.x + role.width)
	await narrow.close({ except: cutOff })
})

test('on the narrowest phone the longest month and its year stand in one line', async () => {
	await reader.page.setViewportSize({ width: 320, height: 640 })
	const name = reader.page.locator('.bar .stepper .m')
	await name.waitFor()
	const isWhole = await name.evaluate((button) => {
		// As long as a month's name gets.
		button.textContent = 'dezembro de 2026'
		const range = document.createRange()
		range.selectNodeContents(button)
		const text = range.getBoundingClientRect()
		const [before, after] = [button.previousElementSibling!, button.nextElementSibling!]
		return (
			range.getClientRects().length === 1 &&
			text.left >= before.getBoundingClientRect().right &&
			text.right <= after.getBoundingClientRect().left
		)
	})
	expect(isWhole).toBe(true)
})

test('on the narrowest phone a refused amount in words is read whole', async () => {
	await home.post({ description: 'Reforma', amount: 'um milhão e duzentos mil reais', source: 'Pix' })
	await reader.page.setViewportSize({ width: 320, height: 640 })
	await reader.go('#/conferir')
	const amount = reader.page.locator('[data-inbox] .entry-amount').getByText('um milhão e duzentos mil')
	await amount.waitFor()
	const isWhole = await amount.evaluate((words) => {
		const place = words.closest<HTMLElement>('.entry-amount')!
		return place.scrollWidth <= place.clientWidth
	})
	expect(isWhole).toBe(true)
})

for (const [screen, viewport] of [
	['phone', PHONE],
	['tablet', { width: 768, height: 1024 }],
	['small desk', { width: 1280, height: 800 }],
] as const)
	test(`on a ${screen} a toast lies over no button of an open drawer`, variant(screen, 'phone'), async () => {
		await home.post({ description: 'Almoço', amount: 'um milhão', category: 'Mercado', source: 'Pix' })
		await home.post({ description: 'Jantar', amount: 'dois mil', category: 'Mercado', source: 'Pix' })
		await noToast()
		await reader.page.setViewportSize(viewport)
		await reader.go('#/conferir')
		const drawer = reader.page.locator('[data-page=review]')
		await drawer.getByText('Almoço').first().waitFor()
		await drawer.locator('[data-inbox]').getByRole('button', { name: 'Dispensar' }).first().click()
		const toast = reader.page.locator('.toast')
		await toast.waitFor()
		await expect.poll(() => reader.page.evaluate(coveredByToast)).toEqual([])
		// Whatever the drawer is scrolled to: above its list.
		expect((await toast.boundingBox())!.y).toBeLessThan((await drawer.boundingBox())!.y)
		await toast.getByRole('button', { name: 'Desfazer' }).click()
	})

test('of two toasts over a sheet the newer one is seen, and no button of the sheet is below it', async () => {
	await home.post({ description: 'Lanche', amount: 'um milhão', category: 'Mercado', source: 'Pix' })
	await home.post({ description: 'Sorvete', amount: 'dois mil', category: 'Mercado', source: 'Pix' })
	await noToast()
	await reader.page.setViewportSize(PHONE)
	await reader.go('#/conferir')
	const toasts = reader.page.locator('.toast')
	const dismiss = (name: string) =>
		reader.page
			.locator('[data-inbox]')
			.filter({ hasText: name })
			.getByRole('button', { name: 'Dispensar' })
			.click()
	await dismiss('Lanche')
	await toasts.waitFor()
	await dismiss('Sorvete')
	await expect.poll(() => toasts.count()).toBe(2)
	expect(await toasts.first().isVisible()).toBe(false)
	await expect.poll(() => reader.page.evaluate(coveredByToast)).toEqual([])
	await toasts.last().getByRole('button', { name: 'Desfazer' }).click()
})

test('on the narrowest phone a toast lies over no button of a question', leftToCi, async () => {
	const { page, context } = reader
	await noToast()
	await page.setViewportSize({ width: 320, height: 640 })
	await home.post({ description: 'Quitanda', amount: 10, category: 'Mercado', source: 'Pix' })
	await openDetails(reader, 'Quitanda')
	await page.waitForFunction(() =>
		performance.getEntriesByType('resource').some(({ name }) => name.includes('SignOutQuestion')),
	)
	await context.setOffline(true)
	await reader.sees('offline')
	await correct(reader, () => control(reader, 'description').fill('Quitanda da esquina'))
	await page.keyboard.press('Escape')
	await reader.choose(pageWords.menu.signOut)
	const question = page.getByRole('alertdialog')
	await question.waitFor()
	await page.locator('.toast').waitFor()
	await expect.poll(() => page.evaluate(coveredByToast)).toEqual([])
	await question.getByRole('button', { name: pageWords.ui.cancel }).click()
	await context.setOffline(false)
	await reader.sees('live')
})

/** Until those of other tests are gone. */
const noToast = () => expect.poll(() => reader.page.locator('.toast').count()).toBe(0)

/** The buttons of what is open that a toast lies over. */
function coveredByToast(): string[] {
	const toast = document.querySelector('.toasts')!.getBoundingClientRect()
	return [...document.querySelectorAll<HTMLElement>('dialog[open] :is(button, a[href])')]
		.filter((button) => !button.closest('.toasts') && button.checkVisibility())
		.filter((button) => {
			const box = button.getBoundingClientRect()
			const isSeen = box.bottom > 0 && box.top < innerHeight
			const isBeside = box.right <= toast.left || box.left >= toast.right
			return isSeen && !isBeside && box.bottom > toast.top && box.top < toast.bottom
		})
		.map((button) => button.textContent ?? '')
}

test('on the narrowest phone the buttons below the filters are read whole', async () => {
	await reader.page.setViewportSize({ width: 320, height: 640 })
	await reader.go('#/?k=transfer')
	await reader.page.keyboard.press('f')
	const buttons = reader.page.locator('dialog[data-drawer=filters] footer button')
	await buttons.last().waitFor()
	const cut = () =>
		buttons.evaluateAll((all) =>
			all.filter((button) => button.scrollWidth > button.clientWidth).map((button) => button.textContent),
		)
	expect(await cut()).toEqual([])
	await reader.page.keyboard.press('Escape')
})

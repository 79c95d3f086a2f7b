import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { panels } from '../src/words/pt-BR/panels'
import { settings } from '../src/words/pt-BR/settings'
import { createHousehold, type Household, type Member } from './harness/household'
import { today } from './harness/moments'
import { PHONE, Reader, squeeze } from './harness/reader'

const w = panels.recurring
const DAY_MS = 86_400_000

let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	reader = await Reader.open(inject('site'))
})
afterEach(() => reader.close())

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()
/** The same, every 30 days, last so many days ago. */
const monthly = (description: string, amount: number, last: number) =>
	[0, 30, 60, 90].map((before) => ({
		description,
		amount,
		category: 'Lazer',
		source: 'Pix',
		occurred_at: daysAgo(last + before),
	}))
/** Confirmed over the API, due today. */
const confirm = (name: string, amount_cents: number) =>
	home.owner.request('POST', 'recurring', {
		ledger_id: home.ledgerId,
		name,
		amount_cents,
		day: Number(today().slice(8)),
	})

const panel = () => reader.page.locator('[data-panel=recurring]')
const line = (name: string) => panel().locator(`[data-recurring="${name}"]`)

async function open(who: Member) {
	await reader.signIn(who)
	await reader.sees('live')
	await panel().scrollIntoViewIfNeeded()
}

it('an editor confirms once what comes again, and ends it', async () => {
	await home.post(monthly('Academia', 120, 5))
	await open(home.owner)
	await panel().getByRole('button', { name: 'Confirmar Academia' }).click()
	const drawer = reader.page.locator('[data-drawer=recurring]')
	expect(await drawer.getByLabel(settings.form.name).inputValue()).toBe('Academia')
	expect(await drawer.getByLabel(settings.recurringForm.amount).inputValue()).toBe('120,00')
	await drawer.getByLabel(settings.recurringForm.day).selectOption(String(Number(today().slice(8))))
	await drawer.getByRole('button', { name: settings.recurringForm.confirm }).click()
	await line('Academia').and(reader.page.locator('[data-state=arrived]')).waitFor()
	expect(await panel().locator('[data-suggestion]').count(), 'it is not suggested again').toBe(0)

	// Its purchase is a click away, and the pencil edits it.
	await line('Academia').getByRole('button', { name: 'Editar Academia' }).click()
	await drawer.getByRole('button', { name: settings.recurringForm.end }).click()
	await drawer.waitFor({ state: 'detached' })
	const [held] = await home.owner.request<{ until: string; category_id: number }[]>(
		'GET',
		`recurring?ledger_id=eq.${home.ledgerId}&select=until,category_id`,
	)
	expect(held?.until).toBe(today())
	expect(held?.category_id).not.toBeNull()
})

it('is added by hand, in a form that has room on a phone', async () => {
	await home.post({ description: 'Feira', amount: 10 })
	await reader.page.setViewportSize(PHONE)
	await open(home.owner)
	await panel().getByRole('button', { name: w.add }).click()
	const drawer = reader.page.locator('[data-drawer=recurring]')
	await drawer.getByRole('heading', { name: settings.recurringForm.add }).waitFor()
	const box = await drawer.getByLabel(settings.recurringForm.kind).boundingBox()
	expect(box!.width).toBeGreaterThan(150)
	await drawer.getByLabel(settings.form.name).fill('Internet')
	await drawer.getByLabel(settings.recurringForm.amount).fill('99,90')
	await drawer.getByRole('button', { name: settings.recurringForm.add }).click()
	await line('Internet').waitFor()
})

it('is explained where the window has room for it', async () => {
	await home.post({ description: 'Feira', amount: 10 })
	await reader.page.setViewportSize(PHONE)
	await open(home.owner)
	const button = panel().getByRole('button', { name: w.explainLabel })
	for (const block of ['start', 'end'] as const) {
		await button.evaluate((element, block) => element.scrollIntoView({ block, behavior: 'instant' }), block)
		await button.click()
		const note = await panel().locator('.explain-note:popover-open').boundingBox()
		expect(note!.y).toBeGreaterThanOrEqual(0)
		expect(note!.y + note!.height).toBeLessThanOrEqual(PHONE.height)
		await reader.page.keyboard.press('Escape')
	}
})

it('what is said not to come again is not suggested any more', leftToCi, async () => {
	await home.post(monthly('Lanche', 30, 5))
	await open(home.owner)
	await panel().getByRole('button', { name: 'Lanche não se repete' }).click()
	await panel().locator('[data-suggestion]').waitFor({ state: 'detached' })
	await reader.page.reload()
	await panel().getByText(w.noneThisMonth).waitFor()
	expect(await panel().locator('[data-suggestion]').count()).toBe(0)
})

it(
	'says what is dearer with both amounts, and adds what has not come to the projection and the months to come, in both bases',
	leftToCi,
	async () => {
		await home.post({ description: 'Luz', amount: 113, source: 'Pix', occurred_at: daysAgo(3) })
		await confirm('Luz', 10_000)
		await open(home.owner)
		const dearer = line('Luz').and(reader.page.locator('[data-state=dearer]'))
		await dearer.waitFor()
		const said = squeeze((await dearer.textContent()) ?? '')
		expect(said).toContain('R$113,00')
		expect(said).toContain('R$100,00')
		expect(said).toContain('13%')

		const cents = async () => Number((await reader.figureText('projection')).replace(/\D/g, ''))
		for (const basis of ['bill', 'purchase']) {
			await reader.page.locator(`[data-basis=${basis}]`).filter({ visible: true }).first().click()
			const before = await cents()
			await confirm(`Internet ${basis}`, 5_000)
			await line(`Internet ${basis}`).and(reader.page.locator('[data-state=due]')).waitFor()
			expect((await cents()) - before).toBe(5_000)
		}
		await reader.chart('committed').getByText('por mês').waitFor()
		await reader.figureText('committed')
	},
)

it('is read by viewers, who change nothing', async () => {
	await home.post(monthly('Academia', 120, 5))
	await confirm('Internet', 5_000)
	const viewer = await home.join('viewer')
	await open(viewer)
	await line('Internet').waitFor()
	expect(
		await panel()
			.getByRole('button', { name: /Editar|Confirmar|Adicionar/ })
			.count(),
	).toBe(0)
})

import { afterEach, expect, inject, test } from 'vitest'
import { variant } from '../scripts/testing/left-to-ci'
import { page as pageWords } from '../src/words/pt-BR/page'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { findings } from './harness/axe'
import { createHousehold, Member } from './harness/household'
import { PHONE, Reader, type ReaderOptions } from './harness/reader'

// The steps of a new ledger, one by one; onboarding.test.ts walks them to a dashboard.
const w = settingsWords.onboarding
const stack = inject('stack')
let reader: Reader | undefined
afterEach(async () => {
	await reader?.close()
	reader = undefined
})

const steps = () => reader!.page.locator('[data-page=onboarding]')
const press = (name: string) => steps().getByRole('button', { name, exact: true }).click()
const sees = (title: string) => steps().getByRole('heading', { name: title, exact: true }).waitFor()

/** A new account with a ledger, at the second step. */
async function begin(options: ReaderOptions = {}): Promise<Member> {
	const member = await Member.signUp(stack)
	reader = await Reader.open(inject('site'), options)
	const form = reader.page.locator('[data-page=signin]')
	await form.locator('input[type=email]').fill(member.email)
	await form.locator('input[type=password]').fill(member.password)
	await form.locator('form button[type=submit]').click()
	await sees(w.ledger.title)
	await steps().getByLabel(w.ledger.name).fill('Casa Nova')
	await press(w.ledger.create)
	await sees(w.people.title)
	return member
}

/** On to the last step, with a key. */
async function goToPurchase(): Promise<void> {
	await press(w.people.skip)
	await sees(w.sources.title)
	await press(w.sources.skip)
	await sees(w.agent.title)
	await press(w.agent.create)
	await press(w.agent.next)
	await sees(w.purchase.title)
}

test('ask who spends: one’s own name for the others, and a person each', async () => {
	const member = await begin()
	await press(w.people.save)
	await steps().getByText(w.people.ownMissing).waitFor()
	await steps().getByLabel(w.people.own).fill('Ana')
	await steps().getByLabel('Pessoa 2').fill('ana')
	await press(w.people.save)
	await steps().getByText(w.people.twice).waitFor()
	await steps().getByLabel('Pessoa 2').fill('Bruno')
	await press(w.people.save)
	await sees(w.sources.title)
	expect(await member.request('GET', 'people?select=name&order=name')).toEqual([
		{ name: 'Ana' },
		{ name: 'Bruno' },
	])
	expect(await member.request('GET', 'members?select=name')).toEqual([{ name: 'Ana' }])
})

test('say what a card’s days mean, for real dates', async () => {
	await begin()
	await press(w.people.skip)
	await steps().getByLabel(settingsWords.sources.closingDay).fill('28')
	await steps().getByLabel(settingsWords.sources.dueDay).fill('7')
	await steps()
		.getByText(/Uma compra em 27 de \S+ entra na fatura de \S+\. A partir de 28 de \S+, na de \S+\./)
		.waitFor()
	await steps().getByLabel(settingsWords.sources.closingDay).fill('40')
	await expect
		.poll(() =>
			steps()
				.getByText(/Uma compra em/)
				.count(),
		)
		.toBe(0)
})

test('go on where they were left, after a reload and on another day', async () => {
	await begin()
	await press(w.people.skip)
	await sees(w.sources.title)
	await reader!.page.reload()
	await sees(w.sources.title)
	await press(w.sources.skip)
	await press(w.agent.create)
	await steps().locator('[data-secret]').waitFor()
	// Closed, and opened by its plain address later.
	await reader!.page.goto('about:blank')
	await reader!.page.goto(inject('site'))
	await sees(w.agent.title)
	// The key is nowhere any more, and nobody is led into making a second agent.
	await steps()
		.getByText(/já tem uma chave/)
		.waitFor()
	expect(await reader!.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('painel_')
	await press(w.agent.goOn)
	await sees(w.purchase.title)
	await press(w.purchase.openAnyway)
	await reader!.page.getByText(pageWords.empty.agentThere).waitFor()
	await reader!.page.reload()
	await reader!.page.getByText(pageWords.empty.agentThere).waitFor()
	expect(await steps().count()).toBe(0)
})

for (const width of [320, PHONE.width, 1440])
	test(`at ${width} px nothing of the last step is cut off`, variant(width, 320), async () => {
		await begin({ viewport: { width, height: 800 } })
		await goToPurchase()
		await press(settingsWords.agents.tryIt)
		const amount = steps().locator('.first-in .num')
		await amount.waitFor()
		const panel = (await steps().locator('.panel').boundingBox())!
		for (const part of [
			amount,
			steps().locator('.lead'),
			steps().locator('pre'),
			steps().locator('.acts').last(),
		]) {
			const box = (await part.boundingBox())!
			expect(box.x + box.width).toBeLessThanOrEqual(panel.x + panel.width)
		}
		for (const button of await steps().locator('.acts button').all()) {
			const box = (await button.boundingBox())!
			expect(box.x + box.width).toBeLessThanOrEqual(panel.x + panel.width)
		}
	})

test('a key longer than its box can be scrolled by the keyboard', async () => {
	await begin()
	await press(w.people.skip)
	await press(w.sources.skip)
	await press(w.agent.create)
	await steps().locator('[data-secret]').waitFor()
	expect(await findings(reader!)).toEqual([])
})

test('take the test purchase back', async () => {
	const member = await begin()
	await goToPurchase()
	await press(settingsWords.agents.tryIt)
	await press(w.purchase.undo)
	await steps().getByText(w.purchase.waiting).waitFor()
	expect(await member.request('GET', 'transactions?select=voided')).toEqual([{ voided: true }])
	await press(w.purchase.openAnyway)
	await reader!.page.getByText(pageWords.empty.lead).waitFor()
})

test('an empty ledger is set like any page, and its agent counts as connected', async () => {
	const home = await createHousehold(stack)
	reader = await Reader.open(inject('site'))
	await reader.signIn(home.owner)
	await reader.page.getByText(pageWords.empty.agentThere).waitFor()
	expect(await reader.page.getByRole('link', { name: pageWords.empty.createKey }).count()).toBe(0)
	const heading = reader.page.locator('.empty-headline h1')
	const [size, line] = await heading.evaluate((element) => {
		const { fontSize, lineHeight } = getComputedStyle(element)
		return [Number.parseFloat(fontSize), Number.parseFloat(lineHeight)] as const
	})
	expect(line).toBeGreaterThan(size * 1.2)
})

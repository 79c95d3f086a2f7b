import type { BrowserContext } from 'playwright-core'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { page as pageWords } from '../src/words/pt-BR/page'
import { settings as settingsWords } from '../src/words/pt-BR/settings'
import { createHousehold, type Household } from './harness/household'
import { monthsAgo } from './harness/moments'
import { Reader } from './harness/reader'

const w = settingsWords.preferences
/** Markup, and letters that would turn the sentence around it. */
const HOSTILE = '<img src=x onerror=globalThis.hostileRan=1> שלום'

interface Shown {
	title: string
	body: string
	tag: string
}

let home: Household
let reader: Reader
/** What the page asked the browser to show, in any of its tabs and visits. */
let shown: Shown[]

type Decision = 'granted' | 'denied'

/** Stands in for the desktop's notifications and for the person who is asked: a headless browser has neither. */
async function standIn(context: BrowserContext, decision: Decision): Promise<void> {
	shown = []
	await context.exposeBinding('painelNotified', (_, title: string, body: string, tag: string) => {
		shown.push({ title, body, tag })
	})
	await context.addInitScript((decision: Decision) => {
		const tell = (title: string, options?: NotificationOptions) =>
			(globalThis as unknown as { painelNotified(...texts: unknown[]): Promise<void> }).painelNotified(
				title,
				options?.body,
				options?.tag,
			)
		ServiceWorkerRegistration.prototype.showNotification = tell
		class StandIn {
			static permission = decision
			static requestPermission = async () => decision
			constructor(title: string, options?: NotificationOptions) {
				void tell(title, options)
			}
		}
		Object.assign(globalThis, { Notification: StandIn })
	}, decision)
}

async function open(decision: Decision, category: string): Promise<void> {
	home = await createHousehold(inject('stack'), { categories: [{ name: category }] })
	await home.owner.request('POST', 'budgets', {
		ledger_id: home.ledgerId,
		category_id: 1,
		month: `${monthsAgo(0).slice(0, 7)}-01`,
		amount_cents: 10_000,
	})
	await spend(10, category)
	reader = await Reader.open(inject('site'), {
		prepare: (context) => standIn(context, decision),
	})
	await reader.signIn(home.owner)
	await reader.sees('live')
}
const spend = (amount: number, category = 'Mercado') =>
	home.post({ description: 'Compra', amount, category, source: 'Pix' })
/** Texts without the marks that keep a name's direction to itself. */
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '')
const titles = () => shown.map(({ title }) => plain(title))

/** Once the page has done what it would do to show one. */
const settled = () => reader.page.evaluate(() => navigator.serviceWorker.getRegistration().then(() => {}))

async function allow(): Promise<void> {
	await reader.go('#/ajustes/preferencias')
	await reader.page.getByRole('button', { name: w.allow }).click()
	await reader.page.getByText(w.allowed).waitFor()
	await expect.poll(titles).toEqual([w.testTitle])
	shown.length = 0
	await reader.go('#/')
	await reader.figure('spent').waitFor()
}

afterEach(() => reader.close())

describe('browser notifications', () => {
	it('tell of 80 % and of 100 % of a budget, once each, also after another visit', async () => {
		await open('granted', 'Mercado')
		await allow()
		await spend(70)
		await expect.poll(titles).toEqual(['Mercado perto do limite'])
		expect(plain(shown[0]!.body)).toContain('80')
		await spend(5)
		await reader.seesFigure('spent', 'R$ 85,00')
		await spend(30)
		await expect.poll(titles).toEqual(['Mercado perto do limite', 'Mercado passou do orçamento'])
		await spend(5)
		await reader.seesFigure('spent', 'R$ 120,00')
		await reader.page.reload()
		await reader.seesFigure('spent', 'R$ 120,00')
		await reader.sees('live')
		await spend(1)
		await reader.seesFigure('spent', 'R$ 121,00')
		await settled()
		expect(titles()).toEqual(['Mercado perto do limite', 'Mercado passou do orçamento'])
		// The tag is what keeps two tabs from showing one notice twice, and two notices from replacing each other.
		expect(new Set(shown.map(({ tag }) => tag)).size).toBe(2)
	})

	it('are not shown unasked, though the browser would', leftToCi, async () => {
		await open('granted', 'Mercado')
		await spend(100)
		await reader.page.locator('.toasts').getByText('Mercado passou do orçamento').waitFor()
		await settled()
		expect(shown).toEqual([])
	})

	it(
		'are not shown where the browser refuses; the page says why, and still tells by itself',
		leftToCi,
		async () => {
			await open('denied', 'Mercado')
			await reader.go('#/ajustes/preferencias')
			await reader.page.getByText(w.blocked).waitFor()
			expect(await reader.page.getByRole('button', { name: w.allow }).count()).toBe(0)
			await reader.go('#/')
			await reader.figure('spent').waitFor()
			await spend(75)
			await reader.page.locator('.toasts').getByText('Mercado perto do limite').waitFor()
			await settled()
			expect(shown).toEqual([])
		},
	)

	it('carry hostile names as text', async () => {
		await open('granted', HOSTILE)
		await allow()
		await spend(95, HOSTILE)
		await expect.poll(titles).toEqual([pageWords.budgetNotice.over.replace('{{ name }}', HOSTILE)])
		// The name is isolated: its direction ends with it.
		expect(shown[0]!.title).toContain(`\u2068${HOSTILE}\u2069`)
		await reader.page.locator('.toasts').getByText('<img src=x').first().waitFor()
		expect(await reader.page.locator('img[src=x]').count()).toBe(0)
		expect(await reader.page.evaluate(() => 'hostileRan' in globalThis)).toBe(false)
	})
})

import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { variant } from '../scripts/testing/left-to-ci'
import { page as pageWords } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { fakeClock, Reader } from './harness/reader'

const w = pageWords
let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
})
afterEach(() => reader.close())

describe('states other than figures', () => {
	it('an empty ledger says what comes next, and becomes the dashboard with the first purchase', async () => {
		reader = await Reader.openAs(home.owner)
		await reader.sees('live')
		await reader.page.getByText(w.empty.lead).waitFor()
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.rows('Primeira').first().waitFor()
		expect(await reader.page.getByText(w.empty.lead).count()).toBe(0)
	})

	it('a view that holds nothing says so, and offers the way out', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.openAs(home.owner)
		await reader.go('#/?q=nada+disso')
		await reader.page.getByText(w.table.emptyFiltered).waitFor()
		await reader.seesFigure('spent', 'R$ 0,00')
		await reader.page.getByRole('button', { name: w.chip.clear }).click()
		await reader.seesFigure('spent', 'R$ 10,00')
	})

	it('the top of the page is what a sign-in from a small screen leads to', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.open(inject('site'), { viewport: { width: 720, height: 450 } })
		await reader.page.locator('[data-page=signin] button[type=submit]').scrollIntoViewIfNeeded()
		await expect.poll(() => reader.page.evaluate(() => scrollY)).toBeGreaterThan(0)
		await reader.signIn(home.owner)
		await expect.poll(() => reader.page.evaluate(() => scrollY)).toBe(0)
	})

	it('with ?debug=feed it lists what the feed does, and copies the list', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.open(`${inject('site')}/?debug=feed`, {
			permissions: ['clipboard-read', 'clipboard-write'],
			prepare: fakeClock,
		})
		await reader.signIn(home.owner)
		await reader.sees('live')
		const log = reader.page.locator('[data-feed-log]')
		await log.getByText('replication_ready').waitFor()
		const logged = () => log.locator('pre').textContent()
		await expect.poll(logged).toMatch(/-> live none, 1 of 1 complete/)
		expect(await logged()).toMatch(/^\S+Z \w+/)
		expect(await logged()).toMatch(/subscribed .*\n/)
		await home.post({ description: 'Segunda', amount: 5, category: 'Mercado', source: 'Pix' })
		await reader.rows('Segunda').first().waitFor()
		// What a broadcast brought shows with the next check.
		await reader.page.clock.fastForward(30_000)
		await log.getByText('-> live none, 2 of 2 complete').waitFor()
		await log.getByRole('button').click()
		await log.getByText(w.feedLog.copied).waitFor()
		const copied = await reader.page.evaluate(() => navigator.clipboard.readText())
		expect(copied).toContain('-> live none, 2 of 2 complete')
	})

	it('a filter that goes leaves the focus to the next, and the last one to the figures', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.openAs(home.owner)
		const { page } = reader
		const remove = (name: RegExp) => page.locator('.chips').getByRole('button', { name })
		const focused = () =>
			page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id)
		await reader.go('#/?c=1&s=1&q=prim')
		await remove(/Mercado/).focus()
		await page.keyboard.press('Enter')
		await remove(/Mercado/).waitFor({ state: 'detached' })
		await expect.poll(focused).toMatch(/Pix/)
		await remove(/prim/).focus()
		await page.keyboard.press('Enter')
		await expect.poll(focused).toMatch(/Pix/)
		await page.keyboard.press('Enter')
		await page.locator('.chips').waitFor({ state: 'detached' })
		await expect.poll(focused).toBe('content')
		await reader.go('#/?c=1&s=1')
		await page.getByRole('button', { name: w.chip.clear }).focus()
		await page.keyboard.press('Enter')
		await page.locator('.chips').waitFor({ state: 'detached' })
		await expect.poll(focused).toBe('content')
	})

	it('an export keeps the focus on its button', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.openAs(home.owner)
		const button = reader.page.getByRole('button', { name: w.exportCsv })
		await button.focus()
		const saved = reader.page.waitForEvent('download')
		await reader.page.keyboard.press('Enter')
		await saved
		await reader.page.getByText(w.file.done.replace('{{ count }}', '1')).first().waitFor()
		await reader.seesFocus(button)
	})

	for (const [screen, viewport] of [
		['desk', { width: 1280, height: 600 }],
		['phone', { width: 390, height: 600 }],
	] as const)
		it(
			`what the keyboard reaches is never behind the bars of a ${screen}`,
			variant(screen, 'phone'),
			async () => {
				await home.post(
					['Mercado', 'Transporte', 'Lazer'].map((category) => ({
						description: 'Compra',
						amount: 10,
						category,
						source: 'Pix',
						person: 'Ana',
					})),
				)
				reader = await Reader.openAs(home.owner, { viewport })
				await reader.go('#/?q=compra&k=expense')
				await reader.rows('Compra').first().waitFor()
				const hidden = () =>
					reader.page.evaluate(() => {
						const at = document.activeElement
						if (!at || at.closest('.top, .bar') || !at.closest('main')) return null
						const box = at.getBoundingClientRect()
						const top = document.querySelector('.top')?.getBoundingClientRect().bottom ?? 0
						const bar = document.querySelector('.bar')
						const bottom = bar?.checkVisibility() ? bar.getBoundingClientRect().top : innerHeight
						const seen = box.top >= top - 1 && box.bottom <= bottom + 1
						return seen || box.height > bottom - top
							? null
							: `${at.className} ${at.textContent?.slice(0, 20)}`
					})
				const found: string[] = []
				for (const key of ['Tab', 'Shift+Tab'])
					for (let step = 0; step < 60; step++) {
						await reader.page.keyboard.press(key)
						const name = await hidden()
						if (name) found.push(`${key} ${name}`)
					}
				expect(found).toEqual([])
			},
		)

	it('figures that are on their way keep their places', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		let release = () => {}
		const released = new Promise<void>((resolve) => {
			release = resolve
		})
		reader = await Reader.open(inject('site'), {
			serviceWorkers: 'block',
			prepare: (context) =>
				context.route(/\/rpc\/ledger_changes/, async (route) => {
					await released
					await route.continue()
				}),
		})
		const form = reader.page.locator('[data-page=signin]')
		await form.locator('input[type=email]').fill(home.owner.email)
		await form.locator('input[type=password]').fill(home.owner.password)
		await form.locator('button[type=submit]').click()
		const page = reader.page.locator('[data-page=dashboard]')
		await reader.page.locator('[data-page=dashboard][aria-busy=true]').waitFor()
		const hero = () =>
			page.locator('.area-headline').evaluate((element) => element.getBoundingClientRect().toJSON())
		const before = await hero()
		expect(await reader.figure('spent').count()).toBe(0)
		release()
		await reader.seesFigure('spent', 'R$ 10,00')
		expect(await hero()).toEqual(before)
	})

	it('a browser that throws at whoever asks for its database opens the page, and keeps it live', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.openAs(home.owner, {
			serviceWorkers: 'block',
			prepare: (context) =>
				context.addInitScript(() => {
					const get = () => {
						throw new DOMException('denied', 'SecurityError')
					}
					Object.defineProperty(globalThis, 'indexedDB', { get })
				}),
		})
		await reader.sees('live')
		await home.post({ description: 'Segunda', amount: 5, category: 'Mercado', source: 'Pix' })
		await reader.seesFigure('spent', 'R$ 15,00')
	})

	it.each([
		['a server that fails', { status: 503, body: '{}' }, w.error.server],
		[
			'a proxy in between',
			{ status: 403, contentType: 'text/html', body: '<h1>Forbidden</h1>' },
			w.error.blocked,
		],
	])('%s at the first visit is named, and asked again', async (_, answer, named) => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		const api = /\/rest\/v1\//
		reader = await Reader.open(inject('site'), {
			serviceWorkers: 'block',
			prepare: (context) => context.route(api, (route) => route.fulfill(answer)),
		})
		const form = reader.page.locator('[data-page=signin]')
		await form.locator('input[type=email]').fill(home.owner.email)
		await form.locator('input[type=password]').fill(home.owner.password)
		await form.locator('button[type=submit]').click()
		const trouble = reader.page.locator('[data-page=trouble]')
		await trouble.getByText(named).waitFor()
		await reader.context.unroute(api)
		await trouble.getByRole('button', { name: w.error.retry }).click()
		await reader.seesFigure('spent', 'R$ 10,00')
	})
})

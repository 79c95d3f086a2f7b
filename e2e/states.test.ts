import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { words as app } from '../src/app/words'
import { words } from '../src/dashboard/words'
import { createHousehold, type Household } from './harness/household'
import { Reader } from './harness/reader'

const w = words['pt-BR']
let home: Household
let reader: Reader

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
})
afterEach(() => reader.close())

describe('states other than figures', () => {
	it('an empty ledger says what comes next, and becomes the dashboard with the first purchase', async () => {
		reader = await Reader.open(inject('site'))
		await reader.signIn(home.owner)
		await reader.sees('live')
		await reader.page.getByText(w.empty.lead).waitFor()
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.rows('Primeira').first().waitFor()
		expect(await reader.page.getByText(w.empty.lead).count()).toBe(0)
	})

	it('a view that holds nothing says so, and offers the way out', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		reader = await Reader.open(inject('site'))
		await reader.signIn(home.owner)
		await reader.go('#/?q=nada+disso')
		await reader.page.getByText(w.table.emptyFiltered).waitFor()
		await reader.seesFigure('spent', 'R$ 0,00')
		await reader.page.getByRole('button', { name: w.chip.clear }).click()
		await reader.seesFigure('spent', 'R$ 10,00')
	})

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
		const hero = () => page.locator('.a-hero').evaluate((element) => element.getBoundingClientRect().toJSON())
		const before = await hero()
		expect(await reader.figure('spent').count()).toBe(0)
		release()
		await reader.seesFigure('spent', 'R$ 10,00')
		expect(await hero()).toEqual(before)
	})

	it('a server that fails at the first visit is named, and asked again', async () => {
		await home.post({ description: 'Primeira', amount: 10, category: 'Mercado', source: 'Pix' })
		const api = /\/rest\/v1\//
		reader = await Reader.open(inject('site'), {
			serviceWorkers: 'block',
			prepare: (context) => context.route(api, (route) => route.fulfill({ status: 503, body: '{}' })),
		})
		const form = reader.page.locator('[data-page=signin]')
		await form.locator('input[type=email]').fill(home.owner.email)
		await form.locator('input[type=password]').fill(home.owner.password)
		await form.locator('button[type=submit]').click()
		const trouble = reader.page.locator('[data-page=trouble]')
		await trouble.getByText(app['pt-BR'].error.server).waitFor()
		await reader.context.unroute(api)
		await trouble.getByRole('button', { name: app['pt-BR'].error.retry }).click()
		await reader.seesFigure('spent', 'R$ 10,00')
	})
})

import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../local/site'
import { leftToCi } from '../scripts/testing/left-to-ci'
import { start } from '../src/words/pt-BR/start'
import { PHONE, Reader } from './harness/reader'

let site: Awaited<ReturnType<typeof serveSite>>
let reader: Reader
const asked: string[] = []

beforeAll(async () => {
	site = await serveSite(inject('dist'), null)
	reader = await Reader.open(site.url, {
		prepare: async (context) => {
			context.on('request', (request) => asked.push(request.url()))
			context.on('page', (page) => page.on('websocket', (socket) => asked.push(socket.url())))
		},
	})
})
afterAll(async () => {
	await reader.close()
	await site.close()
})

beforeEach(() => reader.begin(site.url))

/** Pages, and what is there when they are ready. */
const ROUTES: [string, string][] = [
	['#/conferir', '[data-page=review]'],
	['#/orcamentos', '[data-page=budgets]'],
	['#/importar', '[data-page=import]'],
	['#/ajustes/caderno', '[data-page=settings]'],
	['#/ajustes/agentes', '[data-page=settings]'],
]

describe('the build without a Supabase project', () => {
	it('is a labelled demo with figures from the first moment', async () => {
		await reader.figure('spent').waitFor()
		expect(await reader.figureText('spent')).toMatch(/^R\$[\d.]+,\d\d$/)
		await reader.page.locator('[data-demo], .demo').filter({ visible: true }).first().waitFor()
	})

	it('receives purchases by itself', async () => {
		// Not always the first one: parts of earlier purchases may fall on later days.
		const shown = () =>
			reader.page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
		const before = await shown()
		await expect.poll(async () => (await shown()).filter((id) => !before.includes(id))).not.toEqual([])
	})

	it.each(ROUTES)('has %s', leftToCi, async (route, ready) => {
		await reader.go(route)
		await reader.page.locator(ready).first().waitFor()
	})

	it('leads back from where a page of one’s own is set up, which its host decides', async () => {
		await reader.go('#/configurar')
		const setup = reader.page.locator('[data-page=setup]')
		await setup.getByText(start.setup.hosted).waitFor()
		await setup.getByRole('link', { name: start.setup.back }).click()
		await reader.figure('spent').waitFor()
	})

	it('fits a phone and fills a wall', async () => {
		await reader.page.setViewportSize(PHONE)
		await reader.figure('spent').waitFor()
		expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
			PHONE.width,
		)
		await reader.page.goto(`${site.url}/?tv=1`)
		await reader.page.locator('[data-page=tv]').waitFor()
		await reader.figure('spent').waitFor()
	})

	it('asks nobody but its own host for anything', async () => {
		for (const [route, ready] of ROUTES) {
			await reader.go(route)
			await reader.page.locator(ready).first().waitFor()
		}
		expect(asked.length).toBeGreaterThan(0)
		expect(asked.filter((url) => !url.startsWith(site.url) && !/^(data|blob):/.test(url))).toEqual([])
	})
})

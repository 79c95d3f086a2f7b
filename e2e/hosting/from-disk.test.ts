import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { leftToCi } from '../../scripts/testing/left-to-ci'
import { createHousehold, type Household } from '../harness/household'
import { Reader, squeeze, type Trouble } from '../harness/reader'
import { type FirefoxPage, findFirefox, openFirefox } from './firefox'

const page = () => pathToFileURL(join(inject('dist'), 'index.html')).href

let home: Household
beforeAll(async () => {
	home = await createHousehold(inject('stack'))
	await home.post({ description: 'Antes', amount: 10, category: 'Mercado', source: 'Pix' })
})

/** From disk a browser refuses the module script and the manifest, and says so; the classic script stands in. */
const refused = ({ kind, text }: Trouble) =>
	kind === 'console' && /CORS policy.*(assets\/|manifest)|origin 'null'/s.test(text)

describe('index.html opened from disk, in Chromium', () => {
	let reader: Reader
	beforeAll(async () => {
		reader = await Reader.open(page())
	})
	afterAll(() => reader.close({ except: refused }))
	beforeEach(() => reader.begin(page()))

	it('is the whole demo: figures, charts, purchases', async () => {
		await reader.figure('spent').waitFor()
		expect(await reader.figureText('spent')).toMatch(/^R\$[\d.]+,\d\d$/)
		await reader.page.locator('[data-row]').first().waitFor()
		await reader.page.locator('[data-chart] svg').first().waitFor()
	})

	it.each([
		['#/conferir', '[data-page=review]'],
		['#/orcamentos', '[data-page=budgets]'],
		['#/ajustes/caderno', '[data-page=settings]'],
	])('has %s', async (route, ready) => {
		await reader.go(route)
		await reader.page.locator(ready).first().waitFor()
	})

	it('asks for a Supabase project, refuses a wrong one, and then signs in, stays live, and goes back to the demo', async () => {
		const stack = inject('stack')
		await reader.go('#/configurar')
		const form = reader.page.locator('[data-page=setup] form')
		const [url, key] = [form.locator('input').nth(0), form.locator('input').nth(1)]
		await url.fill(stack.url)
		await key.fill('sb_secret_abcdefgh')
		await form.locator('[type=submit]').click()
		await form.locator('[role=alert]', { hasText: /SECRETA/ }).waitFor()
		await key.fill(stack.publishable_key)
		await form.locator('[type=submit]').click()
		await reader.signIn(home.owner)
		await reader.sees('live')
		await reader.seesFigure('spent', 'R$ 10,00')
		await home.post({ description: 'do disco', amount: '12,34' })
		await reader.seesFigure('spent', 'R$ 22,34')
		await reader.go('#/configurar')
		await reader.page.locator('[data-page=setup] button[type=button]').click()
		await reader.page.locator('[data-demo]').first().waitFor({ state: 'attached' })
	})
})

const firefox = findFirefox()

describe.skipIf(!firefox)('index.html opened from disk, in Firefox', leftToCi, () => {
	let page_: FirefoxPage
	beforeAll(async () => {
		page_ = await openFirefox(firefox!)
		// Only a page has storage.
		await page_.goto(page())
	})
	afterAll(() => page_?.close())

	const text = (selector: string) =>
		page_.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? null`)
	const count = (selector: string) =>
		page_.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`)
	const sees = (selector: string) => expect.poll(() => count(selector)).toBeGreaterThan(0)

	it('is the whole demo: figures, charts, purchases, pages', async () => {
		await page_.goto(page())
		// As for somebody who comes for the first time.
		await page_.evaluate('localStorage.clear()')
		await page_.goto(`${page()}?demo`)
		await expect
			.poll(async () => squeeze(String((await text('[data-figure=spent]')) ?? '')))
			.toMatch(/^(R\$|BRL)?[\d.,]+$/)
		await sees('[data-row]')
		await sees('[data-chart] svg')
		for (const [route, ready] of [
			['#/conferir', '[data-page=review]'],
			['#/orcamentos', '[data-page=budgets]'],
			['#/ajustes/caderno', '[data-page=settings]'],
			['#/configurar', '[data-page=setup] form'],
		] as const) {
			await page_.evaluate(`void (location.hash = ${JSON.stringify(route)})`)
			await sees(ready)
		}
		expect(page_.errors).toEqual([])
	})

	it('keeps the setup screen’s answer and signs in', async () => {
		const stack = inject('stack')
		const kept = JSON.stringify({ supabaseUrl: stack.url, publishableKey: stack.publishable_key })
		await page_.evaluate(`localStorage.setItem('painel.config', ${JSON.stringify(kept)})`)
		await page_.goto(`${page()}?again`)
		await sees('[data-page=signin] form')
		await page_.evaluate(`(() => {
			const form = document.querySelector('[data-page=signin] form')
			for (const [type, value] of ${JSON.stringify([
				['email', home.owner.email],
				['password', home.owner.password],
			])}) {
				const input = form.querySelector('input[type=' + type + ']')
				input.value = value
				input.dispatchEvent(new InputEvent('input', { bubbles: true }))
			}
			form.requestSubmit()
		})()`)
		await sees('[data-status=live]')
		await sees('[data-row]')
	})
})

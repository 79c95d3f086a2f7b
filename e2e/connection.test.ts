import type { WebSocketRoute } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { page as pageWords } from '../src/words/pt-BR/page'
import { panels as panelWords } from '../src/words/pt-BR/panels'
import { createHousehold, type Household } from './harness/household'
import { DESKTOP, fakeClock, PHONE, Reader } from './harness/reader'

const REALTIME = /\/realtime\/v1\/websocket/

let home: Household
let reader: Reader | undefined

beforeEach(async () => {
	home = await createHousehold(inject('stack'))
	await home.post({ description: 'Antes', amount: 10, category: 'Mercado', source: 'Pix' })
})
afterEach(async () => {
	// Chromium itself writes failed requests and sockets to the console; those are this file's subject.
	await reader?.close({ except: ({ kind, text }) => kind === 'console' && /WebSocket|net::ERR/.test(text) })
	reader = undefined
})

const spend = (amount: number, description = 'Depois') =>
	home.post({ description, amount, category: 'Lazer', source: 'Pix' })

describe('the page says what its connection does, and catches up', () => {
	it('keeps its figures without a network, and follows when it is back', async () => {
		reader = await Reader.open(inject('site'), { serviceWorkers: 'block' })
		await reader.signIn(home.owner)
		await reader.sees('live')
		await reader.context.setOffline(true)
		await reader.sees('offline')
		await reader.seesFigure('spent', 'R$ 10,00')
		// Beside what it says of the connection there is room for whose figures they are.
		const name = reader.page.locator('header .ledger span').first()
		for (const width of [320, 360, 720, 768, 1200, 1280]) {
			await reader.page.setViewportSize({ width, height: 800 })
			expect(await name.evaluate((element) => element.clientWidth), `at ${width} px`).toBeGreaterThan(40)
		}
		await spend(5)
		await reader.context.setOffline(false)
		await reader.sees('live')
		await reader.seesFigure('spent', 'R$ 15,00')
	})

	it('keeps its figures while parts of the page do not come, and shows those when they do', async () => {
		const asked = new Set<string>()
		const refused: string[] = []
		reader = await Reader.open(inject('site'), {
			prepare: (context) =>
				// Each part fails at its first request, as in a tunnel: the panels' code, and a drawer's code and style.
				context.route(/assets\/(panels|ReviewDrawer)-/, (route) => {
					const url = route.request().url()
					if (asked.has(url)) return route.continue()
					asked.add(url)
					refused.push(url)
					return route.abort('internetdisconnected')
				}),
		})
		await reader.signIn(home.owner)
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.rows('Antes').first().waitFor()
		await reader.go('#/conferir')
		const drawer = reader.page.locator('[data-page=review]')
		await drawer.waitFor()
		expect(refused.filter((url) => url.endsWith('.css')).length, 'a style sheet failed').toBeGreaterThan(0)
		const sheets = await reader.page.evaluate(() =>
			[...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map(({ href, sheet }) => [
				href,
				sheet !== null,
			]),
		)
		expect(sheets.filter(([, loaded]) => !loaded)).toEqual([])
	})

	it('shows the same header before and while its code comes', async () => {
		let letThrough = () => {}
		const held = new Promise<void>((resolve) => {
			letThrough = resolve
		})
		reader = await Reader.open(inject('site'), {
			serviceWorkers: 'block',
			prepare: async (context) => {
				await context.route(/assets\/index-.*\.js/, (route) => held.then(() => route.continue()))
				await context.route(/assets\/supabase-/, (route) => route.abort('internetdisconnected'))
			},
			waitUntil: 'commit',
		})
		const header = async () => {
			const html = await reader!.page.locator('header.top').innerHTML()
			return html
				.replace(/<!--.*?-->/g, '')
				.replace(/>\s+/g, '>')
				.replace(/\s+</g, '<')
		}
		await reader.page.locator('header.top .mark svg').waitFor()
		const before = await header()
		expect(before).toContain('Painel')
		letThrough()
		await reader.page.locator('[data-page=waiting]').waitFor()
		expect(await header()).toBe(before)
	})

	it('opens from its cache without a network, and says so', async () => {
		reader = await Reader.open(inject('site'), { prepare: fakeClock })
		await reader.signIn(home.owner)
		await reader.sees('live')
		await home.post({ description: 'Aluguel', amount: '1,234' })
		await reader.installed()
		// The first visit has it too: what was not opened yet opens when the network has gone.
		await reader.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
		await reader.page.reload()
		await reader.sees('live')
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.context.setOffline(true)
		await reader.page.reload()
		await reader.seesFigure('spent', 'R$ 10,00')
		await reader.sees('offline')
		await reader.rows('Antes').first().waitFor()
		// The device keeps no copy of the lists beside the figures: they say so, and are read as soon as they can be.
		await reader.go('#/conferir')
		const review = reader.page.locator('[data-page=review]')
		await review.getByText(pageWords.error.network).waitFor()
		// Nor is it claimed on a phone that nothing waits.
		await reader.page.setViewportSize(PHONE)
		await reader.page.locator('nav.bar a .count').getByText('–', { exact: true }).waitFor()
		await reader.page.setViewportSize(DESKTOP)
		await spend(7)
		await reader.context.setOffline(false)
		await reader.sees('live')
		await reader.seesFigure('spent', 'R$ 17,00')
		await review.locator('[data-inbox]', { hasText: 'Aluguel' }).waitFor()
		await review.locator('[aria-busy=true]').waitFor({ state: 'detached' })
		await reader.page.locator('header a[href="#/conferir"]').getByText('1', { exact: true }).waitFor()
	})

	describe('where something on the way answers in the place of the server, a first opening', () => {
		const html = { status: 403, contentType: 'text/html', body: '<h1>Forbidden</h1>' }

		async function open(what: RegExp): Promise<Reader> {
			const reader = await Reader.open(inject('site'), { serviceWorkers: 'block' })
			await reader.context.route(what, (route) => route.fulfill(html))
			const form = reader.page.locator('[data-page=signin]')
			await form.locator('input[type=email]').fill(home.owner.email)
			await form.locator('input[type=password]').fill(home.owner.password)
			await form.locator('button[type=submit]').click()
			return reader
		}

		it('says so where the figures are waited for, and shows them when they can be read', async () => {
			reader = await open(/\/rpc\/ledger_changes/)
			await reader.page.getByText(panelWords.unreachable).waitFor()
			await reader.context.unroute(/\/rpc\/ledger_changes/)
			await reader.seesFigure('spent', 'R$ 10,00')
			await reader.page.getByText(panelWords.unreachable).waitFor({ state: 'detached' })
		})

		it('is tried again by itself', async () => {
			reader = await open(/\/rest\/v1\//)
			await reader.page.locator('[data-page=trouble]').getByText(pageWords.error.blocked).waitFor()
			await reader.context.unroute(/\/rest\/v1\//)
			await reader.seesFigure('spent', 'R$ 10,00')
		})
	})

	it('works by polling where WebSockets are blocked', async () => {
		reader = await Reader.open(inject('site'), {
			prepare: (context) => context.routeWebSocket(REALTIME, (socket) => socket.close({ code: 1006 })),
		})
		await reader.signIn(home.owner)
		await reader.sees('polling')
		await spend(3)
		await reader.seesFigure('spent', 'R$ 13,00')
	})

	it('rejoins after its socket was cut, with nothing missed', async () => {
		const sockets: WebSocketRoute[] = []
		reader = await Reader.open(inject('site'), {
			prepare: (context) =>
				context.routeWebSocket(REALTIME, (socket) => {
					socket.connectToServer()
					sockets.push(socket)
				}),
		})
		await reader.signIn(home.owner)
		await reader.sees('live')
		const before = sockets.length
		await sockets.at(-1)!.close({ code: 1012, reason: 'restart' })
		await spend(4)
		await reader.seesFigure('spent', 'R$ 14,00')
		await expect.poll(() => sockets.length).toBeGreaterThan(before)
		await reader.sees('live')
		await spend(6)
		await reader.seesFigure('spent', 'R$ 20,00')
	})

	it('notices by the next one that a broadcast was lost', async () => {
		let losing = false
		let lost = 0
		reader = await Reader.open(inject('site'), {
			prepare: (context) =>
				context.routeWebSocket(REALTIME, (socket) => {
					const server = socket.connectToServer()
					server.onMessage((message) => {
						if (losing && message.toString().includes('changes')) lost++
						else socket.send(message)
					})
				}),
		})
		await reader.signIn(home.owner)
		await reader.sees('live')
		losing = true
		await spend(1)
		await expect.poll(() => lost).toBe(1)
		losing = false
		await spend(2)
		await reader.seesFigure('spent', 'R$ 13,00')
	})

	it('never shows a figure from a server that fails as if it were current', async () => {
		reader = await Reader.open(inject('site'))
		await reader.signIn(home.owner)
		await reader.sees('live')
		await reader.context.route(/\/rest\/v1\//, (route) => route.fulfill({ status: 503, body: '{}' }))
		await reader.page.reload()
		await reader.figure('spent').waitFor()
		await reader.page.locator('[data-status]:not([data-status=live])').first().waitFor()
		await reader.context.unroute(/\/rest\/v1\//)
		await spend(8)
		await reader.seesFigure('spent', 'R$ 18,00')
		await reader.sees('live')
	})
})

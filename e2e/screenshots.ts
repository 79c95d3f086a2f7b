/**
 * Photographs the page with the demo household into docs/screenshots: phone, desk and wall, light and dark.
 *
 *     npm run screenshots [-- --only desktop]
 *     npm run screenshots -- --gallery [--only Headline]     every panel in every state, into .painel/gallery
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { serveSite } from '../local/site'
import { launchBrowser, TSX_HELPER } from './harness/browser'
import { buildPage } from './harness/build'
import { runGallery } from './harness/gallery'
import { postAsAgent } from './harness/household'
import { runStack, type StackLine } from './harness/stack'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screenshots')
const GALLERY_FOLDER = join(import.meta.dirname, '..', '.painel', 'gallery')

const SIZES = {
	phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
	desktop: { viewport: { width: 1440, height: 900 } },
	tv: { viewport: { width: 1920, height: 1080 } },
}
type Size = keyof typeof SIZES

interface Shot {
	name: string
	/** After the site's address. */
	path: string
	sizes: Size[]
	themes?: ('light' | 'dark')[]
	/** Photographs through a window this many pixels high. */
	height?: number
	/** A purchase that arrives just before the picture. */
	arrives?: boolean
	/** What must be there before the picture is taken. */
	ready: string
}

const SHOTS: Shot[] = [
	{ name: 'sign-in', path: '', sizes: ['phone', 'desktop'], themes: ['light'], ready: '[data-page=signin]' },
	{
		name: 'dashboard',
		path: '',
		sizes: ['phone', 'desktop'],
		ready: '[data-chart=days] svg',
		arrives: true,
	},
	{ name: 'dashboard-whole', path: '', sizes: ['desktop'], height: 2260, ready: '[data-chart=category]' },
	{ name: 'dashboard-whole', path: '', sizes: ['phone'], height: 4000, ready: '[data-chart=category]' },
	{ name: 'review', path: '#/conferir', sizes: ['phone', 'desktop'], ready: '[data-page=review]' },
	{ name: 'budgets', path: '#/orcamentos', sizes: ['phone', 'desktop'], ready: '[data-page=budgets]' },
	{
		name: 'settings-sources',
		path: '#/ajustes/fontes',
		sizes: ['phone', 'desktop'],
		ready: '[data-page=settings]',
	},
	{
		name: 'settings-agents',
		path: '#/ajustes/agentes',
		sizes: ['desktop'],
		ready: '[data-page=settings]',
	},
	{
		name: 'wall',
		path: '?tv=1',
		sizes: ['tv'],
		ready: '[data-page=tv] svg',
		arrives: true,
	},
]

/** What the household bought before the pictures, hours ago. */
const TODAY: [string, string, string, string, string, number][] = [
	['Farmácia do Bairro', '96,45', 'Saúde', 'Débito', 'Ana', 3],
	['Almoço no Quilo da Praça', '41,50', 'Restaurantes', 'Vale-refeição', 'Marcos', 2],
	['Uber até o trabalho', '23,90', 'Transporte', 'Visa 4417', 'Ana', 1],
]

/** What arrives while a picture is taken, one each. */
const ARRIVALS: [string, string, string, string, string][] = [
	['Mercado São José', '184,32', 'Mercado', 'Visa 4417', 'Ana'],
	['Padaria Bela Vista', '27,80', 'Mercado', 'Pix', 'Marcos'],
	['Cinema no shopping', '68,00', 'Lazer', 'Pix', 'Júlia'],
	['Posto Ipê', '210,00', 'Transporte', 'Débito', 'Marcos'],
	['Ração da Mel', '129,90', 'Pets', 'Pix', 'Marcos'],
	['Livraria da Vila', '59,90', 'Educação', 'Pix', 'Júlia'],
]

const { values } = parseArgs({
	options: {
		only: { type: 'string' },
		gallery: { type: 'boolean', default: false },
		out: { type: 'string' },
	},
})
const out = values.out ?? (values.gallery ? GALLERY_FOLDER : FOLDER)

/** Waits until every chart is drawn: in so high a window all are in view. */
async function showEverything(page: Page): Promise<void> {
	for (const chart of ['days', 'category', 'history', 'source', 'person', 'committed'])
		await page.locator(`[data-chart=${chart}]`).first().waitFor()
	await page.waitForFunction(() =>
		[...document.querySelectorAll('[data-chart]:has(.plot)')].every((chart) => chart.querySelector('svg')),
	)
}

async function take(browser: Browser, site: string, stack: StackLine): Promise<void> {
	const { demo } = stack
	for (const theme of ['light', 'dark'] as const)
		for (const size of Object.keys(SIZES) as Size[]) {
			const context = await browser.newContext({
				...SIZES[size],
				locale: 'pt-BR',
				timezoneId: 'America/Sao_Paulo',
				colorScheme: theme,
				serviceWorkers: 'block',
			})
			await context.addInitScript(TSX_HELPER)
			// Chosen, not only the device's: the wall is dark where nobody chose.
			await context.addInitScript((chosen) => {
				if (location.protocol !== 'about:') localStorage.setItem('painel.theme', chosen)
			}, theme)
			const page = await context.newPage()
			let signedIn = false
			for (const shot of SHOTS) {
				if (!shot.sizes.includes(size) || !(shot.themes ?? ['light', 'dark']).includes(theme)) continue
				const file = `${shot.name}-${size}-${theme}.png`
				if (values.only && !file.includes(values.only)) continue
				if (shot.name !== 'sign-in' && !signedIn) {
					await page.goto(site)
					await page.locator('[data-page=signin] input[type=email]').fill(demo.email)
					await page.locator('[data-page=signin] input[type=password]').fill(demo.password)
					await page.locator('[data-page=signin] button[type=submit]').click()
					await page.locator('[data-status=live]').first().waitFor()
					signedIn = true
				}
				// A hash alone would not load the page again, and `?tv=1` needs it.
				await page.goto('about:blank')
				await page.goto(`${site}/${shot.path}`)
				await page.locator(shot.ready).first().waitFor()
				if (shot.name !== 'sign-in') await page.locator('.pill[data-s=live]').first().waitFor()
				const { width, height } = SIZES[size].viewport
				if (shot.height) {
					await page.setViewportSize({ width, height: shot.height })
					await showEverything(page)
				}
				await page.evaluate(() => document.fonts.ready)
				await page.waitForLoadState('networkidle')
				const arrival = shot.arrives ? ARRIVALS.shift() : undefined
				if (arrival) {
					const [description, amount, category, source, person] = arrival
					await postAsAgent(stack, stack.agent_token, { description, amount, category, source, person })
					await page.getByText(description).first().waitFor()
				}
				await page.screenshot({
					path: join(out, file),
					...(shot.height && size === 'phone' ? { scale: 'css' as const } : {}),
				})
				if (shot.height) await page.setViewportSize({ width, height })
				console.log(file)
			}
			await context.close()
		}
}

async function takeGallery(browser: Browser): Promise<void> {
	const gallery = await runGallery()
	try {
		for (const theme of ['light', 'dark'] as const) {
			const page = await browser.newPage({ ...SIZES.desktop, locale: 'pt-BR', colorScheme: theme })
			await page.goto(gallery.url)
			await page.locator('[data-gallery]').last().waitFor()
			for (const panel of await page.locator('[data-gallery]').all()) {
				const file = `${await panel.getAttribute('data-gallery')}-${theme}.png`
				if (values.only && !file.includes(values.only)) continue
				// What is near the screen is built and drawn.
				for (const state of await panel.locator('[data-state]').all()) await state.scrollIntoViewIfNeeded()
				await page.waitForLoadState('networkidle')
				await panel.screenshot({ path: join(out, file), animations: 'disabled' })
				console.log(file)
			}
			await page.close()
		}
	} finally {
		await gallery.stop()
	}
}

async function takePages(browser: Browser): Promise<void> {
	const [dist, stack] = await Promise.all([buildPage(), runStack()])
	const site = await serveSite(dist.folder, {
		supabaseUrl: stack.url,
		publishableKey: stack.publishable_key,
	})
	try {
		for (const [description, amount, category, source, person, hours] of TODAY)
			await postAsAgent(stack, stack.agent_token, {
				description,
				amount,
				category,
				source,
				person,
				occurred_at: new Date(Date.now() - hours * 3_600_000).toISOString(),
			})
		await take(browser, site.url, stack)
	} finally {
		await site.close()
		await stack.stop()
		dist.remove()
	}
}

mkdirSync(out, { recursive: true })
const browser = await launchBrowser()
try {
	await (values.gallery ? takeGallery(browser) : takePages(browser))
} finally {
	await browser.close()
}

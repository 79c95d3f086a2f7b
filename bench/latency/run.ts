/**
 * How long a purchase takes from the agent's POST to changed text on an open page: the embedded stack, the production
 * build under its real headers, a real Chromium; single inserts, one after the other.
 *
 *     npm run bench:latency [-- --inserts 200]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { ARGUMENTS, findBrowser, TSX_HELPER } from '../../e2e/harness/browser'
import { buildPage } from '../../e2e/harness/build'
import { createHousehold } from '../../e2e/harness/household'
import { runStack } from '../../e2e/harness/stack'
import { serveSite } from '../../local/site'
import { percentile, round, writeResult } from '../report/figures'

const { values } = parseArgs({ options: { inserts: { type: 'string', default: '200' } } })
const inserts = Number(values.inserts)
const browserPath = findBrowser()

const now = () => performance.timeOrigin + performance.now()

/** Milliseconds the page's clock is ahead of ours, from the quickest of some round trips. */
async function clockOffset(page: Page): Promise<number> {
	let best = { trip: Number.POSITIVE_INFINITY, offset: 0 }
	for (let i = 0; i < 30; i++) {
		const sent = now()
		const theirs = await page.evaluate(() => performance.timeOrigin + performance.now())
		const trip = now() - sent
		if (trip < best.trip) best = { trip, offset: theirs - sent - trip / 2 }
	}
	return best.offset
}

/** Puts an observer on the figure; the promise gives the page's time at which its text first read `wanted`. */
async function arm(page: Page, wanted: string): Promise<void> {
	await page.evaluate((wanted) => {
		const figure = document.querySelector<HTMLElement>('[data-figure=spent]')!
		const seen = new Promise<number>((resolve) => {
			const look = () => {
				if (figure.textContent?.replace(/\s/g, '') !== wanted) return
				observer.disconnect()
				resolve(performance.timeOrigin + performance.now())
			}
			const observer = new MutationObserver(look)
			observer.observe(figure, { childList: true, characterData: true, subtree: true })
		})
		Object.assign(globalThis, { painelSeen: seen })
	}, wanted)
}

async function measure(): Promise<void> {
	const [dist, stack] = await Promise.all([buildPage(), runStack([])])
	const site = await serveSite(dist.folder, {
		supabaseUrl: stack.url,
		publishableKey: stack.publishable_key,
	})
	const browser = await chromium.launch({ executablePath: browserPath, args: ARGUMENTS })
	try {
		const household = await createHousehold(stack)
		await household.post({ description: 'Antes', amount: 100, category: 'Mercado', source: 'Pix' })
		const page = await browser.newPage({ locale: 'pt-BR', viewport: { width: 1440, height: 900 } })
		await page.addInitScript(TSX_HELPER)
		await page.goto(site.url)
		await page.locator('[data-page=signin] input[type=email]').fill(household.owner.email)
		await page.locator('[data-page=signin] input[type=password]').fill(household.owner.password)
		await page.locator('[data-page=signin] button[type=submit]').click()
		await page.locator('[data-status=live]').first().waitFor()
		const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
		const offset = await clockOffset(page)
		const answered: number[] = []
		const shown: number[] = []
		let cents = 10_000
		const warmUp = 10
		for (let i = 0; i < inserts + warmUp; i++) {
			cents += 1234
			await arm(page, money.format(cents / 100).replace(/\s/g, ''))
			const sent = now()
			await household.post({ description: `Padaria ${i}`, amount: 12.34, category: 'Mercado', source: 'Pix' })
			const answer = now() - sent
			const seenAt = await page.evaluate(
				() => (globalThis as unknown as { painelSeen: Promise<number> }).painelSeen,
			)
			if (i < warmUp) continue
			answered.push(answer)
			shown.push(seenAt - offset - sent)
		}
		const figures = {
			inserts,
			shown: {
				p50: round(percentile(shown, 0.5)),
				p90: round(percentile(shown, 0.9)),
				p99: round(percentile(shown, 0.99)),
				max: round(Math.max(...shown)),
			},
			answered: { p50: round(percentile(answered, 0.5)), p99: round(percentile(answered, 0.99)) },
		}
		console.log('milliseconds from the POST of one purchase')
		console.table({ 'figure changed on the page': figures.shown, 'agent has its answer': figures.answered })
		writeResult(join(import.meta.dirname, 'result.json'), figures, browserPath)
	} finally {
		await browser.close()
		await site.close()
		await stack.stop()
		dist.remove()
	}
}

await measure()

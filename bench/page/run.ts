/**
 * The page's budgets, measured on the production build in a real Chromium against the embedded stack: weight of the
 * scripts, layout shift, frames and long tasks while purchases stream in, heap growth, and Lighthouse's scores.
 * Exits 1 when a budget is passed.
 *
 *     npm ci --prefix bench/page && npm run bench:page [-- --seconds 60 --changes 10000]
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { ARGUMENTS, findBrowser, TSX_HELPER } from '../../e2e/harness/browser'
import { buildPage } from '../../e2e/harness/build'
import { createHousehold, type Household } from '../../e2e/harness/household'
import { runStack } from '../../e2e/harness/stack'
import { serveSite } from '../../local/site'
import { percentile, round, writeResult } from '../report/figures'
import { BUDGETS, judge, type PageFigures } from './budgets'
import { fill, heapGrowth, liveChanges } from './churn'
import { lighthouse, lighthouseInstalled } from './lighthouse'
import { readWatch, watchPage } from './watch'
import { weigh } from './weight'

const { values } = parseArgs({
	options: { seconds: { type: 'string', default: '60' }, changes: { type: 'string', default: '10000' } },
})
const browserPath = findBrowser()

async function signedIn(browser: Browser, url: string, household: Household, height: number): Promise<Page> {
	const context = await browser.newContext({
		locale: 'pt-BR',
		viewport: { width: 1440, height },
		serviceWorkers: 'block',
	})
	await context.addInitScript(TSX_HELPER)
	const page = await context.newPage()
	await watchPage(page)
	await page.goto(url)
	await page.locator('[data-page=signin] input[type=email]').fill(household.owner.email)
	await page.locator('[data-page=signin] input[type=password]').fill(household.owner.password)
	await page.locator('[data-page=signin] button[type=submit]').click()
	await page.locator('[data-status=live]').first().waitFor()
	await page.locator('[data-chart=category] svg').first().waitFor()
	return page
}

/** Layout shift while the page opens for someone already signed in, at one width, until it is up to date. */
async function shiftOfOpening(
	context: BrowserContext,
	url: string,
	width: number,
	newest?: string,
): Promise<number> {
	const page = await context.newPage()
	await page.setViewportSize({ width, height: 900 })
	await watchPage(page)
	await page.goto(url)
	await page.locator('.pill[data-s=live]').first().waitFor()
	await page.locator('[data-chart=days] svg').first().waitFor()
	if (newest) await page.getByText(newest).first().waitFor()
	await page.waitForLoadState('networkidle')
	const { cls } = await readWatch(page)
	await page.close()
	return cls
}

/** Closes the page once the device holds what it showed: opened again, it begins with that. */
async function fallAsleep(page: Page): Promise<void> {
	await page.waitForFunction(() => !document.querySelector('.progress'))
	// Rows wait up to 2 s for company before they are saved.
	await sleep(4000)
	await page.close()
}

async function measure(): Promise<PageFigures> {
	if (!lighthouseInstalled()) throw new Error('Lighthouse is not installed: npm ci --prefix bench/page')
	const [dist, stack] = await Promise.all([buildPage(), runStack([])])
	const site = await serveSite(dist.folder, { supabaseUrl: stack.url, publishableKey: stack.publishable_key })
	const demo = await serveSite(dist.folder, null)
	const browser = await chromium.launch({ executablePath: browserPath, args: ARGUMENTS })
	try {
		const household = await createHousehold(stack)
		const held = await fill(household, 2000)
		// Tall enough that every chart is in view.
		const page = await signedIn(browser, site.url, household, 3000)
		const context = page.context()
		await page.locator('.pill[data-s=live]').first().waitFor()
		const shift = {
			desktop: await shiftOfOpening(context, site.url, 1440),
			phone: await shiftOfOpening(context, site.url, 390),
		}
		const live = await liveChanges(page, household, { perSecond: 10, seconds: Number(values.seconds) })
		const sleeper = await signedIn(browser, site.url, household, 900)
		await fallAsleep(sleeper)
		const growth = await heapGrowth(page, household, held, Number(values.changes))
		const weight = await weigh(await context.newPage(), site.url, dist.folder)
		await context.close()
		const newest = `Marca ${Date.now()}`
		await household.post({ description: newest, amount: 1, category: 'Lazer', source: 'Pix', person: 'Ana' })
		const behind = await shiftOfOpening(sleeper.context(), site.url, 1440, newest)
		// Lighthouse has the machine to itself.
		await browser.close()
		await stack.stop()

		return {
			scripts: {
				beforeFirstFigure: round(weight.beforeFirstFigure / 1000),
				inTheEnd: round(weight.inTheEnd / 1000),
			},
			cls: {
				desktop: thousandths(shift.desktop),
				phone: thousandths(shift.phone),
				live: thousandths(live.cls),
				behind: thousandths(behind),
			},
			live: {
				posted: live.posted,
				frameP50: round(percentile(live.frames, 0.5)),
				frameP99: round(percentile(live.frames, 0.99)),
				longTasks: live.longTasks.length,
				longestTask: Math.round(live.longTasks[0] ?? 0),
			},
			heap: { changes: Number(values.changes), growthMB: round(growth / 1e6) },
			lighthouse: {
				mobile: await lighthouse(demo.url, browserPath, 'mobile'),
				desktop: await lighthouse(demo.url, browserPath, 'desktop'),
			},
		}
	} finally {
		await browser.close()
		await Promise.all([site.close(), demo.close()])
		await stack.stop()
		dist.remove()
	}
}

function thousandths(value: number): number {
	return Math.round(value * 1000) / 1000
}

const figures = await measure()
const verdicts = judge(figures)
console.table(verdicts)
for (const form of ['mobile', 'desktop'] as const)
	for (const lost of figures.lighthouse[form].lost) console.log(`Lighthouse, ${form}: ${lost}`)
writeResult(join(import.meta.dirname, 'result.json'), figures, browserPath)
const passed = Object.values(verdicts).every(({ ok }) => ok)
if (!passed) console.error(`Over budget; see bench/page/budgets.ts (${Object.keys(BUDGETS).length} budgets).`)
process.exitCode = passed ? 0 : 1

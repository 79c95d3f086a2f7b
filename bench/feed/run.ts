import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import postgres from 'postgres'
import { findBrowser, launchBrowser } from '../../e2e/harness/browser'
import { startPostgres } from '../../local/database/embedded-postgres'
import { startStack } from '../../local/stack/index'
import { round, writeResult } from '../report/figures'
import { bundle, servePage } from './bundled-page'
import { changeAloud, changeSilently, makeLedger, prepare } from './ledgers'
import type { Opening, Times } from './page'
import { longestTaskDuring } from './task-times'

/**
 * What the feed costs in a real browser against the embedded stack on PostgreSQL, beside the plain approach (read
 * everything again on each event) in the same run.
 *
 * npm run bench:feed -- [--rows 1000,10000,100000] [--seconds 10]
 */
const { values } = parseArgs({
	options: {
		rows: { type: 'string', default: '1000,10000,100000' },
		seconds: { type: 'string', default: '10' },
	},
})
const sizes = values.rows.split(',').map(Number)
const seconds = Number(values.seconds)
const RATE = 50

const server = await startPostgres()
const database = await server.createDatabase('feed')
const script = await bundle(new URL('./page.ts', import.meta.url).pathname)
const stack = await startStack({ data: database, other: servePage(script) })
const admin = postgres(database, { max: 1, onnotice: () => {} })
await prepare(admin)
/** Its broadcasts are delivered: triggers fire for it. */
const loud = postgres(database, { max: 1, onnotice: () => {} })
const [user] = await admin`select id from auth.users where email = ${stack.demo.email}`
const browser = await launchBrowser()

type Approach = Opening['approach']

async function newPage(from: Browser): Promise<Page> {
	const context = await from.newContext()
	return context.newPage()
}

/** Answers the longest task from opening to complete history, in milliseconds of CPU time. */
async function open(page: Page, ledgerId: string, approach: Approach): Promise<number> {
	const opening: Opening = { url: stack.url, key: stack.publishable_key, ledgerId, ...stack.demo, approach }
	await page.goto(`${stack.url}/page/`)
	await page.evaluate((given) => window.signIn(given), opening)
	return longestTaskDuring(browser, page, async () => {
		await page.evaluate((given) => window.openLedger(given), opening)
		await page.waitForFunction(() => window.times().complete !== null, null, { timeout: 300_000 })
	})
}

const timesOf = (page: Page): Promise<Times> => page.evaluate(() => window.times())

function shown({ right, complete, cached, bytes, requests }: Times, longestTask: number) {
	return {
		cached_ms: cached === null ? null : round(cached),
		right_ms: round(right ?? Number.NaN),
		complete_ms: round(complete ?? Number.NaN),
		kilobytes: Math.round(bytes / 1000),
		requests,
		longest_task_cpu_ms: round(longestTask),
	}
}

async function catchUp(page: Page, ledger: string, missed: number): Promise<number> {
	const goal = await changeSilently(admin, ledger, missed)
	return page.evaluate(async (wanted) => {
		const asked = performance.now()
		window.check()
		while (window.applied() < wanted) await new Promise((resolve) => requestAnimationFrame(resolve))
		return performance.now() - asked
	}, goal)
}

async function busyTime(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics')
	return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0
}

/** Share of one core that the page's thread is busy while changes arrive, and what it read meanwhile. */
async function underLoad(page: Page, ledger: string) {
	const session = await page.context().newCDPSession(page)
	await session.send('Performance.enable')
	const before = await timesOf(page)
	const [busyBefore, began] = [await busyTime(session), performance.now()]
	let changes = 0
	while (performance.now() - began < seconds * 1000) {
		await changeAloud(loud, ledger)
		changes += 1
		const due = began + (changes * 1000) / RATE
		await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
	}
	const took = (performance.now() - began) / 1000
	const after = await timesOf(page)
	return {
		changes_per_second: round(changes / took),
		cpu_percent: round((100 * ((await busyTime(session)) - busyBefore)) / took),
		kilobytes: Math.round((after.bytes - before.bytes) / 1000),
		requests: after.requests - before.requests,
	}
}

const loading: object[] = []
const catchingUp: object[] = []
const load: object[] = []

for (const rows of sizes) {
	const ledger = await makeLedger(admin, user!.id, rows)
	for (const approach of ['feed', 'plain'] as const) {
		const page = await newPage(browser)
		const cold = await open(page, ledger, approach)
		loading.push({ rows, approach, visit: 'cold', ...shown(await timesOf(page), cold) })
		console.table(loading.slice(-1))
		if (approach === 'feed') {
			// The last write to the device's cache is under way when history is complete.
			await page.waitForFunction(() => window.applied() > 0)
			const warm = await open(page, ledger, approach)
			loading.push({ rows, approach, visit: 'warm', ...shown(await timesOf(page), warm) })
			console.table(loading.slice(-1))
			for (const missed of [1, 100, 10_000]) {
				if (missed > rows) continue
				catchingUp.push({ rows, missed, ms: round(await catchUp(page, ledger, missed)) })
			}
		}
		if (rows <= 10_000) load.push({ rows, approach, ...(await underLoad(page, ledger)) })
		await page.context().close()
	}
}

console.log('Loading')
console.table(loading)
console.log('Catching up after missed changes')
console.table(catchingUp)
console.log(`${RATE} changes/s for ${seconds} s`)
console.table(load)
writeResult(new URL('./result.json', import.meta.url).pathname, { loading, catchingUp, load }, findBrowser())

await browser.close()
await admin.end()
await loud.end()
await stack.close()
await server.stop()
process.exit(0)

import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../e2e/harness/browser'
import { seededRandom } from '../../fixtures/random'
import { startStack } from '../../local/stack/index'
import { bundle, servePage } from '../feed/bundled-page'
import type { PageReport } from './page'
import { Traffic } from './traffic'
import { makeTrouble } from './trouble'
import { equal, head, keepVersions, truthAt } from './truth'

/**
 * Real supabase-js in real Chromium against the embedded server, with writes and faults at random, for minutes. Every
 * claim of a page to be live and complete is judged against the database, and after each round of trouble all pages
 * must come to equal it.
 *
 * npm run soak -- [--minutes 3] [--seed N] [--pages 3] [--pace 5] [--report FILE] [--verbose]
 */
const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '3' },
		seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
		pages: { type: 'string', default: '3' },
		pace: { type: 'string', default: '5' },
		report: { type: 'string' },
		verbose: { type: 'boolean', default: false },
	},
})
const minutes = Number(values.minutes)
const random = seededRandom(Number(values.seed))
const wanted = Number(values.pages)
const pace = Number(values.pace)
const ROUND = 25_000
/** How long the pages may take to be right after the last fault: a head check and the longest waits before a rejoin. */
const PATIENCE = 150_000

console.log(`Soak: ${minutes} min, seed ${values.seed}, ${wanted} pages, about ${pace} writes/s`)
const script = await bundle(new URL('./page.ts', import.meta.url).pathname)
const stack = await startStack({ demo: true, other: servePage(script), auth: { tokenSeconds: 120 } })
await keepVersions(stack.database)
const firstRevision = await head(stack.database, stack.ledger_id)
const browser = await launchBrowser()
browser.on('disconnected', () => console.error('the browser is gone'))
const context = await browser.newContext()
const options = {
	url: stack.url,
	key: stack.publishable_key,
	ledgerId: stack.ledger_id,
	...stack.demo,
}
const pages: Page[] = []
const problems: string[] = []
const totals = { claims: 0, reloads: 0, faults: 0, rounds: 0, slowestConvergenceMs: 0, longestTask: 0 }
const statuses: Record<string, number> = {}
const origins: Record<string, number> = {}

async function start(page: Page) {
	await page.goto(`${stack.url}/page/`)
	await page.evaluate((given) => window.startPage(given), options)
}

function addUp(into: Record<string, number>, from: Record<string, number>) {
	for (const [name, count] of Object.entries(from)) into[name] = (into[name] ?? 0) + count
}

/** Takes a page's account, and judges what it claimed. */
async function judge(page: Page, leaving = false): Promise<PageReport> {
	const report = await page.evaluate(() => window.report())
	for (const claim of report.claims) {
		if (claim.applied < firstRevision) continue
		totals.claims += 1
		const truth = await truthAt(stack.database, claim.applied)
		if (!equal(claim, truth)) problems.push(`claimed ${JSON.stringify(claim)}, was ${JSON.stringify(truth)}`)
	}
	if (leaving) {
		addUp(statuses, report.statuses)
		addUp(origins, report.origins)
		if (report.backwards > 0) problems.push(`${report.backwards} times backwards`)
		totals.longestTask = Math.max(totals.longestTask, report.longestTask)
		for (const error of report.errors) problems.push(`error in the page: ${error}`)
	}
	return report
}

async function reload(page: Page) {
	await judge(page, true)
	totals.reloads += 1
	// Without the server there is no page; the real one comes from elsewhere.
	await context.setOffline(false)
	stack.faults.clear()
	await start(page)
}

async function atRest(): Promise<void> {
	const started = Date.now()
	const goal = await head(stack.database, stack.ledger_id)
	const truth = await truthAt(stack.database, goal)
	for (const [number, page] of pages.entries()) {
		for (;;) {
			const { state, sample } = await judge(page)
			const right = state?.status === 'live' && state.coverage.complete && state.applied >= goal
			if (right && equal(sample, truth)) break
			if (Date.now() - started > PATIENCE) {
				problems.push(
					`page ${number} is not right ${PATIENCE / 1000} s after the faults: ${JSON.stringify({ state, sample, truth })}`,
				)
				break
			}
			await new Promise((resolve) => setTimeout(resolve, 250))
		}
	}
	totals.slowestConvergenceMs = Math.max(totals.slowestConvergenceMs, Date.now() - started)
}

for (let n = 0; n < wanted; n++) {
	const page = await context.newPage()
	page.on('crash', () => problems.push('a page crashed'))
	await start(page)
	pages.push(page)
}
const traffic = new Traffic(stack, random)
const trouble = makeTrouble(stack.faults, context, () => pages, reload, random)
const began = Date.now()
const lasted = () => (Date.now() - began) / 1000

while (lasted() < minutes * 60 && problems.length === 0) {
	const roundEnd = Date.now() + ROUND
	const names: string[] = []
	let nextTrouble = 0
	while (Date.now() < roundEnd) {
		if (Date.now() > nextTrouble) {
			if (random() < 0.35) await trouble.end()
			names.push(await trouble.next())
			if (values.verbose) console.log(`${lasted().toFixed(1)} s: ${names.at(-1)}`)
			totals.faults += 1
			nextTrouble = Date.now() + 1000 + random() * 6000
		}
		await traffic.next()
		await new Promise((resolve) => setTimeout(resolve, (random() * 2000) / pace))
	}
	await trouble.end()
	await atRest()
	totals.rounds += 1
	console.log(
		`${String(Math.round(lasted())).padStart(5)} s  ${traffic.written} written, revision ${await head(stack.database, stack.ledger_id)}, ${totals.claims} claims judged, ${problems.length} wrong; ${[...new Set(names)].join(', ')}`,
	)
}

for (const page of pages) await judge(page, true)
const summary = {
	seconds: Math.round(lasted()),
	seed: Number(values.seed),
	pages: wanted,
	written: traffic.written,
	revisions: (await head(stack.database, stack.ledger_id)) - firstRevision,
	...totals,
	statuses,
	rowsByOrigin: origins,
	struck: stack.faults.struck,
	wrong: problems.length,
}
console.log(JSON.stringify(summary, null, '\t'))
for (const problem of problems.slice(0, 10)) console.error(problem)
if (values.report) {
	mkdirSync(new URL('.', `file://${process.cwd()}/${values.report}`), { recursive: true })
	writeFileSync(values.report, `${JSON.stringify(summary, null, '\t')}\n`)
}
await browser.close()
await stack.close()
process.exit(problems.length === 0 ? 0 : 1)

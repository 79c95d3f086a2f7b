/**
 * A statement of many lines on the page: how long until its plan is shown and compared with the ledger, and the longest tasks meanwhile;
 * with `--send` also until it is sent, and until the same file is found to be here before.
 *
 *     npm run bench:import:page [-- 100000 [--send]]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { ARGUMENTS, findBrowser, TSX_HELPER } from '../../e2e/harness/browser'
import { buildPage } from '../../e2e/harness/build'
import { createHousehold } from '../../e2e/harness/household'
import { runStack } from '../../e2e/harness/stack'
import { serveSite } from '../../local/site'
import { readWatch, watchPage } from '../page/watch'
import { statementOf } from './statement'

const count = Number(process.argv[2] ?? 100_000)
const SENDS = process.argv.includes('--send')
// By its path: bytes would be unpacked by the page, in a long task of their own.
const folder = mkdtempSync(join(tmpdir(), 'painel-bench-'))
const path = join(folder, 'extrato.csv')
writeFileSync(path, statementOf(count))
const [dist, stack] = await Promise.all([buildPage(), runStack([])])
const site = await serveSite(dist.folder, { supabaseUrl: stack.url, publishableKey: stack.publishable_key })
const browser = await chromium.launch({ executablePath: findBrowser(), args: ARGUMENTS })
try {
	const { owner } = await createHousehold(stack)
	const context = await browser.newContext({ locale: 'pt-BR', serviceWorkers: 'block' })
	await context.addInitScript(TSX_HELPER)
	const page = await context.newPage()
	await watchPage(page)
	await page.goto(site.url)
	await page.locator('[data-page=signin] input[type=email]').fill(owner.email)
	await page.locator('[data-page=signin] input[type=password]').fill(owner.password)
	await page.locator('[data-page=signin] button[type=submit]').click()
	await page.locator('[data-status=live]').first().waitFor()
	await page.goto(`${site.url}#/importar`)
	await page.locator('[data-page=import]').waitFor()
	await readWatch(page)

	let began = performance.now()
	const told = async (what: string) => {
		const took = performance.now() - began
		const { longTasks } = await readWatch(page)
		const longest = longTasks.slice(0, 5).map(Math.round).join(', ') || 'none over 50'
		const load = loadavg()[0]!.toFixed(1)
		console.log(
			`${count} lines ${what} after ${(took / 1000).toFixed(1)} s; longest tasks, ms: ${longest} (load ${load})`,
		)
		began = performance.now()
	}
	await page.locator('[data-page=import] input[type=file]').setInputFiles(path)
	await page
		.locator('[data-page=import][data-step=plan] [data-import=lines] li')
		.first()
		.waitFor({ timeout: 0 })
	await told('planned')
	await page.locator('.imp-send .btn-main:enabled').waitFor({ timeout: 0 })
	await told('compared')
	await page.locator('[data-import=lines] li select').first().selectOption('refund')
	await page.locator('[data-import=lines] li[data-kind=refund]').first().waitFor({ timeout: 0 })
	await told('with a kind changed')
	if (SENDS) {
		await page.locator('.imp-send .btn-main').click()
		await page.locator('[data-page=import][data-step=done]').waitFor({ timeout: 0 })
		await told('sent')
		await page.goto(`${site.url}#/`)
		await page.locator('.latest-import').first().waitFor({ timeout: 0 })
		console.log(await page.locator('.latest-row').allInnerTexts())
		await told('among the arrivals')
		await page.goto(`${site.url}#/importar`)
		await page.locator('[data-page=import] input[type=file]').setInputFiles(path)
		await page.locator('[data-page=import] [data-import=here-before]').waitFor({ timeout: 0 })
		await told('planned again and found to be here before')
	}
} finally {
	await browser.close()
	await site.close()
	await stack.stop()
	dist.remove()
	rmSync(folder, { recursive: true })
}

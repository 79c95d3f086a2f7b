import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findBrowser, launchBrowser } from '../../e2e/harness/browser'
import { emptyColumns } from '../../src/ledger/columns'
import { addMonths } from '../../src/ledger/month'
import type { TransactionColumns } from '../../src/ledger/types'
import { bundle } from '../feed/bundled-page'
import { taskTimesDuring } from '../feed/task-times'
import { circumstances } from '../report/figures'
import { generate } from './generate'
import type { FrameFigures } from './table'

const PAGE = '<!doctype html><meta charset="utf-8"><title>frames</title><script defer src="page.js"></script>'
/** What a task may take without a frame being missed that anybody would notice. */
const LONG_MS = 50

/** Answers what `ledger_changes` would, from memory. */
function answer(data: TransactionColumns, query: URLSearchParams): string {
	const head = data.id.length
	const [after, most] = [Number(query.get('after')), Number(query.get('rows'))]
	const [from, to] = [query.get('from'), query.get('to')]
	const names = Object.keys(data) as (keyof TransactionColumns)[]
	const rows = emptyColumns()
	let at = after
	for (; at < head && rows.id.length < most; at++) {
		const first = data.bill_month[at]!
		if (from && to && (first > to || addMonths(first, data.installments[at]! - 1) < from)) continue
		for (const name of names) rows[name].push(data[name][at] as never)
	}
	return JSON.stringify({ head, upto: at, rows, inbox_revision: 0, settings_revision: 1, epoch: 0 })
}

/** Loads a ledger in Chromium, from the network and again from the device, and answers the tasks of the page's thread. */
export async function takeFrames(items: number): Promise<FrameFigures> {
	const data = generate(items)
	const script = await bundle(new URL('frames-page.ts', import.meta.url).pathname)
	const server = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url!, 'http://page')
		const [type, body] =
			pathname === '/changes'
				? ['application/json', answer(data, searchParams)]
				: pathname === '/page.js'
					? ['text/javascript', script]
					: ['text/html', PAGE]
		response.writeHead(200, { 'content-type': type }).end(body)
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const browser = await launchBrowser()
	try {
		const context = await browser.newContext()
		const visits: FrameFigures['visits'] = {}
		for (const visit of ['from the network', 'from the device']) {
			const page = await context.newPage()
			await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
			const taken: { loading?: Awaited<ReturnType<typeof window.loadLedger>> } = {}
			const tasks = await taskTimesDuring(browser, page, async () => {
				taken.loading = await page.evaluate(() => window.loadLedger())
			})
			const { longTasks, ...loading } = taken.loading!
			if (loading.transactions !== data.id.length)
				throw new Error(`${loading.transactions} of ${data.id.length} transactions arrived`)
			visits[visit] = {
				...loading,
				tasks: tasks.filter((ms) => ms >= 1).length,
				longCpu: tasks.filter((ms) => ms > LONG_MS).length,
				longestCpu: tasks[0] ?? 0,
				longWall: longTasks.length,
				longestWall: longTasks[0] ?? 0,
			}
			await page.close()
		}
		return { browser: circumstances(findBrowser()).browser, visits }
	} finally {
		await browser.close()
		server.close()
	}
}

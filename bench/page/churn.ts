import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import type { Household, Receipt } from '../../e2e/harness/household'
import { readWatch, type Watched } from './watch'

const CATEGORIES = ['Mercado', 'Transporte', 'Lazer']
const SOURCES = ['Pix', 'Dinheiro']
const PEOPLE = ['Ana', 'Marcos']

/** The `n`th purchase of a run: spread over labels and the last 13 months. */
function purchase(n: number) {
	return {
		description: `Compra ${n}`,
		amount: 10 + (n % 90),
		category: CATEGORIES[n % CATEGORIES.length],
		source: SOURCES[n % SOURCES.length],
		person: PEOPLE[n % PEOPLE.length],
		installments: n % 10 === 0 ? 3 : 1,
		occurred_at: new Date(Date.now() - ((n * 37) % 390) * 86_400_000).toISOString(),
	}
}

/** Fills a ledger with `count` purchases. */
export async function fill(household: Household, count: number): Promise<Receipt[]> {
	const receipts: Receipt[] = []
	for (let done = 0; done < count; done += 500) {
		const size = Math.min(500, count - done)
		receipts.push(...(await household.post(Array.from({ length: size }, (_, i) => purchase(done + i)))))
	}
	return receipts
}

/** Waits until the page shows the ledger's newest purchase. */
async function settle(page: Page, household: Household): Promise<void> {
	const mark = `Marca ${Date.now()}`
	await household.post({ description: mark, amount: 1, category: 'Lazer', source: 'Pix', person: 'Ana' })
	await page.getByText(mark).first().waitFor()
}

/** Single inserts at `perSecond` for `seconds`; answers what the page's observers saw meanwhile. */
export async function liveChanges(
	page: Page,
	household: Household,
	{ perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Watched & { posted: number }> {
	await readWatch(page)
	const begin = performance.now()
	const posted = perSecond * seconds
	const underWay: Promise<unknown>[] = []
	for (let n = 0; n < posted; n++) {
		await sleep(Math.max(0, begin + (n * 1000) / perSecond - performance.now()))
		underWay.push(household.post(purchase(n)))
	}
	await Promise.all(underWay)
	const seen = await readWatch(page)
	await settle(page, household)
	return { ...seen, posted }
}

/** Used heap in bytes after a forced collection. */
export async function usedHeap(session: CDPSession): Promise<number> {
	for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage')
	return (await session.send('Runtime.getHeapUsage')).usedSize
}

/** Heap growth, in bytes, over `changes` corrections of purchases the page holds, in posts of 50. */
export async function heapGrowth(
	page: Page,
	household: Household,
	held: Receipt[],
	changes: number,
): Promise<number> {
	const session = await page.context().newCDPSession(page)
	const correct = async (from: number, count: number) => {
		for (let done = 0; done < count; done += 50) {
			await household.post(
				Array.from({ length: 50 }, (_, i) => ({
					action: 'amend',
					target_message_id: held[(from + done + i) % held.length]!.message_id,
					amount: 5 + ((from + done + i) % 95),
				})),
			)
		}
		await settle(page, household)
	}
	// The first changes load code and fill caches of fixed size; growth after them is what would pile up.
	await correct(0, 500)
	const before = await usedHeap(session)
	await correct(500, changes)
	return (await usedHeap(session)) - before
}

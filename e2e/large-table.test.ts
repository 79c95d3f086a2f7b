import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { serveSite } from '../local/site'
import { type Stack, startStack } from '../local/stack/index'
import { page as pageWords } from '../src/words/pt-BR/page'
import { createHousehold, type Household } from './harness/household'
import { fillLedger, type LargeLedger } from './harness/large-ledger'
import { PHONE, Reader } from './harness/reader'

const w = pageWords
const ROWS = 100_000
/** A window's rows and those drawn beyond its edges. */
const FEW = 80

let stack: Stack
let site: Awaited<ReturnType<typeof serveSite>>
let home: Household
let ledger: LargeLedger
let reader: Reader
/** Purchases that came after those the ledger was filled with. */
let arrived = 0

beforeAll(async () => {
	stack = await startStack()
	home = await createHousehold(stack)
	ledger = await fillLedger(stack.database, home.ledgerId, ROWS)
	site = await serveSite(inject('dist'), { supabaseUrl: stack.url, publishableKey: stack.publishable_key })
	reader = await Reader.open(site.url, { acceptDownloads: true })
	await reader.signIn(home.owner)
	await show()
	await reader.seesFigure('purchases', '100.000')
	await reader.sees('live')
})
afterAll(async () => {
	await reader?.close()
	await site?.close()
	await stack?.close()
})

beforeEach(async () => {
	await reader.begin(site.url)
	await show()
	await reader.seesFigure('purchases', `100.00${arrived}`)
})

/** All purchases, in an order of the address. */
async function show(order = ''): Promise<void> {
	await reader.go(`#/?m=${ledger.months.from}..${ledger.months.to}${order && `&o=${order}`}`)
}
const drawn = () => reader.page.locator('[data-row]').count()
const purchase = (k: number) => reader.rows(ledger.descriptionOf(k))
/** The place in the whole table that a row is announced with. */
const placeOf = (k: number) => purchase(k).getAttribute('aria-rowindex')
const scrollTo = (share: number) =>
	reader.page.evaluate((share) => {
		const page = document.documentElement
		page.scrollTo({ top: page.scrollHeight * share, behavior: 'instant' })
	}, share)

describe('a table of 100,000 purchases', () => {
	it('draws the rows in sight only, from the first to the last', async () => {
		await purchase(ROWS).waitFor()
		expect(await placeOf(ROWS)).toBe(String(2 + arrived))
		expect(await drawn()).toBeLessThan(FEW)
		await scrollTo(1)
		await purchase(1).waitFor()
		expect(await placeOf(1)).toBe(String(ROWS + arrived + 1))
		expect(await purchase(1).isVisible()).toBe(true)
		expect(await drawn()).toBeLessThan(FEW)
		await scrollTo(0.5)
		await purchase(1).waitFor({ state: 'detached' })
		expect(await drawn()).toBeGreaterThan(5)
		expect(await drawn()).toBeLessThan(FEW)
	})

	it('sorts all of them, not those in sight', async () => {
		await show('-amount')
		const [first, second] = [ledger.withCents(ledger.mostCents), ledger.withCents(ledger.mostCents - 1)]
		await expect.poll(async () => [await placeOf(first), await placeOf(second)]).toEqual(['2', '3'])
		await show('amount')
		const least = ledger.withCents(ledger.leastCents)
		await expect.poll(() => placeOf(least)).toBe('2')
	})

	it('does not move what is being read in its middle', async () => {
		await scrollTo(0.5)
		const middle = () =>
			reader.page.evaluate(() => {
				const row = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('[data-row]')
				return row ? { id: row.getAttribute('data-row'), top: row.getBoundingClientRect().top } : null
			})
		await expect.poll(middle).not.toBeNull()
		const before = await middle()
		await home.post(
			// In the middle of the amounts, so that none is the least or the most.
			[501, 502, 503].map((amount, n) => ({
				description: `Nova ${n + 1}`,
				amount,
				category: 'Lazer',
				source: 'Pix',
			})),
		)
		arrived = 3
		await reader.seesFigure('purchases', '100.003')
		await reader.page.getByRole('button', { name: w.table.fresh(3) }).waitFor({ state: 'attached' })
		expect(await middle()).toEqual(before)
		await scrollTo(0)
		await reader.rows('Nova 3').waitFor()
	})

	it('exports every one, to the cent', async () => {
		const { bytes } = await reader.download(reader.page.getByRole('button', { name: w.exportCsv }).first())
		const [heading, ...lines] = bytes.toString('utf8').slice(1).trimEnd().split('\r\n')
		expect(lines).toHaveLength(ROWS + arrived)
		const columns = heading!.split(';')
		const cells = lines.map((line) => line.split(';'))
		const column = (name: string) => {
			const at = columns.indexOf(name)
			return cells.map((row) => row[at]!)
		}
		expect(new Set(column(w.file.columns.description)).size).toBe(ROWS + arrived)
		const sum = column(w.file.columns.amount).reduce(
			(cents, text) => cents + Number(text.replace(',', '')),
			0,
		)
		// 100 to 100,099 cents once each, and what came after.
		expect(sum).toBe(((ledger.leastCents + ledger.mostCents) * ROWS) / 2 + arrived * 502_00)
	})

	it('is a list by day on a phone, as long and as light', async () => {
		await reader.page.setViewportSize(PHONE)
		await purchase(ROWS).waitFor()
		await scrollTo(1)
		await purchase(1).waitFor()
		expect(await drawn()).toBeLessThan(FEW)
	})

	it('prints the first of them and says so', async () => {
		await reader.page.emulateMedia({ media: 'print' })
		await reader.page.getByText(w.print.at.split('{{')[0]!, { exact: false }).waitFor()
		await expect.poll(drawn).toBe(2000)
		await reader.page.getByText(`As primeiras 2.000 de 100.00${arrived} linhas.`).waitFor()
		await reader.page.emulateMedia({ media: 'screen' })
		await expect.poll(drawn).toBeLessThan(FEW)
	})
})

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
/** How many rows are printed. */
const PRINTED = 2000

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

/** Numbers of the purchases that the ledger was filled with, as the table has them. */
const newestFirst = (count: number) => Array.from({ length: count }, (_, index) => ROWS - index)
function labelsOf(k: number) {
	const { category, source, person } = ledger.labelsOf(k)
	return {
		category: ['Mercado', 'Transporte', 'Lazer'][category]!,
		source: ['Pix', 'Dinheiro'][source]!,
		person: ['Ana', 'Marcos'][person]!,
	}
}
const dayFormat = new Intl.DateTimeFormat('pt-BR', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayText = (day: string) =>
	dayFormat
		.format(new Date(`${day}T00:00Z`))
		.replace(' de ', ' ')
		.replace('.', '')
const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
const moneyText = (cents: number) => money.format(cents / 100).replace(/\s/g, ' ')

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
		const columns = heading!.split(';')
		const { columns: named } = w.file
		const cells = lines.map((line) => line.split(';'))
		const cellsOf = (names: (keyof typeof named)[]) => {
			const places = names.map((name) => columns.indexOf(named[name]))
			return cells.map((row) => places.map((place) => row[place]).join(';'))
		}
		const shown = cellsOf([
			'day',
			'bill',
			'kind',
			'description',
			'category',
			'source',
			'to',
			'person',
			'installment',
			'installments',
			'amount',
			'total',
		])
		expect(shown.slice(0, arrived).every((line) => /Nova [123];/.test(line))).toBe(true)
		const wanted = newestFirst(ROWS).map((k) => {
			const { category, source, person } = labelsOf(k)
			const amount = (ledger.centsOf(k) / 100).toFixed(2).replace('.', ',')
			const description = ledger.descriptionOf(k)
			return `${ledger.dayOf(k)};${ledger.billOf(k)};gasto;${description};${category};${source};;${person};1;1;${amount};${amount}`
		})
		expect(shown.slice(arrived)).toEqual(wanted)
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
		await expect.poll(drawn).toBe(PRINTED)
		const shown = await reader.page
			.locator('[data-row]')
			.evaluateAll((rows) =>
				rows.map((row) => [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())),
			)
		expect(shown.filter(([, description]) => !description!.startsWith('Nova'))).toEqual(
			newestFirst(PRINTED - arrived).map((k) => {
				const { category, source, person } = labelsOf(k)
				const cells = [dayText(ledger.dayOf(k)), ledger.descriptionOf(k), category, source, person]
				return [...cells, '', moneyText(ledger.centsOf(k))]
			}),
		)
		await reader.page.getByText(`As primeiras 2.000 de 100.00${arrived} linhas.`).waitFor()
		await reader.page.emulateMedia({ media: 'screen' })
		await expect.poll(drawn).toBeLessThan(FEW)
	})
})

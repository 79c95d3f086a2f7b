import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { page as pageWords } from '../src/words/pt-BR/page'
import { control, correct, details, hide, openDetails } from './harness/corrections'
import { createHousehold, type Household, type Receipt } from './harness/household'
import { Reader } from './harness/reader'

/** One page for all of them: each puts a purchase of its own right, and looks at nothing else. */
let home: Household
let reader: Reader
let bought: Receipt[]
const descriptionOf = (name: string) => `Compra de ${name}`

beforeAll(async () => {
	home = await createHousehold(inject('stack'), {
		sources: [{ name: 'Pix' }, { name: 'Nubank', closing_day: 25, due_day: 5 }],
	})
	const purchase = { amount: 10, category: 'Mercado', source: 'Pix', person: 'Ana' }
	bought = await home.post(FIELDS.map(([name]) => ({ description: descriptionOf(name), ...purchase })))
	reader = await Reader.openAs(home.owner, { serviceWorkers: 'block' })
	await reader.sees('live')
})
afterAll(() => reader.close())
// Sending at once is what leaving the page does: it comes back by a reload, which is half of the work of another one.
beforeEach(async () => {
	await reader.page.reload()
	await reader.sees('live')
})

const FIELDS: [name: string, change: (reader: Reader) => Promise<unknown>, made: Record<string, unknown>][] =
	[
		['description', (r) => control(r, 'description').fill('Padaria'), { description: 'Padaria' }],
		['amount', (r) => control(r, 'amount').fill('12,50'), { amount_cents: 1250 }],
		['category', (r) => control(r, 'category').selectOption('Lazer'), { category_text: 'Lazer' }],
		['source', (r) => control(r, 'source').selectOption('Nubank'), { source_text: 'Nubank' }],
		['person', (r) => control(r, 'person').selectOption('Marcos'), { person_text: 'Marcos' }],
		['kind', (r) => control(r, 'kind').selectOption('income'), { kind: 'income' }],
		['bill', (r) => control(r, 'bill').selectOption({ index: 4 }), { bill_given: true }],
		['day', (r) => control(r, 'day').fill('2026-01-15'), { bill_month: '2026-01-01' }],
	]

it.each(FIELDS)(
	'%s: at once on the page, then on the server, with the history',
	async (name, change, made) => {
		const description = descriptionOf(name)
		const { transaction_id } = bought[FIELDS.findIndex(([other]) => other === name)]!
		const stored = async () => {
			const path = `transactions?id=eq.${transaction_id}`
			return (await home.owner.request<Record<string, unknown>[]>('GET', path))[0]
		}
		await reader.rows(description).first().waitFor()
		await openDetails(reader, description)
		await correct(reader, () => change(reader))
		await details(reader).locator('[data-corrections]').waitFor()
		expect(await stored()).not.toMatchObject(made)
		await hide(reader)
		await expect.poll(stored).toMatchObject(made)
		await details(reader).locator('[data-corrections]').waitFor({ state: 'detached' })
		const person = home.owner.email.split('@')[0]!
		await details(reader).getByText(pageWords.details.onPage.replace('{{ person }}', person)).waitFor()
	},
)

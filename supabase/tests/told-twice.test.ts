import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { type Item, makeLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Twice {
	transaction_id: string
	said: { description: string }
	repeats: { description: string; message_id: string; item: number }[]
}

/** A purchase as a door's workflow posts it. */
const told = (message_id: string, more: Partial<Item> = {}): Item => ({
	message_id,
	description: 'mercado',
	amount: '52,90',
	source: 'pix',
	sender: 'tel:5511999998888',
	payload: { via: 'meta' },
	...more,
})
const byBruno = { sender: 'tel:5511977776666' }

async function household() {
	const ledger = await makeLedger(database)
	const twice = () =>
		ledger
			.asOwner<Twice>('select * from public.told_twice($1)', [ledger.id])
			.then((rows) =>
				rows.map(({ said, repeats }) => [
					said.description,
					...repeats.map(({ description, message_id }) => `${description} ${message_id}`),
				]),
			)
	const keep = (message_id: string, item = 0) =>
		as(database, agent(ledger.token), async (query) => {
			const [row] = await query<{ kept: boolean }>('select public.agent_keep($1, $2) as kept', [
				message_id,
				item,
			])
			return row!.kept
		})
	return { ...ledger, twice, keep }
}

describe('a purchase may have been told twice', () => {
	test.each<[string, Partial<Item>]>([
		['another sender', byBruno],
		['another door of the same person', { payload: { via: 'telegram' } }],
		['a file that nobody sent', { sender: null, payload: { via: 'import' } }],
		[
			'another day, two days apart at most',
			{ ...byBruno, occurred_at: new Date(Date.now() - 47 * 3_600_000).toISOString() },
		],
		['another name for it', { ...byBruno, description: 'super' }],
	])('by %s', async (_, more) => {
		const home = await household()
		await home.post(told('a'))
		await home.post(told('b', more))
		expect(await home.twice()).toEqual([[more.description ?? 'mercado', 'mercado a']])
	})

	test.each<[string, Partial<Item>]>([
		['the same person by the same door: two coffees', {}],
		['another amount', { ...byBruno, amount: '52,91' }],
		['another source', { ...byBruno, source: 'nubank' }],
		['three days apart', { ...byBruno, occurred_at: new Date(Date.now() - 72 * 3_600_000).toISOString() }],
		['money back', { ...byBruno, kind: 'refund' }],
	])('but not by %s', async (_, more) => {
		const home = await household()
		await home.post(told('a'))
		await home.post(told('b', more))
		expect(await home.twice()).toEqual([])
	})

	test('the later one, whichever was corrected since', async () => {
		const home = await household()
		await home.post(told('a'))
		await home.post(told('b', { ...byBruno, description: 'super' }))
		await home.post({ message_id: 'c', action: 'amend', target_message_id: 'a', description: 'feira' })
		expect(await home.twice()).toEqual([['super', 'feira a']])
	})

	test('undone it is off the list, whichever of the two', async () => {
		for (const target_message_id of ['a', 'b']) {
			const home = await household()
			await home.post(told('a'))
			await home.post(told('b', byBruno))
			await home.post({ message_id: 'c', action: 'void', target_message_id })
			expect(await home.twice()).toEqual([])
		}
	})
})

describe('kept', () => {
	test('by the agent it is off the list for good, and the page hears of it once', async () => {
		const home = await household()
		await home.post(told('a'))
		await home.post(told('b', byBruno))
		const before = (await home.broadcasts('inbox')).length
		expect(await home.keep('b')).toBe(true)
		expect(await home.keep('b')).toBe(false)
		expect(await home.keep('x')).toBe(false)
		expect(await home.twice()).toEqual([])
		expect(await home.broadcasts('inbox')).toHaveLength(before + 1)
	})

	test('by a member of the page; a stranger learns nothing', async () => {
		const home = await household()
		await home.post(told('a'))
		const { transaction_id } = await home.postOne(told('b', byBruno))
		const stranger = await signUp(database, `stranger-${crypto.randomUUID()}@example.com`)
		const asStranger = (text: string, parameter: unknown) =>
			as(database, signedIn(stranger), (query) => query(text, [parameter]))
		expect(await asStranger('select * from public.told_twice($1)', home.id)).toEqual([])
		await expect(asStranger('select public.keep_repeat($1)', transaction_id)).rejects.toThrow(
			'no such ledger',
		)
		await home.asOwner('select public.keep_repeat($1)', [transaction_id])
		expect(await home.twice()).toEqual([])
	})
})

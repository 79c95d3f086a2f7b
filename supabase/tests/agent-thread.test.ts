import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { type Item, insertStatement, makeLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

// What was said around a message: what an agent's reply is made of.

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const ANA = 'tg:7'
const BRUNO = 'tg:8'
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const buy = (message_id: string, description: string, more: object = {}): Item => ({
	message_id,
	description,
	amount: 10,
	sender: ANA,
	...more,
})

interface Thread {
	items: { item: number; description: string; transaction: object | null }[]
	about: { message_id: string; items: Thread['items'] } | null
	last: { message_id: string; description: string; items: Thread['items'] } | null
	pending: { message_id: string; action: string; candidates: { message_id: string }[] } | null
}

/** A ledger with two agents, beside another ledger, all of which know the same ids. */
async function home() {
	const [ledger, neighbours] = [await makeLedger(database), await makeLedger(database)]
	const [made] = await ledger.asOwner<{ agent: { token: string } }>(
		`select public.create_agent($1, 'Outro') as agent`,
		[ledger.id],
	)
	const threadOf =
		(token: string) =>
		(message: string, { about = null, sender = null, at = ago(0) }: Record<string, string | null> = {}) =>
			as(database, agent(token), async (query) => {
				const text = 'select public.agent_thread($1, $2, $3, $4) as answer'
				const [row] = await query<{ answer: Thread }>(text, [message, about, sender, at])
				return row!.answer
			})
	const other = (item: Item) => {
		const { text, parameters } = insertStatement([item])
		return as(database, agent(made!.agent.token), (query) => query(text, parameters))
	}
	return { ...ledger, neighbours, other, thread: threadOf(ledger.token) }
}

const described = (items: Thread['items'] | undefined) => items?.map(({ description }) => description)

test('the items of a message are its own, in order, as they stand now', async () => {
	const at = await home()
	await at.post([
		buy('m', 'pão', { sent_at: ago(5) }),
		buy('m', 'leite', { item: 1, sent_at: ago(5) }),
		buy('m2', 'arroz', { sent_at: ago(4) }),
	])
	await at.neighbours.post(buy('m', 'do vizinho'))
	await at.other(buy('m3', 'do outro agente'))
	await at.postOne({
		message_id: 'c',
		action: 'amend',
		amount: 12,
		sender: ANA,
		target_message_id: 'm',
		target_item: 1,
	})
	const { items } = await at.thread('m')
	expect(items).toMatchObject([
		{ item: 0, action: 'record', description: 'pão', transaction: { amount_cents: 1000, voided: false } },
		{ item: 1, action: 'record', description: 'leite', transaction: { amount_cents: 1200, voided: false } },
	])
	await at.postOne({ message_id: 'd', action: 'void', sender: ANA, target_message_id: 'm', target_item: 0 })
	expect((await at.thread('m')).items[0]).toMatchObject({ transaction: { voided: true } })
	expect((await at.thread('m3')).items).toEqual([])
	expect((await at.thread('nobody’s')).items).toEqual([])
})

test('what the message answers is told with it', async () => {
	const at = await home()
	await at.post([buy('m', 'pão', { sent_at: ago(50) }), buy('m2', 'arroz', { sent_at: ago(40) })])
	const { about } = await at.thread('now', { about: 'm' })
	expect([about?.message_id, described(about?.items)]).toEqual(['m', ['pão']])
	expect((await at.thread('now')).about).toBeNull()
})

describe('what its sender said last', () => {
	const last = async (at: Awaited<ReturnType<typeof home>>, more: object = {}) => {
		const { last } = await at.thread('now', { sender: ANA, ...more })
		return last && [last.message_id, last.description, described(last.items)]
	}

	test('is the newest of theirs, before this message, and nobody else’s', async () => {
		const at = await home()
		expect(await last(at)).toBeNull()
		await at.post([
			buy('older', 'arroz', { sent_at: ago(9) }),
			buy('own', 'pão', { sent_at: ago(5) }),
			buy('bruno', 'leite', { sent_at: ago(3), sender: BRUNO }),
			buy('now', 'feijão', { sent_at: ago(0) }),
		])
		await at.other(buy('other', 'café', { sent_at: ago(2) }))
		await at.neighbours.post(buy('there', 'chá', { sent_at: ago(1) }))
		expect(await last(at)).toEqual(['own', 'pão', ['pão']])
		expect(await last(at, { at: ago(7) })).toEqual(['older', 'arroz', ['arroz']])
		expect(await last(at, { sender: BRUNO })).toEqual(['bruno', 'leite', ['leite']])
		expect(await last(at, { sender: 'tg:9' })).toBeNull()
		expect(await last(at, { sender: null })).toBeNull()
	})

	test('is forgotten after fifteen minutes', async () => {
		const at = await home()
		const said = Date.now() - 60 * 60_000
		await at.postOne(buy('own', 'pão', { sent_at: new Date(said).toISOString() }))
		const lastAt = (ms: number) => last(at, { at: new Date(said + ms).toISOString() })
		expect(await lastAt(15 * 60_000)).toEqual(['own', 'pão', ['pão']])
		expect(await lastAt(15 * 60_000 + 1)).toBeNull()
		expect(await lastAt(0)).toEqual(['own', 'pão', ['pão']])
		expect(await lastAt(-1)).toBeNull()
	})
})

test('a correction that waits for “Qual?” is told to who made it, until it is answered', async () => {
	const at = await home()
	await at.post([
		buy('a', 'uber', { sent_at: ago(40) }),
		buy('b', 'uber', { sent_at: ago(30) }),
		buy('c', 'uber', { sent_at: ago(30), sender: BRUNO }),
	])
	const asks = { action: 'void', target_text: 'uber', sender: ANA, sent_at: ago(2) }
	await at.postOne({ message_id: 'ask', ...asks })
	const pending = async (sender: string) => (await at.thread('now', { sender })).pending
	expect(await pending(ANA)).toMatchObject({
		message_id: 'ask',
		item: 0,
		action: 'void',
		candidates: [{ message_id: 'b' }, { message_id: 'a' }],
	})
	expect(await pending(BRUNO)).toBeNull()
	expect((await at.thread('ask', { sender: ANA })).pending).toBeNull()
	await at.postOne({
		message_id: 'answer',
		action: 'void',
		sender: ANA,
		target_message_id: 'b',
		completes_message_id: 'ask',
		completes_item: 0,
		sent_at: ago(1),
	})
	expect(await pending(ANA)).toBeNull()
})

test.each([
	['message', 'x'.repeat(512), null, null],
	['about', 'now', 'x'.repeat(512), null],
	['sender', 'now', null, 'x'.repeat(512)],
])('an id of a %s has at most 512 characters', async (_, message, about, sender) => {
	const at = await home()
	const longer = (text: string | null) => (text !== null && text.length > 500 ? `${text}x` : text)
	await expect(at.thread(message, { about, sender })).resolves.toMatchObject({ items: [] })
	await expect(
		at.thread(longer(message)!, { about: longer(about), sender: longer(sender) }),
	).rejects.toMatchObject({
		code: '22023',
		column_name: 'message_id',
	})
})

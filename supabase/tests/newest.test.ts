import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { type Answer, type Item, insertStatement, makeLedger, type TestLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

// What a correction may be about: never what was voided, what another agent was told, or what somebody else said, however new.

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const ANA = 'tg:7'
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const uber = (message_id: string, minutes: number, more: object = {}): Item => ({
	message_id,
	description: 'uber',
	amount: 20,
	sender: ANA,
	sent_at: ago(minutes),
	...more,
})

/** A ledger in which two agents listen: what `other` posts comes from the second, which may do what `abilities` say. */
async function twoAgents(abilities = '{record,converse}') {
	const ledger = await makeLedger(database)
	const [made] = await ledger.asOwner<{ agent: { token: string } }>(
		`select public.create_agent($1, 'Outro', $2) as agent`,
		[ledger.id, abilities],
	)
	const other = async (item: Item): Promise<Answer> => {
		const { text, parameters } = insertStatement([item])
		const [answer] = await as(database, agent(made!.agent.token), (query) => query<Answer>(text, parameters))
		return answer!
	}
	return { ...ledger, other }
}
type Home = TestLedger & { other(item: Item): Promise<Answer> }

/** What is newer than Ana's own uber of ten minutes ago, and none of hers that counts. */
const newer: Record<string, (home: Home) => Promise<unknown>> = {
	'what somebody else said': (home) => home.postOne(uber('newer', 1, { sender: 'tg:8' })),
	'what nobody knows who said': (home) => home.postOne(uber('newer', 1, { sender: null })),
	'what another agent was told, by herself': (home) => home.other(uber('newer', 1)),
	'what another agent was told, by somebody else': (home) => home.other(uber('newer', 1, { sender: 'tg:8' })),
	'what was said in another ledger': async () => (await makeLedger(database)).postOne(uber('newer', 1)),
}

const corrections: [name: string, correction: object][] = [
	['amended', { action: 'amend', amount: 99 }],
	['voided', { action: 'void' }],
]

describe.each(Object.entries(newer))('%s', (_, say) => {
	test.each(corrections)('is not what is %s without a name', async (_, correction) => {
		const home = await twoAgents()
		await home.postOne(uber('own', 10))
		await say(home)
		const answer = await home.postOne({ message_id: 'c', sender: ANA, ...correction })
		expect(answer).toMatchObject({ status: 'accepted', target_message_id: 'own' })
	})

	test.each(corrections)('is not what is %s by its name', async (_, correction) => {
		const home = await twoAgents()
		await home.postOne(uber('own', 10))
		await say(home)
		const answer = await home.postOne({ message_id: 'c', sender: ANA, target_text: 'uber', ...correction })
		expect(answer).toMatchObject({ status: 'accepted', target_message_id: 'own' })
	})

	test('is none of those that it may have meant', async () => {
		const home = await twoAgents()
		await home.postOne(uber('own', 40))
		await say(home)
		const answer = await home.postOne({ message_id: 'c', sender: ANA, action: 'void', sent_at: ago(0) })
		expect(answer).toMatchObject({ reason: 'target_ambiguous', candidates: [{ message_id: 'own' }] })
		expect(answer.candidates).toHaveLength(1)
	})
})

test('what it may have meant are the five newest of the last forty that were received', async () => {
	const home = await twoAgents()
	await home.post(Array.from({ length: 46 }, (_, at) => uber(`m${at}`, 200 - at)))
	const ask = async (message_id: string) => {
		const answer = await home.postOne({ message_id, sender: ANA, action: 'void', sent_at: ago(0) })
		return answer.candidates?.map((candidate) => candidate.message_id) ?? null
	}
	const gone = (at: number) =>
		home.postOne({
			message_id: `v${at}`,
			sender: ANA,
			action: 'void',
			target_message_id: `m${at}`,
			sent_at: ago(100),
		})
	expect(await ask('a')).toEqual(['m45', 'm44', 'm43', 'm42', 'm41'])
	for (let at = 45; at > 6; at--) await gone(at)
	expect(await ask('b')).toEqual(['m6'])
	await gone(6)
	expect(await ask('c')).toBeNull()
})

describe('what was voided', () => {
	const voided = async () => {
		const home = await twoAgents()
		await home.postOne(uber('own', 40))
		await home.postOne(uber('gone', 3))
		await home.postOne({
			message_id: 'v',
			sender: ANA,
			action: 'void',
			target_message_id: 'gone',
			sent_at: ago(2),
		})
		return home
	}

	test.each(corrections)('is not %s, nor is what stands before it in its place', async (_, correction) => {
		const home = await voided()
		const answer = await home.postOne({ message_id: 'c', sender: ANA, ...correction })
		expect(answer).toMatchObject({
			reason: 'target_not_found',
			reason_detail: 'that transaction is voided already',
		})
	})

	test.each(corrections)('is not %s by its name', async (_, correction) => {
		const home = await voided()
		const answer = await home.postOne({ message_id: 'c', sender: ANA, target_text: 'uber', ...correction })
		expect(answer).toMatchObject({ status: 'accepted', target_message_id: 'own' })
	})

	test('is none of those that a correction may have meant, and all of those that a restore may', async () => {
		const home = await voided()
		const later = (action: string) => ({ message_id: action, sender: ANA, action, target_text: 'uber' })
		await home.postOne(uber('third', 30))
		const asked = await home.postOne(later('amend'))
		expect(asked.candidates!.map(({ message_id }) => message_id)).toEqual(['third', 'own'])
		expect(await home.postOne(later('restore'))).toMatchObject({
			status: 'accepted',
			target_message_id: 'gone',
		})
	})
})

describe('an agent that may correct', () => {
	test.each(corrections)('finds what the others were told by the same sender: %s', async (_, correction) => {
		const home = await twoAgents('{record,converse,correct}')
		await home.postOne(uber('first', 10))
		expect(await home.other({ message_id: 'c', sender: ANA, ...correction })).toMatchObject({
			status: 'accepted',
			target_message_id: 'first',
		})
	})

	test('finds nothing of another ledger, nor of another sender', async () => {
		const home = await twoAgents('{record,converse,correct}')
		await home.postOne(uber('first', 10, { sender: 'tg:8' }))
		await (await makeLedger(database)).postOne(uber('second', 10))
		expect(await home.other({ message_id: 'c', sender: ANA, action: 'void' })).toMatchObject({
			reason: 'target_not_found',
			candidates: null,
		})
	})
})

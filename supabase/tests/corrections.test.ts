import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { type Item, makeLedger, type TestLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

// A correction hits what it names, or the last thing that its sender said, or nothing.

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const fresh = async () => {
	ledger = await makeLedger(database)
}

const ANA = 'tel:5511987650001'
const BRUNO = 'tel:5511987650002'
/** So many minutes ago. */
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

const buy = (message_id: string, description: string, amount: number, more: object = {}): Item => ({
	message_id,
	description,
	amount,
	sender: ANA,
	...more,
})
const amend = (message_id: string, more: object = {}): Item => ({
	message_id,
	action: 'amend',
	sender: ANA,
	...more,
})
const undo = (message_id: string, more: object = {}): Item => ({
	message_id,
	action: 'void',
	sender: ANA,
	...more,
})

/** What each transaction is: description, cents, and whether it is voided. */
const standing = async () =>
	(
		await database.query<{ description: string; amount_cents: number; voided: boolean }>(
			'select description, amount_cents, voided from public.transactions where ledger_id = $1 order by created_at, message_id, item',
			[ledger.id],
		)
	).map(({ description, amount_cents, voided }) => `${description} ${amount_cents}${voided ? ' voided' : ''}`)

/** Message ids of the "a conferir" list. */
const pending = async () =>
	(
		await database.query<{ message_id: string }>(
			`select message_id from public.inbox where ledger_id = $1 and status = 'rejected' and dismissed_at is null
			and transaction_id is null order by message_id`,
			[ledger.id],
		)
	).map(({ message_id }) => message_id)

describe('without a target', () => {
	test('it is about what the same sender said last, and never about what another said', async () => {
		await fresh()
		await ledger.post(buy('a', 'mercado', 50, { sent_at: ago(3) }))
		await ledger.post(buy('b', 'uber', 20, { sender: BRUNO, sent_at: ago(2) }))
		await ledger.post(buy('c', 'pix', 10, { sender: null, sent_at: ago(1) }))
		expect(await ledger.postOne(amend('d', { amount: 45 }))).toMatchObject({
			status: 'accepted',
			target_message_id: 'a',
			before: { description: 'mercado', amount_cents: 5000 },
			after: { description: 'mercado', amount_cents: 4500, voided: false },
		})
		expect(await ledger.postOne(undo('e', { sender: BRUNO }))).toMatchObject({
			before: { description: 'uber', voided: false },
			after: { description: 'uber', voided: true },
		})
		expect(await ledger.postOne(undo('f', { sender: null }))).toMatchObject({
			before: { description: 'pix' },
		})
		expect(await standing()).toEqual(['mercado 4500', 'uber 2000 voided', 'pix 1000 voided'])
	})

	test('after an undo, another one undoes nothing, and a restore brings back', async () => {
		await fresh()
		await ledger.post(buy('a', 'aluguel', 2300, { sent_at: ago(9) }))
		await ledger.post(buy('b', 'uber', 20, { sent_at: ago(8) }))
		await ledger.post(undo('c', { sent_at: ago(7) }))
		expect(await ledger.postOne(undo('d', { sent_at: ago(6) }))).toMatchObject({ reason: 'target_not_found' })
		expect(await ledger.postOne(amend('e', { amount: 1, target_message_id: 'b' }))).toMatchObject({
			reason: 'target_not_found',
		})
		expect(
			await ledger.postOne({ ...undo('f', { target_message_id: 'b' }), action: 'restore', amount: 25 }),
		).toMatchObject({
			status: 'accepted',
			before: { voided: true, amount_cents: 2000 },
			after: { voided: false, amount_cents: 2500 },
		})
		expect(
			await ledger.postOne({ ...undo('g', { target_message_id: 'b' }), action: 'restore' }),
		).toMatchObject({
			reason: 'target_not_found',
			reason_detail: 'that transaction is not voided',
		})
		expect(await standing()).toEqual(['aluguel 230000', 'uber 2500'])
	})

	test('a message of several items, one from too long ago, and nothing at all', async () => {
		await fresh()
		expect(await ledger.postOne(undo('zero', { sent_at: ago(60) }))).toMatchObject({
			reason: 'target_not_found',
			candidates: null,
		})
		await ledger.post(buy('old', 'padaria', 8, { sent_at: ago(40) }))
		expect(await ledger.postOne(amend('a', { amount: 9, sent_at: ago(20) }))).toMatchObject({
			reason: 'target_ambiguous',
			candidates: [{ message_id: 'old', item: 0, description: 'padaria', amount: 8 }],
		})
		await ledger.post([
			buy('two', 'pão', 5, { sent_at: ago(3) }),
			buy('two', 'leite', 6, { item: 1, sent_at: ago(3) }),
		])
		expect(await ledger.postOne(undo('b'))).toMatchObject({
			reason: 'target_ambiguous',
			candidates: [
				{ item: 0, description: 'pão' },
				{ item: 1, description: 'leite' },
			],
		})
		// A refused one is not undone in its place.
		expect(await ledger.postOne(undo('b2'))).toMatchObject({
			reason: 'target_ambiguous',
			candidates: expect.any(Array),
		})
		// Another sender's are no candidates.
		expect(await ledger.postOne(undo('c', { sender: BRUNO }))).toMatchObject({ reason: 'target_not_found' })
		expect(await standing()).toEqual(['padaria 800', 'pão 500', 'leite 600'])
	})

	test('a correction in the message of the purchase itself is no guess either', async () => {
		await fresh()
		await ledger.post(buy('before', 'aluguel', 2300, { sent_at: ago(1) }))
		const [, answer] = await ledger.post([buy('m', 'uber', 20), amend('m', { item: 1, amount: 25 })])
		expect(answer).toMatchObject({ reason: 'target_ambiguous' })
		expect(await standing()).toEqual(['aluguel 230000', 'uber 2000'])
	})

	test('15 minutes go by the messages’ own time, to the second', async () => {
		await fresh()
		const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 12, 0, seconds)).toISOString()
		await ledger.post(buy('a', 'café', 5, { sent_at: at(0) }))
		expect(await ledger.postOne(amend('b', { amount: 6, sent_at: at(901) }))).toMatchObject({
			reason: 'target_ambiguous',
		})
		expect(await ledger.postOne(amend('c', { amount: 7, sent_at: at(900) }))).toMatchObject({
			status: 'accepted',
		})
	})

	test('what arrives late and swapped after an outage hits what was meant when it was said', async () => {
		await fresh()
		// Said: mercado, "era 45", uber, "desfaz". Arrived: the other way round.
		const said = [
			buy('1', 'mercado', 50, { sent_at: ago(100) }),
			amend('2', { amount: 45, sent_at: ago(99) }),
			buy('3', 'uber', 20, { sent_at: ago(98) }),
			undo('4', { sent_at: ago(97) }),
		]
		const answers = []
		for (const item of [said[2]!, said[3]!, said[0]!, said[1]!]) answers.push(await ledger.postOne(item))
		expect(answers.map(({ status }) => status)).toEqual(Array(4).fill('accepted'))
		expect((await standing()).sort()).toEqual(['mercado 4500', 'uber 2000 voided'])
		// And one that comes before the purchase it is about finds nothing rather than what was said after it.
		await fresh()
		await ledger.post(said[2]!)
		expect(await ledger.postOne(said[1]!)).toMatchObject({ reason: 'target_not_found' })
		expect(await standing()).toEqual(['uber 2000'])
	})

	test('a purchase of the future is what was said when it arrived', async () => {
		await fresh()
		const answer = await ledger.postOne(
			buy('a', 'café', 5, { sent_at: new Date(Date.now() + 9e6).toISOString() }),
		)
		const [{ late }] = (await database.query<{ late: boolean }>(
			'select sent_at > received_at as late from public.inbox where id = $1',
			[answer.id],
		)) as [{ late: boolean }]
		expect(late).toBe(false)
	})
})

describe('with a target', () => {
	test('an answer to either of the agent’s bubbles means the message', async () => {
		await fresh()
		await ledger.post([buy('a', 'mercado', 50), buy('b', 'uber', 20)])
		await as(database, agent(ledger.token), async (query) => {
			await query(`select public.agent_replied('a', '{r1,r2}')`)
			await query(`select public.agent_replied('nothing', '{r3}')`)
		})
		expect(await ledger.postOne(amend('c', { target_message_id: 'r1', amount: 45 }))).toMatchObject({
			after: { description: 'mercado', amount_cents: 4500 },
		})
		expect(await ledger.postOne(undo('d', { target_message_id: 'r2' }))).toMatchObject({
			after: { description: 'mercado', voided: true },
		})
		expect(await ledger.postOne(undo('e', { target_message_id: 'r3' }))).toMatchObject({
			reason: 'target_not_found',
		})
		expect(await ledger.postOne(undo('f', { target_message_id: 'r9' }))).toMatchObject({
			reason: 'target_not_found',
		})
		expect(await standing()).toEqual(['mercado 4500 voided', 'uber 2000'])
	})

	test('an amend stands for its transaction; one that changes nothing takes no number', async () => {
		await fresh()
		await ledger.post(buy('a', 'mercado', 50, { category: 'Feira' }))
		await ledger.post(amend('b', { target_message_id: 'a', amount: 45 }))
		expect(
			await ledger.postOne(
				amend('c', { target_message_id: 'b', amount: '45,00', category: 'feira'.toUpperCase() }),
			),
		).toMatchObject({
			status: 'accepted',
			revision: 3,
		})
		const same = await ledger.postOne(amend('d', { target_message_id: 'c', amount: 45 }))
		expect(same).toMatchObject({ status: 'accepted', revision: null, before: { amount_cents: 4500 } })
		expect(same.after).toEqual(same.before)
		expect((await ledger.changes(0, 0)).head).toBe(3)
	})

	test('a repeat of another agent’s id is told apart', async () => {
		await fresh()
		await ledger.post(buy('a', 'mercado', 50))
		const [made] = await ledger.asOwner<{ agent: { token: string } }>(
			`select public.create_agent($1, 'outro') as agent`,
			[ledger.id],
		)
		const insert = `insert into public.inbox (message_id, description, amount) values ('a', 'x', '1') on conflict do nothing`
		await expect(as(database, agent(made!.agent.token), (query) => query(insert))).rejects.toMatchObject({
			code: 'PT409',
			detail: 'taken_by_another',
		})
		expect(await as(database, agent(ledger.token), (query) => query(`${insert} returning id`))).toEqual([])
	})
})

describe('named by its words', () => {
	test('it is the purchase of that name, and never what was said last', async () => {
		await fresh()
		await ledger.post(buy('m1', 'Uber até o trabalho', 23, { sent_at: ago(3000) }))
		await ledger.post(buy('m2', 'mercado', 50, { sent_at: ago(2) }))
		expect(await ledger.postOne(undo('c1', { target_text: 'UBER trabalho' }))).toMatchObject({
			status: 'accepted',
			target_message_id: 'm1',
			before: { description: 'Uber até o trabalho' },
		})
		expect(await ledger.postOne(undo('c2', { target_text: 'farmácia' }))).toMatchObject({
			reason: 'target_not_found',
			reason_detail: 'nothing recorded is named "farmácia"',
			candidates: null,
		})
		expect(await ledger.postOne(amend('c3', { action: 'restore', target_text: 'uber' }))).toMatchObject({
			status: 'accepted',
			target_message_id: 'm1',
		})
		expect(await standing()).toEqual(['Uber até o trabalho 2300', 'mercado 5000'])
	})

	test('of several of that name it asks which, unless one was told of a moment ago', async () => {
		await fresh()
		await ledger.post([
			buy('m1', 'uber', 23, { sent_at: ago(3000) }),
			buy('m2', 'uber', 24, { sent_at: ago(2000) }),
		])
		const asked = await ledger.postOne(amend('c1', { target_text: 'uber', amount: 20, sent_at: ago(100) }))
		expect(asked).toMatchObject({ reason: 'target_ambiguous' })
		expect(asked.candidates!.map(({ message_id }) => message_id)).toEqual(['m2', 'm1'])
		await ledger.post(
			amend('c2', {
				completes_message_id: 'c1',
				completes_item: 0,
				target_message_id: 'm1',
				sent_at: ago(99),
			}),
		)
		await ledger.post(buy('m3', 'uber', 25, { sent_at: ago(5) }))
		await ledger.post(undo('c3', { target_text: 'uber' }))
		expect(await standing()).toEqual(['uber 2000', 'uber 2400', 'uber 2500 voided'])
	})

	test('of somebody else it is asked, even if it is the only one', async () => {
		await fresh()
		await ledger.post(buy('m1', 'uber', 23, { sender: BRUNO, sent_at: ago(1) }))
		expect(await ledger.postOne(undo('c1', { target_text: 'uber' }))).toMatchObject({
			reason: 'target_ambiguous',
			candidates: [{ message_id: 'm1', item: 0 }],
		})
		await ledger.post(buy('m2', 'uber', 24))
		await ledger.post(undo('c2', { target_text: 'uber' }))
		expect(await standing()).toEqual(['uber 2300', 'uber 2400 voided'])
	})
})

describe('parts that are not billed yet', () => {
	const moves = async () =>
		(
			await database.query<{ moves: unknown }>('select moves from public.transactions where ledger_id = $1', [
				ledger.id,
			])
		)[0]!.moves

	test('"antecipei" brings them all into the bill that is open, and what is billed stays', async () => {
		await fresh()
		const bought = new Date()
		bought.setUTCMonth(bought.getUTCMonth() - 2, 15)
		await ledger.post(buy('m1', 'sofá', 1000, { installments: 10, occurred_at: bought.toISOString() }))
		// The ledger's month: São Paulo is three hours behind.
		const open = new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 7)
		const answer = await ledger.postOne(amend('c1', { target_text: 'sofá', parts_to: 'open' }))
		expect(answer).toMatchObject({ status: 'accepted' })
		const [[from, to]] = (await moves()) as [[number, string]]
		expect(from).toBeGreaterThanOrEqual(2)
		expect(to).toBe(open)
		expect(
			await ledger.postOne(amend('c2', { target_text: 'sofá', from_part: 1, parts_to: 'open' })),
		).toMatchObject({
			reason: 'parts_out_of_range',
		})
	})

	test('cancelled they count no more; all of them is a void', async () => {
		await fresh()
		await ledger.post(buy('m1', 'curso', 600, { installments: 6 }))
		expect(await ledger.postOne(amend('c1', { parts_to: 'cancel' }))).toMatchObject({
			reason: 'parts_out_of_range',
		})
		expect(
			await ledger.postOne(amend('c2', { target_message_id: 'm1', from_part: 3, parts_to: 'cancel' })),
		).toMatchObject({ status: 'accepted' })
		expect(await moves()).toEqual([[3, null]])
	})
})

describe('a refused correction', () => {
	test('is completed by the answer to "which one?", and leaves the list', async () => {
		await fresh()
		await ledger.post([
			buy('a', 'pão', 5, { sent_at: ago(5) }),
			buy('a', 'leite', 6, { item: 1, sent_at: ago(5) }),
		])
		const refused = await ledger.postOne(amend('b', { amount: 7, category: 'Casa' }))
		expect(refused).toMatchObject({ reason: 'target_ambiguous' })
		expect(await pending()).toEqual(['b'])
		const completed = (message_id: string, more: object) =>
			ledger.postOne(amend(message_id, { completes_message_id: 'b', ...more }))
		expect(await completed('c', { target_message_id: 'a', target_item: 1 })).toMatchObject({
			status: 'accepted',
			after: { description: 'leite', amount_cents: 700, category: 'Casa' },
		})
		expect(await pending()).toEqual([])
		expect(await completed('d', { target_message_id: 'a', target_item: 0 })).toMatchObject({
			reason: 'target_not_found',
		})
		expect(await standing()).toEqual(['pão 500', 'leite 700'])
	})

	test('by what it says is still about what it was about', async () => {
		await fresh()
		await ledger.post(buy('a', 'aluguel', 2300, { sent_at: ago(5) }))
		await ledger.post(buy('b', 'uber', 20, { sent_at: ago(4) }))
		expect(await ledger.postOne(amend('c', { amount: 'vinte', sent_at: ago(3) }))).toMatchObject({
			reason: 'amount_unreadable',
			target_message_id: 'b',
		})
		expect(await ledger.postOne(amend('d', { amount: 25 }))).toMatchObject({
			status: 'accepted',
			after: { description: 'uber', amount_cents: 2500 },
		})
		expect(await pending()).toEqual([])
	})
})

describe('what nobody could read', () => {
	const keep = (message_id: string, more: object = {}): Item => ({
		message_id,
		action: 'keep',
		sender: ANA,
		...more,
	})

	test('waits, and a later run of the same message records and takes it off', async () => {
		await fresh()
		expect(await ledger.postOne(keep('a', { payload: { message: 'mrcdo 50' } }))).toMatchObject({
			status: 'rejected',
			reason: 'not_understood',
			item: 32767,
		})
		expect(await pending()).toEqual(['a'])
		const before = await ledger.broadcasts('inbox')
		await ledger.post(buy('a', 'mercado', 50))
		expect(await pending()).toEqual([])
		expect(await ledger.broadcasts('inbox')).toHaveLength(before.length + 1)
		expect(await standing()).toEqual(['mercado 5000'])
		await expect(ledger.postOne(keep('a'))).rejects.toMatchObject({ code: '23505' })
	})

	test('becomes a record by an amend of it, and is dismissed by an undo', async () => {
		await fresh()
		await ledger.post([keep('a'), keep('b')])
		expect(
			await ledger.postOne(amend('c', { target_message_id: 'a', description: 'mercado', amount: 50 })),
		).toMatchObject({
			status: 'accepted',
			revision: 1,
		})
		expect(await ledger.postOne(undo('d', { target_message_id: 'b' }))).toMatchObject({
			status: 'accepted',
			revision: null,
		})
		expect(await pending()).toEqual([])
		// Brought back it waits again, or is recorded where it now can be.
		expect(
			await ledger.postOne({ ...undo('e', { target_message_id: 'b' }), action: 'restore' }),
		).toMatchObject({ status: 'accepted' })
		expect(await pending()).toEqual(['b'])
		await ledger.post(undo('f', { target_message_id: 'b' }))
		await ledger.post({
			...amend('g', { target_message_id: 'b', description: 'pão', amount: 5 }),
			action: 'restore',
		})
		expect(await standing()).toEqual(['mercado 5000', 'pão 500'])
	})
})

describe('members', () => {
	const correct = (items: object[]) =>
		ledger.asOwner<{ message_id: string; status: string; reason: string | null; revision: number | null }>(
			'select message_id, status, reason, revision from public.correct($1, $2::text::json)',
			[ledger.id, JSON.stringify(items)],
		)

	test('correct by the same rules, sent twice it counts once, and never over what they have not seen', async () => {
		await fresh()
		await ledger.post([buy('a', 'mercado', 50, { sent_at: ago(500) }), buy('b', 'x', 1, { amount: 'x' })])
		const first = { message_id: 'p1', action: 'amend', target_message_id: 'a', amount: 45, if_revision: 1 }
		expect(await correct([first])).toMatchObject([{ status: 'accepted', revision: 2 }])
		expect(await correct([first])).toMatchObject([{ status: 'accepted', revision: 2 }])
		expect(
			await correct([
				{ message_id: 'p2', action: 'void', target_message_id: 'a', if_revision: 1 },
				{ message_id: 'p3', action: 'amend', target_message_id: 'b', amount: '10' },
				{ message_id: 'p4', action: 'void' },
				{ message_id: 'p5', action: 'amend', target_message_id: 'a', installments: 200 },
			]),
		).toMatchObject([
			{ status: 'rejected', reason: 'target_changed' },
			{ status: 'accepted', revision: 3 },
			{ status: 'rejected', reason: 'target_not_found' },
			{ status: 'rejected', reason: 'installments_out_of_range' },
		])
		expect(await standing()).toEqual(['mercado 4500', 'x 1000'])
		// An agent that sends such an id is told that it was there already.
		expect(await ledger.post(buy('p1', 'y', 1), 'on conflict do nothing')).toEqual([])
		// And theirs are no last words of a sender.
		expect(await ledger.postOne(undo('c', { sender: null }))).toMatchObject({ reason: 'target_not_found' })
	})

	test('name a transaction by its id, another ledger’s never, and put right a refused correction in its place', async () => {
		await fresh()
		const other = await makeLedger(database)
		await other.post(buy('a', 'alheia', 70))
		const [alien] = await other.post(buy('b', 'alheia', 70))
		const [mine] = await ledger.post(buy('a', 'mercado', 50))
		await ledger.post(amend('c', { target_message_id: 'nothing', amount: 45 }))
		expect(await pending()).toEqual(['c'])
		expect(
			await correct([
				{
					message_id: 'p1',
					action: 'amend',
					transaction_id: mine!.transaction_id,
					category: 'Lazer',
					if_revision: 1,
				},
				{ message_id: 'p2', action: 'void', transaction_id: alien!.transaction_id },
				{
					message_id: 'p3',
					action: 'amend',
					transaction_id: mine!.transaction_id,
					completes_message_id: 'c',
					completes_item: 0,
					if_revision: 2,
				},
			]),
		).toMatchObject([
			{ status: 'accepted', revision: 2 },
			{ status: 'rejected', reason: 'target_not_found' },
			{ status: 'accepted', revision: 3 },
		])
		expect(await standing()).toEqual(['mercado 4500'])
		expect(await pending()).toEqual(['p2'])
	})

	test('an id of an agent’s is not theirs to take', async () => {
		await fresh()
		await ledger.post(buy('a', 'mercado', 50))
		await expect(
			correct([{ message_id: 'a', action: 'void', target_message_id: 'a' }]),
		).rejects.toMatchObject({
			code: 'PT409',
		})
	})
})

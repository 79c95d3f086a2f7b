import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

// Two agents of one ledger: what one of them says is nothing about the messages of the other, whose ids it may guess
// (Telegram counts them).

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

async function household() {
	const ledger = await makeLedger(database)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana')`, [ledger.id])
	await ledger.asOwner(
		`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tg:7', 1), ($1, 'tg:8', 1)`,
		[ledger.id],
	)
	await ledger.asOwner(
		`insert into public.budgets (ledger_id, month, amount_cents) values ($1, '2020-01-01', 100)`,
		[ledger.id],
	)
	const [made] = await ledger.asOwner<{ agent: { token: string } }>(
		`select public.create_agent($1, 'Outro', '{record,converse}') as agent`,
		[ledger.id],
	)
	const asking =
		(token: string) =>
		<T>(text: string, parameters: unknown[] = []) =>
			as(database, agent(token), async (query) => {
				const [row] = await query<{ answer: T }>(`select ${text} as answer`, parameters)
				return row!.answer
			})
	return {
		...ledger,
		ask: asking(ledger.token),
		other: asking(made!.agent.token),
		otherToken: made!.agent.token,
	}
}

describe('an agent', () => {
	test('does not take the messages of another, nor say that they were answered', async () => {
		const home = await household()
		await home.other(`public.agent_received('tg:7:1', '{tg:7}')`)
		await home.other(`public.agent_answered('tg:7:1')`)
		expect(await home.ask(`public.agent_received('tg:7:1', '{tg:7}')`)).toMatchObject({ state: 'new' })
		await home.other(`public.agent_answered('tg:7:1')`)
		expect(await home.ask(`public.agent_received('tg:7:1', '{tg:7}')`)).toMatchObject({ state: 'busy' })
	})

	test('adds nothing to the messages of another, which stay the last thing said', async () => {
		const home = await household()
		await home.postOne({ message_id: 'tg:7:1', description: 'Pão', amount: '5' })
		for (const item of [`'record', 1`, `'keep', 0`, `'void', 3`])
			await expect(
				as(database, agent(home.otherToken), (query) =>
					query(
						`insert into public.inbox (message_id, action, item, description, amount) values ('tg:7:1', ${item}, 'Isca', '9')`,
						[],
					),
				),
			).rejects.toMatchObject({ code: 'PT409' })
		const undone = await home.postOne({ message_id: 'tg:7:2', action: 'void' })
		expect(undone.before).toMatchObject({ description: 'Pão' })
	})

	test('does not say what an answer to another’s reply means', async () => {
		const home = await household()
		await home.post([
			{ message_id: 'tg:7:1', description: 'Aluguel', amount: '900' },
			{ message_id: 'tg:7:3', description: 'Pão', amount: '5' },
		])
		await home.other(`public.agent_replied('tg:7:1', '{tg:7:4}')`)
		await home.ask(`public.agent_replied('tg:7:3', '{tg:7:4}')`)
		const undone = await home.postOne({ message_id: 'tg:7:5', action: 'void', target_message_id: 'tg:7:4' })
		expect(undone.before).toMatchObject({ description: 'Pão' })
		expect(await home.ask(`public.agent_thread('tg:7:6', 'tg:7:4')`)).toMatchObject({
			about: { message_id: 'tg:7:3', replies: 1 },
		})
	})

	test('does not take the reminders of who writes to another, nor silence them', async () => {
		const home = await household()
		await home.ask(`public.agent_received('tg:7:1', '{tg:7}', now(), '{"door":"telegram"}')`)
		await home.postOne({ message_id: 'tg:7:1', description: 'Feira', amount: '10' })
		expect(await home.other(`public.agent_reminders('tg:7')`)).toEqual([])
		await expect(home.other(`public.agent_mute('tg:7')`)).rejects.toMatchObject({ code: '22023' })
		expect(await home.ask(`public.agent_reminders('tg:7')`)).toMatchObject([{ kind: 'budget' }])
	})

	test('reminds a contact that no agent hears of, and one of an agent that is no more', async () => {
		const home = await household()
		await home.ask(`public.agent_received('tg:7:1', '{tg:7}', now(), '{"door":"telegram"}')`)
		await home.postOne({ message_id: 'tg:7:1', description: 'Feira', amount: '10' })
		expect(await home.other(`public.agent_reminders('tg:8')`)).toMatchObject([{ kind: 'budget' }])
		await home.asOwner('select public.revoke_agent($1)', [home.agentId])
		expect(await home.other(`public.agent_reminders('tg:7')`)).toMatchObject([{ kind: 'budget' }])
	})
})

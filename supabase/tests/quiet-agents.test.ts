import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Case {
	what: string
	days: string[]
	today: string
	usual: number | null
	quiet: boolean
}
const cases = readFileSync(new URL('../../fixtures/quiet-agents.jsonl', import.meta.url), 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as Case)

describe('the rule', () => {
	test.each(cases.map((one) => [one.what, one] as const))('%s', async (_, { days, today, usual, quiet }) => {
		const [row] = await database.query<{ usual: number | null; quiet: boolean }>(
			'select private.usual_gap($1) as usual, private.has_gone_quiet($1, $2::date) as quiet',
			[days, today],
		)
		expect(row).toEqual({ usual, quiet })
	})
})

/** A ledger whose agent wrote so many days ago, twice on each. */
async function household(...daysAgo: number[]) {
	const ledger = await makeLedger(database)
	for (const ago of daysAgo)
		for (const item of [0, 1])
			await ledger.post({ message_id: `m${ago}`, item, description: 'Feira', amount: 1 })
	// Nobody may say when a message came; the ledger's own role moves them back, for this test.
	await database.query(
		`set local role painel_ledger;
		update public.inbox set received_at = now() - make_interval(days => substr(message_id, 2)::int) where ledger_id = '${ledger.id}'`,
	)
	const list = () =>
		ledger.asOwner<{ name: string; ago: number; usual_days: number }>(
			`select name, (now() at time zone 'America/Sao_Paulo')::date - last_on as ago, usual_days from public.quiet_agents($1)`,
			[ledger.id],
		)
	const context = () =>
		as(database, agent(ledger.token), async (query) => {
			const [row] = await query<{ quiet: object[] }>(
				`select public.agent_context() -> 'quiet_agents' as quiet`,
			)
			return row!.quiet
		})
	return { ...ledger, list, context }
}

test('an agent that wrote every day and has not for five is told to the page and to agents, until it writes', async () => {
	const home = await household(5, 6, 7, 8, 9, 10)
	expect(await home.list()).toEqual([{ name: 'WhatsApp', ago: 5, usual_days: 1 }])
	expect(await home.context()).toMatchObject([{ name: 'WhatsApp', usual_days: 1 }])
	const stranger = await signUp(database, `stranger-${crypto.randomUUID()}@example.com`)
	await as(database, signedIn(stranger), async (query) => {
		expect(await query('select * from public.quiet_agents($1)', [home.id])).toEqual([])
	})
	await home.post({ message_id: 'now', description: 'Feira', amount: 1 })
	expect(await home.list()).toEqual([])
	expect(await home.context()).toEqual([])
})

test('not one that writes still, nor one that was revoked', async () => {
	const home = await household(0, 1, 2, 3, 4)
	expect(await home.list()).toEqual([])
	const gone = await household(5, 6, 7, 8, 9)
	await gone.asOwner('select public.revoke_agent($1)', [gone.agentId])
	expect(await gone.list()).toEqual([])
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, makeLedger, type TestLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
	database = await startDatabase()
})
// A ledger for each test: what one of them revokes is none of another's.
beforeEach(async () => {
	ledger = await makeLedger(database)
})
afterAll(() => database.stop())

const tokenOf = async () => {
	const [row] = await ledger.asOwner<{ token: string }>('select public.import_token($1) as token', [
		ledger.id,
	])
	return row!.token
}
const post = (token: string, message_id: string) =>
	as(database, agent(token), (run) =>
		run<{ agent_id: string; status: string }>(
			`insert into public.inbox (message_id, description, amount) values ($1, 'Feira', '10') returning agent_id, status`,
			[message_id],
		),
	)

describe('import_token', () => {
	test('gives each member a token of one agent, which may only record', async () => {
		const [first, second] = [await tokenOf(), await tokenOf()]
		expect(first).toMatch(/^painel_[0-9a-f]{64}$/)
		expect(second).not.toBe(first)
		const [one] = await post(first, 'import:a:0')
		const [two] = await post(second, 'import:b:0')
		expect([one!.status, two!.status]).toEqual(['accepted', 'accepted'])
		expect(two!.agent_id).toBe(one!.agent_id)
		const agents = await ledger.asOwner(
			'select name, abilities, imports from public.agents where ledger_id = $1 and imports',
			[ledger.id],
		)
		expect(agents).toEqual([{ name: 'Importação', abilities: ['record'], imports: true }])
		await expect(
			as(database, agent(first), (run) => run('select public.agent_summary()', [])),
		).rejects.toMatchObject({ code: '42501' })
	})

	test('ends after 24 hours, for writing and for reading', async () => {
		const [before] = await database.query<{ now: string }>('select clock_timestamp()::text as now')
		const token = await tokenOf()
		const [lasting] = await database.query<{ lasts: boolean }>(
			`select expires_at - interval '24 hours' between $2::timestamptz and clock_timestamp() as lasts
			from private.agent_tokens where token_hash = sha256(convert_to($1, 'UTF8'))`,
			[token, before!.now],
		)
		expect(lasting!.lasts).toBe(true)
		await post(token, 'import:c:0')
		const read = () => as(database, agent(token), (run) => run('select message_id from public.inbox', []))
		expect((await read()).length).toBeGreaterThan(0)
		await database.query(
			`update private.agent_tokens set expires_at = now() where token_hash = sha256(convert_to($1, 'UTF8'))`,
			[token],
		)
		await expect(post(token, 'import:d:0')).rejects.toMatchObject({ code: '42501' })
		expect(await read()).toEqual([])
		// The next token's maker clears it away.
		await tokenOf()
		const left = await database.query(
			`select from private.agent_tokens where token_hash = sha256(convert_to($1, 'UTF8'))`,
			[token],
		)
		expect(left).toHaveLength(0)
	})

	test('an owner revokes it like any other, and the next import has a new one', async () => {
		const token = await tokenOf()
		const [before] = await post(token, 'import:e:0')
		await ledger.asOwner('select public.revoke_agent($1)', [before!.agent_id])
		await expect(post(token, 'import:f:0')).rejects.toMatchObject({ code: '42501' })
		const [after] = await post(await tokenOf(), 'import:f:0')
		expect(after!.agent_id).not.toBe(before!.agent_id)
	})

	test('reads sources with their cycles, as does an agent that converses; one that only posts does not', async () => {
		await database.query(addCard('Visa', 25, 5, '{roxo}'), [ledger.id])
		await database.query(
			`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			select ledger_id, id, '2026-08-01', 20, 1 from public.sources where ledger_id = $1 and name = 'Visa'`,
			[ledger.id],
		)
		await database.query(
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
			select ledger_id, id, '2026-10-01', '2026-09-22' from public.sources where ledger_id = $1 and name = 'Visa'`,
			[ledger.id],
		)
		const sources = (token: string) =>
			as(database, agent(token), async (run) => {
				const [row] = await run<{ told: { timezone: string; sources: { name: string }[] } }>(
					'select public.agent_sources() as told',
					[],
				)
				return row!.told
			})
		const withAbilities = async (abilities: string) => {
			const [row] = await ledger.asOwner<{ token: string }>(
				`select public.create_agent($1, 'a', $2::text[]) ->> 'token' as token`,
				[ledger.id, abilities],
			)
			return row!.token
		}
		const told = await sources(await tokenOf())
		expect(told.timezone).toBe('America/Sao_Paulo')
		expect(told.sources.find(({ name }) => name === 'Visa')).toEqual({
			name: 'Visa',
			aliases: ['roxo'],
			cycles: [
				{ from_month: null, closing_day: 25, due_day: 5 },
				{ from_month: '2026-08', closing_day: 20, due_day: 1 },
			],
			closings: [{ bill_month: '2026-10', closing_date: '2026-09-22' }],
		})
		expect(await sources(await withAbilities('{record,converse}'))).toEqual(told)
		for (const abilities of ['{record}', '{converse}'])
			await expect(sources(await withAbilities(abilities))).rejects.toMatchObject({ code: '42501' })
	})

	test('is for owners and editors', async () => {
		const stranger = await signUp(database, 'stranger@example.com')
		await expect(
			as(database, signedIn(stranger), (run) => run('select public.import_token($1)', [ledger.id])),
		).rejects.toMatchObject({ code: 'PT404' })
		const viewer = await signUp(database, 'viewer@example.com')
		await database.query(`insert into public.members (ledger_id, user_id, role) values ($1, $2, 'viewer')`, [
			ledger.id,
			viewer,
		])
		await expect(
			as(database, signedIn(viewer), (run) => run('select public.import_token($1)', [ledger.id])),
		).rejects.toMatchObject({ code: '42501' })
	})
})

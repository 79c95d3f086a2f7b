import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, type Item, makeLedger, type TestLedger } from './support/ledger.ts'
import { as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const fresh = async () => {
	ledger = await makeLedger(database)
}

const purchase = (message_id: string, more: object = {}): Item => ({
	message_id,
	description: 'Compra',
	amount: 10,
	...more,
})

async function expectChain() {
	const chain = await ledger.broadcasts<{ from: number; to: number }>('changes')
	let at = 0
	for (const { from, to } of chain) {
		expect(from).toBe(at)
		at = to
	}
	expect(at).toBe((await ledger.changes(0, 0)).head)
}

describe('a name or alias that appears files the past anew', () => {
	test.each([
		['categories', 'category'],
		['sources', 'source'],
		['people', 'person'],
	] as const)('%s', async (table, what) => {
		await fresh()
		await ledger.post([
			purchase('a', { [what]: 'FARMÁCIA' }),
			purchase('b', { [what]: 'outra' }),
			purchase('c', { [what]: ' farmacia ' }),
		])
		await ledger.post({ message_id: 'd', action: 'void', target_message_id: 'c' })
		const [made] = await ledger.asOwner<{ id: number }>(
			`insert into public.${table} (ledger_id, name) values ($1, 'Saúde') returning id`,
			[ledger.id],
		)
		const [mapped] = await ledger.asOwner<{ count: number }>(
			'select public.map_text($1, $2, $3, $4) as count',
			[ledger.id, what, 'Farmácia', made!.id],
		)
		// The voided one follows too: a tombstone is an ordinary row.
		expect(mapped!.count).toBe(2)
		const { rows, head } = await ledger.changes(4)
		expect(head).toBe(6)
		expect(rows[`${what}_id`]).toEqual([1, 1])
		expect(rows[`${what}_text`]).toEqual([null, null])
		await ledger.asOwner(`update public.${table} set aliases = '{}' where ledger_id = $1`, [ledger.id])
		expect((await ledger.changes(6)).rows[`${what}_text`]).toEqual(['FARMÁCIA', 'farmacia'])
		await ledger.asOwner(`update public.${table} set name = 'Outra' where ledger_id = $1`, [ledger.id])
		expect((await ledger.changes(8)).rows[`${what}_id`]).toEqual([1])
		await ledger.asOwner(`delete from public.${table} where ledger_id = $1`, [ledger.id])
		expect((await ledger.changes(9)).rows[`${what}_id`]).toEqual([null])
		await expectChain()
	})

	test('a rename keeps what was filed under the name, and the name, until that is taken out', async () => {
		await fresh()
		await ledger.asOwner(addCard('Nubank', 10, 17), [ledger.id])
		await ledger.post(purchase('a', { source: 'nubank', occurred_at: '2026-10-24T12:00:00Z' }))
		await ledger.asOwner(`update public.sources set name = 'Roxinho' where ledger_id = $1`, [ledger.id])
		await ledger.post(purchase('b', { source: 'NUBANK', occurred_at: '2026-10-24T12:00:00Z' }))
		expect((await ledger.changes()).rows).toMatchObject({
			revision: [1, 2],
			source_id: [1, 1],
			bill_month: ['2026-11', '2026-11'],
		})
		const kept = () =>
			ledger.asOwner('select name, aliases from public.sources where ledger_id = $1', [ledger.id])
		expect(await kept()).toEqual([{ name: 'Roxinho', aliases: ['Nubank'] }])
		// The same name in other letters is no other name; and what is taken out by hand is gone.
		await ledger.asOwner(`update public.sources set name = 'ROXINHO' where ledger_id = $1`, [ledger.id])
		expect(await kept()).toEqual([{ name: 'ROXINHO', aliases: ['Nubank'] }])
		await ledger.asOwner(`update public.sources set aliases = '{}' where ledger_id = $1`, [ledger.id])
		expect((await ledger.changes(2)).rows.source_id).toEqual([null, null])
		await expectChain()
	})

	test('a change that concerns nobody takes no revision', async () => {
		await fresh()
		await ledger.post(purchase('a', { category: 'x' }))
		await ledger.asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Mercado')`, [
			ledger.id,
		])
		await ledger.asOwner(`update public.categories set color = 5 where ledger_id = $1`, [ledger.id])
		expect((await ledger.changes(0, 0)).head).toBe(1)
	})
})

describe('bill months follow', () => {
	const months = async () => (await ledger.changes()).rows.bill_month

	test('closing_day, due_day and per-bill closings', async () => {
		await fresh()
		await ledger.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Nubank')`, [ledger.id])
		await ledger.post([
			purchase('a', { source: 'nubank', occurred_at: '2026-10-24T12:00:00Z', installments: 3 }),
			purchase('b', { source: 'pix', occurred_at: '2026-10-24T12:00:00Z' }),
		])
		expect(await months()).toEqual(['2026-10', '2026-10'])
		await ledger.asOwner(
			`insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 1, 25, 5)`,
			[ledger.id],
		)
		expect(await months()).toEqual(['2026-10', '2026-11'])
		await ledger.asOwner(
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values ($1, 1, '2026-11-01', '2026-10-23')`,
			[ledger.id],
		)
		expect((await ledger.changes(3)).rows).toMatchObject({ revision: [4], bill_month: ['2026-12'] })
		const [row] = await database.query(
			`select bill_month, first_month, last_month from public.transactions where ledger_id = $1 and message_id = 'a'`,
			[ledger.id],
		)
		expect(row).toEqual({ bill_month: '2026-12-01', first_month: '2026-10-01', last_month: '2027-02-01' })
		await ledger.asOwner('delete from public.bill_closings where ledger_id = $1', [ledger.id])
		expect(await months()).toEqual(['2026-10', '2026-11'])
		await expectChain()
	})

	test('the timezone', async () => {
		await fresh()
		await ledger.post([
			purchase('a', { occurred_at: '2026-11-01T02:30:00Z' }),
			purchase('b', { occurred_at: '2026-11-02T02:30:00Z' }),
		])
		expect(await months()).toEqual(['2026-10', '2026-11'])
		await ledger.asOwner(`update public.ledgers set timezone = 'UTC' where id = $1`, [ledger.id])
		expect((await ledger.changes(2)).rows).toMatchObject({ revision: [3], bill_month: ['2026-11'] })
		await expectChain()
	})
})

describe('a change of settings is told once', () => {
	type Step = [event: 'insert' | 'update' | 'delete', take: (guest: string) => Promise<unknown>]
	const asOwner = (text: string) => (guest: string) => ledger.asOwner(text, [ledger.id, guest])
	const eventOf = (step: string | Step) => (typeof step === 'string' ? step.split(' ')[0]! : step[0])
	/** By table: statements in order, each of which tells once, whatever the number of its rows. */
	const statements: Record<string, (string | Step)[]> = {
		categories: [
			`insert into public.categories (ledger_id, name) values ($1, 'A'), ($1, 'B')`,
			`update public.categories set color = 3 where ledger_id = $1`,
			'delete from public.categories where ledger_id = $1',
		],
		sources: [
			`insert into public.sources (ledger_id, name) values ($1, 'A'), ($1, 'B')`,
			'update public.sources set archived = true where ledger_id = $1',
			'delete from public.sources where ledger_id = $1',
		],
		people: [
			`insert into public.people (ledger_id, name) values ($1, 'A'), ($1, 'B')`,
			`update public.people set name = name || 'x' where ledger_id = $1`,
			'delete from public.people where ledger_id = $1',
		],
		cycles: [
			`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day) values ($1, 1, null, 25, 5), ($1, 1, '2026-03-01', 10, 17)`,
			'update public.cycles set due_day = 6 where ledger_id = $1',
			'delete from public.cycles where ledger_id = $1',
		],
		bill_closings: [
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values ($1, 1, '2026-04-01', '2026-04-12'), ($1, 1, '2026-05-01', '2026-05-12')`,
			`update public.bill_closings set closing_date = closing_date + 1 where ledger_id = $1`,
			'delete from public.bill_closings where ledger_id = $1',
		],
		budgets: [
			`insert into public.budgets (ledger_id, month, amount_cents) values ($1, '2026-11-01', 5), ($1, '2026-12-01', 5)`,
			'update public.budgets set amount_cents = 6 where ledger_id = $1',
			'delete from public.budgets where ledger_id = $1',
		],
		recurring: [
			`insert into public.recurring (ledger_id, name, day, amount_cents) values ($1, 'A', 5, 100), ($1, 'B', 6, 100)`,
			'update public.recurring set day = 7 where ledger_id = $1',
			'delete from public.recurring where ledger_id = $1',
		],
		contacts: [
			`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tg:1', 1), ($1, 'tg:2', 1)`,
			'delete from public.contacts where ledger_id = $1',
		],
		reminder_settings: [
			`insert into public.reminder_settings (ledger_id, kinds) values ($1, '{budget}')`,
			'update public.reminder_settings set quiet_from = 20 where ledger_id = $1',
		],
		members: [
			[
				'insert',
				(guest) =>
					as(database, signedIn(guest), (query) =>
						query('select public.accept_invitation(id) from public.my_invitations()'),
					),
			],
			['update', asOwner(`select public.set_member_role($1, $2, 'viewer')`)],
			['delete', asOwner('select public.remove_member($1, $2)')],
		],
		ledgers: [
			`update public.ledgers set name = 'Outra' where id = $1`,
			`update public.ledgers set timezone = 'UTC' where id = $1`,
			`update public.ledgers set basis = 'purchase' where id = $1`,
			'update public.ledgers set corrections = not corrections where id = $1',
		],
	}

	test('by each trigger that tells', async () => {
		const found = await database.query<{ name: string }>(
			`select format('%s of %s', e.name, c.relname) as name
			from pg_trigger t
			join pg_class c on c.oid = t.tgrelid
			join (values ('insert', 4), ('delete', 8), ('update', 16)) e (name, bit) on t.tgtype & e.bit <> 0
			where t.tgfoid in ('private.tell_settings'::regproc, 'private.tell_ledger'::regproc)`,
		)
		const tried = Object.entries(statements).flatMap(([table, steps]) =>
			steps.map((step) => `${eventOf(step)} of ${table}`),
		)
		expect(found.map(({ name }) => name).sort()).toEqual([...new Set(tried)].sort())
	})

	test.each(Object.entries(statements))('of %s', async (_, steps) => {
		await fresh()
		await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana')`, [ledger.id])
		await ledger.asOwner(addCard('Nubank', 20, null), [ledger.id])
		await ledger.asOwner('delete from public.cycles where ledger_id = $1', [ledger.id])
		const email = `guest-${crypto.randomUUID()}@example.com`
		const guest = await signUp(database, email)
		await ledger.asOwner(`select public.invite_member($1, $2, 'editor')`, [ledger.id, email])
		const revision = async () => (await ledger.changes(0, 0)).settings_revision
		for (const step of steps) {
			const before = await revision()
			if (typeof step === 'string') await ledger.asOwner(step, [ledger.id])
			else await step[1](guest)
			expect([step, await revision()]).toEqual([step, before + 1])
		}
		const sent = await ledger.broadcasts<{ settings_revision: number }>('settings')
		const all = Array.from({ length: await revision() }, (_, k) => k + 1)
		expect(sent.map(({ settings_revision }) => settings_revision)).toEqual(all)
	})

	test('only where something changed', async () => {
		await fresh()
		const before = (await ledger.changes(0, 0)).settings_revision
		await ledger.asOwner('update public.ledgers set name = name where id = $1', [ledger.id])
		expect((await ledger.changes(0, 0)).settings_revision).toBe(before)
	})
})

describe('a name', () => {
	const inSpaces = (bytes: number) => `a${' '.repeat(bytes - 2)}b`
	/** By what gets it: the statement that gives it, with the name as $2. */
	const given: [what: string, statement: string][] = [
		['a category', 'insert into public.categories (ledger_id, name) values ($1, $2) returning name'],
		['a source', 'insert into public.sources (ledger_id, name) values ($1, $2) returning name'],
		['a person', 'insert into public.people (ledger_id, name) values ($1, $2) returning name'],
		['the ledger', 'update public.ledgers set name = $2 where id = $1 returning name'],
		['an agent', "select public.create_agent($1, $2) ->> 'name' as name"],
	]

	test.each(given)('of %s has 1 to 60 characters, once its spaces are few', async (_, statement) => {
		await fresh()
		const give = async (name: string) =>
			(await ledger.asOwner<{ name: string }>(statement, [ledger.id, name]))[0]!.name
		expect(await give('x')).toBe('x')
		expect(await give('é'.repeat(60))).toBe('é'.repeat(60))
		expect(await give(inSpaces(2048))).toBe('a b')
		for (const name of ['', ' \t', 'é'.repeat(61), inSpaces(2049)])
			await expect(give(name)).rejects.toMatchObject({ code: '22023', column_name: 'name' })
	})
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

/** All that the database holds anywhere of a text. */
async function holds(text: string): Promise<string[]> {
	const tables = await database.query<{ name: string }>(
		`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname in ('public', 'private', 'realtime') and c.relkind in ('r', 'm', 'p') order by 1`,
	)
	const found: string[] = []
	for (const { name } of tables) {
		const rows = await database.query(
			`select 1 from ${name} t where strpos(to_json(t)::text, $1) > 0 limit 1`,
			[text],
		)
		if (rows.length > 0) found.push(name)
	}
	return found
}

/** A household in which Ana and Bruno wrote, each with a word of their own in everything. */
async function household() {
	const ledger = await makeLedger(database)
	const people = await ledger.asOwner<{ id: number }>(
		`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno') returning id`,
		[ledger.id],
	)
	const [ana, bruno] = people.map(({ id }) => id) as [number, number]
	await ledger.asOwner(`insert into public.categories (ledger_id, name, color) values ($1, 'Mercado', 1)`, [
		ledger.id,
	])
	await ledger.asOwner(
		`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tel:5511999990001', $2), ($1, 'tg:2', $3)`,
		[ledger.id, ana, bruno],
	)
	const word = `palavra-${ledger.id}`
	const of = (who: string, message_id: string, more: object = {}) => ({
		message_id: `${who}.${message_id}`,
		sender: who === 'ana' ? 'tel:5511999990001' : 'tel:5511999990002',
		description: `Feira ${word}-${who}`,
		amount: '52,90',
		category: 'mercado',
		source: `cartão ${word}-${who}`,
		person: who === 'ana' ? 'ana' : null,
		payload: { message: `gastei ${word}-${who}` },
		...more,
	})
	await ledger.postOne(of('ana', '1'))
	await ledger.postOne(of('ana', '2', { amount: `cinquenta ${word}-ana` }))
	await ledger.postOne(of('bruno', '1', { person: null }))
	await ledger.postOne({
		message_id: 'ana.3',
		action: 'amend',
		target_message_id: 'ana.1',
		description: `Outra ${word}-ana`,
		sender: 'tel:5511999990001',
	})
	// What the agent replied, and a reply of it that did not arrive.
	await as(database, agent(ledger.token), async (query) => {
		for (const [who, contact] of [
			['ana', 'tel:5511999990001'],
			['bruno', 'tg:2'],
		] as const) {
			await query('select public.agent_received($1, array[$2])', [`${who}.1`, contact])
			await query('select public.agent_answered($1, $2, $3::text::jsonb)', [
				`${who}.1`,
				`Anotei ${word}-${who}`,
				JSON.stringify({ text: `${word}-${who}` }),
			])
			await query('select public.agent_undelivered($1)', [`${who}.1`])
		}
	})
	const figures = () =>
		ledger.asOwner(
			`select id, kind, amount_cents, installments, bill_month, occurred_at, category_id, source_id, person_id, voided
			from public.transactions where ledger_id = $1 order by id`,
			[ledger.id],
		)
	return { ...ledger, ana, word, figures }
}

const erase = (ledger: Awaited<ReturnType<typeof household>>, what: string, value: unknown) =>
	ledger.asOwner<{ count: number }>(`select public.erase_texts($1, ${what} => $2) as count`, [
		ledger.id,
		value,
	])

describe('erase_texts', () => {
	test.each([
		['person_id', (ledger: Awaited<ReturnType<typeof household>>) => ledger.ana],
		['contact', () => 'tel:55 11 99999-0001'],
	])('by %s leaves no word of theirs anywhere, and every figure', async (what, value) => {
		const ledger = await household()
		const before = await ledger.figures()
		const from = (await ledger.changes()).head
		const [answer] = await erase(ledger, what, value(ledger))
		expect(answer!.count).toBe(3)
		expect(await holds(`${ledger.word}-ana`)).toEqual([])
		expect(await holds(`${ledger.word}-bruno`)).not.toEqual([])
		expect(await ledger.figures()).toEqual(before)
		const { head, rows } = await ledger.changes(from)
		expect([head - from, rows.description]).toEqual([1, ['—']])
		// Filed anew, it stays where it was.
		await ledger.asOwner(`update public.categories set name = 'Feira' where ledger_id = $1`, [ledger.id])
		expect(await ledger.figures()).toEqual(before)
		expect((await erase(ledger, what, value(ledger)))[0]!.count).toBeLessThanOrEqual(3)
		expect((await ledger.changes(head)).rows.description ?? []).not.toContain('')
	})

	test('of one message leaves the others', async () => {
		const ledger = await household()
		await erase(ledger, 'message_id', 'ana.2')
		const [kept] = await ledger.asOwner<{ kept: number; gone: number }>(
			`select count(*) filter (where description is not null) as kept, count(*) filter (where description is null) as gone
			from public.inbox where ledger_id = $1 and action = 'record'`,
			[ledger.id],
		)
		expect(kept).toEqual({ kept: 2, gone: 1 })
	})

	test('is for owners, of their own ledger, and of one thing', async () => {
		const ledger = await household()
		const other = await household()
		await expect(
			other.asOwner('select public.erase_texts($1, person_id => $2)', [ledger.id, ledger.ana]),
		).rejects.toMatchObject({ code: 'PT404' })
		await expect(ledger.asOwner('select public.erase_texts($1)', [ledger.id])).rejects.toMatchObject({
			code: '22023',
		})
		await expect(
			ledger.asOwner(`select public.erase_texts($1, person_id => 1, contact => 'tel:5511999990001')`, [
				ledger.id,
			]),
		).rejects.toMatchObject({ code: '22023' })
		await erase(ledger, 'person_id', 2_000_000_000)
		expect(await holds(`${ledger.word}-ana`)).not.toEqual([])
		expect(await holds(`${other.word}-ana`)).not.toEqual([])
	})
})

test('an address is nowhere once its account is deleted, joined or only invited', async () => {
	const ledger = await makeLedger(database)
	const [joined, invited] = ['joined.gone@example.com', 'invited.gone@example.com']
	const user = await signUp(database, joined)
	const waiting = await signUp(database, invited)
	for (const email of [joined, invited])
		await ledger.asOwner(`select public.invite_member($1, $2, 'viewer')`, [ledger.id, email])
	await as(database, signedIn(user), (query) =>
		query('select public.accept_invitation(id) from public.my_invitations()'),
	)
	expect(
		await ledger.asOwner('select user_id from public.list_members($1) where not you', [ledger.id]),
	).toEqual([{ user_id: user }])
	expect(
		await ledger.asOwner('select email from public.invitations where ledger_id = $1', [ledger.id]),
	).toEqual([{ email: invited }])
	await database.query('delete from auth.users where id = any ($1)', [[user, waiting]])
	expect(await holds('gone@example.com')).toEqual([])
})

test('deleting a ledger refreshes nobody’s totals, and its own are nobody’s to read', async () => {
	const [mine, other] = [await makeLedger(database), await makeLedger(database)]
	for (const ledger of [mine, other])
		await ledger.postOne({ message_id: 'm', description: 'x', amount: '10' })
	await database.query('select private.refresh_monthly_totals()')
	await other.postOne({ message_id: 'n', description: 'x', amount: '5' })
	const kept = () =>
		database.query(
			`select ledger_id, revision::int from private.monthly_totals_kept where ledger_id = any ($1) order by 1`,
			[[mine.id, other.id]],
		)
	const before = await kept()
	await mine.asOwner(`select public.delete_ledger($1, 'Casa')`, [mine.id])
	expect(await kept()).toEqual(before)
	expect(await mine.asOwner('select * from public.monthly_totals')).toEqual([])
	await database.query('select private.refresh_monthly_totals()')
	expect(await kept()).toHaveLength(1)
})

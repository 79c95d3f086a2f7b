import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

/** A household with two of everything, each with something that hangs on it, and purchases filed under all of them. */
async function household() {
	const ledger = await makeLedger(database)
	const add = async (table: string, values: object) => {
		const columns = Object.keys(values)
		await ledger.asOwner(
			`insert into public.${table} (ledger_id, ${columns.join(', ')}) values ($1, ${columns.map((_, at) => `$${at + 2}`).join(', ')})`,
			[ledger.id, ...Object.values(values)],
		)
	}
	await add('categories', { name: 'Mercado', aliases: ['feira'], color: 3 })
	await add('categories', { name: 'Supermercado', aliases: ['super'], color: 4 })
	await add('sources', { name: 'Nubank', aliases: ['roxinho'], archived: true })
	await add('sources', { name: 'Nu', aliases: [] })
	await add('people', { name: 'Ana', aliases: ['aninha'] })
	await add('people', { name: 'Ana Maria', aliases: [] })
	await add('budgets', { category_id: 1, month: '2026-01-01', amount_cents: 80000 })
	await add('budgets', { category_id: 1, month: '2026-06-01', amount_cents: 90000 })
	await add('cycles', { source_id: 1, closing_day: 25, due_day: 5 })
	await add('cycles', { source_id: 1, from_month: '2026-03-01', closing_day: 10, due_day: 17 })
	await add('bill_closings', { source_id: 1, bill_month: '2026-04-01', closing_date: '2026-04-12' })
	await add('contacts', { address: 'tel:5511999990001', person_id: 1 })
	await add('recurring', { name: 'Feira', day: 5, amount_cents: 5000, category_id: 1, source_id: 1 })
	await ledger.asOwner('select public.create_join_code($1, 1)', [ledger.id])
	const words = [
		['feira', 'roxinho', 'aninha'],
		['Mercado', 'Nubank', 'Ana'],
		['super', 'nu', 'ana maria'],
		['Supermercado', 'pix', null],
		['padaria', null, 'Bia'],
	]
	for (const [at, [category, source, person]] of words.entries())
		await ledger.postOne({
			message_id: `m${at}`,
			description: `Compra ${at}`,
			amount: '10',
			category,
			source,
			person,
			occurred_at: `2026-0${at + 1}-11T12:00:00Z`,
		})
	await ledger.postOne({
		message_id: 'paid',
		kind: 'transfer',
		description: 'Fatura',
		amount: '10',
		source: 'pix',
		to_source: 'roxinho',
	})
	/** All that the ledger is, without counters and clocks. */
	const state = async () => {
		const found: Record<string, unknown> = {}
		for (const table of [
			'categories',
			'sources',
			'people',
			'budgets',
			'cycles',
			'bill_closings',
			'contacts',
			'recurring',
			'transactions',
		])
			found[table] = (
				await database.query<{ row: unknown }>(
					`select to_jsonb(t) - '{revision,updated_at,created_at}'::text[] as row from public.${table} t where ledger_id = $1 order by to_jsonb(t)::text collate "C"`,
					[ledger.id],
				)
			)
				.map(({ row }) => JSON.stringify(row))
				.sort()
		for (const table of ['labels', 'join_codes'])
			found[table] = (
				await database.query<{ row: unknown }>(
					`select to_jsonb(t) as row from private.${table} t where ledger_id = $1`,
					[ledger.id],
				)
			)
				.map(({ row }) => JSON.stringify(row))
				.sort()
		return found
	}
	const ask = async <T>(sql: string, ...values: unknown[]): Promise<T> =>
		(await ledger.asOwner<{ answer: T }>(`select ${sql} as answer`, [ledger.id, ...values]))[0]!.answer
	return { ...ledger, state, ask }
}

interface Made {
	changed: number
	undo: string
}

const WHATS = ['category', 'source', 'person'] as const

describe.each(WHATS)('a %s', (what) => {
	test.each([
		['made one with another', 'public.merge_labels($1, $2, 1, 2)'],
		['deleted', 'public.delete_label($1, $2, 1)'],
		['deleted, with all of it moved', 'public.delete_label($1, $2, 1, 2)'],
	])('that was %s is back exactly as it was', async (how, call) => {
		// A card's cycle goes along, so that a purchase of the other one falls into another bill.
		const changes = { category: 2, person: 2, source: how === 'deleted' ? 3 : 4 }
		const home = await household()
		const before = await home.state()
		const made = await home.ask<Made>(call, what)
		expect(made.changed).toBe(changes[what])
		expect(await home.state()).not.toEqual(before)
		expect(await home.ask<number>('public.undo_label($1, $2)', made.undo)).toBeGreaterThan(0)
		expect(await home.state()).toEqual(before)
		// Once.
		await expect(home.ask('public.undo_label($1, $2)', made.undo)).rejects.toMatchObject({ code: 'PT404' })
	})
})

test.each<[what: (typeof WHATS)[number], of: string[]]>([
	['category', ['public.budgets', 'public.recurring', 'public.transactions']],
	['source', ['public.cycles', 'public.bill_closings', 'public.recurring', 'public.transactions']],
	['person', ['public.contacts', 'private.join_codes', 'public.transactions']],
])('whatever hangs on one %s hangs on the other once they are one', async (what, tables) => {
	const home = await household()
	const holders = async (id: number) => {
		const counts = tables.map(
			(table) => `(select count(*)::int from ${table} t where t.ledger_id = $1 and t.${what}_id = $2)`,
		)
		const [row] = await database.query<{ counts: number[] }>(`select array[${counts}] as counts`, [
			home.id,
			id,
		])
		return row!.counts
	}
	const [one, other] = [await holders(1), await holders(2)]
	expect(Math.min(...one)).toBeGreaterThan(0)
	await home.ask('public.merge_labels($1, $2, 1, 2)', what)
	expect(await holders(1)).toEqual(one.map(() => 0))
	expect(await holders(2)).toEqual(one.map((count, at) => count + other[at]!))
})

test('how many follow is told before', async () => {
	const home = await household()
	const uses = await Promise.all(WHATS.map((what) => home.ask('public.label_uses($1, $2, 1)', what)))
	expect(uses).toEqual([2, 3, 2])
	await home.postOne({ message_id: 'gone', action: 'void', target_message_id: 'm0' })
	expect(await home.ask('public.label_uses($1, $2, 1)', 'category')).toBe(1)
})

test('a name that another has by now is not taken from it, and nothing changes', async () => {
	const home = await household()
	const made = await home.ask<Made>('public.delete_label($1, $2, 1)', 'category')
	await home.asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Feira')`, [home.id])
	const before = await home.state()
	await expect(home.ask('public.undo_label($1, $2)', made.undo)).rejects.toMatchObject({ code: '23505' })
	expect(await home.state()).toEqual(before)
})

test('what was changed since on the other one stays', async () => {
	const home = await household()
	const made = await home.ask<Made>('public.merge_labels($1, $2, 1, 2)', 'category')
	await home.asOwner(
		`update public.categories set name = 'Compras', aliases = aliases || '{hortifruti}' where ledger_id = $1 and id = 2`,
		[home.id],
	)
	await home.ask('public.undo_label($1, $2)', made.undo)
	expect(
		await home.asOwner('select id, name, aliases from public.categories where ledger_id = $1 order by id', [
			home.id,
		]),
	).toEqual([
		{ id: 1, name: 'Mercado', aliases: ['feira'] },
		{ id: 2, name: 'Compras', aliases: ['super', 'hortifruti', 'Supermercado'] },
	])
})

test('after ten minutes nothing is undone, and what was kept goes', async () => {
	const home = await household()
	const made = await home.ask<Made>('public.delete_label($1, $2, 1)', 'person')
	await database.query(
		`update private.label_undos set made_at = now() - interval '11 minutes' where id = $1`,
		[made.undo],
	)
	await expect(home.ask('public.undo_label($1, $2)', made.undo)).rejects.toMatchObject({ code: 'PT404' })
	await database.query('select private.refresh_monthly_totals()')
	expect(await database.query('select 1 from private.label_undos where id = $1', [made.undo])).toEqual([])
})

test('another ledger’s owner undoes nothing here, and nobody names an id', async () => {
	const [home, other] = [await household(), await household()]
	const made = await home.ask<Made>('public.delete_label($1, $2, 1)', 'person')
	await expect(other.ask('public.undo_label($1, $2)', made.undo)).rejects.toMatchObject({ code: 'PT404' })
	await expect(
		home.asOwner(`insert into public.people (ledger_id, id, name) values ($1, 1, 'x')`, [home.id]),
	).rejects.toMatchObject({ code: '42501' })
})

test('a mapped text is taken back, and a dismissed message is on the list again', async () => {
	const home = await household()
	const before = await home.state()
	expect(await home.ask('public.map_text($1, $2, $3, 1)', 'category', 'padaria')).toBe(1)
	expect(await home.ask('public.unmap_text($1, $2, $3, 1)', 'category', ' PADARIA ')).toBe(1)
	expect(await home.state()).toEqual(before)
	const { id } = await home.postOne({ message_id: 'bad', description: 'x', amount: 'dez' })
	const listed = () =>
		home.asOwner(
			`select 1 from public.inbox where id = $1 and dismissed_at is null and dismissed_by is null`,
			[id],
		)
	await home.asOwner('select public.dismiss_inbox($1)', [id])
	expect(await listed()).toHaveLength(0)
	await home.asOwner('select public.undismiss_inbox($1)', [id])
	expect(await listed()).toHaveLength(1)
})

describe('an invitation', () => {
	test('puts nobody into a ledger: one is accepted, one declined, each by its own id', async () => {
		const [home, other] = [await makeLedger(database), await makeLedger(database)]
		const email = `asked-${home.id}@example.com`
		const guest = await signUp(database, email)
		for (const ledger of [home, other])
			await ledger.asOwner(`select public.invite_member($1, $2, 'editor')`, [ledger.id, email])
		await home.asOwner(`select public.rename_member($1, $2)`, [home.id, '  Ana\u202e  '])
		const ledgers = (query: Parameters<Parameters<typeof as>[2]>[0]) =>
			query<{ id: string }>('select id from public.ledgers order by id')
		await as(database, signedIn(guest), async (query) => {
			const asked = await query<{ id: string; invited_by: string }>('select * from public.my_invitations()')
			expect(asked).toHaveLength(2)
			expect(asked[0]!.invited_by).toBe('Ana')
			expect(await ledgers(query)).toEqual([])
			await query('select public.accept_invitation($1, $2)', [asked[0]!.id, 'Bia'])
			expect(await ledgers(query)).toEqual([{ id: home.id }])
			await query('select public.decline_invitation($1)', [asked[1]!.id])
			expect(await query('select * from public.my_invitations()')).toEqual([])
			expect(await ledgers(query)).toEqual([{ id: home.id }])
		})
		expect(await other.asOwner('select 1 from public.invitations where ledger_id = $1', [other.id])).toEqual(
			[],
		)
	})

	test('is nobody else’s to answer', async () => {
		const home = await makeLedger(database)
		const email = `mine-${home.id}@example.com`
		await signUp(database, email)
		const near = await signUp(database, `near-${home.id}@example.com`)
		const unproved = await signUp(database, `unproved-${home.id}@example.com`, false)
		const [made] = await home.asOwner<{ id: string }>(`select public.invite_member($1, $2, 'owner') as id`, [
			home.id,
			email,
		])
		for (const who of [near, unproved])
			for (const call of ['accept_invitation', 'decline_invitation'])
				await expect(
					as(database, signedIn(who), (query) => query(`select public.${call}($1)`, [made!.id])),
				).rejects.toMatchObject({ code: 'PT404' })
		expect(
			await home.asOwner('select 1 from public.invitations where ledger_id = $1', [home.id]),
		).toHaveLength(1)
	})
})

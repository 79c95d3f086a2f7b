import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Rows {
	rows: { id: string; revision: number | null; message_id: string }[]
	next: unknown[] | null
}

/** A ledger with so many purchases, and a refused message. */
async function ledgerOf(purchases: number) {
	const ledger = await makeLedger(database)
	const items = Array.from({ length: purchases }, (_, k) => ({
		message_id: `wamid.${k}`,
		description: `Feira ${k}`,
		amount: '52,90',
	}))
	for (let at = 0; at < items.length; at += 500) await ledger.post(items.slice(at, at + 500))
	await ledger.postOne({ message_id: 'wamid.refused', description: 'Feira', amount: 'muito' })
	return ledger
}

const left = async (ledger: string) => {
	const [row] = await database.query<{ messages: number; purchases: number; remains: number }>(
		`select
			(select count(*)::int from public.inbox where ledger_id = $1) as messages,
			(select count(*)::int from public.transactions where ledger_id = $1) as purchases,
			(select count(*)::int from private.remains where ledger_id = $1) as remains`,
		[ledger],
	)
	return row
}

test('an export in steps has every row of the whole one, once, and goes on after any of them', async () => {
	const ledger = await ledgerOf(1202)
	const [row] = await ledger.asOwner<{ whole: { transactions: object[]; inbox: object[] } }>(
		'select public.export_ledger($1) as whole',
		[ledger.id],
	)
	for (const [what, all] of Object.entries({
		transactions: row!.whole.transactions,
		inbox: row!.whole.inbox,
	})) {
		const rows: object[] = []
		let after: unknown[] | null = null
		let steps = 0
		do {
			const [step]: { part: Rows }[] = await ledger.asOwner(
				'select public.export_rows($1, $2, $3::text::json, 500) as part',
				[ledger.id, what, after && JSON.stringify(after)],
			)
			rows.push(...step!.part.rows)
			after = step!.part.next
			steps += 1
		} while (after)
		expect(steps).toBe(3)
		expect(all).toHaveLength(what === 'inbox' ? 1203 : 1202)
		const byId = (list: object[]) => new Map(list.map((one) => [(one as { id: string }).id, one]))
		expect(byId(rows)).toEqual(byId(all))
		expect(rows).toHaveLength(all.length)
	}
	const [head] = await ledger.asOwner<{ head: { transactions: []; inbox: []; categories: [] } }>(
		'select public.export_ledger($1, false) as head',
		[ledger.id],
	)
	expect([head!.head.transactions, head!.head.inbox]).toEqual([[], []])
})

test('a step takes 1 to 5,000 rows of what there is', async () => {
	const ledger = await makeLedger(database)
	const part = (what: string, size: number | null) =>
		ledger.asOwner('select public.export_rows($1, $2, null, $3)', [ledger.id, what, size])
	for (const size of [0, -1, 5_001, null])
		await expect(part('inbox', size)).rejects.toMatchObject({ code: '22023' })
	await expect(part('agent_tokens', 10)).rejects.toMatchObject({ code: '22023' })
})

test('a deleted ledger is gone at once for everybody, and erased step by step', async () => {
	const ledger = await ledgerOf(9)
	const other = await ledgerOf(3)
	const [deleted] = await ledger.asOwner<{ more: boolean }>(
		`select public.delete_ledger($1, 'Casa') as more`,
		[ledger.id],
	)
	// A household's is erased by the same call.
	expect(deleted!.more).toBe(false)
	expect(await left(ledger.id)).toEqual({ messages: 0, purchases: 0, remains: 0 })
	expect(await left(other.id)).toMatchObject({ messages: 4, purchases: 3 })
})

describe('a large one', () => {
	/** Steps of four rows instead of 20,000. */
	let definition: string
	beforeEach(async () => {
		const [step] = await database.query<{ definition: string }>(
			`select pg_get_functiondef('private.go_on_erasing(uuid)'::regprocedure) as definition`,
		)
		definition = step!.definition
		expect(definition).toContain('20000')
		await database.script(definition.replace('20000', '4'))
	})
	afterEach(() => database.script(definition))

	const deleted = (ledger: Awaited<ReturnType<typeof ledgerOf>>) =>
		ledger.asOwner<{ more: boolean }>(`select public.delete_ledger($1, 'Casa') as more`, [ledger.id])
	const goOn = async (ledger: string, who: string) => {
		const [row] = await as(database, signedIn(who), (query) =>
			query<{ more: boolean }>('select public.erase_remains($1) as more', [ledger]),
		)
		return row!.more
	}

	test('goes in steps, each of which may be the last that somebody asks for', async () => {
		const ledger = await ledgerOf(9)
		const someone = await signUp(database, `someone-${ledger.id}@example.com`)
		expect((await deleted(ledger))[0]!.more).toBe(true)
		expect(await left(ledger.id)).toMatchObject({ messages: 6, purchases: 9, remains: 1 })
		await expect(ledger.asOwner('select public.ledger_changes($1, 0)', [ledger.id])).rejects.toThrow()
		await expect(ledger.asOwner('select public.export_rows($1, $2)', [ledger.id, 'inbox'])).rejects.toThrow()
		await expect(ledger.postOne({ message_id: 'late', description: 'Feira', amount: 1 })).rejects.toThrow()
		// Whoever knows its id: nobody can read what is erased.
		const steps: boolean[] = []
		do steps.push(await goOn(ledger.id, someone))
		while (steps.at(-1) && steps.length < 20)
		expect(steps).toEqual([true, true, true, false])
		expect(await left(ledger.id)).toEqual({ messages: 0, purchases: 0, remains: 0 })
	})

	test('costs nobody else: not who deletes another, nor who goes on with another', async () => {
		const [first, second, living] = [await ledgerOf(9), await ledgerOf(6), await ledgerOf(2)]
		await deleted(first)
		const before = await left(first.id)
		expect(before).toMatchObject({ messages: 6, purchases: 9, remains: 1 })
		await deleted(second)
		// All of its own step was the second's, although the first has waited longer.
		expect(await left(second.id)).toMatchObject({ messages: 3, purchases: 6, remains: 1 })
		expect(await left(first.id)).toEqual(before)
		const someone = await signUp(database, `someone-${second.id}@example.com`)
		while (await goOn(second.id, someone));
		expect(await left(second.id)).toEqual({ messages: 0, purchases: 0, remains: 0 })
		expect(await left(first.id)).toEqual(before)
		// Of a ledger that lives, or of none, there is nothing to erase.
		expect(await goOn(living.id, someone)).toBe(false)
		expect(await goOn(randomUUID(), someone)).toBe(false)
		expect(await left(living.id)).toEqual({ messages: 3, purchases: 2, remains: 0 })
		expect(await left(first.id)).toEqual(before)
	})

	test('is erased by the schedule where nobody went on, the one that waits longest first', async () => {
		const [first, second] = [await ledgerOf(5), await ledgerOf(5)]
		await deleted(first)
		await deleted(second)
		const step = async () => {
			const [row] = await database.query<{ more: boolean | null }>(
				'select private.erase_forgotten_remains(4) as more',
			)
			return row!.more
		}
		while ((await left(first.id))!.remains > 0) {
			expect(await left(second.id)).toMatchObject({ messages: 2, purchases: 5 })
			await step()
		}
		let steps = 0
		while ((await step()) !== null) expect(++steps).toBeLessThan(10)
		expect(await left(second.id)).toEqual({ messages: 0, purchases: 0, remains: 0 })
	})
})

test('words are erased in steps too, each purchase with every message about it', async () => {
	const ledger = await makeLedger(database)
	const word = `palavra-${ledger.id}`
	const sender = 'tel:5511999990009'
	for (const k of [1, 2, 3, 4, 5])
		await ledger.postOne({ message_id: `w.${k}`, sender, description: `Feira ${word}`, amount: '10' })
	await ledger.postOne({
		message_id: 'w.6',
		sender: 'tel:5511999990010',
		action: 'amend',
		target_message_id: 'w.1',
		description: `Padaria ${word}`,
	})
	await ledger.postOne({ message_id: 'w.7', sender, description: `Feira ${word}`, amount: `muito ${word}` })
	const step = async () => {
		const [row] = await ledger.asOwner<{ n: number }>(
			'select private.erase_texts($1, null, null, $2, 2) as n',
			[ledger.id, sender],
		)
		return row!.n
	}
	const words = async () => {
		const [row] = await database.query<{ messages: number; purchases: number }>(
			`select
				(select count(*)::int from public.inbox i where i.ledger_id = $1 and strpos(i::text, $2) > 0) as messages,
				(select count(*)::int from public.transactions t where t.ledger_id = $1 and strpos(t::text, $2) > 0) as purchases`,
			[ledger.id, word],
		)
		return row!
	}
	const before = await words()
	expect(before).toEqual({ messages: 7, purchases: 5 })
	let steps = 0
	for (let n = await step(); n > 0; n = await step()) {
		steps += 1
		expect(steps).toBeLessThan(10)
		const now = await words()
		// Never a purchase without its words whose messages still have them.
		expect(now.messages).toBeGreaterThanOrEqual(now.purchases)
	}
	expect(steps).toBeGreaterThan(2)
	expect(await words()).toEqual({ messages: 0, purchases: 0 })
})

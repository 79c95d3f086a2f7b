import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { startDatabase, type TestDatabase } from '../support/database.ts'
import { makeLedger, type TestLedger } from '../support/ledger.ts'
import { agent, as } from '../support/persona.ts'
import { billEntries, dayEntries, expectSame, figuresOf } from './compare.ts'
import type { Model } from './model.ts'
import { isSetting, Play, type Setting } from './play.ts'
import { history, type Step } from './steps.ts'
import { readAll } from './stored.ts'

// Random histories of a ledger, told twice: to the database through its inbox and settings, a step at a time, and to a slow
// model that knows the rules by their definition. What became of each purchase, and every total, must be the same to the cent.
// More of them: PAINEL_RUNS=1000 npx vitest run --project sql supabase/tests/histories/histories
const numRuns = Number(process.env.PAINEL_RUNS ?? 120)

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

async function makeSettings(ledger: TestLedger): Promise<void> {
	await ledger.asOwner(
		`insert into public.sources (ledger_id, name) values ($1, 'Nubank'), ($1, 'Inter'), ($1, 'Conta')`,
		[ledger.id],
	)
	await ledger.asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Casa'), ($1, 'Lazer')`, [
		ledger.id,
	])
}

async function set(ledger: TestLedger, { model }: Play, one: Setting): Promise<void> {
	if (one.do === 'label')
		await ledger.asOwner(
			`update public.${one.what === 'source' ? 'sources' : 'categories'}
			set name = coalesce($3, name), aliases = coalesce($4::text[], aliases) where ledger_id = $1 and id = $2`,
			[ledger.id, one.id, one.name, one.aliases],
		)
	else if (one.do === 'zone')
		await ledger.asOwner('update public.ledgers set timezone = $2 where id = $1', [ledger.id, one.zone])
	else if (one.do === 'cycle') {
		const { source_id, from_month, closing_day, due_day } = [...model.cycles.values()].at(-1)!
		await ledger.asOwner(
			`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
			values ($1, $2, ($3 || '-01')::date, $4, $5)
			on conflict (ledger_id, source_id, from_month) do update
			set closing_day = excluded.closing_day, due_day = excluded.due_day`,
			[ledger.id, source_id, from_month, closing_day, due_day],
		)
	} else {
		const { source_id, bill_month, closing_date } = [...model.closings.values()].at(-1)!
		await ledger.asOwner(
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
			values ($1, $2, ($3 || '-01')::date, $4)
			on conflict (ledger_id, source_id, bill_month) do update set closing_date = excluded.closing_date`,
			[ledger.id, source_id, bill_month, closing_date],
		)
	}
}

async function play(ledger: TestLedger, one: Play, steps: Step[]): Promise<void> {
	for (const step of steps) {
		if (isSetting(step)) {
			if (one.set(step)) await set(ledger, one, step)
			else await expect(set(ledger, one, step)).rejects.toThrow('already answers to')
			continue
		}
		const told = one.tell(step)
		if (!told) continue
		const { status, reason } = await ledger.postOne(told.item)
		const [row] = await database.query<{ at: string }>(
			'select occurred_at as at from public.transactions where ledger_id = $1 and message_id = $2',
			[ledger.id, told.item.message_id],
		)
		told.heard({ status, reason, occurred_at: row?.at ?? null })
	}
}

/** What the agent is answered of the last months, counted both ways. */
async function expectSummaries(ledger: TestLedger, model: Model): Promise<void> {
	const both = { bill: billEntries(model), purchase: dayEntries(model) }
	const months = [...new Set(Object.values(both).flatMap((entries) => entries.map(({ month }) => month)))]
	for (const [basis, entries] of Object.entries(both)) {
		await ledger.asOwner('update public.ledgers set basis = $2 where id = $1', [ledger.id, basis])
		for (const month of months.sort().slice(-3)) {
			const [row] = await as(database, agent(ledger.token), (query) =>
				query<{ answer: Record<string, unknown> }>('select public.agent_summary($1) as answer', [month]),
			)
			const { spending, income, purchases } = figuresOf(entries, month)
			expect(row!.answer).toMatchObject({
				month,
				basis,
				spending_cents: spending,
				income_cents: income,
				purchases,
			})
		}
	}
}

test('the database and a model of the rules tell one history', async () => {
	let read = 0
	await fc.assert(
		fc.asyncProperty(history, async (steps) => {
			const ledger = await makeLedger(database)
			await makeSettings(ledger)
			const one = new Play()
			await play(ledger, one, steps)
			const today = one.model.dayOf(Date.now())
			const stored = await readAll(database, ledger.owner, [ledger.id], [today])
			expectSame(stored.of(ledger.id), one.model)
			await expectSummaries(ledger, one.model)
			read += one.model.purchases.length
		}),
		{ numRuns },
	)
	expect(read).toBeGreaterThan(numRuns)
}, 3_600_000)

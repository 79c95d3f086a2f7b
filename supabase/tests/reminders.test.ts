import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { makeLedger } from './support/ledger.ts'
import { agent, as, signedIn, signUp } from './support/persona.ts'

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

interface Reminder {
	id: string
	contact: string
	kind: string
	facts: Record<string, unknown>
	route: object | null
}

/** A ledger whose budget of 100 for Mercado has come to 85 this month; no Sunday's summary unless asked for. */
async function household(kinds = '{budget,closing,due,late}') {
	const ledger = await makeLedger(database)
	await ledger.asOwner(`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`, [
		ledger.id,
	])
	await ledger.asOwner(`insert into public.categories (ledger_id, name) values ($1, 'Mercado')`, [ledger.id])
	await ledger.asOwner(
		`insert into public.budgets (ledger_id, category_id, month, amount_cents) values ($1, 1, '2020-01-01', 10000)`,
		[ledger.id],
	)
	await ledger.asOwner(
		`insert into public.contacts (ledger_id, address, person_id) values ($1, 'tel:5511999998888', 1), ($1, 'tg:7', 2)`,
		[ledger.id],
	)
	// Never quiet, whatever the hour of the test is.
	await ledger.asOwner(
		`insert into public.reminder_settings (ledger_id, kinds, quiet_from, quiet_to) values ($1, $2, 0, 0)`,
		[ledger.id, kinds],
	)
	const ask = <T>(text: string, parameters: unknown[] = []) =>
		as(database, agent(ledger.token), async (query) => {
			const [row] = await query<{ answer: T }>(text, parameters)
			return row!.answer
		})
	const spend = (cents: number, id: string = crypto.randomUUID()) =>
		ledger.post({ message_id: id, description: 'Feira', amount: cents / 100, category: 'mercado' })
	await spend(8500)
	return {
		...ledger,
		spend,
		reminders: (contact: string | null = 'tg:7') =>
			ask<Reminder[]>('select public.agent_reminders($1) as answer', [contact]),
		reminded: (...ids: string[]) => ask<null>('select public.agent_reminded($1::uuid[]) as answer', [ids]),
		mute: (contact: string, kind: string | null = null, until: string | null = null) =>
			ask<null>('select public.agent_mute($1, $2, $3) as answer', [contact, kind, until]),
		wrote: (contact: string, door: string, hoursAgo = 0) =>
			ask<object>(
				`select public.agent_received($1, array[$2], now() - make_interval(hours => $3), jsonb_build_object('door', $4::text)) as answer`,
				[crypto.randomUUID(), contact, hoursAgo, door],
			),
		/** The claims of before, as if they had been made so long ago. */
		age: (minutes: number, days = 0) =>
			database.query(
				`update private.reminders set claimed_at = claimed_at - make_interval(mins => $2), claimed_on = claimed_on - $3::int where ledger_id = $1`,
				[ledger.id, minutes, days],
			),
	}
}

describe('a budget', () => {
	test('at 80 %, and again at 100 %, each told once to each', async () => {
		const home = await household()
		expect(await home.reminders()).toMatchObject([
			{
				kind: 'budget',
				contact: 'tg:7',
				facts: { category: 'Mercado', amount_cents: 10000, spent_cents: 8500 },
			},
		])
		expect(await home.reminders()).toEqual([])
		expect(await home.reminders('tel:551199998888')).toHaveLength(1)
		await home.spend(1500)
		expect(await home.reminders()).toMatchObject([{ facts: { spent_cents: 10000 } }])
		expect(await home.reminders()).toEqual([])
	})

	test('not by what a file brought, until somebody tells of a purchase', async () => {
		const home = await household()
		const [first] = await home.reminders()
		await home.reminded(first!.id)
		await home.spend(2000, 'import:a:0')
		expect(await home.reminders()).toEqual([])
		await home.spend(100)
		expect(await home.reminders()).toMatchObject([{ kind: 'budget', facts: { spent_cents: 10_600 } }])
	})

	test('nothing of months gone by, nor below', async () => {
		const home = await household()
		await home.asOwner('update public.budgets set amount_cents = 90000 where ledger_id = $1', [home.id])
		expect(await home.reminders()).toEqual([])
		await home.post({
			message_id: 'old',
			description: 'Feira',
			amount: 5000,
			category: 'mercado',
			occurred_at: new Date(Date.now() - 90 * 86_400_000).toISOString(),
		})
		expect(await home.reminders()).toEqual([])
	})
})

describe('nothing is told twice', () => {
	test('by sixteen that ask at once', async () => {
		const home = await household()
		await home.wrote('tel:5511999998888', 'evolution')
		await home.wrote('tg:7', 'telegram')
		const answers = await Promise.all(
			Array.from({ length: 16 }, (_, k) => home.reminders(k % 2 ? null : 'tg:7')),
		)
		const given = answers.flat().map(({ id }) => id)
		expect(given).toHaveLength(2)
		expect(new Set(given).size).toBe(2)
	})

	test('a claim that nobody confirmed is given out once more that day, then never', async () => {
		const home = await household()
		expect(await home.reminders()).toHaveLength(1)
		await home.age(9)
		expect(await home.reminders()).toEqual([])
		await home.age(2)
		expect(await home.reminders()).toHaveLength(1)
		await home.age(60)
		expect(await home.reminders()).toEqual([])
	})

	test('nor on another day', async () => {
		const home = await household()
		await home.reminders()
		await home.age(60 * 24, 1)
		expect(await home.reminders()).toEqual([])
	})

	test('and never once it was confirmed', async () => {
		const home = await household()
		const [reminder] = await home.reminders()
		await home.reminded(reminder!.id)
		await home.age(60)
		expect(await home.reminders()).toEqual([])
	})

	test('another ledger’s agent confirms nothing', async () => {
		const [home, other] = [await household(), await household()]
		const [reminder] = await home.reminders()
		await other.reminded(reminder!.id)
		await home.age(11)
		expect(await home.reminders()).toHaveLength(1)
	})
})

describe('to whom', () => {
	test('by itself only to who wrote through this agent, and on the Cloud API within 24 hours', async () => {
		const home = await household()
		expect(await home.reminders(null)).toEqual([])
		await home.wrote('tel:5511999998888', 'meta', 25)
		expect(await home.reminders(null)).toEqual([])
		await home.wrote('tg:7', 'telegram', 500)
		expect(await home.reminders(null)).toMatchObject([{ contact: 'tg:7', route: { door: 'telegram' } }])
		// The rest waits for the next reply.
		await home.wrote('tel:5511999998888', 'meta')
		expect(await home.reminders('tel:5511999998888')).toHaveLength(1)
	})

	test('nobody in the quiet hours, unless they write', async () => {
		const home = await household()
		await home.wrote('tg:7', 'telegram')
		await home.asOwner(
			`update public.reminder_settings set quiet_from = extract(hour from now() at time zone 'America/Sao_Paulo'),
				quiet_to = extract(hour from now() at time zone 'America/Sao_Paulo' + interval '2 hours') where ledger_id = $1`,
			[home.id],
		)
		expect(await home.reminders(null)).toEqual([])
		expect(await home.reminders('tg:7')).toHaveLength(1)
	})

	test('not to who silenced them, of one kind or all, until a day', async () => {
		const home = await household()
		await home.mute('tg:7', 'summary')
		await home.mute('tg:7', 'budget', '2020-01-01')
		expect(await home.reminders()).toHaveLength(1)
		await home.mute('tel:5511999998888')
		expect(await home.reminders('tel:5511999998888')).toEqual([])
	})

	test('not of a kind that is switched off', async () => {
		const home = await household('{late}')
		expect(await home.reminders()).toEqual([])
	})

	test('a stranger and a wrong kind are refused', async () => {
		const home = await household()
		expect(await home.reminders('tg:99')).toEqual([])
		await expect(home.mute('tg:99')).rejects.toMatchObject({ code: '22023', column_name: 'contact' })
		await expect(home.mute('tg:7', 'x')).rejects.toMatchObject({ code: '22023', column_name: 'kind' })
	})
})

describe('the other kinds', () => {
	const today = async () => {
		const [row] = await database.query<{ today: string }>(
			`select (now() at time zone 'America/Sao_Paulo')::date::text as today`,
		)
		return row!.today
	}
	const moved = (day: string, by: number) =>
		new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10)

	test('a bill that closes within two days', async () => {
		const home = await household('{closing,due}')
		const closing = moved(await today(), 2)
		await home.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Nubank')`, [home.id])
		await home.asOwner(
			`insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 1, $2, $3)`,
			[home.id, Number(closing.slice(8)), ((Number(closing.slice(8)) + 9) % 28) + 1],
		)
		await home.post({ message_id: 'card', description: 'Loja', amount: 120, source: 'nubank' })
		expect(await home.reminders()).toMatchObject([
			{ kind: 'closing', facts: { source: 'Nubank', amount_cents: 12000, left_cents: 12000 } },
		])
	})

	test('a bill before it closes, and from two days before it is due to its day, until it is paid', async () => {
		const home = await household()
		await home.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Nubank')`, [home.id])
		await home.asOwner(
			'insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 1, 10, 20)',
			[home.id],
		)
		await home.post({ message_id: 'card', description: 'Loja', amount: 120, source: 'nubank' })
		await home.post({
			message_id: 'part',
			description: 'Fatura',
			kind: 'transfer',
			amount: 20,
			source: 'pix',
			to_source: 'nubank',
		})
		const [bill] = await database.query<{ month: string; closes: string; due: string }>(
			`select to_char(bill_month, 'YYYY-MM') as month, closes::text, due::text
			from private.card_bills($1, $2::date) where amount_cents > 0`,
			[home.id, await today()],
		)
		const told = async (day: string) => {
			const rows = await database.query<{ kind: string; facts: object }>(
				`select kind, facts from private.reminders_due($1, 'bill', $2::date) where kind in ('closing', 'due')`,
				[home.id, day],
			)
			for (const { facts } of rows)
				expect(facts).toEqual({
					source: 'Nubank',
					bill_month: bill!.month,
					closes: bill!.closes,
					due: bill!.due,
					amount_cents: 12000,
					left_cents: 10000,
				})
			return rows.map(({ kind }) => kind)
		}
		const days = async (day: string, from: number, to: number) => {
			const found: string[] = []
			for (let by = from; by <= to; by++) found.push((await told(moved(day, by))).join(' '))
			return found
		}
		expect(await days(bill!.closes, -3, 0)).toEqual(['', 'closing', 'closing', ''])
		expect(await days(bill!.due, -3, 1)).toEqual(['', 'due', 'due', 'due', ''])
		await home.post({
			message_id: 'rest',
			description: 'Fatura',
			kind: 'transfer',
			amount: 100,
			source: 'pix',
			to_source: 'nubank',
		})
		expect(await days(bill!.due, -2, 0)).toEqual(['', '', ''])
	})

	test('no bill that a file brought, until somebody tells of another purchase on that card', async () => {
		const home = await household('{closing,due}')
		const closing = moved(await today(), 2)
		await home.asOwner(`insert into public.sources (ledger_id, name) values ($1, 'Nubank'), ($1, 'Inter')`, [
			home.id,
		])
		await home.asOwner(
			`insert into public.cycles (ledger_id, source_id, closing_day, due_day) values ($1, 1, $2, $3)`,
			[home.id, Number(closing.slice(8)), ((Number(closing.slice(8)) + 9) % 28) + 1],
		)
		await home.post({ message_id: 'import:a:0', description: 'Loja', amount: 120, source: 'nubank' })
		await home.post({ message_id: 'other', description: 'Loja', amount: 10, source: 'inter' })
		expect(await home.reminders()).toEqual([])
		await home.post({ message_id: 'told', description: 'Pão', amount: 5, source: 'nubank' })
		expect(await home.reminders()).toMatchObject([{ kind: 'closing', facts: { left_cents: 12500 } }])
	})

	test('what comes again and has not come', async () => {
		const home = await household('{late}')
		const day = await today()
		const due = Number(day.slice(8)) - 1
		await home.asOwner(
			`insert into public.recurring (ledger_id, name, day, amount_cents) values ($1, 'Aluguel', $2, 230000)`,
			[home.id, Math.max(1, due)],
		)
		// On the first of a month nothing of it can be late yet.
		expect(await home.reminders()).toMatchObject(
			due < 1 ? [] : [{ kind: 'late', facts: { name: 'Aluguel', amount_cents: 230000 } }],
		)
	})

	test('on Sundays the month so far', async () => {
		const home = await household('{summary}')
		const isSunday = new Date(`${await today()}T00:00:00Z`).getUTCDay() === 0
		const rows = await database.query<{ facts: object }>(
			`select facts from private.reminders_due($1, 'bill', $2::date) where kind = 'summary'`,
			[home.id, '2026-11-29'],
		)
		expect(rows).toMatchObject([{ facts: { month: '2026-11', spending_cents: expect.any(Number) } }])
		expect(await home.reminders()).toHaveLength(isSunday ? 1 : 0)
	})
})

test('viewers read the switches, and only editors turn them', async () => {
	const home = await household()
	const email = `viewer-${home.id}@example.com`
	const viewer = await signUp(database, email)
	await home.asOwner('select public.invite_member($1, $2, $3)', [home.id, email, 'viewer'])
	await as(database, signedIn(viewer), async (query) => {
		await query('select public.accept_invitation(id) from public.my_invitations()')
		expect(await query('select * from public.reminder_settings')).toHaveLength(1)
		await query(`update public.reminder_settings set kinds = '{}' where ledger_id = $1`, [home.id])
	})
	expect(await home.reminders()).toHaveLength(1)
	await expect(
		home.asOwner(`update public.reminder_settings set kinds = '{x}' where ledger_id = $1`, [home.id]),
	).rejects.toMatchObject({ code: '23514' })
})

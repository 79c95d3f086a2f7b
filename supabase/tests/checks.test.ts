import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, makeLedger } from './support/ledger.ts'

// Every check constraint: the last values that it takes, and the first that it refuses.

interface Check {
	table: string
	/** What is set in all rows of the table, as SQL: each of these passes. */
	good: string[]
	/** Each of these is refused. */
	bad: string[]
}

const CHECKS: Record<string, Check> = {
	agent_tokens_sha256: {
		table: 'private.agent_tokens',
		good: [`token_hash = sha256('x')`],
		bad: [
			`token_hash = substr(sha256('x'), 1, 31)`,
			`token_hash = sha256('x') || '\\x00'::bytea`,
			`token_hash = ''`,
		],
	},
	join_codes_sha256: {
		table: 'private.join_codes',
		good: [`code_hash = sha256('x')`],
		bad: [`code_hash = substr(sha256('x'), 1, 31)`, `code_hash = sha256('x') || '\\x00'::bytea`],
	},
	labels_what_known: {
		table: 'private.labels',
		good: [`what = 'person'`],
		bad: [`what = 'people'`, `what = ''`],
	},
	agents_abilities_known: {
		table: 'public.agents',
		good: [`abilities = '{record}'`, `abilities = '{record,converse,correct}'`],
		bad: [`abilities = '{}'`, `abilities = '{record,erase}'`],
	},
	agents_name_length: {
		table: 'public.agents',
		good: [`name = 'x'`, `name = repeat('x', 60)`],
		bad: [`name = ''`, `name = repeat('x', 61)`, `name = ' x'`, `name = 'x '`],
	},
	bill_closings_month_first: {
		table: 'public.bill_closings',
		good: [`bill_month = '2026-12-01'`],
		bad: [`bill_month = '2026-12-02'`, `bill_month = '2026-11-30'`],
	},
	bill_closings_near: {
		table: 'public.bill_closings',
		good: [`closing_date = '2026-10-01'`, `closing_date = '2027-02-01'`],
		bad: [`closing_date = '2026-09-30'`, `closing_date = '2027-02-02'`],
	},
	budgets_amount_range: {
		table: 'public.budgets',
		good: ['amount_cents = 0', 'amount_cents = 99999999999'],
		bad: ['amount_cents = -1', 'amount_cents = 100000000000'],
	},
	budgets_month_first: {
		table: 'public.budgets',
		good: [`month = '2026-12-01'`],
		bad: [`month = '2026-12-02'`, `month = '2026-12-31'`],
	},
	categories_color_slot: {
		table: 'public.categories',
		good: ['color = 1', 'color = 10'],
		bad: ['color = 0', 'color = 11'],
	},
	cycles_closing_day_range: {
		table: 'public.cycles',
		good: ['closing_day = 1', 'closing_day = 31'],
		bad: ['closing_day = 0', 'closing_day = 32'],
	},
	cycles_due_day_range: {
		table: 'public.cycles',
		good: ['due_day = 1', 'due_day = 31', 'due_day = null'],
		bad: ['due_day = 0', 'due_day = 32'],
	},
	cycles_due_needs_closing: {
		table: 'public.cycles',
		good: ['closing_day = null, due_day = null'],
		bad: ['closing_day = null, due_day = 5'],
	},
	cycles_month_first: {
		table: 'public.cycles',
		good: [`from_month = '2026-12-01'`, 'from_month = null'],
		bad: [`from_month = '2026-12-02'`],
	},
	inbox_one_author: {
		table: 'public.inbox',
		good: ['agent_id = null, member_id = gen_random_uuid()'],
		bad: ['agent_id = null', 'member_id = gen_random_uuid()'],
	},
	inbox_reason_given: {
		table: 'public.inbox',
		good: [`status = 'rejected', reason = 'amount_missing'`, `status = 'accepted', reason = null`],
		bad: [`status = 'rejected', reason = null`, `status = 'accepted', reason = 'amount_missing'`],
	},
	inbox_status_known: {
		table: 'public.inbox',
		good: [`status = 'accepted'`],
		bad: [`status = 'pending'`],
	},
	invitations_email_form: {
		table: 'public.invitations',
		good: [`email = 'a@b'`, `email = 'ana.maria+casa@exemplo.com.br'`, `email = repeat('a', 318) || '@b'`],
		bad: [
			`email = 'Ana@exemplo.com'`,
			`email = ' ana@exemplo.com'`,
			`email = 'ana'`,
			`email = '@exemplo.com'`,
			`email = 'ana@'`,
			`email = 'a@b@c'`,
			`email = 'a b@c'`,
			`email = repeat('a', 319) || '@b'`,
		],
	},
	invitations_role_known: {
		table: 'public.invitations',
		good: [`role = 'owner'`, `role = 'editor'`, `role = 'viewer'`],
		bad: [`role = 'admin'`, `role = ''`],
	},
	members_name_length: {
		table: 'public.members',
		good: [`name = 'x'`, `name = repeat('x', 60)`, 'name = null'],
		bad: [`name = ''`, `name = repeat('x', 61)`],
	},
	members_role_known: {
		table: 'public.members',
		good: [`role = 'owner'`, `role = 'editor'`, `role = 'viewer'`],
		bad: [`role = 'admin'`, `role = ''`],
	},
	recurring_amount_range: {
		table: 'public.recurring',
		good: ['amount_cents = 1', 'amount_cents = 99999999999'],
		bad: ['amount_cents = 0', 'amount_cents = 100000000000'],
	},
	recurring_day_range: {
		table: 'public.recurring',
		good: ['day = 1', 'day = 31'],
		bad: ['day = 0', 'day = 32'],
	},
	recurring_kind_known: {
		table: 'public.recurring',
		good: [`kind = 'expense'`, `kind = 'income'`, `kind = 'refund'`, `kind = 'transfer'`],
		bad: [`kind = 'saving'`],
	},
	reminder_settings_hours: {
		table: 'public.reminder_settings',
		good: ['quiet_from = 0, quiet_to = 23', 'quiet_from = 23, quiet_to = 0'],
		bad: ['quiet_from = -1', 'quiet_from = 24', 'quiet_to = -1', 'quiet_to = 24'],
	},
	reminder_settings_kinds_known: {
		table: 'public.reminder_settings',
		good: [`kinds = '{}'`, `kinds = '{budget,closing,due,late,summary}'`],
		bad: [`kinds = '{budget,birthday}'`],
	},
	transactions_amount_range: {
		table: 'public.transactions',
		good: ['amount_cents = 1', 'amount_cents = 99999999999'],
		bad: ['amount_cents = 0', 'amount_cents = -1', 'amount_cents = 100000000000'],
	},
	transactions_installments_range: {
		table: 'public.transactions',
		good: ['installments = 1', 'installments = 120'],
		bad: ['installments = 0', 'installments = 121'],
	},
	transactions_kind_known: {
		table: 'public.transactions',
		good: [`kind = 'expense'`, `kind = 'income'`, `kind = 'refund'`, `kind = 'transfer'`],
		bad: [`kind = 'saving'`],
	},
	transactions_transfer_alone: {
		table: 'public.transactions',
		good: [`kind = 'transfer', to_source_id = 1, pays_month = '2026-12-01'`, `kind = 'transfer'`],
		bad: [
			`kind = 'expense', to_source_id = 1`,
			`kind = 'expense', to_source_text = 'Nubank'`,
			`kind = 'income', pays_month = '2026-12-01'`,
		],
	},
}

let database: TestDatabase

beforeAll(async () => {
	database = await startDatabase()
	const ledger = await makeLedger(database)
	await ledger.asOwner(addCard('Nubank', 25, 5), [ledger.id])
	const { postOne } = ledger
	await postOne({ message_id: 'm', description: 'Feira', amount: '52,90', source: 'Nubank' })
	for (const [text, ...values] of [
		[`insert into public.categories (ledger_id, name) values ($1, 'Casa')`],
		[`insert into public.people (ledger_id, name) values ($1, 'Ana')`],
		[
			`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date) values ($1, 1, '2026-12-01', '2026-11-20')`,
		],
		[
			`insert into public.budgets (ledger_id, category_id, month, amount_cents) values ($1, 1, '2026-11-01', 100)`,
		],
		[
			`insert into public.recurring (ledger_id, name, day, amount_cents, kind) values ($1, 'Aluguel', 5, 180000, 'expense')`,
		],
		[`select public.create_join_code($1, 1)`],
		[`select public.invite_member($1, 'bia@exemplo.com', 'editor')`],
	] as [string, ...unknown[]][])
		await ledger.asOwner(text, [ledger.id, ...values])
	await database.query(
		'insert into public.reminder_settings (ledger_id) select id from public.ledgers on conflict do nothing',
	)
})
afterAll(() => database.stop())

/** Sets it in all rows, with no trigger to refuse it or put it right before the check, and takes it back. Null: it passed. */
async function refusal(table: string, set: string): Promise<{ code: string; constraint: string } | null> {
	let changed = 0
	try {
		await database.transaction(async (query) => {
			await query(`alter table ${table} disable trigger all`)
			changed = (await query(`update ${table} set ${set} returning 1`)).length
			throw new Error('take it back')
		})
	} catch (error) {
		if ((error as Error).message !== 'take it back')
			return { code: (error as { code: string }).code, constraint: constraintOf(error as Error) }
	}
	expect(changed, `${table} has a row`).toBeGreaterThan(0)
	return null
}

const constraintOf = (error: Error) => /check constraint "(\w+)"/.exec(error.message)?.[1] ?? error.message

test('every check constraint has its values here', async () => {
	const found = await database.query<{ name: string }>(
		`select c.conname as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
		where c.contype = 'c' and n.nspname in ('public', 'private') order by 1`,
	)
	expect(found.map(({ name }) => name)).toEqual(Object.keys(CHECKS).sort())
})

describe.each(Object.entries(CHECKS))('%s', (constraint, { table, good, bad }) => {
	test.each(good)('takes %s', async (set) => {
		expect(await refusal(table, set)).toBe(null)
	})

	test.each(bad)('refuses %s', async (set) => {
		expect(await refusal(table, set)).toEqual({ code: '23514', constraint })
	})
})

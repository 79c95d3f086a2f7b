import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseChanges } from '../../src/feed/wire.ts'
import { makeCalendar } from '../../src/ledger/calendar.ts'
import { rowsOfColumns } from '../../src/ledger/columns.ts'
import {
	type CorrectionAction,
	type CorrectionFields,
	correctedRow,
	firstUnbilled,
} from '../../src/ledger/correction.ts'
import { DAY_MS } from '../../src/ledger/day.ts'
import type { LedgerSettings } from '../../src/ledger/types.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { addCard, type Item, makeLedger, type TestLedger } from './support/ledger.ts'

// What the page shows at once of a correction is what the database then makes of it, column by column.

const TIMEZONE = 'America/Sao_Paulo'
const now = Date.now()
const ago = (days: number) => new Date(Math.floor(now / 1000) * 1000 - days * DAY_MS).toISOString()
const monthFromNow = (months: number) => {
	const date = new Date(now)
	return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 15)).toISOString().slice(0, 7)
}

let database: TestDatabase
let ledger: TestLedger
let settings: LedgerSettings
beforeAll(async () => {
	database = await startDatabase()
	ledger = await makeLedger(database)
	for (const statement of [
		`insert into public.categories (ledger_id, name, aliases, color) values ($1, 'Mercado', '{super}', 1), ($1, 'Lazer', '{}', 2)`,
		`insert into public.people (ledger_id, name) values ($1, 'Ana'), ($1, 'Bruno')`,
		addCard('Nubank', 25, 5),
		addCard('Visa', 3, 10),
		`insert into public.sources (ledger_id, name) values ($1, 'Pix')`,
	])
		await ledger.asOwner(statement, [ledger.id])
	const read = <T>(table: string) =>
		ledger.asOwner<T & object>(`select * from public.${table} where ledger_id = $1 order by 1, 2`, [
			ledger.id,
		])
	settings = {
		settings_revision: 1,
		ledger: {
			id: ledger.id,
			name: 'Casa',
			currency: 'BRL',
			timezone: TIMEZONE,
			basis: 'bill',
			corrections: true,
			role: 'owner',
		},
		categories: await read('categories'),
		sources: await read('sources'),
		people: await read('people'),
		cycles: await read('cycles'),
		bill_closings: [],
		budgets: [],
		recurring: [],
	}
})
afterAll(() => database.stop())

const BASES: Record<string, Partial<Item>> = {
	'a purchase': { source: 'Pix' },
	'on a card in parts': { source: 'Nubank', installments: 6, amount: 1000.01 },
	'with a given bill': { source: 'Visa', bill_month: monthFromNow(2) },
	'with unknown names': { category: 'padoca', source: 'roxinho', person: 'vizinha' },
	'an income': { kind: 'income', source: 'Pix' },
	'a transfer': { kind: 'transfer', source: 'Pix', to_source: 'Nubank', bill_month: monthFromNow(0) },
	'a part of an imported one': { source: 'Nubank', part: 3, parts: 10 },
}

const CORRECTIONS: Record<string, CorrectionFields> = {
	description: { description: '  feira \n da vila' },
	'category by name': { category: 'Lazer' },
	'category by alias': { category: 'SUPER' },
	'no category': { category: '' },
	'source with another cycle': { source: 'Visa' },
	'no source': { source: '' },
	person: { person: 'bruno' },
	amount: { amount: 45.07 },
	day: { occurred_at: ago(41) },
	bill: { bill_month: monthFromNow(3) },
	'bill by the rule again': { bill_month: '' },
	'kind refund': { kind: 'refund' },
	'kind transfer': { kind: 'transfer', to_source: 'Visa' },
	'kind expense': { kind: 'expense' },
	'last part brought forward': { from_part: 6, parts_to: monthFromNow(1) },
	'last part cancelled': { from_part: 6, parts_to: 'cancel' },
	installments: { installments: 3 },
	everything: {
		kind: 'expense',
		description: 'tudo',
		category: 'Mercado',
		source: 'Nubank',
		person: 'Ana',
		amount: 12,
		occurred_at: ago(3),
		bill_month: monthFromNow(1),
	},
}

let filed = 0
async function correct(item: { action: CorrectionAction; transaction_id: string } & CorrectionFields) {
	const [answer] = await ledger.asOwner<{ status: string; reason: string | null }>(
		'select status, reason from public.correct($1, $2::text::json)',
		[ledger.id, JSON.stringify([{ message_id: `page:${++filed}`, ...item }])],
	)
	return answer!
}

async function rowOf(id: string) {
	const rows = rowsOfColumns(parseChanges(await ledger.changes(), 0)!.rows)
	return rows.find((row) => row.id === id)!
}

describe.each(Object.entries(BASES))('%s', (_, base) => {
	test('corrected in each field is what the page showed', async () => {
		const calendar = makeCalendar(TIMEZONE)
		let accepted = 0
		for (const [name, fields] of Object.entries(CORRECTIONS)) {
			const { transaction_id } = await ledger.postOne({
				message_id: `m${++filed}`,
				description: 'mercado',
				amount: 52.9,
				category: 'Mercado',
				person: 'Ana',
				occurred_at: ago(20),
				...base,
			})
			const before = await rowOf(transaction_id!)
			const answer = await correct({ action: 'amend', transaction_id: transaction_id!, ...fields })
			if (answer.status !== 'accepted') continue
			accepted++
			const { revision: _, ...after } = await rowOf(transaction_id!)
			const { revision: __, ...shown } = correctedRow(
				before,
				{ action: 'amend', ...fields },
				settings,
				calendar,
			)
			expect(shown, name).toEqual(after)
		}
		// Some fields do not go with some kinds.
		expect(accepted).toBeGreaterThan(8)
	})

	test('undone and brought back is as it was', async () => {
		const { transaction_id } = await ledger.postOne({
			message_id: `m${++filed}`,
			description: 'mercado',
			amount: 52.9,
			occurred_at: ago(20),
			...base,
		})
		const { revision: _, ...before } = await rowOf(transaction_id!)
		await correct({ action: 'void', transaction_id: transaction_id! })
		const undone = await rowOf(transaction_id!)
		expect(undone.voided).toBe(true)
		await correct({ action: 'restore', transaction_id: transaction_id! })
		const { revision: __, ...back } = await rowOf(transaction_id!)
		expect(back).toEqual(before)
		expect(
			correctedRow({ ...undone }, { action: 'restore' }, settings, makeCalendar(TIMEZONE)),
		).toMatchObject({
			...back,
			voided: false,
		})
	})
})

test('the parts that the page offers to move are those that the database moves', async () => {
	const today = makeCalendar(TIMEZONE).dayAt(now)
	for (const [source, days] of [
		['Nubank', 100],
		['Visa', 40],
		['Pix', 70],
		['Nubank', 1],
	] as const) {
		const post = () =>
			ledger.postOne({
				message_id: `m${++filed}`,
				description: 'geladeira',
				amount: 900,
				installments: 5,
				source,
				occurred_at: ago(days),
			})
		const { transaction_id } = await post()
		const first = firstUnbilled(await rowOf(transaction_id!), settings, today)
		const moved: number[] = []
		for (let from_part = 1; from_part <= 5; from_part++) {
			const other = await post()
			const parts_to = monthFromNow(1)
			const answer = await correct({
				action: 'amend',
				transaction_id: other.transaction_id!,
				from_part,
				parts_to,
			})
			if (answer.status === 'accepted') moved.push(from_part)
			else expect(answer.reason).toBe('parts_out_of_range')
		}
		expect(moved, `${source}, ${days} days ago`).toEqual(
			[1, 2, 3, 4, 5].filter((part) => first !== null && part >= first),
		)
	}
})

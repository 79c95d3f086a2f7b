import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHousehold, type Household, type Message } from '../../e2e/harness/household.ts'
import { type RunningStack, runStack } from '../../e2e/harness/stack.ts'
import fc from '../../fixtures/property.ts'
import { csvLines, itemCells, recordOf } from '../../src/dashboard/purchases/csv.ts'
import {
	compareWithInbox,
	fileFingerprint,
	HttpInbox,
	type KnownLedger,
	planImport,
} from '../../src/import/index.ts'
import { sendImport } from '../../src/import/send-import.ts'
import { makeCalendar } from '../../src/ledger/calendar.ts'
import { COLUMN_NAMES } from '../../src/ledger/columns.ts'
import { addDays } from '../../src/ledger/day.ts'
import { addMonths } from '../../src/ledger/month.ts'
import type { Basis, LedgerChanges, TransactionColumns } from '../../src/ledger/types.ts'
import { makeMetrics } from '../../src/metrics/index.ts'
import { sortedItems, transfersIn } from '../../src/metrics/live/sorted-items.ts'
import { allWords } from '../../src/words/all.ts'

/** A ledger that is exported on the page and imported into another one with the same settings is the same ledger. */
const ZONE = 'America/Sao_Paulo'
const today = makeCalendar(ZONE).dayAt(Date.now())
const PLAN = {
	categories: [{ name: 'Mercado' }, { name: '=Lazer' }],
	sources: [{ name: 'Nubank', closing_day: 25, due_day: 5 }, { name: 'Pix' }],
	people: [{ name: 'Ana' }],
}
const KNOWN: KnownLedger = {
	timezone: ZONE,
	today,
	isWhole: true,
	sources: [
		{ name: 'Nubank', aliases: [], cycles: [{ closing_day: 25, due_day: 5 }] },
		{ name: 'Pix', aliases: [], cycles: [] },
	],
}

let stack: RunningStack
beforeAll(async () => {
	stack = await runStack([])
})
afterAll(() => stack.stop())

const option = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const entry = fc.record({
	kind: fc.constantFrom('expense', 'expense', 'income', 'refund', 'transfer'),
	before: fc.integer({ min: 5, max: 300 }),
	millisecond: fc.integer({ min: 0, max: 86_399_999 }),
	cents: fc.integer({ min: 12, max: 500_000 }),
	description: fc.constantFrom(
		'Feira',
		'Loja  3/10',
		"'=x",
		'=HYPERLINK("x";"y")',
		'Saldo; total',
		'-12,50',
		'Pagamento de fatura',
	),
	category: option(['Mercado', '=lazer', '+outra']),
	source: option(['nubank', 'Pix', '--']),
	person: option(['Ana', 'Zé "grande"']),
	parts: fc.constantFrom(1, 1, 2, 5, 12),
	known: fc.boolean(),
	later: option([0, 1, 3]),
	move: option([2, 3] as const),
	cut: fc.boolean(),
	of: option([0, 1, 2]),
	voided: fc.constantFrom(false, false, false, true),
})
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never

/** Records an entry, moves its parts and undoes it, as a household's agent does. */
async function record(home: Household, one: Entry, at: number, all: readonly Entry[]) {
	const day = addDays(today, -one.before)
	const isTransfer = one.kind === 'transfer'
	const isKnown = one.known && one.parts > 1 && !isTransfer
	const message_id = `wamid.${at}`
	const purchase =
		one.kind === 'refund' &&
		one.of !== null &&
		one.of < at &&
		all[one.of]!.kind === 'expense' &&
		!all[one.of]!.voided
	const row: Message = {
		message_id,
		kind: one.kind,
		occurred_at: new Date(Date.parse(`${day}T03:00:00Z`) + one.millisecond).toISOString(),
		description: one.description,
		amount: one.cents / 100,
		category: one.category,
		source: one.source,
		person: one.person,
		installments: isTransfer || isKnown ? 1 : one.parts,
		...(isKnown ? { part: 2, parts: one.parts } : {}),
		...(isTransfer ? { to_source: one.source === 'Pix' ? 'Nubank' : 'Pix' } : {}),
		...(one.later === null ? {} : { bill_month: addMonths(day.slice(0, 7), one.later) }),
		...(purchase ? { target_message_id: `wamid.${one.of}` } : {}),
	}
	const [answer] = await home.post(row)
	expect([answer!.status, answer!.reason]).toEqual(['accepted', null])
	const correct = async (more: Message) => {
		const [answered] = await home.post({ target_message_id: message_id, ...more })
		expect([answered!.status, answered!.reason]).toEqual(['accepted', null])
	}
	const isMoved = one.move !== null && !isTransfer && !isKnown && one.parts >= one.move
	const sent_at = '1990-01-01T00:00:00Z'
	if (isMoved)
		await correct({ action: 'amend', from_part: one.move, parts_to: addMonths(day.slice(0, 7), 2), sent_at })
	if (isMoved && one.cut)
		await correct({ action: 'amend', from_part: one.parts, parts_to: 'cancel', sent_at })
	if (one.voided) await correct({ action: 'void' })
}

async function rowsOf(home: Household): Promise<TransactionColumns> {
	const changes = await home.owner.rpc<LedgerChanges>('ledger_changes', {
		ledger_id: home.ledgerId,
		after: 0,
		max_rows: 1000,
	})
	return changes.rows
}

/** Live rows without ids, revisions and where they came from; what a refund belongs to by what it is. */
function liveRows(columns: TransactionColumns): string[] {
	const of = new Map(
		columns.id.map((id, at) => [
			id,
			`${columns.description[at]} ${columns.occurred_at[at]} ${columns.amount_cents[at]}`,
		]),
	)
	return columns.id
		.flatMap((_, at) => {
			if (columns.voided[at]) return []
			const row = COLUMN_NAMES.filter((name) => !['id', 'revision', 'imported'].includes(name)).map(
				(name) => {
					const value = columns[name]?.[at] ?? (name === 'bill_given' ? false : null)
					return name === 'refund_of' && value !== null ? of.get(value as string) : value
				},
			)
			return [JSON.stringify(row)]
		})
		.sort()
}

/** The file that the page hands out where nothing is filtered. */
function fileOf(columns: TransactionColumns, basis: Basis): Uint8Array {
	const metrics = makeMetrics({ timezone: ZONE, today, basis })
	metrics.apply(columns)
	const words = allWords['pt-BR'].page.file.columns
	const name = (labels: { name: string }[], id: number | null, text: string | null) =>
		(id === null ? text : labels[id - 1]!.name) ?? ''
	const handles = [
		...sortedItems(metrics, { by: 'date', descending: true }),
		...transfersIn(metrics, '1970-01', '2060-12'),
	]
	const lines = handles.map((handle) => {
		const item = metrics.item(handle)!
		return itemCells(item, {
			kind: words[item.kind],
			category: name(PLAN.categories, item.category_id, item.category_text),
			source: name(PLAN.sources, item.source_id, item.source_text),
			to: name(PLAN.sources, item.to_source_id, item.to_source_text),
			person: name(PLAN.people, item.person_id, item.person_text),
			isWhole: basis === 'purchase',
			record: recordOf(metrics, item.id),
		})
	})
	const heading = [
		'day',
		'bill',
		'kind',
		'description',
		'category',
		'source',
		'to',
		'person',
		'installment',
		'installments',
		'amount',
		'total',
		'record',
	] as const
	return new TextEncoder().encode(`\uFEFF${csvLines([heading.map((column) => words[column]), ...lines])}`)
}

async function importInto(home: Household, bytes: Uint8Array, asMember = true) {
	const token = await home.owner.rpc<string>('import_token', { ledger_id: home.ledgerId })
	const inbox = new HttpInbox({
		url: stack.url,
		key: stack.publishable_key,
		agentToken: async () => token,
		...(asMember ? { memberToken: async () => home.owner.accessToken, ledgerId: home.ledgerId } : {}),
	})
	const plan = await planImport(bytes, { ledger: KNOWN })
	expect([plan.unreadable, plan.left_out]).toEqual([[], []])
	const print = fileFingerprint(bytes)
	const { fresh, undone, hereBefore } = await compareWithInbox(plan.items, print, inbox, { ledger: KNOWN })
	const file = { file: 'painel.csv', bytes: print, form: plan.file.form, account: '' }
	const sent = await sendImport([{ file, fresh, undone, matches: [], hereBefore }], inbox, ZONE)
	expect(sent.refused).toEqual([])
	return sent
}

test.each(['bill', 'purchase'] as const)(
	'a random ledger exported and imported is the same ledger, counted by %s',
	async (basis) => {
		await fc.assert(
			fc.asyncProperty(fc.array(entry, { minLength: 3, maxLength: 8 }), async (entries) => {
				const home = await createHousehold(stack, PLAN)
				for (const [at, one] of entries.entries()) await record(home, one, at, entries)
				const rows = await rowsOf(home)
				const file = fileOf(rows, basis)
				const other = await createHousehold(stack, PLAN)
				await importInto(other, file)
				const imported = await rowsOf(other)
				expect(liveRows(imported)).toEqual(liveRows(rows))
				// Sent again, nothing changes.
				const sent = await importInto(other, file)
				expect([sent.recorded, sent.hereBefore]).toEqual([0, 0])
				expect(await rowsOf(other)).toEqual(imported)
				// Nor into the ledger that it came from, whose rows came by chat, asked by a member or by an agent alone.
				for (const asMember of [true, false]) {
					const back = await importInto(home, file, asMember)
					expect([back.recorded, back.matched, back.restored, back.hereBefore]).toEqual([0, 0, 0, 0])
				}
				expect(await rowsOf(home)).toEqual(rows)
				// What the other ledger exports holds rows of an import: back into it, nothing either.
				const again = await importInto(other, fileOf(imported, basis))
				expect([again.recorded, again.matched, again.hereBefore]).toEqual([0, 0, 0])
				expect(await rowsOf(other)).toEqual(imported)
			}),
			{ numRuns: 3 },
		)
	},
)

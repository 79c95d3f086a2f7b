import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createHousehold, type Household, type Message } from '../../e2e/harness/household.ts'
import { type RunningStack, runStack } from '../../e2e/harness/stack.ts'
import fc from '../../fixtures/property.ts'
import { Owner, type Row } from '../../scripts/restore/testing/owner.ts'
import { drawLedger, writeSettings } from '../../scripts/restore/testing/random-ledger.ts'
import { variant } from '../../scripts/testing/left-to-ci.ts'
import { limits } from '../../scripts/testing/limits.ts'
import { csvFile } from '../../src/dashboard/purchases/testing/csv-file.ts'
import {
	compareWithInbox,
	factsOf,
	fileFingerprint,
	HttpInbox,
	type KnownLedger,
	planImport,
} from '../../src/import/index.ts'
import { sendImport } from '../../src/import/send-import.ts'
import { knownLedger } from '../../src/import-page/state.ts'
import { makeCalendar } from '../../src/ledger/calendar.ts'
import { COLUMN_NAMES } from '../../src/ledger/columns.ts'
import { addDays } from '../../src/ledger/day.ts'
import { addMonths } from '../../src/ledger/month.ts'
import type { Basis, LedgerChanges, TransactionColumns } from '../../src/ledger/types.ts'
import { LANGUAGES, type Language } from '../../src/words/index.ts'

/** A ledger that is exported on the page and imported into another one with the same settings is the same ledger. */
// More of them: PAINEL_RUNS=50 npx vitest run --project sql supabase/tests/export-import. The names of the tests tell the seeds.
const numRuns = Number(process.env.PAINEL_RUNS ?? 3)
const firstSeed = Number(process.env.PAINEL_SEED) || 7
const SEEDS = Array.from({ length: numRuns }, (_, at) => firstSeed + at)
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

const NAMES = { category: PLAN.categories, source: PLAN.sources, person: PLAN.people }

function fileOf(columns: TransactionColumns, basis: Basis, language: Language): Uint8Array {
	const nameOf = (kind: keyof typeof NAMES, id: number) => NAMES[kind][id - 1]!.name
	return csvFile(columns, { timezone: ZONE, today, basis, language, nameOf })
}

interface Into {
	/** Null: an agent's token alone. */
	memberToken: string | null
	token: string
	ledgerId: string
	known: KnownLedger
}

const into = async ({ owner, ledgerId }: Household, asMember = true): Promise<Into> => ({
	memberToken: asMember ? owner.accessToken : null,
	token: await owner.rpc<string>('import_token', { ledger_id: ledgerId }),
	ledgerId,
	known: KNOWN,
})

async function importInto({ memberToken, token, ledgerId, known: ledger }: Into, bytes: Uint8Array) {
	const inbox = new HttpInbox({
		url: stack.url,
		key: stack.publishable_key,
		agentToken: async () => token,
		...(memberToken ? { memberToken: async () => memberToken, ledgerId } : {}),
	})
	const plan = await planImport(bytes, { ledger })
	expect([plan.unreadable, plan.left_out]).toEqual([[], []])
	const print = await fileFingerprint(bytes)
	const { fresh, undone, hereBefore } = await compareWithInbox(plan.items, print, inbox, { ledger })
	const file = factsOf('painel.csv', print, plan.file)
	const toSend = [{ file, fresh, undone, matches: [], hereBefore }]
	const sent = await sendImport(toSend, inbox, ledger.timezone)
	expect(sent.refused).toEqual([])
	return sent
}

const EXPORTS = LANGUAGES.flatMap((language) =>
	(['bill', 'purchase'] as const).map((basis) => ({ language, basis })),
)

// Two of the four have both languages and both ways to count.
for (const { language, basis } of EXPORTS)
	test(`a random ledger exported in ${language}, counted by ${basis}, and imported is the same ledger`, {
		...variant(language === 'en', basis === 'purchase'),
		timeout: limits.randomCases,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(entry, { minLength: 3, maxLength: 8 }), async (entries) => {
				const home = await createHousehold(stack, PLAN)
				for (const [at, one] of entries.entries()) await record(home, one, at, entries)
				const rows = await rowsOf(home)
				const file = fileOf(rows, basis, language)
				const other = await createHousehold(stack, PLAN)
				await importInto(await into(other), file)
				const imported = await rowsOf(other)
				expect(liveRows(imported)).toEqual(liveRows(rows))
				// Sent again, nothing changes.
				const sent = await importInto(await into(other), file)
				expect([sent.recorded, sent.hereBefore]).toEqual([0, 0])
				expect(await rowsOf(other)).toEqual(imported)
				// Nor into the ledger that it came from, whose rows came by chat, asked by a member or by an agent alone.
				for (const asMember of [true, false]) {
					const back = await importInto(await into(home, asMember), file)
					expect([back.recorded, back.matched, back.restored, back.hereBefore]).toEqual([0, 0, 0, 0])
				}
				expect(await rowsOf(home)).toEqual(rows)
				// What the other ledger exports holds rows of an import: back into it, nothing either.
				const again = await importInto(await into(other), fileOf(imported, basis, language))
				expect([again.recorded, again.matched, again.hereBefore]).toEqual([0, 0, 0])
				expect(await rowsOf(other)).toEqual(imported)
			}),
			{ numRuns },
		)
	})

for (const seed of SEEDS)
	describe(
		`a ledger of every kind, as the restore has it too, drawn by ${seed}`,
		variant(seed, SEEDS[0]),
		() => {
			let drawn: Owner
			beforeAll(async () => {
				const { owner, ledgerId } = await createHousehold(stack, PLAN)
				drawn = await Owner.of({ ...stack, demo: owner }, ledgerId)
				await drawLedger(drawn, seed)
			}, limits.setUp)

			it.each(EXPORTS)(
				'exported in $language, counted by $basis, and imported is the same ledger',
				async ({ language, basis }) => {
					const other = await drawn.another()
					await writeSettings(other, new Date())
					const directory = await drawn.directory()
					const known = knownLedger(directory, 'Asia/Tokyo', makeCalendar('Asia/Tokyo').dayAt(Date.now()))
					const labels = {
						category: directory.categories,
						source: directory.sources,
						person: directory.people,
					}
					const file = csvFile(await drawn.columns(), {
						timezone: known.timezone,
						today: known.today,
						basis,
						language,
						nameOf: (kind, id) => labels[kind].find((label) => label.id === id)?.name,
					})
					await importInto({ ...other.access(), ledgerId: other.ledgerId, known }, file)
					// What was undone is in no file: its refunds belong to nothing there.
					const cleared = (rows: Row[]) => {
						const live = new Set(rows.map(({ description }) => description))
						return rows.map(({ imported: _, refund_of, ...row }) => ({
							...row,
							refund_of: live.has(refund_of) ? refund_of : null,
						}))
					}
					const rows = await other.liveRows()
					expect(cleared(rows)).toEqual(cleared(await drawn.liveRows()))
					expect(rows.length).toBeGreaterThan(60)
					for (const field of ['moves', 'refund_of', 'pays_month', 'part', 'bill_given', 'category_text'])
						expect(
							cleared(rows).some((row) => row[field as keyof typeof row]),
							field,
						).toBe(true)
				},
				limits.test,
			)
		},
	)

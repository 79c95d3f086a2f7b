import { expect, test } from 'vitest'
import fc from '../../../fixtures/property'
import { type PlanItem, planImport } from '../../import/index'
import { makeCalendar } from '../../ledger/calendar'
import { dayName, dayNumber } from '../../ledger/day'
import { addMonths } from '../../ledger/month'
import type { Kind, Move, TransactionColumns } from '../../ledger/types'
import { LANGUAGES } from '../../words'
import { csvFile } from './testing/csv-file'

/** A live transaction, as far as a file tells of it. */
interface Row {
	kind: Kind
	amount_cents: number
	day: string
	bill_month: string
	description: string
	category: string | null
	source: string | null
	to: string | null
	person: string | null
	installments: number
	part: number | null
	parts: number | null
	pays_month: string | null
	/** Of the day, in milliseconds. */
	at: number
	given: boolean
	moves: readonly Move[] | null
	/** Which of the rows a refund belongs to. */
	of: number | null
}

const ZONE = 'America/Sao_Paulo'
const calendar = makeCalendar(ZONE)
const name = fc.option(fc.constantFrom('Mercado', 'Nubank', 'Ana', '=1+1', "'=x", 'a;"b"'), { nil: null })
const day = fc.integer({ min: dayNumber('2025-01-01'), max: dayNumber('2026-10-28') }).map(dayName)
const common = {
	amount_cents: fc.integer({ min: 1, max: 5_000_000 }),
	day,
	/** The bill is the day's month or one of the two after it. */
	later: fc.integer({ min: 0, max: 2 }),
	description: fc.constantFrom(
		'Feira',
		'Loja 3/10',
		'Tênis',
		'=HYPERLINK("x")',
		"'=x",
		'-12,50',
		'Saldo do mês de presente',
		'Saque',
		'Pagamento de fatura',
		'Loja (3/10)',
		'a; b',
	),
	at: fc.integer({ min: 0, max: 86_399_999 }),
	given: fc.boolean(),
	of: fc.option(fc.nat(11)),
	category: name,
	source: name,
	person: name,
}
const NONE = { installments: 1, part: null, parts: null, pays_month: null, to: null, moves: null }
const row: fc.Arbitrary<Row> = fc
	.record({
		...common,
		form: fc.constantFrom('whole', 'parts', 'part', 'transfer') as fc.Arbitrary<string>,
		kind: fc.constantFrom('expense', 'income', 'refund') as fc.Arbitrary<Kind>,
		n: fc.integer({ min: 2, max: 12 }),
		k: fc.integer({ min: 1, max: 12 }),
		pays: fc.boolean(),
		moved: fc.option(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 9 }), fc.boolean())),
	})
	.map(({ later, form, kind, n, k, pays, moved, ...rest }): Row => {
		const bill_month = addMonths(rest.day.slice(0, 7), later)
		if (form === 'transfer')
			return {
				...rest,
				...NONE,
				kind: 'transfer',
				bill_month: rest.day.slice(0, 7),
				category: null,
				source: 'Conta',
				to: 'Nubank',
				pays_month: pays ? bill_month : null,
			}
		if (form === 'parts')
			return {
				...rest,
				...NONE,
				kind,
				bill_month,
				installments: n,
				amount_cents: rest.amount_cents + n,
				moves: moved && movesOf(moved, n, bill_month),
			}
		if (form === 'part') return { ...rest, ...NONE, kind, bill_month, part: Math.min(k, n), parts: n }
		return { ...rest, ...NONE, kind, bill_month }
	})

/** Some part and all later ones go to one bill, and perhaps the last is cancelled. */
function movesOf([from, months, isCut]: [number, number, boolean], n: number, bill: string): Move[] | null {
	if (from >= n) return null
	const first: Move = [from, addMonths(bill, Math.max(0, from + months - 5))]
	return isCut ? [first, [n, null]] : [first]
}

const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
const instantOf = ({ day: on, at }: Row) => calendar.startOfDay(dayNumber(on)) + at
/** A refund belongs to what is no refund. */
const purchaseOf = ({ kind, of }: Row, rows: Row[]): number | null =>
	kind === 'refund' && of !== null && of < rows.length && rows[of]!.kind === 'expense' ? of : null

function columnsOf(rows: Row[]): TransactionColumns {
	const all = <T>(value: (row: Row, at: number) => T) => rows.map(value)
	return {
		id: all((_, at) => idOf(at)),
		revision: all((_, at) => at + 1),
		kind: all(({ kind }) => kind),
		amount_cents: all(({ amount_cents }) => amount_cents),
		installments: all(({ installments }) => installments),
		bill_month: all(({ bill_month }) => bill_month),
		occurred_at: all(instantOf),
		description: all(({ description }) => description),
		category_id: all(() => null),
		category_text: all(({ category }) => category),
		source_id: all(() => null),
		source_text: all(({ source }) => source),
		person_id: all(() => null),
		person_text: all(({ person }) => person),
		voided: all(() => false),
		to_source_id: all(() => null),
		to_source_text: all(({ to }) => to),
		part: all(({ part }) => part),
		parts: all(({ parts }) => parts),
		pays_month: all(({ pays_month }) => pays_month),
		moves: all(({ moves }) => moves),
		refund_of: all((one) => {
			const of = purchaseOf(one, rows)
			return of === null ? null : idOf(of)
		}),
		bill_given: all(({ given, kind }) => given && kind !== 'transfer'),
		imported: all(() => false),
	}
}

test.each(
	LANGUAGES.flatMap((language) => (['bill', 'purchase'] as const).map((basis) => [language, basis] as const)),
)('a random ledger exported in %s, by %s, and imported is the same ledger', async (language, basis) => {
	await fc.assert(
		fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
			if (rows.length === 0) return
			const plan = await planImport(
				csvFile(columnsOf(rows), { timezone: ZONE, today: '2026-11-30', basis, language }),
				{
					ledger: { timezone: ZONE, today: '2026-11-30', sources: [] },
				},
			)
			expect(plan.file.profile).toBe('Painel')
			expect([plan.unreadable, plan.left_out, plan.questions]).toEqual([[], [], expect.anything()])
			const lines = new Map(plan.items.map((item) => [item.message_id, item]))
			const known = (item: PlanItem) =>
				JSON.stringify([item.description, item.amount_cents, item.at, item.bill_month])
			const read = plan.items.map((item) =>
				JSON.stringify({
					kind: item.kind,
					amount_cents: item.amount_cents,
					at: item.at,
					description: item.description,
					category: item.category,
					source: item.source,
					person: item.person,
					installments: item.installments,
					part: item.part,
					parts: item.parts,
					to: item.to_source,
					bill_month: item.bill_month,
					moves: item.moves ?? null,
					of: item.refund_of ? known(lines.get(item.refund_of)!) : null,
				}),
			)
			const wanted = rows.map((one) => {
				const of = purchaseOf(one, rows)
				const bill = (row: Row) => (row.kind === 'transfer' ? row.pays_month : row.bill_month)
				const knownRow = (row: Row) =>
					JSON.stringify([row.description, row.amount_cents, instantOf(row), bill(row)])
				return JSON.stringify({
					kind: one.kind,
					amount_cents: one.amount_cents,
					at: instantOf(one),
					description: one.description,
					category: one.category,
					source: one.source,
					person: one.person,
					installments: one.installments,
					part: one.part,
					parts: one.parts,
					to: one.to,
					bill_month: bill(one),
					moves: one.moves,
					of: of === null ? null : knownRow(rows[of]!),
				})
			})
			expect(read.sort()).toEqual(wanted.sort())
		}),
		{ numRuns: 60 },
	)
})

import { expect, it } from 'vitest'
import {
	KINDS,
	MatchChoices,
	type MonthTotals,
	type Plan,
	type PlanItem,
	planImport,
	type RecordedPurchase,
} from '../../src/import/index'
import type { PlannedFile } from './files'
import { type FileTotals, planText } from './plan-text'
import { reportCsv } from './report'

// One file of which each line has become something else, whole: on the terminal and in the report.

const TIMEZONE = 'America/Sao_Paulo'
const FILE = `Data;Descrição;Valor
03/10/2026;Mercado;-1.052,90
04/10/2026;=Feira;abc
05/10/2026;Padaria;-5,00
06/10/2026;Farmácia;-6,00
07/10/2026;Uber;-7,00
08/10/2026;Luz;-8,00
09/10/2026;Água;-9,00
10/10/2026;Pão;-1,00
Total;;52,90
`

const chat = (item: PlanItem, more: Partial<RecordedPurchase> = {}): RecordedPurchase => ({
	transaction_id: 't1',
	message_id: 'wamid.1',
	item: 0,
	kind: 'expense',
	amount_cents: item.amount_cents,
	occurred_at: Date.parse(`${item.day}T22:30:00-03:00`),
	description: 'padoca',
	source: 'Nubank',
	to_source: null,
	person: null,
	installments: 1,
	part: null,
	parts: null,
	bill_month: null,
	given_month: null,
	moves: null,
	taken: [],
	...more,
})

async function planned(): Promise<PlannedFile> {
	const plan = await planImport(new TextEncoder().encode(FILE), {
		ledger: { timezone: TIMEZONE, today: '2026-11-30', sources: [] },
	})
	const [mercado, padaria, farmacia, uber, luz, agua, pao] = plan.items as [PlanItem, ...PlanItem[]]
	const asked = {
		item: pao!,
		candidates: [chat(pao!), chat(pao!, { description: 'café', installments: 2, source: null })],
		proposed: null,
		asked: true,
	}
	const sure = { item: padaria!, candidates: [chat(padaria!)], proposed: chat(padaria!), asked: false }
	return {
		name: 'file.csv',
		bytes: 'a',
		timezone: TIMEZONE,
		plan: { ...plan, items: [mercado] },
		error: null,
		hereBefore: [
			{ item: farmacia!, as: null },
			{ item: uber!, as: { file: 'other.csv', line: 12 } },
		],
		isCompared: true,
		matches: new MatchChoices([asked, sure]),
		undone: [{ item: luz!, revision: 3 }],
		refusedBefore: [{ item: agua!, reason: 'amount_too_large' }],
		remembered: 'Nubank',
	}
}

const HEADER = 'file,line,becomes,why,day,amount,description'
const SENT_BEFORE =
	'An earlier import sent this line, and the inbox refused and keeps it: put it right on the page (A conferir).'
const BOTH =
	'If the files are of different accounts, send each with its own --account. Take a file that was sent already back first (--sign-in --undo).'
const UNREADABLE =
	'amount_unreadable. Write the amount as 1.234,56 or 1234.56, or name its column with --map amount=….'

const reported = (mercado: string) => `${HEADER}
${mercado}
file.csv,3,unreadable,"${UNREADABLE}",,,04/10/2026 · =Feira · abc
file.csv,4,recorded by chat,"padoca 5,00 of 2026-10-05, Nubank",2026-10-05,"5,00",Padaria
file.csv,5,here before,from an earlier import,2026-10-06,"6,00",Farmácia
file.csv,6,here before,"as line 12 of other.csv. ${BOTH}",2026-10-07,"7,00",Uber
file.csv,7,brought back,undone since an earlier import,2026-10-08,"8,00",Luz
file.csv,8,refused,"amount_too_large. ${SENT_BEFORE}",2026-10-09,"9,00",Água
file.csv,9,expense,,2026-10-10,"1,00",Pão
file.csv,10,left out,a total,,,"Total · 52,90"`
const MERCADO = 'file.csv,2,expense,,2026-10-03,"1.052,90",Mercado'

it('reports each line of a file once, in its order, with what became of it', async () => {
	expect(reportCsv([await planned()]).split('\r\n')).toEqual(reported(MERCADO).split('\n'))
})

it('reports what the inbox refused of what was sent, of that line of that file', async () => {
	const refused = (file: string, line: number) =>
		planned().then((one) => reportCsv([one], { refused: [{ file, line, reason: 'same_place' }] }))
	expect((await refused('file.csv', 2)).split('\r\n')).toEqual(
		reported(
			'file.csv,2,refused,same_place. The money went from a place to itself: name the other one.,2026-10-03,"1.052,90",Mercado',
		).split('\n'),
	)
	for (const nowhere of [await refused('other.csv', 2), await refused('file.csv', 4)])
		expect(nowhere.split('\r\n')).toEqual(reported(MERCADO).split('\n'))
})

it('reports several files one after the other, and one that could not be read in a line', async () => {
	const one = await planned()
	const broken = { ...one, name: '=broken.pdf', plan: null, error: 'This is a PDF.' }
	const unknown = { ...one, name: 'none.csv', plan: null, error: null }
	expect(reportCsv([broken, unknown, one]).split('\r\n')).toEqual([
		HEADER,
		`"'=broken.pdf",1,unreadable,This is a PDF.`,
		'none.csv,1,unreadable,',
		...reported(MERCADO).split('\n').slice(1),
	])
})

const cents = (more: object) => ({ ...Object.fromEntries(KINDS.map((kind) => [kind, 0])), ...more }) as Cents
type Cents = MonthTotals['cents']
const TOTALS: FileTotals = { months: [{ month: '2026-10', cents: cents({ expense: 105_390 }) }], held: null }

const TABLE = `file.csv: CSV, an account’s statement; an amount without a minus is an income (the file does not prove it)

line  day         kind       amount  description
   2  2026-10-03  expense  1.052,90  Mercado
   9  2026-10-10  expense      1,00  Pão
`
const BEHIND = `
line 9: Pão 1,00 is taken for a new purchase, and may be padoca 1,00 of 2026-10-10, Nubank, or café 1,00 in 2x of 2026-10-10. Another answer is as likely.
line 4: Padaria 5,00 is recorded already: padoca 5,00 of 2026-10-05, Nubank.

line 5: here before, from an earlier import. Farmácia 6,00
line 6: here before, as line 12 of other.csv. Uber 7,00
${BOTH}
line 7: undone since an earlier import; sending brings it back. Luz 8,00
line 8: amount_too_large. ${SENT_BEFORE}
line 10: left out, a total. (Total · 52,90)
line 3: ${UNREADABLE} (04/10/2026 · =Feira · abc)
`
const QUESTIONS = `Whose file is it? Not known, because the file does not say whose it is. --account NAME says otherwise.
What is an amount without a minus? income, because some amounts have a minus, which in an account’s file is money that went out. --sign expense|income says otherwise.`

it('shows a file whole: its lines, its totals, and all that is not recorded with its reason', async () => {
	expect(planText(await planned(), TOTALS).join('\n')).toBe(`${TABLE}
month     expense
2026-10  1.053,90
2 lines  1.053,90
${BEHIND}It is of Nubank, as an earlier import was told. --account NAME says otherwise of another file.
${QUESTIONS}`)
})

it('shows beside the totals of each kind what the ledger has, and says nothing of what nobody remembers', async () => {
	const totals: FileTotals = {
		months: [
			{ month: '2026-10', cents: cents({ expense: 105_390 }) },
			{ month: '2026-09', cents: cents({ income: 100_000 }) },
		],
		held: (month, kind) => (month === '2026-10' && kind === 'expense' ? 700 : 0),
	}
	expect(planText({ ...(await planned()), remembered: null }, totals).join('\n')).toBe(`${TABLE}
month     expense  expense in ledger    income  income in ledger
2026-09      0,00               0,00  1.000,00              0,00
2026-10  1.053,90               7,00      0,00              0,00
2 lines  1.053,90                     1.000,00
${BEHIND}${QUESTIONS}`)
})

it('says beside a match that another answer is as likely, where it is', async () => {
	const file = await planned()
	const item = file.plan!.items[0]!
	const match = { item, candidates: [chat(item)], proposed: chat(item), asked: true }
	expect(planText({ ...file, matches: new MatchChoices([match]) }, TOTALS)).toContain(
		'line 2: Mercado 1.052,90 is recorded already: padoca 1.052,90 of 2026-10-03, Nubank. Another answer is as likely.',
	)
	const none = (matches: MatchChoices | null) => planText({ ...file, matches }, TOTALS)
	expect(none(new MatchChoices([]))).toEqual(none(null))
})

it('shows no more than 100 letters of a line that is left out or not read', async () => {
	const file = await planned()
	const text = 'x'.repeat(101)
	const plan: Plan = {
		...file.plan!,
		left_out: [{ line: 5, why: 'balance', text }],
		unreadable: [{ line: 6, why: 'description_missing', text }],
	}
	const said = planText({ ...file, plan }, TOTALS)
	expect(said).toContain(`line 5: left out, a balance. (${'x'.repeat(100)})`)
	expect(said).toContain(
		`line 6: description_missing. The description is empty: name another column with --map description=…. (${'x'.repeat(100)})`,
	)
})

it('says nothing more of a file of which all is recorded', async () => {
	const file = await planned()
	const plan: Plan = { ...file.plan!, left_out: [], unreadable: [], questions: [] }
	const clean = {
		...file,
		plan,
		hereBefore: [],
		undone: [],
		refusedBefore: [],
		matches: null,
		remembered: null,
	}
	expect(planText(clean, TOTALS).join('\n')).toBe(
		`${TABLE.replace(/.*Pão\n/, '')}
month     expense
2026-10  1.053,90
1 lines  1.053,90`,
	)
})

it('says only why a file could not be read', async () => {
	const broken = { ...(await planned()), name: 'a\u0007.pdf', plan: null, error: 'This is a PDF.' }
	expect(planText(broken, TOTALS)).toEqual(['a␇.pdf: This is a PDF.'])
})

it('shows parts, bills, places, categories and people, and 400 lines at most', async () => {
	const file = await planned()
	const [item] = file.plan!.items
	const more: Partial<PlanItem>[] = [
		{ part: 3, parts: 10, bill_month: '2026-11', source: 'Nubank', category: 'Casa', person: 'Ana' },
		{ installments: 12, amount_cents: 5 },
		{ kind: 'transfer', source: null, to_source: 'Nubank', amount_cents: 123_456_789 },
		{ kind: 'transfer', source: 'Itaú', description: 'x'.repeat(61) },
		{ description: 'y'.repeat(60) },
	]
	const items = more.map((one, at) => ({ ...item!, ...one, line: at + 1 }))
	const shown = (some: PlanItem[]) =>
		planText({ ...file, matches: null, plan: { ...file.plan!, items: some } }, TOTALS)
	expect(shown(items).slice(2, 8)).toEqual([
		'line  day         kind            amount  part  bill     place       category  person  description',
		'   1  2026-10-03  expense       1.052,90  3/10  2026-11  Nubank      Casa      Ana     Mercado',
		'   2  2026-10-03  expense           0,05   12x                                         Mercado',
		'   3  2026-10-03  transfer  1.234.567,89                 ? → Nubank                    Mercado',
		`   4  2026-10-03  transfer      1.052,90                 Itaú → ?                      ${'x'.repeat(59)}…`,
		`   5  2026-10-03  expense       1.052,90                                               ${'y'.repeat(60)}`,
	])
	const many = (count: number) =>
		shown(Array.from({ length: count }, (_, at) => ({ ...item!, line: at + 1 })))
	expect(many(400).some((line) => line.includes('lines more'))).toBe(false)
	expect(many(401)).toContain('… and 1 lines more; --report has all of them.')
	expect(many(401).filter((line) => line.includes('Mercado'))).toHaveLength(400)
})

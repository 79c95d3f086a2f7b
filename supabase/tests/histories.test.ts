import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { billMonth, closingDate } from '../../src/ledger/bill.ts'
import { makeCalendar } from '../../src/ledger/calendar.ts'
import { cardBill, paidOfBills } from '../../src/ledger/card-bills.ts'
import { dayNumber, monthOf } from '../../src/ledger/day.ts'
import { addMonths } from '../../src/ledger/month.ts'
import { startDatabase, type TestDatabase } from './support/database.ts'
import { type Item, makeLedger, type TestLedger } from './support/ledger.ts'
import { agent, as } from './support/persona.ts'

// Random histories of a ledger, told twice: to the database through its inbox and settings, and to a slow model that knows
// the rules by their definition. What became of each purchase, and every total, must be the same to the cent.
// More of them: PAINEL_RUNS=10000 npx vitest run --project sql supabase/tests/histories.test.ts
const numRuns = Number(process.env.PAINEL_RUNS ?? 120)

let database: TestDatabase
beforeAll(async () => {
	database = await startDatabase()
})
afterAll(() => database.stop())

const ZONES = ['America/Sao_Paulo', 'UTC', 'Pacific/Auckland', 'America/Noronha']
/** Ids 1 to 3; the fourth name is nobody's. */
const SOURCES = ['Nubank', 'Inter', 'Conta', 'Cofre']
const CATEGORIES = ['Casa', 'Lazer']
const DAY = 86_400_000

const day = fc.integer({ min: 1, max: 31 })
const cents = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 500_000 }))
const said = fc.record(
	{
		kind: fc.constantFrom('expense', 'expense', 'income', 'refund', 'transfer'),
		cents,
		daysAgo: fc.integer({ min: 1, max: 500 }),
		// Around the midnights of the zones, and of months.
		hour: fc.constantFrom(0, 2, 3, 10, 11, 12, 23),
		installments: fc.constantFrom(1, 1, 1, 2, 3, 12),
		source: fc.constantFrom(...SOURCES, ''),
		to_source: fc.constantFrom(...SOURCES, ''),
		category: fc.constantFrom(...CATEGORIES, 'nova', ''),
		/** Months from its day. */
		bill: fc.option(fc.integer({ min: -1, max: 4 }), { freq: 2 }),
	},
	{ requiredKeys: [] },
)
const place = fc.nat({ max: 30 })
const step = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('record' as const),
			said,
			part: fc.option(
				fc
					.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
					.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
				{ freq: 6 },
			),
			refunds: fc.option(place, { freq: 3 }),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('amend' as const), target: place, said }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('move' as const),
			target: place,
			from: fc.integer({ min: 1, max: 12 }),
			// Months after that of the day; null: cancelled.
			to: fc.option(fc.integer({ min: 0, max: 14 })),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('undo' as const),
			action: fc.constantFrom('void' as const, 'restore' as const),
			target: place,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('cycle' as const),
			source: fc.constantFrom(1, 2),
			monthsAgo: fc.option(fc.integer({ min: -2, max: 14 })),
			days: fc.option(fc.tuple(day, fc.option(day))),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('closing' as const),
			source: fc.constantFrom(1, 2),
			monthsAgo: fc.integer({ min: -2, max: 14 }),
			moved: fc.integer({ min: -35, max: 28 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('zone' as const), zone: fc.constantFrom(...ZONES) }) },
)
const history = fc.array(step, { minLength: 3, maxLength: 24 })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never

/** What the model knows of one purchase: what was said of it, in the end. */
interface Purchase {
	message_id: string
	kind: string
	cents: number
	installments: number
	part: number | null
	parts: number | null
	at: number
	source: string | null
	to_source: string | null
	category: string | null
	given: string | null
	moves: [number, string | null][]
	voided: boolean
	refundOf: string | null
}

class Model {
	zone = 'America/Sao_Paulo'
	readonly purchases: Purchase[] = []
	readonly cycles = new Map<
		string,
		{ source_id: number; from_month: string | null; closing_day: number | null; due_day: number | null }
	>()
	readonly closings = new Map<string, { source_id: number; bill_month: string; closing_date: string }>()

	dayOf(at: number): string {
		return makeCalendar(this.zone).dayAt(at)
	}

	sourceOf(text: string | null): number | null {
		const id = SOURCES.slice(0, 3).indexOf(text ?? '') + 1
		return id || null
	}

	cyclesOf(source: number | null) {
		return [...this.cycles.values()].filter(({ source_id }) => source_id === source)
	}

	closingsOf(source: number | null) {
		return [...this.closings.values()].filter(({ source_id }) => source_id === source)
	}

	/** The first bill of a purchase. */
	billOf(purchase: Purchase): string {
		if (purchase.given && purchase.kind !== 'transfer') return purchase.given
		const source = this.sourceOf(purchase.source)
		const bill = billMonth(this.dayOf(purchase.at), this.cyclesOf(source), this.closingsOf(source))
		return addMonths(bill, (purchase.part ?? 1) - 1)
	}

	/** The bill of each part and its cents, cancelled parts left out. */
	partsOf(purchase: Purchase): { k: number; bill: string; cents: number }[] {
		const first = this.billOf(purchase)
		const share = Math.floor(purchase.cents / purchase.installments)
		return Array.from({ length: purchase.installments }, (_, index) => {
			const k = index + 1
			const move = purchase.moves.filter(([from]) => from <= k).at(-1)
			const bill = move ? move[1] : addMonths(first, index)
			return { k, bill, cents: k === 1 ? purchase.cents - share * (purchase.installments - 1) : share }
		}).filter((part): part is { k: number; bill: string; cents: number } => part.bill !== null)
	}

	live(): Purchase[] {
		return this.purchases.filter(({ voided }) => !voided)
	}
}

const spent = (kind: string, amount: number) =>
	kind === 'expense' ? amount : kind === 'refund' ? -amount : 0

class Play {
	readonly model = new Model()
	private serial = 0
	private readonly now = Math.floor(Date.now() / 1000) * 1000

	constructor(private readonly ledger: TestLedger) {}

	async run(steps: Step[]): Promise<void> {
		for (const one of steps) await this.take(one)
	}

	private monthAgo(months: number): string {
		return addMonths(new Date(this.now).toISOString().slice(0, 7), -months)
	}

	private async take(one: Step): Promise<void> {
		const { model, ledger } = this
		if (one.do === 'record') return this.record(one)
		if (one.do === 'zone') {
			model.zone = one.zone
			await ledger.asOwner('update public.ledgers set timezone = $2 where id = $1', [ledger.id, one.zone])
		} else if (one.do === 'cycle') {
			const from_month = one.monthsAgo === null ? null : this.monthAgo(one.monthsAgo)
			const [closing_day, due_day] = one.days ?? [null, null]
			model.cycles.set(`${one.source} ${from_month}`, {
				source_id: one.source,
				from_month,
				closing_day,
				due_day,
			})
			await ledger.asOwner(
				`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
				values ($1, $2, ($3 || '-01')::date, $4, $5)
				on conflict (ledger_id, source_id, from_month) do update
				set closing_day = excluded.closing_day, due_day = excluded.due_day`,
				[ledger.id, one.source, from_month, closing_day, due_day],
			)
		} else if (one.do === 'closing') {
			const bill_month = this.monthAgo(one.monthsAgo)
			const closing_date = new Date(Date.parse(`${bill_month}-01`) + one.moved * DAY)
				.toISOString()
				.slice(0, 10)
			model.closings.set(`${one.source} ${bill_month}`, { source_id: one.source, bill_month, closing_date })
			await ledger.asOwner(
				`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
				values ($1, $2, ($3 || '-01')::date, $4)
				on conflict (ledger_id, source_id, bill_month) do update set closing_date = excluded.closing_date`,
				[ledger.id, one.source, bill_month, closing_date],
			)
		} else {
			const target = model.purchases[one.target]
			if (target) await this.correct(one, target)
		}
	}

	private fieldsOf(
		{ kind, cents, daysAgo, hour = 12, installments, source, to_source, category, bill }: Said,
		at?: number,
	) {
		const when =
			daysAgo === undefined ? at : Math.floor(this.now / DAY) * DAY - daysAgo * DAY + hour * 3_600_000
		const local = this.model.dayOf(when ?? this.now)
		return {
			when,
			item: {
				...(kind === undefined ? {} : { kind }),
				...(cents === undefined ? {} : { amount: cents / 100 }),
				...(daysAgo === undefined ? {} : { occurred_at: new Date(when!).toISOString() }),
				...(installments === undefined ? {} : { installments }),
				...(source === undefined ? {} : { source }),
				...(to_source === undefined ? {} : { to_source }),
				...(category === undefined ? {} : { category }),
				...(bill === undefined ? {} : { bill_month: bill === null ? '' : addMonths(monthOf(local), bill) }),
			},
		}
	}

	private async record({ said, part, refunds }: Extract<Step, { do: 'record' }>): Promise<void> {
		const { model } = this
		const message_id = `m${this.serial++}`
		const { when, item } = this.fieldsOf({ cents: 100, ...said })
		const target = said.kind === 'refund' && refunds !== null ? model.purchases[refunds] : undefined
		const whole: Item = {
			message_id,
			description: 'x',
			...item,
			...(said.kind === 'transfer' ? { installments: 1 } : { to_source: null }),
			...(part && said.kind !== 'transfer' ? { part: part[0], parts: part[1], installments: 1 } : {}),
			...(target ? { target_message_id: target.message_id } : {}),
		}
		const answer = await this.ledger.postOne(whole)
		const mayRefund = !target || (target.kind === 'expense' && !target.voided)
		if (answer.status === 'rejected') {
			expect(answer.reason).toBe(mayRefund ? 'same_place' : 'target_not_found')
			return
		}
		expect(mayRefund).toBe(true)
		const text = (value: unknown) => (value === '' || value === undefined ? null : (value as string))
		model.purchases.push({
			message_id,
			kind: said.kind ?? 'expense',
			cents: said.cents ?? 100,
			installments: (whole.installments as number | undefined) ?? 1,
			part: (whole.part as number | undefined) ?? null,
			parts: (whole.parts as number | undefined) ?? null,
			at: when ?? (await this.instantOf(message_id)),
			// What it does not say is the purchase's; an empty text says that there is none.
			source: whole.source === undefined && target ? target.source : text(whole.source),
			to_source: said.kind === 'transfer' ? text(whole.to_source) : null,
			category: whole.category === undefined && target ? target.category : text(whole.category),
			given: text(whole.bill_month),
			moves: [],
			voided: false,
			refundOf: target?.message_id ?? null,
		})
	}

	private async instantOf(message_id: string): Promise<number> {
		const [row] = await database.query<{ at: string }>(
			'select occurred_at as at from public.transactions where ledger_id = $1 and message_id = $2',
			[this.ledger.id, message_id],
		)
		return Date.parse(row!.at)
	}

	private async correct(
		one: Extract<Step, { do: 'amend' | 'move' | 'undo' }>,
		target: Purchase,
	): Promise<void> {
		const { model } = this
		const message_id = `c${this.serial++}`
		const base = { message_id, target_message_id: target.message_id }
		if (one.do === 'undo') {
			const answer = await this.ledger.postOne({ ...base, action: one.action })
			const can = target.voided === (one.action === 'restore')
			expect(answer.status).toBe(can ? 'accepted' : 'rejected')
			if (can) target.voided = one.action === 'void'
			return
		}
		if (one.do === 'move') {
			const to = one.to === null ? null : addMonths(monthOf(model.dayOf(target.at)), one.to)
			const answer = await this.ledger.postOne({
				...base,
				action: 'amend',
				from_part: one.from,
				parts_to: to ?? 'cancel',
			})
			const source = model.sourceOf(target.source)
			const billed = model
				.partsOf(target)
				.some(
					({ k, bill }) =>
						k >= one.from &&
						closingDate(bill, model.cyclesOf(source), model.closingsOf(source)) <=
							dayNumber(model.dayOf(Date.now())),
				)
			const can =
				!target.voided &&
				target.kind !== 'transfer' &&
				one.from <= target.installments &&
				!(one.from === 1 && to === null) &&
				!billed
			expect(answer.status, JSON.stringify({ one, target, answer })).toBe(can ? 'accepted' : 'rejected')
			if (can) target.moves = [...target.moves.filter(([from]) => from < one.from), [one.from, to]]
			return
		}
		const { when, item } = this.fieldsOf(one.said, target.at)
		const { to_source, ...rest } = item as { to_source?: string; [name: string]: unknown }
		const kind = one.said.kind ?? target.kind
		const answer = await this.ledger.postOne({
			...base,
			action: 'amend',
			...rest,
			...(kind === 'transfer' && to_source !== undefined ? { to_source } : {}),
		})
		if (answer.status === 'rejected') return
		expect(target.voided).toBe(false)
		const { said } = one
		const text = (value: string | undefined, before: string | null) =>
			value === undefined ? before : value || null
		const sameSide = (kind === 'transfer') === (target.kind === 'transfer')
		target.kind = kind
		target.cents = said.cents ?? target.cents
		target.installments = said.installments ?? target.installments
		target.at = when ?? target.at
		target.source = text(said.source, target.source)
		target.category = text(said.category, target.category)
		target.to_source = kind === 'transfer' ? text(to_source, sameSide ? target.to_source : null) : null
		target.given = text(rest.bill_month as string | undefined, sameSide ? target.given : null)
		target.moves = target.moves.filter(([from]) => from <= target.installments)
		if (kind !== 'refund') target.refundOf = null
	}
}

/** Sums of a map's entries, those of nothing left out. */
function sums(entries: [string, number][]): Record<string, number> {
	const found: Record<string, number> = {}
	for (const [key, value] of entries) found[key] = (found[key] ?? 0) + value
	return found
}

async function expectSame(ledger: TestLedger, model: Model): Promise<void> {
	const rows = await database.query<Record<string, unknown>>(
		`select t.message_id, t.kind, t.amount_cents, t.installments, t.part, t.parts, to_char(t.bill_month, 'YYYY-MM') as bill,
			to_char(t.first_month, 'YYYY-MM') as first, to_char(t.last_month, 'YYYY-MM') as last, t.source_id, t.to_source_id,
			t.category_id, to_char(t.pays_month, 'YYYY-MM') as pays, t.bill_given, t.moves, t.voided, r.message_id as refund_of
		from public.transactions t left join public.transactions r on r.id = t.refund_of
		where t.ledger_id = $1 order by t.message_id`,
		[ledger.id],
	)
	const purchases = [...model.purchases].sort((a, b) => (a.message_id < b.message_id ? -1 : 1))
	expect(rows).toEqual(
		purchases.map((purchase) => {
			const months = [
				monthOf(model.dayOf(purchase.at)),
				...model.partsOf(purchase).map(({ bill }) => bill),
			].sort()
			const isTransfer = purchase.kind === 'transfer'
			return {
				message_id: purchase.message_id,
				kind: purchase.kind,
				amount_cents: purchase.cents,
				installments: purchase.installments,
				part: purchase.part,
				parts: purchase.parts,
				bill: model.billOf(purchase),
				first: months[0],
				last: months.at(-1),
				source_id: model.sourceOf(purchase.source),
				to_source_id: isTransfer ? model.sourceOf(purchase.to_source) : null,
				category_id: CATEGORIES.indexOf(purchase.category ?? '') + 1 || null,
				pays: isTransfer ? purchase.given : null,
				bill_given: !isTransfer && purchase.given !== null,
				moves: purchase.moves.length ? purchase.moves : null,
				voided: purchase.voided,
				refund_of: purchase.refundOf,
			}
		}),
	)

	const live = model.live()
	const byBill = live.flatMap((purchase) => model.partsOf(purchase).map((part) => ({ ...part, purchase })))
	const byDay = live.map((purchase) => ({
		month: monthOf(model.dayOf(purchase.at)),
		cents: model.partsOf(purchase).reduce((sum, part) => sum + part.cents, 0),
		purchase,
	}))
	const totals = async (view: string, month: string) =>
		Object.fromEntries(
			(
				await ledger.asOwner<{ key: string; amounts: number; spending: number }>(
					`select to_char(${month}, 'YYYY-MM') || ' ' || kind as key, sum(amount_cents)::float8 as amounts,
						sum(spending_cents)::float8 as spending
					from public.${view} where ledger_id = $1 group by 1`,
					[ledger.id],
				)
			).map(({ key, amounts, spending }) => [key, [amounts, spending || 0]]),
		)
	const expected = (entries: { month: string; cents: number; kind: string }[]) =>
		Object.fromEntries(
			Object.entries(sums(entries.map(({ month, kind, cents }) => [`${month} ${kind}`, cents]))).map(
				([key, sum]) => [key, [sum, spent(key.slice(8), sum) || 0]],
			),
		)
	const billEntries = byBill.map(({ bill, cents, purchase }) => ({ month: bill, cents, kind: purchase.kind }))
	const dayEntries = byDay.map(({ month, cents, purchase }) => ({ month, cents, kind: purchase.kind }))
	expect(await totals('monthly_totals', 'bill_month')).toEqual(expected(billEntries))
	expect(await totals('bill_items', 'bill_month')).toEqual(expected(billEntries))
	expect(await totals('monthly_totals_by_day', 'month')).toEqual(expected(dayEntries))

	const months = [...new Set([...billEntries, ...dayEntries].map(({ month }) => month))].sort().slice(-3)
	for (const basis of ['bill', 'purchase'] as const) {
		await ledger.asOwner('update public.ledgers set basis = $2 where id = $1', [ledger.id, basis])
		const counted = basis === 'bill' ? byBill.map((part) => ({ ...part, month: part.bill })) : byDay
		for (const month of months) {
			const here = counted.filter((one) => one.month === month)
			const [row] = await as(database, agent(ledger.token), (query) =>
				query<{ answer: Record<string, unknown> }>('select public.agent_summary($1) as answer', [month]),
			)
			expect(row!.answer).toMatchObject({
				month,
				basis,
				spending_cents: here.reduce((sum, { cents, purchase }) => sum + spent(purchase.kind, cents), 0),
				income_cents: here.reduce(
					(sum, { cents, purchase }) => sum + (purchase.kind === 'income' ? cents : 0),
					0,
				),
				purchases: new Set(
					here
						.filter(({ purchase }) => purchase.kind === 'expense' && (purchase.part ?? 1) === 1)
						.map(({ purchase }) => purchase.message_id),
				).size,
			})
		}
	}
	await expectCards(ledger, model, byBill)
}

/** The bills of each card, by the rules of the page over what the model knows. */
async function expectCards(
	ledger: TestLedger,
	model: Model,
	byBill: { bill: string; cents: number; purchase: Purchase }[],
): Promise<void> {
	const today = model.dayOf(Date.now())
	const got = await database.query<Record<string, unknown> & { source_id: number; month: string }>(
		`select source_id, to_char(bill_month, 'YYYY-MM') as month, closes, due, amount_cents as amount, paid_cents as paid,
			left_cents as left, credit_cents as credit, state
		from private.card_bills($1, $2::date)`,
		[ledger.id, today],
	)
	const ids = new Map(
		(
			await database.query<{ message_id: string; id: string }>(
				'select message_id, id from public.transactions where ledger_id = $1',
				[ledger.id],
			)
		).map(({ message_id, id }) => [message_id, id]),
	)
	for (const { source_id, month, ...bill } of got) {
		const payments = model
			.live()
			.filter(({ kind, to_source }) => kind === 'transfer' && model.sourceOf(to_source) === source_id)
			.sort((a, b) => a.at - b.at || (ids.get(a.message_id)! < ids.get(b.message_id)! ? -1 : 1))
		const card = {
			cycles: model.cyclesOf(source_id),
			closings: model.closingsOf(source_id),
			amounts: sums(
				byBill
					.filter(({ purchase }) => model.sourceOf(purchase.source) === source_id)
					.map(({ bill, cents, purchase }) => [
						bill,
						['refund', 'income'].includes(purchase.kind) ? -cents : cents,
					]),
			),
			payments: payments.map(({ at, cents, given }) => ({
				day: dayNumber(model.dayOf(at)),
				cents,
				pays: given,
			})),
		}
		const { month: _, ...expected } = cardBill(card, month, dayNumber(today), paidOfBills(card))
		expect(bill, JSON.stringify({ month, card })).toEqual(expected)
	}
}

test('the database and a model of the rules tell one history', async () => {
	let read = 0
	await fc.assert(
		fc.asyncProperty(history, async (steps) => {
			const ledger = await makeLedger(database)
			await ledger.asOwner(
				`insert into public.sources (ledger_id, name) values ($1, 'Nubank'), ($1, 'Inter'), ($1, 'Conta')`,
				[ledger.id],
			)
			await ledger.asOwner(
				`insert into public.categories (ledger_id, name) values ($1, 'Casa'), ($1, 'Lazer')`,
				[ledger.id],
			)
			const play = new Play(ledger)
			await play.run(steps)
			await expectSame(ledger, play.model)
			read += play.model.purchases.length
		}),
		{ numRuns },
	)
	expect(read).toBeGreaterThan(numRuns)
}, 600_000)

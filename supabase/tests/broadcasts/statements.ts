import fc from '../../../fixtures/property.ts'
import { type Item, insertStatement } from '../support/ledger.ts'
import type { Persona } from '../support/persona.ts'
import { signedIn } from '../support/persona.ts'

// Random statements: every kind that can change a transaction, the "a conferir" list, the settings or the members of a
// ledger. A step holds random numbers only; `statementOf` makes SQL of it, so that any step can follow any other and a
// failure shrinks to the fewest steps.

export interface House {
	id: string
	name: string
	/** Tokens of its agents. */
	tokens: string[]
}

/** Two ledgers of one owner, so that a statement can change both. */
export interface World {
	owner: string
	houses: [House, House]
	/** People who joined some ledger, oldest first. */
	guests: string[]
}

export interface Statement {
	persona: Persona
	text: string
	parameters: unknown[]
}

const pick = <T>(values: readonly T[], n: number): T => values[n % values.length]!

/** Few names, so that texts, names and aliases meet often. */
const NAMES = ['Mercado', 'Feira', 'Ônibus', 'Nubank', 'Ana', 'Pão & Cia'] as const
const TEXTS = [
	...NAMES,
	'MERCADO',
	' féira\u200b',
	'onibus',
	'nubank ',
	'ana',
	'\u202eFeira\u202c',
	'',
	'outra coisa',
	'"aspas" \\ 🍞',
	undefined,
	null,
] as const
const ZONES = ['America/Sao_Paulo', 'Asia/Tokyo', 'UTC', 'Pacific/Apia'] as const
/** Evenings and month ends, where zones and closings disagree; the last one is kept to the millisecond. */
const INSTANTS = [
	undefined,
	'2026-01-31T22:30:00-03:00',
	'2026-02-01T02:59:59.999Z',
	'2026-02-09T12:00:00.123Z',
	'2026-02-10T12:00:00Z',
	'2025-12-31T23:59:59-03:00',
	'2026-03-10T00:00:00.123456Z',
] as const
const AMOUNTS = ['52,90', 10, '1.234,56', 0.01, '999.999.999,99', 'cinquenta', -5, null] as const
const TABLES = ['categories', 'sources', 'people'] as const
const WHATS = ['category', 'source', 'person'] as const
const MONTHS = ['2026-01-01', '2026-02-01', '2026-03-01'] as const

/** What each ledger begins with: names of every kind, one card with a cycle and a bill that closed on another day. */
export const FURNITURE: [text: string, ...parameters: unknown[]][] = [
	[
		`insert into public.categories (ledger_id, name, aliases)
		values ($1, 'Mercado', '{Feira}'), ($1, 'Ônibus', '{}'), ($1, 'Pão & Cia', '{}')`,
	],
	[
		`insert into public.sources (ledger_id, name, closing_day, due_day)
		values ($1, 'Nubank', 10, 17), ($1, 'Mercado', 31, 5), ($1, 'Feira', null, null)`,
	],
	[
		`insert into public.people (ledger_id, name, aliases) values ($1, 'Ana', '{Feira}'), ($1, 'Nubank', '{}')`,
	],
	[
		`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
		values ($1, 1, '2026-02-01', '2026-02-08')`,
	],
]

/** Purchases under many texts and at many instants, and some that are refused. */
export const firstItems: Item[] = Array.from({ length: 24 }, (_, k) => ({
	message_id: `m${k}`,
	description: `Compra ${k}`,
	amount: AMOUNTS[k % 8 ? k % 5 : 5],
	category: TEXTS[k % TEXTS.length],
	source: TEXTS[(k * 5) % TEXTS.length],
	person: TEXTS[(k * 7) % TEXTS.length],
	installments: k % 4 ? 1 : 3,
	occurred_at: INSTANTS[1 + (k % 6)],
}))

const n = fc.nat(1_000_000)

const fields = fc.record({
	message: fc.nat(25),
	item: fc.nat(2),
	action: fc.nat(9),
	target: fc.nat(30),
	fields: fc.nat(255),
	text: n,
	amount: fc.nat(23),
	instant: n,
	installments: fc.constantFrom(1, 1, 1, 2, 3, 12, 120, 0),
})
type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never

const random = fc.record({ a: n, b: n, c: n, d: n })
const named = <K extends string>(kind: K, weight: number) => ({
	weight,
	arbitrary: random.map((values) => ({ kind, ...values })),
})

/** One step of a history. */
export const step = fc.oneof(
	{
		weight: 12,
		arbitrary: fc.record({
			kind: fc.constant('post' as const),
			house: n,
			items: fc.oneof(
				fc.array(fields, { minLength: 1, maxLength: 1 }),
				fc.array(fields, { minLength: 2, maxLength: 6 }),
			),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('many' as const),
			house: n,
			serial: fc.nat(1_000_000),
			count: fc.constantFrom(20, 60, 120, 199, 200, 201, 260),
			width: fc.constantFrom(0, 0, 40, 120, 280),
		}),
	},
	named('add', 3),
	named('alias', 3),
	named('rename', 2),
	named('drop', 2),
	named('map', 2),
	named('cycle', 3),
	named('closing', 3),
	named('both', 2),
	named('zone', 1),
	named('name', 1),
	named('budget', 1),
	named('dismiss', 1),
	named('join', 1),
	named('leave', 1),
	named('erase', 1),
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function itemOf(given: Fields): Item {
	const item: Item = { message_id: `m${given.message}`, item: given.item }
	const has = (bit: number) => (given.fields >> bit) % 2 === 1
	const record = given.action < 6
	if (!record) {
		item.action = pick(['amend', 'amend', 'void', 'undo'], given.action)
		if (given.target <= 25) item.target_message_id = `m${given.target}`
		if (has(7)) item.target_item = given.text % 3
	}
	// A record says most things; a correction only some.
	if (record || has(0)) item.amount = pick(AMOUNTS, given.amount % 3 ? given.amount % 5 : given.amount)
	if (record || has(1))
		item.description = pick(['Compra', 'Pão\u0007 de queijo', 'x'.repeat(280)], given.text)
	if (has(2)) item.category = pick(TEXTS, given.text)
	if (has(3)) item.source = pick(TEXTS, given.text >> 3)
	if (has(4)) item.person = pick(TEXTS, given.text >> 6)
	if (has(5)) item.kind = pick(['expense', 'income'], given.text)
	if (has(6)) item.installments = given.installments
	const instant = pick(INSTANTS, given.instant)
	if (record || has(1)) if (instant) item.occurred_at = instant
	return item
}

const IGNORING = 'on conflict (ledger_id, message_id, item) do nothing'

function post(house: House, agent: number, items: Item[]): Statement {
	const { text, parameters } = insertStatement(items, IGNORING)
	return { persona: { role: 'anon', token: pick(house.tokens, agent) }, text, parameters }
}

/** The SQL of a step in this world. `serial` is a number that no other step of the history has. */
export function statementOf(step: Step, world: World, serial: number): Statement {
	if (step.kind === 'post')
		return post(pick(world.houses, step.house), step.house >> 3, step.items.map(itemOf))
	if (step.kind === 'many')
		return post(
			pick(world.houses, step.house),
			step.house >> 3,
			Array.from({ length: step.count }, (_, k) => ({
				message_id: `many-${serial}-${k}`,
				description: `Compra ${k}`.padEnd(step.width || 1, 'ã'),
				amount: k + 1,
				...(k % 3 ? { category: `Mercado${'é'.repeat(Math.min(step.width, 110))}` } : { source: 'Nubank' }),
			})),
		)

	const { a, b, c, d } = step
	const house = pick(world.houses, a)
	const both = world.houses.map(({ id }) => id)
	const table = pick(TABLES, b)
	const owner = signedIn(world.owner)
	const asOwner = (text: string, ...parameters: unknown[]): Statement => ({
		persona: owner,
		text,
		parameters,
	})
	/** One of the table's ids: they are given from 1, and not many. */
	const id = (c % 3) + 1

	switch (step.kind) {
		case 'add':
			return asOwner(
				`insert into public.${table} (ledger_id, name, aliases) select $1, name, $3 from unnest($2::text[]) name`,
				house.id,
				[pick(NAMES, c), ...(d % 3 === 0 ? [pick(NAMES, c + 1)] : [])],
				d % 2 ? [pick(NAMES, d >> 2)] : [],
			)
		case 'alias':
			return asOwner(
				`update public.${table} set aliases = $2::text[] where ledger_id = $1 and ($3::int = 0 or id = $3)`,
				house.id,
				d % 3 ? [pick(NAMES, d), pick(TEXTS.slice(0, 12), d >> 3)] : [],
				d % 5 ? id : 0,
			)
		case 'rename':
			return asOwner(
				`update public.${table} set name = $2 where ledger_id = $1 and id = $3`,
				house.id,
				pick(NAMES, d),
				id,
			)
		case 'drop':
			return asOwner(
				`delete from public.${table} where ledger_id = $1 and ($2::int = 0 or id = $2)`,
				house.id,
				d % 4 ? id : 0,
			)
		case 'map':
			return asOwner('select public.map_text($1, $2, $3, $4)', house.id, pick(WHATS, b), pick(NAMES, d), id)
		case 'cycle':
			return asOwner(
				`update public.sources set closing_day = $2, due_day = $3 where ledger_id = $1 and ($4::int = 0 or id = $4)`,
				house.id,
				d % 4 ? (c % 31) + 1 : null,
				d % 4 ? (d % 31) + 1 : null,
				b % 3 ? id : 0,
			)
		case 'closing':
			return d % 4
				? asOwner(
						`insert into public.bill_closings (ledger_id, source_id, bill_month, closing_date)
						select $1, s.id, $2::date, $2::date + $3::int from public.sources s where s.ledger_id = $1
						on conflict (ledger_id, source_id, bill_month) do update set closing_date = excluded.closing_date`,
						house.id,
						pick(MONTHS, b),
						(c % 60) - 30,
					)
				: asOwner('delete from public.bill_closings where ledger_id = $1', house.id)
		case 'both':
			return pick(
				[
					// One statement about two ledgers, and one about several tables.
					asOwner(
						`update public.${table} set aliases = $2::text[] where ledger_id = any ($1::uuid[])`,
						both,
						c % 2 ? [pick(NAMES, c)] : [],
					),
					asOwner(
						`insert into public.${table} (ledger_id, name) select l, $2 from unnest($1::uuid[]) l`,
						both,
						pick(NAMES, c),
					),
					asOwner(
						'update public.sources set closing_day = $2, due_day = 5 where ledger_id = any ($1::uuid[])',
						both,
						(c % 31) + 1,
					),
					{
						...asOwner(`delete from public.${table} where ledger_id = any ($1::uuid[])`, both),
						persona: { role: 'service_role' },
					},
					asOwner(
						`with named as (
							insert into public.categories (ledger_id, name) values ($1, $2) returning id
						), moved as (
							update public.sources set closing_day = $3, due_day = 1 where ledger_id = $1 returning id
						)
						select count(*) from named, moved`,
						house.id,
						pick(NAMES, c),
						(d % 31) + 1,
					),
				],
				d,
			)
		case 'zone':
			return asOwner(
				'update public.ledgers set timezone = $2 where id = any ($1::uuid[])',
				b % 3 ? [house.id] : both,
				pick(ZONES, c),
			)
		case 'name':
			return asOwner('update public.ledgers set name = $2 where id = $1', house.id, pick(['Casa', 'Lar'], c))
		case 'budget':
			return asOwner(
				`insert into public.budgets (ledger_id, month, amount_cents) values ($1, $2, $3)
				on conflict (ledger_id, category_id, month) do update set amount_cents = excluded.amount_cents`,
				house.id,
				pick(MONTHS, b),
				c % 1000,
			)
		case 'dismiss':
			return asOwner(
				`select public.dismiss_inbox(i.id) from (
					select i.id from public.inbox i where i.ledger_id = $1 order by i.message_id, i.item offset $2 limit 1
				) i`,
				house.id,
				b % 6,
			)
		case 'join':
			return {
				persona: { role: 'postgres' },
				text: `insert into public.members (ledger_id, user_id, role) values ($1, $2, 'viewer')`,
				parameters: [house.id, pick(world.guests, b)],
			}
		case 'leave':
			return b % 2
				? asOwner('select public.remove_member($1, $2)', house.id, pick(world.guests, c))
				: {
						persona: { role: 'postgres' },
						text: `delete from ${b % 4 ? 'public.members where user_id' : 'auth.users where id'} = $1`,
						parameters: [pick(world.guests, c)],
					}
		case 'erase':
			// With the wrong name, which changes nothing, more often than with the right one.
			return asOwner(
				'select public.delete_ledger($1, $2)',
				world.houses[1].id,
				d % 8 ? 'errado' : world.houses[1].name,
			)
	}
}

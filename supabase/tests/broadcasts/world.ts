import type { Item } from '../support/ledger.ts'
import type { Persona } from '../support/persona.ts'

// What the random histories are about: two ledgers, and the few names, texts, instants and amounts that meet in them.

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

/** One of them, by any number. */
export const pick = <T>(values: readonly T[], n: number): T => values[n % values.length]!

/** Few names, so that texts, names and aliases meet often. */
export const NAMES = ['Mercado', 'Feira', 'Ônibus', 'Nubank', 'Ana', 'Pão & Cia'] as const
export const TEXTS = [
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
export const ZONES = ['America/Sao_Paulo', 'Asia/Tokyo', 'UTC', 'Pacific/Apia'] as const
/** Evenings and month ends, where zones and closings disagree; the last one is kept to the millisecond. */
export const INSTANTS = [
	undefined,
	'2026-01-31T22:30:00-03:00',
	'2026-02-01T02:59:59.999Z',
	'2026-02-09T12:00:00.123Z',
	'2026-02-10T12:00:00Z',
	'2025-12-31T23:59:59-03:00',
	'2026-03-10T00:00:00.123456Z',
] as const
export const AMOUNTS = ['52,90', 10, '1.234,56', 0.01, '999.999.999,99', 'cinquenta', -5, null] as const
export const TABLES = ['categories', 'sources', 'people'] as const
export const WHATS = ['category', 'source', 'person'] as const
export const MONTHS = ['2026-01-01', '2026-02-01', '2026-03-01'] as const

/** What each ledger begins with: names of every kind, one card with a cycle and a bill that closed on another day. */
export const FURNITURE: [text: string, ...parameters: unknown[]][] = [
	[
		`insert into public.categories (ledger_id, name, aliases)
		values ($1, 'Mercado', '{Feira}'), ($1, 'Ônibus', '{}'), ($1, 'Pão & Cia', '{}')`,
	],
	[`insert into public.sources (ledger_id, name) values ($1, 'Nubank'), ($1, 'Mercado'), ($1, 'Feira')`],
	[
		`insert into public.cycles (ledger_id, source_id, from_month, closing_day, due_day)
		values ($1, 1, null, 10, 17), ($1, 1, '2026-02-01', 12, 19), ($1, 2, null, 31, 5)`,
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

import { describe, expect, test } from 'vitest'
import { RemoteFailure } from './ports'
import { parseSettings } from './settings'

const ANSWER = {
	id: 'l',
	name: 'Casa',
	currency: 'BRL',
	timezone: 'America/Sao_Paulo',
	basis: 'purchase',
	corrections: true,
	settings_revision: 7,
	created_at: '2026-01-01T00:00:00Z',
	members: [{ role: 'editor' }],
	categories: [{ id: 1, name: 'Mercado', aliases: ['super', 'feira'], color: 3 }],
	sources: [
		{
			id: 2,
			name: 'Nubank',
			aliases: null,
			archived: true,
			cycles: [
				{ from_month: '2026-05-01', closing_day: 25, due_day: 5 },
				{ from_month: null, closing_day: 10, due_day: null },
				{ from_month: '2026-03-01', closing_day: null, due_day: null },
			],
			bill_closings: [{ bill_month: '2026-12-01', closing_date: '2026-11-27' }],
		},
		{ id: 3, name: 'Pix', aliases: [], archived: false, cycles: null, bill_closings: [] },
	],
	people: [{ id: 4, name: 'Ana', aliases: [] }],
	budgets: [
		{ category_id: 1, month: '2026-11-01', amount_cents: 100 },
		{ category_id: null, month: '2026-12-01', amount_cents: 0 },
	],
	recurring: [
		{
			id: 'r',
			name: 'Luz',
			day: 5,
			amount_cents: 9,
			kind: 'income',
			category_id: 1,
			source_id: null,
			until: null,
		},
		{
			id: 's',
			name: 'Gás',
			day: 6,
			amount_cents: 8,
			kind: 'expense',
			category_id: null,
			source_id: 2,
			until: '2026-12-31',
		},
	],
}

const SETTINGS = {
	settings_revision: 7,
	ledger: {
		id: 'l',
		name: 'Casa',
		currency: 'BRL',
		timezone: 'America/Sao_Paulo',
		basis: 'purchase',
		corrections: true,
		role: 'editor',
	},
	categories: ANSWER.categories,
	sources: [
		{ id: 2, name: 'Nubank', aliases: [], archived: true },
		{ id: 3, name: 'Pix', aliases: [], archived: false },
	],
	people: ANSWER.people,
	cycles: [
		{ source_id: 2, from_month: null, closing_day: 10, due_day: null },
		{ source_id: 2, from_month: '2026-03', closing_day: null, due_day: null },
		{ source_id: 2, from_month: '2026-05', closing_day: 25, due_day: 5 },
	],
	bill_closings: [{ source_id: 2, bill_month: '2026-12', closing_date: '2026-11-27' }],
	budgets: [
		{ category_id: 1, month: '2026-11', amount_cents: 100 },
		{ category_id: null, month: '2026-12', amount_cents: 0 },
	],
	recurring: ANSWER.recurring,
}

const kindOf = (answer: unknown) => {
	try {
		parseSettings(answer)
		return null
	} catch (error) {
		return error instanceof RemoteFailure ? error.kind : error
	}
}

/** Every place in a value that holds something else than objects and arrays. */
function leavesOf(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [path]
	return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
}
function changed(path: readonly string[], to: unknown): typeof ANSWER {
	const answer = structuredClone(ANSWER)
	let inner = answer as unknown as Record<string, unknown>
	for (const name of path.slice(0, -1)) inner = inner[name] as Record<string, unknown>
	inner[path.at(-1)!] = to
	return answer
}

/** What may be missing or odd: it has a usual value. */
const FORGIVEN = ['basis', 'corrections', 'archived', 'role', 'aliases', 'cycles']
const NULLABLE = ['from_month', 'closing_day', 'due_day', 'category_id', 'source_id', 'until']

describe('a ledger’s settings', () => {
	test('are read from how the API nests them', () => {
		expect(parseSettings(ANSWER)).toEqual({ settings: SETTINGS, database: '2026-01-01T00:00:00Z' })
	})

	test.each(
		leavesOf(ANSWER)
			.filter((path) => !FORGIVEN.includes(path.at(-1)!))
			.map((path) => path.join('.')),
	)('must have a good %s', (name) => {
		const path = name.split('.')
		const isText = typeof valueAt(path) === 'string' || ['from_month', 'until'].includes(path.at(-1)!)
		for (const wrong of [{}, [], true, 1.5, isText ? 7 : '1'])
			expect([wrong, kindOf(changed(path, wrong))]).toEqual([wrong, 'malformed'])
		const isNullable = NULLABLE.includes(path.at(-1)!)
		expect(kindOf(changed(path, null))).toBe(isNullable ? null : 'malformed')
	})

	test('have usual values for what may be missing', () => {
		expect(parseSettings(changed(['basis'], undefined)).settings.ledger.basis).toBe('bill')
		expect(parseSettings(changed(['corrections'], 'true')).settings.ledger.corrections).toBe(false)
		expect(parseSettings(changed(['sources', '0', 'archived'], 1)).settings.sources[0]!.archived).toBe(false)
		for (const name of ['categories', 'sources', 'people', 'budgets', 'recurring'] as const) {
			for (const nothing of [null, undefined, []])
				expect(parseSettings(changed([name], nothing)).settings[name]).toEqual([])
			for (const wrong of [{}, 'x', 3, [3], [null], [[]]])
				expect(kindOf(changed([name], wrong))).toBe('malformed')
		}
		expect(parseSettings(changed(['sources'], null)).settings).toMatchObject({
			cycles: [],
			bill_closings: [],
		})
	})

	test('are nothing to who is no member', () => {
		for (const role of ['owner', 'editor', 'viewer'])
			expect(parseSettings(changed(['members', '0', 'role'], role)).settings.ledger.role).toBe(role)
		for (const role of [null, undefined, '', 'admin', 3])
			expect(kindOf(changed(['members', '0', 'role'], role))).toBe('not_a_member')
		for (const members of [[], null, undefined])
			expect(kindOf(changed(['members'], members))).toBe('not_a_member')
		for (const answer of [null, undefined, 3, 'x', []]) expect(kindOf(answer)).toBe('malformed')
	})
})

function valueAt(path: readonly string[]): unknown {
	return path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], ANSWER)
}

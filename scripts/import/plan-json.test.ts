import { expect, it } from 'vitest'
import { MatchChoices } from '../../src/import/match-choices'
import type { RecordedPurchase } from '../../src/import/matching'
import { planImport } from '../../src/import/plan'
import type { PlannedFile } from './files'
import { planJson } from './plan-json'

async function planned(): Promise<PlannedFile> {
	const plan = await planImport(
		new TextEncoder().encode('Data;Descrição;Valor\n03/10/2026;Mercado;-52,90\n'),
		{
			ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
		},
	)
	return {
		name: 'file.csv',
		bytes: 'a',
		timezone: 'America/Sao_Paulo',
		plan,
		error: null,
		hereBefore: [],
		matches: null,
		isCompared: false,
		undone: [],
		refusedBefore: [],
		remembered: null,
	}
}

const PURCHASE: RecordedPurchase = {
	transaction_id: 'one',
	message_id: 'wamid.1',
	item: 0,
	kind: 'expense',
	amount_cents: 5290,
	occurred_at: Date.parse('2026-10-03T15:00:00Z'),
	description: 'mercado',
	source: null,
	to_source: null,
	person: null,
	installments: 1,
	part: null,
	parts: null,
	bill_month: null,
	given_month: null,
	moves: null,
	taken: [],
}

it('says which lines are matched, that none is, or that none were looked for', async () => {
	const file = await planned()
	const read = (matches: MatchChoices | null, isCompared = matches !== null) =>
		JSON.parse(planJson([{ ...file, matches, isCompared }]))
	const matchesOf = (matches: MatchChoices | null) => read(matches).matches
	expect(matchesOf(null)).toBe(null)
	expect(matchesOf(new MatchChoices([]))).toEqual([])
	const match = { item: file.plan!.items[0]!, candidates: [PURCHASE], proposed: PURCHASE, asked: false }
	expect(matchesOf(new MatchChoices([match]))).toEqual([{ line: 2, transaction: 'one' }])
	const several = JSON.parse(
		planJson([{ ...file, isCompared: true, matches: new MatchChoices([match]) }, file]),
	)
	expect(several.matches).toBe(null)
	// What a file of another form brought is here before, and is found by an agent's token, too.
	const twin = { ...PURCHASE, file: 'a.ofx' }
	const { left_out, matches } = read(
		new MatchChoices([{ ...match, candidates: [twin], proposed: twin }]),
		false,
	)
	expect([left_out, matches]).toEqual([[{ line: 2, why: 'here_before' }], null])
})

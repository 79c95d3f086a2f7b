import { expect, test } from 'vitest'
import fc from '../../fixtures/property'
import { planImport } from './plan'
import { bill, sheet, statement, type WrittenFile } from './testing/written-files'

// More of them: PAINEL_RUNS=3000 npx vitest run --project unit src/import/any-form
const numRuns = Number(process.env.PAINEL_RUNS ?? 60)

/** What a person would answer to whatever is asked. */
async function readBy(file: WrittenFile) {
	const plan = (answers: Record<string, string>) =>
		planImport(new TextEncoder().encode(file.text), {
			ledger: { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] },
			answers: { account: 'Conta', order: 'dmy', bill: '2026-11', ...answers },
			fileName: file.name,
		})
	const first = await plan({})
	const { type } = file.answers
	const isAsked = first.questions.some(({ id }) => id === 'type')
	const second = isAsked ? await plan({ type }) : first
	return second.questions.some(({ id }) => id === 'signs')
		? plan({ type, signs: file.answers.signs })
		: second
}

const said = (kind: string, day: string, cents: number, part: number | null, parts: number | null) =>
	[day, kind, cents, part ? `${part}/${parts}` : ''].join(' ').trim()

/**
 * Files as banks and households write them, in forms that nobody listed: each line is what was meant, once whatever is asked is answered.
 * Nothing is read as something else in silence.
 */
test.each([
	['a statement', statement],
	['a card’s bill', bill],
	['a household’s sheet', sheet],
] as const)('%s comes in as it was meant, in any form', async (_, written) => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
			const file = written(seed)
			const { items, file: read } = await readBy(file)
			// A bill that nothing tells from an account’s statement is one.
			if (file.answers.type !== read.type) return
			const found = items.map(({ kind, day, amount_cents, part, parts }) =>
				said(kind, day, amount_cents, part, parts),
			)
			const meant = file.meant.map(({ kind, day, cents, part, parts }) => said(kind, day, cents, part, parts))
			expect(found.toSorted(), file.text).toEqual(meant.toSorted())
		}),
		{ numRuns },
	)
})

import { expect, test } from 'vitest'
import { factsOf, type KeptAnswers, toldBy } from './earlier-answers'
import { type Memory, planWithMemory } from './remembered-plan'

/** A bill that may be an account's statement, too. */
const BYTES = new TextEncoder().encode(
	['Data;Descrição;Valor;Fatura', '03/10/2026;Loja A;-30,00;', '04/10/2026;Pagamento recebido;99,00;'].join(
		'\n',
	),
)
const LEDGER = { timezone: 'America/Sao_Paulo', today: '2026-11-30', sources: [] }

const rememberedAs = (...kept: KeptAnswers[]): Memory => ({
	toldOf: async () => toldBy(kept, 'form'),
	earlierLines: async () => ({ lines: [], isWhole: true }),
	find: async () => [],
	undone: async () => [],
})

const plan = async (memory: Memory | null, answers: Record<string, string> = {}) => {
	const { plan } = await planWithMemory(BYTES, 'b', { ledger: LEDGER, answers }, memory)
	const asks = plan.questions.some(({ id }) => id === 'type')
	return { type: plan.file.type, asks, kept: factsOf('f.csv', 'b', plan.file).type ?? null }
}

test('what a file was said to be is kept, and told of the next of its form', async () => {
	expect(await plan(null)).toEqual({ type: 'card', asks: true, kept: null })
	expect(await plan(null, { type: 'account' })).toEqual({ type: 'account', asks: false, kept: 'account' })
	for (const type of ['account', 'card'] as const)
		expect(await plan(rememberedAs({ account: 'Nubank', type }))).toEqual({ type, asks: false, kept: type })
})

test('somebody who says otherwise now is heard, and nothing else is believed', async () => {
	expect(await plan(rememberedAs({ account: 'Nubank', type: 'card' }), { type: 'account' })).toEqual({
		type: 'account',
		asks: false,
		kept: 'account',
	})
	expect(await plan(rememberedAs({ account: 'Nubank', type: 'wallet' }))).toMatchObject({
		asks: true,
		kept: null,
	})
})

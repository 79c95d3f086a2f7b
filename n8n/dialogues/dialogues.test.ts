import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dialogues } from './all.ts'
import { bought, record } from './dialogue.ts'
import { perform } from './perform.ts'
import { Theatre } from './stage.ts'

/**
 * Conversations through the exported workflows against the embedded stack. There is no model here: its answers are written by hand,
 * in the form of its schema. So they prove what the workflow makes of an understood message, not that a model understands it;
 * `npm run dialogues` asks a real one.
 */
let theatre: Theatre
beforeAll(async () => {
	theatre = await Theatre.open()
})
afterAll(() => theatre.close())

describe.each(Object.entries(dialogues))('%s', (_, some) => {
	test.each(some.map((dialogue) => [dialogue.name, dialogue] as const))('%s', async (_, dialogue) =>
		perform(await theatre.stage(), dialogue),
	)
})

test('there are at least sixty', () => {
	expect(Object.values(dialogues).flat().length).toBeGreaterThanOrEqual(60)
})

test('a newcomer joins by the code that was made for them, and is known from then on', async () => {
	const stage = await theatre.stage()
	const code = await stage.code()
	await perform(stage, {
		name: 'joining',
		turns: [
			{ from: 'zé', says: 'oi', reply: ['ainda não conheço você'] },
			{ from: 'zé', says: 'ABCD2345', reply: ['Não conheço esse código'] },
			{ from: 'zé', says: code.toLowerCase(), reply: ['Pronto, Bruno!'] },
			{
				from: 'zé',
				says: 'uber 23',
				model: record(bought('uber', '23')),
				reply: ['✅ uber: R$ 23,00'],
			},
		],
		ledger: ['uber 23,00 Bruno'],
	})
})

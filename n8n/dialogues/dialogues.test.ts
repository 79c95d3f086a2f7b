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

describe('reminders', () => {
	const cinema = (amount: string) => ({
		says: `cinema ${amount}`,
		model: record(bought('cinema', amount, { category: 'lazer' })),
	})

	test('go with the next reply, once, and are not told by themselves after it', async () => {
		const stage = await theatre.stage()
		await stage.neverQuiet()
		await perform(stage, {
			name: 'budget',
			turns: [
				{ ...cinema('250'), reply: ['✅ cinema', '🔔 Orçamento de Lazer: R$ 250,00 de R$ 300,00 (83 %).'] },
				{ ...cinema('10'), reply: ['✅ cinema'], never: ['🔔'] },
			],
			ledger: ['cinema 10,00 Lazer Ana', 'cinema 250,00 Lazer Ana'],
		})
		expect(await stage.remind()).toEqual([])
	})

	test('are told by themselves to the others, by the door through which they wrote, once', async () => {
		const stage = await theatre.stage()
		await stage.neverQuiet()
		await stage.play({ from: 'bruno', door: 'evolution', says: 'oi', model: { intent: 'other' }, reply: [] })
		await stage.play({ ...cinema('300'), reply: [] })
		const told = await stage.remind()
		expect(told.map(({ to, quoted }) => [to, quoted])).toEqual([['5511977776666', null]])
		expect(told[0]!.text).toContain('🔔 Orçamento de Lazer: R$ 300,00 de R$ 300,00 (100 %).')
		expect(await stage.remind()).toEqual([])
	})

	test('end with "silenciar"', async () => {
		const stage = await theatre.stage()
		await stage.neverQuiet()
		const outcome = await stage.play({ says: 'Silenciar', reply: [] })
		expect(outcome.replies[0]!.text).toContain('não mando mais lembretes')
		const after = await stage.play({ ...cinema('300'), reply: [] })
		expect(after.replies[0]!.text).not.toContain('🔔')
		expect(await stage.remind()).toEqual([])
	})
})

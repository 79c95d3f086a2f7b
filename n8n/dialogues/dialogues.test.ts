import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leftToCi } from '../../scripts/testing/left-to-ci.ts'
import { copyDatabase } from '../../supabase/tests/support/database.ts'
import { dialogues } from './all.ts'
import { bought, record, type Turn } from './dialogue.ts'
import { perform, settingsOf } from './perform.ts'
import { Theatre } from './stage.ts'

/**
 * Conversations through the exported workflows against the embedded stack, over a real PostgreSQL as on the platform. There is no model here: its answers are written by hand,
 * in the form of its schema. So they prove what the workflow makes of an understood message, not that a model understands it;
 * `npm run dialogues` asks a real one.
 */
let theatre: Theatre
beforeAll(async () => {
	const { data } = await copyDatabase()
	theatre = await Theatre.open(data)
})
afterAll(() => theatre.close())

for (const [name, some] of Object.entries(dialogues))
	describe(name, name === 'english' ? leftToCi : {}, () => {
		test.each(some.map((dialogue) => [dialogue.name, dialogue] as const))('%s', async (_, dialogue) =>
			perform(await theatre.stage(undefined, settingsOf(dialogue)), dialogue),
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

test('a newcomer without a number joins, and is answered by the id that WhatsApp gives them', async () => {
	const stage = await theatre.stage()
	const code = await stage.code()
	const outcome = await stage.play({ from: 'bia', says: code, reply: [] })
	expect(outcome.replies.map(({ to }) => to)).toEqual(['BR.1502576394655843'])
	expect(outcome.replies[0]!.text).toContain('Pronto, Bruno!')
	const bought = await stage.play({
		from: 'bia',
		says: 'mercado 52,90',
		model: record({ description: 'mercado', amount: '52,90' }),
		reply: [],
	})
	expect(bought.replies[0]!.to).toBe('BR.1502576394655843')
	expect(await stage.ledger()).toEqual(['mercado 52,90 Bruno'])
})

test('a button on Telegram is acknowledged once for each press, so that it turns no longer', async () => {
	const stage = await theatre.stage()
	await stage.play({ door: 'telegram', says: 'uber 23', model: record(bought('uber', '23')), reply: [] })
	expect(stage.outside.acknowledged).toEqual([])
	await stage.play({ door: 'telegram', presses: { of: 0, title: 'Desfazer' }, reply: [] })
	expect(stage.outside.acknowledged).toHaveLength(1)
	await stage.play({ door: 'telegram', again: 1, reply: null })
	expect(stage.outside.acknowledged).toHaveLength(1)
})

describe('n8n dies after so many requests, and the door brings the message again', leftToCi, () => {
	const told: Turn = {
		says: 'mercado 52,90 e uber 23',
		model: record(bought('mercado', '52,90'), bought('uber', '23')),
		reply: [],
	}
	const corrected: Turn = {
		says: 'era 45',
		answers: { message: 0 },
		model: record({ action: 'amend', target: 0, amount: '45' }),
		reply: [],
	}

	/** One message, cut after `left` requests and brought again: how often it was replied to, and what stands. */
	async function cut(left: number, turns: Turn[]) {
		const stage = await theatre.stage()
		for (const turn of turns.slice(0, -1)) await stage.play(turn)
		const turn = turns.at(-1)!
		stage.outside.left = left
		await stage.play(turn).catch(() => null)
		const wasCut = stage.outside.left < 0
		stage.outside.left = Number.POSITIVE_INFINITY
		await stage.forgetRuns()
		const before = stage.outside.replies.length
		const { answer } = await stage.play({ ...turn, again: turns.length - 1 })
		return {
			wasCut,
			status: answer.status,
			replies: stage.outside.replies.length - turns.length + 1,
			after: stage.outside.replies.length - before,
			ledger: await stage.ledger(),
		}
	}

	test.each([
		['a purchase', 1, [told], ['mercado 52,90 Ana', 'uber 23,00 Ana']],
		['a correction', 3, [told, corrected], ['mercado 45,00 Ana', 'uber 23,00 Ana']],
		[
			'a reply that did not arrive',
			3,
			[told, { kind: 'undelivered', answers: { reply: 0 }, reply: [] } satisfies Turn],
			['mercado 52,90 Ana', 'uber 23,00 Ana'],
		],
	])(
		'%s counts once and is replied to, at every step',
		async (_, step, turns, ledger) => {
			let cuts = 0
			for (let left = 0; ; left += step) {
				const outcome = await cut(left, turns)
				expect({ left, status: outcome.status, ledger: outcome.ledger }).toEqual({
					left,
					status: 200,
					ledger,
				})
				expect(outcome.replies).toBeGreaterThanOrEqual(1)
				// Twice only where it died between sending and writing down that it was sent.
				expect(outcome.replies).toBeLessThanOrEqual(2)
				if (!outcome.wasCut) break
				cuts++
			}
			expect(cuts * step).toBeGreaterThan(8)
		},
		120_000,
	)
})

describe('at once', () => {
	const market: Turn = { says: 'mercado 52,90', model: record(bought('mercado', '52,90')), reply: [] }

	test('one message brought five times at once is recorded and replied to once', async () => {
		const stage = await theatre.stage()
		const [first, ...rest] = await stage.playTogether([
			market,
			...Array.from({ length: 4 }, () => ({ ...market, again: 0 })),
		])
		const statuses = [first!, ...rest].map(({ status }) => status).toSorted()
		expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1)
		expect(statuses.every((status) => status === 200 || status === 503)).toBe(true)
		expect(stage.outside.replies).toHaveLength(1)
		expect(await stage.ledger()).toEqual(['mercado 52,90 Ana'])
	})

	test('two people who write at once are each answered about their own', async () => {
		const stage = await theatre.stage()
		const answers = await stage.playTogether([market, { ...market, from: 'bruno' }])
		expect(answers.map(({ status }) => status)).toEqual([200, 200])
		expect(stage.outside.replies.map(({ to }) => to).toSorted()).toEqual(['+5511977776666', '+5511999998888'])
		expect((await stage.ledger()).toSorted()).toEqual(['mercado 52,90 Ana', 'mercado 52,90 Bruno'])
		const undone = await stage.play({ says: 'desfaz', reply: [] })
		expect(undone.replies[0]!.text).toContain('↩️ Desfeito: mercado')
		expect(await stage.ledger()).toEqual(['mercado 52,90 Bruno'])
	})
})

test('the owner is told of a message that could not be dealt with, and of nothing in it', async () => {
	const stage = await theatre.stage()
	await stage.play({ says: 'segredo 52,90', breaks: 'database down', reply: null, status: 500 })
	expect(stage.outside.notices).toHaveLength(1)
	expect(stage.outside.notices[0]).toMatch(
		/^Painel: o fluxo "Painel: porta WhatsApp .*" falhou no nó "Avisar o dono"/,
	)
	expect(stage.outside.notices[0]).not.toContain('segredo')
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

	test('of others are not taken by an edit whose sender the door does not tell', async () => {
		const stage = await theatre.stage()
		await stage.neverQuiet()
		await stage.play({ from: 'bruno', door: 'evolution', says: 'oi', model: { intent: 'other' }, reply: [] })
		await stage.play({ ...cinema('300'), door: 'evolution', reply: [] })
		await stage.play({ ...cinema('310'), door: 'evolution', kind: 'edit', of: 1, reply: [] })
		expect(await stage.ledger()).toEqual(['cinema 310,00 Lazer Ana'])
		const told = await stage.remind()
		expect(told.map(({ to }) => to)).toEqual(['5511977776666'])
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

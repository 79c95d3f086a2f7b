import { expect } from 'vitest'
import type { Dialogue, Turn } from './dialogue.ts'
import type { Outcome, Stage } from './stage.ts'

/** The settings that a dialogue wants. */
export const settingsOf = ({ language, settings }: Dialogue) => ({
	...(language && { idioma: language }),
	...settings,
})

/** Words of the replies in Portuguese, which no reply in English has. */
const portuguese =
	/[ãõç]|\b(?:não|você|fatura|compras?|desfa[zs]\w*|hoje|ontem|mês|lembretes?|orçamento|Responda|Qual|parcelas?|Gastos)\b/

function expectOutcome(
	turn: Turn,
	{ answer, replies, asked }: Outcome,
	language: Dialogue['language'],
): void {
	expect(answer.status, JSON.stringify(answer.body)).toBe(turn.status ?? 200)
	const texts = replies.map(({ text }) => text)
	if (turn.reply === null) expect(texts).toEqual([])
	else {
		// Each reply may cost: one a message.
		expect(texts).toHaveLength(1)
		for (const part of turn.reply)
			if (typeof part === 'string') expect(texts[0]).toContain(part)
			else expect(texts[0]).toMatch(part)
		for (const part of turn.never ?? [])
			if (typeof part === 'string') expect(texts[0]).not.toContain(part)
			else expect(texts[0]).not.toMatch(part)
	}
	if (turn.offers) {
		expect(replies[0]!.form).toBe(turn.offers.form)
		expect(replies[0]!.choices.map(({ title }) => title)).toEqual(turn.offers.titles)
	}
	if (language === 'en') expect(texts.join('\n')).not.toMatch(portuguese)
	for (const part of turn.told ?? []) expect(asked[0]?.user).toContain(part)
	if (turn.model === undefined && turn.breaks !== 'model') expect(asked).toEqual([])
}

/** Plays a dialogue, and checks every answer, every reply and the ledger. */
export async function perform(stage: Stage, dialogue: Dialogue): Promise<void> {
	for (const [place, turn] of dialogue.turns.entries()) {
		if (turn.again !== undefined && turn.status !== 503) await stage.forgetRuns()
		const outcome = await stage.play(turn)
		try {
			expectOutcome(turn, outcome, dialogue.language)
		} catch (error) {
			const said = outcome.replies.map(({ text }) => text).join('\n---\n')
			throw new Error(
				`Message ${place} ("${turn.says ?? turn.kind}"): ${(error as Error).message}\nReplied:\n${said}\nFailed on the way: ${stage.runner.failures.join('; ')}`,
			)
		}
	}
	expect((await stage.ledger()).toSorted()).toEqual(dialogue.ledger.toSorted())
	if (dialogue.waiting !== undefined) expect(await stage.waiting()).toBe(dialogue.waiting)
	if (dialogue.undelivered) expect(await stage.undelivered()).toEqual(dialogue.undelivered)
}

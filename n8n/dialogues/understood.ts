import type { Understood } from './dialogue.ts'

const item = {
	action: 'record',
	target: null,
	of: null,
	kind: null,
	description: null,
	amount: null,
	currency: null,
	per_installment: false,
	installments: null,
	category: null,
	source: null,
	to_source: null,
	person: null,
	date: null,
	bill: null,
	parts: null,
	from_part: null,
	last_parts: null,
}
const question = {
	follows: false,
	from: null,
	to: null,
	category: null,
	source: null,
	person: null,
	text: null,
}

/** The whole structure that the model would give, in the form of its schema. */
export function structureOf(understood: Understood): object {
	if ('status' in understood || 'words' in understood) return {}
	if (understood.intent === 'record')
		return {
			intent: 'record',
			items: understood.items.map((given) => ({ ...item, ...given })),
			question: null,
		}
	if (understood.intent === 'question')
		return { intent: 'question', items: [], question: { ...question, ...understood.question } }
	return { intent: 'other', items: [], question: null }
}

import { runCode } from '../code/run-code.ts'
import { askingCode } from '../source/conversation.ts'
import { dialogues } from './all.ts'
import type { Understood } from './dialogue.ts'
import { structureOf } from './understood.ts'

/** One message of the dialogues, and what was understood of it by hand. */
export interface Exercise {
	name: string
	/** What the household writes. */
	language: string
	says: string
	expected: Understood
}

interface Structure {
	intent?: unknown
	items?: Record<string, unknown>[]
	question?: Record<string, unknown> | null
}

/** What a message must say by itself: those that need an earlier one are left out, and so are files, failures and hostile texts. */
export function exercises(): Exercise[] {
	const { hostile: _, failing: __, ...ordinary } = dialogues
	const seen = new Set<string>()
	return Object.values(ordinary)
		.flat()
		.flatMap(({ name, language = 'pt-BR', turns }) =>
			turns.flatMap(({ says, model, kind = 'text', answers, forwarded, breaks }) => {
				const isPlain = kind === 'text' && !answers && !forwarded && !breaks
				if (!says || !model || !isPlain || !('intent' in model) || seen.has(says)) return []
				if (!saysItAll(says, model)) return []
				seen.add(says)
				return [{ name, language, says, expected: model }]
			}),
		)
}

/** Whether a message means what was understood without those before it: "2", "mercado" after "50" and "e de mercado?" do not. */
function saysItAll(says: string, understood: Understood): boolean {
	if (says.length < 2 || /^(?:\d+|e (?:de|com|do|em|no|na|o) .*)$/i.test(says)) return false
	if ('question' in understood) return understood.question.follows !== true
	if (!('items' in understood)) return true
	return understood.items.every(({ action = 'record', of, amount, bill, date, description }) => {
		const digits = /\d[\d.,]*/.exec(String(amount ?? ''))?.[0]
		if (digits && !says.includes(digits.replace('.', ',')) && !says.includes(digits)) return false
		if (action === 'record') return amount !== undefined && Boolean(description)
		return [of, amount, bill, date].some((one) => one !== undefined) && says !== date && says !== bill
	})
}

const plain = (value: unknown) =>
	String(value ?? '')
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.trim()

/** Amounts in any spelling are the same amount. */
const amount = (value: unknown) =>
	plain(value)
		.replace(/r\$|reais|real|\s/g, '')
		.replace(/[.,]00$/, '')

const compared: [field: string, same: (value: unknown) => string][] = [
	['action', plain],
	['target', plain],
	['of', plain],
	['kind', plain],
	['amount', amount],
	['installments', plain],
	['per_installment', plain],
	['source', plain],
	['to_source', plain],
	['person', plain],
	['date', plain],
	['bill', plain],
	['parts', plain],
	['from_part', plain],
	['last_parts', plain],
	['currency', plain],
]

/** From 0 to 1: how much of what was expected an answer holds. Descriptions and categories may be worded in many ways, and do not count. */
export function scoreOf(expected: Understood, given: Structure | null): number {
	if (!given || !('intent' in expected) || given.intent !== expected.intent) return 0
	const wanted = structureOf(expected) as Structure
	if (expected.intent === 'other') return 1
	if (expected.intent === 'question') {
		const fields = ['about', 'from', 'to', 'category', 'source', 'person', 'text', 'follows']
		const right = fields.filter((field) => plain(given.question?.[field]) === plain(wanted.question?.[field]))
		return right.length / fields.length
	}
	const items = wanted.items ?? []
	if (given.items?.length !== items.length) return 0
	const scores = items.flatMap((item, k) =>
		compared.map(([field, same]): number => {
			// What a purchase is when nothing is said.
			const isOpen = field === 'kind' && item.kind === null
			return isOpen || same(given.items![k]![field]) === same(item[field]) ? 1 : 0
		}),
	)
	return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

const settings = (model: string, idioma: string) => ({
	idioma,
	modelo: model,
	modelo_formato: 'json_schema',
	modelo_temperatura: '',
})
const context = {
	timezone: 'America/Sao_Paulo',
	currency: 'BRL',
	categories: [
		{ name: 'Mercado', aliases: ['super'] },
		{ name: 'Lazer', aliases: [] },
		{ name: 'Transporte', aliases: [] },
	],
	sources: ['Pix', 'Nubank', 'Itaú'].map((name) => ({ name, aliases: [] })),
	people: ['Ana', 'Bruno'].map((name) => ({ name, aliases: [] })),
}

/** The request that the workflow would make of a message. */
export function requestFor({ says, language }: Exercise, model: string, given: object = {}): object {
	const message = {
		message_id: 'm',
		kind: 'text',
		door: 'plain',
		text: says,
		sent_at: new Date().toISOString(),
	}
	return runCode<{ json: { request: object } }>(
		[],
		{
			nodes: {
				Mensagem: message,
				Rumo: { way: 'ask', text: says },
				Configuração: { ...settings(model, language), ...given },
				Contexto: { statusCode: 200, body: context },
				'Até aqui': { statusCode: 200, body: { items: [] } },
			},
		},
		askingCode(),
	).json.request
}

/** The structure in an endpoint's answer; null when there is none. */
export function structureIn(answer: unknown): Structure | null {
	const content = (answer as { choices?: { message?: { content?: unknown } }[] } | null)?.choices?.[0]
		?.message?.content
	try {
		return JSON.parse(
			String(content)
				.replace(/^[^{]*/, '')
				.replace(/[^}]*$/, ''),
		) as Structure
	} catch {
		return null
	}
}

import type { InboxRow } from '../ledger/inbox'
import { pick, type Random } from './random'

/** Messages that the inbox refuses, each as it happens in practice. */
const refusedMessages: readonly ((id: string, when: string) => InboxRow)[] = [
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		description: 'Jantar de sábado',
		amount: 'uns cento e poucos',
		category: 'Restaurantes',
		source: 'Nubank',
		person: 'Ana',
		payload: { message: 'jantar sábado, uns cento e poucos, depois confirmo', confidence: 0.41 },
	}),
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		description: '',
		amount: '186,40',
		source: 'Visa 4417',
		person: 'Marcos',
		payload: { message: '186,40 no visa', confidence: 0.55 },
	}),
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		description: 'Presente da Lu',
		amount: null,
		category: 'Lazer',
		source: 'Pix',
		person: 'Ana',
		payload: { message: 'presente da lu no pix', confidence: 0.6 },
	}),
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		description: 'Material de construção',
		amount: '1,234',
		category: 'Casa',
		source: 'Pix',
		person: 'Marcos',
		payload: { message: 'material de construção 1,234 no pix', confidence: 0.7 },
	}),
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		description: 'Televisão',
		amount: '2.899,00',
		category: 'Casa',
		source: 'Nubank',
		person: 'Marcos',
		installments: 240,
		payload: { message: 'tv 2899 no nubank em 240x', confidence: 0.66 },
	}),
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		action: 'void',
		target_message_id: 'wamid.MENSAGEM-QUE-NAO-CHEGOU',
		person: 'Júlia',
		payload: { message: 'apaga aquela do cinema', confidence: 0.5 },
	}),
	(message_id, occurred_at) => ({
		message_id,
		occurred_at,
		description: 'Brinde da padaria',
		amount: 0,
		category: 'Mercado',
		source: 'Dinheiro',
		person: 'Júlia',
		payload: { message: 'ganhei um brinde na padaria, 0 reais', confidence: 0.58 },
	}),
]

/** A message that the inbox refuses; `which` wraps around the list. */
export function refusedRow(which: number, id: string, when: string): InboxRow {
	return refusedMessages[which % refusedMessages.length]!(id, when)
}

/** Texts that no category or source of the household has as a name. */
const unknownCategories = ['Presentes', 'Beleza', 'presentes', 'Impostos']
const unknownSources = ['PicPay', 'cartão da mãe', 'picpay']

/** Now and then replaces the category or source by one that nobody has set up. */
export function sometimesUnknown(random: Random, row: InboxRow): InboxRow {
	const dice = random()
	if (dice < 0.012 && row.category) return { ...row, category: pick(random, unknownCategories) }
	if (dice < 0.02 && row.source) return { ...row, source: pick(random, unknownSources) }
	return row
}

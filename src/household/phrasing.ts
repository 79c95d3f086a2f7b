import type { InboxRow } from '../ledger/inbox'
import type { Cents } from '../ledger/types'
import { pick, type Random } from './random'
import { householdSetup } from './setup'

/** Cents as Brazilians write them: `1.234,56`. */
export function brazilian(cents: Cents): string {
	const reais = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '.')
	return `${reais},${String(cents % 100).padStart(2, '0')}`
}

/** The amount in one of the forms that agents send: a number, or a string in one of several spellings. */
export function amountAsSent(random: Random, cents: Cents): number | string {
	const dice = random()
	// Dividing gives the nearest double, and JSON prints its shortest form: at most two decimals.
	if (dice < 0.45) return cents / 100
	if (dice < 0.75) return brazilian(cents)
	if (dice < 0.87) return `R$ ${brazilian(cents)}`
	if (dice < 0.94) return `${brazilian(cents)} reais`
	return (cents / 100).toFixed(2)
}

/** A name of the household as the agent understood it: the name itself, an alias, or without its accents. */
export function asHeard(
	random: Random,
	labels: readonly { name: string; aliases: string[] }[],
	name: string,
): string {
	const dice = random()
	const label = labels.find((other) => other.name === name)
	if (label && dice < 0.12 && label.aliases.length > 0) return pick(random, label.aliases)
	if (dice < 0.2) return name.toLowerCase()
	if (dice < 0.24)
		return name
			.normalize('NFD')
			.replace(/\p{Diacritic}/gu, '')
			.toUpperCase()
	return name
}

const prepositions: Record<string, string> = {
	Pix: 'no pix',
	Débito: 'no débito',
	Dinheiro: 'em dinheiro',
	'Vale-refeição': 'no vale',
}

/** What a person would have typed for this purchase. */
export function typed(what: string, cents: Cents, source: string, installments = 1): string {
	const way = prepositions[source] ?? `no ${source.toLowerCase()}`
	return `${what.toLowerCase()} ${brazilian(cents)} ${way}${installments > 1 ? ` em ${installments}x` : ''}`
}

export interface Purchase {
	what: string
	cents: Cents
	category: string | null
	source: string
	person: string
	installments?: number
	kind?: 'income' | 'refund'
}

/** The inbox row for a purchase, worded as an agent would word it. */
export function purchaseRow(random: Random, id: string, when: string, purchase: Purchase): InboxRow {
	const { what, cents, category, source, person, installments = 1, kind } = purchase
	const row: InboxRow = {
		message_id: id,
		occurred_at: when,
		description: what,
		amount: amountAsSent(random, cents),
		source: asHeard(random, householdSetup.sources, source),
		person: asHeard(random, householdSetup.people, person),
		payload: {
			message: kind
				? `${what.toLowerCase()} caiu: ${brazilian(cents)}`
				: typed(what, cents, source, installments),
			confidence: 0.9 + Math.floor(random() * 10) / 100,
		},
	}
	if (category) row.category = asHeard(random, householdSetup.categories, category)
	if (kind) row.kind = kind
	if (installments > 1) row.installments = installments
	return row
}

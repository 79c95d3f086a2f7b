import type { InboxRow } from '../ledger/inbox'
import { habits, splurges } from './habits'
import { brazilian, purchaseRow } from './phrasing'
import { between, pick, type Random, whatsappId } from './random'
import { refusedRow, sometimesUnknown } from './refused-messages'

/**
 * What the household sends next: the items of one message, mostly a purchase, now and then one in installments, a
 * correction of the last one, an undo, or something the rules refuse. `now` in ms; `occurred_at` is that moment.
 */
export function nextMessage(random: Random, now: number): InboxRow[] {
	const id = whatsappId(random)
	const when = new Date(now).toISOString()
	const dice = random()
	if (dice < 0.03) return [refusedRow(between(random, 0, 6), id, when)]
	const person = pick(random, ['Ana', 'Marcos', 'Júlia'])
	if (dice < 0.05) {
		const amount = brazilian(between(random, 1500, 6000))
		const payload = { message: `corrige a última: foi ${amount}`, confidence: 0.95 }
		return [{ message_id: id, action: 'amend', amount, person, payload }]
	}
	if (dice < 0.06) {
		const payload = { message: 'apaga a última', confidence: 0.97 }
		return [{ message_id: id, action: 'void', person, payload }]
	}
	if (dice < 0.09) {
		const { category, what, cents, installments } = pick(random, splurges)
		const purchase = {
			what,
			category,
			cents: between(random, cents[0], cents[1]),
			installments: pick(random, installments),
			source: pick(random, ['Nubank', 'Visa 4417']),
			person,
		}
		return [purchaseRow(random, id, when, purchase)]
	}
	const habit = pick(random, habits)
	const [low, high] = habit.cents
	const purchase = {
		what: pick(random, habit.what),
		cents: low + Math.round((high - low) * random() ** 3),
		category: habit.category,
		source: pick(random, habit.sources),
		person: pick(random, habit.people),
	}
	return [sometimesUnknown(random, purchaseRow(random, id, when, purchase))]
}

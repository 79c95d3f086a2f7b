import { addMonths } from '../ledger/month'
import type { Directory, Ledger } from '../ledger/types'
import { createDemoLedger, type DemoLedger } from './demo-ledger'
import { makeHousehold } from './household'
import { householdSetup } from './household-setup'
import { receive, type Sender } from './inbox'
import type { Random } from './random'

/** The household's ledger with its settings, still without messages. */
export function createHouseholdLedger(ledger: Ledger, now: number, random: Random): DemoLedger {
	const { categories, sources, people, budgets } = structuredClone(householdSetup)
	const month = new Date(now).toISOString().slice(0, 7)
	const settings: Partial<Directory> = {
		categories,
		sources,
		people,
		budgets: budgets.map(({ category, monthsAgo, amount_cents }) => ({
			category_id: categories.find(({ name }) => name === category)?.id ?? null,
			month: addMonths(month, -monthsAgo),
			amount_cents,
		})),
	}
	return createDemoLedger(ledger, settings, random)
}

/** Receives two years of the household's messages, each at its own time. */
export function fillHousehold(
	ledger: DemoLedger,
	sender: Sender,
	now: number,
	seed: number,
	random: Random,
): void {
	ledger.write(() => {
		let last = now
		for (const row of makeHousehold({ seed, now }).rows) {
			last = Math.min(now, row.occurred_at ? Date.parse(row.occurred_at) : last + 60_000)
			receive(ledger, sender, row, last, random)
		}
	})
}

import { yieldToBrowser } from '../feed/browser'
import { householdDays } from '../household/household'
import type { Random } from '../household/random'
import { householdSetup } from '../household/setup'
import { addMonths } from '../ledger/month'
import type { Ledger, LedgerSettings } from '../ledger/types'
import { receive, type Sender } from './inbox'
import { DemoLedger } from './ledger'

/** The household's ledger with its settings and no messages yet. */
export function createHouseholdLedger(ledger: Ledger, now: number, random: Random): DemoLedger {
	const { categories, sources, people, budgets } = structuredClone(householdSetup)
	const month = new Date(now).toISOString().slice(0, 7)
	const settings: Partial<LedgerSettings> = {
		categories,
		sources,
		people,
		budgets: budgets.map(({ category, monthsAgo, amount_cents }) => ({
			category_id: categories.find(({ name }) => name === category)?.id ?? null,
			month: addMonths(month, -monthsAgo),
			amount_cents,
		})),
	}
	return new DemoLedger(ledger, settings, random)
}

/** Work between two yields, in ms. On a phone four times slower than a desktop this is still no long task. */
const SLICE = 6

/** Receives two years of the household's messages, each at its own time. Yields in between, so that the page can paint. */
export async function fillHousehold(
	ledger: DemoLedger,
	sender: Sender,
	now: number,
	seed: number,
	random: Random,
): Promise<void> {
	const days = householdDays({ seed, now })
	let last = now
	for (let day = days.next(); !day.done; ) {
		await yieldToBrowser()
		const until = performance.now() + SLICE
		ledger.write(() => {
			do {
				for (const row of day.value ?? []) {
					last = Math.min(now, row.occurred_at ? Date.parse(row.occurred_at) : last + 60_000)
					receive(ledger, sender, row, last, random)
				}
				day = days.next()
			} while (!day.done && performance.now() < until)
		})
	}
}

import { yieldToBrowser } from '../feed/browser'
import { householdDays } from '../household/household'
import { type Random, uuid } from '../household/random'
import { householdSetup } from '../household/setup'
import { dueDate } from '../ledger/bill'
import { addDays, dayNumber, monthOf } from '../ledger/day'
import type { InboxRow } from '../ledger/inbox'
import { addMonths, monthNumber } from '../ledger/month'
import { liveParts } from '../ledger/parts'
import type { Ledger, LedgerSettings, LocalDay } from '../ledger/types'
import { receive } from './inbox'
import { DemoLedger } from './ledger'
import type { Sender } from './targets'

/** The household's ledger with its settings and no messages yet. */
export function createHouseholdLedger(ledger: Ledger, now: number, random: Random): DemoLedger {
	const { categories, sources, cards, people, budgets, recurring } = structuredClone(householdSetup)
	const month = new Date(now).toISOString().slice(0, 7)
	const settings: Partial<LedgerSettings> = {
		categories,
		sources,
		people,
		cycles: cards.map(({ source, ...days }) => ({
			source_id: sources.find(({ name }) => name === source)!.id,
			from_month: null,
			...days,
		})),
		budgets: budgets.map(({ category, monthsAgo, amount_cents }) => ({
			category_id: categories.find(({ name }) => name === category)?.id ?? null,
			month: addMonths(month, -monthsAgo),
			amount_cents,
		})),
		recurring: recurring.map(({ category, source, ...one }) => ({
			...one,
			id: uuid(random),
			kind: 'expense',
			category_id: categories.find(({ name }) => name === category)?.id ?? null,
			source_id: sources.find(({ name }) => name === source)?.id ?? null,
			until: null,
		})),
	}
	return new DemoLedger(ledger, settings, random)
}

/**
 * What the household pays of its cards on a day: each bill on the day it is due, July's in two parts.
 * Worked out from what was recorded, since the bills are.
 */
function payments(ledger: DemoLedger, day: LocalDay | undefined): InboxRow[] {
	if (day === undefined) return []
	const { cycles, sources } = ledger.directory
	return cycles.flatMap((cycle): InboxRow[] => {
		const bill = monthOf(day)
		const name = sources.find(({ id }) => id === cycle.source_id)?.name
		if (!name || dueDate(bill, [cycle]) !== dayNumber(day)) return []
		let cents = 0
		for (const record of ledger.transactions()) {
			if (record.voided || record.source_id !== cycle.source_id || record.kind === 'income') continue
			for (const part of liveParts(record, monthNumber(record.bill_month), 0))
				if (part.month === monthNumber(bill)) cents += record.kind === 'refund' ? -part.cents : part.cents
		}
		const pay = (item: number, amount: number): InboxRow => ({
			message_id: `fatura-${cycle.source_id}-${bill}`,
			item,
			kind: 'transfer',
			description: `Fatura ${name}`,
			amount: amount / 100,
			source: 'Pix',
			to_source: name,
			person: 'Ana',
			occurred_at: `${day}T08:0${item}:00-03:00`,
			payload: { message: `paguei a fatura do ${name}` },
		})
		if (cents <= 0) return []
		return Number(bill.slice(5)) % 7 === 0
			? [pay(0, Math.floor(cents / 2)), pay(1, cents - Math.floor(cents / 2))]
			: [pay(0, cents)]
	})
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
	let date: LocalDay | undefined
	for (let day = days.next(); !day.done; ) {
		await yieldToBrowser()
		const until = performance.now() + SLICE
		ledger.write(() => {
			do {
				const rows = day.value ?? []
				// On a day without messages bills are due too.
				date = rows[0]?.occurred_at?.slice(0, 10) ?? (date && addDays(date, 1))
				const paid = payments(ledger, date)
				for (const row of [...paid, ...rows]) {
					if (row.occurred_at && Date.parse(row.occurred_at) > now) continue
					last = Math.min(now, row.occurred_at ? Date.parse(row.occurred_at) : last + 60_000)
					receive(ledger, sender, row, last, random)
				}
				day = days.next()
			} while (!day.done && performance.now() < until)
		})
	}
}

import { parseAmount } from './amount'
import type { MonthSpending } from './budgets'
import { addMonths } from './month'
import type { BillMonth, Cents } from './types'

/** How many months before count for the average. */
const AVERAGE_MONTHS = 3

/**
 * What each category (and, under null, the whole bill) cost a month on average in the three months before `month`, rounded
 * to whole units of money. Uncategorised spending counts for the whole only.
 *
 * @param first the first month that the ledger has anything of: those before it are no months without spending
 */
export function averages(
	spendingOf: (month: BillMonth) => MonthSpending,
	month: BillMonth,
	first: BillMonth | undefined,
): Map<number | null, Cents> {
	const sums = new Map<number | null, Cents>()
	let months = 0
	for (let back = 1; back <= AVERAGE_MONTHS; back++) {
		const before = addMonths(month, -back)
		if (first === undefined || before < first) break
		months++
		const point = spendingOf(before)
		sums.set(null, (sums.get(null) ?? 0) + point.cents)
		for (const { id, cents } of point.groups) if (id !== null) sums.set(id, (sums.get(id) ?? 0) + cents)
	}
	return new Map([...sums].map(([id, sum]) => [id, Math.round(sum / months / 100) * 100]))
}

export type BudgetAmount = { cents: Cents } | { problem: 'amountMissing' | 'amountWrong' | 'amountHigh' }

/** A budget as typed: the spellings of the inbox, above zero. */
export function readBudget(text: string): BudgetAmount {
	const answer = parseAmount(text)
	if ('cents' in answer) return answer
	if (answer.reason === 'amount_missing' || answer.reason === 'amount_not_positive')
		return { problem: 'amountMissing' }
	return { problem: answer.reason === 'amount_too_large' ? 'amountHigh' : 'amountWrong' }
}

/** Cents as one types them: `1234,50`, which `readBudget` reads back in either language. */
export function typedAmount(cents: Cents): string {
	return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}

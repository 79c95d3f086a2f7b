import { parseAmount } from '../../ledger/amount'
import type { Cents } from '../../ledger/types'

export type BudgetAmount = { cents: Cents } | { problem: 'amountMissing' | 'amountWrong' | 'amountHigh' }

/** A budget as typed: the spellings of the inbox, above zero. */
export function readBudget(text: string): BudgetAmount {
	// A no-break space comes from our own formatting when an amount is pasted back.
	const answer = parseAmount(text.replace(/\u00a0/g, ' '))
	if ('cents' in answer) return answer
	if (answer.reason === 'amount_missing' || answer.reason === 'amount_not_positive')
		return { problem: 'amountMissing' }
	return { problem: answer.reason === 'amount_too_large' ? 'amountHigh' : 'amountWrong' }
}

/** Cents as one types them: `1234,50`, which `readBudget` reads back in either language. */
export function typedAmount(cents: Cents): string {
	return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
}

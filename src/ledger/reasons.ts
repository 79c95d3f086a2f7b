import type { RejectReason } from './types'

/** Every reason for which the inbox refuses an item, in the order in which the rules are tried. */
export const REJECT_REASONS = [
	'unknown_action',
	'target_not_found',
	'unknown_kind',
	'description_missing',
	'description_too_long',
	'amount_missing',
	'amount_unreadable',
	'amount_not_positive',
	'amount_too_large',
	'occurred_at_out_of_range',
	'installments_out_of_range',
] as const satisfies readonly RejectReason[]

/** Whether a text from the wire is a reason this page knows. */
export function isRejectReason(value: unknown): value is RejectReason {
	return (REJECT_REASONS as readonly unknown[]).includes(value)
}

import { type Answer, isKnownCode, meaningOfAnswer } from '../feed/answer-meaning'
import { BackendError, type BackendErrorCode } from './types'

/** The shape both supabase-js' REST and auth errors come down to. */
export interface SupabaseTrouble extends Answer {
	details?: string | null
	name?: string
}

function codeOf(trouble: SupabaseTrouble): BackendErrorCode {
	if (trouble.details === 'corrections_off') return 'corrections_off'
	return meaningOfAnswer(trouble) ?? codeOfStatus(trouble.status ?? 0)
}

function codeOfStatus(status: number): BackendErrorCode {
	if (status === 0) return 'network'
	if (status === 403) return 'blocked'
	if (status === 404 || status === 406) return 'not_found'
	if (status === 409) return 'duplicate'
	return status === 400 || status === 422 ? 'invalid_input' : 'server'
}

/** What the REST side answered, in the page's closed set of codes. */
export function databaseError(trouble: SupabaseTrouble): BackendError {
	const detail = trouble.message ?? ''
	const field =
		trouble.status !== 401 && isKnownCode(trouble.code) ? fieldOf(`${detail} ${trouble.details ?? ''}`) : null
	return new BackendError(codeOf(trouble), detail, field)
}

/** Our functions' messages start with the field at fault; constraints are named `<table>_<column>_<rule>`. */
function fieldOf(text: string): string | null {
	const constraint = new RegExp(`(?:${TABLES})_(${FIELDS})`).exec(text)
	return constraint?.[1] ?? new RegExp(`^(${FIELDS})\\b`).exec(text)?.[1] ?? null
}

const TABLES = 'ledgers|categories|sources|people|bill_closings|budgets|invitations|agents'
const FIELDS =
	'name|aliases|color|closing_day|due_day|closing_date|amount_cents|amount|month|email|role|timezone|currency'

import { AuthRefusal } from '../../backend/auth-errors'
import { BackendError } from '../../backend/types'
import { useWords } from '../../words'

const t = useWords('start')

/** What went wrong on the way in: at which field, in words with their remedy. */
export interface Problem {
	field: string | null
	text: string
}

/** Codes of troubles that have nothing to do with what was typed. */
const GENERAL = ['network', 'blocked', 'server', 'rate_limited', 'plan_limit', 'project_paused'] as const

/** The words for what a call about an account rejected with. */
export function problemOf(error: unknown): Problem {
	if (error instanceof AuthRefusal && error.reason)
		return { field: error.field, text: t(`way.reason.${error.reason}`, { n: error.amount ?? 0 }) }
	const code = error instanceof BackendError ? GENERAL.find((one) => one === error.code) : undefined
	const detail = error instanceof BackendError ? error.detail : String(error)
	return { field: null, text: code ? t(`way.trouble.${code}`) : t('way.trouble.other', { detail }) }
}

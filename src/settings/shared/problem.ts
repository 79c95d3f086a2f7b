import { createWords } from '../../app/language'
import { problemText } from '../../app/problem'
import { BackendError } from '../../backend/types'
import { words } from './words'

const t = createWords(words)

/** What went wrong with a request: which field, and what happened with its remedy, in the page's language. */
export interface Problem {
	/** Null: the request as a whole. */
	field: string | null
	text: string
}

/** The words of an error. Reading them is reactive to the language. */
export function problemOf(error: unknown): Problem {
	const field = error instanceof BackendError ? error.field : null
	const ofField = error instanceof BackendError && field !== null ? fieldText(field, error.code) : null
	return { field, text: ofField ?? problemText(error) }
}

/** Null when no field of that name has words for that code. */
function fieldText(field: string, code: string): string | null {
	// The catalogue is flat (`problem.name.duplicate`); an unknown pair answers undefined.
	const text = (t as (key: string) => unknown)(`problem.${field}.${code}`)
	return typeof text === 'string' ? text : null
}

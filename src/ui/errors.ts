import { BackendError } from '../backend/types'
import { useWords } from '../words'

const t = useWords('settings')

/** What happened and what to do, for any rejection of a `Backend` call. */
export function errorText(error: unknown): string {
	return error instanceof BackendError ? t(`error.${error.code}`) : t('error.unknown')
}

/** What went wrong with a request: which field, and what happened with its remedy, in the page's language. */
export interface FieldError {
	/** Null: the request as a whole. */
	field: string | null
	text: string
}

/** The field and text of an error. Reactive to the language. */
export function fieldErrorOf(error: unknown): FieldError {
	const field = error instanceof BackendError ? error.field : null
	const ofField = error instanceof BackendError && field !== null ? fieldText(field, error.code) : null
	return { field, text: ofField ?? errorText(error) }
}

/** Null when no field of that name has words for that code. */
function fieldText(field: string, code: string): string | null {
	// The catalogue is flat (`problem.name.duplicate`); an unknown pair answers undefined.
	const text = (t as (key: string) => unknown)(`form.problem.${field}.${code}`)
	return typeof text === 'string' ? text : null
}

import { type Accessor, createSignal } from 'solid-js'
import { type FieldError, fieldErrorOf } from './errors'

/** Where a value stands in a form: a field's name, or the way to it, as in `['cards', 2, 'name']`. */
export type FieldPath = string | readonly (string | number)[]

/** One form's way to the backend. What was typed stays where it is until it was taken. */
export interface Form<A extends unknown[]> {
	busy: Accessor<boolean>
	/** The error to show at a field; for `null` what belongs to no field shown here. */
	errorOf: (path: FieldPath | null) => string | null
	/** Runs once at a time; a second call while busy does nothing. Resolves true when it was done. */
	submit: (...args: A) => Promise<boolean>
	/** Shows an error found before the server was asked. */
	refuse: (path: FieldPath, text: string) => void
}

const keyOf = (path: FieldPath) => (typeof path === 'string' ? path : path.join('.'))

/**
 * @param send asks the backend; it rejects with a `BackendError`
 * @param fields the names by which the server knows the form's fields; its errors about others are shown as the form's own
 */
export function createForm<A extends unknown[]>(
	send: (...args: A) => Promise<unknown>,
	fields: readonly string[] = [],
): Form<A> {
	const [busy, setBusy] = createSignal(false)
	const [failure, setFailure] = createSignal<{ error: unknown } | { refused: FieldError } | null>(null)
	const problem = (): FieldError | null => {
		const found = failure()
		if (!found) return null
		if ('refused' in found) return found.refused
		const { field, text } = fieldErrorOf(found.error)
		return { field: field !== null && fields.includes(field) ? field : null, text }
	}
	return {
		busy,
		errorOf(path) {
			const found = problem()
			return found && found.field === (path === null ? null : keyOf(path)) ? found.text : null
		},
		async submit(...args) {
			if (busy()) return false
			setBusy(true)
			setFailure(null)
			try {
				await send(...args)
				return true
			} catch (error) {
				setFailure({ error })
				return false
			} finally {
				setBusy(false)
			}
		},
		refuse: (path, text) => setFailure({ refused: { field: keyOf(path), text } }),
	}
}

import { type Accessor, createSignal } from 'solid-js'
import { type FieldError, fieldErrorOf } from '../../ui/errors'

/** One form's way to the backend. What was typed stays where it is until it was taken. */
export interface Form<A extends unknown[]> {
	busy: Accessor<boolean>
	/** What went wrong the last time, null while all is well. */
	problem: Accessor<FieldError | null>
	/** The error to show at a field; for `null` what belongs to no field shown here. */
	errorOf: (field: string | null) => string | null
	/** Runs once at a time; a second call while busy does nothing. Resolves true when it was done. */
	submit: (...args: A) => Promise<boolean>
	/** Shows an error found before asking the server. */
	refuse: (field: string, text: string) => void
	clear: () => void
}

/**
 * @param send asks the backend; it rejects with a `BackendError`
 * @param fields the names of the fields that the form shows; errors of others are shown as the form's own
 */
export function createForm<A extends unknown[]>(
	send: (...args: A) => Promise<unknown>,
	fields: readonly string[] = [],
): Form<A> {
	const [busy, setBusy] = createSignal(false)
	const [failure, setFailure] = createSignal<{ error: unknown } | { problem: FieldError } | null>(null)
	const problem = (): FieldError | null => {
		const found = failure()
		if (!found) return null
		return 'error' in found ? fieldErrorOf(found.error) : found.problem
	}
	return {
		busy,
		problem,
		errorOf(field) {
			const found = problem()
			if (!found) return null
			const shown = found.field !== null && fields.includes(found.field) ? found.field : null
			return shown === field ? found.text : null
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
		refuse: (field, text) => setFailure({ problem: { field, text } }),
		clear: () => setFailure(null),
	}
}

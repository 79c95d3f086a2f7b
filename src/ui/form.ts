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
	/** Shows all that is wrong at once. */
	refuseAll: (problems: readonly FieldError[]) => void
}

const keyOf = (path: FieldPath) => (typeof path === 'string' ? path : path.join('.'))

const [attempts, setAttempts] = createSignal(0)

/** Counts whatever any form tried: a field that was corrected since then is not red any more (`Field`). */
export const formAttempts: Accessor<number> = attempts

/** A form that keeps its own troubles has found some: they are shown, also where a field was corrected before. */
export function countAttempt(): void {
	setAttempts((count) => count + 1)
}

/**
 * @param send asks the backend; it rejects with a `BackendError`
 * @param fields the names by which the server knows the form's fields; its errors about others are shown as the form's own
 */
export function createForm<A extends unknown[]>(
	send: (...args: A) => Promise<unknown>,
	fields: readonly string[] = [],
): Form<A> {
	const [busy, setBusy] = createSignal(false)
	const [failure, setFailure] = createSignal<{ error: unknown } | { refused: readonly FieldError[] } | null>(
		null,
	)
	const problems = (): readonly FieldError[] => {
		const found = failure()
		if (!found) return []
		if ('refused' in found) return found.refused
		const { field, text } = fieldErrorOf(found.error)
		return [{ field: field !== null && fields.includes(field) ? field : null, text }]
	}
	const fail = (reason: { error: unknown } | { refused: readonly FieldError[] }) => {
		countAttempt()
		setFailure(reason)
	}
	return {
		busy,
		errorOf(path) {
			const key = path === null ? null : keyOf(path)
			return problems().find(({ field }) => field === key)?.text ?? null
		},
		async submit(...args) {
			if (busy()) return false
			setBusy(true)
			setFailure(null)
			try {
				await send(...args)
				return true
			} catch (error) {
				fail({ error })
				return false
			} finally {
				setBusy(false)
			}
		},
		refuse: (path, text) => fail({ refused: [{ field: keyOf(path), text }] }),
		refuseAll: (refused) => fail({ refused }),
	}
}

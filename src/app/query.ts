import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Something read from the backend. It suspends nothing and throws nothing: the page shows each state in its place. */
export interface Query<T> {
	/** Undefined until first read; a failed try keeps what was read. */
	value: Accessor<T | undefined>
	/** What went wrong with the last try; null: nothing. */
	error: Accessor<unknown>
	loading: Accessor<boolean>
	/** Reads again. Never rejects. */
	refetch: () => void
	/** Replaces what was read; an answer still under way no longer counts. */
	set: (value: T | undefined) => void
}

/**
 * Reads now (unless told to wait for the first `refetch`) and on `refetch()`. Of several answers under way only the newest
 * counts, and none after the owner's end.
 */
export function createQuery<T>(read: () => Promise<T>, { immediate = true } = {}): Query<T> {
	const [value, setValue] = createSignal<T>()
	const [error, setError] = createSignal<unknown>(null)
	const [loading, setLoading] = createSignal(false)
	let newest = 0

	/** Runs `change` only if no later try began meanwhile. */
	function settle(attempt: number, change: () => void): void {
		if (attempt !== newest) return
		setLoading(false)
		change()
	}

	function refetch(): void {
		const attempt = ++newest
		setLoading(true)
		read().then(
			(found) =>
				settle(attempt, () => {
					setError(null)
					setValue(() => found)
				}),
			(failure) => settle(attempt, () => setError(() => failure)),
		)
	}

	if (immediate) refetch()
	onCleanup(() => {
		newest++
	})
	return {
		value,
		error,
		loading,
		refetch,
		set(next) {
			settle(++newest, () => {
				setError(null)
				setValue(() => next)
			})
		},
	}
}

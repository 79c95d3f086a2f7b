import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { useLedgerSession } from '../../app/session'

/** A list asked of the backend. It suspends nothing and throws nothing: the page shows each state in its place. */
export interface Query<T> {
	/** Undefined until first read; a failed try keeps what was read. */
	value: Accessor<T | undefined>
	/** What went wrong with the last try; null: nothing. */
	error: Accessor<unknown>
	refetch: () => void
}

/** Reads now and on `again`. Of several answers under way only the newest counts. */
export function createQuery<T>(read: () => Promise<T>): Query<T> {
	const [value, setValue] = createSignal<T>()
	const [error, setError] = createSignal<unknown>(null)
	let asked = 0
	function again() {
		const mine = ++asked
		read().then(
			(found) => {
				if (mine !== asked) return
				setValue(() => found)
				setError(null)
			},
			(problem) => {
				if (mine === asked) setError(() => problem)
			},
		)
	}
	again()
	onCleanup(() => {
		asked++
	})
	return { value, error, refetch: again }
}

/** The same, read again when the settings change, here or on another device. */
export function createSettingsQuery<T>(read: () => Promise<T>): Query<T> {
	const session = useLedgerSession()
	const reading = createQuery(read)
	createEffect(on(() => session.directory()?.settings_revision, reading.refetch, { defer: true }))
	return reading
}

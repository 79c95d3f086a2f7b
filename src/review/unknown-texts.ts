import { createEffect, on, onCleanup } from 'solid-js'
import { createQuery } from '../app/query'
import { useLedgerSession } from '../app/session'

/** The least time between two questions while changes keep coming, ms. */
const AT_MOST_EVERY = 5_000

/**
 * The names nobody answers to, kept up to date: read again when the settings change, and at most every few seconds while
 * purchases arrive. Undefined until first read; a failed read keeps what is shown.
 */
export function createUnknownTexts() {
	const session = useLedgerSession()
	const query = createQuery(() => session.review.unknownTexts(), { immediate: false })
	let timer: ReturnType<typeof setTimeout> | undefined
	let last = Number.NEGATIVE_INFINITY

	function read() {
		clearTimeout(timer)
		timer = undefined
		last = performance.now()
		query.refetch()
	}
	read()
	createEffect(on(() => session.directory()?.settings_revision, read, { defer: true }))
	createEffect(
		on(
			() => session.feed().applied,
			() => {
				timer ??= setTimeout(read, Math.max(0, last + AT_MOST_EVERY - performance.now()))
			},
			{ defer: true },
		),
	)
	onCleanup(() => clearTimeout(timer))
	return { texts: query.value, failure: query.error, read }
}

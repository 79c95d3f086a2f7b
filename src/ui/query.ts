import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { Backoff, timing } from '../feed/timing'

/** Something asked of the backend. It suspends nothing and throws nothing: the page shows each state in its place. */
export interface Query<T> {
	/** Undefined until the first answer; a failed request keeps the last one. */
	value: Accessor<T | undefined>
	/** Why the last request failed; null: it did not. */
	error: Accessor<unknown>
	/** Whether a request is under way. */
	loading: Accessor<boolean>
	/** Asks now. Never rejects. */
	refetch: () => void
	/** Replaces the value (undefined forgets it); an answer still on its way no longer counts. */
	set: (value: T | undefined) => void
}

export interface QueryOptions {
	/** Nothing is asked by itself before this is true; where it never is, only `refetch` asks. */
	when?: Accessor<unknown>
	/** Asks again whenever one of these values changes. */
	refetchOn?: Accessor<unknown> | readonly Accessor<unknown>[]
	/** Least time between two requests that `refetchOn` starts, in ms. Changes in between are answered by one request at its end. */
	minInterval?: number
	/** The server can be asked. While it is true, a request that failed is sent again by itself, more and more seldom. */
	retryWhen?: Accessor<boolean>
}

/**
 * Asks `fetch` now and on `refetch`. Of several requests under way only the newest answer counts; after the owner is
 * disposed none does.
 *
 * @example
 * const members = createQuery(() => settings.members(), { refetchOn: () => session.directory()?.settings_revision })
 */
export function createQuery<T>(fetch: () => Promise<T>, options: QueryOptions = {}): Query<T> {
	const { when = () => true, refetchOn = [], minInterval = 0, retryWhen = () => false } = options
	const [value, setValue] = createSignal<T>()
	const [error, setError] = createSignal<unknown>(null)
	const [loading, setLoading] = createSignal(false)
	/** Incremented by each request; an answer to an earlier one is dropped. */
	let newest = 0
	let lastRequest = Number.NEGATIVE_INFINITY
	let timer: ReturnType<typeof setTimeout> | undefined

	function refetch() {
		cancel()
		lastRequest = performance.now()
		const mine = newest
		setLoading(true)
		fetch().then(
			(answer) => {
				if (mine === newest) settle(answer)
			},
			(reason) => {
				if (mine !== newest) return
				setLoading(false)
				setError(() => reason)
			},
		)
	}
	function settle(next: T | undefined) {
		setLoading(false)
		setError(null)
		setValue(() => next)
	}
	function cancel() {
		newest++
		clearTimeout(timer)
		timer = undefined
	}
	function refetchSoon() {
		const wait = lastRequest + minInterval - performance.now()
		if (wait <= 0) refetch()
		else timer ??= setTimeout(refetch, wait)
	}

	if (when()) refetch()
	else
		createEffect((asked: boolean) => {
			if (!asked && when()) refetch()
			return asked || Boolean(when())
		}, false)
	// As memos: an effect would run whenever a signal behind the value is set, also to the same value.
	const sources = [refetchOn].flat().map((source) => createMemo(source))
	createEffect(on(sources, () => when() && refetchSoon(), { defer: true }))
	const backoff = new Backoff(timing.retry, Math.random)
	const mayRetry = createMemo(retryWhen)
	// Back again, the server is asked soon.
	createEffect(on(mayRetry, () => backoff.reset()))
	createEffect(() => {
		if (loading()) return
		if (!error()) return backoff.reset()
		if (!mayRetry()) return
		const wait = setTimeout(refetch, backoff.next())
		onCleanup(() => clearTimeout(wait))
	})
	onCleanup(cancel)
	return {
		value,
		error,
		loading,
		refetch,
		set(next) {
			cancel()
			settle(next)
		},
	}
}

/** At most one spoken sentence in this time, in ms. */
export const SPEAKS_EVERY = 10_000

interface Clockwork {
	now(): number
	after(ms: number, deed: () => void): () => void
}

const browser: Clockwork = {
	now: () => performance.now(),
	after(ms, deed) {
		const timer = setTimeout(deed, ms)
		return () => clearTimeout(timer)
	},
}

/**
 * Merges arrivals into one polite sentence at most every ten seconds: `say` gets how many rows came since the last one. The
 * first waits a moment, so that a burst is one sentence and the figures have settled.
 */
export function makeAnnouncer(say: (arrivals: number) => void, clock: Clockwork = browser) {
	const settle = 1_500
	let last = Number.NEGATIVE_INFINITY
	let arrivals = 0
	let missed = 0
	let cancel: (() => void) | null = null
	const speak = () => {
		cancel = null
		last = clock.now()
		const count = arrivals
		arrivals = 0
		say(count)
	}
	const arrived = (count: number) => {
		arrivals += count
		cancel ??= clock.after(Math.max(settle, last + SPEAKS_EVERY - clock.now()), speak)
	}
	return {
		arrived,
		/** Rows of a catch-up, which comes in pages: said in one sentence, when it is through. */
		missed(count: number): void {
			missed += count
		},
		/** Nothing is missing any more. */
		caughtUp(): void {
			if (missed > 0) arrived(missed)
			missed = 0
		},
		stop(): void {
			cancel?.()
			cancel = null
		},
	}
}

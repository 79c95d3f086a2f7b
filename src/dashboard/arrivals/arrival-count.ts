/** At most one spoken sentence in this time, in ms. */
export const ANNOUNCE_EVERY = 10_000
/** The first arrival waits so long, in ms, so that a burst is one sentence and the figures have settled. */
const SETTLE = 1_500

interface Clock {
	now(): number
	/** Calls back after so many ms. Returns a cancellation. */
	after(ms: number, callback: () => void): () => void
}

const browserClock: Clock = {
	now: () => performance.now(),
	after(ms, callback) {
		const timer = setTimeout(callback, ms)
		return () => clearTimeout(timer)
	},
}

/** Counts arrivals and announces them together, at most every ten seconds: `announce` gets how many came since the last time. */
export class ArrivalCount {
	private count = 0
	private missed = 0
	private lastAnnounced = Number.NEGATIVE_INFINITY
	private cancel: (() => void) | null = null

	constructor(
		private readonly announce: (count: number) => void,
		private readonly clock = browserClock,
	) {}

	add(count: number): void {
		this.count += count
		const wait = Math.max(SETTLE, this.lastAnnounced + ANNOUNCE_EVERY - this.clock.now())
		this.cancel ??= this.clock.after(wait, () => this.flush())
	}

	/** Rows of a catch-up come in pages; they are announced together when it is through. */
	addMissed(count: number): void {
		this.missed += count
	}

	/** Nothing is missing any more. */
	caughtUp(): void {
		if (this.missed > 0) this.add(this.missed)
		this.missed = 0
	}

	stop(): void {
		this.cancel?.()
		this.cancel = null
	}

	private flush(): void {
		this.cancel = null
		this.lastAnnounced = this.clock.now()
		const { count } = this
		this.count = 0
		this.announce(count)
	}
}

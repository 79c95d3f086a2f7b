/** Time as the endpoint sees it; tests hand in a clock of their own. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number
	/** Runs once after `ms`; the answer cancels it. */
	after(ms: number, run: () => void): () => void
}

/** The longest delay that `setTimeout` takes; longer ones would fire at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1

export const systemClock: Clock = {
	now: Date.now,
	after(ms, run) {
		const timer = setTimeout(run, Math.min(ms, LONGEST_TIMEOUT))
		return () => clearTimeout(timer)
	},
}

/** Resolves after `ms` of `clock`; at once, without a timer, for 0. */
export function sleep(clock: Clock, ms: number): Promise<void> {
	return ms <= 0 ? Promise.resolve() : new Promise((resolve) => clock.after(ms, resolve))
}

/** A clock that only moves when told to. */
export class ManualClock implements Clock {
	private timers = new Set<{ at: number; run: () => void }>()

	constructor(private time = Date.now()) {}

	now(): number {
		return this.time
	}

	after(ms: number, run: () => void): () => void {
		const timer = { at: this.time + ms, run }
		this.timers.add(timer)
		return () => this.timers.delete(timer)
	}

	/** Moves on by `ms`, running what falls due in order. */
	advance(ms: number): void {
		const end = this.time + ms
		while (this.advanceToNext(end)) {}
		this.time = end
	}

	/** Moves on to the next timer that is due by `latest` and runs it; false when no timer is. */
	advanceToNext(latest: number): boolean {
		const due = [...this.timers].filter((t) => t.at <= latest).sort((a, b) => a.at - b.at)[0]
		if (!due) return false
		this.timers.delete(due)
		this.time = Math.max(this.time, due.at)
		due.run()
		return true
	}
}

/**
 * How long the server waits where it does, in ms. The defaults are the real server's; tests shorten them.
 */
export interface Delays {
	/** Before a refused join is answered. It blocks the whole socket, as on the real server. */
	joinError: number
	/** Before a refused upgrade is answered. */
	connectError: number
	/** A client that says nothing for so long is closed with 1000. */
	idle: number
	/** A channel's token is checked again after this at the latest. */
	tokenCheck: number
	/** Between two looks whether replication runs, for a join with `replication_ready`. */
	readyPoll: number
	/** Replication not running after this: system error, and the channel is closed. */
	readyTimeout: number
}

export const serverDelays: Delays = {
	joinError: 5_000,
	connectError: 2_000,
	idle: 60_000,
	tokenCheck: 5 * 60_000,
	readyPoll: 500,
	readyTimeout: 60_000,
}

/** Every wait of the feed, in milliseconds, in one place. */
export const timing = {
	/** Head check while live: if the last message was lost, no later one tells of it. With its jitter never over 30 s. */
	headCheck: 25_000,
	/** The same in a hidden tab. */
	headCheckHidden: 120_000,
	/** Polling without a channel: first and longest wait. */
	poll: [4_000, 30_000],
	/** After a failed request. */
	retry: [1_000, 60_000],
	/** After a refusal that asking again does not change soon. */
	refused: [60_000, 600_000],
	/** Between the first answer and the first join: the figures are painted before the channel's code is loaded. */
	figuresFirst: 150,
	/** Before a gap is asked about: time for a late broadcast to come by itself, and so that many pages do not ask at once. */
	gap: [60, 240],
	/** Before an answer that lies behind what was handed out is believed: 46 ms at worst on one server, longer with a replica. */
	behind: 1_500,
	/** After a channel that was closed. */
	rejoin: [1_000, 60_000],
	/** When the topic moves, every page of the ledger moves: within this time, so that they do not all join at once. */
	move: 1_000,
	/** After a channel that was denied or limited; tried this often, then not before something changes. */
	denied: [10_000, 600_000],
	deniedTries: 3,
	/** A denied channel is not tried again sooner than this, whatever happens. */
	deniedRest: 60_000,
	/** How long a joined channel may take to say that the database's broadcasts flow. After that the feed polls as well. */
	readiness: 4_000,
	/** A socket that failed and did not come back within this time is called blocked. */
	blocked: 15_000,
	/** A request without an answer. The server itself gives up after 8 s. */
	request: 15_000,
	/** A request older than this may have died while the page slept. */
	stale: 3_000,
	/** Hidden for less than this: nothing can have slept. */
	glance: 5_000,
	/** Live rows wait this long for company before they go to the device's cache. */
	save: 2_000,
	/** The device's cache must have answered by then, and each part of it must follow the last one within it. */
	cache: 3_000,
} as const

/** Exponential waits with jitter, so that many pages cut off by one failure do not come back at the same time. */
export class Backoff {
	private readonly first: number
	private readonly most: number
	private waits = 0

	/** First and longest wait in milliseconds; `random` in [0, 1). */
	constructor(
		[first, most]: readonly [number, number],
		private readonly random: () => number,
	) {
		this.first = first
		this.most = most
	}

	/** The next wait: between half and all of first · 2^tries, never above `most`. */
	next(): number {
		const ceiling = Math.min(this.most, this.first * 2 ** Math.min(this.waits, 30))
		this.waits += 1
		return Math.round(ceiling * (0.5 + this.random() / 2))
	}

	/** How many waits there were since the last reset. */
	tries(): number {
		return this.waits
	}

	reset(): void {
		this.waits = 0
	}
}

/** `ms` give or take a fifth. */
export function jittered(ms: number, random: () => number): number {
	return Math.round(ms * (0.8 + random() * 0.4))
}

import type { Clock } from './clock'

/** Limits of a project. Null: not limited. */
export interface Limits {
	sockets: number | null
	channelsPerSocket: number | null
	joinsPerSecond: number | null
	/** Sends and deliveries counted together, as the server bills them. */
	messagesPerSecond: number | null
	/** The largest payload of a broadcast, in units of 1000 bytes. */
	payloadKilobytes: number
}

/** The real server's defaults for a project of its own. */
export const serverLimits: Limits = {
	sockets: 200,
	channelsPerSocket: 100,
	joinsPerSecond: 100,
	messagesPerSecond: 100,
	payloadKilobytes: 3_000,
}

/** Those of the embedded stack: bulk imports and benchmarks would trip over the message rate. */
export const defaultLimits: Limits = { ...serverLimits, messagesPerSecond: null, joinsPerSecond: null }

/** True when a broadcast's payload of so many bytes is over the limit. */
export function isTooLarge(limits: Limits, bytes: number): boolean {
	return bytes > limits.payloadKilobytes * 1000 + 500
}

const WINDOW_SECONDS = 60
const JUDGED_EVERY_MS = 5_000

/**
 * The server's rate counter: an average over the last minute (or since the first event), judged only every five seconds.
 * Bursts pass; then everything stops until the average has fallen below the limit.
 */
export class RateCounter {
	private buckets = new Map<number, number>()
	private first: number | null = null
	private judgedAt = 0
	private over = false

	constructor(
		private readonly clock: Clock,
		private readonly perSecond: () => number | null,
	) {}

	/** Counts `events` and says whether the limit is exceeded. */
	add(events = 1): boolean {
		const now = this.clock.now()
		const second = Math.floor(now / 1000)
		if (this.first === null) {
			this.first = second
			this.judgedAt = now
		}
		this.buckets.set(second, (this.buckets.get(second) ?? 0) + events)
		return this.exceeded()
	}

	/** Whether the limit was exceeded when it was last judged. */
	exceeded(): boolean {
		const limit = this.perSecond()
		if (limit === null || this.first === null) return false
		const now = this.clock.now()
		if (now - this.judgedAt >= JUDGED_EVERY_MS) {
			this.judgedAt = now
			const second = Math.floor(now / 1000)
			let sum = 0
			for (const [at, count] of this.buckets) {
				if (at <= second - WINDOW_SECONDS) this.buckets.delete(at)
				else sum += count
			}
			this.over = sum / Math.min(WINDOW_SECONDS, Math.max(1, second - this.first + 1)) > limit
		}
		return this.over
	}
}

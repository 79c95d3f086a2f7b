import type { Clock, Environment } from './ports'
import { Backoff, jittered, timing } from './timing'
import type { FeedStatus } from './types'

/** When the server is asked next: one timer, whatever the question is, and no question before a time that the server named. */
export class NextCheck {
	private readonly retry: Backoff
	private readonly refused: Backoff
	private readonly poll: Backoff
	private cancelTimer: (() => void) | null = null
	/** No request before this time (Retry-After). While it is in the future a check is already scheduled. */
	private notBefore = 0

	constructor(
		private readonly clock: Clock,
		private readonly environment: Environment,
		private readonly check: () => void,
	) {
		this.retry = new Backoff(timing.retry, clock.random)
		this.refused = new Backoff(timing.refused, clock.random)
		this.poll = new Backoff(timing.poll, clock.random)
	}

	/** The server asked to be left alone for `ms`. Tell it before the check that this failure schedules. */
	leaveAloneFor(ms: number): void {
		this.notBefore = this.clock.now() + ms
	}

	/** A person asks: that is not held back. */
	allowNow(): void {
		this.notBefore = 0
	}

	mayAskNow(): boolean {
		return this.clock.now() >= this.notBefore
	}

	isScheduled(): boolean {
		return this.cancelTimer !== null
	}

	/** After a failed request. */
	scheduleRetry(): void {
		this.schedule(this.retry.next())
	}

	/** After a refusal that asking again does not change soon. */
	scheduleLate(): void {
		this.schedule(this.refused.next())
	}

	/** After an answer: the slow check that finds what no broadcast told, or the next poll where there is no channel. */
	scheduleRegular(status: FeedStatus) {
		const { random } = this.clock
		if (status === 'live') this.poll.reset()
		if (!this.environment.visible()) return this.schedule(jittered(timing.headCheckHidden, random))
		this.schedule(status === 'polling' ? this.poll.next() : jittered(timing.headCheck, random))
	}

	/** An answer came: the next trouble begins with short waits again. */
	resetWaits(): void {
		this.retry.reset()
		this.refused.reset()
	}

	cancel(): void {
		this.cancelTimer?.()
		this.cancelTimer = null
	}

	private schedule(ms: number): void {
		this.cancel()
		this.cancelTimer = this.clock.after(Math.max(ms, this.notBefore - this.clock.now()), () => {
			this.cancelTimer = null
			this.check()
		})
	}
}

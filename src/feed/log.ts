import type { FeedAction, FeedEvent } from './connection'
import type { Clock } from './ports'
import type { FeedState, LoggedEvent } from './types'

/** So many events are remembered. */
const LENGTH = 200

/** The last events that were dispatched, each with the state it led to: what `?debug=feed` shows of a running page. */
export class FeedLog {
	private readonly ring: LoggedEvent[] = []

	constructor(private readonly clock: Clock) {}

	add(event: FeedEvent, actions: readonly FeedAction[]): void {
		this.ring.push({ at: this.clock.now(), event, actions, state: null })
		if (this.ring.length > LENGTH) this.ring.shift()
	}

	/** The state that the page was told since the last event. */
	setState(state: FeedState): void {
		const last = this.ring.at(-1)
		if (last) last.state = state
	}

	entries(): readonly LoggedEvent[] {
		return [...this.ring]
	}
}

import type { CatchUp } from './catch-up'
import { type Facts, statusOf } from './connection'
import { isComplete } from './coverage'
import type { FeedState } from './types'

/** What a state is made of besides the facts of the connection. */
interface Sources {
	facts(): Facts
	catchUp: Pick<CatchUp, 'reached' | 'head' | 'progress'>
	/** When the server last confirmed what is held. */
	confirmedAt(): number | null
}

/** Tells the feed's state whenever it is another than before. */
export class StatePublisher {
	private current: FeedState
	private published = ''

	constructor(
		private readonly sources: Sources,
		private readonly onState: (state: FeedState) => void,
	) {
		this.current = this.snapshot()
	}

	state(): FeedState {
		return this.current
	}

	publish(): void {
		this.current = this.snapshot()
		const published = JSON.stringify(this.current)
		if (published === this.published) return
		this.published = published
		this.onState(this.current)
	}

	private snapshot(): FeedState {
		const facts = this.sources.facts()
		const { catchUp } = this.sources
		const extent = catchUp.reached()
		const isAll = extent !== null && isComplete(extent)
		return {
			...statusOf(facts),
			applied: extent?.applied ?? 0,
			head: catchUp.head(),
			confirmedAt: this.sources.confirmedAt(),
			fromCache: facts.data === 'cached',
			coverage: {
				months: extent?.window ?? null,
				complete: isAll,
				// 1 is for what is claimed.
				progress: isAll ? 1 : Math.min(0.99, catchUp.progress()),
			},
		}
	}
}

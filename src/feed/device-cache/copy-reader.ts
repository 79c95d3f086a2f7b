import type { TypedColumns } from '../../ledger/columns'
import type { CachedLedger, Clock, FeedCache } from '../ports'
import { timing } from '../timing'

interface CopyReaderEvents {
	onRows(columns: TypedColumns): void
	/** False once nobody wants the copy any more: the feed has stopped or the session ended. */
	isWanted(): boolean
	yieldToBrowser(): Promise<void>
}

/** Reads the device's copy, part by part. A device that hangs must not hold the page: the first answer and each part have their time. */
export class CopyReader {
	private cancelTimer = () => {}

	constructor(
		private readonly cache: FeedCache,
		private readonly clock: Clock,
		private readonly events: CopyReaderEvents,
	) {}

	/** What the device remembers; null if that is nothing, or takes too long. */
	load(): Promise<CachedLedger | null> {
		return new Promise((resolve) => {
			this.wait(() => resolve(null))
			void this.cache
				.load()
				.then(resolve, () => resolve(null))
				.finally(this.cancelTimer)
		})
	}

	/** Hands out all rows of a copy. Unless it answers `read`, they are void. What comes after `late` is not handed out. */
	readAll(copy: CachedLedger): Promise<'read' | 'late' | 'damaged'> {
		return new Promise((resolve) => {
			let isLate = false
			const waitForPart = () => {
				this.wait(() => {
					isLate = true
					resolve('late')
				})
			}
			waitForPart()
			const reading = copy.read(async (columns) => {
				this.cancelTimer()
				if (isLate || !this.events.isWanted()) throw new Error('nobody waits for this copy any more')
				this.events.onRows(columns)
				await this.events.yieldToBrowser()
				waitForPart()
			})
			void reading
				.then(() => resolve('read'))
				.catch(() => resolve('damaged'))
				.finally(() => this.cancelTimer())
		})
	}

	stop(): void {
		this.cancelTimer()
	}

	private wait(giveUp: () => void): void {
		if (this.events.isWanted()) this.cancelTimer = this.clock.after(timing.cache, giveUp)
	}
}

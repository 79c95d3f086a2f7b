import type { TransactionColumns } from '../../ledger/types'
import type { CacheHeader, Clock, FeedCache } from '../ports'
import { timing } from '../timing'

/**
 * Collects rows on their way out and writes them to the device with a header that fits them. Rows and header are taken
 * in one synchronous moment, so that what is stored is always a state that was true.
 */
export class CacheWriter {
	private rows: TransactionColumns[] = []
	private cancelTimer: (() => void) | null = null
	private last: Promise<void> = Promise.resolve()
	private isStopped = false
	/** Rows were lost on their way to the device: a header that moved past them would claim what is not there. */
	private isBroken = false
	/** Incremented by `drop`: a flush that started before it must not write. */
	private drops = 0

	constructor(
		private readonly cache: FeedCache,
		private readonly clock: Clock,
		private readonly header: () => CacheHeader | null,
	) {}

	add(columns: TransactionColumns): void {
		this.rows.push(columns)
	}

	/** Writes what is there, in a moment. */
	flushSoon(): void {
		this.cancelTimer ??= this.clock.after(timing.save, () => void this.flush())
	}

	flush(): Promise<void> {
		this.cancelFlush()
		const header = this.header()
		// Without a header the rows are kept until there is one.
		if (!header || this.isStopped) return this.last
		const taken = this.rows
		this.rows = []
		const before = this.drops
		this.last = this.last.then(async () => {
			if (this.isBroken || before !== this.drops) return
			const isSaved = await this.cache.save(taken, header).catch(() => false)
			if (!isSaved && before === this.drops) this.giveUp()
		})
		return this.last
	}

	/** Writes nothing more: the next visit goes on from the last header that was stored. */
	giveUp(): void {
		this.isBroken = true
	}

	/** Void rows must not be written any more. What comes after a wipe may be: it begins a new copy. */
	drop(): void {
		this.drops += 1
		this.isBroken = false
		this.rows = []
		this.cancelFlush()
	}

	/** The last write; settles when it is done. */
	stop(): Promise<void> {
		const done = this.flush()
		this.isStopped = true
		return done
	}

	private cancelFlush(): void {
		this.cancelTimer?.()
		this.cancelTimer = null
	}
}

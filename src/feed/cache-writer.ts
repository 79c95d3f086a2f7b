import type { TransactionColumns } from '../ledger/types'
import type { CacheHeader, Clock, FeedCache } from './ports'
import { timing } from './timing'

/**
 * Collects rows on their way out and writes them to the device with a header that fits them. Rows and header are taken
 * in one synchronous moment, so that what is stored is always a state that was true.
 */
export function makeCacheWriter(cache: FeedCache, clock: Clock, header: () => CacheHeader | null) {
	let rows: TransactionColumns[] = []
	let cancelTimer: (() => void) | null = null
	let last: Promise<void> = Promise.resolve()
	let stopped = false

	function flush(): Promise<void> {
		cancelTimer?.()
		cancelTimer = null
		const current = header()
		// Without a header the rows are kept until there is one.
		if (!current || stopped) return last
		const taken = rows
		rows = []
		last = last.then(() => cache.save(taken, current)).catch(() => {})
		return last
	}

	return {
		add(columns: TransactionColumns): void {
			rows.push(columns)
		},
		/** Writes what is there in a moment. */
		flushSoon(): void {
			cancelTimer ??= clock.after(timing.save, () => void flush())
		},
		flush,
		/** Rows that are void must not be written any more. */
		drop(): void {
			rows = []
			cancelTimer?.()
			cancelTimer = null
		},
		/** The last write; settles when it is done. */
		stop(): Promise<void> {
			const done = flush()
			stopped = true
			return done
		},
	}
}

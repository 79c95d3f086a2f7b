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
	/** Rows were lost on their way to the device: a header that moved past them would claim what is not there. */
	let broken = false
	/** Grows with each drop: what was taken before must not be written after it. */
	let drops = 0

	function flush(): Promise<void> {
		cancelTimer?.()
		cancelTimer = null
		const current = header()
		// Without a header the rows are kept until there is one.
		if (!current || stopped) return last
		const taken = rows
		rows = []
		const mine = drops
		last = last.then(async () => {
			if (broken || mine !== drops) return
			const saved = await cache.save(taken, current).catch(() => false)
			if (!saved && mine === drops) giveUp()
		})
		return last
	}

	function giveUp(): void {
		broken = true
		rows = []
	}

	return {
		add(columns: TransactionColumns): void {
			if (!broken) rows.push(columns)
		},
		/** Writes what is there in a moment. */
		flushSoon(): void {
			cancelTimer ??= clock.after(timing.save, () => void flush())
		},
		flush,
		/** Writes nothing more: the next visit goes on from the last header that was stored. */
		giveUp,
		/** Rows that are void must not be written any more. What comes after a wipe may be: it begins a new copy. */
		drop(): void {
			drops += 1
			broken = false
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

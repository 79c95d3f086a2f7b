/**
 * What to do with a broadcast of revisions `from+1 … to`, when everything up to `applied` is in.
 *
 * Broadcasts are hints: they may be lost, doubled, late, in any order. Dropping what is known, applying what follows
 * exactly and asking the server about everything else is right in every case (DESIGN, I3).
 */
export type Verdict = 'drop' | 'apply' | 'gap'

export function judge(applied: number, from: number, to: number): Verdict {
	if (to <= applied) return 'drop'
	return from === applied ? 'apply' : 'gap'
}

/** A broadcast with all the rows it speaks of. */
export interface Batch<Rows> {
	from: number
	to: number
	rows: Rows
}

/**
 * Batches that came before their predecessor. Often the predecessor is only a few milliseconds late, and then no
 * request is needed. Holds at most `limit`; what does not fit is left to the catch-up that a gap starts anyway.
 */
export function makeWaitingRoom<Rows>(limit: number) {
	const waiting = new Map<number, Batch<Rows>>()
	return {
		add(batch: Batch<Rows>): void {
			if (waiting.size < limit) waiting.set(batch.from, batch)
		},
		/** Takes out the batch that follows `applied`, and forgets those that it has passed. */
		next(applied: number): Batch<Rows> | null {
			for (const [from, batch] of waiting) if (batch.to <= applied) waiting.delete(from)
			const batch = waiting.get(applied) ?? null
			if (batch) waiting.delete(applied)
			return batch
		},
		clear(): void {
			waiting.clear()
		},
		size(): number {
			return waiting.size
		},
	}
}

import type { TransactionColumns } from '../ledger/types'

/**
 * What a broadcast of revisions `from+1 … to` means when everything up to `applied` is in.
 *
 * Broadcasts are hints: they may be lost, doubled, late, in any order. Dropping what is known, applying what follows
 * exactly, and asking the server about everything else is right in every case.
 */
export function classify(applied: number, from: number, to: number): 'known' | 'next' | 'gap' {
	if (to <= applied) return 'known'
	return from === applied ? 'next' : 'gap'
}

/** A broadcast with all the rows that it speaks of. */
export interface Batch {
	from: number
	to: number
	rows: TransactionColumns
}

/**
 * Broadcasts that came before their predecessor. Often that is only a few milliseconds late, and then no request is
 * needed. Holds at most `limit`; what does not fit is left to the catch-up that a gap starts anyway.
 */
export class PendingBroadcasts {
	private readonly batches = new Map<number, Batch>()

	constructor(private readonly limit: number) {}

	add(batch: Batch): void {
		if (this.batches.size < this.limit) this.batches.set(batch.from, batch)
	}

	/** Takes out the batch that follows `applied`, and forgets those that it has passed. */
	next(applied: number): Batch | null {
		for (const [from, batch] of this.batches) if (batch.to <= applied) this.batches.delete(from)
		const batch = this.batches.get(applied) ?? null
		this.batches.delete(applied)
		return batch
	}

	clear(): void {
		this.batches.clear()
	}

	size(): number {
		return this.batches.size
	}
}

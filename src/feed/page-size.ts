/**
 * How many rows to ask for at once. Handling a page must not hold the page's thread for a noticeable time, so the size
 * follows what the last one cost: towards `target` milliseconds of our own work, within `least` and `most` rows.
 */
export function makePageSize({ first = 1000, least = 200, most = 4000, target = 12 } = {}) {
	let size = first
	return {
		rows(): number {
			return size
		},
		/** `rows` handled in `ms` of synchronous work. */
		learn(rows: number, ms: number): void {
			if (rows < size / 4) return
			const ideal = ms <= 0 ? most : (rows * target) / ms
			// At most twice or half at a time: one slow page (a garbage collection) must not decide.
			size = Math.round(Math.min(most, Math.max(least, Math.min(size * 2, Math.max(size / 2, ideal)))))
		},
		/** The server found a page too heavy. */
		shrink(): void {
			size = Math.max(least, Math.round(size / 2))
		},
	}
}

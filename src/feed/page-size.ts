/**
 * How many rows to ask for at once. Handling a page must not hold the page's thread for a noticeable time, so the size
 * follows what the last one cost: towards `target` milliseconds of our own work, within `least` and `most` rows.
 */
export class PageSize {
	private size = 1000
	private readonly least = 200
	private readonly most = 4000
	private readonly target = 12

	rows(): number {
		return this.size
	}

	/** `rows` were handled in `ms` of synchronous work. */
	learn(rows: number, ms: number): void {
		const { size, least, most } = this
		if (rows < size / 4) return
		const ideal = ms <= 0 ? most : (rows * this.target) / ms
		// At most twice or half at a time: one slow page (a garbage collection) must not decide.
		this.size = Math.round(Math.min(most, Math.max(least, Math.min(size * 2, Math.max(size / 2, ideal)))))
	}

	/** The server found a page too heavy. */
	shrink(): void {
		this.size = Math.max(this.least, Math.round(this.size / 2))
	}
}

/**
 * Exponential waits with full jitter, so that many pages cut off by one failure do not come back at once.
 * `first` and `most` in milliseconds; `random` in [0, 1).
 */
export function makeBackoff(first: number, most: number, random: () => number) {
	let tries = 0
	return {
		/** The next wait: between half and all of first · 2^tries, never above `most`. */
		next(): number {
			const ceiling = Math.min(most, first * 2 ** Math.min(tries, 30))
			tries += 1
			return Math.round(ceiling * (0.5 + random() / 2))
		},
		tries(): number {
			return tries
		},
		reset(): void {
			tries = 0
		},
	}
}

/** `ms` give or take a fifth. */
export function jittered(ms: number, random: () => number): number {
	return Math.round(ms * (0.8 + random() * 0.4))
}

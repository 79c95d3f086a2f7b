import { between, type Random } from './random'

/** Each wait is a little longer than the one before, so that an hour of the demo does not add a year's spending. */
const SLOWER = 1.03
const SLOWEST = 60_000

/**
 * The waits of a simulated agent between two messages, in ms: at first between half and one and a half times `pace`,
 * then longer and longer, to about a minute.
 */
export function messageWaits(random: Random, pace: number): () => number {
	let mean = pace
	return () => {
		const wait = between(random, mean * 0.5, mean * 1.5)
		mean = Math.min(mean * SLOWER, Math.max(pace, SLOWEST))
		return wait
	}
}

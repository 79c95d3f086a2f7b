import type { DemoAgents } from './agents'
import { nextMessage } from './next-message'
import { between, type Random } from './random'

/** Each message waits a little longer than the one before, so that an hour's demo is not a year's spending. */
const SLOWER = 1.03
const SLOWEST = 60_000

/**
 * Posts a message of the household every now and then (at first between half and one and a half times `pace` ms), through
 * the same inbox as everyone. Answers a function that stops it.
 */
export function simulateAgent(agents: DemoAgents, token: string, random: Random, pace: number): () => void {
	let timer: ReturnType<typeof setTimeout>
	let wait = pace
	const next = () => {
		timer = setTimeout(
			() => {
				agents.insert(token, nextMessage(random, Date.now()))
				wait = Math.min(wait * SLOWER, Math.max(pace, SLOWEST))
				next()
			},
			between(random, wait * 0.5, wait * 1.5),
		)
	}
	next()
	return () => clearTimeout(timer)
}

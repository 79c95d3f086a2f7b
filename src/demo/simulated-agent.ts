import { messageWaits } from '../household/message-waits'
import { nextMessage } from '../household/next-message'
import type { Random } from '../household/random'
import type { DemoAgents } from './agents'

/**
 * Posts a message of the household now and then (see `messageWaits`), through the demo's inbox. Returns a function that
 * stops it.
 */
export function simulateAgent(agents: DemoAgents, token: string, random: Random, pace: number): () => void {
	let timer: ReturnType<typeof setTimeout>
	const wait = messageWaits(random, pace)
	const next = () => {
		timer = setTimeout(() => {
			agents.insert(token, nextMessage(random, Date.now()))
			next()
		}, wait())
	}
	next()
	return () => clearTimeout(timer)
}

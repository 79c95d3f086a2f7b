import { messageWaits } from '../../src/household/message-waits'
import { nextMessage } from '../../src/household/next-message'
import type { Random } from '../../src/household/random'

export interface AgentOptions {
	url: string
	publishableKey: string
	agentToken: string
	random: Random
	/** Mean time between the first messages, in ms; they become rarer (`messageWaits`). */
	pace: number
	/** Hears the status of each answer; 0: the server was not reached. */
	onAnswer?: (status: number) => void
}

/**
 * Posts what the household sends next (purchases, installments, corrections, now and then something to refuse) to the
 * inbox, as the agent in n8n does. Answers a function that stops it; it resolves when the last post is over.
 */
export function simulateAgent(options: AgentOptions): () => Promise<void> {
	let stopped = false
	const wait = messageWaits(options.random, options.pace)
	let cancelWait = () => {}
	const posting = (async () => {
		while (!stopped) {
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, wait())
				cancelWait = () => {
					clearTimeout(timer)
					resolve()
				}
			})
			if (stopped) break
			const status = await post(options)
			options.onAnswer?.(status)
		}
	})()
	return async () => {
		stopped = true
		cancelWait()
		await posting
	}
}

async function post({ url, publishableKey, agentToken, random }: AgentOptions): Promise<number> {
	try {
		const response = await fetch(`${url}/rest/v1/inbox`, {
			method: 'POST',
			headers: { apikey: publishableKey, 'x-agent-token': agentToken, 'content-type': 'application/json' },
			body: JSON.stringify(nextMessage(random, Date.now())),
		})
		await response.arrayBuffer()
		return response.status
	} catch {
		return 0
	}
}

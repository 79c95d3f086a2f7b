import type { Stack } from '../../local/stack/index'

type Random = () => number

const words = ['mercado', 'padaria', 'uber', 'farmácia', 'posto', 'cinema', 'feira', 'escola']

/** What an agent writes: mostly single purchases, now and then an amend, a void, several at once. */
export function makeTraffic(stack: Stack, random: Random) {
	let sent = 0
	let written = 0
	const messages: string[] = []

	function pick<T>(list: readonly T[]): T {
		return list[Math.floor(random() * list.length)]!
	}

	/** A text that no category answers to yet; a few at a time, so that an alias later moves many rows. */
	function unknown() {
		return `rótulo ${Math.floor(sent / 150)}.${Math.floor(random() * 3)}`
	}

	function purchase() {
		const message_id = `soak-${sent++}`
		messages.push(message_id)
		return {
			message_id,
			description: `${pick(words)} ${sent}`,
			amount: Math.round(random() * 50_000 + 1) / 100,
			category: random() < 0.5 ? pick(words) : unknown(),
			source: pick(['Nubank', 'Pix', 'dinheiro']),
			person: 'Ana',
			installments: random() < 0.1 ? 1 + Math.floor(random() * 12) : 1,
			occurred_at: new Date(Date.now() - random() * 300 * 86_400_000).toISOString(),
		}
	}

	function correction(action: 'amend' | 'void') {
		const target = pick(messages)
		return {
			message_id: `soak-${sent++}`,
			action,
			target_message_id: target,
			target_item: 0,
			...(action === 'amend' ? { amount: Math.round(random() * 90_000 + 1) / 100 } : {}),
		}
	}

	async function post(rows: object | object[]): Promise<void> {
		const response = await fetch(`${stack.url}/rest/v1/inbox`, {
			method: 'POST',
			headers: {
				apikey: stack.publishable_key,
				'x-agent-token': stack.agent_token,
				'content-type': 'application/json',
				prefer: 'return=minimal',
			},
			body: JSON.stringify(rows),
		})
		await response.arrayBuffer()
		if (response.ok) written += Array.isArray(rows) ? rows.length : 1
	}

	/** An alias more for a category moves many rows in one statement. */
	async function alias(): Promise<void> {
		await stack.database.exclusive(() =>
			stack.database.query(
				`update public.categories set aliases = aliases || $1::text
				where ledger_id = $2 and id = (select min(id) from public.categories where ledger_id = $2)
					and not ($1::text = any (aliases))`,
				[unknown(), stack.ledger_id],
			),
		)
	}

	return {
		written: () => written,
		/** One thing happens. A request that a fault ate is nothing to worry about. */
		async next(): Promise<void> {
			const roll = random()
			try {
				if (messages.length < 5 || roll < 0.68) await post(purchase())
				else if (roll < 0.82) await post(correction('amend'))
				else if (roll < 0.9) await post(correction('void'))
				else if (roll < 0.95) await post(Array.from({ length: 5 + Math.floor(random() * 60) }, purchase))
				else await alias()
			} catch {
				// The connection was cut on purpose.
			}
		},
	}
}

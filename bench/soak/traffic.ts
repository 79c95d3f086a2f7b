import type { Stack } from '../../local/stack/index'

type Random = () => number

const words = ['mercado', 'padaria', 'uber', 'farmácia', 'posto', 'cinema', 'feira', 'escola']

/** What an agent writes: mostly single purchases, now and then an amend, a void, several at once. */
export class Traffic {
	private sent = 0
	private rowsWritten = 0
	private readonly messages: string[] = []

	constructor(
		private readonly stack: Stack,
		private readonly random: Random,
	) {}

	get written(): number {
		return this.rowsWritten
	}

	/** One thing happens. A request that a fault ate is nothing to worry about. */
	async next(): Promise<void> {
		const roll = this.random()
		try {
			if (this.messages.length < 5 || roll < 0.68) await this.post(this.purchase())
			else if (roll < 0.82) await this.post(this.correction('amend'))
			else if (roll < 0.9) await this.post(this.correction('void'))
			else if (roll < 0.95) await this.post(Array.from({ length: 5 + this.below(60) }, () => this.purchase()))
			else await this.addAlias()
		} catch {
			// The connection was cut on purpose.
		}
	}

	private below(limit: number): number {
		return Math.floor(this.random() * limit)
	}

	private pick<T>(list: readonly T[]): T {
		return list[this.below(list.length)]!
	}

	/** A text that no category answers to yet; a few at a time, so that an alias later moves many rows. */
	private unknownText(): string {
		return `rótulo ${Math.floor(this.sent / 150)}.${this.below(3)}`
	}

	private purchase() {
		const message_id = `soak-${this.sent++}`
		this.messages.push(message_id)
		return {
			message_id,
			description: `${this.pick(words)} ${this.sent}`,
			amount: Math.round(this.random() * 50_000 + 1) / 100,
			category: this.random() < 0.5 ? this.pick(words) : this.unknownText(),
			source: this.pick(['Nubank', 'Pix', 'dinheiro']),
			person: 'Ana',
			installments: this.random() < 0.1 ? 1 + this.below(12) : 1,
			occurred_at: new Date(Date.now() - this.random() * 300 * 86_400_000).toISOString(),
		}
	}

	private correction(action: 'amend' | 'void') {
		return {
			message_id: `soak-${this.sent++}`,
			action,
			target_message_id: this.pick(this.messages),
			target_item: 0,
			...(action === 'amend' ? { amount: Math.round(this.random() * 90_000 + 1) / 100 } : {}),
		}
	}

	private async post(rows: object | object[]): Promise<void> {
		const { url, publishable_key, agent_token } = this.stack
		const response = await fetch(`${url}/rest/v1/inbox`, {
			method: 'POST',
			headers: {
				apikey: publishable_key,
				'x-agent-token': agent_token,
				'content-type': 'application/json',
				prefer: 'return=minimal',
			},
			body: JSON.stringify(rows),
		})
		await response.arrayBuffer()
		if (response.ok) this.rowsWritten += Array.isArray(rows) ? rows.length : 1
	}

	/** An alias more for a category moves many rows in one statement. */
	private async addAlias(): Promise<void> {
		const { database, ledger_id } = this.stack
		await database.exclusive(() =>
			database.query(
				`update public.categories set aliases = aliases || $1::text
				where ledger_id = $2 and id = (select min(id) from public.categories where ledger_id = $2)
					and not ($1::text = any (aliases))`,
				[this.unknownText(), ledger_id],
			),
		)
	}
}

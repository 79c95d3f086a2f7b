import { BackendError, PASSING_TROUBLE } from '../types'
import type { Client } from './client'
import { answered } from './request'

/** How often a step is tried, which goes on where it was, and how long the first wait between is, in ms. */
const TRIES = 5
const FIRST_WAIT = 1_000

/** The deleted ledgers that were still to be erased when the page was closed: the next visit goes on. */
const UNFINISHED = 'painel.erasing'

interface Step {
	rows: { id: string; revision: number | null; received_at?: string }[]
	next: unknown
}

/** What takes several requests, since a ledger may hold any number of messages: exporting it, erasing it, or what somebody wrote in it. */
export class LargeLedger {
	constructor(
		private readonly client: Client,
		private readonly ledgerId: string,
		private readonly wait: (ms: number) => Promise<void> = (ms) =>
			new Promise((resolve) => setTimeout(resolve, ms)),
	) {}

	/** Everything of the ledger. Rejects when a step fails for good. */
	async export(onProgress: (rows: number) => void = () => {}): Promise<object> {
		const ledger_id = this.ledgerId
		const whole = await this.step(() => this.client.rpc('export_ledger', { ledger_id, with_rows: false }))
		const transactions = await this.rows('transactions', onProgress)
		const inbox = await this.rows('inbox', (rows) => onProgress(transactions.length + rows))
		// As they came in, so that they can be sent again in that order.
		inbox.sort(
			(a, b) =>
				(a.received_at ?? '').localeCompare(b.received_at ?? '') || (a.revision ?? 0) - (b.revision ?? 0),
		)
		return { ...(whole as object), transactions, inbox }
	}

	/** Deletes the ledger, which is gone for everybody at once, and erases all of it. */
	async delete(name: string): Promise<void> {
		// Not tried again: what took effect unheard would be "no such ledger".
		const isMore = await answered(this.client.rpc('delete_ledger', { ledger_id: this.ledgerId, name }))
		if (isMore) await this.eraseRemains(this.ledgerId)
	}

	/** Erases to the end what ledgers left whose deletion an earlier visit did not see through. */
	async eraseUnfinished(): Promise<void> {
		for (const deleted of unfinishedErasures()) await this.eraseRemains(deleted)
	}

	private async eraseRemains(deleted: string): Promise<void> {
		remember([...unfinishedErasures(), deleted])
		while (await this.step(() => this.client.rpc('erase_remains', { ledger_id: deleted })));
		remember(unfinishedErasures().filter((one) => one !== deleted))
	}

	/** Blanks the words of somebody until none are left. Cut off, the same goes on: what is blank is not found again. */
	async eraseTexts(
		whose: { person_id: number } | { contact: string },
		onProgress: (messages: number) => void = () => {},
	): Promise<number> {
		let count = 0
		for (;;) {
			const step =
				(await this.step(() => this.client.rpc('erase_texts', { ledger_id: this.ledgerId, ...whose }))) ?? 0
			if (step === 0) return count
			count += step
			onProgress(count)
		}
	}

	/** Each row once, as it is at the end: one that changed meanwhile has come again. */
	private async rows(
		what: 'transactions' | 'inbox',
		onProgress: (rows: number) => void,
	): Promise<Step['rows']> {
		const rows = new Map<string, Step['rows'][number]>()
		let after: unknown = null
		do {
			const step = (await this.step(() =>
				this.client.rpc('export_rows', { ledger_id: this.ledgerId, what, after: after as never }),
			)) as unknown as Step
			for (const row of step.rows) {
				rows.delete(row.id)
				rows.set(row.id, row)
			}
			after = step.next
			onProgress(rows.size)
		} while (after)
		return [...rows.values()]
	}

	private async step<T>(ask: () => Parameters<typeof answered<T>>[0]): Promise<T> {
		for (let wait = FIRST_WAIT, tries = 1; ; wait *= 2, tries++) {
			try {
				return await answered(ask())
			} catch (error) {
				if (tries === TRIES || !(error instanceof BackendError) || !PASSING_TROUBLE.has(error.code))
					throw error
				await this.wait(wait)
			}
		}
	}
}

function remember(deleted: readonly string[]): void {
	try {
		if (deleted.length > 0) localStorage.setItem(UNFINISHED, [...new Set(deleted)].join(' '))
		else localStorage.removeItem(UNFINISHED)
	} catch {
		// Without storage the database's own schedule erases the rest.
	}
}

/** The ids of deleted ledgers that are not erased to the end yet, as far as this device knows. */
export function unfinishedErasures(): string[] {
	try {
		return localStorage.getItem(UNFINISHED)?.split(' ') ?? []
	} catch {
		return []
	}
}

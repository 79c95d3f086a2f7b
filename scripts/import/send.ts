import type { PainelConfig } from '../../src/backend/config'
import type { InboxRow, Refused } from './rows'

/** Rows a request: an agent's statement has 3 seconds. */
const batchSize = 200
/** Message ids a request: they go in its address, which gateways hold to 8 KB. */
const lookupSize = 100

export interface Sent {
	accepted: number
	/** Recorded before: nothing changed. */
	repeated: number
	refused: Refused[]
}

export interface Sender {
	request?: typeof fetch
	/** Waits before another try; tests give their own. */
	pause?: (milliseconds: number) => Promise<void>
	/** How many rows are done. */
	onProgress?: (done: number) => void
}

/** The inbox answered something that no retry changes; the message says what to do. */
export class ImportStopped extends Error {
	override name = 'ImportStopped'
}

/**
 * Posts rows to the inbox in batches. A batch that gets no answer is sent again, which is harmless: the inbox keeps one
 * row per message id. So a row whose id a refused item has is not recorded either; such rows are looked up and reported.
 * @throws ImportStopped
 */
export async function sendRows(
	config: PainelConfig,
	token: string,
	rows: InboxRow[],
	sender: Sender = {},
): Promise<Sent> {
	const sent: Sent = { accepted: 0, repeated: 0, refused: [] }
	const inbox: Inbox = {
		...sender,
		url: `${config.supabaseUrl}/rest/v1/inbox`,
		key: config.publishableKey,
		token,
	}
	for (let start = 0; start < rows.length; start += batchSize) {
		const batch = rows.slice(start, start + batchSize)
		const answers = new Map((await sendBatch(inbox, batch)).map((answer) => [answer.message_id, answer]))
		const repeats = batch.filter((row) => !answers.has(row.message_id))
		const taken = await findRefused(inbox, repeats)
		for (const row of batch) {
			const answer = answers.get(row.message_id)
			const earlier = taken.get(row.message_id)
			if (answer?.status === 'accepted') sent.accepted++
			else if (answer) sent.refused.push(refusedRow(row, answer))
			else if (earlier) sent.refused.push({ ...refusedRow(row, earlier), taken: row.message_id })
			else sent.repeated++
		}
		sender.onProgress?.(start + batch.length)
	}
	return sent
}

interface Inbox extends Sender {
	url: string
	key: string
	token: string
}

interface Answer {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
}

const refusedRow = (row: InboxRow, { reason }: Answer): Refused => ({
	line: row.payload.line,
	reason: reason ?? 'unknown',
	record: [row.occurred_at.slice(0, 10), row.description, row.amount],
})

function sendBatch(inbox: Inbox, batch: InboxRow[]): Promise<Answer[]> {
	return ask(inbox, '?on_conflict=ledger_id,message_id,item&select=message_id,status,reason', {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			prefer: 'return=representation,resolution=ignore-duplicates',
		},
		body: JSON.stringify(batch),
	})
}

/** Items that were refused under these rows' message ids, and that no amendment made a purchase of since. */
async function findRefused(inbox: Inbox, rows: InboxRow[]): Promise<Map<string, Answer>> {
	const found = new Map<string, Answer>()
	for (let start = 0; start < rows.length; start += lookupSize) {
		const ids = rows.slice(start, start + lookupSize).map((row) => row.message_id)
		const answers = await ask(
			inbox,
			`?message_id=in.(${ids.join(',')})&item=eq.0&status=eq.rejected&transaction_id=is.null&select=message_id,status,reason`,
			{ method: 'GET' },
		)
		for (const answer of answers) found.set(answer.message_id, answer)
	}
	return found
}

async function ask(inbox: Inbox, query: string, init: RequestInit): Promise<Answer[]> {
	const { request = fetch, pause = (ms) => new Promise((done) => setTimeout(done, ms)) } = inbox
	for (let attempt = 1; ; attempt++) {
		const response = await request(inbox.url + query, {
			...init,
			headers: { apikey: inbox.key, 'x-agent-token': inbox.token, ...init.headers },
		}).catch(() => null)
		if (response?.ok) return (await response.json()) as Answer[]
		if (response && response.status < 500 && response.status !== 429)
			throw new ImportStopped(
				`${remedyOf(response.status)} (${response.status}: ${await messageOf(response)})`,
			)
		if (attempt === 6)
			throw new ImportStopped(
				'The inbox does not answer. Run the same command again later: what is recorded already is not recorded twice.',
			)
		await pause(500 * 2 ** attempt)
	}
}

function remedyOf(status: number): string {
	if (status === 401 || status === 403)
		return 'The agent’s token was refused: make an agent on the page (Ajustes, Agentes) and give its token.'
	if (status === 404)
		return 'There is no inbox here: apply the migrations (`npx supabase db push --remote`), or check the URL.'
	return 'The inbox refused the rows.'
}

async function messageOf(response: Response): Promise<string> {
	const body = (await response.json().catch(() => null)) as { message?: string } | null
	return body?.message ?? 'no message'
}

import type { PainelConfig } from '../../src/backend/config'
import type { InboxRow, Refused } from './rows'

/** Rows a request: an agent's statement has 3 seconds. */
const batchSize = 200

export interface Sent {
	accepted: number
	/** Here before: nothing changed. */
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
 * row per message id.
 * @throws ImportStopped
 */
export async function sendRows(
	config: PainelConfig,
	token: string,
	rows: InboxRow[],
	sender: Sender = {},
): Promise<Sent> {
	const sent: Sent = { accepted: 0, repeated: 0, refused: [] }
	for (let start = 0; start < rows.length; start += batchSize) {
		const batch = rows.slice(start, start + batchSize)
		const answers = await sendBatch(config, token, batch, sender)
		const known = new Map(batch.map((row) => [row.message_id, row]))
		sent.repeated += batch.length - answers.length
		for (const answer of answers) {
			const row = known.get(answer.message_id)
			if (answer.status === 'accepted' || !row) sent.accepted++
			else
				sent.refused.push({
					line: row.payload.line,
					reason: answer.reason ?? 'unknown',
					record: [row.occurred_at.slice(0, 10), row.description, row.amount],
				})
		}
		sender.onProgress?.(start + batch.length)
	}
	return sent
}

interface Answer {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
}

async function sendBatch(
	config: PainelConfig,
	token: string,
	batch: InboxRow[],
	sender: Sender,
): Promise<Answer[]> {
	const { request = fetch, pause = (ms) => new Promise((done) => setTimeout(done, ms)) } = sender
	for (let attempt = 1; ; attempt++) {
		const response = await request(
			`${config.supabaseUrl}/rest/v1/inbox?on_conflict=ledger_id,message_id,item&select=message_id,status,reason`,
			{
				method: 'POST',
				headers: {
					apikey: config.publishableKey,
					'x-agent-token': token,
					'content-type': 'application/json',
					prefer: 'return=representation,resolution=ignore-duplicates',
				},
				body: JSON.stringify(batch),
			},
		).catch(() => null)
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
		return 'There is no inbox here: apply the migrations (`npx supabase db push`), or check the URL.'
	return 'The inbox refused the rows.'
}

async function messageOf(response: Response): Promise<string> {
	const body = (await response.json().catch(() => null)) as { message?: string } | null
	return body?.message ?? 'no message'
}

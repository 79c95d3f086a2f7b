import {
	type ImportInbox,
	ImportStopped,
	type InboxAnswer,
	TakenByAnother,
	TooSlow,
	type UndonePurchase,
} from './inbox'
import type { ImportRow } from './inbox-rows'

export interface HttpInboxOptions {
	/** Origin of the project. */
	url: string
	key: string
	/** The agent's token; null where there is none yet. `toWrite`: it is needed now. */
	agentToken(toWrite: boolean): Promise<string | null>
	/** The member's access token, where somebody signed in: a member sees what was undone. */
	memberToken?(): Promise<string | null>
	/** The ledger of the member; an agent's token names its own. */
	ledgerId?: string
	request?: typeof fetch
	/** Waits before another try; tests give their own. */
	pause?(milliseconds: number): Promise<void>
}

const ANSWERED = 'message_id,status,reason,transaction_id'
const STORED = `${ANSWERED},person,bytes:payload->>bytes`
/** Tries of one request that gets no answer; waits double from a second to half a minute. */
const TRIES = 6

/** The inbox over the project's REST API. */
export class HttpInbox implements ImportInbox {
	constructor(private readonly options: HttpInboxOptions) {}

	async post(rows: ImportRow[]): Promise<InboxAnswer[]> {
		const answers = await this.ask<InboxAnswer[]>(
			`inbox?on_conflict=ledger_id,message_id,item&select=${ANSWERED}`,
			{
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					prefer: 'return=representation,resolution=ignore-duplicates',
				},
				body: JSON.stringify(rows),
			},
		)
		return answers.map(stored)
	}

	async find(messageIds: string[]): Promise<InboxAnswer[]> {
		const answers = await this.ask<StoredRow[]>(
			`inbox?message_id=in.(${messageIds.join(',')})&item=eq.0${this.ofLedger()}&select=${STORED}`,
		)
		return answers.map(stored)
	}

	async accountOf({ bytes, form }: { bytes: string; form: string }) {
		for (const [name, value] of [
			['bytes', bytes],
			['form', form],
		] as const) {
			const [last] = await this.ask<{ account: string | null }[]>(
				`inbox?payload->>${name}=eq.${encodeURIComponent(value)}${this.ofLedger()}&select=account:payload->>account&order=received_at.desc&limit=1`,
			)
			if (last) return { account: last.account ?? '', sameFile: name === 'bytes' }
		}
		return null
	}

	async undone(transactionIds: string[]): Promise<UndonePurchase[]> {
		if (!(await this.options.memberToken?.())) return []
		const found = await this.ask<{ id: string; revision: number }[]>(
			`transactions?id=in.(${transactionIds.join(',')})&voided=is.true${this.ofLedger()}&select=id,revision`,
		)
		return found.map(({ id, revision }) => ({ transaction_id: id, revision }))
	}

	async undo(messageIds: string[], at: number): Promise<number> {
		const answers = await this.ask<InboxAnswer[]>(`rpc/correct?select=${ANSWERED}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				ledger_id: this.options.ledgerId,
				items: messageIds.map((id) => ({
					message_id: `${id}:undo:${at}`,
					action: 'void',
					target_message_id: id,
				})),
			}),
		})
		return answers.filter(({ status }) => status === 'accepted').length
	}

	private ofLedger(): string {
		return this.options.ledgerId ? `&ledger_id=eq.${this.options.ledgerId}` : ''
	}

	private async ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
		const { request = fetch, pause = waitFor } = this.options
		for (let attempt = 1; ; attempt++) {
			const response = await request(`${this.options.url}/rest/v1/${path}`, {
				...init,
				headers: { ...(await this.headers(path, init)), ...init.headers },
			}).catch(() => null)
			if (response?.ok) return (await response.json()) as Answer
			if (response) await refuse(response)
			if (attempt === TRIES)
				throw new ImportStopped(
					'The inbox does not answer. Send the same file again later: what is recorded already is not recorded twice.',
					true,
				)
			await pause(500 * 2 ** attempt)
		}
	}

	private async headers(path: string, { method }: RequestInit): Promise<Record<string, string>> {
		const agent = await this.options.agentToken(method === 'POST' && path.startsWith('inbox'))
		const member = await this.options.memberToken?.()
		return {
			apikey: this.options.key,
			...(agent ? { 'x-agent-token': agent } : {}),
			...(member ? { authorization: `Bearer ${member}` } : {}),
		}
	}
}

interface StoredRow {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
	transaction_id: string | null
	person?: string | null
	bytes?: string | null
}

const stored = ({ person, bytes, ...row }: StoredRow): InboxAnswer => ({
	...row,
	person: person ?? null,
	bytes: bytes ?? null,
})

const waitFor = (milliseconds: number) =>
	new Promise<void>((done) => {
		setTimeout(done, milliseconds)
	})

/** Throws what the answer means; returns where another try may pass. */
async function refuse(response: Response): Promise<void> {
	const { status } = response
	const body = (await response.json().catch(() => null)) as {
		code?: string
		message?: string
		details?: string
	} | null
	// A statement's time is up (57014 is a 500 to some gateways), or the array is too large for one.
	if (body?.code === '57014' || status === 413 || status === 504) throw new TooSlow(body?.message ?? '')
	const taken = /^message_id "([^"]+)" was sent by another agent/.exec(body?.message ?? '')
	if (taken) throw new TakenByAnother(taken[1]!)
	if (status >= 500 || status === 429) return
	throw new ImportStopped(`${remedyFor(status)} (${status}: ${body?.message ?? 'no message'})`)
}

function remedyFor(status: number): string {
	if (status === 401 || status === 403)
		return 'The agent’s token was refused: make an agent on the page (Ajustes, Agentes) and give its token.'
	if (status === 404)
		return 'There is no inbox here: apply the migrations (`npx supabase db push --remote`), or check the URL.'
	return 'The inbox refused the rows.'
}

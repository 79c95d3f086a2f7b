import {
	type ImportInbox,
	ImportStopped,
	type InboxAnswer,
	TakenByAnother,
	TooSlow,
	type UndonePurchase,
} from './inbox'
import type { CorrectionRow, ImportRow } from './inbox-rows'
import type { RecordedPurchase } from './matching'
import { toldBy } from './told'

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
const RECORDED =
	'id,revision,message_id,item,kind,amount_cents,occurred_at,description,source_text,to_source_text,person_text,installments,part,parts,bill_month,bill_given,pays_month,moves'
/** The API answers no more rows than that at a time. */
const PAGE = 1000
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

	async toldOf({ bytes, form }: { bytes: string; form: string }) {
		for (const [name, value] of [
			['bytes', bytes],
			['form', form],
		] as const) {
			const [last] = await this.ask<Record<'account' | 'order' | 'until', string | null>[]>(
				`inbox?payload->>${name}=eq.${encodeURIComponent(value)}${this.ofLedger()}&select=account:payload->>account,order:payload->>order,until:payload->>until&order=received_at.desc&limit=1`,
			)
			if (last) return toldBy(last, name === 'bytes')
		}
		return null
	}

	async transactionsHere(ids: string[]): Promise<string[]> {
		if (await this.options.memberToken?.()) {
			const found = await this.ask<{ id: string }[]>(
				`transactions?id=in.(${ids.join(',')})${this.ofLedger()}&select=id`,
			)
			return found.map(({ id }) => id)
		}
		if (!(await this.options.agentToken(false))) return []
		return this.ask<string[]>('rpc/agent_recorded', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ids }),
		})
	}

	async undone(transactionIds: string[]): Promise<UndonePurchase[]> {
		if (!(await this.options.memberToken?.())) return []
		const found = await this.ask<{ id: string; revision: number }[]>(
			`transactions?id=in.(${transactionIds.join(',')})&voided=is.true${this.ofLedger()}&select=id,revision`,
		)
		return found.map(({ id, revision }) => ({ transaction_id: id, revision }))
	}

	async correct(rows: CorrectionRow[]): Promise<InboxAnswer[]> {
		const answers = await this.ask<StoredRow[]>(`rpc/correct?select=${ANSWERED}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ledger_id: this.options.ledgerId, items: rows }),
		})
		return answers.map(stored)
	}

	async recorded(from: number, to: number): Promise<RecordedPurchase[] | null> {
		if (!(await this.options.memberToken?.())) return null
		const instant = (at: number) => new Date(at).toISOString()
		const rows = await this.pages<RecordedRow>(
			'revision',
			`transactions?voided=is.false&occurred_at=gte.${instant(from)}&occurred_at=lte.${instant(to)}&or=(message_id.not.like.import:*,kind.eq.transfer)${this.ofLedger()}&select=${RECORDED}`,
		)
		const lines = rows.length === 0 ? [] : await this.matchedBefore()
		const taken = new Map<string, number[]>()
		for (const { transaction_id, part } of lines)
			taken.set(transaction_id, [...(taken.get(transaction_id) ?? []), part])
		return rows.map((row) => purchaseOf(row, taken.get(row.id) ?? []))
	}

	/** Which parts of which purchases lines of earlier imports are. */
	private async matchedBefore(): Promise<{ transaction_id: string; part: number }[]> {
		const rows = await this.pages<{ id: string; transaction_id: string; part: number | null }>(
			'id',
			`inbox?action=eq.amend&status=eq.accepted&message_id=like.import:*${this.ofLedger()}&select=id,transaction_id,part:payload->matched_part`,
		)
		return rows.flatMap(({ transaction_id, part }) => (part === null ? [] : { transaction_id, part }))
	}

	/** All rows of an answer that the API may cut, in the order of a column that no two rows share. */
	private async pages<Row>(by: keyof Row & string, path: string): Promise<Row[]> {
		const rows: Row[] = []
		for (let after = ''; ; after = `&${by}=gt.${rows.at(-1)![by]}`) {
			const page = await this.ask<Row[]>(`${path}${after}&order=${by}&limit=${PAGE}`)
			rows.push(...page)
			if (page.length < PAGE) return rows
		}
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

/** A row of `transactions`; months are the first of theirs. */
interface RecordedRow
	extends Pick<
		RecordedPurchase,
		| 'message_id'
		| 'item'
		| 'kind'
		| 'amount_cents'
		| 'description'
		| 'installments'
		| 'part'
		| 'parts'
		| 'moves'
	> {
	id: string
	revision: number
	occurred_at: string
	source_text: string | null
	to_source_text: string | null
	person_text: string | null
	bill_month: string
	bill_given: boolean
	pays_month: string | null
}

function purchaseOf(row: RecordedRow, taken: number[]): RecordedPurchase {
	const { message_id, item, kind, amount_cents, description, installments, part, parts, moves } = row
	const pays = row.pays_month?.slice(0, 7) ?? null
	const bill = row.bill_month.slice(0, 7)
	return {
		transaction_id: row.id,
		message_id,
		item,
		kind,
		amount_cents,
		occurred_at: Date.parse(row.occurred_at),
		description,
		source: row.source_text,
		to_source: row.to_source_text,
		person: row.person_text,
		installments,
		part,
		parts,
		bill_month: kind === 'transfer' ? pays : bill,
		given_month: kind === 'transfer' ? pays : row.bill_given ? bill : null,
		moves,
		taken,
	}
}

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
	if (body?.details === 'corrections_off')
		throw new ImportStopped(
			'Corrections are switched off in this ledger, and this import needs them: an owner switches them on (Ajustes).',
		)
	throw new ImportStopped(`${remedyFor(status)} (${status}: ${body?.message ?? 'no message'})`)
}

function remedyFor(status: number): string {
	if (status === 401 || status === 403)
		return 'The agent’s token was refused: make an agent on the page (Ajustes, Agentes) and give its token.'
	if (status === 404)
		return 'There is no inbox here: apply the migrations (`npx supabase db push --remote`), or check the URL.'
	return 'The inbox refused the rows.'
}

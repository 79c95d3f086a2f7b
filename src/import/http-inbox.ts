import { makeCalendar } from '../ledger/calendar'
import type { LocalDay } from '../ledger/types'
import { mayPassLater, untilAnswered } from './answered'
import { type KeptAnswers, type Told, toldBy } from './earlier-answers'
import { AT_ONCE, inParts } from './in-parts'
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
import type { RecordedFormLine } from './other-form'
import {
	EARLIER,
	type EarlierRow,
	FORM_LINE,
	type FormRow,
	formLine,
	purchaseOf,
	RECORDED,
	type RecordedRow,
	within,
} from './recorded-rows'
import type { KnownLedger } from './types'

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
const STORED = `${ANSWERED},action,person,bytes:payload->>bytes`
const TOLD =
	'account:payload->>account,type:payload->>type,order:payload->>order,until:payload->>until,person'
/** The API answers no more rows than that at a time. */
const PAGE = 1000

/** A household has no more accounts whose files look the same. */
const MOST_ACCOUNTS = 12

/** Of so many ids it is worth reading what there is instead of asking by name. */
const MANY = 2000
/** Ids begin with a hash: some ranges of them can be read at a time. In any order of letters these follow each other. */
const RANGES = [
	['import:', 'import:4'],
	['import:4', 'import:8'],
	['import:8', 'import:c'],
	['import:c', 'import:g'],
] as const
/** The part of an id that orders it, whatever a database makes of what follows. */
const hashOf = (id: string): string => id.slice(0, 'import:'.length + 30)

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
		if (messageIds.length < MANY) return (await this.rowsUnder([...new Set(messageIds)])).map(stored)
		const ranges = RANGES.map((range) => ({ range, ids: [] as string[] }))
		for (const id of messageIds) ranges.find(({ range: [, to] }) => id < to)?.ids.push(id)
		const rows = await Promise.all(ranges.map(({ range, ids }) => this.rowsWithin(range, ids)))
		return rows.flat().map(stored)
	}

	private rowsUnder(ids: string[]): Promise<StoredRow[]> {
		return inParts(ids, (part) =>
			this.ask(`inbox?message_id=in.(${part.join(',')})&item=eq.0${this.ofLedger()}&select=${STORED}`),
		)
	}

	/**
	 * Of many ids those in a range, by reading what the inbox has there, a thousand rows at a time: an address has room for a hundred ids.
	 * Where it has so much that a page tells of fewer than that, the rest is asked for by name.
	 */
	private async rowsWithin([from, to]: readonly [string, string], ids: string[]): Promise<StoredRow[]> {
		const found: StoredRow[] = []
		let left = ids
		let wanted: Set<string> | null = null
		for (let after = from; left.length > 0; ) {
			const page = await this.ask<StoredRow[]>(
				`inbox?message_id=gt.${after}&message_id=lt.${to}&item=eq.0${this.ofLedger()}&select=${STORED}&order=message_id&limit=${PAGE}`,
			)
			// Only now: built at once, those of all ranges would hold a page up.
			wanted ??= new Set(ids)
			const names = wanted
			for (const row of page) if (names.delete(row.message_id)) found.push(row)
			if (page.length < PAGE) break
			after = page.at(-1)!.message_id
			const passed = hashOf(after)
			const behind = left.filter((id) => names.has(id) && hashOf(id) >= passed)
			if (left.length - behind.length < AT_ONCE) return [...found, ...(await this.rowsUnder(behind))]
			left = behind
		}
		return found
	}

	async toldOf({
		bytes,
		form,
		number,
	}: {
		bytes: string
		form: string
		number: string | null
	}): Promise<Told | null> {
		const same = await this.newest(`payload->>bytes=eq.${encodeURIComponent(bytes)}`)
		if (same.length > 0) return toldBy(same, 'bytes')
		const numbered = number === null ? [] : await this.newest(`payload->>number=eq.${number}`)
		if (numbered.length > 0) return toldBy(numbered, 'number')
		const ofForm: KeptAnswers[] = []
		let others = ''
		while (ofForm.length < MOST_ACCOUNTS) {
			const [next] = await this.newest(`payload->>form=eq.${encodeURIComponent(form)}${others}`)
			if (!next) break
			ofForm.push(next)
			others += `&payload->>account=neq.${encodeURIComponent(next.account ?? '')}`
		}
		return toldBy(ofForm, 'form')
	}

	/** The newest line of the files that fit, if there is one. */
	private newest(which: string): Promise<KeptAnswers[]> {
		return this.ask(`inbox?${which}${this.ofLedger()}&select=${TOLD}&order=received_at.desc&limit=1`)
	}

	async earlierLines({ from, to, timezone }: { from: LocalDay; to: LocalDay; timezone: string }) {
		const calendar = makeCalendar(timezone)
		// In the order of their ids, which are fingerprints: a page of them is taken from all.
		const rows = await this.ask<EarlierRow[]>(
			`inbox?message_id=gt.import:&message_id=lt.import:g&item=eq.0&status=eq.accepted&${within(from, to, timezone)}${this.ofLedger()}&select=${EARLIER}&order=message_id&limit=${PAGE}`,
		)
		return {
			lines: rows.map(({ account, occurred_at, amount_cents, part, day, cents, said_part }) => ({
				account: account ?? '',
				day: day ?? calendar.dayAt(Date.parse(occurred_at!)),
				cents: cents === null ? amount_cents! : Number(cents),
				part: part ?? (said_part === null ? null : Number(said_part)),
			})),
			isWhole: rows.length < PAGE,
		}
	}

	async otherForms({
		form,
		from,
		to,
		timezone,
	}: {
		form: string
		from: LocalDay
		to: LocalDay
		timezone: string
	}) {
		const fits = `payload->>form=neq.${encodeURIComponent(form)}&item=eq.0&status=eq.accepted&${within(from, to, timezone)}`
		const rows = await this.pages<FormRow>(
			'message_id',
			`inbox?message_id=like.import:*&${fits}${this.ofLedger()}&select=${FORM_LINE}`,
		)
		if (rows.length === 0) return []
		const taken = await this.saidOfForm([...new Set(rows.map(({ transaction_id }) => transaction_id))], form)
		const lines = new Map<string, RecordedFormLine>()
		for (const row of rows) {
			const line = formLine(row, timezone)
			if (!taken.has(row.transaction_id) && !lines.has(line.key)) lines.set(line.key, line)
		}
		return [...lines.values()]
	}

	/** Which of these transactions a file of a form was said to have. */
	private async saidOfForm(ids: string[], form: string): Promise<Set<string>> {
		const fits = `action=eq.amend&status=eq.accepted&payload->>form=eq.${encodeURIComponent(form)}${this.ofLedger()}`
		const found =
			ids.length < MANY
				? await inParts(ids, (part) =>
						this.ask<{ transaction_id: string }[]>(
							`inbox?transaction_id=in.(${part.join(',')})&${fits}&select=transaction_id`,
						),
					)
				: await this.pages<{ id: string; transaction_id: string }>(
						'id',
						`inbox?${fits}&select=id,transaction_id`,
					)
		return new Set(found.map(({ transaction_id }) => transaction_id))
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

	/** What the agent's token tells of its ledger; null where it may not read that. */
	async ledger(): Promise<Omit<KnownLedger, 'today'> | null> {
		try {
			const told = await this.ask<Pick<KnownLedger, 'timezone' | 'sources'>>('rpc/agent_sources', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: '{}',
			})
			return { ...told, isWhole: true }
		} catch (error) {
			if (error instanceof ImportStopped && error.why === 'not_allowed') return null
			throw error
		}
	}

	async undone(transactionIds: string[]): Promise<UndonePurchase[]> {
		if (!(await this.options.memberToken?.())) return []
		const ids = new Set(transactionIds)
		const select = `voided=is.true${this.ofLedger()}&select=id,revision`
		const found =
			ids.size < MANY
				? await inParts([...ids], (part) =>
						this.ask<UndoneRow[]>(`transactions?id=in.(${part.join(',')})&${select}`),
					)
				: (await this.pages<UndoneRow>('revision', `transactions?${select}`)).filter(({ id }) => ids.has(id))
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
		const { request = fetch, pause } = this.options
		return untilAnswered(async () => {
			const response = await request(`${this.options.url}/rest/v1/${path}`, {
				...init,
				headers: { ...(await this.headers(path, init)), ...init.headers },
			}).catch(() => null)
			if (response?.ok) return { answer: (await response.json()) as Answer }
			if (response) await refuse(response)
			return null
		}, pause)
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

interface UndoneRow {
	id: string
	revision: number
}

interface StoredRow {
	message_id: string
	status: 'accepted' | 'rejected'
	reason: string | null
	transaction_id: string | null
	action?: string
	person?: string | null
	bytes?: string | null
}

const stored = ({ person, bytes, ...row }: StoredRow): InboxAnswer => ({
	...row,
	person: person ?? null,
	bytes: bytes ?? null,
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
	if (mayPassLater(status)) return
	if (body?.details === 'corrections_off')
		throw new ImportStopped(
			'Corrections are switched off in this ledger, and this import needs them: an owner switches them on (Ajustes).',
		)
	throw new ImportStopped(
		`${remedyFor(status)} (${status}: ${body?.message ?? 'no message'})`,
		status === 401 || status === 403 ? 'not_allowed' : null,
	)
}

function remedyFor(status: number): string {
	if (status === 401 || status === 403)
		return 'The agent’s token was refused: make an agent on the page (Ajustes, Agentes) and give its token.'
	if (status === 404)
		return 'There is no inbox here: apply the migrations (`npx supabase db push --remote`), or check the URL.'
	return 'The inbox refused the rows.'
}

import { KINDS } from '../ledger/columns'
import type {
	BillClosing,
	Budget,
	Category,
	Kind,
	LedgerSettings,
	Person,
	Recurring,
	Role,
	Source,
	SourceCycle,
} from '../ledger/types'
import { rejectOnAbort } from './browser'
import { type Clock, type Remote, RemoteFailure } from './ports'
import { Backoff, timing } from './timing'

interface SettingsEvents {
	onSettings(settings: LedgerSettings, database: string): void
	/** Only what concerns the whole feed. Passing trouble is retried here, since names can wait. */
	onFailure(kind: 'not_a_member' | 'session_expired'): void
	/** False once the feed has stopped or the session ended. */
	mayAsk(): boolean
}

/** Reads the ledger's settings when they are wanted in a newer revision than is known. One request at a time. */
export class SettingsReader {
	private readonly retry: Backoff
	/** The revision that was read last. */
	private known = -1
	private wanted = 0
	/** After an interruption another database may answer: then what is known says nothing. */
	private isOutdated = false
	private request: AbortController | null = null
	private cancelRetry: (() => void) | null = null
	/** The server asked to be left alone until then; the retry is scheduled. */
	private notBefore = 0

	constructor(
		private readonly remote: Remote,
		private readonly clock: Clock,
		private readonly events: SettingsEvents,
	) {
		this.retry = new Backoff(timing.retry, clock.random)
	}

	/** Asks if there is something to ask for. */
	read(): void {
		if (this.request || !this.events.mayAsk() || (this.known >= this.wanted && !this.isOutdated)) return
		if (this.clock.now() < this.notBefore) return
		this.isOutdated = false
		const abort = new AbortController()
		this.request = abort
		const wantedBefore = this.wanted
		const cancelTimeout = this.clock.after(timing.request, () => abort.abort())
		const isStillWanted = () => {
			cancelTimeout()
			if (this.request === abort) this.request = null
			return this.events.mayAsk()
		}
		rejectOnAbort(this.remote.settings(abort.signal), abort.signal).then(
			(answer) => isStillWanted() && this.take(answer, wantedBefore),
			(error: unknown) => isStillWanted() && this.onError(error),
		)
	}

	/** A revision was heard of. */
	want(revision: number): void {
		this.wanted = Math.max(this.wanted, revision)
		this.read()
	}

	/** Goes on from what the device remembered. */
	restore(settings: LedgerSettings | null): void {
		this.known = settings?.settings_revision ?? -1
	}

	/** What is known may be of another database: the next `read` asks. */
	invalidate(): void {
		this.isOutdated = true
	}

	/** Nothing is known any more. */
	forget(): void {
		this.known = -1
		this.wanted = 0
	}

	stop(): void {
		this.cancelRetry?.()
		this.request?.abort()
	}

	private take(answer: Awaited<ReturnType<Remote['settings']>>, wantedBefore: number): void {
		const { settings, database } = answer
		this.retry.reset()
		this.known = settings.settings_revision
		// A broadcast is not trusted beyond the answer to the question that it made us ask.
		if (this.wanted === wantedBefore) this.wanted = this.known
		this.events.onSettings(settings, database)
		this.read()
	}

	private onError(error: unknown) {
		const failure = error instanceof RemoteFailure ? error : null
		const kind = failure?.kind
		this.isOutdated = true
		if (kind === 'not_a_member' || kind === 'session_expired') return this.events.onFailure(kind)
		this.cancelRetry?.()
		this.notBefore = this.clock.now() + (failure?.retryAfter ?? 0)
		this.cancelRetry = this.clock.after(Math.max(this.retry.next(), failure?.retryAfter ?? 0), () =>
			this.read(),
		)
	}
}

/**
 * A ledger with its settings as the API nests them. Throws `RemoteFailure` 'malformed' when its shape is not ours.
 * `database` is when the ledger was created: another database under the same address has another time.
 */
export function parseSettings(value: unknown): { settings: LedgerSettings; database: string } {
	const row = record(value)
	const members = list(row.members)
	const role = members.length > 0 ? record(members[0]).role : null
	if (role !== 'owner' && role !== 'editor' && role !== 'viewer') throw new RemoteFailure('not_a_member')
	return {
		database: text(row.created_at),
		settings: {
			settings_revision: number(row.settings_revision),
			ledger: {
				id: text(row.id),
				name: text(row.name),
				currency: text(row.currency),
				timezone: text(row.timezone),
				basis: row.basis === 'purchase' ? 'purchase' : 'bill',
				corrections: row.corrections === true,
				role: role satisfies Role,
			},
			categories: list(row.categories).map((entry): Category => {
				const category = record(entry)
				return { ...label(category), color: number(category.color) }
			}),
			sources: list(row.sources).map((entry): Source => {
				const source = record(entry)
				return { ...label(source), archived: source.archived === true }
			}),
			people: list(row.people).map((entry): Person => label(record(entry))),
			cycles: list(row.sources).flatMap((entry) => cyclesOf(record(entry))),
			bill_closings: list(row.sources).flatMap((entry) => {
				const source = record(entry)
				return list(source.bill_closings).map((nested): BillClosing => {
					const closing = record(nested)
					return {
						source_id: number(source.id),
						bill_month: text(closing.bill_month).slice(0, 7),
						closing_date: text(closing.closing_date),
					}
				})
			}),
			budgets: list(row.budgets).map((entry): Budget => {
				const budget = record(entry)
				return {
					category_id: numberOrNull(budget.category_id),
					month: text(budget.month).slice(0, 7),
					amount_cents: number(budget.amount_cents),
				}
			}),
			recurring: list(row.recurring).map((entry): Recurring => {
				const one = record(entry)
				return {
					id: text(one.id),
					name: text(one.name),
					day: number(one.day),
					amount_cents: number(one.amount_cents),
					kind: kind(one.kind),
					category_id: numberOrNull(one.category_id),
					source_id: numberOrNull(one.source_id),
					until: one.until === null ? null : text(one.until),
				}
			}),
		},
	}
}

/** The versions of a source's cycle, from the first bill on. */
function cyclesOf(source: Record<string, unknown>): SourceCycle[] {
	return list(source.cycles)
		.map((nested): SourceCycle => {
			const { from_month, closing_day, due_day } = record(nested)
			return {
				source_id: number(source.id),
				from_month: from_month === null ? null : text(from_month).slice(0, 7),
				closing_day: numberOrNull(closing_day),
				due_day: numberOrNull(due_day),
			}
		})
		.sort((a, b) => ((a.from_month ?? '') < (b.from_month ?? '') ? -1 : 1))
}

function label(row: Record<string, unknown>) {
	return { id: number(row.id), name: text(row.name), aliases: list(row.aliases).map(text) }
}

function record(value: unknown): Record<string, unknown> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return value as Record<string, unknown>
	throw new RemoteFailure('malformed', 'settings')
}

function list(value: unknown): unknown[] {
	if (value === null || value === undefined) return []
	if (Array.isArray(value)) return value
	throw new RemoteFailure('malformed', 'settings')
}

function text(value: unknown): string {
	if (typeof value === 'string') return value
	throw new RemoteFailure('malformed', 'settings')
}

function number(value: unknown): number {
	if (Number.isSafeInteger(value)) return value as number
	throw new RemoteFailure('malformed', 'settings')
}

function kind(value: unknown): Kind {
	const known = KINDS.find((name) => name === value)
	if (known) return known
	throw new RemoteFailure('malformed', 'settings')
}

function numberOrNull(value: unknown): number | null {
	return value === null || value === undefined ? null : number(value)
}

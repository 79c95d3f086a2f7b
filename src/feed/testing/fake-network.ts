import { sliceColumns } from '../../ledger/columns'
import type { Months, TransactionColumns } from '../../ledger/types'
import { type FailureKind, type Remote, RemoteFailure } from '../ports'
import type { FakeClock } from './fake-clock'
import type { FakeLedger } from './fake-ledger'

/** What a server that answers `throttled` asks for. */
const RETRY_AFTER = 40_000

/** `held`: the server has answered, and the answer waits until the test lets it through. */
export type RestMode = 'ok' | 'slow' | 'frozen' | 'held' | 'cut' | FailureKind

/** Modes in which the server does the work that it was asked for. */
const WORKING: readonly RestMode[] = ['ok', 'slow', 'cut', 'held']

type RequestKind = 'changes' | 'settings'

/** A request as the server's log has it. */
export interface LoggedRequest {
	kind: RequestKind
	at: number
	after: number
	maxRows: number
	/** Neither answered nor aborted. */
	isOpen: boolean
}

/** What the network and its server depend on, asked anew for each request. */
export interface NetworkConditions {
	clock: FakeClock
	random(): number
	isOnline(): boolean
	hasSession(): boolean
	isMember(): boolean
	ledger(): FakeLedger
	database(): string
	/** Runs at once, or when the page wakes. */
	toPage(task: () => void): void
}

/** The REST side of the fake world: slow, silent or wrong on demand. */
export class FakeNetwork implements Remote {
	/** Every request so far, oldest first. */
	readonly requests: LoggedRequest[] = []
	private readonly modes: Record<RequestKind, RestMode> = { changes: 'ok', settings: 'ok' }
	/** How many of the newest revisions a reader does not see yet. */
	lag = 0
	/** Answers that wait for the test, oldest first. */
	private readonly held: (() => void)[] = []

	constructor(private readonly conditions: NetworkConditions) {}

	setMode(mode: RestMode, only?: RequestKind): void {
		if (only !== 'settings') this.modes.changes = mode
		if (only !== 'changes') this.modes.settings = mode
	}

	/** Lets the held answers through, oldest first. */
	release(count = this.held.length): void {
		for (const outcome of this.held.splice(0, count)) this.conditions.toPage(outcome)
	}

	count(kind: RequestKind): number {
		return this.requests.filter((request) => request.kind === kind).length
	}

	openRequests(): number {
		return this.requests.filter(({ isOpen }) => isOpen).length
	}

	changes({ after, maxRows, months, signal }: Parameters<Remote['changes']>[0]): Promise<unknown> {
		const work = () =>
			asOfBefore(this.conditions.ledger().changes(after, maxRows, months as Months | null), this.lag)
		return this.request('changes', { after, maxRows }, work, signal)
	}

	settings(signal: AbortSignal): ReturnType<Remote['settings']> {
		const work = () => settingsOf(this.conditions.ledger(), this.conditions.database())
		return this.request('settings', { after: 0, maxRows: 0 }, work, signal)
	}

	private request<T>(
		kind: RequestKind,
		asked: Pick<LoggedRequest, 'after' | 'maxRows'>,
		work: () => T,
		signal: AbortSignal,
	): Promise<T> {
		const { clock, toPage } = this.conditions
		const logged: LoggedRequest = { kind, at: clock.now(), ...asked, isOpen: true }
		this.requests.push(logged)
		const close = () => {
			logged.isOpen = false
		}
		signal.addEventListener('abort', close)
		const answer = new Promise<T>((resolve, reject) => {
			const there = this.latency(kind)
			const back = this.latency(kind)
			const mode = this.modeNow(kind)
			if (mode === 'frozen') return
			signal.addEventListener('abort', () => reject(new RemoteFailure('network', 'aborted')))
			clock.after(there, () => {
				// What the server sees is settled here; how it gets back is another matter.
				const settle = this.outcome(mode, work)
				const outcome = () => settle(resolve, reject)
				if (mode === 'held') this.held.push(outcome)
				else clock.after(back, () => toPage(outcome))
			})
		})
		answer.then(close, close)
		return answer
	}

	private latency(kind: RequestKind): number {
		return 2 + this.conditions.random() * (this.modes[kind] === 'slow' ? 4000 : 40)
	}

	private modeNow(kind: RequestKind): RestMode {
		if (!this.conditions.isOnline()) return 'network'
		return this.conditions.hasSession() ? this.modes[kind] : 'session_expired'
	}

	private outcome<T>(
		mode: RestMode,
		work: () => T,
	): (resolve: (value: T) => void, reject: (reason: unknown) => void) => void {
		if (!WORKING.includes(mode)) {
			const wait = mode === 'throttled' ? RETRY_AFTER : null
			return (_, reject) => reject(new RemoteFailure(mode as FailureKind, '', wait))
		}
		if (!this.conditions.isMember()) return (_, reject) => reject(new RemoteFailure('not_a_member'))
		const value = structuredClone(work())
		return (resolve, reject) => {
			try {
				resolve(mode === 'cut' ? (cut(value) as T) : value)
			} catch (error) {
				reject(error)
			}
		}
	}
}

function settingsOf(ledger: FakeLedger, database: string) {
	return {
		database,
		settings: {
			settings_revision: ledger.settingsRevision(),
			ledger: {
				id: 'l',
				name: 'Casa',
				currency: 'BRL',
				timezone: 'America/Sao_Paulo',
				basis: 'bill' as const,
				corrections: true,
				role: 'owner' as const,
			},
			categories: [],
			sources: [],
			people: [],
			cycles: [],
			bill_closings: [],
			recurring: [],
			budgets: [],
		},
	}
}

/** An answer that lost its end, as a proxy might leave it. */
function cut(value: unknown): unknown {
	const rows = (value as { rows?: { id?: unknown[] } }).rows
	if (rows?.id?.length) {
		rows.id.pop()
		return value
	}
	throw new RemoteFailure('malformed')
}

/** An answer of a server that does not see the newest revisions: a snapshot taken a moment ago, or a replica. */
function asOfBefore(answer: unknown, lag: number): unknown {
	if (lag === 0) return answer
	const { head, upto, rows, ...rest } = answer as { head: number; upto: number; rows: TransactionColumns }
	const seen = Math.max(0, head - lag)
	const cut = rows.revision.findIndex((revision) => revision > seen)
	return {
		...rest,
		head: seen,
		upto: Math.min(upto, seen),
		rows: cut < 0 ? rows : sliceColumns(rows, 0, cut),
	}
}

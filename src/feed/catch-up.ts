import { sliceColumns } from '../ledger/columns'
import type { LedgerChanges, Months, TransactionColumns } from '../ledger/types'
import { rejectOnAbort } from './browser'
import { type Extent, holdsMonths, withApplied, withFilled } from './coverage'
import { Freshness, type Moment } from './freshness'
import { PageSize } from './page-size'
import { type ChangesRequest, type Clock, type Remote, RemoteFailure } from './ports'
import { timing } from './timing'
import { parseChanges } from './wire'

export interface CatchUpPorts {
	remote: Remote
	clock: Clock
	/** The bill months to be right first; asked again whenever it matters, since months turn. */
	months(): Months
	/** For measuring our own work, milliseconds. */
	work(): number
	yieldToBrowser(): Promise<void>
}

/** Where rows come from that the server was asked for. */
type ReadOrigin = 'snapshot' | 'catch_up' | 'history'

export interface CatchUpEvents {
	onRows(columns: TransactionColumns, origin: ReadOrigin): void
	/** A page is in; `confirmedAt`: the time at which nothing was missing, null while more is known to be. */
	onAnswer(answer: LedgerChanges, confirmedAt: number | null): void
	onFailure(failure: RemoteFailure): void
	/** The server's counter is behind ours: another database answers under the same address. */
	onOtherDatabase(): void
	/** Has the person paused live updates? */
	isPaused(): boolean
}

/** Rows of an answer from which on handing them out is worth a task of its own. */
const LARGE = 300

interface WindowJob {
	months: Months
	after: number
	/** The counter that the first page saw. Later pages must not move it: see `readWindow`. */
	asOf: number | null
}

/**
 * Reads what is missing, one request at a time, the most urgent first: the months on show, then what changed since,
 * then history. Owns the extent. Rows go out by `onRows`; they may repeat, and never go back in what they claim.
 */
export class CatchUp {
	private readonly pageSize = new PageSize()
	private readonly freshness = new Freshness()
	private extent: Extent | null = null
	/** The newest revision that is known of, by an answer or a broadcast. */
	private newest = 0
	/** Whether to ask what changed since `applied`. */
	private isWanted = true
	private window: WindowJob | null = null
	/**
	 * Months that were read but may only be claimed once `applied` reaches the counter that the last page saw: a row that
	 * changed between two pages may be in neither, but is in the changes up to there.
	 */
	private unconfirmed: { months: Months; asOf: number } | null = null
	private history = { upto: 0, asOf: 0 }
	private isRunning = false
	private isStopped = false
	/** Nothing is asked until `start`: a request failed, or the ledger was forgotten. */
	private isSuspended = false
	private request: { abort: AbortController; startedAt: number } | null = null
	private cancelSoon: (() => void) | null = null
	/** When an answer first lay behind what was handed out, as far as no answer since knew better. */
	private behindSince: number | null = null
	/** What parsing the last answer cost, milliseconds. */
	private parsingMs = 0

	constructor(
		private readonly ports: CatchUpPorts,
		private readonly events: CatchUpEvents,
	) {}

	/** What has been handed out so far; null before the first pages. */
	reached(): Extent | null {
		return this.extent
	}

	/** Share of the history that has been read, 0 to 1. */
	progress(): number {
		const { extent } = this
		if (!extent) return 0
		return extent.floor === 0 ? 1 : this.history.upto / extent.floor
	}

	/** The newest revision that is known of. */
	head(): number {
		return Math.max(this.newest, this.extent?.applied ?? 0)
	}

	/** Is everything in that is known of? */
	isUpToDate(): boolean {
		return this.extent !== null && this.extent.applied >= this.newest
	}

	/** Goes on from what the device remembered. */
	restore(remembered: Extent, head: number): void {
		this.extent = remembered
		this.newest = Math.max(this.newest, head, remembered.applied)
		this.history = { upto: remembered.filled, asOf: 0 }
	}

	/** Starts, or goes on after a failure, by asking what changed. */
	start(): void {
		this.cancelPlanned()
		this.isWanted = true
		this.isSuspended = false
		void this.run()
	}

	/** The same in a moment, so that many pages do not ask at the same time. */
	startSoon(): void {
		// After a failure the retry decides; while it runs, what is wanted is read anyway.
		if (this.cancelSoon || this.isSuspended || (this.isRunning && this.isWanted)) return
		const [least, most] = timing.gap
		this.cancelSoon = this.ports.clock.after(least + this.ports.clock.random() * (most - least), () =>
			this.start(),
		)
	}

	/** Answers to requests under way settle nothing any more, because something happened since they were asked. */
	invalidate(): void {
		this.freshness.invalidate()
		this.isWanted = true
	}

	/** A broadcast spoke of revision `to`. */
	noteHead(to: number): void {
		this.freshness.noteHead()
		this.newest = Math.max(this.newest, to)
	}

	/** Live rows up to `to` were handed out. */
	setApplied(to: number): void {
		if (this.extent) this.extent = withApplied(this.extent, to)
		this.claim()
		if (this.isUpToDate()) this.cancelPlanned()
	}

	/** Cancels a request that may have died while the page slept; it is asked again at once. */
	cancelStale(): void {
		const { request } = this
		if (request && this.ports.clock.now() - request.startedAt > timing.stale)
			request.abort.abort(new Cancelled())
	}

	/** Everything handed out so far is void. */
	reset(): void {
		this.behindSince = null
		this.freshness.void()
		this.extent = null
		this.window = null
		this.history = { upto: 0, asOf: 0 }
		this.newest = 0
		this.request?.abort.abort(new Cancelled())
	}

	/** Asks nothing more until `start`. */
	suspend(): void {
		this.isSuspended = true
		this.cancelPlanned()
	}

	stop(): void {
		this.isStopped = true
		this.freshness.void()
		this.cancelPlanned()
		this.request?.abort.abort(new Cancelled())
	}

	private cancelPlanned(): void {
		this.cancelSoon?.()
		this.cancelSoon = null
	}

	private async run(): Promise<void> {
		if (this.isRunning) return
		this.isRunning = true
		try {
			for (let job = this.nextJob(); job; job = this.nextJob()) {
				try {
					await job()
				} catch (error) {
					if (error instanceof Cancelled) continue
					// What was wanted stays wanted until we are told to go on.
					this.isSuspended = true
					const failure = error instanceof RemoteFailure ? error : new RemoteFailure('network', String(error))
					if (failure.kind === 'timed_out' || failure.kind === 'server') this.pageSize.shrink()
					this.events.onFailure(failure)
				}
			}
		} finally {
			this.isRunning = false
		}
	}

	private nextJob(): (() => Promise<void>) | null {
		if (this.isStopped || this.isSuspended) return null
		const { extent } = this
		if (!extent || this.window || this.needsWindow(extent)) return () => this.readWindow()
		if (this.isWanted) return () => this.readChanges(extent)
		return this.history.upto >= extent.floor ? null : () => this.readHistory(extent)
	}

	private needsWindow({ floor, window }: Extent): boolean {
		if (this.history.upto >= floor) return false
		return !holdsMonths(this.unconfirmed?.months ?? window, this.ports.months())
	}

	private async readWindow(): Promise<void> {
		this.window ??= { months: this.ports.months(), after: 0, asOf: null }
		const job = this.window
		const [startedAt, before] = [this.ports.clock.now(), this.freshness.now()]
		const answer = await this.ask({ after: job.after, maxRows: this.pageSize.rows(), months: job.months })
		if (this.freshness.isVoid(before)) return
		// A row that left these months between two pages is in none of them, but in the changes since the first page.
		job.asOf ??= answer.head
		this.learnHead(answer, before)
		this.handOut(answer.rows, 'snapshot')
		if (answer.upto < job.asOf && answer.upto > job.after) {
			job.after = answer.upto
			return this.events.onAnswer(answer, null)
		}
		this.window = null
		this.extent ??= { applied: job.asOf, floor: job.asOf, filled: 0, window: null }
		this.unconfirmed = { months: job.months, asOf: answer.head }
		const isConfirmed = !this.freshness.isOutdated(before) && this.isUpToDate()
		this.settle(answer, isConfirmed ? startedAt : null)
	}

	private async readChanges(current: Extent): Promise<void> {
		const [startedAt, before] = [this.ports.clock.now(), this.freshness.now()]
		const wasPaused = this.events.isPaused()
		const answer = await this.ask({
			after: current.applied,
			maxRows: wasPaused ? 0 : this.pageSize.rows(),
			months: null,
		})
		if (this.freshness.isVoid(before)) return
		if (answer.head < current.applied) return this.askAgainOnce()
		this.behindSince = null
		this.learnHead(answer, before)
		// Paused meanwhile: the answer is dropped, and asked for again on resuming.
		const isPaused = wasPaused || this.events.isPaused()
		if (!isPaused) {
			this.handOut(answer.rows, 'catch_up')
			this.setExtent((extent) => withApplied(extent, answer.upto))
			this.claim()
			if (answer.upto < answer.head && answer.upto <= current.applied) throw new RemoteFailure('malformed')
		}
		const isOutdated = this.freshness.isOutdated(before)
		const isConfirmed = !isOutdated && this.isUpToDate()
		if (!isConfirmed && !isOutdated && (isPaused || answer.upto >= answer.head)) {
			// Only a broadcast newer than the answer is left. It gets its moment, like any gap.
			this.isWanted = false
			if (!isPaused) this.startSoon()
		}
		this.settle(answer, isConfirmed ? startedAt : null)
	}

	private async readHistory(current: Extent): Promise<void> {
		const before = this.freshness.now()
		const after = this.history.upto
		const answer = await this.ask({ after, maxRows: this.pageSize.rows(), months: null })
		if (this.freshness.isVoid(before)) return
		if (answer.head < current.applied) return this.askAgainOnce()
		if (answer.upto <= after) throw new RemoteFailure('malformed')
		this.handOut(rowsUpTo(answer.rows, current.floor), 'history')
		this.history = {
			upto: Math.min(answer.upto, current.floor),
			asOf: Math.max(this.history.asOf, answer.head),
		}
		// Probably a broadcast is on its way. If it does not come, we ask.
		if (answer.head > (this.extent?.applied ?? 0)) this.startSoon()
		this.settle(answer, null)
	}

	/**
	 * The server's counter lies behind ours. A broadcast can arrive before its row is visible to a reader, more so with a
	 * replica: only an answer that still says so a moment later means another database.
	 */
	private askAgainOnce(): void {
		const { clock } = this.ports
		this.behindSince ??= clock.now()
		const left = this.behindSince + timing.behind - clock.now()
		if (left > 0) {
			this.cancelPlanned()
			this.isSuspended = true
			this.cancelSoon = clock.after(left, () => this.start())
		} else {
			this.behindSince = null
			this.events.onOtherDatabase()
		}
	}

	/** One request: with a time-out, checked, and cancelled when nobody wants its answer any more. */
	private async ask(what: Omit<ChangesRequest, 'signal'>): Promise<LedgerChanges> {
		const { remote, clock, work, yieldToBrowser } = this.ports
		const abort = new AbortController()
		const { signal } = abort
		this.request = { abort, startedAt: clock.now() }
		let isLate = false
		const cancelTimeout = clock.after(timing.request, () => {
			isLate = true
			abort.abort()
		})
		try {
			const raw = await rejectOnAbort(remote.changes({ ...what, signal }), signal)
			const start = work()
			const answer = parseChanges(raw, what.after)
			if (!answer) throw new RemoteFailure('malformed')
			this.parsingMs = work() - start
			// Reading the answer and handing it out are two tasks, so that neither holds the page for long.
			if (answer.rows.id.length > LARGE) await yieldToBrowser()
			return answer
		} catch (error) {
			if (isLate) throw new RemoteFailure('timed_out')
			throw signal.reason instanceof Cancelled ? signal.reason : error
		} finally {
			cancelTimeout()
			this.request = null
		}
	}

	private learnHead(answer: LedgerChanges, before: Moment): void {
		// An answer to a question asked after the last broadcast knows better than any broadcast: those are not trusted.
		this.newest = this.freshness.isHeadNewer(before) ? Math.max(this.newest, answer.head) : answer.head
	}

	/** Hands rows out and learns what a page of them costs here. */
	private handOut(columns: TransactionColumns, origin: ReadOrigin): void {
		if (columns.id.length === 0) return
		const start = this.ports.work()
		this.events.onRows(columns, origin)
		this.pageSize.learn(columns.id.length, this.ports.work() - start + this.parsingMs)
	}

	private setExtent(change: (extent: Extent) => Extent): void {
		if (this.extent) this.extent = change(this.extent)
	}

	/** Turns what was read into what may be claimed. */
	private claim(): void {
		const { unconfirmed, history } = this
		this.setExtent((extent) => {
			const isWindowIn = unconfirmed !== null && extent.applied >= unconfirmed.asOf
			if (isWindowIn) this.unconfirmed = null
			const claimed = isWindowIn ? { ...extent, window: unconfirmed.months } : extent
			return claimed.applied >= history.asOf ? withFilled(claimed, history.upto) : claimed
		})
	}

	private settle(answer: LedgerChanges, confirmedAt: number | null): void {
		this.claim()
		if (confirmedAt !== null) this.isWanted = false
		this.events.onAnswer(answer, confirmedAt)
	}
}

/** A request that we ourselves do not want any more. */
class Cancelled extends Error {}

/** The rows up to revision `limit`; columns are in the order of revisions. */
function rowsUpTo(columns: TransactionColumns, limit: number): TransactionColumns {
	const cut = columns.revision.findIndex((revision) => revision > limit)
	if (cut === -1) return columns
	return sliceColumns(columns, 0, cut)
}

import type { LedgerChanges, TransactionColumns } from '../ledger/types'
import { covers, type Extent, withApplied, withFilled } from './extent'
import { orAborted } from './or-aborted'
import { makePageSize } from './page-size'
import { type Clock, type Months, type Remote, RemoteFailure } from './ports'
import { timing } from './timing'
import type { BatchOrigin } from './types'
import { COLUMN_NAMES, emptyColumns, parseChanges } from './wire'

export interface ReaderEvents {
	onRows(columns: TransactionColumns, origin: BatchOrigin): void
	/** A page is in; `confirmedAt`: the time at which nothing was missing, null while more is known to be. */
	onAnswer(answer: LedgerChanges, confirmedAt: number | null): void
	onFailure(failure: RemoteFailure): void
	/** The server's counter is behind ours: it is another ledger under the same name. */
	onForeign(): void
	paused(): boolean
	/** For measuring our own work, milliseconds. */
	now(): number
	/** Lets the page do something else. */
	breathe(): Promise<void>
}

/** Rows of an answer from which on it is worth a task of its own. */
const LARGE = 300

/**
 * Reads what is missing, one request at a time, the most urgent first: the months on show, then what changed since,
 * then history. Owns the extent. Rows go out by `onRows`; they may repeat, never go back in what they claim.
 */
export function makeReader(remote: Remote, clock: Clock, months: () => Months, events: ReaderEvents) {
	const size = makePageSize()
	let extent: Extent | null = null
	let head = 0
	/** Grows with everything that makes earlier answers too old to rely on. */
	let doubts = 0
	/** Grows with each broadcast that moved `head`. */
	let hints = 0
	let wanted = true
	let window: { months: Months; after: number; asOf: number | null; pages: number } | null = null
	/**
	 * What was read may only be claimed once `applied` reaches the counter that the last page saw: a row that changed
	 * between two pages may be in neither, but is in the changes up to there.
	 */
	let promised: { months: Months; asOf: number } | null = null
	let history = { upto: 0, asOf: 0 }
	let running = false
	let stopped = false
	let halted = false
	let request: { abort: AbortController; startedAt: number } | null = null
	let cancelSoon: (() => void) | null = null
	/** What checking the last answer cost. */
	let parsing = 0
	/** Grows when everything read before became void, and when nobody wants an answer any more. */
	let era = 0

	async function ask(after: number, maxRows: number, within: Months | null): Promise<LedgerChanges> {
		const abort = new AbortController()
		request = { abort, startedAt: clock.now() }
		let late = false
		const cancelTimeout = clock.after(timing.request, () => {
			late = true
			abort.abort()
		})
		try {
			const raw = await orAborted(
				remote.changes({ after, maxRows, months: within, signal: abort.signal }),
				abort.signal,
			)
			const start = events.now()
			const answer = parseChanges(raw, after)
			if (!answer) throw new RemoteFailure('malformed')
			parsing = events.now() - start
			// Reading the answer and handing it out are two tasks, so that neither holds the page for long.
			if (answer.rows.id.length > LARGE) await events.breathe()
			return answer
		} catch (error) {
			if (late) throw new RemoteFailure('timed_out')
			throw abort.signal.reason instanceof Abandoned ? abort.signal.reason : error
		} finally {
			cancelTimeout()
			request = null
		}
	}

	function learnHead(answer: LedgerChanges, hintsBefore: number) {
		// An answer to a question asked after the last hint knows better than any hint: hints are not trusted.
		head = hints === hintsBefore ? answer.head : Math.max(head, answer.head)
	}

	/** Hands rows out and learns what a page of them costs here. */
	function hand(columns: TransactionColumns, origin: BatchOrigin) {
		if (columns.id.length === 0) return
		const start = events.now()
		events.onRows(columns, origin)
		size.learn(columns.id.length, events.now() - start + parsing)
	}

	async function readWindow(): Promise<void> {
		const job = window ?? { months: months(), after: 0, asOf: null, pages: 0 }
		window = job
		const [startedAt, doubtsBefore, hintsBefore, eraBefore] = [clock.now(), doubts, hints, era]
		const answer = await ask(job.after, size.rows(), job.months)
		if (era !== eraBefore) return
		// Later pages must not move this: a row that left these months meanwhile is in none of them, but in the
		// changes since the first page.
		job.asOf ??= answer.head
		job.pages += 1
		learnHead(answer, hintsBefore)
		hand(answer.rows, 'snapshot')
		if (answer.upto < job.asOf && answer.upto > job.after) {
			job.after = answer.upto
			return events.onAnswer(answer, null)
		}
		window = null
		extent ??= { applied: job.asOf, floor: job.asOf, filled: 0, window: null }
		promised = { months: job.months, asOf: answer.head }
		const confirmed = doubts === doubtsBefore && job.pages === 1 && extent.applied >= head
		settle(answer, confirmed ? startedAt : null)
	}

	async function readChanges(current: Extent): Promise<void> {
		const [startedAt, doubtsBefore, hintsBefore, eraBefore] = [clock.now(), doubts, hints, era]
		const paused = events.paused()
		const answer = await ask(current.applied, paused ? 0 : size.rows(), null)
		if (era !== eraBefore || !extent) return
		if (answer.head < current.applied) return events.onForeign()
		learnHead(answer, hintsBefore)
		// Paused meanwhile: the answer is dropped, and asked for again on resuming.
		const held = paused || events.paused()
		if (!held) {
			hand(answer.rows, 'catch_up')
			extent = withApplied(extent, answer.upto)
			claim()
			if (answer.upto < answer.head && answer.upto <= current.applied) throw new RemoteFailure('malformed')
		}
		const confirmed = doubts === doubtsBefore && extent.applied >= head
		if (!confirmed && (held || answer.upto >= answer.head) && doubts === doubtsBefore) {
			// Only a hint newer than the answer is left: it has its moment like any gap.
			wanted = false
			if (!held) checkSoon()
		}
		settle(answer, confirmed ? startedAt : null)
	}

	async function readHistory(current: Extent): Promise<void> {
		const eraBefore = era
		const after = history.upto
		const answer = await ask(after, size.rows(), null)
		if (era !== eraBefore || !extent) return
		if (answer.head < current.applied) return events.onForeign()
		if (answer.upto <= after) throw new RemoteFailure('malformed')
		hand(upTo(answer.rows, current.floor), 'history')
		history = { upto: Math.min(answer.upto, current.floor), asOf: Math.max(history.asOf, answer.head) }
		// Probably a broadcast on its way; if it does not come, ask.
		if (answer.head > extent.applied) checkSoon()
		settle(answer, null)
	}

	/** Turns what was read into what may be claimed. */
	function claim() {
		if (!extent) return
		if (promised && extent.applied >= promised.asOf) {
			extent = { ...extent, window: promised.months }
			promised = null
		}
		if (extent.applied >= history.asOf) extent = withFilled(extent, history.upto)
	}

	function settle(answer: LedgerChanges, confirmedAt: number | null) {
		claim()
		if (confirmedAt !== null) wanted = false
		events.onAnswer(answer, confirmedAt)
	}

	function nextJob(): (() => Promise<void>) | null {
		if (stopped || halted) return null
		if (window || needsWindow()) return readWindow
		const current = extent
		if (!current) return null
		if (wanted) return () => readChanges(current)
		return history.upto >= current.floor ? null : () => readHistory(current)
	}

	function needsWindow(): boolean {
		if (!extent) return true
		if (history.upto >= extent.floor) return false
		const covered = promised?.months ?? extent.window
		return !covers(covered, months())
	}

	async function run(): Promise<void> {
		if (running) return
		running = true
		try {
			for (let job = nextJob(); job; job = nextJob()) {
				try {
					await job()
				} catch (error) {
					if (stopped) return
					if (error instanceof Abandoned) continue
					// Waits until told to go on; what was wanted stays wanted.
					halted = true
					const failure = error instanceof RemoteFailure ? error : new RemoteFailure('network', String(error))
					if (failure.kind === 'timed_out' || failure.kind === 'server') size.shrink()
					events.onFailure(failure)
				}
			}
		} finally {
			running = false
		}
	}

	function check() {
		cancelSoon?.()
		cancelSoon = null
		wanted = true
		halted = false
		void run()
	}

	function checkSoon() {
		// After a failure the retry decides; while it runs, what is wanted is read anyway.
		if (cancelSoon || halted || (running && wanted)) return
		const [least, most] = timing.gap
		cancelSoon = clock.after(least + clock.random() * (most - least), check)
	}

	return {
		extent: () => extent,
		/** Share of history read, 0 to 1. */
		progress: () => (!extent ? 0 : extent.floor === 0 ? 1 : history.upto / extent.floor),
		head: () => Math.max(head, extent?.applied ?? 0),
		/** Is everything that is known of in? */
		level: () => extent !== null && extent.applied >= head,
		/** What the device remembered. */
		restore(remembered: Extent, headThen: number) {
			extent = remembered
			head = Math.max(head, headThen, remembered.applied)
			history = { upto: remembered.filled, asOf: 0 }
			wanted = true
		},
		/** Starts, or goes on after a failure, asking what changed. */
		check,
		checkSoon,
		/** Answers to requests that are under way do not settle anything any more: something happened since. */
		doubt() {
			doubts += 1
			wanted = true
		},
		/** A broadcast spoke of revision `to`. */
		hint(to: number) {
			hints += 1
			head = Math.max(head, to)
		},
		/** Live rows up to `to` were handed out. */
		advance(to: number) {
			if (extent) extent = withApplied(extent, to)
			claim()
			if (cancelSoon && extent && extent.applied >= head) {
				cancelSoon()
				cancelSoon = null
			}
		},
		/** Gives up a request that may have died while the page slept. */
		abandon() {
			if (request && clock.now() - request.startedAt > timing.stale) request.abort.abort(new Abandoned())
		},
		/** Everything handed out so far is void. */
		reset() {
			era += 1
			extent = null
			window = null
			promised = null
			history = { upto: 0, asOf: 0 }
			head = 0
			request?.abort.abort(new Abandoned())
		},
		/** Asks nothing more until told to check. */
		halt() {
			halted = true
			cancelSoon?.()
			cancelSoon = null
		},
		stop() {
			stopped = true
			era += 1
			cancelSoon?.()
			request?.abort.abort(new Abandoned())
		},
	}
}

/** A request that we ourselves do not want any more. */
class Abandoned extends Error {}

/** The rows up to revision `limit`; columns are in the order of revisions. */
function upTo(columns: TransactionColumns, limit: number): TransactionColumns {
	const cut = columns.revision.findIndex((revision) => revision > limit)
	if (cut === -1) return columns
	const kept = emptyColumns() as unknown as Record<string, unknown[]>
	for (const name of COLUMN_NAMES) kept[name] = columns[name].slice(0, cut)
	return kept as unknown as TransactionColumns
}

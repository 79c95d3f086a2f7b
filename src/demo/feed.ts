import { type FeedEvents, type FeedState, type LedgerFeed, STARTING } from '../feed/types'
import { addMonths } from '../ledger/month'
import type { LedgerSettings, Months } from '../ledger/types'
import type { DemoLedger, Hint } from './demo-ledger'

/** Rows per batch of history, so that a slow phone paints between them; they come no sooner than over a fast network. */
const BATCH = 300
const BATCH_MS = 30
/** How often the data's age starts anew when nothing happens, as the real feed's head check does. */
const CHECK_MS = 10_000

/**
 * The feed of a ledger in memory: the months to be right first, then history in batches, then what happens live. Speaks to
 * the page exactly as the real feed does.
 */
export function openDemoFeed(
	ledger: DemoLedger,
	events: FeedEvents,
	months: Months = currentMonths(ledger),
): LedgerFeed {
	let state: FeedState = { ...STARTING, head: ledger.head() }
	let paused = false
	let stopped = false
	let historyAfter = 0
	let timer: ReturnType<typeof setTimeout> | undefined
	let heartbeat: ReturnType<typeof setInterval> | undefined
	let unlisten = () => {}

	function set(change: Partial<FeedState>): void {
		state = { ...state, ...change, head: ledger.head() }
		events.onState(state)
	}

	function start(): void {
		if (stopped) return
		events.onSettings(copyDirectory(ledger.directory))
		const answer = ledger.changes(0, Number.MAX_SAFE_INTEGER, months)
		events.onRows(answer.rows, 'snapshot')
		// Counting the rows and showing the figures are two tasks, so that neither holds the page for long.
		timer = setTimeout(() => standing(answer.head))
	}

	function standing(applied: number): void {
		unlisten = ledger.listen(onHint)
		const coverage = { months, complete: false, progress: 0 }
		set({ applied, coverage, ...(!paused && { status: 'live', cause: 'none', confirmedAt: Date.now() }) })
		// What was said between the two.
		if (!paused && ledger.head() > applied) take('live')
		heartbeat = setInterval(() => !paused && set({ confirmedAt: Date.now() }), CHECK_MS)
		timer = setTimeout(history, BATCH_MS)
	}

	function history(): void {
		const end = state.applied
		const answer = ledger.changes(historyAfter, BATCH)
		events.onRows(answer.rows, 'history')
		historyAfter = answer.upto
		const complete = historyAfter >= end
		set({ coverage: { months, complete, progress: complete ? 1 : historyAfter / end } })
		if (!complete) timer = setTimeout(history, BATCH_MS)
	}

	function onHint(hint: Hint): void {
		if (hint.event === 'deleted') {
			events.onReset()
			set({ status: 'refused', cause: 'not_a_member' })
			self.stop()
		} else if (hint.event === 'inbox') events.onInbox()
		else if (hint.event === 'settings') events.onSettings(copyDirectory(ledger.directory))
		else if (!paused) take('live')
	}

	function take(origin: 'live' | 'catch_up'): void {
		const answer = ledger.changes(state.applied, Number.MAX_SAFE_INTEGER)
		if (answer.rows.id.length > 0) events.onRows(answer.rows, origin)
		set({ status: 'live', cause: 'none', applied: answer.head, confirmedAt: Date.now() })
	}

	const self: LedgerFeed = {
		state: () => state,
		// Nothing happens here that the agent's own log does not tell.
		log: () => [],
		check: () => {
			if (!paused && !stopped) take('catch_up')
		},
		setPaused(next) {
			if (next === paused || stopped) return
			paused = next
			if (paused) set({ status: 'polling', cause: 'paused_by_reader' })
			else take('catch_up')
		},
		stop() {
			stopped = true
			clearTimeout(timer)
			clearInterval(heartbeat)
			unlisten()
		},
	}
	events.onState(state)
	timer = setTimeout(start)
	return self
}

/** The bill months of today and of the month before, with what is already committed after them. */
function currentMonths(ledger: DemoLedger): Months {
	const today = ledger.calendar().dayAt(Date.now()).slice(0, 7)
	return { from: addMonths(today, -1), to: addMonths(today, 12) }
}

/** What the page holds must not change under it. */
function copyDirectory(directory: LedgerSettings): LedgerSettings {
	return structuredClone(directory)
}

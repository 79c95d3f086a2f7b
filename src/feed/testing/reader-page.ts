import { COLUMN_NAMES, isTyped, rowsOfColumns, toPlainColumns } from '../../ledger/columns'
import { fallsIn } from '../../ledger/revised-rows'
import type { Months, TransactionColumns } from '../../ledger/types'
import { LiveFeed } from '../feed'
import type { FeedCache } from '../ports'
import type { BatchOrigin, FeedState } from '../types'
import type { Version } from './fake-ledger'
import type { FakeWorld } from './fake-world'
import { type FakeDevice, makeMemoryCache } from './memory-cache'

export const MONTHS: Months = { from: '2026-10', to: '2037-03' }

/** What the oracle found wrong, in a sentence. */
export class Wrong extends Error {
	override name = 'Wrong'
}

/**
 * A page that reads a feed the way the real one does, and an oracle beside it: after every state that the feed reports
 * it compares the rows with what the database held at that revision.
 */
export function openReaderPage(
	world: FakeWorld,
	device: FakeDevice,
	months: () => Months = () => MONTHS,
	cache: FeedCache = makeMemoryCache(device),
	yieldToBrowser: () => Promise<void> = async () => {},
) {
	let rows = new Map<string, Version>()
	let lastApplied = 0
	const wrongs: unknown[] = []
	const seen = {
		states: [] as FeedState[],
		inbox: 0,
		settings: 0,
		resets: 0,
		batches: 0,
		rows: 0,
		/** Calls after `stop`; there must be none. */
		afterStop: 0,
	}
	let isStopped = false
	const origins = new Map<string, number>()

	function take(columns: TransactionColumns, origin: BatchOrigin) {
		countLate()
		seen.batches += 1
		seen.rows += columns.id.length
		origins.set(origin, (origins.get(origin) ?? 0) + columns.id.length)
		for (const row of rowsOfColumns(columns)) {
			const held = rows.get(row.id)
			if (!held || row.revision > held.revision) rows.set(row.id, row)
		}
	}

	const feed = new LiveFeed(
		{
			remote: world.remote,
			channel: world.channel,
			session: world.session,
			environment: world.environment,
			cache,
			clock: world.pageClock,
			months,
			work: () => 0,
			yieldToBrowser,
		},
		{
			onRows: (columns, origin) => take(isTyped(columns) ? toPlainColumns(columns) : columns, origin),
			onState(state) {
				countLate()
				seen.states.push(state)
				try {
					judgeState(state)
				} catch (error) {
					wrongs.push(error)
				}
			},
			onSettings() {
				countLate()
				seen.settings += 1
			},
			onInbox() {
				countLate()
				seen.inbox += 1
			},
			onReset() {
				countLate()
				seen.resets += 1
				rows = new Map()
				lastApplied = 0
			},
		},
	)

	void feed.start()

	function countLate() {
		if (isStopped) seen.afterStop += 1
	}

	function judgeState(state: FeedState): void {
		const { applied, coverage, status, confirmedAt } = state
		if (status === 'live' && !world.hasChannel())
			throw new Wrong('live without a channel that brings anything')
		if (applied < lastApplied) throw new Wrong(`applied went back from ${lastApplied} to ${applied}`)
		lastApplied = applied
		const ledger = world.ledger()
		// A rebuilt database is another story until the feed has noticed it.
		if (applied > ledger.head() || isForeign()) return
		const truth = ledger.asOf(applied)
		if ((coverage.progress === 1) !== coverage.complete)
			throw new Wrong(`progress ${coverage.progress} with complete ${coverage.complete}`)
		// In the middle of a catch-up rows of several moments are in; the state says so by a head it has not reached.
		const level = applied === state.head
		if (status === 'live' && !level) throw new Wrong(`live at ${applied}, knowing of ${state.head}`)
		if (!level) return
		if (coverage.complete) compare(rows, truth, `complete at ${applied} (${status})`)
		if (coverage.months) {
			const covered = coverage.months
			const within = (all: Map<string, Version>) =>
				new Map([...all].filter(([, row]) => fallsIn(row, covered)))
			compare(within(rows), within(truth), `months at ${applied} (${status})`)
		}
		if (confirmedAt !== null && ledger.headAt(confirmedAt - 1) > applied)
			throw new Wrong(`confirmed at ${confirmedAt}, but revision ${ledger.headAt(confirmedAt - 1)} was there`)
		if (status === 'live') {
			if (confirmedAt === null || state.fromCache) throw new Wrong('live without a word of the server')
		}
	}

	/** Rows of a database that is no more. */
	function isForeign(): boolean {
		const [first] = world.ledger().ids()
		const [held] = rows.keys()
		return first !== undefined && held !== undefined && first.slice(-12) !== held.slice(-12)
	}

	return {
		seen,
		origins,
		rows: () => rows,
		state: () => feed.state(),
		feed,
		/** Stops the feed; whatever it still says afterwards is counted in `seen.afterStop`. */
		stop(): void {
			isStopped = true
			feed.stop()
		},
		/** No state so far claimed what was not so. */
		expectNeverWrong(): void {
			if (wrongs.length > 0) throw wrongs[0]
			if (seen.afterStop > 0) throw new Wrong(`${seen.afterStop} calls after stop`)
		},
		/** Everything as a full refetch would have it. */
		expectEqual(): void {
			this.expectNeverWrong()
			const state = feed.state()
			compare(rows, world.ledger().asOf(world.ledger().head()), `at rest (${state.status})`)
			if (!state.coverage.complete) throw new Wrong('history never became complete')
		},
	}
}

export type ReaderPage = ReturnType<typeof openReaderPage>

function compare(held: Map<string, Version>, truth: Map<string, Version>, when: string): void {
	if (held.size !== truth.size)
		throw new Wrong(`${when}: ${held.size} rows held, ${truth.size} in the database`)
	for (const [id, row] of truth) {
		const mine = held.get(id)
		if (!mine) throw new Wrong(`${when}: ${id} is missing`)
		for (const name of COLUMN_NAMES)
			if (mine[name] !== row[name])
				throw new Wrong(`${when}: ${id}.${name} is ${String(mine[name])}, should be ${String(row[name])}`)
	}
}

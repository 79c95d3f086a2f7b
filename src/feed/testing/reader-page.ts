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
class Wrong extends Error {
	override name = 'Wrong'
}

/**
 * A page that reads a feed the way the real one does, and an oracle beside it: after every state that the feed reports
 * it compares the rows with what the database held at that revision.
 */
export class ReaderPage {
	readonly feed: LiveFeed
	readonly seen = {
		states: [] as FeedState[],
		inbox: 0,
		settings: 0,
		resets: 0,
		batches: 0,
		rows: 0,
		/** Calls after `stop`; there must be none. */
		afterStop: 0,
	}
	readonly origins = new Map<string, number>()
	private held = new Map<string, Version>()
	/** Which row of the database a held one was last found equal to: neither ever changes. */
	private readonly equals = new WeakMap<Version, Version>()
	private lastApplied = 0
	private isStopped = false
	private readonly wrongs: unknown[] = []

	constructor(
		private readonly world: FakeWorld,
		device: FakeDevice,
		months: () => Months = () => MONTHS,
		cache: FeedCache = makeMemoryCache(device),
		yieldToBrowser: () => Promise<void> = async () => {},
	) {
		const { remote, channel, session, environment, pageClock: clock } = world
		const ports = { remote, channel, session, environment, clock, cache, months, yieldToBrowser }
		this.feed = new LiveFeed(
			{ ...ports, work: () => 0 },
			{
				onRows: (columns, origin) => this.take(isTyped(columns) ? toPlainColumns(columns) : columns, origin),
				onState: (state) => this.onState(state),
				onSettings: () => this.count('settings'),
				onInbox: () => this.count('inbox'),
				onReset: () => {
					this.count('resets')
					this.held = new Map()
					this.lastApplied = 0
				},
			},
		)
		void this.feed.start()
	}

	rows(): ReadonlyMap<string, Version> {
		return this.held
	}

	state(): FeedState {
		return this.feed.state()
	}

	/** Stops the feed; whatever it still says afterwards is counted in `seen.afterStop`. */
	stop(): void {
		this.isStopped = true
		this.feed.stop()
	}

	/** No state so far claimed what was not so. */
	expectNeverWrong(): void {
		if (this.wrongs.length > 0) throw this.wrongs[0]
		if (this.seen.afterStop > 0) throw new Wrong(`${this.seen.afterStop} calls after stop`)
	}

	/** Everything as a full refetch would have it. */
	expectEqual(): void {
		this.expectNeverWrong()
		const state = this.feed.state()
		const ledger = this.world.ledger()
		this.compare(this.held, ledger.asOf(ledger.head()), `at rest (${state.status})`)
		if (!state.coverage.complete) throw new Wrong('history never became complete')
	}

	private count(what: 'inbox' | 'settings' | 'resets' | 'batches'): void {
		if (this.isStopped) this.seen.afterStop += 1
		this.seen[what] += 1
	}

	private take(columns: TransactionColumns, origin: BatchOrigin): void {
		this.count('batches')
		this.seen.rows += columns.id.length
		this.origins.set(origin, (this.origins.get(origin) ?? 0) + columns.id.length)
		for (const row of rowsOfColumns(columns)) {
			const held = this.held.get(row.id)
			if (!held || row.revision > held.revision) this.held.set(row.id, row)
		}
	}

	private onState(state: FeedState): void {
		if (this.isStopped) this.seen.afterStop += 1
		this.seen.states.push(state)
		try {
			this.check(state)
		} catch (error) {
			this.wrongs.push(error)
		}
	}

	private check(state: FeedState): void {
		const { applied, coverage, status, confirmedAt } = state
		if (status === 'live' && !this.world.hasChannel())
			throw new Wrong('live without a channel that brings anything')
		if (applied < this.lastApplied)
			throw new Wrong(`applied went back from ${this.lastApplied} to ${applied}`)
		this.lastApplied = applied
		const ledger = this.world.ledger()
		// A rebuilt database is another story until the feed has noticed it.
		if (applied > ledger.head() || this.isForeign()) return
		const truth = ledger.asOf(applied)
		if ((coverage.progress === 1) !== coverage.complete)
			throw new Wrong(`progress ${coverage.progress} with complete ${coverage.complete}`)
		// In the middle of a catch-up rows of several moments are in; the state says so by a head it has not reached.
		const isLevel = applied === state.head
		if (status === 'live' && !isLevel) throw new Wrong(`live at ${applied}, knowing of ${state.head}`)
		if (!isLevel) return
		if (coverage.complete) this.compare(this.held, truth, `complete at ${applied} (${status})`)
		else if (coverage.months) {
			const covered = coverage.months
			const within = (all: Map<string, Version>) =>
				new Map([...all].filter(([, row]) => fallsIn(row, covered)))
			this.compare(within(this.held), within(truth), `months at ${applied} (${status})`)
		}
		if (confirmedAt !== null && ledger.headAt(confirmedAt - 1) > applied)
			throw new Wrong(`confirmed at ${confirmedAt}, but revision ${ledger.headAt(confirmedAt - 1)} was there`)
		if (status === 'live' && (confirmedAt === null || state.fromCache))
			throw new Wrong('live without a word of the server')
	}

	/** Are the rows of a database that is no more? */
	private isForeign(): boolean {
		const [first] = this.world.ledger().ids()
		const [held] = this.held.keys()
		return first !== undefined && held !== undefined && first.slice(-12) !== held.slice(-12)
	}

	private compare(held: Map<string, Version>, truth: Map<string, Version>, when: string): void {
		if (held.size !== truth.size)
			throw new Wrong(`${when}: ${held.size} rows held, ${truth.size} in the database`)
		for (const [id, row] of truth) {
			const mine = held.get(id)
			if (!mine) throw new Wrong(`${when}: ${id} is missing`)
			if (this.equals.get(mine) === row) continue
			for (const name of COLUMN_NAMES)
				if (mine[name] !== row[name])
					throw new Wrong(`${when}: ${id}.${name} is ${String(mine[name])}, should be ${String(row[name])}`)
			this.equals.set(mine, row)
		}
	}
}

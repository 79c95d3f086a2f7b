import type { LedgerChanges, LedgerSettings, Months, TransactionColumns } from '../ledger/types'
import { classify, PendingBroadcasts } from './broadcasts'
import { yieldToBrowser } from './browser'
import { CatchUp } from './catch-up'
import { ChannelKeeper } from './channel'
import {
	type Facts,
	type FeedAction,
	type FeedEvent,
	initialFacts,
	outdatesRequests,
	statusOf,
	transition,
} from './connection'
import { CopyReader } from './device-cache/copy-reader'
import { CacheWriter } from './device-cache/writer'
import { isolated } from './isolated'
import { FeedLog } from './log'
import { NextCheck } from './next-check'
import type {
	CacheHeader,
	Channel,
	Clock,
	Environment,
	EnvironmentEvent,
	FeedCache,
	Remote,
	RemoteFailure,
	SessionSource,
} from './ports'
import { StatePublisher } from './publisher'
import { SettingsReader } from './settings'
import { timing } from './timing'
import type { FeedEvents, FeedState, LedgerFeed, LoggedEvent } from './types'
import { parseChangesHint, parseRevisionHint } from './wire'

export interface FeedPorts {
	remote: Remote
	channel: Channel
	session: SessionSource
	environment: Environment
	cache: FeedCache
	clock: Clock
	/** The bill months to be right first; asked again whenever it matters, since months turn. */
	months(): Months
	/** For measuring our own work, milliseconds. */
	work?(): number
	/** Lets the page do something else between two pieces of work. */
	yieldToBrowser?(): Promise<void>
}

const SESSION_EVENTS = {
	ended: 'signed_out',
	lost: 'session_lost',
	refreshed: 'token_refreshed',
} as const

/** A feed on the given ports. See docs/FEED.md for its guarantees. */
export class LiveFeed implements LedgerFeed {
	private readonly events: FeedEvents
	private readonly catchUp: CatchUp
	private readonly settingsReader: SettingsReader
	private readonly channel: ChannelKeeper
	private readonly copy: CopyReader
	private readonly writer: CacheWriter
	private readonly nextCheck: NextCheck
	private readonly pending = new PendingBroadcasts(64)
	private readonly history: FeedLog
	private readonly leave: (() => void)[]
	private facts: Facts
	private confirmedAt: number | null = null
	/** Tells the database that answers from another one; null until the settings were read. */
	private database: string | null = null
	private settings: LedgerSettings | null = null
	private inboxRevision = -1
	/** Long ago: it is not hidden. */
	private hiddenSince = Number.NEGATIVE_INFINITY
	/** The device's copy has been read or given up: from now on the server is asked. */
	private isStarted = false
	private isStopped = false
	private readonly publisher: StatePublisher

	/** What each action of the table in connection.ts does, in the table's order. */
	private readonly run: Record<FeedAction, () => void> = {
		check: () => this.mayAsk() && this.catchUp.start(),
		check_soon: () => this.mayAsk() && this.catchUp.startSoon(),
		retry: () => this.nextCheck.scheduleRetry(),
		retry_late: () => this.nextCheck.scheduleLate(),
		join: () => this.channel.join(),
		join_now: () => this.channel.joinNow(),
		rejoin_later: () => this.channel.rejoinLater(),
		rejoin_late: () => this.channel.rejoinLate(),
		move: () => this.channel.move(),
		leave: () => this.channel.leave(),
		renew: () => this.channel.renew(),
		authorise: () => void this.channel.authorise().catch(() => {}),
		cancel_stale: () => this.catchUp.cancelStale(),
		flush: () => void this.writer.flush(),
		forget: () => this.forget(() => this.ports.cache.wipe()),
		forget_user: () => this.forget(() => this.ports.cache.wipeUser()),
		show_nothing: () => this.showNothing(),
	}

	constructor(
		private readonly ports: FeedPorts,
		listeners: FeedEvents,
	) {
		const { remote, session, environment, cache, clock, months } = ports
		const giveWay = ports.yieldToBrowser ?? yieldToBrowser
		this.events = isolated(listeners)
		this.facts = { ...initialFacts, network: environment.online() ? 'up' : 'down' }
		if (!environment.visible()) this.hiddenSince = clock.now()
		this.history = new FeedLog(clock)
		this.catchUp = new CatchUp(
			{ remote, clock, months, work: ports.work ?? (() => performance.now()), yieldToBrowser: giveWay },
			{
				onRows: (columns, origin) => this.handOut(columns, origin),
				onAnswer: (answer, confirmedAt) => this.onAnswer(answer, confirmedAt),
				onFailure: (failure) => this.onFailure(failure),
				onOtherDatabase: () => this.onOtherDatabase(),
				isPaused: () => this.facts.paused,
			},
		)
		this.settingsReader = new SettingsReader(remote, clock, {
			onSettings: (settings, database) => this.onSettings(settings, database),
			onFailure: (kind) => this.dispatch(kind),
			mayAsk: () => this.isWanted(),
		})
		this.channel = new ChannelKeeper(ports.channel, session, clock, {
			onEvent: (event) => this.dispatch(event),
			onBroadcast: (event, payload) => this.onBroadcast(event, payload),
		})
		this.copy = new CopyReader(cache, clock, {
			onRows: (columns) => this.events.onRows(columns, 'cache'),
			isWanted: () => this.isWanted(),
			yieldToBrowser: giveWay,
		})
		this.writer = new CacheWriter(cache, clock, () => this.header())
		this.nextCheck = new NextCheck(clock, environment, () => this.ask())
		this.publisher = new StatePublisher(
			{ facts: () => this.facts, catchUp: this.catchUp, confirmedAt: () => this.confirmedAt },
			(state) => {
				this.history.setState(state)
				this.events.onState(state)
			},
		)
		this.leave = [
			environment.subscribe((event) => this.onEnvironment(event)),
			session.onChange((change) => this.dispatch(SESSION_EVENTS[change])),
		]
	}

	/** Begins: shows the device's copy, then asks the server. Listeners may be called from here on. */
	async start(): Promise<void> {
		this.events.onState(this.state())
		// The channel is joined with the first answer: until then there is nothing that it could keep up to date.
		await this.restore()
		if (this.isStopped) return
		this.isStarted = true
		this.ask()
	}

	state(): FeedState {
		return this.publisher.state()
	}

	check(): void {
		this.nextCheck.allowNow()
		this.dispatch('asked')
	}

	setPaused(isPaused: boolean): void {
		if (isPaused !== this.facts.paused) this.dispatch(isPaused ? 'paused' : 'resumed')
	}

	log(): readonly LoggedEvent[] {
		return this.history.entries()
	}

	stop(): void {
		if (this.isStopped) return
		void this.writer.stop().then(() => this.ports.cache.close())
		this.isStopped = true
		this.catchUp.stop()
		this.channel.leave()
		this.settingsReader.stop()
		this.copy.stop()
		this.nextCheck.cancel()
		for (const leave of this.leave) leave()
	}

	/** The one door through which everything happens: carries out one event of the table. */
	private dispatch(event: FeedEvent): void {
		if (this.isStopped) return
		const { facts, actions } = transition(this.facts, event)
		this.facts = facts
		this.history.add(event, actions)
		if (outdatesRequests(event)) this.catchUp.invalidate()
		if (event === 'subscribed') {
			// Since the settings were read another database may have come to answer. They tell which one it is.
			this.settingsReader.invalidate()
			if (this.isStarted) this.settingsReader.read()
		}
		for (const action of actions) this.run[action]()
		if (event === 'confirmed' || event === 'answered') {
			this.nextCheck.resetWaits()
			if (event === 'confirmed' || this.facts.paused || !this.nextCheck.isScheduled())
				this.nextCheck.scheduleRegular(statusOf(this.facts).status)
		}
		this.publish()
	}

	private publish(): void {
		if (!this.isStopped) this.publisher.publish()
	}

	/** Does anybody still want rows or settings? */
	private isWanted(): boolean {
		return !this.isStopped && this.facts.session === 'in'
	}

	private mayAsk(): boolean {
		return this.isStarted && this.nextCheck.mayAskNow()
	}

	private ask(): void {
		this.catchUp.start()
		this.settingsReader.read()
	}

	private handOut(columns: TransactionColumns, origin: 'snapshot' | 'history' | 'catch_up' | 'live'): void {
		this.writer.add(columns)
		this.events.onRows(columns, origin)
	}

	private onAnswer(answer: LedgerChanges, confirmedAt: number | null): void {
		if (confirmedAt !== null) this.confirmedAt = confirmedAt
		if (answer.inbox_revision !== this.inboxRevision) {
			this.inboxRevision = answer.inbox_revision
			this.events.onInbox()
		}
		this.applyPending()
		void this.writer.flush()
		this.channel.noteEpoch(answer.epoch)
		if (!this.catchUp.isUpToDate()) this.dispatch('behind')
		this.dispatch(confirmedAt === null ? 'answered' : 'confirmed')
		this.followEpoch()
		this.settingsReader.want(answer.settings_revision)
	}

	private onFailure(failure: RemoteFailure): void {
		// Before the event: the wait that it begins must not end sooner.
		if (failure.retryAfter !== null) this.nextCheck.leaveAloneFor(failure.retryAfter)
		this.dispatch(failure.kind)
	}

	private onSettings(settings: LedgerSettings, database: string): void {
		const isOther = this.database !== null && this.database !== database
		this.database = database
		this.settings = settings
		if (isOther) this.startOver()
		this.events.onSettings(settings)
		void this.writer.flush()
	}

	private onBroadcast(event: string, payload: unknown) {
		if (event === 'changes') return this.onChanges(payload)
		if (event === 'inbox') {
			// One that nobody can read is no news: -1 is what is known before anything is.
			const revision = parseRevisionHint(payload, 'inbox_revision') ?? -1
			if (revision <= this.inboxRevision) return
			this.inboxRevision = revision
			return this.events.onInbox()
		}
		if (event === 'epoch') {
			const epoch = parseRevisionHint(payload, 'epoch')
			if (epoch === null) return
			this.channel.noteEpoch(epoch)
			return this.followEpoch()
		}
		if (event !== 'settings') return
		const revision = parseRevisionHint(payload, 'settings_revision')
		if (revision !== null) this.settingsReader.want(revision)
	}

	private followEpoch(): void {
		if (this.channel.isOnOtherTopic()) this.dispatch('channel_moved')
	}

	private onChanges(payload: unknown) {
		const hint = parseChangesHint(payload)
		if (!hint) {
			// Unreadable, but something happened.
			this.catchUp.noteHead(this.catchUp.head() + 1)
			return this.dispatch('gap')
		}
		const extent = this.catchUp.reached()
		if (extent && classify(extent.applied, hint.from, hint.to) === 'known') return
		this.catchUp.noteHead(hint.to)
		if (this.facts.paused) return this.dispatch('behind')
		if (hint.rows) this.pending.add({ ...hint, rows: hint.rows })
		this.applyPending()
		if (!this.catchUp.isUpToDate()) return this.dispatch('gap')
		// Out of order, and in order again before anyone was asked.
		if (this.facts.stale === 'gap') return this.dispatch('gap_closed')
		this.publish()
	}

	/** Hands out the broadcasts that follow exactly; the others wait. */
	private applyPending(): void {
		if (this.facts.paused) return
		for (let extent = this.catchUp.reached(); extent; extent = this.catchUp.reached()) {
			const batch = this.pending.next(extent.applied)
			if (!batch) return
			this.handOut(batch.rows, 'live')
			this.catchUp.setApplied(batch.to)
			this.writer.flushSoon()
		}
	}

	/** What was handed out is void. */
	private reset(): void {
		this.writer.drop()
		this.pending.clear()
		this.catchUp.reset()
		this.confirmedAt = null
		this.inboxRevision = -1
		this.events.onReset()
	}

	private forget(wipe: () => Promise<void>): void {
		this.nextCheck.cancel()
		this.reset()
		this.catchUp.suspend()
		this.forgetSettings()
		void wipe()
	}

	/** Nothing is shown any more; the device keeps what it has, for when the same person is back. */
	private showNothing(): void {
		void this.writer.flush().then(() => this.forget(async () => {}))
	}

	private forgetSettings(): void {
		this.database = null
		this.settings = null
		this.settingsReader.forget()
	}

	/** The counter went back: the database was restored or built anew. */
	private onOtherDatabase(): void {
		this.forgetSettings()
		this.startOver()
		this.settingsReader.read()
	}

	/** The same ledger, but not the same history: begin as on a first visit. */
	private startOver(): void {
		this.reset()
		this.channel.forgetEpoch()
		this.facts = { ...this.facts, data: 'none', stale: 'starting' }
		void this.ports.cache.wipe()
		this.publish()
		this.catchUp.start()
	}

	private header(): CacheHeader | null {
		const { database, confirmedAt, settings, inboxRevision } = this
		const extent = this.catchUp.reached()
		if (!extent || database === null) return null
		return { extent, head: this.catchUp.head(), database, confirmedAt, settings, inboxRevision }
	}

	/** Shows the device's copy. Whatever is not read to its end is void. */
	private async restore(): Promise<void> {
		const copy = await this.copy.load()
		if (!copy || !this.isWanted()) return
		const { header } = copy
		if (header.settings) this.events.onSettings(header.settings)
		const outcome = await this.copy.readAll(copy)
		if (!this.isWanted()) return
		if (outcome !== 'read') {
			this.events.onReset()
			// A copy that is only slow is good for the next visit; nothing may be added to it that does not follow on.
			if (outcome === 'late') return this.writer.giveUp()
			return void this.ports.cache.wipe()
		}
		this.database = header.database
		this.settings = header.settings
		this.settingsReader.restore(this.settings)
		this.confirmedAt = header.confirmedAt
		this.inboxRevision = header.inboxRevision
		this.catchUp.restore(header.extent, header.head)
		this.dispatch('cache_shown')
	}

	private onEnvironment(event: EnvironmentEvent) {
		if (event === 'online') return this.dispatch('went_online')
		if (event === 'offline') return this.dispatch('went_offline')
		if (event === 'pagehide' || event === 'pageshow') return this.dispatch(event)
		const now = this.ports.clock.now()
		if (event === 'hidden') {
			this.hiddenSince = now
			return this.dispatch('hidden')
		}
		const isGlance = now - this.hiddenSince < timing.glance
		this.hiddenSince = Number.NEGATIVE_INFINITY
		this.dispatch(isGlance && this.facts.channel === 'ready' ? 'glanced' : 'visible')
	}
}

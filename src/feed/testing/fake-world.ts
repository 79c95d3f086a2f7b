import { seededRandom } from '../../../fixtures/random'
import type { Clock, Environment, EnvironmentEvent, SessionSource } from '../ports'
import { CALM, FakeChannels, type JoinMode, type Weather } from './fake-channels'
import type { FakeClock } from './fake-clock'
import { type FakeLedger, makeFakeLedger, type Written } from './fake-ledger'
import { FakeNetwork, type LoggedRequest, type RestMode } from './fake-network'

/** Broadcasts larger than this go without their rows, as the trigger sends them. */
const ROWS_ON_THE_WIRE = 20

/**
 * The world around a feed, with its faults: REST that is slow, silent or wrong; a channel that loses, doubles and
 * shuffles; a server that closes, denies and restarts. One page (the feed under test) looks at it.
 */
export class FakeWorld {
	readonly remote: FakeNetwork
	readonly channel: FakeChannels
	readonly session: SessionSource
	readonly environment: Environment
	/** The page's own clock: while it sleeps, what falls due waits. */
	readonly pageClock: Clock
	private current: FakeLedger
	/** Tells the rows of one database from those of the next. */
	private salt = 'a'
	private database = 'database 1'
	private isMember = true
	private token: 'ok' | 'expired' | 'ended' = 'ok'
	private isOnline = true
	private isVisible = true
	private isAsleep = false
	private refreshed = 0
	/** What waits until the page wakes. */
	private readonly deferred: (() => void)[] = []
	private readonly environmentListeners = new Set<(event: EnvironmentEvent) => void>()
	private readonly sessionListeners = new Set<(change: 'ended' | 'refreshed') => void>()
	/** Timers that the page has set and that neither ran nor were cancelled. */
	private pageTimers = 0

	constructor(
		private readonly clock: FakeClock,
		seed: number,
	) {
		this.current = makeFakeLedger(clock.now)
		const conditions = {
			clock,
			random: seededRandom(seed + 1000),
			ledger: () => this.current,
			epoch: () => this.current.epoch(),
			database: () => this.database,
			isOnline: () => this.isOnline,
			isMember: () => this.isMember,
			hasSession: () => this.token === 'ok',
			isAsleep: () => this.isAsleep,
			toPage: (task: () => void) => this.toPage(task),
		}
		this.remote = new FakeNetwork(conditions)
		this.channel = new FakeChannels(conditions)
		this.session = {
			fresh: async (isForced) => this.freshSession(isForced),
			onChange: (listener) => subscribe(this.sessionListeners, listener),
		}
		this.environment = {
			online: () => this.isOnline,
			visible: () => this.isVisible,
			subscribe: (listener) => subscribe(this.environmentListeners, listener),
		}
		this.pageClock = { ...clock, after: (ms, task) => this.afterOnPage(ms, task) }
	}

	/** Every request so far, oldest first. */
	get requests(): LoggedRequest[] {
		return this.remote.requests
	}

	get counts() {
		const { joins, authorised, mostOpen } = this.channel
		return {
			changes: this.remote.count('changes'),
			settings: this.remote.count('settings'),
			joins,
			authorised,
			mostOpen,
			open: this.channel.openCount(),
			refreshed: this.refreshed,
		}
	}

	/** How many times each thing of the outside is still in use; all 0 once nobody uses it. */
	inUse() {
		return {
			environment: this.environmentListeners.size,
			session: this.sessionListeners.size,
			channels: this.channel.openCount(),
			requests: this.remote.openRequests(),
			timers: this.pageTimers,
		}
	}

	/** Lets the held answers through, oldest first. */
	release(count?: number): void {
		this.remote.release(count)
	}

	/** Has the page a channel that is joined and brings broadcasts, as far as it can know? */
	hasChannel(): boolean {
		return this.channel.isFlowing()
	}

	ledger(): FakeLedger {
		return this.current
	}

	write(work: (ledger: FakeLedger) => Written): void {
		const written = work(this.current)
		const { from, to } = written
		if (to !== from) this.channel.deliver('changes', to - from <= ROWS_ON_THE_WIRE ? written : { from, to })
	}

	touchInbox(): void {
		this.channel.deliver('inbox', { inbox_revision: this.current.touchInbox() })
	}

	touchSettings(): void {
		this.channel.deliver('settings', { settings_revision: this.current.touchSettings() })
	}

	/** A broadcast that the database never sent. */
	forge(event: string, payload: unknown): void {
		this.channel.deliver(event, payload)
	}

	setRest(mode: RestMode, only?: LoggedRequest['kind']): void {
		this.remote.setMode(mode, only)
	}

	/** Readers do not see the newest revisions yet, though broadcasts may have told of them. */
	setReadLag(revisions: number): void {
		this.remote.lag = revisions
	}

	setJoin(mode: JoinMode): void {
		this.channel.joinMode = mode
	}

	setWeather(next: Partial<Weather>): void {
		this.channel.weather = { ...this.channel.weather, ...next }
	}

	setReplicating(isOn: boolean): void {
		this.channel.setReplicating(isOn)
	}

	/** Realtime's connection to the database stands still, while whoever joins is told that it flows. */
	stallReplication(): void {
		this.channel.stall()
	}

	thawReplication(options: { isLost?: boolean } = {}): void {
		this.channel.thaw(options)
	}

	/** Somebody stopped being a member. Announced on the topic that ends with it. */
	moveEpoch({ announced = true } = {}): void {
		if (announced) this.channel.deliver('epoch', { epoch: this.current.epoch() + 1 })
		this.current.moveEpoch()
	}

	/** Removing the page's person moves the epoch, as in the database. */
	setMember(isMember: boolean, { announced = true } = {}): void {
		if (this.isMember && !isMember) this.moveEpoch({ announced })
		this.isMember = isMember
	}

	/** The access token ran out; a refresh helps. */
	expireToken(): void {
		if (this.token === 'ok') this.token = 'expired'
	}

	/** The refresh token is void too. */
	endSession(): void {
		this.token = 'ended'
	}

	signOut(): void {
		this.token = 'ended'
		for (const listener of [...this.sessionListeners]) listener('ended')
	}

	refreshToken(): void {
		for (const listener of [...this.sessionListeners]) listener('refreshed')
	}

	setOnline(isOnline: boolean): void {
		if (isOnline === this.isOnline) return
		this.isOnline = isOnline
		if (!isOnline) this.channel.lose()
		this.tell(isOnline ? 'online' : 'offline')
		if (isOnline) this.cutSockets('socket closed: 1006')
	}

	/** An event of the browser that changes nothing else. */
	tell(event: EnvironmentEvent): void {
		this.toPage(() => {
			for (const listener of [...this.environmentListeners]) listener(event)
		})
	}

	setVisible(isVisible: boolean): void {
		if (isVisible === this.isVisible) return
		this.isVisible = isVisible
		this.tell(isVisible ? 'visible' : 'hidden')
	}

	/** The socket goes, and the client hears of it. */
	cutSockets(reason: string): void {
		this.channel.cut(reason)
	}

	/** The connection dies and nobody hears of it until the heartbeat does. */
	freezeSockets(): void {
		this.channel.freeze()
	}

	/** The server closes the channel for good, with its reason just before. */
	closeChannels(reason: string | null): void {
		this.channel.close(reason)
	}

	fallAsleep(): void {
		if (this.isAsleep) return
		this.setVisible(false)
		this.isAsleep = true
		this.channel.lose()
	}

	wake(): void {
		if (!this.isAsleep) return
		this.isAsleep = false
		for (const task of this.deferred.splice(0)) task()
		this.setVisible(true)
		this.cutSockets('socket closed: 1006')
	}

	/** Another database answers under the same address. */
	rebuild(rows: number, { noticed = true } = {}): void {
		this.salt = String.fromCharCode(this.salt.charCodeAt(0) + 1)
		this.current = makeFakeLedger(this.clock.now, this.salt)
		this.database = `${this.database}+`
		this.current.record(rows)
		// The sockets usually go with the database; behind a proxy they may stay.
		if (noticed) this.cutSockets('socket closed: 1012')
	}

	/** All faults end. */
	calm(): void {
		this.setRest('ok')
		this.setJoin('ok')
		this.setWeather(CALM)
		this.wake()
		this.setReplicating(true)
		this.thawReplication()
		this.setOnline(true)
		this.setVisible(true)
		if (this.token === 'expired') this.token = 'ok'
	}

	/** Things happen to a sleeping page when it wakes. */
	private toPage(task: () => void): void {
		if (this.isAsleep) this.deferred.push(task)
		else task()
	}

	private freshSession(isForced?: boolean): Awaited<ReturnType<SessionSource['fresh']>> {
		if (this.token === 'ended') return 'ended'
		if (!this.isOnline) return this.token === 'expired' ? 'unreachable' : 'ok'
		if (this.token === 'ok' && !isForced) return 'ok'
		this.refreshed += 1
		this.token = 'ok'
		return 'refreshed'
	}

	private afterOnPage(ms: number, task: () => void): () => void {
		let isPending = true
		this.pageTimers += 1
		const settle = () => {
			if (!isPending) return false
			isPending = false
			this.pageTimers -= 1
			return true
		}
		const cancel = this.clock.after(ms, () => this.toPage(() => settle() && task()))
		return () => {
			settle()
			cancel()
		}
	}
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
	listeners.add(listener)
	return () => listeners.delete(listener)
}

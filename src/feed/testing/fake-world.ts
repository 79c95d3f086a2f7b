import type {
	Channel,
	ChannelSignal,
	Environment,
	EnvironmentEvent,
	FailureKind,
	Remote,
	SessionSource,
} from '../ports'
import { RemoteFailure } from '../ports'
import { type FakeClock, seeded } from './fake-clock'
import { type FakeLedger, makeFakeLedger, type Written } from './fake-ledger'

/** Broadcasts larger than this go without their rows, as the trigger sends them. */
const ROWS_ON_THE_WIRE = 20

/** What a server that answers `throttled` asks for. */
const RETRY_AFTER = 40_000

/** `held`: the server has answered, and the answer waits until the test lets it through. */
export type RestMode = 'ok' | 'slow' | 'frozen' | 'held' | 'cut' | FailureKind
export type JoinMode = 'ok' | 'denied' | 'token' | 'limited' | 'timeout' | 'blocked' | 'unready'

/** A request as the server's log has it. */
export interface LoggedRequest {
	kind: 'changes' | 'settings'
	at: number
	after: number
	maxRows: number
	/** Neither answered nor aborted. */
	isOpen: boolean
}

/** A socket on which a join was refused for its token answers no other join for so long. */
const REFUSED_SOCKET_RESTS = 5000

/** What may happen to one broadcast on its way. */
export interface Weather {
	drop: number
	double: number
	/** Chance of a delay of up to `lag` ms, which also changes the order. */
	late: number
	lag: number
}

/**
 * The world around a feed, with its faults: REST that is slow, silent or wrong; a channel that loses, doubles and
 * shuffles; a server that closes, denies and restarts. One page (the feed under test) looks at it.
 */
export function makeFakeWorld(clock: FakeClock, seed: number) {
	const random = seeded(seed + 1000)
	let ledger = makeFakeLedger(clock.now)
	/** Tells the rows of one database from those of the next. */
	let salt = 'a'
	let database = 'database 1'
	const rest: Record<LoggedRequest['kind'], RestMode> = { changes: 'ok', settings: 'ok' }
	const requests: LoggedRequest[] = []
	/** Answers that wait for the test, oldest first. */
	const held: (() => void)[] = []
	let join: JoinMode = 'ok'
	let weather: Weather = { drop: 0, double: 0, late: 0, lag: 0 }
	/** The database's side of Realtime; dies without telling anyone. */
	let replicating = true
	let member = true
	let session: 'ok' | 'expired' | 'ended' = 'ok'
	let online = true
	let visible = true
	let asleep = false
	const deferred: (() => void)[] = []
	const sockets = new Set<Socket>()
	const environmentListeners = new Set<(event: EnvironmentEvent) => void>()
	const sessionListeners = new Set<(change: 'ended' | 'refreshed') => void>()
	/** Timers that the page has set and that neither ran nor were cancelled. */
	let pageTimers = 0
	const counts = {
		changes: 0,
		settings: 0,
		joins: 0,
		authorised: 0,
		refreshed: 0,
		open: 0,
		mostOpen: 0,
	}
	/** The socket has the session's current token; a join without one is refused. */
	let hasToken = false
	let socketRestsUntil = 0

	interface Socket {
		listener: (signal: ChannelSignal) => void
		/** Of the topic it joins. Realtime asks for rights at the join only: one that has joined goes on when its topic ends. */
		epoch: number
		joined: boolean
		/** Lost its connection without either side knowing. */
		dead: boolean
		tries: number
		gone: boolean
		dueReady: boolean
		/** What the page was told last: that it is joined, and that or by what broadcasts flow. */
		told: 'nothing' | 'joined' | 'flowing'
	}

	/** Things happen to a sleeping page when it wakes. */
	function toPage(task: () => void): void {
		if (asleep) deferred.push(task)
		else task()
	}

	function latency(kind: LoggedRequest['kind']): number {
		return 2 + random() * (rest[kind] === 'slow' ? 4000 : 40)
	}

	function deliver(event: string, payload: unknown): void {
		if (!replicating) return
		for (const socket of sockets) {
			if (socket.epoch !== ledger.epoch() || !socket.joined || socket.dead || random() < weather.drop)
				continue
			const copies = random() < weather.double ? 2 : 1
			for (let copy = 0; copy < copies; copy++) {
				const delay = 1 + random() * 4 + (random() < weather.late ? random() * weather.lag : 0)
				clock.after(delay, () => {
					if (asleep || !socket.joined || socket.dead || socket.gone) return
					socket.listener({ type: 'broadcast', event, payload: structuredClone(payload) })
				})
			}
		}
	}

	function announce(written: Written): void {
		if (written.to === written.from) return
		const { from, to } = written
		deliver('changes', to - from <= ROWS_ON_THE_WIRE ? written : { from, to })
	}

	/** As realtime-js does: after an error it joins again by itself; after a close it does not. */
	function tryJoin(socket: Socket): void {
		counts.joins += 1
		const asked: JoinMode = !online
			? 'blocked'
			: !member
				? 'denied'
				: session !== 'ok' || !hasToken
					? 'token'
					: join
		clock.after(Math.max(5 + random() * 30, socketRestsUntil - clock.now()), () => {
			if (socket.gone) return
			const mode = asked === 'ok' && socket.epoch !== ledger.epoch() ? 'denied' : asked
			if (mode === 'token') socketRestsUntil = clock.now() + REFUSED_SOCKET_RESTS
			if (mode === 'ok' || mode === 'unready') {
				socket.joined = true
				socket.dead = false
				socket.tries = 0
				socket.dueReady = true
				toPage(() => socket.gone || socket.listener({ type: 'subscribed' }))
				if (mode === 'ok') becomeReady(socket)
				return
			}
			toPage(() => {
				if (socket.gone) return
				if (mode === 'timeout') socket.listener({ type: 'timed_out' })
				else socket.listener({ type: 'error', reason: reasons[mode] })
				rejoin(socket)
			})
		})
	}

	function becomeReady(socket: Socket): void {
		clock.after(10 + random() * 500, () => {
			if (socket.gone || !socket.joined || !socket.dueReady || socket.dead) return
			if (!replicating) return
			socket.dueReady = false
			const message = 'Replication connection established'
			toPage(() => socket.gone || socket.listener({ type: 'system', ok: true, message }))
		})
	}

	function rejoin(socket: Socket): void {
		socket.joined = false
		const wait = [1000, 2000, 5000, 10_000][Math.min(socket.tries, 3)]!
		socket.tries += 1
		clock.after(wait, () => {
			if (!socket.gone) toPage(() => socket.gone || tryJoin(socket))
		})
	}

	const channel: Channel = {
		async authorise() {
			counts.authorised += 1
			hasToken = true
		},
		async dropSocket() {
			hasToken = false
			socketRestsUntil = 0
		},
		open(listener, epoch) {
			const socket: Socket = {
				epoch,
				listener(signal) {
					if (signal.type === 'subscribed') socket.told = 'joined'
					else if (signal.type === 'broadcast' || (signal.type === 'system' && signal.ok))
						socket.told = 'flowing'
					else if (signal.type !== 'system') socket.told = 'nothing'
					listener(signal)
				},
				joined: false,
				dead: false,
				tries: 0,
				gone: false,
				dueReady: false,
				told: 'nothing',
			}
			sockets.add(socket)
			counts.open = sockets.size
			counts.mostOpen = Math.max(counts.mostOpen, sockets.size)
			tryJoin(socket)
			return () => {
				socket.gone = true
				sockets.delete(socket)
				counts.open = sockets.size
			}
		},
	}

	function request<T>(
		kind: LoggedRequest['kind'],
		asked: Pick<LoggedRequest, 'after' | 'maxRows'>,
		work: () => T,
		signal: AbortSignal,
	): Promise<T> {
		const logged: LoggedRequest = { kind, at: clock.now(), ...asked, isOpen: true }
		requests.push(logged)
		signal.addEventListener('abort', () => {
			logged.isOpen = false
		})
		const answer = new Promise<T>((resolve, reject) => {
			const there = latency(kind)
			const back = latency(kind)
			const mode: RestMode = !online
				? 'network'
				: session === 'ended' || session === 'expired'
					? 'session_expired'
					: rest[kind]
			if (mode === 'frozen') return
			signal.addEventListener('abort', () => reject(new RemoteFailure('network', 'aborted')))
			clock.after(there, () => {
				// What the server sees is settled here; how it gets back is another matter.
				let outcome: () => void
				if (mode !== 'ok' && mode !== 'slow' && mode !== 'cut' && mode !== 'held') {
					outcome = () => reject(new RemoteFailure(mode, '', mode === 'throttled' ? RETRY_AFTER : null))
				} else if (!member) {
					outcome = () => reject(new RemoteFailure('not_a_member'))
				} else {
					const value = structuredClone(work())
					outcome = () => {
						try {
							resolve(mode === 'cut' ? (cut(value) as T) : value)
						} catch (error) {
							reject(error)
						}
					}
				}
				if (mode === 'held') held.push(outcome)
				else clock.after(back, () => toPage(outcome))
			})
		})
		const close = () => {
			logged.isOpen = false
		}
		answer.then(close, close)
		return answer
	}

	const remote: Remote = {
		changes({ after, maxRows, months, signal }) {
			counts.changes += 1
			return request('changes', { after, maxRows }, () => ledger.changes(after, maxRows, months), signal)
		},
		settings(signal) {
			counts.settings += 1
			return request(
				'settings',
				{ after: 0, maxRows: 0 },
				() => ({
					database,
					settings: {
						settings_revision: ledger.settingsRevision(),
						ledger: {
							id: 'l',
							name: 'Casa',
							currency: 'BRL',
							timezone: 'America/Sao_Paulo',
							role: 'owner' as const,
						},
						categories: [],
						sources: [],
						people: [],
						bill_closings: [],
						budgets: [],
					},
				}),
				signal,
			)
		},
	}

	const sessionSource: SessionSource = {
		async fresh(force) {
			if (session === 'ended') return 'ended'
			if (!online) return session === 'expired' ? 'unreachable' : 'ok'
			if (session === 'ok' && !force) return 'ok'
			counts.refreshed += 1
			session = 'ok'
			return 'refreshed'
		},
		onChange(listener) {
			sessionListeners.add(listener)
			return () => sessionListeners.delete(listener)
		},
	}

	const environment: Environment = {
		online: () => online,
		visible: () => visible,
		subscribe(listener) {
			environmentListeners.add(listener)
			return () => environmentListeners.delete(listener)
		},
	}

	function tell(event: EnvironmentEvent): void {
		for (const listener of [...environmentListeners]) listener(event)
	}

	return {
		remote,
		channel,
		session: sessionSource,
		environment,
		counts,
		/** Every request so far, oldest first. */
		requests,
		/** How many times each thing of the outside is still in use; all 0 once nobody uses it. */
		inUse: () => ({
			environment: environmentListeners.size,
			session: sessionListeners.size,
			channels: sockets.size,
			requests: requests.filter(({ isOpen }) => isOpen).length,
			timers: pageTimers,
		}),
		/** Lets the held answers through, oldest first. */
		release(count = held.length) {
			for (const outcome of held.splice(0, count)) toPage(outcome)
		},
		/** The page's own clock: while it sleeps, what falls due waits. */
		pageClock: {
			...clock,
			after(ms: number, task: () => void) {
				let isPending = true
				pageTimers += 1
				const settle = () => {
					if (!isPending) return false
					isPending = false
					pageTimers -= 1
					return true
				}
				const cancel = clock.after(ms, () => toPage(() => settle() && task()))
				return () => {
					settle()
					cancel()
				}
			},
		},
		/** Has the page a channel that is joined and brings broadcasts, as far as it can know? */
		hasChannel: () => [...sockets].some((socket) => socket.told === 'flowing'),
		ledger: (): FakeLedger => ledger,
		write(work: (ledger: FakeLedger) => Written) {
			announce(work(ledger))
		},
		touchInbox: () => deliver('inbox', { inbox_revision: ledger.touchInbox() }),
		touchSettings: () => deliver('settings', { settings_revision: ledger.touchSettings() }),
		/** A broadcast that the database never sent. */
		forge: (event: string, payload: unknown) => deliver(event, payload),
		setRest(mode: RestMode, only?: LoggedRequest['kind']) {
			if (only !== 'settings') rest.changes = mode
			if (only !== 'changes') rest.settings = mode
		},
		setJoin(mode: JoinMode) {
			join = mode
		},
		setWeather(next: Partial<Weather>) {
			weather = { ...weather, ...next }
		},
		setReplicating(on: boolean) {
			replicating = on
			if (on) for (const socket of sockets) if (socket.joined && socket.dueReady) becomeReady(socket)
		},
		/** Somebody stopped being a member. Announced on the topic that ends with it. */
		moveEpoch({ announced = true } = {}) {
			if (announced) deliver('epoch', { epoch: ledger.epoch() + 1 })
			ledger.moveEpoch()
		},
		/** Removing the page's person moves the epoch, as in the database. */
		setMember(on: boolean, { announced = true } = {}) {
			if (member && !on) this.moveEpoch({ announced })
			member = on
		},
		/** The access token ran out; a refresh helps. */
		expireToken() {
			if (session === 'ok') session = 'expired'
		},
		/** The refresh token is void too. */
		endSession() {
			session = 'ended'
		},
		signOut() {
			session = 'ended'
			for (const listener of [...sessionListeners]) listener('ended')
		},
		refreshToken() {
			for (const listener of [...sessionListeners]) listener('refreshed')
		},
		setOnline(on: boolean) {
			if (on === online) return
			online = on
			if (!on) for (const socket of sockets) socket.dead = true
			toPage(() => tell(on ? 'online' : 'offline'))
			if (on) this.cutSockets('socket closed: 1006')
		},
		/** An event of the browser that changes nothing else. */
		tell: (event: EnvironmentEvent) => toPage(() => tell(event)),
		setVisible(on: boolean) {
			if (on === visible) return
			visible = on
			toPage(() => tell(on ? 'visible' : 'hidden'))
		},
		/** The socket goes, and the client hears of it. */
		cutSockets(reason: string) {
			for (const socket of [...sockets]) {
				if (!socket.joined && !socket.dead) continue
				socket.joined = false
				toPage(() => {
					if (socket.gone) return
					socket.listener({ type: 'error', reason })
					rejoin(socket)
				})
			}
		},
		/** The connection dies and nobody hears of it until the heartbeat does. */
		freezeSockets() {
			for (const socket of [...sockets]) {
				if (!socket.joined) continue
				socket.dead = true
				clock.after(50_000, () => {
					if (!socket.dead || socket.gone) return
					toPage(() => {
						if (socket.gone || !socket.dead) return
						socket.listener({ type: 'error', reason: 'heartbeat timeout' })
						rejoin(socket)
					})
				})
			}
		},
		/** The server closes the channel for good, with its reason just before. */
		closeChannels(reason: string | null) {
			for (const socket of [...sockets]) {
				if (!socket.joined) continue
				socket.joined = false
				toPage(() => {
					if (socket.gone) return
					if (reason) socket.listener({ type: 'system', ok: false, message: reason })
					socket.listener({ type: 'closed' })
				})
			}
		},
		fallAsleep() {
			if (asleep) return
			this.setVisible(false)
			asleep = true
			for (const socket of sockets) socket.dead = true
		},
		wake() {
			if (!asleep) return
			asleep = false
			for (const task of deferred.splice(0)) task()
			this.setVisible(true)
			this.cutSockets('socket closed: 1006')
		},
		/** Another database answers under the same address. */
		rebuild(rows: number, { noticed = true } = {}) {
			salt = String.fromCharCode(salt.charCodeAt(0) + 1)
			ledger = makeFakeLedger(clock.now, salt)
			database = `${database}+`
			ledger.record(rows)
			// The sockets usually go with the database; behind a proxy they may stay.
			if (noticed) this.cutSockets('socket closed: 1012')
		},
		/** All faults end. */
		calm() {
			this.setRest('ok')
			join = 'ok'
			weather = { drop: 0, double: 0, late: 0, lag: 0 }
			this.wake()
			this.setReplicating(true)
			this.setOnline(true)
			this.setVisible(true)
			if (session === 'expired') session = 'ok'
		},
	}
}

const reasons: Record<Exclude<JoinMode, 'ok' | 'unready' | 'timeout'>, string> = {
	denied: 'Unauthorized: You do not have permissions to read from this Channel topic: ledger:l',
	token: 'InvalidJWTToken: Token has expired 12 seconds ago',
	limited: 'ClientJoinRateLimitReached: Too many joins per second',
	blocked: 'channel error: transport failure',
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

export type FakeWorld = ReturnType<typeof makeFakeWorld>

import type { Channel, ChannelSignal } from '../ports'
import type { FakeClock } from './fake-clock'

/** `unready`: joined, but the database's side never comes; `slow`: the policy takes its time; `pool`: no connection to ask it by. */
export type JoinMode =
	| 'ok'
	| 'denied'
	| 'token'
	| 'limited'
	| 'timeout'
	| 'blocked'
	| 'unready'
	| 'slow'
	| 'pool'

/** A socket on which a join was refused for its token answers no other join for so long. */
const REFUSED_SOCKET_RESTS = 5000

/** How long the server tries to follow the database for a channel that asked for it, before it closes the channel. */
const NEVER_READY = 60_000

/** How long an answer to a join takes where it is not given at once. */
const SLOW: Partial<Record<JoinMode, number>> = { slow: 7_000, pool: 15_000 }

/** What may happen to one broadcast on its way. */
export interface Weather {
	drop: number
	double: number
	/** Chance of a delay of up to `lag` ms, which also changes the order. */
	late: number
	lag: number
}

export const CALM: Weather = { drop: 0, double: 0, late: 0, lag: 0 }

/** What the channels depend on, asked anew each time. */
export interface ChannelConditions {
	clock: FakeClock
	random(): number
	epoch(): number
	isOnline(): boolean
	isMember(): boolean
	hasSession(): boolean
	isAsleep(): boolean
	/** Runs at once, or when the page wakes. */
	toPage(task: () => void): void
}

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

/** The realtime side of the fake world: channels that lose, double and shuffle; a server that closes and denies. */
export class FakeChannels implements Channel {
	joins = 0
	authorised = 0
	/** How many channels were open at once at the most. */
	mostOpen = 0
	weather: Weather = CALM
	joinMode: JoinMode = 'ok'
	/** The database's side of Realtime; dies without telling anyone. */
	private isReplicating = true
	/** It stands still: whoever joins is told that it flows, and what is sent meanwhile waits here. */
	private held: (() => void)[] | null = null
	private readonly sockets = new Set<Socket>()
	/** The socket has the session's current token; a join without one is refused. */
	private hasToken = false
	private restsUntil = 0

	constructor(private readonly conditions: ChannelConditions) {}

	async authorise(): Promise<void> {
		this.authorised += 1
		this.hasToken = true
	}

	async dropSocket(): Promise<void> {
		this.hasToken = false
		this.restsUntil = 0
	}

	open(listener: (signal: ChannelSignal) => void, epoch: number): () => void {
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
		this.sockets.add(socket)
		this.mostOpen = Math.max(this.mostOpen, this.sockets.size)
		this.tryJoin(socket)
		return () => {
			socket.gone = true
			this.sockets.delete(socket)
		}
	}

	openCount(): number {
		return this.sockets.size
	}

	/** Has the page a channel that is joined and brings broadcasts, as far as it can know? */
	isFlowing(): boolean {
		return [...this.sockets].some((socket) => socket.told === 'flowing')
	}

	deliver(event: string, payload: unknown): void {
		const { clock, random, epoch, isAsleep } = this.conditions
		if (!this.isReplicating) return
		if (this.held) return void this.held.push(() => this.deliver(event, structuredClone(payload)))
		for (const socket of this.sockets) {
			if (socket.epoch !== epoch() || !socket.joined || socket.dead || random() < this.weather.drop) continue
			const copies = random() < this.weather.double ? 2 : 1
			for (let copy = 0; copy < copies; copy++) {
				const late = random() * 4 + (random() < this.weather.late ? random() * this.weather.lag : 0)
				clock.after(1 + late, () => {
					if (isAsleep() || !socket.joined || socket.dead || socket.gone) return
					socket.listener({ type: 'broadcast', event, payload: structuredClone(payload) })
				})
			}
		}
	}

	setReplicating(isOn: boolean): void {
		this.isReplicating = isOn
		if (!isOn) return
		for (const socket of this.sockets) if (socket.joined && socket.dueReady) this.becomeReady(socket)
	}

	/** The connection to the database stands still, and nobody knows. */
	stall(): void {
		this.held ??= []
	}

	/** What was held comes in one burst; after too long a stall it is lost. */
	thaw({ isLost = false } = {}): void {
		const held = this.held ?? []
		this.held = null
		if (!isLost) for (const deliver of held) deliver()
	}

	/** The connections die without either side knowing. */
	lose(): void {
		for (const socket of this.sockets) socket.dead = true
	}

	/** The sockets go, and the client hears of it. */
	cut(reason: string): void {
		for (const socket of [...this.sockets]) {
			if (!socket.joined && !socket.dead) continue
			socket.joined = false
			this.toSocket(socket, () => this.fail(socket, reason))
		}
	}

	/** The connections die and nobody hears of it until the heartbeat does. */
	freeze(): void {
		for (const socket of [...this.sockets]) {
			if (!socket.joined) continue
			socket.dead = true
			this.conditions.clock.after(50_000, () => {
				if (!socket.dead || socket.gone) return
				this.toSocket(socket, () => socket.dead && this.fail(socket, 'heartbeat timeout'))
			})
		}
	}

	/** The server closes the channels for good, with its reason just before. */
	close(reason: string | null): void {
		for (const socket of [...this.sockets]) {
			if (!socket.joined) continue
			socket.joined = false
			this.toSocket(socket, () => {
				if (reason) socket.listener({ type: 'system', ok: false, message: reason })
				socket.listener({ type: 'closed' })
			})
		}
	}

	/** As realtime-js does: after an error it joins again by itself; after a close it does not. */
	private tryJoin(socket: Socket): void {
		const { clock, random, epoch } = this.conditions
		this.joins += 1
		const asked = this.answerToJoin()
		clock.after(Math.max(SLOW[asked] ?? 5 + random() * 30, this.restsUntil - clock.now()), () => {
			if (socket.gone) return
			const admits = asked === 'slow' ? 'ok' : asked
			const mode = admits === 'ok' && socket.epoch !== epoch() ? 'denied' : admits
			if (mode === 'token') this.restsUntil = clock.now() + REFUSED_SOCKET_RESTS
			if (mode === 'ok' || mode === 'unready') return this.admit(socket, mode)
			this.toSocket(socket, () => {
				if (mode !== 'timeout') return this.fail(socket, REASONS[mode])
				socket.listener({ type: 'timed_out' })
				this.rejoin(socket)
			})
		})
	}

	private answerToJoin(): JoinMode {
		if (!this.conditions.isOnline()) return 'blocked'
		if (!this.conditions.isMember()) return 'denied'
		return this.conditions.hasSession() && this.hasToken ? this.joinMode : 'token'
	}

	private admit(socket: Socket, mode: 'ok' | 'unready'): void {
		Object.assign(socket, { joined: true, dead: false, tries: 0, dueReady: true })
		this.toSocket(socket, () => socket.listener({ type: 'subscribed' }))
		if (mode === 'ok') this.becomeReady(socket)
		else this.giveUp(socket)
	}

	private giveUp(socket: Socket): void {
		this.conditions.clock.after(NEVER_READY, () => {
			if (socket.gone || !socket.joined || !socket.dueReady) return
			socket.joined = false
			const message = 'Replication connection was not established in time'
			this.toSocket(socket, () => socket.listener({ type: 'system', ok: false, message }))
			this.toSocket(socket, () => socket.listener({ type: 'closed' }))
		})
	}

	private becomeReady(socket: Socket): void {
		const { clock, random } = this.conditions
		clock.after(10 + random() * 500, () => {
			if (socket.gone || !socket.joined || !socket.dueReady || socket.dead || !this.isReplicating) return
			socket.dueReady = false
			const message = 'Replication connection established'
			this.toSocket(socket, () => socket.listener({ type: 'system', ok: true, message }))
		})
	}

	private fail(socket: Socket, reason: string): void {
		socket.listener({ type: 'error', reason })
		this.rejoin(socket)
	}

	private rejoin(socket: Socket): void {
		socket.joined = false
		const wait = [1000, 2000, 5000, 10_000][Math.min(socket.tries, 3)]!
		socket.tries += 1
		this.conditions.clock.after(wait, () => {
			if (!socket.gone) this.toSocket(socket, () => this.tryJoin(socket))
		})
	}

	/** Tells the page, unless it has left the channel by then. */
	private toSocket(socket: Socket, task: () => void): void {
		this.conditions.toPage(() => {
			if (!socket.gone) task()
		})
	}
}

const REASONS: Record<Exclude<JoinMode, 'ok' | 'slow' | 'unready' | 'timeout'>, string> = {
	denied: 'Unauthorized: You do not have permissions to read from this Channel topic: ledger:l',
	token: 'InvalidJWTToken: Token has expired 12 seconds ago',
	limited: 'ClientJoinRateLimitReached: Too many joins per second',
	blocked: 'channel error: transport failure',
	pool: 'IncreaseConnectionPool: Please increase your connection pool size',
}

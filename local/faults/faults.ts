/** What happens to broadcasts from the database on their way to the members of a topic. */
export interface BroadcastFault {
	/** `oversize`: treated as over the payload limit, so dropped. `reorder`: held back until the next one has passed. */
	kind: 'drop' | 'duplicate' | 'reorder' | 'delay' | 'oversize'
	/** Only this event; absent: every event. */
	event?: string
	/** Only this topic (without `realtime:`); absent: every topic. */
	topic?: string
	/** How many messages it hits; absent: all, until cleared. */
	times?: number
	/** Share of the messages it hits, 0 to 1; absent: each. */
	share?: number
	/** For `delay`: how long, in ms. For `reorder`: how long to wait at most for a next one (1000). */
	ms?: number
}

/** What a join is answered with. */
export interface JoinFault {
	/** Refused with this reason, in the server's words (`Code: text`). */
	reason?: string
	/** Never answered: the client times out after 10 s. It blocks the socket until the fault is cleared. */
	hang?: boolean
	topic?: string
	times?: number
}

/** What happens to a request to `/rest/v1` or `/auth/v1`. */
export interface RequestFault {
	/** Part of the path and query, e.g. `/rpc/ledger_changes` or `/auth/v1/token`; absent: every request. */
	path?: string
	method?: string
	/** Answer this status instead of asking the database. */
	status?: number
	/** The body that goes with `status`; by default one such as the real server sends. */
	body?: unknown
	headers?: Record<string, string>
	/** Wait so many ms first. */
	delayMs?: number
	/** Send the first half of the body, then cut the connection. */
	truncate?: boolean
	/** Cut the connection without an answer. `after`: the request takes effect first. */
	cut?: 'before' | 'after'
	times?: number
}

/** Everything that can be made to go wrong, as plain data. */
export interface FaultSettings {
	broadcasts: BroadcastFault[]
	joins: JoinFault[]
	requests: RequestFault[]
	/**
	 * `down`: channels stay joined, are told nothing, and what is committed meanwhile is lost. `starting`: not ready yet.
	 * `stalled`: it stands still and seems to run, so that channels are told it is ready; what is committed meanwhile comes
	 * in one burst once it is `running` again, and is lost by way of `down`.
	 */
	replication: 'running' | 'starting' | 'down' | 'stalled'
	/** WebSockets: `refuse` cuts the upgrade, a number answers it with that status, `hang` never answers. */
	upgrades: 'accept' | 'refuse' | 'hang' | number
	/** The server holds every answer and push back, connections stay open. */
	frozen: boolean
}

/** Things that happen once. */
export type FaultAction =
	/** Every socket is closed with this code; 1006 cuts the connection. */
	| { do: 'close_sockets'; code: 1006 | 1012 | 1001 | number }
	/** Every channel gets this system error and `phx_close`: CLOSED for good. */
	| { do: 'close_channels'; message?: string; topic?: string }
	/** Every channel process dies: `phx_error`. */
	| { do: 'crash_channels'; topic?: string }

const none = (): FaultSettings => ({
	broadcasts: [],
	joins: [],
	requests: [],
	replication: 'running',
	upgrades: 'accept',
	frozen: false,
})

/** What the realtime endpoint does when told to. */
export interface FaultTarget {
	closeSockets(code: number): void
	closeChannels(message: string, topic?: string): void
	crashChannels(topic?: string): void
}

/**
 * Faults on demand. Nothing is wrong until `set` or `run` is called, and everything is well again after `clear`.
 *
 * @example
 * stack.faults.set({ broadcasts: [{ kind: 'drop', times: 1 }] })
 * stack.faults.run({ do: 'close_sockets', code: 1012 })
 * stack.faults.clear()
 */
export class Faults {
	private current = none()
	private waiting = new Set<() => void>()
	private targets = new Set<FaultTarget>()
	private listeners = new Set<() => void>()
	/** How many times each kind of fault struck; tests wait for these instead of for time. */
	readonly struck: Record<string, number> = {}

	constructor(private readonly random: () => number = Math.random) {}

	get settings(): Readonly<FaultSettings> {
		return this.current
	}

	/** Replaces the named settings, leaves the others. */
	set(patch: Partial<FaultSettings>): void {
		this.current = { ...this.current, ...structuredClone(patch) }
		this.wake()
	}

	/** Everything is well again. */
	clear(): void {
		this.current = none()
		this.wake()
	}

	run(action: FaultAction): void {
		this.strike(action.do)
		for (const target of this.targets) {
			if (action.do === 'close_sockets') target.closeSockets(action.code)
			else if (action.do === 'close_channels')
				target.closeChannels(action.message ?? 'Token has expired 0 seconds ago', action.topic)
			else target.crashChannels(action.topic)
		}
	}

	/** Says who carries out the actions; the answer takes it back. */
	attach(target: FaultTarget): () => void {
		this.targets.add(target)
		return () => this.targets.delete(target)
	}

	/** Calls back whenever the settings change; the answer takes it back. */
	onChange(listener: () => void): () => void {
		this.listeners.add(listener)
		return () => this.listeners.delete(listener)
	}

	/** Resolves while the server is not frozen. */
	thawed(): Promise<void> {
		return this.until(() => !this.settings.frozen)
	}

	/** The fault that strikes this broadcast, if any. Counts it. */
	broadcast(topic: string, event: string): BroadcastFault | null {
		return this.take(this.settings.broadcasts, 'broadcast', (f) => {
			const meant = (f.topic ?? topic) === topic && (f.event ?? event) === event
			return meant && (f.share === undefined || this.random() < f.share)
		})
	}

	/** The fault that strikes this join, if any. Counts it. A `hang` has ended when this resolves. */
	async join(topic: string): Promise<JoinFault | null> {
		const fault = this.take(this.settings.joins, 'join', (f) => (f.topic ?? topic) === topic)
		if (fault?.hang) await this.until(() => !this.settings.joins.some((f) => f.hang))
		return fault
	}

	/** The fault that strikes this request, if any. Counts it. */
	request(method: string, pathAndQuery: string): RequestFault | null {
		return this.take(
			this.settings.requests,
			'request',
			(f) => (f.method ?? method) === method && pathAndQuery.includes(f.path ?? ''),
		)
	}

	private take<F extends { times?: number }>(
		list: F[],
		name: string,
		meant: (fault: F) => boolean,
	): F | null {
		const fault = list.find((f) => f.times !== 0 && meant(f))
		if (!fault) return null
		if (fault.times !== undefined) fault.times--
		this.strike(name)
		return fault
	}

	private strike(name: string): void {
		this.struck[name] = (this.struck[name] ?? 0) + 1
	}

	private async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise<void>((resolve) => this.waiting.add(resolve))
	}

	private wake(): void {
		for (const listener of this.listeners) listener()
		const waiting = [...this.waiting]
		this.waiting.clear()
		for (const resume of waiting) resume()
	}
}

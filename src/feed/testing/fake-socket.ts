/** What a join is answered with; `silence` leaves the client to its time-out. */
export type JoinAnswer = 'ok' | 'silence' | { reason: string }

/** The server's side of all sockets of one test. */
export interface FakeRealtime {
	sockets: FakeSocket[]
	/** Asked at each join, with the access token it carried. */
	answerJoin(topic: string, token: string | undefined): JoinAnswer
	/** Say `Replication connection established` after a join. */
	ready: boolean
	/** A socket that is opened now fails. */
	refuse: boolean
	/** Nothing is answered any more, and nothing is closed. */
	frozen: boolean
	joins: { topic: string; token: string | undefined; config: unknown }[]
	tokens: string[]
}

export function makeFakeRealtime(): FakeRealtime {
	return {
		sockets: [],
		answerJoin: () => 'ok',
		ready: true,
		refuse: false,
		frozen: false,
		joins: [],
		tokens: [],
	}
}

type Frame = [string | null, string | null, string, string, Record<string, unknown>]

/** Speaks the Realtime protocol (version 2.0.0) to the real client, in the place of a WebSocket. */
export class FakeSocket {
	static readonly CONNECTING = 0
	static readonly OPEN = 1
	static readonly CLOSING = 2
	static readonly CLOSED = 3
	readyState = 0
	binaryType = 'arraybuffer'
	bufferedAmount = 0
	onopen: ((event: unknown) => void) | null = null
	onmessage: ((event: { data: string }) => void) | null = null
	onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null
	onerror: ((event: unknown) => void) | null = null
	readonly #joined = new Map<string, string | null>()

	constructor(
		readonly server: FakeRealtime,
		readonly url: string,
	) {
		server.sockets.push(this)
		setTimeout(() => {
			if (this.readyState !== 0) return
			if (server.refuse) {
				this.onerror?.({ type: 'error' })
				return this.drop(1006)
			}
			this.readyState = 1
			this.onopen?.({})
		}, 5)
	}

	/** Topics joined, without `realtime:`. */
	topics(): string[] {
		return [...this.#joined.keys()].map((topic) => topic.replace('realtime:', ''))
	}

	send(text: string) {
		const [joinRef, ref, topic, event, payload] = JSON.parse(text) as Frame
		if (this.server.frozen) return
		if (event === 'heartbeat') return this.#reply(null, ref, topic, 'ok', {})
		if (event === 'access_token') return void this.server.tokens.push(String(payload.access_token))
		if (event === 'phx_leave') {
			this.#joined.delete(topic)
			this.#reply(joinRef, ref, topic, 'ok', {})
			return this.#push([joinRef, joinRef, topic, 'phx_close', {}])
		}
		if (event === 'phx_join') this.#join(joinRef, ref, topic, payload)
	}

	close(code = 1000) {
		this.drop(code)
	}

	/** The connection ends with this code. */
	drop(code: number) {
		if (this.readyState === 3) return
		this.readyState = 3
		this.#joined.clear()
		setTimeout(() => this.onclose?.({ code, reason: '', wasClean: code === 1000 }), 1)
	}

	broadcast(topic: string, event: string, payload: unknown, meta: object = {}) {
		if (!this.#joined.has(`realtime:${topic}`) || this.server.frozen) return
		this.#push([null, null, `realtime:${topic}`, 'broadcast', { type: 'broadcast', event, payload, meta }])
	}

	/** A system message, and the end of the channel where the server means it. */
	endChannel(message: string | null) {
		for (const [topic, joinRef] of this.#joined) {
			if (message)
				this.#push([joinRef, null, topic, 'system', { status: 'error', message, extension: 'system' }])
			this.#push([joinRef, joinRef, topic, 'phx_close', {}])
		}
		this.#joined.clear()
	}

	sayReady() {
		const message = 'Replication connection established'
		for (const [topic, joinRef] of this.#joined)
			this.#push([joinRef, null, topic, 'system', { status: 'ok', message, extension: 'system' }])
	}

	#join(joinRef: string | null, ref: string | null, topic: string, payload: Record<string, unknown>) {
		const token = payload.access_token as string | undefined
		this.server.joins.push({ topic, token, config: payload.config })
		const answer = this.server.answerJoin(topic, token)
		if (answer === 'silence') return
		if (answer !== 'ok') return this.#reply(joinRef, ref, topic, 'error', { reason: answer.reason })
		this.#joined.set(topic, joinRef)
		this.#reply(joinRef, ref, topic, 'ok', { postgres_changes: [] })
		if (this.server.ready) setTimeout(() => this.sayReady(), 20)
	}

	#reply(joinRef: string | null, ref: string | null, topic: string, status: string, response: object) {
		this.#push([joinRef, ref, topic, 'phx_reply', { status, response }])
	}

	#push(frame: Frame) {
		setTimeout(() => {
			if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) })
		}, 2)
	}
}

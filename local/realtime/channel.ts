import { type AuthorisationContext, mayWrite } from './authorise'
import type { Context } from './context'
import { type ClientPush, type Frame, type Message, RawJson, type Version } from './frames'
import { hubKey, type Member } from './hub'
import { authoriseRead, claimsOf, type JoinConfig, JoinRefused } from './join'
import { isTooLarge } from './limits'
import { Mailbox } from './mailbox'
import type { ReplayedMessage } from './replay'
import { type Claims, TokenError } from './token'

/** The socket as its channels see it. */
export interface ChannelSocket {
	readonly version: Version
	/** `x-…` headers of the upgrade request. */
	readonly headers: Record<string, string>
	push(frame: Frame): void
	pushEncoded(bytes: string | Buffer): void
	/** The channel is over and its topic free again. */
	forget(channel: Channel): void
}

export interface ChannelParts {
	context: Context
	socket: ChannelSocket
	/** With its `realtime:`. */
	topic: string
	joinRef: string | null
	config: JoinConfig
	token: string
	claims: Claims
}

/** One joined topic on one socket. Rights are judged at the join and with each new token, and kept in between. */
export class Channel implements Member {
	readonly topic: string
	readonly joinRef: string | null
	/** Without `realtime:`; what policies and people see. */
	readonly name: string
	readonly #key: string
	readonly #mailbox: Mailbox
	#token: string
	#claims: Claims
	#mayWrite: boolean | null = null
	#cancelTokenTimer = () => {}
	#cancelReadyTimer = () => {}
	#leaveHub = () => {}
	#closed = false
	/** Ids sent by replay, so that the live stream does not bring them again. */
	#replayedIds = new Set<string>()

	constructor(private readonly parts: ChannelParts) {
		this.topic = parts.topic
		this.joinRef = parts.joinRef
		this.name = parts.topic.slice('realtime:'.length)
		this.#key = hubKey(this.name, parts.config.private)
		this.#token = parts.token
		this.#claims = parts.claims
		this.#mailbox = new Mailbox((error) => this.parts.context.log(`channel: ${error}`))
	}

	get version(): Version {
		return this.parts.socket.version
	}

	/** Begins to receive. Called while the socket is still answering the join, so pushes follow the reply. */
	open(replayedMessages: ReplayedMessage[]): void {
		const { context, config } = this.parts
		for (const { id, event, payload } of replayedMessages) {
			this.#replayedIds.add(id)
			const meta = { id, replayed: true }
			this.#push('broadcast', { event, meta, payload, type: 'broadcast' })
		}
		this.#leaveHub = context.hub.join(this.#key, this)
		this.#watchToken()
		if (config.presence.enabled) this.#push('presence_state', context.presence.state(this.#key))
		if (config.replicationReady) this.#awaitReplication(context.clock.now() + context.delays.readyTimeout)
	}

	/** A frame of the client for this channel; one is handled after the other. */
	receive(frame: Frame): void {
		this.#mailbox.post(() => this.#handle(frame))
	}

	deliver(encoded: string | Buffer | null, message: Message): void {
		const { context, socket, config } = this.parts
		if (message.form === 'map' && message.event === 'presence_diff' && !config.presence.enabled) return
		const storedId = message.form === 'user' ? message.meta?.id : undefined
		if (typeof storedId === 'string') {
			if (this.#replayedIds.has(storedId)) return
		} else if (context.messages.exceeded()) {
			// Only what clients send ends its receivers; what the database sends is dropped before it comes here.
			this.shutDown('Too many messages per second')
			return
		}
		if (encoded !== null) socket.pushEncoded(encoded)
	}

	/** Says why as a `system` error, then closes. The client does not rejoin by itself. */
	shutDown(message: string): void {
		if (this.#closed) return
		this.#system('error', message)
		this.close('phx_close')
	}

	/** Frees everything; `phx_close` and `phx_error` tell the client. */
	close(event: 'phx_close' | 'phx_error'): void {
		if (this.#closed) return
		this.dispose()
		const { socket } = this.parts
		socket.forget(this)
		socket.push({ joinRef: this.joinRef, ref: this.joinRef, topic: this.topic, event, payload: {} })
	}

	/** Frees everything without a word, as when the socket is gone. */
	dispose(): void {
		if (this.#closed) return
		this.#closed = true
		this.#mailbox.close()
		this.#cancelTokenTimer()
		this.#cancelReadyTimer()
		this.#leaveHub()
		const { context } = this.parts
		const left = context.presence.untrack(this.#key, this)
		if (left) context.hub.publish(this.#key, left)
	}

	async #handle(frame: Frame): Promise<void> {
		if (frame.event === 'phx_leave') {
			this.#reply(frame, 'ok', {})
			this.close('phx_close')
		} else if (frame.event === 'access_token') {
			await this.#newToken((frame.payload as { access_token?: unknown }).access_token)
		} else if (frame.event === 'broadcast') await this.#clientBroadcast(frame)
		else if (frame.event === 'presence') await this.#clientPresence(frame)
	}

	async #newToken(token: unknown): Promise<void> {
		if (typeof token !== 'string' || token.startsWith('sb_') || token === this.#token) return
		const { context, config } = this.parts
		try {
			const claims = await claimsOf(context, token)
			if (config.private) {
				await authoriseRead(context, this.#caller(claims), config.presence.enabled)
				this.#mayWrite = null
			}
			if (this.#closed) return
			this.#token = token
			this.#claims = claims
			this.#watchToken()
		} catch (error) {
			if (error instanceof TokenError) this.shutDown(error.message)
			else if (error instanceof JoinRefused) this.shutDown(error.message.replace(/^Unauthorized: /, ''))
			else this.shutDown(':increase_connection_pool')
		}
	}

	async #clientBroadcast(frame: Frame): Promise<void> {
		const { context, config } = this.parts
		if (config.private && !(await this.#canWrite('broadcast'))) return
		const message = messageOf(frame)
		if (!message) return
		if (isTooLarge(context.limits, sizeOf(message))) {
			if (config.ack) this.#reply(frame, 'error', 'payload_size_exceeded')
			return
		}
		context.messages.add(1 + context.hub.size(this.#key))
		context.hub.publish(this.#key, message, config.self ? undefined : this)
		if (config.ack) this.#reply(frame, 'ok', {})
	}

	async #clientPresence(frame: Frame): Promise<void> {
		const { context, config } = this.parts
		const { event, payload } = frame.payload as { event?: unknown; payload?: unknown }
		if (config.private && !(await this.#canWrite('presence'))) return
		let diff: Message | null = null
		if (event === 'track') {
			const meta = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {}
			diff = context.presence.track(this.#key, this, config.presence.key, meta)
		} else if (event === 'untrack') diff = context.presence.untrack(this.#key, this)
		this.#reply(frame, 'ok', {})
		if (diff) context.hub.publish(this.#key, diff)
	}

	/** Asked of the database at the first send only. */
	async #canWrite(extension: 'broadcast' | 'presence'): Promise<boolean> {
		this.#mayWrite ??= await mayWrite(this.parts.context.database, this.#caller(this.#claims), extension)
		return this.#mayWrite
	}

	#caller(claims: Claims): AuthorisationContext {
		return { topic: this.name, claims, headers: this.parts.socket.headers }
	}

	/** Checks the token again at its expiry, and every five minutes. Rights are not asked again. */
	#watchToken(): void {
		this.#cancelTokenTimer()
		const { context } = this.parts
		const left = this.#claims.exp * 1000 - context.clock.now()
		this.#cancelTokenTimer = context.clock.after(
			Math.max(0, Math.min(left, context.delays.tokenCheck)),
			() => {
				this.#mailbox.post(async () => {
					try {
						await claimsOf(context, this.#token)
						this.#watchToken()
					} catch (error) {
						this.shutDown(error instanceof Error ? error.message : String(error))
					}
				})
			},
		)
	}

	#awaitReplication(deadline: number): void {
		const { context } = this.parts
		if (context.replication.running) this.#system('ok', 'Replication connection established')
		else if (context.clock.now() >= deadline) this.shutDown('Replication connection timeout')
		else {
			this.#cancelReadyTimer = context.clock.after(context.delays.readyPoll, () =>
				this.#awaitReplication(deadline),
			)
		}
	}

	#reply({ ref }: Frame, status: 'ok' | 'error', response: unknown): void {
		const { joinRef, topic } = this
		this.parts.socket.push({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } })
	}

	#push(event: string, payload: unknown): void {
		this.parts.socket.push({ joinRef: this.joinRef, ref: null, topic: this.topic, event, payload })
	}

	#system(status: 'ok' | 'error', message: string): void {
		this.#push('system', { message, status, extension: 'system', channel: this.name })
	}
}

/** What a client's broadcast carries to the others; null when it is none. */
function messageOf({ payload }: Frame): Message | null {
	const push = payload as ClientPush
	if (push.payload instanceof RawJson || Buffer.isBuffer(push.payload)) {
		return { form: 'user', event: push.event, meta: push.meta, payload: push.payload }
	}
	if (typeof payload !== 'object' || payload === null) return null
	// An Elixir map: its keys come out in order of their names.
	const sorted = Object.fromEntries(Object.entries(payload).sort(([a], [b]) => (a < b ? -1 : 1)))
	return { form: 'map', event: 'broadcast', payload: sorted }
}

function sizeOf(message: Message): number {
	if (message.form === 'map') return Buffer.byteLength(JSON.stringify(message.payload))
	return Buffer.isBuffer(message.payload) ? message.payload.length : Buffer.byteLength(message.payload.text)
}

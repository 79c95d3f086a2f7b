import { SerialQueue } from '../serial-queue'
import type { AuthorisationContext } from './authorise'
import type { Context } from './context'
import type { Frame } from './frames'
import { hubKey, type Member } from './hub'
import { authoriseRead, claimsOf, type JoinConfig, JoinRefused } from './join'
import { type Claims, TokenError } from './token'

/** The socket as its channels see it. */
export interface ChannelSocket {
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
	private readonly queue: SerialQueue
	private token: string
	private claims: Claims
	private cancelTokenTimer = () => {}
	private cancelReadyTimer = () => {}
	private leaveHub = () => {}
	private closed = false

	constructor(private readonly parts: ChannelParts) {
		this.topic = parts.topic
		this.joinRef = parts.joinRef
		this.name = parts.topic.slice('realtime:'.length)
		this.token = parts.token
		this.claims = parts.claims
		this.queue = new SerialQueue((error) => this.parts.context.log(`channel: ${error}`))
	}

	/** Begins to receive. Called while the socket is still answering the join, so pushes follow the reply. */
	open(): void {
		const { context, config } = this.parts
		this.leaveHub = context.hub.join(hubKey(this.name, config.private), this)
		this.watchToken()
		if (config.replicationReady) this.awaitReplication(context.clock.now() + context.delays.readyTimeout)
	}

	/** A frame of the client for this channel; one is handled after the other. */
	receive(frame: Frame): void {
		this.queue.post(() => this.handle(frame))
	}

	deliver(bytes: Buffer): void {
		this.parts.socket.pushEncoded(bytes)
	}

	/** Says why as a `system` error, then closes. The client does not rejoin by itself. */
	shutDown(message: string): void {
		if (this.closed) return
		this.pushSystem('error', message)
		this.close('phx_close')
	}

	/** Frees everything; `phx_close` and `phx_error` tell the client. */
	close(event: 'phx_close' | 'phx_error'): void {
		if (this.closed) return
		this.dispose()
		const { socket } = this.parts
		socket.forget(this)
		socket.push({ joinRef: this.joinRef, ref: this.joinRef, topic: this.topic, event, payload: {} })
	}

	/** Frees everything without a word, as when the socket is gone. */
	dispose(): void {
		if (this.closed) return
		this.closed = true
		this.queue.close()
		this.cancelTokenTimer()
		this.cancelReadyTimer()
		this.leaveHub()
	}

	private async handle(frame: Frame): Promise<void> {
		const { event, payload, ref } = frame
		if (event === 'phx_leave') {
			const { joinRef, topic } = this
			const left = { status: 'ok', response: {} }
			this.parts.socket.push({ joinRef, ref, topic, event: 'phx_reply', payload: left })
			this.close('phx_close')
		} else if (event === 'access_token') {
			await this.takeToken((payload as { access_token?: unknown }).access_token)
		} else if (event === 'broadcast' || event === 'presence') {
			// Members only listen: no policy lets them send, and the real server drops such a frame without a word.
			this.parts.context.log(`channel: a client's ${event} is not carried by the embedded Realtime`)
		}
	}

	private async takeToken(token: unknown): Promise<void> {
		if (typeof token !== 'string' || token.startsWith('sb_') || token === this.token) return
		const { context, config } = this.parts
		try {
			const claims = await claimsOf(context, token)
			if (config.private) await authoriseRead(context, this.caller(claims))
			if (this.closed) return
			this.token = token
			this.claims = claims
			this.watchToken()
		} catch (error) {
			if (error instanceof TokenError) this.shutDown(error.message)
			else if (error instanceof JoinRefused) this.shutDown(error.message.replace(/^Unauthorized: /, ''))
			else this.shutDown(':increase_connection_pool')
		}
	}

	private caller(claims: Claims): AuthorisationContext {
		return { topic: this.name, claims, headers: this.parts.socket.headers }
	}

	/** Checks the token again at its expiry, and every five minutes. Rights are not asked again. */
	private watchToken(): void {
		this.cancelTokenTimer()
		const { context } = this.parts
		const left = this.claims.exp * 1000 - context.clock.now()
		const wait = Math.max(0, Math.min(left, context.delays.tokenCheck))
		this.cancelTokenTimer = context.clock.after(wait, () => {
			this.queue.post(async () => {
				try {
					await claimsOf(context, this.token)
					this.watchToken()
				} catch (error) {
					this.shutDown(error instanceof Error ? error.message : String(error))
				}
			})
		})
	}

	private awaitReplication(deadline: number): void {
		const { context } = this.parts
		if (context.replication.seemsRunning) this.pushSystem('ok', 'Replication connection established')
		else if (context.clock.now() >= deadline)
			this.shutDown('Replication connection was not established in time')
		else {
			this.cancelReadyTimer = context.clock.after(context.delays.readyPoll, () =>
				this.awaitReplication(deadline),
			)
		}
	}

	private pushSystem(status: 'ok' | 'error', message: string): void {
		const { joinRef, topic, name } = this
		const payload = { message, status, extension: 'system', channel: name }
		this.parts.socket.push({ joinRef, ref: null, topic, event: 'system', payload })
	}
}

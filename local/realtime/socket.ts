import type { WebSocket } from 'ws'
import { SerialQueue } from '../serial-queue'
import { Channel, type ChannelSocket } from './channel'
import { sleep } from './clock'
import type { Context } from './context'
import { decodeFrame, encodeFrame, type Frame } from './frames'
import { authoriseRead, claimsOf, JoinRefused, joinReason, readConfig, tokenOf } from './join'

/** Over this the connection is cut without a word. */
const LARGEST_FRAME = 5_000_000
const PREFIX = 'realtime:'

/**
 * One client's connection, with Phoenix' rules. Everything in and out goes through one queue, so a join that takes its
 * time (a refused one takes 5 s) holds up the heartbeats and the broadcasts of all other channels behind it.
 */
export class Socket implements ChannelSocket {
	private readonly queue: SerialQueue
	private readonly joined = new Map<string, Channel>()
	private cancelIdle = () => {}
	private ended = false
	/** How many frames the client has sent. */
	framesReceived = 0

	constructor(
		private readonly ws: WebSocket,
		private readonly context: Context,
		readonly headers: Record<string, string>,
		/** The `apikey` of the connection: what a channel without a token of its own is joined with. */
		private readonly connectToken: string,
		onEnd: (socket: Socket) => void,
	) {
		this.queue = new SerialQueue((error) => context.log(`socket: ${error}`))
		ws.on('message', (data, binary) => this.received(data as Buffer, binary))
		ws.on('error', () => ws.terminate())
		ws.on('close', () => {
			this.end()
			onEnd(this)
		})
		this.watchIdle()
	}

	push(frame: Frame): void {
		this.pushEncoded(encodeFrame(frame))
	}

	pushEncoded(bytes: string | Buffer): void {
		this.queue.post(async () => {
			await this.context.faults.thawed()
			this.send(bytes)
		})
	}

	forget(channel: Channel): void {
		if (this.joined.get(channel.topic) === channel) this.joined.delete(channel.topic)
	}

	/** The channels joined now, of one topic (without `realtime:`) or all. */
	channels(topic?: string): Channel[] {
		return [...this.joined.values()].filter((channel) => topic === undefined || channel.name === topic)
	}

	/** Closes with `code`; 1006 cuts the connection. */
	close(code: number): void {
		this.end()
		if (code === 1006) this.ws.terminate()
		else this.ws.close(code)
	}

	private end(): void {
		if (this.ended) return
		this.ended = true
		this.queue.close()
		this.cancelIdle()
		for (const channel of this.joined.values()) channel.dispose()
		this.joined.clear()
	}

	private send(bytes: string | Buffer): void {
		if (this.ws.readyState === this.ws.OPEN) this.ws.send(bytes)
	}

	private received(data: Buffer, binary: boolean): void {
		this.framesReceived++
		this.watchIdle()
		if (data.length > LARGEST_FRAME) {
			this.close(1006)
			return
		}
		// Clients send bytes only to broadcast, which members may not.
		const frame = binary ? null : decodeFrame(data.toString('utf8'))
		if (!frame) return
		this.queue.post(async () => {
			await this.context.faults.thawed()
			await this.handle(frame)
		})
	}

	/** Only what the client says counts; what the server pushes does not. */
	private watchIdle(): void {
		this.cancelIdle()
		this.cancelIdle = this.context.clock.after(this.context.delays.idle, () => this.close(1000))
	}

	private async handle(frame: Frame): Promise<void> {
		const { topic, event, joinRef } = frame
		if (topic === 'phoenix' && event === 'heartbeat') return this.reply({ ...frame, joinRef: null }, 'ok', {})
		if (event === 'phx_join') return this.join(frame)
		const channel = this.joined.get(topic)
		if (channel) {
			// A frame of an earlier join of the same topic has raced with a close: it needs no answer.
			if (joinRef === null || joinRef === channel.joinRef) channel.receive(frame)
		} else if (event === 'phx_leave') this.reply(frame, 'ok', {})
		else this.reply({ ...frame, joinRef: null }, 'error', { reason: 'unmatched topic' })
	}

	private async join(frame: Frame): Promise<void> {
		const { topic } = frame
		if (!topic.startsWith(PREFIX)) {
			this.reply({ ...frame, joinRef: null }, 'error', { reason: 'unmatched topic' })
			return
		}
		// A second join of a topic ends the first; its phx_close is queued, so it follows the reply below.
		this.joined.get(topic)?.close('phx_close')
		try {
			const response = await this.joinChannel(frame)
			this.reply(frame, 'ok', response)
		} catch (error) {
			await sleep(this.context.clock, this.context.delays.joinError)
			await this.context.faults.thawed()
			this.reply(frame, 'error', { reason: joinReason(error) })
			if (joinReason(error).startsWith('ClientJoinRateLimitReached')) {
				this.queue.post(() => this.close(1001))
			}
		}
	}

	private async joinChannel(frame: Frame): Promise<unknown> {
		const { context } = this
		const name = frame.topic.slice(PREFIX.length)
		if (name === '') throw new JoinRefused('TopicNameRequired: You must provide a topic name')
		const fault = await context.faults.join(name)
		if (fault?.reason) throw new JoinRefused(fault.reason)
		if (context.joins.add()) throw new JoinRefused('ClientJoinRateLimitReached: Too many joins per second')
		const payload = (typeof frame.payload === 'object' ? frame.payload : {}) as Record<string, unknown>
		const config = readConfig(payload)
		if (context.privateOnly && !config.private) {
			throw new JoinRefused('PrivateOnly: This project only allows private channels')
		}
		if (context.limits.channelsPerSocket !== null && this.joined.size >= context.limits.channelsPerSocket) {
			throw new JoinRefused('ChannelRateLimitReached: Too many channels')
		}
		const token = tokenOf(payload, this.connectToken)
		const claims = await claimsOf(context, token)
		if (config.private) {
			await authoriseRead(context, { topic: name, claims, headers: this.headers })
		}
		if (this.ended) return null
		const { topic, joinRef } = frame
		const channel = new Channel({ context, socket: this, topic, joinRef, config, token, claims })
		this.joined.set(topic, channel)
		channel.open()
		return { postgres_changes: config.legacy ? legacyChanges(this, frame, name) : [] }
	}

	private reply({ joinRef, ref, topic }: Frame, status: 'ok' | 'error', response: unknown): void {
		this.send(encodeFrame({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } }))
	}
}

/** A join of the old API is taken for Postgres changes, which this endpoint has none of: the server's own refusal. */
function legacyChanges(socket: Socket, { joinRef, topic }: Frame, schema: string): unknown[] {
	const message = `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: ${schema}, table: *, filters: [], select: nil]`
	const payload = { message, status: 'error', extension: 'postgres_changes', channel: schema }
	socket.push({ joinRef, ref: null, topic, event: 'system', payload })
	return [{ id: 1, schema }]
}

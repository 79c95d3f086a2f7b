import type {
	RealtimeChannel,
	RealtimeChannelOptions,
	RealtimeClientOptions,
	RealtimeClient as RealtimeClientType,
} from '@supabase/supabase-js'

/**
 * Stands in for `@supabase/realtime-js` inside supabase-js in the built page (scripts/build/leave-out.ts): the figures
 * come by REST, and need not wait for the code of a channel. The real client is loaded by the first `setAuth()` without
 * a token, which every private channel has to await before it joins anyway.
 */
export class RealtimeClient {
	readonly #endPoint: string
	readonly #options: RealtimeClientOptions
	#client: RealtimeClientType | null = null
	#loading: Promise<RealtimeClientType> | null = null

	constructor(endPoint: string, options: RealtimeClientOptions) {
		this.#endPoint = endPoint
		this.#options = options
	}

	#load(): Promise<RealtimeClientType> {
		this.#loading ??= import('@supabase/realtime-js').then(
			(module) => {
				this.#client = new module.RealtimeClient(this.#endPoint, this.#options)
				return this.#client
			},
			(error: unknown) => {
				// Without network the code cannot come either; the next attempt asks again.
				this.#loading = null
				throw error
			},
		)
		return this.#loading
	}

	/** With a token: supabase-js tells of a new session, which concerns only a client that is there already. */
	async setAuth(token?: string | null): Promise<void> {
		if (token !== undefined) return this.#client?.setAuth(token)
		return (await this.#load()).setAuth()
	}

	/** Only after `setAuth()`. */
	channel(topic: string, options?: RealtimeChannelOptions): RealtimeChannel {
		if (!this.#client) throw new Error('await realtime.setAuth() before joining a channel')
		return this.#client.channel(topic, options)
	}

	getChannels(): RealtimeChannel[] {
		return this.#client?.getChannels() ?? []
	}

	async removeChannel(channel: RealtimeChannel) {
		return (await this.#client?.removeChannel(channel)) ?? 'ok'
	}

	async removeAllChannels() {
		return (await this.#client?.removeAllChannels()) ?? []
	}

	async disconnect() {
		return (await this.#client?.disconnect()) ?? 'ok'
	}
}

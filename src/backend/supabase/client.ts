import { AuthClient } from '@supabase/auth-js'
import { PostgrestClient } from '@supabase/postgrest-js'
import type {
	RealtimeChannel,
	RealtimeChannelOptions,
	RealtimeClient,
	RealtimeClientOptions,
	SupabaseClient,
} from '@supabase/supabase-js'
import type { Database } from '../database.types'

/** What Painel uses of a supabase-js client. */
export type Client = Pick<SupabaseClient<Database>, 'auth' | 'from' | 'rpc' | 'channel' | 'removeChannel'> & {
	readonly realtime: Pick<RealtimeClient, 'setAuth' | 'disconnect'>
}

export interface ClientOptions {
	/** Where the session is stored on this device. */
	storageKey: string
	realtime: RealtimeClientOptions
}

/**
 * A client of supabase-js' own parts: sign-in, REST and the live channel, put together as its `createClient` does. The
 * figures come by REST, so the code of the channel is loaded only when one is joined; files and edge functions are not
 * part of the page at all. `client.test.ts` compares it with `createClient`.
 */
export function createClient(url: string, key: string, options: ClientOptions): Client {
	const base = `${url.replace(/\/+$/, '')}/`
	const auth = new AuthClient({
		url: `${base}auth/v1`,
		headers: { apikey: key, Authorization: `Bearer ${key}` },
		storageKey: options.storageKey,
		// PKCE brings e-mail links back in the query, so that they don't meddle with the routes in the hash.
		flowType: 'pkce',
		autoRefreshToken: true,
		persistSession: true,
		detectSessionInUrl: true,
	})
	const token = async () => (await auth.getSession()).data.session?.access_token ?? key
	const rest = new PostgrestClient<Database>(`${base}rest/v1`, {
		schema: 'public',
		// The feed retries by itself, and says so.
		retry: false,
		wrapFetch: (request) => async (input, init) => {
			const headers = new Headers(init?.headers)
			if (!headers.has('apikey')) headers.set('apikey', key)
			if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${await token()}`)
			return request(input, { ...init, headers })
		},
	})
	const realtime = new DeferredRealtime(`${base.replace(/^http/, 'ws')}realtime/v1`, {
		...options.realtime,
		accessToken: token,
		params: { apikey: key },
	})
	let lastToken: string | undefined
	auth.onAuthStateChange((_, session) => {
		if (session?.access_token === lastToken) return
		lastToken = session?.access_token
		void realtime.tokenChanged(lastToken)
	})
	return {
		auth,
		from: rest.from.bind(rest) as Client['from'],
		rpc: rest.rpc.bind(rest) as Client['rpc'],
		realtime,
		channel: (topic, channelOptions) => realtime.channel(topic, channelOptions),
		removeChannel: (channel) => realtime.removeChannel(channel),
	}
}

/**
 * A realtime client whose code is loaded by the first `setAuth()`, which every private channel awaits before it joins
 * anyway.
 */
class DeferredRealtime {
	private client: RealtimeClient | null = null
	private loading: Promise<RealtimeClient> | null = null

	constructor(
		private readonly endPoint: string,
		private readonly options: RealtimeClientOptions,
	) {}

	async setAuth(): Promise<void> {
		await (await this.load()).setAuth()
	}

	/** A new session, or none, concerns only a client that is there already. */
	async tokenChanged(token: string | undefined): Promise<void> {
		await this.client?.setAuth(token)
	}

	/** Only after `setAuth()`. */
	channel(topic: string, options?: RealtimeChannelOptions): RealtimeChannel {
		if (!this.client) throw new Error('await realtime.setAuth() before joining a channel')
		return this.client.channel(topic, options)
	}

	async removeChannel(channel: RealtimeChannel) {
		return (await this.client?.removeChannel(channel)) ?? 'ok'
	}

	async disconnect() {
		return (await this.client?.disconnect()) ?? 'ok'
	}

	private load(): Promise<RealtimeClient> {
		this.loading ??= import('@supabase/realtime-js').then(
			({ RealtimeClient }) => {
				this.client = new RealtimeClient(this.endPoint, this.options)
				return this.client
			},
			(error: unknown) => {
				// Without network the code cannot come either; the next attempt requests it again.
				this.loading = null
				throw error
			},
		)
		return this.loading
	}
}

import { PostgrestClient } from '@supabase/postgrest-js'
import type {
	Session as AuthSession,
	RealtimeChannel,
	RealtimeChannelOptions,
	RealtimeClient,
	RealtimeClientOptions,
	SupabaseClient,
} from '@supabase/supabase-js'
import { isFromTheFuture } from '../../feed/answer-meaning'
import { browserEnvironment, systemClock } from '../../feed/browser'
import type { Database } from '../database.types'
import { AuthRequests } from './auth-requests'
import { SessionEvents } from './session-events'
import { type DeviceStorage, SessionStorage, storageInMemory } from './stored-session'
import { type Lack, TokenKeeper } from './token-keeper'

/** What Painel uses of a supabase-js client, and the session that the page keeps by itself. */
export type Client = Pick<SupabaseClient<Database>, 'from' | 'rpc' | 'channel' | 'removeChannel'> & {
	readonly realtime: Pick<RealtimeClient, 'setAuth' | 'disconnect'>
	readonly auth: AuthRequests
	readonly keeper: TokenKeeper
	readonly sessions: SessionStorage
	readonly sessionEvents: SessionEvents
	/** Signs the page and the other tabs in with a session that the auth service gave. */
	enter(session: AuthSession): void
	/** Forgets the session in the page and the other tabs; asks the server for nothing. */
	leave(): void
	/** Ends this session on the server, or all of this person's; the page's own goes by `leave`. Rejects without an answer. */
	endSession(scope: 'local' | 'global'): Promise<Response>
}

export interface ClientOptions {
	/** Where the session is stored on this device. */
	storageKey: string
	/** By default the browser's. */
	storage?: DeviceStorage
	realtime: RealtimeClientOptions
}

/**
 * A client of supabase-js' own parts: sign-in, REST and the live channel, put together as its `createClient` does. The
 * figures come by REST, so the code of the channel is loaded only when one is joined; files and edge functions are not
 * part of the page at all. `client.test.ts` compares it with `createClient`.
 */
export function createClient(url: string, key: string, options: ClientOptions): Client {
	const base = `${url.replace(/\/+$/, '')}/`
	const sessions = new SessionStorage(options.storageKey, options.storage ?? deviceStorage(), systemClock.now)
	const sessionEvents = new SessionEvents(sessions)
	const enter = (session: AuthSession) => {
		sessions.store(session)
		sessionEvents.tell()
	}
	const leave = () => {
		sessions.remove()
		sessionEvents.tell()
	}
	const auth = new AuthRequests(`${base}auth/v1`, key)
	const keeper = keepTokens({ auth, sessions, enter, leave })
	const rest = new PostgrestClient<Database>(`${base}rest/v1`, {
		schema: 'public',
		// The feed retries by itself, and says so.
		retry: false,
		wrapFetch: (request) => withToken(request, keeper, key),
	})
	const realtime = new DeferredRealtime(`${base.replace(/^http/, 'ws')}realtime/v1`, {
		...options.realtime,
		accessToken: async () => keeper.usable() ?? keeper.session()?.access_token ?? key,
		params: { apikey: key },
	})
	keeper.plan()
	sessionEvents.subscribe((_, session) => {
		keeper.plan()
		void realtime.tokenChanged(session?.access_token)
	})
	return {
		auth,
		keeper,
		sessions,
		sessionEvents,
		enter,
		leave,
		endSession: async (scope) => auth.logOut((await keeper.token()) ?? '', scope),
		from: rest.from.bind(rest) as Client['from'],
		rpc: rest.rpc.bind(rest) as Client['rpc'],
		realtime,
		channel: (topic, channelOptions) => realtime.channel(topic, channelOptions),
		removeChannel: (channel) => realtime.removeChannel(channel),
	}
}

function deviceStorage(): DeviceStorage {
	try {
		return globalThis.localStorage ?? storageInMemory()
	} catch {
		return storageInMemory()
	}
}

interface Parts {
	auth: AuthRequests
	sessions: SessionStorage
	enter(session: AuthSession): void
	leave(): void
}

function keepTokens({ auth, sessions, enter, leave }: Parts): TokenKeeper {
	const environment = browserEnvironment()
	const keeper = new TokenKeeper({
		storage: sessions,
		clock: systemClock,
		isOnline: environment.online,
		askForToken: (refreshToken) => auth.refresh(refreshToken),
		adopt: enter,
		end() {
			const userId = sessions.session()?.user.id
			if (userId) sessions.noteEnded(userId)
			leave()
		},
	})
	environment.subscribe((event) => {
		if (event === 'online') keeper.networkReturned()
		else if (event === 'visible' || event === 'pageshow') keeper.plan()
	})
	return keeper
}

/**
 * Gives each request the reader's token. Somebody who is signed in never asks as nobody: while there is no good token, the
 * answer is what keeps it away.
 */
function withToken(request: typeof fetch, keeper: TokenKeeper, key: string): typeof fetch {
	return async (input, init) => {
		const headers = new Headers(init?.headers)
		if (!headers.has('apikey')) headers.set('apikey', key)
		const token = await keeper.token()
		if (!token && keeper.session()) return unasked(keeper.reason())
		if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${token ?? key}`)
		const answer = await request(input, { ...init, headers })
		if (token && answer.status === 401) {
			const message = await answer.clone().text()
			if (!isFromTheFuture({ status: 401, message })) keeper.refuse(token)
		}
		return answer
	}
}

function unasked(reason: Lack): Response {
	if (reason === 'network') throw new TypeError('Failed to fetch: the auth service was not reached')
	const status = reason === 'rate_limited' ? 429 : 503
	return Response.json({ message: 'The auth service has no token to give at the moment' }, { status })
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

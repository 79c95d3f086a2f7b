import { AuthClient } from '@supabase/auth-js'
import { PostgrestClient } from '@supabase/postgrest-js'
import type {
	AuthChangeEvent,
	Session as AuthSession,
	RealtimeChannel,
	RealtimeChannelOptions,
	RealtimeClient,
	RealtimeClientOptions,
	SupabaseClient,
} from '@supabase/supabase-js'
import { browserEnvironment, systemClock } from '../../feed/browser'
import type { Database } from '../database.types'
import { type DeviceStorage, SessionStorage, storageInMemory } from './stored-session'
import { type Lack, TokenKeeper } from './token-keeper'

/** What Painel uses of a supabase-js client. */
export type Client = Pick<SupabaseClient<Database>, 'auth' | 'from' | 'rpc' | 'channel' | 'removeChannel'> & {
	readonly realtime: Pick<RealtimeClient, 'setAuth' | 'disconnect'>
	readonly keeper: TokenKeeper
	readonly sessions: SessionStorage
	/** Signs the page and the other tabs in with a session that was got otherwise than by auth-js. */
	adopt(session: AuthSession): Promise<void>
}

type Auth = InstanceType<typeof AuthClient>

/** What auth-js does with a session once it has one; its own ways to get one are more than this page needs. */
interface AuthInternals {
	_saveSession(session: AuthSession): Promise<void>
	_removeSession(): Promise<void>
	_notifyAllSubscribers(event: AuthChangeEvent, session: AuthSession | null): Promise<void>
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
	const auth = new AuthClient({
		url: `${base}auth/v1`,
		headers: { apikey: key, Authorization: `Bearer ${key}` },
		storageKey: options.storageKey,
		storage: sessions.forAuth,
		// PKCE brings e-mail links back in the query, so that they don't meddle with the routes in the hash.
		flowType: 'pkce',
		// The keeper renews tokens, and the way in reads what a link brings back: auth-js says nothing of either.
		autoRefreshToken: false,
		persistSession: true,
		detectSessionInUrl: false,
	})
	const keeper = keepTokens({ auth, base, key, sessions })
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
	let lastToken: string | undefined
	auth.onAuthStateChange((_, session) => {
		if (session?.access_token === lastToken) return
		lastToken = session?.access_token
		keeper.plan()
		void realtime.tokenChanged(lastToken)
	})
	return {
		auth,
		keeper,
		sessions,
		adopt: (session) => announce(auth, 'SIGNED_IN', session),
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

async function announce(auth: Auth, event: AuthChangeEvent, session: AuthSession): Promise<void> {
	const internals = auth as unknown as AuthInternals
	await internals._saveSession(session)
	await internals._notifyAllSubscribers(event, session)
}

/** How long the auth service may take to answer a refresh. */
const REFRESH_MS = 15_000

interface Parts {
	auth: Auth
	base: string
	key: string
	sessions: SessionStorage
}

function keepTokens({ auth, base, key, sessions }: Parts): TokenKeeper {
	const environment = browserEnvironment()
	const keeper = new TokenKeeper({
		storage: sessions,
		clock: systemClock,
		isOnline: environment.online,
		askForToken: (refreshToken) =>
			fetch(`${base}auth/v1/token?grant_type=refresh_token`, {
				method: 'POST',
				headers: {
					apikey: key,
					Authorization: `Bearer ${key}`,
					'content-type': 'application/json;charset=UTF-8',
				},
				body: JSON.stringify({ refresh_token: refreshToken }),
				signal: AbortSignal.timeout(REFRESH_MS),
			}),
		adopt: (session) => announce(auth, 'TOKEN_REFRESHED', session),
		async end() {
			const userId = sessions.session()?.user.id
			if (userId) sessions.noteEnded(userId)
			await (auth as unknown as AuthInternals)._removeSession()
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
		if (token && answer.status === 401 && !(await answer.clone().text()).includes('issued at future'))
			keeper.refuse(token)
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

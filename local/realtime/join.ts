import { type AuthorisationContext, MissingPartition, mayRead } from './authorise'
import type { Context } from './context'
import { type Claims, keyClaims, TokenError, verifyToken } from './token'

/** A join that the server answers with an error. `message` is the reason, `Code: text`. */
export class JoinRefused extends Error {
	override name = 'JoinRefused'
}

/** What a client asks for in `phx_join`. */
export interface JoinConfig {
	private: boolean
	replicationReady: boolean
	/** The old API: no `config` at all means Postgres changes of the schema named like the topic. */
	legacy: boolean
}

type Json = Record<string, unknown>

/** `Access.get/3` of Elixir on something that is neither a map nor nil: the server dies with these words. */
function part(of: Json, name: string): Json {
	const value = of[name]
	if (value === undefined || value === null) return {}
	if (typeof value !== 'object' || Array.isArray(value)) {
		throw new JoinRefused('UnknownErrorOnChannel: no function clause matching in Access.get/3')
	}
	return value as Json
}

const flag = (value: unknown): boolean => value === true || value === 'true'

/**
 * Reads the payload of `phx_join`. What this endpoint does not have is refused, so that nobody waits for it in vain.
 * @throws {JoinRefused}
 */
export function readConfig(payload: Json): JoinConfig {
	const config = part(payload, 'config')
	const broadcast = part(config, 'broadcast')
	const presence = part(config, 'presence')
	if (flag(presence.enabled)) throw new JoinRefused('NotEmbedded: the embedded Realtime has no presence')
	if (broadcast.replay) throw new JoinRefused('NotEmbedded: the embedded Realtime replays no messages')
	return {
		private: flag(config.private),
		replicationReady: flag(broadcast.replication_ready),
		legacy: payload.config === undefined,
	}
}

/** The token that counts for a channel: its own, or the one of the connection when it has none or an `sb_…` key. */
export function tokenOf(payload: Json, connectToken: string): string {
	const token = payload.access_token ?? payload.user_token
	return typeof token === 'string' && !token.startsWith('sb_') ? token : connectToken
}

/**
 * Claims of a token or of a project key.
 * @throws {TokenError}
 */
export async function claimsOf(context: Context, token: string): Promise<Claims> {
	return keyClaims(context.keys, token) ?? (await verifyToken(token, context.jwtSecret, context.clock))
}

/**
 * Makes sure that the caller may read the topic.
 * @throws {JoinRefused}
 */
export async function authoriseRead(context: Context, caller: AuthorisationContext): Promise<void> {
	let allowed: boolean
	try {
		allowed = await mayRead(context.database, caller)
	} catch (error) {
		if (!(error instanceof MissingPartition)) throw error
		throw new JoinRefused('MissingPartition: Realtime was unable to find the expected messages partition')
	}
	if (allowed) return
	throw new JoinRefused(
		`Unauthorized: You do not have permissions to read from this Channel topic: ${caller.topic}`,
	)
}

/** The reason of a refused join, whatever went wrong. */
export function joinReason(error: unknown): string {
	if (error instanceof JoinRefused) return error.message
	if (error instanceof TokenError) return `${error.code}: ${error.message}`
	return `UnknownErrorOnChannel: ${error instanceof Error ? error.message : error}`
}

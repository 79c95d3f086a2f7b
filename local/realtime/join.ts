import { randomUUID } from 'node:crypto'
import { type AuthorisationContext, type Extension, MissingPartition, mayRead } from './authorise'
import type { Context } from './context'
import { type ReplayWish, readReplayWish } from './replay'
import { type Claims, keyClaims, TokenError, verifyToken } from './token'

/** A join that the server answers with an error. `message` is the reason, `Code: text`. */
export class JoinRefused extends Error {
	override name = 'JoinRefused'
}

/** What a client asks for in `phx_join`. */
export interface JoinConfig {
	private: boolean
	ack: boolean
	self: boolean
	replicationReady: boolean
	replay: ReplayWish | null
	presence: { enabled: boolean; key: string }
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
 * Reads the payload of `phx_join`.
 * @throws {JoinRefused}
 */
export function readConfig(payload: Json): JoinConfig {
	const config = part(payload, 'config')
	const broadcast = part(config, 'broadcast')
	const presence = part(config, 'presence')
	const isPrivate = flag(config.private)
	const replay = readReplayWish(broadcast.replay)
	if (replay === 'invalid') throw new JoinRefused('UnableToReplayMessages: Replay params are not valid')
	if (replay && !isPrivate) {
		throw new JoinRefused('UnableToReplayMessages: Replay params are not allowed for public channels')
	}
	return {
		private: isPrivate,
		ack: flag(broadcast.ack),
		self: flag(broadcast.self),
		replicationReady: flag(broadcast.replication_ready),
		replay,
		presence: {
			enabled: flag(presence.enabled),
			key: typeof presence.key === 'string' && presence.key ? presence.key : randomUUID(),
		},
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

/** Words for a caller whom no policy lets read. */
export const noPermission = (topic: string): string =>
	`You do not have permissions to read from this Channel topic: ${topic}`

/**
 * Whether the caller may read the topic: of broadcast and, when enabled, presence at least one.
 * @throws {JoinRefused}
 */
export async function authoriseRead(
	context: Context,
	caller: AuthorisationContext,
	withPresence: boolean,
): Promise<Set<Extension>> {
	const asked: Extension[] = withPresence ? ['broadcast', 'presence'] : ['broadcast']
	let allowed: Set<Extension>
	try {
		allowed = await mayRead(context.database, caller, asked)
	} catch (error) {
		if (!(error instanceof MissingPartition)) throw error
		throw new JoinRefused('MissingPartition: Realtime was unable to find the expected messages partition')
	}
	if (allowed.size === 0) throw new JoinRefused(`Unauthorized: ${noPermission(caller.topic)}`)
	return allowed
}

/** The reason of a refused join, whatever went wrong. */
export function joinReason(error: unknown): string {
	if (error instanceof JoinRefused) return error.message
	if (error instanceof TokenError) return `${error.code}: ${error.message}`
	return `UnknownErrorOnChannel: ${error instanceof Error ? error.message : error}`
}

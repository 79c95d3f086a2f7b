import type { FeedEvent } from './connection'

/**
 * What a failed join or a closing system message means, by the server's own sentences.
 * Anything unknown counts as passing trouble: the client retries by itself.
 */
const meanings: readonly [RegExp, FeedEvent][] = [
	[/^:?Unauthorized|do not have permissions/i, 'link_denied'],
	[
		/InvalidJWTToken|MalformedJWT|JwtSign\w+Error|Token has expired|token provided is not a valid JWT/i,
		'link_token_refused',
	],
	[/RateLimitReached|Too many|tenant_events|too_many/i, 'link_limited'],
	[/RealtimeDisabled|Realtime was disabled|PrivateOnly|TopicNameRequired/i, 'link_denied'],
]

export function meaningOf(reason: string): FeedEvent {
	return meanings.find(([pattern]) => pattern.test(reason))?.[1] ?? 'link_error'
}

/** The socket itself could not be opened or was cut, as opposed to an answer of the server. */
export function isTransportFailure(reason: string): boolean {
	return /^socket closed|transport failure|connection lost|heartbeat timeout/i.test(reason)
}

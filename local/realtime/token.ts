import { compactVerify, decodeProtectedHeader } from 'jose'
import type { Clock } from './clock'

/** What a token says; `role` and `exp` (seconds) are required. */
export interface Claims {
	role: string
	exp: number
	sub?: string
	[name: string]: unknown
}

/** Codes as the server puts them before the text of a refused join. */
export type TokenErrorCode = 'MalformedJWT' | 'JwtSignatureError' | 'InvalidJWTToken'

/** Why a token is refused. `message` is the server's text without the code. */
export class TokenError extends Error {
	override name = 'TokenError'
	constructor(
		readonly code: TokenErrorCode,
		message: string,
	) {
		super(message)
	}
}

/** The keys of a project that are no JWT, as the gateway in front of the real server exchanges them. */
export interface ProjectKeys {
	publishableKey: string
	secretKey: string
}

const FAR_FUTURE = 4_102_444_800

/** Claims of a `sb_…` key; null for any other string. */
export function keyClaims(keys: ProjectKeys, key: string): Claims | null {
	if (key === keys.publishableKey) return { role: 'anon', exp: FAR_FUTURE }
	if (key === keys.secretKey) return { role: 'service_role', exp: FAR_FUTURE }
	return null
}

/**
 * Checks form, signature (HS256), expiry and the required claims, in the server's order.
 * @throws {TokenError}
 */
export async function verifyToken(token: string, jwtSecret: string, clock: Clock): Promise<Claims> {
	const compact = token.replace(/\s/g, '')
	let claims: Record<string, unknown>
	try {
		decodeProtectedHeader(compact)
		claims = JSON.parse(Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString('utf8'))
		if (typeof claims !== 'object' || claims === null || compact.split('.').length !== 3) throw new Error()
	} catch {
		throw new TokenError('MalformedJWT', 'The token provided is not a valid JWT')
	}
	try {
		await compactVerify(compact, new TextEncoder().encode(jwtSecret), { algorithms: ['HS256'] })
	} catch {
		throw new TokenError('JwtSignatureError', 'Failed to validate JWT signature')
	}
	const expired = typeof claims.exp === 'number' ? secondsSince(claims.exp, clock) : -1
	if (expired >= 0) throw new TokenError('InvalidJWTToken', `Token has expired ${expired} seconds ago`)
	if (typeof claims.role !== 'string' || typeof claims.exp !== 'number') {
		throw new TokenError('InvalidJWTToken', 'Fields `role` and `exp` are required in JWT')
	}
	return claims as Claims
}

function secondsSince(exp: number, clock: Clock): number {
	return Math.floor(clock.now() / 1000) - exp
}

import { createHash, randomBytes, randomInt } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { AuthFailure } from './failure'

/** What an access token says. */
export interface AccessClaims {
	sub: string
	role: string
	session_id?: string
	email?: string
	[name: string]: unknown
}

/** Signs and reads access tokens, with the project's one secret (HS256). */
export class AccessTokens {
	private readonly secret: Uint8Array

	constructor(jwtSecret: string) {
		this.secret = new TextEncoder().encode(jwtSecret)
	}

	sign(claims: Record<string, unknown>): Promise<string> {
		return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(this.secret)
	}

	/** @throws {AuthFailure} with 403, which is what this service answers to a bad token. */
	async read(authorization: string | null, now: number): Promise<AccessClaims> {
		const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
		if (!token) throw new AuthFailure(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
		if (token.startsWith('sb_')) throw badToken('invalid claim: missing sub claim')
		try {
			const { payload } = await jwtVerify(token, this.secret, {
				algorithms: ['HS256'],
				currentDate: new Date(now),
			})
			if (!payload.sub) throw badToken('invalid claim: missing sub claim')
			return payload as unknown as AccessClaims
		} catch (error) {
			if (error instanceof AuthFailure) throw error
			throw badToken(`invalid JWT: unable to parse or verify signature, ${reasonOf(error)}`)
		}
	}
}

const badToken = (message: string) => new AuthFailure(403, 'bad_jwt', message)

function reasonOf(error: unknown): string {
	if (error instanceof errors.JWTExpired) return 'token has invalid claims: token is expired'
	if (error instanceof errors.JWTClaimValidationFailed)
		return 'token has invalid claims: token is not valid yet'
	if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JWSSignatureVerificationFailed)
		return 'token signature is invalid: signature is invalid'
	return 'token is malformed: token contains an invalid number of segments'
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** Twelve letters and digits, as the service makes them. */
export function makeRefreshToken(): string {
	return [...randomBytes(12)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

export const isRefreshToken = (text: unknown): text is string =>
	typeof text === 'string' && /^[a-z2-7]{12}$/.test(text)

export function makeCode(length: number): string {
	return Array.from({ length }, () => randomInt(10)).join('')
}

/** A code is kept only as its hash, which is also what a link carries. */
export function hashOf(email: string, code: string): string {
	return createHash('sha224')
		.update(email + code)
		.digest('hex')
}

/** Whether this is the secret whose hash a client sent with its request. */
export function fitsChallenge(verifier: string, challenge: string, method: string): boolean {
	const made = method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')
	return made === challenge
}

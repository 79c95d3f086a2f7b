import { compactVerify, SignJWT } from 'jose'
import { json } from '../http/json'
import type { ProjectKeys } from '../realtime/token'

/** By how many seconds the clocks of those who sign and those who read tokens may differ. */
const GRACE = 30

/** The roles that the API's own role may take. */
const GRANTED = ['anon', 'authenticated', 'service_role']

interface Judge {
	jwtSecret: string
	keys: ProjectKeys
	/** In ms. */
	now?: () => number
}

/** A request whose token Lite can be left to read, or the answer to one that PostgREST would refuse. */
export async function judgeBearer(
	request: Request,
	{ jwtSecret, keys, now = Date.now }: Judge,
): Promise<Request | Response> {
	const token = /^bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1]
	// The gateway exchanges the project's keys for tokens.
	if (!token || token === keys.publishableKey || token === keys.secretKey) return request
	const parts = token.split('.').length
	if (parts !== 3) return refused('PGRST301', `Expected 3 parts in JWT; got ${parts}`)
	const secret = new TextEncoder().encode(jwtSecret)
	let claims: Record<string, unknown>
	try {
		const { payload } = await compactVerify(token, secret, { algorithms: ['HS256'] })
		claims = JSON.parse(new TextDecoder().decode(payload))
	} catch {
		const details = 'None of the keys was able to decode the JWT'
		return refused('PGRST301', 'No suitable key or wrong key type', details)
	}
	const seconds = Math.floor(now() / 1000)
	const trouble = outOfTime(claims, seconds)
	if (trouble) return refused('PGRST303', trouble)
	const { role } = claims
	if (
		typeof role === 'string' &&
		!GRANTED.includes(role) &&
		!/^(postgres|supabase_\w+|authenticator)$/.test(role)
	)
		return refused('22023', `role "${role}" does not exist`)
	// Lite knows neither the grace nor the scheme in small letters.
	const isPlain = request.headers.get('authorization') === `Bearer ${token}` && isInTime(claims, seconds)
	return isPlain ? request : withoutTimes(request, claims, secret)
}

/** Instants count in whole seconds: one with a fraction is long ago. */
function outOfTime(claims: Record<string, unknown>, now: number): string | null {
	for (const name of ['exp', 'iat', 'nbf'] as const)
		if (claims[name] !== undefined && typeof claims[name] !== 'number')
			return `The JWT '${name}' claim must be a number`
	const at = (name: string) => (Number.isInteger(claims[name]) ? (claims[name] as number) : 0)
	if (claims.exp !== undefined && now - GRACE > at('exp')) return 'JWT expired'
	if (claims.nbf !== undefined && at('nbf') > now + GRACE) return 'JWT not yet valid'
	if (claims.iat !== undefined && at('iat') > now + GRACE) return 'JWT issued at future'
	return null
}

function isInTime({ exp, iat, nbf }: Record<string, unknown>, now: number): boolean {
	const later = Math.max(Number(iat ?? 0), Number(nbf ?? 0))
	return Number(exp ?? Number.POSITIVE_INFINITY) > now + 1 && later < now
}

/** The same claims in a token that only lives for this request. */
async function withoutTimes(
	request: Request,
	{ exp: _, iat: __, nbf: ___, ...claims }: Record<string, unknown>,
	secret: Uint8Array,
): Promise<Request> {
	const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)
	const headers = new Headers(request.headers)
	headers.set('authorization', `Bearer ${token}`)
	return new Request(request, { headers })
}

function refused(code: string, message: string, details: string | null = null): Response {
	return json(401, { code, details, hint: null, message })
}

import { json } from '../http/json'
import { checkedAddress, isBanned } from './accounts'
import { AuthFailure } from './failure'
import type { FlowMethod } from './flows'
import type { Office } from './office'
import type { AuthRequest } from './request'
import { allowedRedirect } from './settings'
import { isLinkType, ONE_OF_TWO, type Verified } from './verify'

const METHODS: Record<Verified['type'], FlowMethod> = {
	signup: 'email/signup',
	invite: 'email/signup',
	magiclink: 'magiclink',
	recovery: 'recovery',
	email_change: 'email_change',
}

/** What gives a session: a password, a refresh token, a link's code, a link, and the digits of an e-mail. */
export class Entrances {
	constructor(private readonly office: Office) {}

	async token(asked: AuthRequest): Promise<Response> {
		this.office.count('token')
		const { body } = asked
		switch (asked.query.get('grant_type')) {
			case 'password':
				return this.byPassword(body)
			case 'refresh_token':
				return this.refresh(body.refresh_token)
			case 'pkce':
				return this.office.inTransaction(async ({ accounts, flows, sessions }) => {
					const { userId, method } = await flows.exchange(body.auth_code, body.code_verifier)
					return json(200, await sessions.open((await accounts.byId(userId))!, method))
				})
			default:
				throw new AuthFailure(400, 'invalid_credentials', 'unsupported_grant_type')
		}
	}

	private byPassword(body: Record<string, unknown>): Promise<Response> {
		const { email, password } = body
		return this.office.inTransaction(async ({ accounts, sessions }) => {
			const account = typeof email === 'string' ? await accounts.byEmail(email) : undefined
			if (!account || typeof password !== 'string' || !(await accounts.hasPassword(account, password)))
				throw new AuthFailure(400, 'invalid_credentials', 'Invalid login credentials')
			if (isBanned(account, this.office.now())) throw new AuthFailure(400, 'user_banned', 'User is banned')
			if (!account.email_confirmed_at)
				throw new AuthFailure(400, 'email_not_confirmed', 'Email not confirmed')
			return json(200, { ...(await sessions.open(account, 'password')), weak_password: null })
		})
	}

	private async refresh(token: unknown): Promise<Response> {
		const stolen = await this.office.inTransaction(async ({ sessions }) => {
			const stolen = await sessions.isStolen(token)
			// Kept although the request is refused.
			if (stolen) await sessions.revokeFamily(token)
			return stolen
		})
		if (stolen)
			throw new AuthFailure(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
		return this.office.inTransaction(async ({ sessions }) => json(200, await sessions.refresh(token)))
	}

	async followLink({ query }: AuthRequest): Promise<Response> {
		this.office.count('verify')
		const token = query.get('token')
		const type = query.get('type')
		if (!token) throw new AuthFailure(400, 'validation_failed', 'Verify requires a token or a token hash')
		if (!isLinkType(type)) throw new AuthFailure(400, 'validation_failed', 'Invalid email verification type')
		const back = allowedRedirect(this.office.settings, query.get('redirect_to'))
		const pkce = token.startsWith('pkce_')
		try {
			return await this.office.inTransaction(async ({ verifier, flows, sessions }) => {
				const verified = await verifier.byLink(token, type)
				if (!verified) return leadBack(back, { message: ONE_OF_TWO }, pkce)
				const { account } = verified
				if (pkce) {
					const target = new URL(back)
					target.searchParams.set('code', await flows.code(account.id, METHODS[verified.type]))
					return redirect(target)
				}
				const { user: _, ...session } = await sessions.open(account, 'otp')
				return leadBack(back, { ...session, sb: '', type: verified.type }, false)
			})
		} catch (error) {
			if (!(error instanceof AuthFailure)) throw error
			const failure = { error: 'access_denied', error_code: error.code, error_description: error.message }
			return leadBack(back, failure, pkce)
		}
	}

	async verify({ body }: AuthRequest): Promise<Response> {
		this.office.count('verify')
		const { type, token, token_hash: hash, email } = body
		if (!isLinkType(type))
			throw new AuthFailure(400, 'validation_failed', 'Verify requires a verification type')
		if (typeof hash === 'string' && email)
			throw new AuthFailure(400, 'validation_failed', 'Only the token_hash and type should be provided')
		return this.office.inTransaction(async ({ verifier, sessions }) => {
			const verified =
				typeof hash === 'string'
					? await verifier.byLink(hash, type)
					: await verifier.byCode(checkedAddress(email), String(token ?? ''), type)
			if (!verified) return json(200, { code: '200', msg: ONE_OF_TWO })
			return json(200, await sessions.open(verified.account, 'otp'))
		})
	}
}

/** Back to the page with `values` in the hash, and for a client with PKCE in the query too. */
function leadBack(back: string, values: Record<string, unknown>, pkce: boolean): Response {
	const target = new URL(back)
	const pairs = Object.entries(values).map(([name, value]) => [name, String(value)] as [string, string])
	if (pkce) for (const [name, value] of pairs) target.searchParams.set(name, value)
	target.hash = new URLSearchParams('sb' in values ? pairs : [...pairs, ['sb', '']]).toString()
	return redirect(target)
}

const redirect = (target: URL) => new Response(null, { status: 303, headers: { location: target.href } })

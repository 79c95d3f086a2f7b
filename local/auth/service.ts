import type { Database, Query } from '../database/index'
import { json } from '../http/json'
import type { PostOffice } from '../http/post-office'
import type { ProjectKeys } from '../realtime/token'
import { type Account, Accounts, checkedAddress, checkedPassword, isBanned, nobody } from './accounts'
import { administrate } from './administration'
import { AuthFailure, GatewayRefusal } from './failure'
import { type FlowMethod, Flows } from './flows'
import { Letters } from './letters'
import { RequestLimits } from './limits'
import { changeAccount, type Desk } from './own-account'
import { type AuthRequest, askedBy, readAuthRequest } from './request'
import { Sessions } from './sessions'
import { type AuthSettings, allowedRedirect } from './settings'
import { type AccessClaims, AccessTokens } from './tokens'
import { isLinkType, ONE_OF_TWO, type Verified, Verifier } from './verify'

export interface AuthServiceOptions {
	database: Database
	jwtSecret: string
	keys: ProjectKeys
	/** Where this server is reached; links in e-mails begin with it. */
	url: string
	postOffice: PostOffice
	settings: AuthSettings
	/** Milliseconds since the epoch; tests hand in a clock of their own. */
	now?: () => number
}

const METHODS: Record<Verified['type'], FlowMethod> = {
	signup: 'email/signup',
	invite: 'email/signup',
	magiclink: 'magiclink',
	recovery: 'recovery',
	email_change: 'email_change',
}

/**
 * The platform's auth service for one project, as strict as the real one: confirmations, links and codes that end and
 * work once, PKCE, limits, the real answers and claims. Signing in by e-mail only. `service.test.ts` compares it with
 * recordings of the real one.
 */
export class AuthService {
	readonly settings: AuthSettings
	private readonly tokens: AccessTokens
	private readonly limits = new RequestLimits()
	/** Moved by tests, for what takes a minute, an hour or a day. */
	private ahead = 0

	constructor(private readonly options: AuthServiceOptions) {
		this.settings = options.settings
		this.tokens = new AccessTokens(options.jwtSecret)
	}

	/** Makes the service believe that so much more time has gone by. */
	advance(ms: number): void {
		this.ahead += ms
	}

	/** Answers a request to `/auth/v1`. */
	async answer(request: Request): Promise<Response> {
		try {
			const asked = await readAuthRequest(request)
			// A link in an e-mail brings no key.
			if (!(asked.method === 'GET' && asked.path === '/verify')) this.checkKey(asked)
			return await this.options.database.exclusive(() => this.route(asked))
		} catch (error) {
			if (error instanceof AuthFailure) return error.response(request)
			const message = 'Unexpected failure, please check server logs for more information'
			return new AuthFailure(500, 'unexpected_failure', message).response(request)
		}
	}

	private now(): number {
		return this.clock() + this.ahead
	}

	/** Of access tokens: REST and Realtime, which judge them as well, have not been moved. */
	private clock(): number {
		return (this.options.now ?? Date.now)()
	}

	private checkKey({ headers, query }: AuthRequest): void {
		const key = headers.get('apikey') ?? query.get('apikey')
		const { publishableKey, secretKey } = this.options.keys
		if (!key)
			throw new GatewayRefusal(
				'No API key found in request',
				'No `apikey` request header or url param was found.',
			)
		if (key !== publishableKey && key !== secretKey)
			throw new GatewayRefusal(
				'Invalid API key',
				'Double check your Supabase `anon` or `service_role` API key.',
			)
	}

	private async route(asked: AuthRequest): Promise<Response> {
		const name = `${asked.method} ${asked.path}`
		if (asked.path.startsWith('/admin/')) return this.admin(asked)
		switch (name) {
			case 'GET /settings':
				return json(200, this.publicSettings())
			case 'GET /health':
				return json(200, {
					version: 'v2.196.0',
					name: 'GoTrue',
					description: 'GoTrue is a user registration and authentication API',
				})
			case 'GET /.well-known/jwks.json':
				return json(200, { keys: [] })
			case 'POST /signup':
				return this.signUp(asked)
			case 'POST /token':
				return this.token(asked)
			case 'POST /otp':
			case 'POST /magiclink':
				return this.sendLink(asked)
			case 'POST /recover':
				return this.recover(asked)
			case 'POST /resend':
				return this.resend(asked)
			case 'GET /verify':
				return this.followLink(asked)
			case 'POST /verify':
				return this.verify(asked)
			case 'GET /user':
			case 'PUT /user':
			case 'GET /reauthenticate':
			case 'POST /logout':
				return this.ofSession(asked)
			default:
				return this.unknown(asked)
		}
	}

	private unknown({ path }: AuthRequest): Response {
		const known =
			/^\/(settings|health|signup|token|otp|magiclink|recover|resend|verify|user|reauthenticate|logout)$/
		return known.test(path)
			? new Response(null, { status: 405 })
			: new Response('404 page not found\n', { status: 404 })
	}

	private desk(query: Query): Desk {
		const { settings, limits, tokens } = this
		const { postOffice, url } = this.options
		const now = this.now()
		const accounts = new Accounts(query, now)
		return {
			accounts,
			sessions: new Sessions({
				query,
				now,
				issuedAt: this.clock(),
				settings,
				tokens,
				issuer: `${url}/auth/v1`,
			}),
			flows: new Flows(query, now),
			letters: new Letters(accounts, settings, limits, postOffice, url, now),
			verifier: new Verifier(accounts, settings, now),
		}
	}

	private inTransaction<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
		return this.options.database.transaction((query) => work(this.desk(query)))
	}

	private count(what: Parameters<RequestLimits['count']>[0]): void {
		if (this.settings.requestLimits) this.limits.count(what, this.now())
	}

	private async signUp(asked: AuthRequest): Promise<Response> {
		this.count('email')
		const { settings } = this
		if (!settings.signUps) throw signUpsOff()
		const password = checkedPassword(asked.body.password, settings.shortestPassword)
		const email = checkedAddress(asked.body.email)
		return this.inTransaction(async ({ accounts, flows, letters, sessions }) => {
			const known = await accounts.byEmail(email)
			if (known?.email_confirmed_at) {
				if (!settings.confirmations)
					throw new AuthFailure(422, 'user_already_exists', 'User already registered')
				return json(200, nobody(email, this.now()))
			}
			// The first password stays: whoever types another one now may not be the one who typed that.
			const account =
				known ??
				(await accounts.create(email, password, {
					confirmed: !settings.confirmations,
					data: (asked.body.data as object | undefined) ?? {},
				}))
			if (!settings.confirmations) return json(200, await sessions.open(account, 'password'))
			await flows.begin(account.id, 'email/signup', asked.body)
			return json(200, await accounts.shown(await letters.confirmation(account, askedBy(asked))))
		})
	}

	private async token(asked: AuthRequest): Promise<Response> {
		this.count('token')
		const { body } = asked
		switch (asked.query.get('grant_type')) {
			case 'password':
				return this.byPassword(body)
			case 'refresh_token':
				return this.refresh(body.refresh_token)
			case 'pkce':
				return this.inTransaction(async ({ accounts, flows, sessions }) => {
					const { userId, method } = await flows.exchange(body.auth_code, body.code_verifier)
					return json(200, await sessions.open((await accounts.byId(userId))!, method))
				})
			default:
				throw new AuthFailure(400, 'invalid_credentials', 'unsupported_grant_type')
		}
	}

	private byPassword(body: Record<string, unknown>): Promise<Response> {
		const { email, password } = body
		return this.inTransaction(async ({ accounts, sessions }) => {
			const account = typeof email === 'string' ? await accounts.byEmail(email) : undefined
			if (!account || typeof password !== 'string' || !(await accounts.hasPassword(account, password)))
				throw new AuthFailure(400, 'invalid_credentials', 'Invalid login credentials')
			if (isBanned(account, this.now())) throw new AuthFailure(400, 'user_banned', 'User is banned')
			if (!account.email_confirmed_at)
				throw new AuthFailure(400, 'email_not_confirmed', 'Email not confirmed')
			return json(200, { ...(await sessions.open(account, 'password')), weak_password: null })
		})
	}

	private async refresh(token: unknown): Promise<Response> {
		const stolen = await this.inTransaction(async ({ sessions }) => {
			const stolen = await sessions.isStolen(token)
			// Kept although the request is refused.
			if (stolen) await sessions.revokeFamily(token)
			return stolen
		})
		if (stolen)
			throw new AuthFailure(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
		return this.inTransaction(async ({ sessions }) => json(200, await sessions.refresh(token)))
	}

	private async sendLink(asked: AuthRequest): Promise<Response> {
		this.count('email')
		const email = checkedAddress(asked.body.email)
		const known = await this.inTransaction(({ accounts }) => accounts.byEmail(email))
		if (!known?.email_confirmed_at) return this.inviteNewcomer(email, known, asked)
		await this.bind(known, 'magiclink', asked)
		return this.inTransaction(async ({ letters }) => {
			await letters.signInLink(known, 'magic_link', askedBy(asked))
			return json(200, {})
		})
	}

	/** A link for somebody without a confirmed account is a confirmation. */
	private inviteNewcomer(email: string, known: Account | undefined, asked: AuthRequest): Promise<Response> {
		if (!known && asked.body.create_user === false)
			throw new AuthFailure(422, 'otp_disabled', 'Signups not allowed for otp')
		if (!known && !this.settings.signUps) throw signUpsOff()
		return this.inTransaction(async ({ accounts, flows, letters }) => {
			const account =
				known ??
				(await accounts.create(email, crypto.randomUUID(), {
					data: (asked.body.data as object | undefined) ?? {},
				}))
			await flows.begin(account.id, 'email/signup', asked.body)
			await letters.confirmation(account, askedBy(asked))
			return json(200, {})
		})
	}

	/**
	 * As the real service does it: noted before the e-mail, and kept although the e-mail is refused. From here on the link
	 * already sent answers to this request, whose secret the browser throws away with the refusal.
	 */
	private bind(account: Account, method: FlowMethod, { body }: AuthRequest): Promise<void> {
		return this.inTransaction(({ flows }) => flows.begin(account.id, method, body))
	}

	private async recover(asked: AuthRequest): Promise<Response> {
		this.count('email')
		const email = checkedAddress(asked.body.email)
		const known = await this.inTransaction(({ accounts }) => accounts.byEmail(email))
		if (!known) return json(200, {})
		await this.bind(known, 'recovery', asked)
		return this.inTransaction(async ({ letters }) => {
			await letters.signInLink(known, 'recovery', askedBy(asked))
			return json(200, {})
		})
	}

	private async resend(asked: AuthRequest): Promise<Response> {
		this.count('email')
		const email = checkedAddress(asked.body.email)
		// Its links never use PKCE.
		const plain = { redirectTo: askedBy(asked).redirectTo, challenge: {} }
		return this.inTransaction(async ({ accounts, letters }) => {
			const known = await accounts.byEmail(email)
			if (known && !known.email_confirmed_at && asked.body.type === 'signup')
				await letters.confirmation(known, plain)
			if (known?.email_change && asked.body.type === 'email_change')
				await letters.emailChange(known, known.email_change, plain)
			return json(200, {})
		})
	}

	private async followLink({ query }: AuthRequest): Promise<Response> {
		this.count('verify')
		const token = query.get('token')
		const type = query.get('type')
		if (!token) throw new AuthFailure(400, 'validation_failed', 'Verify requires a token or a token hash')
		if (!isLinkType(type)) throw new AuthFailure(400, 'validation_failed', 'Invalid email verification type')
		const back = allowedRedirect(this.settings, query.get('redirect_to'))
		const pkce = token.startsWith('pkce_')
		try {
			return await this.inTransaction(async ({ verifier, flows, sessions }) => {
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

	private async verify({ body }: AuthRequest): Promise<Response> {
		this.count('verify')
		const { type, token, token_hash: hash, email } = body
		if (!isLinkType(type))
			throw new AuthFailure(400, 'validation_failed', 'Verify requires a verification type')
		if (typeof hash === 'string' && email)
			throw new AuthFailure(400, 'validation_failed', 'Only the token_hash and type should be provided')
		return this.inTransaction(async ({ verifier, sessions }) => {
			const verified =
				typeof hash === 'string'
					? await verifier.byLink(hash, type)
					: await verifier.byCode(checkedAddress(email), String(token ?? ''), type)
			if (!verified) return json(200, { code: '200', msg: ONE_OF_TWO })
			return json(200, await sessions.open(verified.account, 'otp'))
		})
	}

	private async ofSession(asked: AuthRequest): Promise<Response> {
		const claims = await this.tokens.read(asked.headers.get('authorization'), this.clock())
		return this.inTransaction(async (desk) => {
			const account = await signedIn(desk, claims, this.now())
			switch (`${asked.method} ${asked.path}`) {
				case 'POST /logout':
					await desk.sessions.end(account.id, claims.session_id, asked.query.get('scope') ?? 'global')
					return new Response(null, { status: 204 })
				case 'GET /reauthenticate':
					await desk.letters.reauthentication(account)
					return json(200, {})
				case 'PUT /user':
					return json(
						200,
						await desk.accounts.shown(
							await changeAccount(desk, account, claims, asked, this.settings, this.now()),
						),
					)
				default:
					return json(200, await desk.accounts.shown(account))
			}
		})
	}

	private admin(asked: AuthRequest): Promise<Response> {
		const { secretKey } = this.options.keys
		const given = [asked.headers.get('apikey'), asked.headers.get('authorization')?.replace(/^Bearer /i, '')]
		if (!given.includes(secretKey)) throw new AuthFailure(403, 'not_admin', 'User not allowed')
		return this.inTransaction(({ accounts }) => administrate(asked, accounts, this.settings, this.now()))
	}

	private publicSettings() {
		const others = ['anonymous_users', 'apple', 'azure', 'facebook', 'github', 'google', 'phone']
		return {
			external: { ...Object.fromEntries(others.map((name) => [name, false])), email: true },
			disable_signup: !this.settings.signUps,
			mailer_autoconfirm: !this.settings.confirmations,
			phone_autoconfirm: false,
			sms_provider: '',
			saml_enabled: false,
		}
	}
}

const signUpsOff = () => new AuthFailure(422, 'signup_disabled', 'Signups not allowed for this instance')

async function signedIn({ accounts, sessions }: Desk, claims: AccessClaims, now: number): Promise<Account> {
	const account = await accounts.byId(claims.sub)
	if (!account) throw new AuthFailure(403, 'user_not_found', 'User from sub claim in JWT does not exist')
	if (isBanned(account, now)) throw new AuthFailure(403, 'user_banned', 'User is banned')
	if (claims.session_id && !(await sessions.byId(claims.session_id)))
		throw new AuthFailure(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
	return account
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

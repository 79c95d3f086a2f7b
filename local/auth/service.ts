import type { Database } from '../database/index'
import { json } from '../http/json'
import type { PostOffice } from '../http/post-office'
import type { ProjectKeys } from '../realtime/token'
import { administrate } from './administration'
import { EmailRequests } from './email-requests'
import { Entrances } from './entrances'
import { AuthFailure, GatewayRefusal } from './failure'
import { Office } from './office'
import { ofSession } from './own-account'
import { type AuthRequest, readAuthRequest } from './request'
import type { AuthSettings } from './settings'
import { AccessTokens } from './tokens'

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

/**
 * The platform's auth service for one project, as strict as the real one: confirmations, links and codes that end and
 * work once, PKCE, limits, the real answers and claims. Signing in by e-mail only. `service.test.ts` compares it with
 * recordings of the real one.
 */
export class AuthService {
	private readonly tokens: AccessTokens
	private readonly office: Office
	private readonly emails: EmailRequests
	private readonly entrances: Entrances

	constructor(private readonly options: AuthServiceOptions) {
		const { database, postOffice, settings, url, now = () => Date.now() } = options
		this.tokens = new AccessTokens(options.jwtSecret)
		this.office = new Office({
			transaction: (work) => database.transaction(work),
			tokens: this.tokens,
			postOffice,
			settings,
			url,
			clock: now,
		})
		this.emails = new EmailRequests(this.office)
		this.entrances = new Entrances(this.office)
	}

	get settings(): AuthSettings {
		return this.options.settings
	}

	/** Makes the service believe that so much more time has gone by. */
	advance(ms: number): void {
		this.office.advance(ms)
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
				return this.emails.signUp(asked)
			case 'POST /token':
				return this.entrances.token(asked)
			case 'POST /otp':
			case 'POST /magiclink':
				return this.emails.sendLink(asked)
			case 'POST /recover':
				return this.emails.recover(asked)
			case 'POST /resend':
				return this.emails.resend(asked)
			case 'GET /verify':
				return this.entrances.followLink(asked)
			case 'POST /verify':
				return this.entrances.verify(asked)
			case 'GET /user':
			case 'PUT /user':
			case 'GET /reauthenticate':
			case 'POST /logout':
				return ofSession(this.office, this.tokens, asked)
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

	private admin(asked: AuthRequest): Promise<Response> {
		const { secretKey } = this.options.keys
		const given = [asked.headers.get('apikey'), asked.headers.get('authorization')?.replace(/^Bearer /i, '')]
		if (!given.includes(secretKey)) throw new AuthFailure(403, 'not_admin', 'User not allowed')
		return this.office.inTransaction(({ accounts }) =>
			administrate(asked, accounts, this.settings, this.office.now()),
		)
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

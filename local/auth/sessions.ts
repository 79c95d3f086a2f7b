import { randomUUID } from 'node:crypto'
import type { Query } from '../database/index'
import { type Account, Accounts, isBanned } from './accounts'
import { AuthFailure } from './failure'
import type { AuthSettings } from './settings'
import { type AccessTokens, isRefreshToken, makeRefreshToken } from './tokens'

interface SessionRow {
	id: string
	user_id: string
	created_at: string
}

interface RefreshRow {
	id: string
	token: string
	user_id: string
	session_id: string
	revoked: boolean
	parent: string | null
	updated_at: string
}

/** How long a refresh token that was used still works, for tabs that asked at once. */
const REUSE_MS = 10_000

export interface SessionParts {
	query: Query
	now: number
	/** When access tokens are made, by the clock that REST and Realtime go by. */
	issuedAt: number
	settings: AuthSettings
	tokens: AccessTokens
	/** Who issues the tokens: this service's address. */
	issuer: string
}

/** Who is signed in where, over one connection or transaction. */
export class Sessions {
	private readonly accounts: Accounts
	private readonly query: Query
	private readonly now: number

	constructor(private readonly parts: SessionParts) {
		this.query = parts.query
		this.now = parts.now
		this.accounts = new Accounts(parts.query, parts.now)
	}

	/** Signs somebody in. `method` is how they proved who they are. */
	async open(account: Account, method: string): Promise<Record<string, unknown>> {
		const id = randomUUID()
		const at = this.accounts.time()
		await this.query(
			`insert into auth.sessions (id, user_id, aal, created_at, updated_at) values ($1, $2, 'aal1', $3, $3)`,
			[id, account.id, at],
		)
		await this.query(
			`insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
			values ($1, $2, $3, $4, $4)`,
			[randomUUID(), id, method, at],
		)
		const signedIn = await this.accounts.change(account, { last_sign_in_at: at })
		const session = { id, user_id: account.id, created_at: at }
		return { ...(await this.answer(signedIn, session, await this.issue(session, null))) }
	}

	/** The answer to a refresh token. @throws {AuthFailure} */
	async refresh(token: unknown): Promise<Record<string, unknown>> {
		if (!isRefreshToken(token)) throw new AuthFailure(400, 'validation_failed', 'Refresh token is not valid')
		// Two tabs may ask at the same moment: the second one waits, and is given the child of the first.
		const [given] = await this.query<RefreshRow>(
			'select * from auth.refresh_tokens where token = $1 for update',
			[token],
		)
		const session = given && (await this.byId(given.session_id))
		const account = session && (await this.accounts.byId(session.user_id))
		if (!given || !session || !account)
			throw new AuthFailure(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')
		if (isBanned(account, this.now))
			throw new AuthFailure(400, 'user_banned', 'Invalid Refresh Token: User Banned')
		return this.answer(account, session, (await this.childOf(given)) ?? (await this.swap(given, session)))
	}

	/** Whether the family of a token must end: it was used again by somebody who can't be its owner. */
	async isStolen(token: unknown): Promise<boolean> {
		const [given] = await this.query<RefreshRow>('select * from auth.refresh_tokens where token = $1', [
			token,
		])
		if (!given?.revoked || (await this.childOf(given))) return false
		return this.now > Date.parse(given.updated_at) + REUSE_MS
	}

	/** Ends the family of a token. Its newest member works ten seconds longer, as on the platform. */
	async revokeFamily(token: unknown): Promise<void> {
		await this.query(
			`update auth.refresh_tokens set revoked = true, updated_at = $2
			where session_id = (select session_id from auth.refresh_tokens where token = $1) and not revoked`,
			[token, this.accounts.time()],
		)
	}

	async byId(id: string): Promise<SessionRow | undefined> {
		const [found] = await this.query<SessionRow>('select * from auth.sessions where id = $1', [id])
		return found
	}

	async end(userId: string, sessionId: string | undefined, scope: string): Promise<void> {
		const which = { local: 'and id = $2', others: 'and id <> $2', global: '' }[scope] ?? ''
		await this.query(`delete from auth.sessions where user_id = $1 ${which}`, [
			userId,
			...(which ? [sessionId ?? null] : []),
		])
	}

	/** The token that took the place of this one, while it is unused itself. */
	private async childOf(given: RefreshRow): Promise<string | undefined> {
		if (!given.revoked) return undefined
		const [child] = await this.query<RefreshRow>(
			'select * from auth.refresh_tokens where session_id = $1 and parent = $2 and not revoked',
			[given.session_id, given.token],
		)
		return child?.token
	}

	private async swap(given: RefreshRow, session: SessionRow): Promise<string> {
		await this.query('update auth.refresh_tokens set revoked = true, updated_at = $2 where token = $1', [
			given.token,
			this.accounts.time(),
		])
		return this.issue(session, given.token)
	}

	private async issue(session: SessionRow, parent: string | null): Promise<string> {
		const token = makeRefreshToken()
		await this.query(
			`insert into auth.refresh_tokens (id, token, user_id, session_id, revoked, parent, created_at, updated_at)
			values ($1, $2, $3, $4, false, $5, $6, $6)`,
			[randomUUID(), token, session.user_id, session.id, parent, this.accounts.time()],
		)
		return token
	}

	private async answer(account: Account, session: SessionRow, refreshToken: string) {
		const methods = await this.query<{ method: string; at: string }>(
			`select authentication_method as method, created_at as at from auth.mfa_amr_claims where session_id = $1 order by created_at`,
			[session.id],
		)
		const { issuedAt, settings, tokens, issuer } = this.parts
		const iat = Math.floor(issuedAt / 1000)
		const exp = iat + settings.tokenSeconds
		const accessToken = await tokens.sign({
			iss: issuer,
			sub: account.id,
			aud: 'authenticated',
			exp,
			iat,
			email: account.email,
			phone: '',
			app_metadata: account.raw_app_meta_data ?? {},
			user_metadata: account.raw_user_meta_data ?? {},
			role: account.role ?? 'authenticated',
			aal: 'aal1',
			amr: methods.map(({ method, at }) => ({ method, timestamp: Math.floor(Date.parse(at) / 1000) })),
			session_id: session.id,
			is_anonymous: false,
		})
		return {
			access_token: accessToken,
			token_type: 'bearer',
			expires_in: settings.tokenSeconds,
			expires_at: exp,
			refresh_token: refreshToken,
			user: await this.accounts.shown(account),
		}
	}
}

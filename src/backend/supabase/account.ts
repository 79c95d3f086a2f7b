import type { Session as AuthSession } from '@supabase/supabase-js'
import { authRefusal } from '../auth-errors'
import { type AccountPort, BackendError, type LinkPurpose, type Used } from '../types'
import type { Client } from './client'
import { answered } from './request'

/** A person as the auth service answers after signing up. */
interface NewUser {
	identities?: unknown[]
	created_at?: string
	confirmation_sent_at?: string
}

/** Made by the first request; longer apart than this, the account was there before. */
const SAME_MOMENT = 30_000

/** Where links in e-mails lead back to: this page, without its route. */
function here(): string | null {
	const { location } = globalThis
	return location && /^https?:$/.test(location.protocol) ? location.origin + location.pathname : null
}

/**
 * How somebody comes in, and what they change of their account, by the auth service's own requests. Once it has a session
 * it hands it to the client, which stores it and tells the other tabs. Loaded by its first use.
 */
export class SupabaseAccount implements AccountPort {
	constructor(private readonly client: Client) {}

	async signIn(email: string, password: string): Promise<void> {
		this.enter(await this.ask('POST', '/token?grant_type=password', { email, password }))
	}

	async signUp(
		email: string,
		password: string,
	): Promise<'signed_in' | 'confirm' | 'confirm_again' | 'known'> {
		const answer = await this.withChallenge('/signup', { email, password, data: {} })
		if (isSession(answer)) {
			this.enter(answer)
			return 'signed_in'
		}
		const { identities, created_at: made = '', confirmation_sent_at: sent = '' } = answer as NewUser
		// The service tells no stranger who has an account; but it has sent nothing.
		if (identities?.length === 0) return 'known'
		return Date.parse(sent) - Date.parse(made) > SAME_MOMENT ? 'confirm_again' : 'confirm'
	}

	async sendCode(email: string): Promise<void> {
		await this.withChallenge('/otp', { email, create_user: true, data: {} })
	}

	async recover(email: string): Promise<void> {
		await this.withChallenge('/recover', { email })
	}

	useCode(email: string, code: string, type: LinkPurpose): Promise<Used> {
		return this.verify({ email, token: code, type })
	}

	useLink(tokenHash: string, type: LinkPurpose): Promise<Used> {
		return this.verify({ token_hash: tokenHash, type })
	}

	async askedHere(): Promise<boolean> {
		return this.client.sessions.verifier() !== null
	}

	async exchange(code: string): Promise<void> {
		const verifier = this.client.sessions.verifier()
		this.enter(
			await this.ask('POST', '/token?grant_type=pkce', { auth_code: code, code_verifier: verifier ?? '-' }),
		)
		this.client.sessions.setVerifier(null)
	}

	async setPassword(password: string, nonce?: string): Promise<void> {
		await this.askSignedIn('PUT', '/user', { password, ...(nonce ? { nonce } : {}) })
	}

	async sendNonce(): Promise<void> {
		await this.askSignedIn('GET', '/reauthenticate')
	}

	async setEmail(email: string): Promise<void> {
		await this.withChallenge('/user', { email }, (path, body) => this.askSignedIn('PUT', path, body))
	}

	async deleteAccount(email: string): Promise<void> {
		await answered(this.client.rpc('delete_account', { email }))
	}

	private async verify(proof: object): Promise<Used> {
		const answer = await this.ask('POST', '/verify', proof)
		if (!isSession(answer)) return 'one_of_two'
		this.enter(answer)
		return 'signed_in'
	}

	private enter(answer: unknown): void {
		if (!isSession(answer)) throw new BackendError('server', 'the auth service answered no session')
		this.client.enter(answer)
	}

	/** For what sends an e-mail: its link, if it is the platform's own, is answered in this browser only. */
	private async withChallenge(
		path: string,
		body: object,
		ask = (where: string, what: object) => this.ask('POST', where, what),
	): Promise<unknown> {
		const verifier = makeVerifier()
		const back = here()
		const answer = await ask(path + (back ? `?redirect_to=${encodeURIComponent(back)}` : ''), {
			...body,
			...(await challengeOf(verifier)),
		})
		// Kept only now: a refused request must not take the secret of an e-mail that was sent before.
		this.client.sessions.setVerifier(verifier)
		return answer
	}

	/** @throws {BackendError} unasked, when the session can't be renewed at the moment: without a token the answer would blame the person. */
	private async askSignedIn(method: string, path: string, body?: object): Promise<unknown> {
		const { keeper } = this.client
		const token = await keeper.token()
		if (!token && keeper.session())
			throw new BackendError(keeper.reason(), 'the session could not be renewed')
		return this.ask(method, path, body, token)
	}

	private async ask(
		method: string,
		path: string,
		body?: object,
		token: string | null = null,
	): Promise<unknown> {
		const response = await this.client.auth
			.send(method, path, { token, ...(body ? { body } : {}) })
			.catch((error: unknown) => {
				throw new BackendError('network', String(error))
			})
		const answer: unknown = await response.json().catch(() => null)
		if (!response.ok) throw authRefusal(response.status, answer)
		return answer
	}
}

function isSession(answer: unknown): answer is AuthSession {
	const { access_token: token, user } = (answer ?? {}) as Partial<AuthSession>
	return typeof token === 'string' && typeof user?.id === 'string'
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const makeVerifier = () => hex(crypto.getRandomValues(new Uint8Array(56)))

/** PKCE. A page without TLS has no digests; the service then takes the secret itself. */
async function challengeOf(verifier: string): Promise<object> {
	if (!globalThis.crypto?.subtle) return { code_challenge: verifier, code_challenge_method: 'plain' }
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
	const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
	const challenge = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
	return { code_challenge: challenge, code_challenge_method: 's256' }
}

import { randomUUID } from 'node:crypto'
import type { Query } from '../database/index'
import { AuthFailure } from './failure'
import { fitsChallenge } from './tokens'

/** How a person began: links of one kind answer to the newest request of that kind only. */
export type FlowMethod = 'email/signup' | 'magiclink' | 'recovery' | 'email_change'

/** The secret that a client keeps, hashed, and what it is asked with (PKCE). */
export interface Challenge {
	code_challenge?: unknown
	code_challenge_method?: unknown
}

interface FlowRow {
	id: string
	user_id: string
	auth_code: string
	authentication_method: FlowMethod
	code_challenge: string
	code_challenge_method: string
	auth_code_issued_at: string | null
}

/** How long a code brought back by a link can be exchanged. */
const EXCHANGE_MS = 300_000

export const usesPkce = ({ code_challenge: challenge }: Challenge): boolean =>
	typeof challenge === 'string' && challenge !== ''

/** Requests for an e-mail that are to be answered in the browser that asked. */
export class Flows {
	constructor(
		private readonly query: Query,
		private readonly now: number,
	) {}

	/** Notes a request of a client that uses PKCE; from now on links of this kind are bound to it. */
	async begin(userId: string, method: FlowMethod, challenge: Challenge): Promise<void> {
		if (!usesPkce(challenge)) return
		await this.query(
			`insert into auth.flow_state (id, user_id, auth_code, authentication_method, code_challenge_method, code_challenge,
				provider_type, created_at, updated_at)
			values ($1, $2, $3, $4, $5, $6, 'email', $7, $7)`,
			[
				randomUUID(),
				userId,
				randomUUID(),
				method,
				String(challenge.code_challenge_method ?? 'plain').toLowerCase(),
				challenge.code_challenge,
				this.time(),
			],
		)
	}

	/** The code that a followed link brings back to the page. */
	async code(userId: string, method: FlowMethod): Promise<string> {
		const [flow] = await this.query<FlowRow>(
			'select * from auth.flow_state where user_id = $1 and authentication_method = $2 order by created_at desc limit 1',
			[userId, method],
		)
		if (!flow) throw new AuthFailure(404, 'flow_state_not_found', 'No valid flow state found for user.')
		await this.query('update auth.flow_state set auth_code_issued_at = $2 where id = $1', [
			flow.id,
			this.time(),
		])
		return flow.auth_code
	}

	/** Whose code it is; used up by this. A wrong verifier uses nothing up. @throws {AuthFailure} */
	async exchange(code: unknown, verifier: unknown): Promise<{ userId: string; method: FlowMethod }> {
		if (typeof code !== 'string' || typeof verifier !== 'string')
			throw new AuthFailure(
				400,
				'validation_failed',
				'invalid request: both auth code and code verifier should be non-empty',
			)
		const [flow] = await this.query<FlowRow>('select * from auth.flow_state where auth_code = $1', [code])
		if (!flow)
			throw new AuthFailure(404, 'flow_state_not_found', 'invalid flow state, no valid flow state found')
		if (this.now > Date.parse(flow.auth_code_issued_at ?? this.time()) + EXCHANGE_MS)
			throw new AuthFailure(403, 'flow_state_expired', 'invalid flow state, flow state has expired')
		if (!fitsChallenge(verifier, flow.code_challenge, flow.code_challenge_method))
			throw new AuthFailure(
				400,
				'bad_code_verifier',
				'code challenge does not match previously saved code verifier',
			)
		await this.query('delete from auth.flow_state where id = $1', [flow.id])
		return { userId: flow.user_id, method: flow.authentication_method }
	}

	private time(): string {
		return new Date(this.now).toISOString()
	}
}

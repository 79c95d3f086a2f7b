import type { Database, Query } from '../../../local/database/index.ts'

/** In whose name statements run, as the API would run them. */
export interface Persona {
	role: 'anon' | 'authenticated' | 'service_role' | 'postgres' | 'authenticator'
	/** A signed-in person's id. */
	user?: string
	/** `x-agent-token`. */
	token?: string
}

export const signedIn = (user: string): Persona => ({ role: 'authenticated', user })
export const agent = (token: string): Persona => ({ role: 'anon', token })
export const anon: Persona = { role: 'anon' }
export const serviceRole: Persona = { role: 'service_role' }
export const owner: Persona = { role: 'postgres' }

/** Runs `work` in one transaction with the persona's role and request settings. */
export function as<T>(
	database: Pick<Database, 'transaction'>,
	persona: Persona,
	work: (query: Query) => Promise<T>,
): Promise<T> {
	return database.transaction(async (query) => {
		await query(
			`select
				set_config('request.headers', $1, true),
				set_config('request.jwt.claims', $2, true),
				set_config('request.jwt.claim.sub', $3, true),
				set_config('request.jwt.claim.role', $4, true),
				set_config('role', $4, true)`,
			[
				JSON.stringify(persona.token ? { 'x-agent-token': persona.token } : {}),
				JSON.stringify({ role: persona.role, ...(persona.user ? { sub: persona.user } : {}) }),
				persona.user ?? '',
				persona.role,
			],
		)
		return work(query)
	})
}

let people = 0

/** An account with a confirmed address (or not). Answers its id. */
export async function signUp(database: Database, email: string, confirmed = true): Promise<string> {
	const id = `00000000-0000-4000-8000-${String(++people).padStart(12, '0')}`
	await database.query(
		`insert into auth.users (id, email, email_confirmed_at) values ($1, $2, case when $3 then now() end)`,
		[id, email, confirmed],
	)
	return id
}

import { randomUUID } from 'node:crypto'
import type { Query, Row } from '../database/index'
import { AuthFailure } from './failure'
import { hashOf } from './tokens'

/** A row of `auth.users`; what others wrote there may lack a good deal of it. */
export interface Account extends Row {
	id: string
	email: string
	role: string | null
	encrypted_password: string | null
	email_confirmed_at: string | null
	confirmation_token: string | null
	confirmation_sent_at: string | null
	recovery_token: string | null
	recovery_sent_at: string | null
	email_change: string | null
	email_change_token_new: string | null
	email_change_token_current: string | null
	email_change_sent_at: string | null
	email_change_confirm_status: number | null
	reauthentication_token: string | null
	reauthentication_sent_at: string | null
	banned_until: string | null
	last_sign_in_at: string | null
	raw_user_meta_data: Record<string, unknown> | null
	raw_app_meta_data: Record<string, unknown> | null
	created_at: string
	updated_at: string
}

/** As the real service judges an address. */
const ADDRESS =
	/^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
/** Little work for each hash: what is kept here is for development and tests. */
const HASH_ROUNDS = 4
const LONGEST_PASSWORD = 72

/** @throws {AuthFailure} */
export function checkedAddress(email: unknown): string {
	if (typeof email !== 'string' || email === '')
		throw new AuthFailure(400, 'validation_failed', 'An email address is required')
	if (!ADDRESS.test(email))
		throw new AuthFailure(400, 'validation_failed', 'Unable to validate email address: invalid format')
	return email.toLowerCase()
}

/** @throws {AuthFailure} */
export function checkedPassword(password: unknown, shortest: number): string {
	if (typeof password !== 'string' || password === '')
		throw new AuthFailure(400, 'validation_failed', 'Signup requires a valid password')
	if (Buffer.byteLength(password) > LONGEST_PASSWORD)
		throw new AuthFailure(400, 'validation_failed', 'Password cannot be longer than 72 characters')
	if ([...password].length < shortest)
		throw new AuthFailure(422, 'weak_password', `Password should be at least ${shortest} characters.`, {
			weak_password: { reasons: ['length'] },
		})
	return password
}

export const isBanned = (account: Account, now: number): boolean =>
	account.banned_until !== null && Date.parse(account.banned_until) > now

/** People's accounts, over one connection or transaction. */
export class Accounts {
	constructor(
		private readonly query: Query,
		private readonly now: number,
	) {}

	byId(id: string): Promise<Account | undefined> {
		return this.one('id = $1', id)
	}

	byEmail(email: string): Promise<Account | undefined> {
		return this.one('email = $1', email.toLowerCase())
	}

	/** Whose address this is, or is about to become. */
	byEitherEmail(email: string): Promise<Account | undefined> {
		return this.one('(email = $1 or email_change = $1)', email.toLowerCase())
	}

	/** Who was sent this link, in any of those columns. */
	byToken(columns: readonly (keyof Account)[], token: string): Promise<Account | undefined> {
		return this.one(`$1 in (${columns.join(', ')})`, token)
	}

	async create(
		email: string,
		password: string,
		{ confirmed = false, data = {} }: { confirmed?: boolean; data?: object } = {},
	): Promise<Account> {
		const id = randomUUID()
		const meta = { ...data, email, email_verified: confirmed, phone_verified: false, sub: id }
		await this.query(
			`insert into auth.users (id, instance_id, aud, role, email, encrypted_password, email_confirmed_at,
				raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
			values ($1, '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated', $2,
				extensions.crypt($3, extensions.gen_salt('bf', ${HASH_ROUNDS})), $4,
				'{"provider": "email", "providers": ["email"]}', $5::text::jsonb, $6, $6)`,
			[id, email, password, confirmed ? this.time() : null, JSON.stringify(meta), this.time()],
		)
		await this.query(
			`insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
			values ($1, 'email', $2, $3, $4::text::jsonb, $5, $5, $5)`,
			[randomUUID(), id, id, JSON.stringify(meta), this.time()],
		)
		return (await this.byId(id))!
	}

	async change(account: Account, values: Partial<Account>): Promise<Account> {
		const names = Object.keys(values)
		await this.query(
			`update auth.users set ${names.map((name, i) => `${name} = $${i + 3}`).join(', ')}, updated_at = $2 where id = $1`,
			[account.id, this.time(), ...Object.values(values)],
		)
		return (await this.byId(account.id))!
	}

	async setData(account: Account, data: object): Promise<void> {
		await this.query(
			`update auth.users set raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || $2::text::jsonb where id = $1`,
			[account.id, JSON.stringify(data)],
		)
	}

	async setPassword(account: Account, password: string): Promise<void> {
		await this.query(
			`update auth.users set encrypted_password = extensions.crypt($2, extensions.gen_salt('bf', ${HASH_ROUNDS})), updated_at = $3
			where id = $1`,
			[account.id, password, this.time()],
		)
	}

	async hasPassword(account: Account, password: string): Promise<boolean> {
		const [row] = await this.query<{ same: boolean | null }>(
			'select extensions.crypt($2, encrypted_password) = encrypted_password as same from auth.users where id = $1',
			[account.id, password],
		)
		return row?.same === true
	}

	/** The address counts as theirs from now on. */
	async confirm(account: Account): Promise<Account> {
		await this.setData(account, { email_verified: true })
		return this.change(account, {
			email_confirmed_at: account.email_confirmed_at ?? this.time(),
			confirmation_token: '',
		})
	}

	async moveTo(account: Account, email: string): Promise<Account> {
		await this.setData(account, { email, email_verified: true })
		await this.query(
			`update auth.identities set identity_data = identity_data || $2::text::jsonb where user_id = $1 and provider = 'email'`,
			[account.id, JSON.stringify({ email, email_verified: true })],
		)
		return this.change(account, {
			email,
			email_change: '',
			email_change_token_new: '',
			email_change_token_current: '',
			email_change_confirm_status: 0,
		})
	}

	async remove(account: Account): Promise<void> {
		await this.query('delete from auth.users where id = $1', [account.id])
	}

	async all(): Promise<Account[]> {
		return this.query<Account>('select * from auth.users order by created_at')
	}

	/** As the service shows a person. */
	async shown(account: Account): Promise<Record<string, unknown>> {
		const identities = await this.query(
			`select id as identity_id, provider_id as id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at, email
			from auth.identities where user_id = $1 order by created_at`,
			[account.id],
		)
		const given = (name: string, value: unknown) => (value ? { [name]: value } : {})
		return {
			id: account.id,
			aud: 'authenticated',
			role: account.role ?? 'authenticated',
			email: account.email,
			...given('email_confirmed_at', account.email_confirmed_at),
			phone: '',
			...given('confirmation_sent_at', account.confirmation_sent_at),
			...given('confirmed_at', account.email_confirmed_at),
			...given('recovery_sent_at', account.recovery_sent_at),
			...given('new_email', account.email_change),
			...given('email_change_sent_at', account.email_change_sent_at),
			...given('last_sign_in_at', account.last_sign_in_at),
			...given('banned_until', account.banned_until),
			app_metadata: account.raw_app_meta_data ?? {},
			user_metadata: account.raw_user_meta_data ?? {},
			identities,
			created_at: account.created_at,
			updated_at: account.updated_at,
			is_anonymous: false,
		}
	}

	time(): string {
		return new Date(this.now).toISOString()
	}

	private async one(where: string, value: string): Promise<Account | undefined> {
		const [found] = await this.query<Account>(`select * from auth.users where ${where} limit 1`, [value])
		return found
	}
}

/** What a stranger is told of an address that has an account: a person who isn't there. */
export function nobody(email: string, now: number): Record<string, unknown> {
	const at = new Date(now).toISOString()
	return {
		id: randomUUID(),
		aud: 'authenticated',
		role: '',
		email,
		phone: '',
		confirmation_sent_at: at,
		app_metadata: { provider: 'email', providers: ['email'] },
		user_metadata: {},
		identities: [],
		created_at: at,
		updated_at: at,
		is_anonymous: false,
	}
}

/** Whether `token`, kept in a column, is the hash of this code, whichever way it was asked for. */
export const isCodeOf = (token: string | null, email: string, code: string): boolean =>
	!!token && token.replace(/^pkce_/, '') === hashOf(email, code)

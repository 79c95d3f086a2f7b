import { json } from '../http/json'
import { type Account, checkedAddress, checkedPassword, isBanned, isCodeOf } from './accounts'
import { AuthFailure } from './failure'
import type { Desk, Office } from './office'
import { type AuthRequest, askedBy } from './request'
import type { AuthSettings } from './settings'
import type { AccessClaims, AccessTokens } from './tokens'

/** What somebody who is signed in asks: who they are, another address or password, a code for that, the end. @throws {AuthFailure} */
export async function ofSession(office: Office, tokens: AccessTokens, asked: AuthRequest): Promise<Response> {
	const claims = await tokens.read(asked.headers.get('authorization'), office.clock())
	return office.inTransaction(async (desk) => {
		const account = await signedIn(desk, claims, office.now())
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
						await changeAccount(desk, account, claims, asked, office.settings, office.now()),
					),
				)
			default:
				return json(200, await desk.accounts.shown(account))
		}
	})
}

async function signedIn({ accounts, sessions }: Desk, claims: AccessClaims, now: number): Promise<Account> {
	const account = await accounts.byId(claims.sub)
	if (!account) throw new AuthFailure(403, 'user_not_found', 'User from sub claim in JWT does not exist')
	if (isBanned(account, now)) throw new AuthFailure(403, 'user_banned', 'User is banned')
	if (claims.session_id && !(await sessions.byId(claims.session_id)))
		throw new AuthFailure(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
	return account
}

/** `PUT /user`: another address, once both agree, another password, other data. @throws {AuthFailure} */
async function changeAccount(
	desk: Desk,
	account: Account,
	claims: AccessClaims,
	asked: AuthRequest,
	settings: AuthSettings,
	now: number,
): Promise<Account> {
	const { accounts } = desk
	const { password, email, data, nonce } = asked.body
	if (typeof email === 'string' && email.toLowerCase() !== account.email)
		await move(desk, account, email, asked)
	if (typeof password === 'string') {
		await checkFreshness(desk, account, claims, nonce, now - settings.freshSeconds * 1000)
		const wanted = checkedPassword(password, settings.shortestPassword)
		if (await accounts.hasPassword(account, wanted))
			throw new AuthFailure(422, 'same_password', 'New password should be different from the old password.')
		await accounts.setPassword(account, wanted)
	}
	if (typeof data === 'object' && data !== null) await accounts.setData(account, data)
	return (await accounts.byId(account.id))!
}

async function move(
	{ accounts, flows, letters }: Desk,
	account: Account,
	email: string,
	asked: AuthRequest,
): Promise<void> {
	const wanted = checkedAddress(email)
	if (await accounts.byEmail(wanted))
		throw new AuthFailure(422, 'email_exists', 'A user with this email address has already been registered')
	await flows.begin(account.id, 'email_change', asked.body)
	await letters.emailChange(account, wanted, askedBy(asked))
}

/** A session from before `since` needs a code from an e-mail before its password is changed. */
async function checkFreshness(
	{ accounts, sessions }: Desk,
	account: Account,
	{ session_id: id }: AccessClaims,
	nonce: unknown,
	since: number,
): Promise<void> {
	const session = id ? await sessions.byId(id) : undefined
	if (session && since < Date.parse(session.created_at)) return
	if (!nonce)
		throw new AuthFailure(400, 'reauthentication_needed', 'Password update requires reauthentication')
	if (!isCodeOf(account.reauthentication_token, account.email, String(nonce)))
		throw new AuthFailure(422, 'reauthentication_not_valid', 'Nonce has expired or is invalid')
	await accounts.change(account, { reauthentication_token: '' })
}

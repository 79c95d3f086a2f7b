import type { Account, Accounts } from './accounts'
import { checkedAddress, checkedPassword, isCodeOf } from './accounts'
import { AuthFailure } from './failure'
import type { Flows } from './flows'
import type { Letters } from './letters'
import { type AuthRequest, askedBy } from './request'
import type { Sessions } from './sessions'
import type { AuthSettings } from './settings'
import type { AccessClaims } from './tokens'
import type { Verifier } from './verify'

/** The parts that serve one request, over one connection or transaction. */
export interface Desk {
	accounts: Accounts
	sessions: Sessions
	flows: Flows
	letters: Letters
	verifier: Verifier
}

/** Only a session this young changes its password without a code from an e-mail. */
const FRESH_MS = 86_400_000

/** `PUT /user`: another address, once both agree, another password, other data. @throws {AuthFailure} */
export async function changeAccount(
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
		await checkFreshness(desk, account, claims, nonce, now)
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

/** A session of yesterday needs a code from an e-mail before its password is changed. */
async function checkFreshness(
	{ accounts, sessions }: Desk,
	account: Account,
	{ session_id: id }: AccessClaims,
	nonce: unknown,
	now: number,
): Promise<void> {
	const session = id ? await sessions.byId(id) : undefined
	if (session && now < Date.parse(session.created_at) + FRESH_MS) return
	if (!nonce)
		throw new AuthFailure(400, 'reauthentication_needed', 'Password update requires reauthentication')
	if (!isCodeOf(account.reauthentication_token, account.email, String(nonce)))
		throw new AuthFailure(422, 'reauthentication_not_valid', 'Nonce has expired or is invalid')
	await accounts.change(account, { reauthentication_token: '' })
}

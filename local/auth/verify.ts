import { type Account, type Accounts, isBanned, isCodeOf } from './accounts'
import { AuthFailure, expiredCode, expiredLink } from './failure'
import type { LinkType } from './letters'
import type { AuthSettings } from './settings'

/** One of two addresses agreed to a change of address: nobody is signed in by that. */
export const ONE_OF_TWO = 'Confirmation link accepted. Please proceed to confirm link sent to the other email'

/** Who proved to read an e-mail, and by which kind of it; null: one of two addresses agreed. */
export interface Verified {
	account: Account
	type: Exclude<LinkType, 'email'>
}

const COLUMNS: Record<LinkType, (keyof Account)[]> = {
	signup: ['confirmation_token'],
	invite: ['confirmation_token'],
	magiclink: ['recovery_token'],
	recovery: ['recovery_token'],
	email: ['confirmation_token', 'recovery_token'],
	email_change: ['email_change_token_current', 'email_change_token_new'],
}

export const isLinkType = (type: unknown): type is LinkType => typeof type === 'string' && type in COLUMNS

/** Checks codes and links; each works once, and for an hour. */
export class Verifier {
	constructor(
		private readonly accounts: Accounts,
		private readonly settings: AuthSettings,
		private readonly now: number,
	) {}

	/** By what a link carries. @throws {AuthFailure} */
	async byLink(token: string, type: LinkType): Promise<Verified | null> {
		const account = await this.accounts.byToken(COLUMNS[type], token)
		const column = account && COLUMNS[type].find((name) => account[name] === token)
		if (!account || !column || this.isOld(account, column)) throw expiredLink()
		return this.use(account, column, type)
	}

	/** By the digits in an e-mail to this address. @throws {AuthFailure} */
	async byCode(email: string, code: string, type: LinkType): Promise<Verified | null> {
		const account =
			type === 'email_change' ? await this.accounts.byEitherEmail(email) : await this.accounts.byEmail(email)
		const column =
			account &&
			COLUMNS[type].find((name) => isCodeOf(account[name] as string | null, email.toLowerCase(), code))
		if (!account || !column || this.isOld(account, column)) throw expiredCode()
		return this.use(account, column, type)
	}

	private isOld(account: Account, column: keyof Account): boolean {
		const sent =
			column === 'confirmation_token'
				? account.confirmation_sent_at
				: column === 'recovery_token'
					? account.recovery_sent_at
					: account.email_change_sent_at
		return this.now > Date.parse(sent ?? '') + this.settings.codeSeconds * 1000
	}

	private async use(account: Account, column: keyof Account, type: LinkType): Promise<Verified | null> {
		if (isBanned(account, this.now)) throw new AuthFailure(403, 'user_banned', 'User is banned')
		if (type === 'email_change') return this.agree(account, column)
		const used = await this.accounts.change(account, { [column]: '' })
		const confirmed = await this.accounts.confirm(used)
		const signup = column === 'confirmation_token'
		return { account: confirmed, type: type === 'email' ? (signup ? 'signup' : 'magiclink') : type }
	}

	private async agree(account: Account, column: keyof Account): Promise<Verified | null> {
		if (!account.email_change_confirm_status) {
			await this.accounts.change(account, { [column]: '', email_change_confirm_status: 1 })
			return null
		}
		return { account: await this.accounts.moveTo(account, account.email_change!), type: 'email_change' }
	}
}

import type { PostOffice } from '../http/post-office'
import type { Account, Accounts } from './accounts'
import { AuthFailure } from './failure'
import { type Challenge, usesPkce } from './flows'
import type { RequestLimits } from './limits'
import { composeEmail, type EmailKind } from './mail'
import { type AuthSettings, allowedRedirect } from './settings'
import { hashOf, makeCode } from './tokens'

/** What the service's links call each kind of e-mail. */
export type LinkType = 'signup' | 'magiclink' | 'recovery' | 'email_change' | 'email' | 'invite'

const LINKS: Partial<Record<EmailKind, LinkType>> = {
	confirmation: 'signup',
	magic_link: 'magiclink',
	recovery: 'recovery',
	email_change: 'email_change',
}

/** How the real service calls an e-mail that it could not send. */
const NAMES: Record<EmailKind, string> = {
	confirmation: 'confirmation email',
	magic_link: 'magic link email',
	recovery: 'recovery email',
	email_change: 'email change email',
	reauthentication: 'reauthentication email',
}

/** Where a letter's answer leads, and how it was asked for. */
export interface Asked {
	redirectTo: string | null
	challenge: Challenge
}

/** Writes the service's e-mails: makes their codes, keeps the hashes with the account, and posts them. */
export class Letters {
	constructor(
		private readonly accounts: Accounts,
		private readonly settings: AuthSettings,
		private readonly limits: RequestLimits,
		private readonly postOffice: PostOffice,
		private readonly url: string,
		private readonly now: number,
	) {}

	async confirmation(account: Account, asked: Asked): Promise<Account> {
		this.refuseHaste(account.confirmation_sent_at)
		const { code, token } = this.make(account.email, asked)
		await this.post('confirmation', account, account.email, code, token, asked)
		return this.accounts.change(account, {
			confirmation_token: token,
			confirmation_sent_at: this.accounts.time(),
		})
	}

	async signInLink(account: Account, kind: 'magic_link' | 'recovery', asked: Asked): Promise<Account> {
		this.refuseHaste(account.recovery_sent_at)
		const { code, token } = this.make(account.email, asked)
		await this.post(kind, account, account.email, code, token, asked)
		return this.accounts.change(account, { recovery_token: token, recovery_sent_at: this.accounts.time() })
	}

	/** Two letters: the old address and the new one must both agree. */
	async emailChange(account: Account, email: string, asked: Asked): Promise<Account> {
		this.refuseHaste(account.email_change_sent_at)
		const old = this.make(account.email, asked)
		const wanted = this.make(email, asked)
		const moving = { ...account, email_change: email }
		await this.post('email_change', moving, account.email, old.code, old.token, asked)
		await this.post('email_change', moving, email, wanted.code, wanted.token, asked)
		return this.accounts.change(account, {
			email_change: email,
			email_change_token_current: old.token,
			email_change_token_new: wanted.token,
			email_change_sent_at: this.accounts.time(),
			email_change_confirm_status: 0,
		})
	}

	async reauthentication(account: Account): Promise<void> {
		this.refuseHaste(account.reauthentication_sent_at)
		const asked = { redirectTo: null, challenge: {} }
		const { code, token } = this.make(account.email, asked)
		await this.post('reauthentication', account, account.email, code, token, asked)
		await this.accounts.change(account, {
			reauthentication_token: token,
			reauthentication_sent_at: this.accounts.time(),
		})
	}

	private make(email: string, { challenge }: Asked): { code: string; token: string } {
		const code = makeCode(this.settings.codeLength)
		return { code, token: `${usesPkce(challenge) ? 'pkce_' : ''}${hashOf(email, code)}` }
	}

	/** @throws {AuthFailure} when the last one of its kind left less than a minute ago. */
	private refuseHaste(sentAt: string | null): void {
		const left = sentAt ? Date.parse(sentAt) + this.settings.secondsBetweenEmails * 1000 - this.now : 0
		if (left > 0)
			throw new AuthFailure(
				429,
				'over_email_send_rate_limit',
				`For security purposes, you can only request this after ${Math.ceil(left / 1000)} seconds.`,
			)
	}

	private async post(
		kind: EmailKind,
		{ email, email_change: newEmail }: Account,
		to: string,
		code: string,
		token: string,
		{ redirectTo }: Asked,
	): Promise<void> {
		this.limits.countEmail(this.settings.emailsPerHour, this.now)
		if (!this.settings.emailWorks)
			throw new AuthFailure(500, 'unexpected_failure', `Error sending ${NAMES[kind]}`)
		const back = allowedRedirect(this.settings, redirectTo)
		const link = `${this.url}/auth/v1/verify?token=${token}&type=${LINKS[kind]}&redirect_to=${encodeURIComponent(back)}`
		const { subject, html } = composeEmail(
			kind,
			{
				Token: code,
				TokenHash: token,
				ConfirmationURL: link,
				RedirectTo: back,
				SiteURL: this.settings.siteUrl,
				Email: email,
				NewEmail: newEmail ?? '',
			},
			this.settings,
		)
		await this.postOffice.send({ to, subject, html })
	}
}

import { json } from '../http/json'
import { type Account, checkedAddress, checkedPassword, nobody } from './accounts'
import { AuthFailure } from './failure'
import type { FlowMethod } from './flows'
import type { Office } from './office'
import { type AuthRequest, askedBy } from './request'

/** What sends an e-mail: signing up, asking for a link or code, a forgotten password, and the same e-mail again. */
export class EmailRequests {
	constructor(private readonly office: Office) {}

	async signUp(asked: AuthRequest): Promise<Response> {
		this.office.count('email')
		const { settings } = this.office
		if (!settings.signUps) throw signUpsOff()
		const password = checkedPassword(asked.body.password, settings.shortestPassword)
		const email = checkedAddress(asked.body.email)
		return this.office.inTransaction(async ({ accounts, flows, letters, sessions }) => {
			const known = await accounts.byEmail(email)
			if (known?.email_confirmed_at) {
				if (!settings.confirmations)
					throw new AuthFailure(422, 'user_already_exists', 'User already registered')
				return json(200, nobody(email, this.office.now()))
			}
			// The first password stays: whoever types another one now may not be the one who typed that.
			const account =
				known ??
				(await accounts.create(email, password, {
					confirmed: !settings.confirmations,
					data: (asked.body.data as object | undefined) ?? {},
				}))
			if (!settings.confirmations) return json(200, await sessions.open(account, 'password'))
			await flows.begin(account.id, 'email/signup', asked.body)
			return json(200, await accounts.shown(await letters.confirmation(account, askedBy(asked))))
		})
	}

	async sendLink(asked: AuthRequest): Promise<Response> {
		this.office.count('email')
		const email = checkedAddress(asked.body.email)
		const known = await this.office.inTransaction(({ accounts }) => accounts.byEmail(email))
		if (!known?.email_confirmed_at) return this.inviteNewcomer(email, known, asked)
		await this.bind(known, 'magiclink', asked)
		return this.office.inTransaction(async ({ letters }) => {
			await letters.signInLink(known, 'magic_link', askedBy(asked))
			return json(200, {})
		})
	}

	/** A link for somebody without a confirmed account is a confirmation. */
	private inviteNewcomer(email: string, known: Account | undefined, asked: AuthRequest): Promise<Response> {
		if (!known && asked.body.create_user === false)
			throw new AuthFailure(422, 'otp_disabled', 'Signups not allowed for otp')
		if (!known && !this.office.settings.signUps) throw signUpsOff()
		return this.office.inTransaction(async ({ accounts, flows, letters }) => {
			const account =
				known ??
				(await accounts.create(email, crypto.randomUUID(), {
					data: (asked.body.data as object | undefined) ?? {},
				}))
			await flows.begin(account.id, 'email/signup', asked.body)
			await letters.confirmation(account, askedBy(asked))
			return json(200, {})
		})
	}

	/**
	 * As the real service does it: noted before the e-mail, and kept although the e-mail is refused. From here on the link
	 * already sent answers to this request, whose secret the browser throws away with the refusal.
	 */
	private bind(account: Account, method: FlowMethod, { body }: AuthRequest): Promise<void> {
		return this.office.inTransaction(({ flows }) => flows.begin(account.id, method, body))
	}

	async recover(asked: AuthRequest): Promise<Response> {
		this.office.count('email')
		const email = checkedAddress(asked.body.email)
		const known = await this.office.inTransaction(({ accounts }) => accounts.byEmail(email))
		if (!known) return json(200, {})
		await this.bind(known, 'recovery', asked)
		return this.office.inTransaction(async ({ letters }) => {
			await letters.signInLink(known, 'recovery', askedBy(asked))
			return json(200, {})
		})
	}

	async resend(asked: AuthRequest): Promise<Response> {
		this.office.count('email')
		const email = checkedAddress(asked.body.email)
		// Its links never use PKCE.
		const plain = { redirectTo: askedBy(asked).redirectTo, challenge: {} }
		return this.office.inTransaction(async ({ accounts, letters }) => {
			const known = await accounts.byEmail(email)
			if (known && !known.email_confirmed_at && asked.body.type === 'signup')
				await letters.confirmation(known, plain)
			if (known?.email_change && asked.body.type === 'email_change')
				await letters.emailChange(known, known.email_change, plain)
			return json(200, {})
		})
	}
}

const signUpsOff = () => new AuthFailure(422, 'signup_disabled', 'Signups not allowed for this instance')

import type { Query } from '../database/index'
import type { PostOffice } from '../http/post-office'
import { Accounts } from './accounts'
import { Flows } from './flows'
import { Letters } from './letters'
import { RequestLimits } from './limits'
import { Sessions } from './sessions'
import type { AuthSettings } from './settings'
import type { AccessTokens } from './tokens'
import { Verifier } from './verify'

/** The parts that serve one request, over one connection or transaction. */
export interface Desk {
	accounts: Accounts
	sessions: Sessions
	flows: Flows
	letters: Letters
	verifier: Verifier
}

export interface OfficeParts {
	transaction<T>(work: (query: Query) => Promise<T>): Promise<T>
	tokens: AccessTokens
	postOffice: PostOffice
	settings: AuthSettings
	/** Where this server is reached; links in e-mails begin with it. */
	url: string
	/** Milliseconds since the epoch. */
	clock(): number
}

/** What all requests share: the switches, the limits, the time, and a desk for each. */
export class Office {
	readonly settings: AuthSettings
	private readonly limits = new RequestLimits()
	/** Moved by tests, for what takes a minute, an hour or a day. */
	private ahead = 0

	constructor(private readonly parts: OfficeParts) {
		this.settings = parts.settings
	}

	advance(ms: number): void {
		this.ahead += ms
	}

	now(): number {
		return this.clock() + this.ahead
	}

	/** Of access tokens: REST and Realtime, which judge them as well, have not been moved. */
	clock(): number {
		return this.parts.clock()
	}

	count(what: Parameters<RequestLimits['count']>[0]): void {
		if (this.settings.requestLimits) this.limits.count(what, this.now())
	}

	inTransaction<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
		return this.parts.transaction((query) => work(this.desk(query)))
	}

	private desk(query: Query): Desk {
		const { settings, limits } = this
		const { postOffice, url, tokens } = this.parts
		const now = this.now()
		const accounts = new Accounts(query, now)
		return {
			accounts,
			sessions: new Sessions({
				query,
				now,
				issuedAt: this.clock(),
				settings,
				tokens,
				issuer: `${url}/auth/v1`,
			}),
			flows: new Flows(query, now),
			letters: new Letters(accounts, settings, limits, postOffice, url, now),
			verifier: new Verifier(accounts, settings, now),
		}
	}
}

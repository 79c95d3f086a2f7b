import type { Session as AuthSession } from '@supabase/supabase-js'

/** A session as this device keeps it. */
export interface StoredSession extends AuthSession {
	/** When its access token ends, by this device's own clock: what the server's clock says is of no use to a wrong one. */
	ends_here: number
	/** How far this device's clock is ahead of the server's, in ms; negative: behind. */
	clock_ahead: number
}

/** Where a browser keeps things; a page opened from disk, or in private, may have none that lasts. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The one place where the session is stored. Each new token is given the time at which it ends by the device's clock,
 * counted from its arrival.
 */
export class SessionStorage {
	constructor(
		readonly storageKey: string,
		private readonly storage: DeviceStorage,
		private readonly now: () => number,
	) {}

	/** Null: nobody, or something that is no session. */
	session(): StoredSession | null {
		const stored = parsed(this.read(this.storageKey)) as Partial<StoredSession> | null
		const isSession =
			typeof stored?.access_token === 'string' &&
			typeof stored.refresh_token === 'string' &&
			typeof stored.user?.id === 'string'
		return isSession ? { ...(stored as StoredSession), ends_here: stored.ends_here ?? 0 } : null
	}

	/** The server ended this person's session: the sign-in page says so, and the device's copy is left alone. */
	noteEnded(userId: string): void {
		this.write(this.endedKey(), userId)
	}

	/** Whose session the server ended; null once somebody has signed in or out since. */
	endedFor(): string | null {
		return this.read(this.endedKey())
	}

	/** The secret of the last request for an e-mail (PKCE); null: none, or it was used. */
	verifier(): string | null {
		return this.read(`${this.storageKey}-code-verifier`)
	}

	setVerifier(verifier: string | null): void {
		const name = `${this.storageKey}-code-verifier`
		if (verifier === null) this.drop(name)
		else this.write(name, verifier)
	}

	/** Forgets all that signing in left here. */
	clear(): void {
		this.remove()
		this.setVerifier(null)
	}

	forgetEnded(): void {
		this.drop(this.endedKey())
	}

	store(session: AuthSession): void {
		this.forgetEnded()
		this.write(this.storageKey, JSON.stringify(this.timed(session)))
	}

	remove(): void {
		this.drop(this.storageKey)
	}

	/** A token that is stored again, with another user's name say, ends when it did before. */
	private timed(session: AuthSession): StoredSession {
		const before = this.session()
		if (before?.access_token === session.access_token) {
			const { ends_here, clock_ahead, expires_at } = before
			return { ...session, expires_at, ends_here, clock_ahead }
		}
		const now = this.now()
		const issued = issuedAt(session.access_token)
		return {
			...session,
			ends_here: now + session.expires_in * 1000,
			clock_ahead: issued === null ? 0 : now - issued,
		}
	}

	private endedKey(): string {
		return `${this.storageKey}-ended`
	}

	private read(name: string): string | null {
		try {
			return this.storage.getItem(name)
		} catch {
			return null
		}
	}

	private write(name: string, value: string): void {
		try {
			this.storage.setItem(name, value)
		} catch {
			// Full or forbidden: the session lasts as long as the page.
		}
	}

	private drop(name: string): void {
		try {
			this.storage.removeItem(name)
		} catch {
			// There is none.
		}
	}
}

function parsed(text: string | null): unknown {
	try {
		const value: unknown = JSON.parse(text ?? 'null')
		return typeof value === 'object' ? value : null
	} catch {
		return null
	}
}

/** When the server says that it made this token, in ms. */
function issuedAt(token: string): number | null {
	const [, claims = ''] = token.split('.')
	try {
		const { iat } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { iat?: unknown }
		return typeof iat === 'number' ? iat * 1000 : null
	} catch {
		return null
	}
}

/** Storage for a page that has none. */
export function storageInMemory(): DeviceStorage {
	const items = new Map<string, string>()
	return {
		getItem: (name) => items.get(name) ?? null,
		setItem: (name, value) => void items.set(name, value),
		removeItem: (name) => void items.delete(name),
	}
}

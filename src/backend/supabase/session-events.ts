import type { SessionStorage, StoredSession } from './stored-session'

export type SessionEvent = 'signed_in' | 'refreshed' | 'signed_out'

type Listener = (event: SessionEvent, session: StoredSession | null) => void

/**
 * Says what became of the stored session, whoever changed it: this page, or another tab of the same browser, which the
 * browser announces by a `storage` event. What is stored is the truth; an event only says that it is another now.
 */
export class SessionEvents {
	private readonly listeners = new Set<Listener>()
	private known: StoredSession | null

	constructor(private readonly sessions: SessionStorage) {
		this.known = sessions.session()
		const page = globalThis.window as EventTarget | undefined
		page?.addEventListener('storage', (event) => {
			const { key } = event as StorageEvent
			// No key: everything was removed.
			if (key === null || key === sessions.storageKey) this.tell()
		})
	}

	/** How many listen. */
	get size(): number {
		return this.listeners.size
	}

	subscribe(listener: Listener): () => void {
		this.listeners.add(listener)
		return () => void this.listeners.delete(listener)
	}

	/** Looks at what is stored, and tells what is new. */
	tell(): void {
		const before = this.known
		const session = this.sessions.session()
		this.known = session
		if (before?.access_token === session?.access_token) return
		const isSame = before?.user.id === session?.user.id
		const event = session ? (isSame ? 'refreshed' : 'signed_in') : 'signed_out'
		for (const listener of [...this.listeners]) listener(event, session)
	}
}

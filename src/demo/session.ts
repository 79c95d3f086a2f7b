import { BackendError, type Session, type SessionPort } from '../backend/types'

/** The demo's user. Any e-mail address signs in as her; nothing is stored and nothing leaves the page. */
export const demoSession: Session = {
	userId: '5f0c3b1e-0000-4000-8000-00000000a0a0',
	email: 'ana@example.com',
}

/** A session in memory, signed in from the start. */
export function createDemoSession(): SessionPort {
	let session: Session | null = demoSession
	const listeners = new Set<(session: Session | null) => void>()
	function set(next: Session | null): void {
		session = next
		for (const listener of [...listeners]) listener(next)
	}
	function enter(email: string): void {
		if (!email.includes('@')) throw new BackendError('invalid_input', 'not an e-mail address', 'email')
		set({ ...demoSession, email })
	}
	return {
		current: () => session,
		onChange(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		signIn: async (email) => enter(email),
		async signUp(email) {
			enter(email)
			return { needsConfirmation: false }
		},
		sendLink: async (email) => enter(email),
		endedByServer: () => false,
		clockAhead: () => 0,
		signOut: async () => set(null),
	}
}

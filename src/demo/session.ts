import type { Session, SessionPort } from '../backend/types'

/** The demo's user: nothing of hers is stored, and nothing leaves the page. */
export const demoSession: Session = {
	userId: '5f0c3b1e-0000-4000-8000-00000000a0a0',
	email: 'ana@example.com',
}

/** Always signed in. Whoever leaves the demo leaves its page. */
export function createDemoSession(): SessionPort {
	return {
		current: () => demoSession,
		onChange: () => () => {},
		account: null,
		endedByServer: () => false,
		clockAhead: () => 0,
		signOut: async () => {},
	}
}

import type { Backend, SettingsPort } from '../backend/types'
import type { Fixture } from './fixtures'

const refuse = (name: string) => () => Promise.reject(new Error(`The gallery has no ${name}`))

/** Ports that refuse every call: nothing in the gallery changes anything. */
const refusing = <T extends object>(): T => new Proxy({} as T, { get: (_, name) => refuse(String(name)) })

/** A backend that hands out one fixture, once, and then nothing ever changes. */
export function fixtureBackend({ settings, rows, state, toldTwice = [] }: Fixture): Backend {
	return {
		kind: 'supabase',
		endpoint: null,
		session: {
			...refusing<Backend['session']>(),
			current: () => ({ userId: 'nobody', email: 'ana@casa.example' }),
		},
		ledgers: () => Promise.resolve([settings.ledger]),
		knownLedgers: () => [],
		createLedger: refuse('createLedger'),
		invitations: refusing(),
		openFeed(_, events) {
			// As the real feed does: what it says comes after it was opened.
			queueMicrotask(() => {
				events.onSettings(settings)
				events.onState(state)
				if (rows.id.length) events.onRows(rows, 'snapshot')
			})
			return { state: () => state, check() {}, setPaused() {}, log: () => [], stop() {} }
		},
		settings: () => ({
			...refusing<SettingsPort>(),
			agents: () => Promise.resolve([]),
			labelUses: () => Promise.resolve(42),
			members: () => Promise.resolve({ members: [], invitations: [] }),
		}),
		imports: () => refusing(),
		review: () => ({
			...refusing(),
			pending: () => Promise.resolve([]),
			history: () => Promise.resolve([]),
			toldTwice: () => Promise.resolve(toldTwice),
			undelivered: () => Promise.resolve([]),
			unknownTexts: () => Promise.resolve([]),
			quietAgents: () => Promise.resolve([]),
		}),
		insertAsAgent: refuse('insertAsAgent'),
	}
}

import { type Backend, BackendError, type InvitationsPort, type Member } from '../backend/types'
import { yieldToBrowser } from '../feed/browser'
import { LiveFeed } from '../feed/feed'
import { type Random, seededRandom, uuid } from '../household/random'
import { householdSetup } from '../household/setup'
import { isTimezone } from '../ledger/calendar'
import { DAY_MS } from '../ledger/day'
import type { Ledger } from '../ledger/types'
import { createDemoAgents, type DemoAgents } from './agents'
import { DemoImport } from './import'
import { DemoLedger } from './ledger'
import { createDemoMembers, type DemoMembers } from './members'
import { demoPorts } from './ports'
import { createDemoReview } from './review'
import { createHouseholdLedger, fillHousehold } from './seed'
import { createDemoSession, demoSession } from './session'
import { DemoSettings } from './settings'
import { simulateAgent } from './simulated-agent'

const YEAR = 365 * DAY_MS

export interface DemoOptions {
	/** The same seed at the same moment gives the same household. */
	seed?: number
	/** Mean time between the simulated agent's messages, in ms; 0: it sends none. */
	pace?: number
}

interface DemoWorld {
	ledger: DemoLedger
	members: DemoMembers
	/** Token of the simulated agent that posts while a feed is open; null: none does. */
	speaks: string | null
}

/**
 * A backend in memory: an invented household with two years of purchases, and its agent. No network, nothing stored. It
 * returns at once; `ledgers()` resolves when the household's messages have been received, which is done in slices.
 */
export function createDemoBackend({ seed = 1, pace = 9000 }: DemoOptions = {}): Backend {
	const random = seededRandom(seed + 77)
	const agents = createDemoAgents(random)
	const worlds = new Map<string, DemoWorld>()
	const settled = openHousehold(agents, random, seed).then((household) => {
		worlds.set(household.ledger.id, household)
	})

	function worldOf(id: string): DemoWorld {
		const found = worlds.get(id)
		if (!found) throw new BackendError('not_found')
		return found
	}

	return {
		kind: 'demo',
		endpoint: null,
		session: createDemoSession(),
		async ledgers() {
			await settled
			return [...worlds.values()].map(({ ledger }) => ({ ...ledger.directory.ledger }))
		},
		knownLedgers: () => [],
		async createLedger({ name, currency, timezone, member_name = '' }) {
			const trimmed = name.trim()
			if (trimmed === '') throw new BackendError('invalid_input', 'a name is needed', 'name')
			if (!/^[A-Z]{3}$/.test(currency))
				throw new BackendError('invalid_input', 'unknown currency', 'currency')
			if (!isTimezone(timezone)) throw new BackendError('invalid_input', 'unknown timezone', 'timezone')
			// Wait, so that the household is the first ledger.
			await settled
			const usual = { basis: 'bill', corrections: true, role: 'owner' } as const
			const made = { id: uuid(random), name: trimmed, currency, timezone, ...usual }
			const ledger = new DemoLedger(made, {}, random)
			const members = createDemoMembers([{ ...you(), name: member_name.trim() || null }], random, () =>
				ledger.write(() => ledger.touchSettings()),
			)
			worlds.set(ledger.id, { ledger, members, speaks: null })
			return { ...ledger.directory.ledger }
		},
		invitations: noInvitations,
		openFeed(opened, events) {
			const { ledger, speaks } = worldOf(opened.id)
			const feed = new LiveFeed(demoPorts(ledger), events)
			void feed.start()
			const stopAgent = speaks && pace > 0 ? simulateAgent(agents, speaks, random, pace) : () => {}
			return {
				state: () => feed.state(),
				check: () => feed.check(),
				setPaused: (paused) => feed.setPaused(paused),
				log: () => feed.log(),
				stop() {
					stopAgent()
					feed.stop()
				},
			}
		},
		settings(opened) {
			const world = worldOf(opened.id)
			return new DemoSettings(world.ledger, world.members, agents, () => {
				worlds.delete(opened.id)
				world.ledger.write(() => world.ledger.delete())
			})
		},
		review: (ledger) => createDemoReview(worldOf(ledger.id).ledger, random),
		imports: (ledger) => new DemoImport(worldOf(ledger.id).ledger, agents, random),
		async insertAsAgent(token, rows) {
			await settled
			return agents.insert(token, rows)
		},
	}
}

/** Nobody invites anybody into the demo. */
const noInvitations: InvitationsPort = {
	mine: async () => [],
	accept: () => Promise.reject(new BackendError('not_found')),
	decline: () => Promise.reject(new BackendError('not_found')),
}

function you(): Member {
	return { user_id: demoSession.userId, email: demoSession.email, name: 'Ana', role: 'owner', you: true }
}

async function openHousehold(agents: DemoAgents, random: Random, seed: number): Promise<DemoWorld> {
	// Let the loading page paint first.
	await yieldToBrowser()
	const now = Date.now()
	const identity: Ledger = {
		...householdSetup.ledger,
		id: uuid(random),
		basis: 'bill',
		corrections: true,
		role: 'owner',
	}
	const ledger = createHouseholdLedger(identity, now, random)
	const { agent, token } = agents.create(ledger, 'Agente do WhatsApp', {
		created_at: now - 2 * YEAR,
		last_used_at: now,
	})
	await fillHousehold(ledger, agent, now, seed, random)
	agents.create(ledger, 'Agente antigo', { created_at: now - 3 * YEAR, revoked_at: now - 2 * YEAR })
	const others: Member[] = [
		{ user_id: uuid(random), email: 'marcos@example.com', name: 'Marcos', role: 'editor', you: false },
		{ user_id: uuid(random), email: 'julia@example.com', name: 'Júlia', role: 'viewer', you: false },
	]
	const members = createDemoMembers([you(), ...others], random, () =>
		ledger.write(() => ledger.touchSettings()),
	)
	return { ledger, members, speaks: token }
}

import { type ApiClient, CallFailed } from './api-client'
import type { StateStore } from './state-file'

/** Who is always there, so that the page can be tried at once. */
export const demoUser = { email: 'demo@painel.example', password: 'painel-demo' }

const AGENT_NAME = 'WhatsApp (local)'

export interface Seeded {
	ledgerId: string
	agentToken: string
	/** Signed in as the demo user. */
	owner: ApiClient
	/** With the agent's token. */
	agent: ApiClient
	/** The ledger was made just now. */
	fresh: boolean
}

interface LedgerInput {
	name: string
	currency: string
	timezone: string
}

/** Nobody, and whoever holds the secret key. */
interface Clients {
	anon: ApiClient
	admin: ApiClient
}

/**
 * Makes sure of a user, a ledger and a working agent token, through the very functions that a person would use.
 * Doing it again finds what is there.
 */
export async function seed(clients: Clients, state: StateStore, ledger: LedgerInput): Promise<Seeded> {
	const { anon } = clients
	const owner = anon.with({ authorization: `Bearer ${await signIn(clients)}` })
	const [found] = await owner.call<{ id: string }[]>('/rest/v1/ledgers?select=id&order=created_at&limit=1')
	const ledgerId = found?.id ?? (await owner.post<{ id: string }>('/rest/v1/rpc/create_ledger', ledger)).id
	const agentToken = await workingToken(anon, owner, state, ledgerId)
	return {
		ledgerId,
		agentToken,
		owner,
		agent: anon.with({ 'x-agent-token': agentToken }),
		fresh: !found,
	}
}

async function signIn({ anon, admin }: Clients): Promise<string> {
	const session = () => anon.post<{ access_token: string }>('/auth/v1/token?grant_type=password', demoUser)
	try {
		return (await session()).access_token
	} catch (error) {
		if (!(error instanceof CallFailed) || error.status !== 400) throw error
		// As the dashboard does it: nobody could read a confirmation sent to this address.
		await admin.post('/auth/v1/admin/users', { ...demoUser, email_confirm: true })
		return (await session()).access_token
	}
}

/** The remembered token when it still works; else a new agent takes the place of the old one. */
async function workingToken(
	anon: ApiClient,
	owner: ApiClient,
	state: StateStore,
	ledgerId: string,
): Promise<string> {
	const { agentToken } = state.read()
	if (agentToken && (await works(anon, agentToken))) return agentToken
	const old = await owner.call<{ id: string }[]>(
		`/rest/v1/agents?select=id&ledger_id=eq.${ledgerId}&name=eq.${encodeURIComponent(AGENT_NAME)}&revoked_at=is.null`,
	)
	for (const { id } of old) await owner.post('/rest/v1/rpc/revoke_agent', { agent_id: id })
	const { token } = await owner.post<{ token: string }>('/rest/v1/rpc/create_agent', {
		ledger_id: ledgerId,
		name: AGENT_NAME,
	})
	state.write({ agentToken: token })
	return token
}

async function works(anon: ApiClient, agentToken: string): Promise<boolean> {
	try {
		await anon.with({ 'x-agent-token': agentToken }).post('/rest/v1/rpc/agent_summary', {})
		return true
	} catch (error) {
		if (error instanceof CallFailed && error.status < 500) return false
		throw error
	}
}

import { type Backend, BackendError, type BackendErrorCode, type SettingsPort } from '../../backend/types'
import type { BatchOrigin, FeedState } from '../../feed/types'
import type { InboxItem, TransactionColumns } from '../../ledger/types'

/** The stations of the way, in order. */
export const STEPS = [
	'configuration',
	'session',
	'read',
	'channel',
	'agent',
	'insert',
	'broadcast',
	'void',
	'catch_up',
	'revoke',
] as const
export type StepId = (typeof STEPS)[number]

/** `warn`: it works, but not as it should; `skipped`: an earlier step (or the member's role) keeps it from being tried. */
export type StepState = 'waiting' | 'running' | 'ok' | 'warn' | 'failed' | 'skipped'

/** What was found; a closed set, each with words and a remedy. */
export type Finding =
	| 'demo'
	| 'no_endpoint'
	| 'bad_endpoint'
	| 'signed_out'
	| 'not_a_member'
	| 'polling'
	| 'not_live'
	| 'owners_only'
	| 'unexpected_status'
	| 'unexpected_answer'
	| 'only_catch_up'
	| 'never_arrived'
	| 'still_accepted'
	| BackendErrorCode

export interface StepResult {
	id: StepId
	state: StepState
	finding: Finding | null
	/** How long it took, ms; null before it ran. */
	ms: number | null
	/** A status or the server's own sentence, for who repairs it. */
	detail: string
}

/** What the checkup needs of the open ledger. */
export interface CheckupPorts {
	backend: Backend
	settings: SettingsPort
	ledgerId: string
	/** May make and revoke agents. */
	owner: boolean
	feed: () => FeedState
	/** Asks the server for its head. */
	check: () => void
	/** Calls back for every batch of rows that arrived. */
	onArrival: (listener: (columns: TransactionColumns, origin: BatchOrigin) => void) => () => void
	/** Name of the temporary agent, and what its purchase is called. */
	words: { agent: string; purchase: string }
}

/** How long an answer of the live channel may take, ms. */
const PATIENCE = 8_000

class Stop extends Error {
	constructor(
		readonly finding: Finding,
		readonly detail = '',
	) {
		super(finding)
	}
}

/**
 * Walks the whole way of a purchase, from the configuration to the open page and back, and reports each step as it goes.
 * Leaves a voided purchase of one cent and a revoked agent behind, also when a step in between fails.
 */
export async function runCheckup(
	ports: CheckupPorts,
	report: (results: StepResult[]) => void,
): Promise<StepResult[]> {
	const results: StepResult[] = STEPS.map((id) => ({
		id,
		state: 'waiting',
		finding: null,
		ms: null,
		detail: '',
	}))
	const at = (id: StepId) => results[STEPS.indexOf(id)]!
	function set(id: StepId, change: Partial<StepResult>): void {
		Object.assign(at(id), change)
		report(results.map((result) => ({ ...result })))
	}

	/** Runs a step unless one it needs did not succeed. Answers what the work answered, undefined when it did not come to it. */
	async function step<T>(
		id: StepId,
		needs: StepId[],
		work: () => Promise<T | { warn: Finding; value?: T }> | T | { warn: Finding; value?: T },
	): Promise<T | undefined> {
		if (needs.some((other) => at(other).state !== 'ok' && at(other).state !== 'warn')) {
			set(id, { state: 'skipped' })
			return undefined
		}
		set(id, { state: 'running' })
		const start = performance.now()
		const ms = () => Math.round(performance.now() - start)
		try {
			const answer = await work()
			if (typeof answer === 'object' && answer !== null && 'warn' in answer) {
				set(id, { state: 'warn', finding: answer.warn, ms: ms() })
				return answer.value
			}
			set(id, { state: 'ok', ms: ms() })
			return answer as T
		} catch (error) {
			const known = error instanceof Stop ? error : null
			const finding = known?.finding ?? (error instanceof BackendError ? error.code : 'server')
			const detail = known?.detail ?? (error instanceof Error ? error.message : String(error))
			set(id, { state: 'failed', finding, detail, ms: ms() })
			return undefined
		}
	}

	const { backend, settings } = ports
	await step('configuration', [], () => {
		if (backend.kind === 'demo') return { warn: 'demo' as const }
		if (!backend.endpoint) throw new Stop('no_endpoint')
		if (!/^https?:\/\/[^\s/]+/.test(backend.endpoint.url) || backend.endpoint.publishableKey === '')
			throw new Stop('bad_endpoint', backend.endpoint.url)
		return true
	})
	await step('session', ['configuration'], () => {
		if (!backend.session.current()) throw new Stop('signed_out')
		return true
	})
	await step('read', ['session'], async () => {
		const ledgers = await backend.ledgers()
		if (!ledgers.some(({ id }) => id === ports.ledgerId)) throw new Stop('not_a_member')
		return true
	})
	await step('channel', ['read'], async () => {
		const state = await until(() => ['live', 'polling'].includes(ports.feed().status), ports)
		if (!state) throw new Stop('not_live', ports.feed().cause)
		return ports.feed().status === 'polling' ? { warn: 'polling' as const } : true
	})

	const made = await step('agent', ['read'], async () => {
		if (!ports.owner) throw new Stop('owners_only')
		return settings.createAgent(ports.words.agent)
	})
	if (at('agent').finding === 'owners_only') set('agent', { state: 'skipped' })

	const messageId = `painel-checkup-${crypto.randomUUID()}`
	const arrivals = watchArrivals(ports)
	const inserted = await step('insert', ['agent'], () =>
		post({ message_id: messageId, description: ports.words.purchase, amount: '0,01' }),
	)
	await step('broadcast', ['insert', 'channel'], async () => {
		const origin = await arrivals.of(inserted!.transaction_id!, inserted!.revision!)
		if (!origin) throw new Stop('never_arrived', ports.feed().cause)
		return origin === 'live' ? true : { warn: 'only_catch_up' as const }
	})
	const voided = await step('void', ['insert'], () =>
		post({ message_id: `${messageId}-undo`, action: 'void', target_message_id: messageId }),
	)
	await step('catch_up', ['insert'], async () => {
		const before = ports.feed().confirmedAt ?? 0
		ports.check()
		const wanted = voided?.revision ?? inserted!.revision!
		const confirmed = () => ports.feed().applied >= wanted && (ports.feed().confirmedAt ?? 0) >= before
		if (!(await until(confirmed, ports))) throw new Stop('never_arrived', ports.feed().cause)
		return true
	})
	arrivals.stop()
	await step('revoke', ['agent'], async () => {
		await settings.revokeAgent(made!.agent.id)
		const answer = await backend.insertAsAgent(made!.token, {
			message_id: `${messageId}-after`,
			description: ports.words.purchase,
			amount: '0,01',
		})
		if (answer.status !== 401 && answer.status !== 403)
			throw new Stop('still_accepted', String(answer.status))
		return true
	})
	return results

	async function post(row: object): Promise<InboxItem> {
		const answer = await backend.insertAsAgent(made!.token, row)
		const item = (Array.isArray(answer.body) ? answer.body[0] : answer.body) as InboxItem | undefined
		if (answer.status !== 201)
			throw new Stop('unexpected_status', `${answer.status} ${JSON.stringify(answer.body)}`)
		if (item?.status !== 'accepted' || item.revision === null || item.transaction_id === null)
			throw new Stop('unexpected_answer', JSON.stringify(answer.body))
		return item
	}
}

/** Remembers how each transaction arrived, from before it is sent: a broadcast may outrun the answer of the insert. */
function watchArrivals(ports: CheckupPorts) {
	const origins = new Map<string, BatchOrigin>()
	const stop = ports.onArrival((columns, origin) => {
		for (const id of columns.id) if (!origins.has(id)) origins.set(id, origin)
	})
	return {
		stop,
		async of(id: string, revision: number): Promise<BatchOrigin | null> {
			await until(() => origins.has(id) || ports.feed().applied >= revision, ports)
			return origins.get(id) ?? null
		},
	}
}

/** Resolves true when `done` holds, false when patience ends. Looks again whenever rows arrive, and a few times a second. */
function until(done: () => boolean, ports: Pick<CheckupPorts, 'onArrival'>): Promise<boolean> {
	return new Promise((resolve) => {
		const end = (answer: boolean) => {
			clearInterval(looking)
			clearTimeout(giveUp)
			unwatch()
			resolve(answer)
		}
		const look = () => {
			if (done()) end(true)
		}
		const looking = setInterval(look, 100)
		const giveUp = setTimeout(() => end(false), PATIENCE)
		const unwatch = ports.onArrival(look)
		look()
	})
}

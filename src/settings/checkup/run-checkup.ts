import { type Backend, BackendError, type BackendErrorCode, type SettingsPort } from '../../backend/types'
import type { BatchOrigin, FeedState } from '../../feed/types'
import type { InboxItem, TransactionColumns } from '../../ledger/types'

/** The steps, in order. */
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
	/** A status or the server's own message, for those who repair it. */
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

/** How long the live channel may take to answer, in ms. */
const PATIENCE = 8_000

/** Ends a step with what was found. */
class Stop extends Error {
	constructor(
		readonly finding: Finding,
		readonly detail = '',
	) {
		super(finding)
	}
}

/** What a step found although it worked. */
interface Warning<T> {
	warn: Finding
	value?: T
}

/**
 * Walks the whole way of a purchase, from the configuration to the open page and back, and reports each step as it goes.
 * Leaves a voided purchase of one cent and a revoked agent behind, also when a step in between fails.
 */
export function runCheckup(
	ports: CheckupPorts,
	report: (results: StepResult[]) => void,
): Promise<StepResult[]> {
	return new Checkup(ports, report).run()
}

class Checkup {
	private readonly results: StepResult[] = STEPS.map((id) => ({
		id,
		state: 'waiting',
		finding: null,
		ms: null,
		detail: '',
	}))
	private readonly messageId = `painel-checkup-${crypto.randomUUID()}`

	constructor(
		private readonly ports: CheckupPorts,
		private readonly report: (results: StepResult[]) => void,
	) {}

	async run(): Promise<StepResult[]> {
		const { ports, messageId } = this
		await this.step('configuration', [], () => this.checkConfiguration())
		await this.step('session', ['configuration'], () => this.checkSession())
		await this.step('read', ['session'], () => this.checkReading())
		await this.step('channel', ['read'], () => this.checkChannel())
		const made = await this.step('agent', ['read'], () => {
			if (!ports.owner) throw new Stop('owners_only')
			return ports.settings.createAgent(ports.words.agent)
		})
		if (this.at('agent').finding === 'owners_only') this.set('agent', { state: 'skipped' })

		const arrivals = watchArrivals(ports)
		const inserted = await this.step('insert', ['agent'], () =>
			this.post(made!.token, { message_id: messageId, description: ports.words.purchase, amount: '0,01' }),
		)
		await this.step('broadcast', ['insert', 'channel'], async () => {
			const origin = await arrivals.of(inserted!.transaction_id!, inserted!.revision!)
			if (!origin) throw new Stop('never_arrived', ports.feed().cause)
			return origin === 'live' ? true : { warn: 'only_catch_up' as const }
		})
		const voided = await this.step('void', ['insert'], () =>
			this.post(made!.token, {
				message_id: `${messageId}-undo`,
				action: 'void',
				target_message_id: messageId,
			}),
		)
		await this.step('catch_up', ['insert'], () => this.checkCatchUp(voided?.revision ?? inserted!.revision!))
		arrivals.stop()
		await this.step('revoke', ['agent'], () => this.revoke(made!.agent.id, made!.token))
		return this.results
	}

	private checkConfiguration(): true | Warning<true> {
		const { kind, endpoint } = this.ports.backend
		if (kind === 'demo') return { warn: 'demo' }
		if (!endpoint) throw new Stop('no_endpoint')
		if (!/^https?:\/\/[^\s/]+/.test(endpoint.url) || endpoint.publishableKey === '')
			throw new Stop('bad_endpoint', endpoint.url)
		return true
	}

	private checkSession(): true {
		if (!this.ports.backend.session.current()) throw new Stop('signed_out')
		return true
	}

	private async checkReading(): Promise<true> {
		const ledgers = await this.ports.backend.ledgers()
		if (!ledgers.some(({ id }) => id === this.ports.ledgerId)) throw new Stop('not_a_member')
		return true
	}

	private async checkChannel(): Promise<true | Warning<true>> {
		const { feed } = this.ports
		const connected = await until(() => ['live', 'polling'].includes(feed().status), this.ports)
		if (!connected) throw new Stop('not_live', feed().cause)
		return feed().status === 'polling' ? { warn: 'polling' } : true
	}

	private async checkCatchUp(wanted: number): Promise<true> {
		const { feed, check } = this.ports
		// What was confirmed before says nothing of asking again.
		const asked = Date.now()
		check()
		const confirmed = () => feed().applied >= wanted && (feed().confirmedAt ?? 0) >= asked
		if (!(await until(confirmed, this.ports))) throw new Stop('never_arrived', feed().cause)
		return true
	}

	/** Revokes the checkup's agent, and makes sure that its key no longer records anything. */
	private async revoke(agentId: string, token: string): Promise<true> {
		const { backend, settings, words } = this.ports
		await settings.revokeAgent(agentId)
		const { status } = await backend.insertAsAgent(token, {
			message_id: `${this.messageId}-after`,
			description: words.purchase,
			amount: '0,01',
		})
		if (status !== 401 && status !== 403) throw new Stop('still_accepted', String(status))
		return true
	}

	private async post(token: string, row: object): Promise<InboxItem> {
		const answer = await this.ports.backend.insertAsAgent(token, row)
		const item = (Array.isArray(answer.body) ? answer.body[0] : answer.body) as InboxItem | undefined
		if (answer.status !== 201)
			throw new Stop('unexpected_status', `${answer.status} ${JSON.stringify(answer.body)}`)
		if (item?.status !== 'accepted' || item.revision === null || item.transaction_id === null)
			throw new Stop('unexpected_answer', JSON.stringify(answer.body))
		return item
	}

	/** Runs a step unless one that it needs failed. Returns what the work returned; undefined when there is nothing. */
	private async step<T>(
		id: StepId,
		needs: StepId[],
		work: () => Promise<T | Warning<T>> | T | Warning<T>,
	): Promise<T | undefined> {
		if (needs.some((other) => !['ok', 'warn'].includes(this.at(other).state))) {
			this.set(id, { state: 'skipped' })
			return undefined
		}
		this.set(id, { state: 'running' })
		const start = performance.now()
		const ms = () => Math.round(performance.now() - start)
		try {
			const answer = await work()
			if (typeof answer === 'object' && answer !== null && 'warn' in answer) {
				this.set(id, { state: 'warn', finding: answer.warn, ms: ms() })
				return answer.value
			}
			this.set(id, { state: 'ok', ms: ms() })
			return answer as T
		} catch (error) {
			const known = error instanceof Stop ? error : null
			const finding = known?.finding ?? (error instanceof BackendError ? error.code : 'server')
			const detail = known?.detail ?? (error instanceof Error ? error.message : String(error))
			this.set(id, { state: 'failed', finding, detail, ms: ms() })
			return undefined
		}
	}

	private at(id: StepId): StepResult {
		return this.results[STEPS.indexOf(id)]!
	}

	private set(id: StepId, change: Partial<StepResult>): void {
		Object.assign(this.at(id), change)
		this.report(this.results.map((result) => ({ ...result })))
	}
}

/** Records how each transaction arrived. Started before it is sent, since a broadcast may outrun the insert's answer. */
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

/** Resolves true once `done` holds, false after `PATIENCE`. Looks whenever rows arrive, and ten times a second. */
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

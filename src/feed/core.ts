import { type TypedColumns, toPlainColumns } from '../ledger/typed-columns'
import type { Directory, TransactionColumns } from '../ledger/types'
import { jittered, makeBackoff } from './backoff'
import { breathe } from './breathe'
import { makeCacheWriter } from './cache-writer'
import { type FeedEvent, initialFacts, standing, step, voidsAnswers } from './connection'
import { makeDirectoryReader } from './directory-reader'
import { isComplete } from './extent'
import { guarded } from './guarded-events'
import { makeLinkKeeper } from './link-keeper'
import type {
	CachedLedger,
	CacheHeader,
	Clock,
	Environment,
	EnvironmentEvent,
	FeedCache,
	Link,
	Months,
	Remote,
	SessionSource,
} from './ports'
import { makeReader } from './reader'
import { judge, makeWaitingRoom } from './revision-cursor'
import { timing } from './timing'
import type { BatchOrigin, FeedEvents, FeedState, LedgerFeed } from './types'
import { parseChangesHint, parseRevisionHint } from './wire'

export interface FeedPorts {
	remote: Remote
	link: Link
	session: SessionSource
	environment: Environment
	cache: FeedCache
	clock: Clock
	/** The bill months to be right first; asked again whenever it matters, since months turn. */
	months(): Months
	/** For measuring our own work, milliseconds. */
	work?(): number
	/** Lets the page do something else between two pieces of work. */
	breathe?(): Promise<void>
}

/** Starts a feed on the given ports. See docs/FEED.md for its guarantees. */
export function startFeed(ports: FeedPorts, listeners: FeedEvents): LedgerFeed {
	const events = guarded(listeners)
	const { clock, environment, cache, session } = ports
	let facts = { ...initialFacts, network: environment.online() ? ('up' as const) : ('down' as const) }
	let confirmedAt: number | null = null
	let epoch: string | null = null
	let directory: Directory | null = null
	let inboxRevision = -1
	let cancelNext: (() => void) | null = null
	/** The timer of the device's answer. */
	let cancelLoad = () => {}
	/** The server asked us to leave it alone until then. Whenever this lies ahead, the next question is planned. */
	let notBefore = 0
	let stopped = false
	let started = false
	let hiddenSince: number | null = environment.visible() ? null : clock.now()
	let lastState = ''
	let state: FeedState
	const waiting = makeWaitingRoom<TransactionColumns>(64)
	const retry = makeBackoff(timing.retry[0], timing.retry[1], clock.random)
	const refused = makeBackoff(timing.refused[0], timing.refused[1], clock.random)
	const poll = makeBackoff(timing.poll[0], timing.poll[1], clock.random)

	const reader = makeReader(ports.remote, clock, ports.months, {
		onRows: handOut,
		onAnswer(answer, at) {
			if (at !== null) confirmedAt = at
			if (answer.inbox_revision !== inboxRevision) {
				inboxRevision = answer.inbox_revision
				events.onInbox()
			}
			drainWaiting()
			void writer.flush()
			if (!reader.level()) happen('behind')
			happen(at === null ? 'answered' : 'confirmed')
			directoryReader.want(answer.settings_revision)
		},
		onFailure(failure) {
			// Before the event: whatever wait it begins must not end sooner.
			if (failure.retryAfter !== null) notBefore = clock.now() + failure.retryAfter
			happen(failure.kind)
		},
		onForeign,
		paused: () => facts.paused,
		now: ports.work ?? (() => performance.now()),
		breathe: ports.breathe ?? breathe,
	})
	const directoryReader = makeDirectoryReader(ports.remote, clock, {
		onDirectory(answer, answeredEpoch) {
			const changed = epoch !== null && epoch !== answeredEpoch
			epoch = answeredEpoch
			directory = answer
			if (changed) startOver()
			events.onDirectory(answer)
			void writer.flush()
		},
		onFailure: happen,
		mayAsk: () => !stopped && facts.session === 'in',
	})
	const keeper = makeLinkKeeper(ports.link, session, clock, { onEvent: happen, onBroadcast: hear })
	const writer = makeCacheWriter(cache, clock, (): CacheHeader | null => {
		const extent = reader.extent()
		return extent && epoch !== null
			? { extent, head: reader.head(), epoch, confirmedAt, directory, inboxRevision }
			: null
	})
	state = snapshot()

	function handOut(columns: TransactionColumns, origin: BatchOrigin) {
		writer.add(columns)
		events.onColumns(columns, origin)
	}

	function handOutStored(columns: TypedColumns) {
		if (events.onStored) events.onStored(columns)
		else events.onColumns(toPlainColumns(columns), 'cache')
	}

	function snapshot(): FeedState {
		const extent = reader.extent()
		const isAll = extent !== null && isComplete(extent)
		return {
			...standing(facts),
			applied: extent?.applied ?? 0,
			head: reader.head(),
			confirmedAt,
			fromCache: facts.data === 'cached',
			coverage: {
				months: extent?.window ?? null,
				complete: isAll,
				// 1 is for what is claimed.
				progress: isAll ? 1 : Math.min(0.99, reader.progress()),
			},
		}
	}

	function publish() {
		if (stopped) return
		state = snapshot()
		const key = JSON.stringify(state)
		if (key === lastState) return
		lastState = key
		events.onState(state)
	}

	/** Carries out one event of the table. */
	function happen(event: FeedEvent) {
		if (stopped) return
		const result = step(facts, event)
		facts = result.facts
		if (voidsAnswers(event)) reader.doubt()
		if (event === 'subscribed') {
			// Since the directory was read another database may have come to answer: its ledger's epoch tells.
			directoryReader.doubt()
			if (started) directoryReader.read()
		}
		for (const action of result.actions) act(action)
		if (event === 'confirmed' || event === 'answered') {
			retry.reset()
			refused.reset()
			if (event === 'confirmed' || facts.paused || !cancelNext) planNext()
		}
		publish()
	}

	function act(action: ReturnType<typeof step>['actions'][number]) {
		switch (action) {
			case 'check':
				return mayAsk() ? reader.check() : undefined
			case 'check_soon':
				return mayAsk() ? reader.checkSoon() : undefined
			case 'retry':
				return askAgain(retry.next())
			case 'retry_late':
				return askAgain(refused.next())
			case 'join':
				return keeper.join()
			case 'join_now':
				return keeper.joinNow()
			case 'rejoin_later':
				return keeper.rejoinLater()
			case 'rejoin_late':
				return keeper.rejoinLate()
			case 'leave':
				return keeper.leave()
			case 'renew':
				return keeper.renew()
			case 'authorise':
				return void keeper.authorise().catch(() => {})
			case 'abandon':
				return reader.abandon()
			case 'flush':
				return void writer.flush()
			case 'forget':
				return forget(() => cache.wipe())
			case 'forget_user':
				return forget(() => cache.wipeUser())
		}
	}

	function mayAsk(): boolean {
		return started && clock.now() >= notBefore
	}

	/** One timer for the next question to the server, whatever it is for. */
	function askAgain(ms: number) {
		cancelNext?.()
		cancelNext = clock.after(Math.max(ms, notBefore - clock.now()), () => {
			cancelNext = null
			reader.check()
			directoryReader.read()
		})
	}

	function planNext() {
		const { status } = standing(facts)
		if (status === 'live') poll.reset()
		if (!environment.visible()) return askAgain(jittered(timing.headCheckHidden, clock.random))
		askAgain(status === 'polling' ? poll.next() : jittered(timing.headCheck, clock.random))
	}

	function hear(event: string, payload: unknown) {
		if (event === 'changes') return hearChanges(payload)
		if (event === 'inbox') {
			const revision = parseRevisionHint(payload, 'inbox_revision')
			if (revision === null || revision <= inboxRevision) return
			inboxRevision = revision
			return events.onInbox()
		}
		if (event !== 'settings') return
		const revision = parseRevisionHint(payload, 'settings_revision')
		if (revision !== null) directoryReader.want(revision)
	}

	function hearChanges(payload: unknown) {
		const hint = parseChangesHint(payload)
		if (!hint) {
			// Unreadable, but something happened.
			reader.hint(reader.head() + 1)
			return happen('gap')
		}
		const extent = reader.extent()
		const verdict = extent ? judge(extent.applied, hint.from, hint.to) : 'gap'
		if (verdict === 'drop') return
		reader.hint(hint.to)
		if (facts.paused) return happen('behind')
		if (hint.rows) waiting.add({ ...hint, rows: hint.rows })
		drainWaiting()
		if (!reader.level()) return happen('gap')
		// Out of order, and in order again before anyone was asked.
		if (facts.doubt === 'gap') return happen('gap_closed')
		publish()
	}

	/** Applies what follows exactly; what does not, waits. */
	function drainWaiting() {
		if (facts.paused) return
		for (let extent = reader.extent(); extent; extent = reader.extent()) {
			const batch = waiting.next(extent.applied)
			if (!batch) return
			handOut(batch.rows, 'live')
			reader.advance(batch.to)
			writer.flushSoon()
		}
	}

	/** What was handed out is void. */
	function reset() {
		writer.drop()
		waiting.clear()
		reader.reset()
		confirmedAt = null
		inboxRevision = -1
		events.onReset()
	}

	function forget(wipe: () => Promise<void>) {
		cancelNext?.()
		cancelNext = null
		reset()
		reader.halt()
		epoch = null
		directory = null
		directoryReader.forget()
		void wipe()
	}

	/** The counter went back: the database was restored or built anew. */
	function onForeign() {
		epoch = null
		directory = null
		directoryReader.forget()
		startOver()
		directoryReader.read()
	}

	/** The same ledger, but not the same history: begin as on a first visit. */
	function startOver() {
		reset()
		facts = { ...facts, data: 'none', doubt: 'starting' }
		void cache.wipe()
		publish()
		reader.check()
	}

	async function restore(): Promise<void> {
		const remembered = await loadCopy()
		if (stopped || facts.session !== 'in' || !remembered) return
		const { header } = remembered
		if (header.directory) events.onDirectory(header.directory)
		const outcome = await handOutCopy(remembered)
		if (stopped || facts.session !== 'in') return
		if (outcome !== 'in') {
			events.onReset()
			// A copy that is only slow is good for the next visit; nothing may be added to it that does not follow on.
			if (outcome === 'late') return writer.giveUp()
			return void cache.wipe()
		}
		epoch = header.epoch
		directory = header.directory
		directoryReader.restore(directory)
		confirmedAt = header.confirmedAt
		inboxRevision = header.inboxRevision
		reader.restore(header.extent, header.head)
		happen('cache_shown')
	}

	/** Each part has its time: a device that hangs must not hold the page, and what it says later is void. */
	function handOutCopy(remembered: CachedLedger): Promise<'in' | 'late' | 'damaged'> {
		return new Promise((resolve) => {
			let isLate = false
			const wait = () => {
				if (stopped) return
				cancelLoad = clock.after(timing.cache, () => {
					isLate = true
					resolve('late')
				})
			}
			wait()
			const read = remembered.read(async (columns) => {
				cancelLoad()
				if (isLate || stopped || facts.session !== 'in')
					throw new Error('nobody waits for this copy any more')
				handOutStored(columns)
				await (ports.breathe ?? breathe)()
				wait()
			})
			void read
				.then(() => resolve('in'))
				.catch(() => resolve('damaged'))
				.finally(() => cancelLoad())
		})
	}

	/** The device's copy, or null if the device takes too long. */
	function loadCopy(): Promise<CachedLedger | null> {
		return new Promise((resolve) => {
			cancelLoad = clock.after(timing.cache, () => resolve(null))
			void cache
				.load()
				.then(resolve, () => resolve(null))
				.finally(cancelLoad)
		})
	}

	function onEnvironment(event: EnvironmentEvent) {
		if (event === 'online') return happen('went_online')
		if (event === 'offline') return happen('went_offline')
		if (event === 'pagehide' || event === 'pageshow') return happen(event)
		if (event === 'hidden') {
			hiddenSince = clock.now()
			return happen('hidden')
		}
		const glance = hiddenSince !== null && clock.now() - hiddenSince < timing.glance
		hiddenSince = null
		happen(glance && facts.link === 'ready' ? 'glanced' : 'visible')
	}

	async function start(): Promise<void> {
		// The channel is joined with the first answer: until then there is nothing that it could keep up to date.
		await restore()
		if (stopped) return
		started = true
		reader.check()
		directoryReader.read()
	}

	const leaveEnvironment = environment.subscribe(onEnvironment)
	const leaveSession = session.onChange((change) => {
		happen(change === 'ended' ? 'signed_out' : 'token_refreshed')
	})
	events.onState(state)
	void start()

	return {
		state: () => state,
		check() {
			notBefore = 0
			happen('asked')
		},
		setPaused(paused) {
			if (paused !== facts.paused) happen(paused ? 'paused' : 'resumed')
		},
		stop() {
			if (stopped) return
			void writer.stop().then(() => cache.close())
			stopped = true
			reader.stop()
			keeper.leave()
			directoryReader.stop()
			cancelNext?.()
			cancelLoad()
			leaveEnvironment()
			leaveSession()
		},
	}
}

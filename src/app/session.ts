import {
	type Accessor,
	createComponent,
	createContext,
	createEffect,
	createMemo,
	createSignal,
	getOwner,
	type JSX,
	on,
	onCleanup,
	runWithOwner,
	useContext,
} from 'solid-js'
import type { Backend, ReviewPort, SettingsPort } from '../backend/types'
import type { Corrections } from '../corrections/index'
import { createFeed } from '../feed/solid'
import { type BatchOrigin, type FeedState, isReachable, type LoggedEvent } from '../feed/types'
import { isTyped } from '../ledger/columns'
import { can } from '../ledger/permissions'
import type {
	Basis,
	BillMonth,
	Cents,
	InboxItem,
	Ledger,
	LedgerSettings,
	LocalDay,
	QuietAgent,
	TransactionColumns,
} from '../ledger/types'
import { type Metrics, makeMetrics } from '../metrics'
import { createWaiting, type Waiting } from '../review/waiting'
import { createQuery } from '../ui/query'
import { withWords } from '../words'
import { type Formats, formatsFor } from './formats'
import { importWithRetry } from './lazy'
import { afterFirstFigure, whenSettled } from './schedule'
import { hasStored } from './storage'
import { createToday } from './time'

/** Rows as they arrive, for what the page does beside counting them (a glow, a notice); `fresh`: how many are new transactions. */
export type ArrivalListener = (columns: TransactionColumns, origin: BatchOrigin, fresh: number) => void

/** An open ledger: its live figures, settings and words. Accessors are reactive. */
export interface LedgerSession {
	backend: Backend
	/** All ledgers of the signed-in person, for the switcher. */
	ledgers: Accessor<Ledger[]>
	/** With its current name and timezone once the settings were read. */
	ledger: Accessor<Ledger>
	/** Null until it was first read. */
	directory: Accessor<LedgerSettings | null>
	feed: Accessor<FeedState>
	metrics: Metrics
	/** Read it to follow the figures: `createMemo(() => (version(), metrics.totals()))`. At most once per frame. */
	version: Accessor<number>
	/** Rejected messages to look at; undefined until first read. */
	pending: Accessor<InboxItem[] | undefined>
	/** Why they could not be read; null: they could. They are read again when the server can be asked. */
	pendingError: Accessor<unknown>
	/** All that waits for a person under "a conferir", and how many there are. */
	waiting: Waiting
	/** Agents that used to write and do not any more; undefined until first read. */
	quiet: Accessor<QuietAgent[] | undefined>
	/** Reads the pending items again (after a dismissal; the feed's hints do it by themselves). */
	refreshPending: () => void
	settings: SettingsPort
	review: ReviewPort
	formats: Accessor<Formats>
	money: (cents: Cents) => string
	/** The ledger's day, and the bill month that goes by it. */
	today: Accessor<LocalDay>
	thisMonth: Accessor<BillMonth>
	/** Counts months in another way than the ledger does; null: as it does. */
	countBy: (basis: Basis | null) => void
	/** Live updates held back by the reader. */
	paused: Accessor<boolean>
	setPaused: (paused: boolean) => void
	/** Asks the server for its head now. */
	check: () => void
	/** The feed's last events, oldest first. */
	log: () => readonly LoggedEvent[]
	/** Calls back for every batch of rows, after the metrics took it. Returns a cleanup. */
	onArrival: (listener: ArrivalListener) => () => void
	/** The same for whatever rows came, the device's copy too. */
	onApplied: (listener: () => void) => () => void
	/** Calls back when the metrics were emptied: the rows so far are void. */
	onReset: (listener: () => void) => () => void
	/** What people put right and the server has not confirmed yet; undefined until its code is here (`loadCorrections`). */
	corrections: Accessor<Corrections | undefined>
	loadCorrections: () => Promise<void>
	/**
	 * Does what ends this person's part in the ledger. The page stays as it is until the feed has heard of it, and forgotten what
	 * the device kept; rejects as `task` does.
	 */
	leave: (how: Departure, task: () => Promise<void>) => Promise<void>
	/** How this person is leaving the ledger; null: not at all. `isDone`: the server has done its part. */
	leaving: Accessor<{ how: Departure; isDone: boolean } | null>
}

export type Departure = 'deleted' | 'left'

const Context = createContext<LedgerSession>()

/** The open ledger; only below `LedgerSessionProvider`. */
export function useLedgerSession(): LedgerSession {
	const session = useContext(Context)
	if (!session) throw new Error('useLedgerSession: no ledger is open here')
	return session
}

/** Whether the rows of a batch that are unknown here are new: while the history comes they need not be. */
function isArrival(origin: BatchOrigin, { coverage }: FeedState): boolean {
	return (origin === 'live' || origin === 'catch_up') && coverage.complete
}

/** Callbacks that are told of the same thing. */
function listeners<A extends unknown[] = []>() {
	const held = new Set<(...told: A) => void>()
	return {
		tell: (...told: A): void => {
			for (const listener of held) listener(...told)
		},
		/** Returns a cleanup. */
		add: (listener: (...told: A) => void) => {
			held.add(listener)
			return () => void held.delete(listener)
		},
	}
}

/** Opens the feed of one ledger and keeps it until disposed. One per page and ledger. */
export function createLedgerSession(
	backend: Backend,
	opened: Ledger,
	ledgers: Accessor<Ledger[]>,
): LedgerSession {
	const review = backend.review(opened)
	const arrivals = listeners<Parameters<ArrivalListener>>()
	const applied = listeners()
	const resets = listeners()
	// Its first rows come after this function has returned.
	const feed = createFeed((events) => backend.openFeed(opened, events), {
		onRows(rows, origin) {
			const known = metrics.arrivals()
			metrics.apply(rows, { arrivedAt: isArrival(origin, feed.state()) ? Date.now() : null })
			applied.tell()
			// The device's copy is no arrival.
			if (!isTyped(rows)) arrivals.tell(rows, origin, metrics.arrivals() - known)
		},
		onReset() {
			metrics.clear()
			resets.tell()
			pending.set(undefined)
		},
	})
	// A failed read keeps the list, and is tried again by the next hint, or when the server can be asked.
	const retryWhen = () => isReachable(feed.state().status)
	const pending = createQuery(() => review.pending(), { when: () => false, retryWhen })
	const directory = feed.settings
	const ledger = createMemo(() => directory()?.ledger ?? opened)
	const formats = createMemo(() => formatsFor(ledger().currency, ledger().timezone))
	const today = createToday(() => formats().localDay)
	const thisMonth = createMemo(() => today().slice(0, 7))

	const metrics = makeMetrics({ timezone: opened.timezone, basis: opened.basis, today: today() })
	const [version, setVersion] = createSignal(metrics.version())
	onCleanup(metrics.subscribe(() => setVersion(metrics.version())))
	createEffect(on(today, (day) => metrics.setToday(day), { defer: true }))
	const timezone = () => ledger().timezone
	createEffect(on(timezone, (zone) => metrics.setTimezone(zone), { defer: true }))

	const [askedBasis, countBy] = createSignal<Basis | null>(null)
	createEffect(() => metrics.setBasis(askedBasis() ?? ledger().basis))

	createEffect(on(feed.inbox, pending.refetch, { defer: true }))
	// The figures first: what waits for a look is asked for after them.
	createEffect(() => afterFirstFigure() && pending.refetch())

	const putRight = createCorrections(() => session)
	const known: Omit<LedgerSession, 'waiting'> = {
		backend,
		ledgers,
		ledger,
		directory,
		feed: feed.state,
		metrics,
		version,
		pending: unanswered(pending.value, putRight.corrections),
		pendingError: pending.error,
		quiet: createQuiet(review, feed.state, today),
		refreshPending: pending.refetch,
		settings: backend.settings(opened),
		review,
		formats,
		money: (cents) => formats().money(cents),
		today,
		thisMonth,
		countBy,
		paused: feed.paused,
		setPaused: feed.setPaused,
		check: feed.check,
		log: feed.log,
		onArrival: arrivals.add,
		onApplied: applied.add,
		onReset: resets.add,
		...putRight,
		...createLeaving(feed.check),
	}
	const session: LedgerSession = { ...known, waiting: createWaiting(known) }
	return session
}

/** Ends somebody's part in a ledger; `check` has the feed hear of it. */
function createLeaving(check: () => void): Pick<LedgerSession, 'leave' | 'leaving'> {
	const [leaving, setLeaving] = createSignal<ReturnType<LedgerSession['leaving']>>(null)
	return {
		leaving,
		async leave(how, task) {
			setLeaving({ how, isDone: false })
			try {
				await task()
			} catch (error) {
				setLeaving(null)
				throw error
			}
			setLeaving({ how, isDone: true })
			check()
		},
	}
}

/** Which agents have gone quiet: silence begins with a day, and ends with what arrives. */
function createQuiet(review: ReviewPort, feed: Accessor<FeedState>, today: Accessor<LocalDay>) {
	const { value, refetch } = createQuery(() => review.quietAgents(), {
		when: afterFirstFigure,
		refetchOn: today,
		retryWhen: () => isReachable(feed().status),
	})
	const head = () => feed().head
	createEffect(on(head, () => value()?.length && refetch(), { defer: true }))
	return value
}

/** The refused messages that nobody has answered here yet. */
const unanswered = (
	list: Accessor<InboxItem[] | undefined>,
	corrections: Accessor<Corrections | undefined>,
) =>
	createMemo(() => {
		const items = list()
		return items && (corrections()?.unanswered(items) ?? items)
	})

/** What people put right comes with its own code. `session` is asked for once that is here. */
function createCorrections(
	session: Accessor<LedgerSession>,
): Pick<LedgerSession, 'corrections' | 'loadCorrections'> {
	const owner = getOwner()
	const [corrections, setCorrections] = createSignal<Corrections>()
	let loading: Promise<void> | undefined
	let isOpen = true
	onCleanup(() => {
		isOpen = false
	})
	const loadCorrections = () => {
		loading ??= importWithRetry(withWords('corrections', () => import('../corrections/open'))).then(
			(code) => {
				if (isOpen) runWithOwner(owner, () => setCorrections(code.openCorrections(session())))
			},
		)
		return loading
	}
	// What waits on this device belongs into the first figures; else nobody corrects before the page has settled.
	const wanted = () => {
		const { backend, ledger } = session()
		const isWaiting = hasStored(`corrections.${backend.session.current()?.userId}.${ledger().id}.`)
		return isWaiting || (whenSettled() && can(ledger().role, 'correct'))
	}
	createEffect(() => wanted() && loadCorrections())
	return { corrections, loadCorrections }
}

/** Opens `ledger` for the components below; key it by the ledger's id. */
export function LedgerSessionProvider(props: {
	backend: Backend
	ledger: Ledger
	ledgers: Ledger[]
	children: JSX.Element
}): JSX.Element {
	const session = createLedgerSession(props.backend, props.ledger, () => props.ledgers)
	return createComponent(Context.Provider, {
		value: session,
		get children() {
			return props.children
		},
	})
}

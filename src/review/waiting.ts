import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { whenSettled } from '../app/schedule'
import type { ReviewPort } from '../backend/types'
import { type BatchOrigin, type FeedState, isReachable } from '../feed/types'
import type { InboxItem, LedgerSettings, TransactionColumns } from '../ledger/types'
import { createQuery } from '../ui/query'

/** Least time between two requests while purchases keep arriving, in ms. */
const LEAST_INTERVAL = 5_000

/** Of an open ledger, what this asks and follows. */
interface Around {
	review: ReviewPort
	pending: Accessor<InboxItem[] | undefined>
	pendingError: Accessor<unknown>
	refreshPending: () => void
	feed: Accessor<FeedState>
	directory: Accessor<LedgerSettings | null>
	version: Accessor<number>
	onArrival: (listener: (rows: TransactionColumns, origin: BatchOrigin) => void) => () => void
	/** The reader's own, which have not arrived. */
	corrections: Accessor<
		{ rowOf: (id: string) => { voided: boolean } | null; troubles: () => number } | undefined
	>
}

/** A list of what waits, without what was answered here: that is out of sight before the server has agreed. */
function createWaitingList<T>(list: Accessor<readonly T[] | undefined>, idOf: (one: T) => string) {
	const [answered, setAnswered] = createSignal<ReadonlySet<string>>(new Set())
	const shown = createMemo(() => list()?.filter((one) => !answered().has(idOf(one))))
	// What the server has taken off too is forgotten: it may come back.
	createEffect(
		on(
			list,
			(now) => {
				const ids = new Set(now?.map(idOf))
				if (now) setAnswered((before) => new Set([...before].filter((id) => ids.has(id))))
			},
			{ defer: true },
		),
	)
	return {
		/** Undefined until first read. */
		shown,
		hide: (id: string) => void setAnswered((before) => new Set([...before, id])),
		show: (id: string) => void setAnswered((before) => new Set([...before].filter((other) => other !== id))),
	}
}

/** Whether a row says a name that no category, source or person has. */
const saysUnknownName = (rows: TransactionColumns): boolean =>
	(['category', 'source', 'to_source', 'person'] as const).some((what) =>
		rows[`${what}_text`].some((text, k) => text !== null && rows[`${what}_id`][k] === null),
	)

/**
 * All that waits for a person under "a conferir", read once and kept up to date: refused and kept messages, replies that did not
 * arrive, purchases that may have been told twice, and names that nobody answers to. The page counts what its list shows.
 */
export function createWaiting(session: Around) {
	const { review, pending } = session
	const options = {
		when: whenSettled,
		retryWhen: () => isReachable(session.feed().status),
		minInterval: LEAST_INTERVAL,
	}
	const [arrived, setArrived] = createSignal(0)
	const [named, setNamed] = createSignal(0)
	const undelivered = createQuery(() => review.undelivered(), {
		...options,
		minInterval: 0,
		refetchOn: pending,
	})
	const twice = createQuery(() => review.toldTwice(), { ...options, refetchOn: [pending, arrived] })
	const unknown = createQuery(() => review.unknownTexts(), {
		...options,
		refetchOn: [() => session.directory()?.settings_revision, named],
	})
	onCleanup(
		session.onArrival((rows, origin) => {
			if (origin !== 'live' && origin !== 'catch_up') return
			setArrived((count) => count + 1)
			if (unknown.value()?.length || saysUnknownName(rows)) setNamed((count) => count + 1)
		}),
	)
	/** What was undone here counts no more. */
	const stillCounting = createMemo(() => {
		session.version()
		return twice
			.value()
			?.filter(({ transaction_id }) => session.corrections()?.rowOf(transaction_id)?.voided !== true)
	})
	const lists = {
		refused: createWaitingList(pending, ({ id }) => id),
		undelivered: createWaitingList(undelivered.value, ({ id }) => id),
		twice: createWaitingList(stillCounting, ({ transaction_id }) => transaction_id),
		unknown: createWaitingList(unknown.value, ({ what, text }) => `${what} ${text}`),
	}
	const all = Object.values(lists)
	const count = createMemo(() =>
		all.reduce((sum, { shown }) => sum + (shown()?.length ?? 0), session.corrections()?.troubles() ?? 0),
	)
	const queries = [undelivered, twice, unknown]
	return {
		...lists,
		/** How many there are in all, with the reader's own corrections that went wrong. */
		count,
		/** Whether every list was read. */
		isRead: () => all.every(({ shown }) => shown() !== undefined),
		/** Why one of them could not be read; null: all could. It is asked for again when the server can be. */
		error: () => session.pendingError() ?? queries.map(({ error }) => error()).find(Boolean) ?? null,
		/** Reads the refused messages again, and all the rest. */
		refresh() {
			session.refreshPending()
			for (const { refetch } of queries) refetch()
		},
		refreshUnknown: unknown.refetch,
	}
}

export type Waiting = ReturnType<typeof createWaiting>

import { type Accessor, createEffect, createSignal, on, onCleanup, type Setter } from 'solid-js'
import type { LedgerSession } from '../../app/session'
import type { BatchOrigin } from '../../feed/types'
import type { TransactionColumns } from '../../ledger/types'

/** How long what is new stays highlighted, in ms; the stylesheet's `--m-glow` says the same. */
export const HIGHLIGHT_MS = 2_400
/** More arrivals than this within `BURST_WINDOW_MS` share one highlight. */
const BURST_ROWS = 3
const BURST_WINDOW_MS = 1_000
/** A figure that changes this soon after a live row changed because of it, in ms. */
const CAUSED_WITHIN_MS = 1_500

/**
 * Highlights rows that arrived live, and the figures that changed with them, once each for 2.4 s. Rows of the cache, the
 * snapshot, the history or a catch-up are never highlighted.
 */
export class Highlights {
	/** Many rows came at once: the list is highlighted as one. */
	readonly isBurst: Accessor<boolean>
	private readonly setBurst: Setter<boolean>
	private readonly fresh: Accessor<ReadonlySet<string>>
	private readonly setFresh: Setter<ReadonlySet<string>>
	private readonly timers = new Set<ReturnType<typeof setTimeout>>()
	/** When the rows of the burst window came. */
	private recent: number[] = []
	private lastLive = Number.NEGATIVE_INFINITY

	constructor(session: Pick<LedgerSession, 'onArrival'>) {
		const [isBurst, setBurst] = createSignal(false)
		const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set())
		this.isBurst = isBurst
		this.setBurst = setBurst
		this.fresh = fresh
		this.setFresh = setFresh
		onCleanup(session.onArrival((columns, origin) => this.addArrivals(columns, origin)))
		onCleanup(() => {
			for (const timer of this.timers) clearTimeout(timer)
		})
	}

	/** This row is highlighted by itself. */
	isNew(id: string): boolean {
		return !this.isBurst() && this.fresh().has(id)
	}

	/** True for 2.4 s after `value` changed because of a live row; a further change meanwhile doesn't start it again. */
	ofFigure(value: Accessor<unknown>): Accessor<boolean> {
		const [isNew, setNew] = createSignal(false)
		const changed = () => {
			if (isNew() || performance.now() - this.lastLive > CAUSED_WITHIN_MS) return
			setNew(true)
			this.later(() => setNew(false))
		}
		createEffect(on(value, changed, { defer: true }))
		return isNew
	}

	private addArrivals(columns: TransactionColumns, origin: BatchOrigin): void {
		if (origin !== 'live') return
		const now = performance.now()
		this.lastLive = now
		this.recent = this.recent.filter((at) => now - at < BURST_WINDOW_MS)
		for (const id of columns.id) {
			this.recent.push(now)
			if (this.recent.length > BURST_ROWS) continue
			this.setFresh((ids) => new Set(ids).add(id))
			this.later(() => this.setFresh((ids) => new Set([...ids].filter((other) => other !== id))))
		}
		if (this.recent.length > BURST_ROWS && !this.isBurst()) {
			this.setBurst(true)
			this.later(() => this.setBurst(false))
		}
	}

	private later(callback: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer)
			callback()
		}, HIGHLIGHT_MS)
		this.timers.add(timer)
	}
}

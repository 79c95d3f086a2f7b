import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { createFigure } from '../metrics/solid'
import { useDashboard } from './state'

/** What the line above the figures says; the most serious wins. */
export type BannerKind =
	| 'schema'
	| 'projectPaused'
	| 'offline'
	| 'rateLimited'
	| 'paused'
	| 'polling'
	| 'cache'
	| 'incomplete'
	| 'skipped'
	| 'filtered'
	| 'quiet'
	| null

/** Why there may be no figures at all: to be said where they are waited for. */
export const keepsFiguresAway = (kind: BannerKind): boolean =>
	kind === 'schema' || kind === 'projectPaused' || kind === 'offline' || kind === 'rateLimited'

/** States that nearly every visit passes through. The pill shows them at once; a line that came and went would move the page. */
const TRANSIENT: ReadonlySet<BannerKind> = new Set<BannerKind>(['cache', 'incomplete', 'polling'])
/** How long a transient state must last before it gets a line, in ms. */
const TRANSIENT_MS = 2_000

/** Picks the one thing that the reader must know before trusting the figures. */
export function createBannerKind() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const skipped = createFigure(session.metrics, (metrics) => metrics.skipped())
	const lasting = (): BannerKind =>
		skipped() > 0
			? 'skipped'
			: dashboard.selection.isFiltered()
				? 'filtered'
				: session.quiet()?.length
					? 'quiet'
					: null
	const wanted = createMemo<BannerKind>(() => {
		const { status, cause, fromCache } = session.feed()
		if (cause === 'schema_outdated') return 'schema'
		if (cause === 'project_paused') return 'projectPaused'
		if (status === 'offline') return 'offline'
		if (cause === 'rate_limited') return 'rateLimited'
		if (session.paused()) return 'paused'
		if (status === 'polling') return 'polling'
		if (fromCache && status !== 'live') return 'cache'
		if (dashboard.figures.isIncomplete() && status === 'live') return 'incomplete'
		return lasting()
	})
	const passing = createMemo(() => TRANSIENT.has(wanted()))
	const [lasted, setLasted] = createSignal(false)
	createEffect(() => {
		setLasted(false)
		if (!passing()) return
		const timer = setTimeout(() => setLasted(true), TRANSIENT_MS)
		onCleanup(() => clearTimeout(timer))
	})
	const kind = createMemo<BannerKind>(() => (passing() && !lasted() ? lasting() : wanted()))
	return { kind, skipped }
}

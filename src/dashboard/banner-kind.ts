import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { createFigure } from '../metrics/solid/figure'
import { useDashboard } from './state'

/** Which one line stands above the figures; the gravest wins. */
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
	| null

/** True of nearly every visit's first moment. The pill says so at once; a line that came and went would move the page. */
const PASSING: ReadonlySet<BannerKind> = new Set<BannerKind>(['cache', 'incomplete', 'polling'])
/** How long a passing state must last to be worth a line, in ms. */
const PATIENCE = 2_000

/** Dimension the reader must know before believing the figures. */
export function createBannerKind() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	const skipped = createFigure(session.metrics, (metrics) => metrics.skipped())
	const lasting = (): BannerKind =>
		skipped() > 0 ? 'skipped' : dashboard.selection.isFiltered() ? 'filtered' : null
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
	const passing = createMemo(() => PASSING.has(wanted()))
	const [lasted, setLasted] = createSignal(false)
	createEffect(() => {
		setLasted(false)
		if (!passing()) return
		const timer = setTimeout(() => setLasted(true), PATIENCE)
		onCleanup(() => clearTimeout(timer))
	})
	const kind = createMemo<BannerKind>(() => (passing() && !lasted() ? lasting() : wanted()))
	return { kind, skipped }
}

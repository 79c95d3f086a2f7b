import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { LedgerSession } from '../../app/session'

/** How long a change glows, in ms; the stylesheet's `--m-glow` says the same. */
export const GLOW = 2_400
/** More arrivals than this within `BURST_WINDOW` share one glow. */
const BURST_ROWS = 3
const BURST_WINDOW = 1_000
/** A figure that changes this soon after a live row changed because of it, in ms. */
const CAUSED_WITHIN = 1_500

export type Highlights = ReturnType<typeof createHighlights>

/**
 * Which rows and figures glow: those that arrived live, once, for 2.4 s. Rows of the cache, the snapshot, the history or
 * a catch-up never do.
 */
export function createHighlights(session: LedgerSession) {
	const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set())
	const [burst, setBurst] = createSignal(false)
	const timers = new Set<ReturnType<typeof setTimeout>>()
	let recent: number[] = []
	let lastLive = Number.NEGATIVE_INFINITY

	const later = (deed: () => void) => {
		const timer = setTimeout(() => {
			timers.delete(timer)
			deed()
		}, GLOW)
		timers.add(timer)
	}

	onCleanup(
		session.onArrival((columns, origin) => {
			if (origin !== 'live') return
			const now = performance.now()
			lastLive = now
			recent = recent.filter((at) => now - at < BURST_WINDOW)
			for (const id of columns.id) {
				recent.push(now)
				if (recent.length > BURST_ROWS) continue
				setFresh((ids) => new Set(ids).add(id))
				later(() => setFresh((ids) => new Set([...ids].filter((other) => other !== id))))
			}
			if (recent.length > BURST_ROWS && !burst()) {
				setBurst(true)
				later(() => setBurst(false))
			}
		}),
	)
	onCleanup(() => {
		for (const timer of timers) clearTimeout(timer)
	})

	return {
		/** The row glows by itself. */
		isFresh: (id: string): boolean => !burst() && fresh().has(id),
		/** Many came at once: the list glows as one. */
		burst,
		/** True for 2.4 s after `value` changed because of a live row; it doesn't start anew meanwhile. */
		ofFigure(value: Accessor<unknown>): Accessor<boolean> {
			const [glowing, setGlowing] = createSignal(false)
			createEffect(
				on(
					value,
					() => {
						if (glowing() || performance.now() - lastLive > CAUSED_WITHIN) return
						setGlowing(true)
						later(() => setGlowing(false))
					},
					{ defer: true },
				),
			)
			return glowing
		},
	}
}

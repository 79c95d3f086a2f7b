import { afterPaint, TaskQueue } from '../../../app/schedule'

/** At most one redraw per chart in this time, in ms, while live ticks come in. */
export const REDRAW_EVERY = 1_000

/** A chart's place in the queue. */
export interface DrawTurn {
	/** Asks for a redraw with what is newest then. `urgent`: the reader did something; don't hold it back. */
	ask(urgent: boolean): void
	leave(): void
}

interface Clockwork {
	now(): number
	/** Calls back once the frame to come is painted. */
	painted(deed: () => void): void
	after(ms: number, deed: () => void): () => void
}

const browser: Clockwork = {
	now: () => performance.now(),
	painted: afterPaint,
	after(ms, deed) {
		const timer = setTimeout(deed, ms)
		return () => clearTimeout(timer)
	},
}

/**
 * Lets charts draw one per frame, so that several changed ones never make one long task; and between two frames, so that a
 * drawing, which measures what it draws, never has the layout of the rest of the page to wait for or its paint added to
 * it. Asking often is cheap: a chart waits in the queue once.
 */
export function createDrawQueue(clock: Clockwork = browser) {
	const row = new TaskQueue(clock.painted)
	return {
		join(draw: () => void): DrawTurn {
			let last = Number.NEGATIVE_INFINITY
			let cancel: (() => void) | null = null
			const turn = () => {
				last = clock.now()
				draw()
			}
			return {
				ask(urgent) {
					const wait = urgent ? 0 : last + REDRAW_EVERY - clock.now()
					if (wait <= 0) {
						cancel?.()
						cancel = null
						row.add(turn)
					} else {
						cancel ??= clock.after(wait, () => {
							cancel = null
							row.add(turn)
						})
					}
				},
				leave() {
					cancel?.()
					cancel = null
					row.remove(turn)
				},
			}
		},
	}
}

/** The page's one queue. */
export const drawQueue = createDrawQueue()

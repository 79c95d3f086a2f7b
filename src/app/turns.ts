import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** A hidden tab paints nothing and gets no frames, but must not wait for ever. */
const HIDDEN_MS = 500

/** Runs `deed` in a task of its own, once the frame to come is painted. */
export function afterPaint(deed: () => void): void {
	let due = false
	const once = () => {
		if (due) return
		due = true
		clearTimeout(timer)
		setTimeout(deed)
	}
	const timer = setTimeout(once, HIDDEN_MS)
	requestAnimationFrame(once)
}

/**
 * Lets parts of the page be built one after the other, each painted before the next begins: together they would hold a
 * phone for as long as all of them take.
 */
export function createTurns(next: (deed: () => void) => void = afterPaint) {
	const waiting = new Set<() => void>()
	let running = false

	function run(): void {
		const [build] = waiting
		if (!build) {
			running = false
			return
		}
		waiting.delete(build)
		// The next turn is asked for first: a part that fails must not stop those behind it.
		next(run)
		build()
	}

	return {
		/** True from the moment it is this part's turn. Turns come in the order in which they are asked for. */
		take(): Accessor<boolean> {
			const [mine, setMine] = createSignal(false)
			const build = () => void setMine(true)
			waiting.add(build)
			if (!running) {
				running = true
				next(run)
			}
			onCleanup(() => waiting.delete(build))
			return mine
		},
	}
}

/** The page's one row of turns. */
export const turns = createTurns()

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

/** A row of deeds that are done one at a time, in the order they came; `next` says when the one to come may begin. */
export function oneByOne(next: (deed: () => void) => void) {
	const waiting = new Set<() => void>()
	let running = false

	function run(): void {
		const [deed] = waiting
		if (!deed) {
			running = false
			return
		}
		waiting.delete(deed)
		// The next turn is asked for first: a deed that fails must not stop those behind it.
		next(run)
		deed()
	}

	return {
		/** A deed that waits already keeps its place. */
		enter(deed: () => void): void {
			waiting.add(deed)
			if (running) return
			running = true
			next(run)
		},
		leave(deed: () => void): void {
			waiting.delete(deed)
		},
	}
}

/**
 * Lets parts of the page be built one after the other, each painted before the next begins: together they would hold a
 * phone for as long as all of them take.
 */
export function createTurns(next: (deed: () => void) => void = afterPaint) {
	const row = oneByOne(next)
	return {
		/** True from the moment it is this part's turn. Turns come in the order in which they are asked for. */
		take(): Accessor<boolean> {
			const [mine, setMine] = createSignal(false)
			const build = () => void setMine(true)
			row.enter(build)
			onCleanup(() => row.leave(build))
			return mine
		},
	}
}

/** The page's one row of turns. */
export const turns = createTurns()

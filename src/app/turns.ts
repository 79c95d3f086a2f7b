import { type Accessor, createMemo, createRenderEffect, createSignal, onCleanup } from 'solid-js'

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

/** What can wait for a moment to spare waits no longer than this, however busy the page is. */
const SPARE_MS = 1_000

/** Runs `deed` in a task of its own once the page has nothing more urgent to do. */
export function whenIdle(deed: () => void): void {
	if (typeof requestIdleCallback === 'function') requestIdleCallback(() => deed(), { timeout: SPARE_MS })
	else afterPaint(() => afterPaint(deed))
}

/**
 * So long the page rests between two parts that nobody is near, in ms: what one part costs doesn't end with its task, it is
 * also drawn, by threads that a phone has few cores for. Built in one go, the parts would slow one another down, and with
 * them whatever the reader does meanwhile.
 */
const REST_MS = 100

/** As `whenIdle`, after a rest. */
function afterRest(deed: () => void): void {
	setTimeout(() => whenIdle(deed), REST_MS)
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
		/** Somebody waits. */
		busy: (): boolean => waiting.size > 0,
	}
}

const always = () => true

/**
 * Lets parts of the page be built one after the other, each painted before the next begins: together they would hold a
 * phone for as long as all of them take. What is not near the screen is built after those that are, in moments to spare.
 */
export function createTurns(
	next: (deed: () => void) => void = afterPaint,
	idle: (deed: () => void) => void = afterRest,
) {
	const near = oneByOne(next)
	const far = oneByOne(function spare(deed) {
		idle(() => (near.busy() ? spare(deed) : deed()))
	})

	function waitFor(isNear: Accessor<boolean>): Accessor<boolean> {
		const [mine, setMine] = createSignal(false)
		const build = () => {
			leave()
			setMine(true)
		}
		const leave = () => {
			near.leave(build)
			far.leave(build)
		}
		createRenderEffect(() => {
			if (mine()) return
			leave()
			const row = isNear() ? near : far
			row.enter(build)
		})
		onCleanup(leave)
		return mine
	}

	return {
		/**
		 * True from the moment it is this part's turn, which is asked for once the part is `ready`, and anew whenever it is so
		 * again. Turns come in the order in which they are asked for, those of parts near the screen first.
		 */
		take(ready: Accessor<boolean> = always, isNear: Accessor<boolean> = always): Accessor<boolean> {
			const isReady = createMemo(ready)
			const turn = createMemo(() => (isReady() ? waitFor(isNear) : null))
			return () => turn()?.() ?? false
		},
	}
}

/** The page's one row of turns. */
export const turns = createTurns()

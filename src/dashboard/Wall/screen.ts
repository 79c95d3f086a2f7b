import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/** Keeps the screen on while the page is seen, where the browser can. Returns a cleanup. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | undefined
	let gone = false
	const ask = async () => {
		if (gone || document.hidden || !('wakeLock' in navigator)) return
		try {
			lock = await navigator.wakeLock.request('screen')
			if (gone) await lock.release()
		} catch {
			// Refused (battery, policy): the wall still works, the screen may sleep.
		}
	}
	// The lock is lost whenever the page is hidden.
	document.addEventListener('visibilitychange', ask)
	void ask()
	return () => {
		gone = true
		document.removeEventListener('visibilitychange', ask)
		void lock?.release()
	}
}

/** What a rem is where the wall is drawn, in px. */
const DRAWN_REM = 16

/** Pixels of this screen per pixel of the drawing, for what takes numbers: the chart. The stylesheet sets the root's rem. */
export function createScale(): Accessor<number> {
	const measure = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / DRAWN_REM
	const [scale, setScale] = createSignal(measure())
	const follow = () => setScale(measure())
	onMount(() => {
		addEventListener('resize', follow)
		onCleanup(() => removeEventListener('resize', follow))
	})
	return scale
}

/** How often the picture moves, in ms. */
const SHIFTS_EVERY = 10 * 60_000
/** How far, in px. */
const FAR = 2

const PLACES = [
	{ x: 0, y: 0 },
	{ x: FAR, y: 0 },
	{ x: FAR, y: FAR },
	{ x: 0, y: FAR },
] as const

/** A place for the whole picture that moves round a tiny square, against burn-in. */
export function createShift(): Accessor<{ x: number; y: number }> {
	const [turn, setTurn] = createSignal(0)
	const timer = setInterval(() => setTurn((n) => (n + 1) % PLACES.length), SHIFTS_EVERY)
	onCleanup(() => clearInterval(timer))
	return () => PLACES[turn()] ?? PLACES[0]
}

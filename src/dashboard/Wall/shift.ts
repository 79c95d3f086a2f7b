import { type Accessor, createSignal, onCleanup } from 'solid-js'

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

import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { LocalDay } from '../ledger/types'

/** How often the day is looked at, in ms. Timers stall in sleeping tabs, so waking up looks at once too. */
const LOOKS_EVERY = 15_000

/**
 * The ledger's day now. Follows midnight in the ledger's timezone while the page stays open, also after a sleep.
 * `localDay` tells the day of a moment (see `Formats`).
 */
export function createToday(localDay: () => (ms: number) => LocalDay): Accessor<LocalDay> {
	const now = () => localDay()(Date.now())
	const [today, setToday] = createSignal(now())
	const look = () => setToday(now())
	const timer = setInterval(look, LOOKS_EVERY)
	document.addEventListener('visibilitychange', look)
	onCleanup(() => {
		clearInterval(timer)
		document.removeEventListener('visibilitychange', look)
	})
	return today
}

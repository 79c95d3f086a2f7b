import { createSignal, onCleanup, onMount } from 'solid-js'
import { holdRoute } from './router'

/**
 * Asks for confirmation before the reader leaves the page while `holds()` is true, however they leave it: links of this page, its own
 * buttons, keys and notices, Back and Forward wait for the answer (`asked`); closing the tab shows the browser's own question. A
 * secret that is shown only once, or work that is not sent, must not be lost by accident.
 */
export function createLeaveGuard(holds: () => boolean) {
	/** Goes where the reader was heading; null: nobody is leaving. */
	const [waiting, setWaiting] = createSignal<(() => void) | null>(null)
	/** The reader confirmed: the next navigation passes. */
	let leaving = false
	let here = location.href

	const ask = (go: () => void) => setWaiting(() => go)
	const onClick = (event: MouseEvent) => {
		const link = (event.target as Element | null)?.closest?.('a[href^="#"]')
		if (!link || !holds() || event.defaultPrevented) return
		event.preventDefault()
		event.stopPropagation()
		const target = link.getAttribute('href') ?? ''
		ask(() => {
			location.hash = target
		})
	}
	const wants = (go: () => void) => {
		if (leaving || !holds()) return false
		ask(go)
		return true
	}
	// The browser has already navigated when it tells us. We push this page on top of the history, so that going back from it
	// leads where the reader wanted to go, in either direction.
	const moved = () => {
		if (leaving || !holds()) {
			here = location.href
			return false
		}
		// One navigation fires `popstate` and `hashchange`; at the second the address is this page's again.
		if (location.href === here) return true
		history.pushState(null, '', here)
		ask(() => history.back())
		return true
	}
	const onMoved = () => {
		leaving = false
	}
	const onUnload = (event: BeforeUnloadEvent) => {
		if (holds()) event.preventDefault()
	}
	onCleanup(holdRoute({ moved, wants }))
	onMount(() => {
		document.addEventListener('click', onClick, true)
		window.addEventListener('hashchange', onMoved)
		window.addEventListener('beforeunload', onUnload)
	})
	onCleanup(() => {
		document.removeEventListener('click', onClick, true)
		window.removeEventListener('hashchange', onMoved)
		window.removeEventListener('beforeunload', onUnload)
	})
	return {
		/** Whether the reader wants to leave, and is asked. */
		asked: () => waiting() !== null,
		stay: () => setWaiting(null),
		leave() {
			const go = waiting()
			if (!go) return
			setWaiting(null)
			leaving = true
			go()
		},
	}
}

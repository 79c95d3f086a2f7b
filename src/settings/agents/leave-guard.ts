import { createSignal, onCleanup, onMount } from 'solid-js'
import { holdRoute } from '../../app/router'

/**
 * Asks before a reader leaves while `holds()`: links of this page and the browser's own Back and Forward wait for an answer
 * (`asked`), closing the tab gets the browser's own question. What cannot be shown again must not be lost to a slip.
 */
export function createLeaveGuard(holds: () => boolean) {
	const [asked, setAsked] = createSignal<string | null>(null)
	/** How to go on after the answer. */
	let go = () => {}
	/** The reader said so: what moves now may pass. */
	let leaving = false
	let here = location.href

	const onClick = (event: MouseEvent) => {
		const link = (event.target as Element | null)?.closest?.('a[href^="#"]')
		if (!link || !holds() || event.defaultPrevented) return
		event.preventDefault()
		event.stopPropagation()
		const target = link.getAttribute('href') ?? ''
		go = () => {
			location.hash = target
		}
		setAsked(target)
	}
	// The browser has moved by the time it says so. A step back to this page is put on top, so that going back from it leads
	// where the reader wanted to go, in either direction.
	const onMove = () => {
		if (leaving || !holds()) {
			here = location.href
			return false
		}
		// A move is told twice, as `popstate` and as `hashchange`; by the second the address is this page's again.
		if (location.href === here) return true
		const target = location.hash
		history.pushState(null, '', here)
		go = () => history.back()
		setAsked(target)
		return true
	}
	const onMoved = () => {
		leaving = false
	}
	const onUnload = (event: BeforeUnloadEvent) => {
		if (holds()) event.preventDefault()
	}
	onCleanup(holdRoute(onMove))
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
		/** Where the reader was heading; null: nobody is leaving. */
		asked,
		stay: () => setAsked(null),
		leave() {
			if (asked() === null) return
			setAsked(null)
			leaving = true
			go()
		},
	}
}

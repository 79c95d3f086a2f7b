import { createSignal, onCleanup, onMount } from 'solid-js'
import { holdRoute } from '../../app/router'

/**
 * Asks for confirmation before the reader leaves the page while `holds()` is true. Links of this page, Back and Forward wait
 * for the answer (`asked`); closing the tab shows the browser's own question. A secret that is shown only once must not be
 * lost by accident.
 */
export function createLeaveGuard(holds: () => boolean) {
	const [asked, setAsked] = createSignal<string | null>(null)
	/** Continues the navigation that waits for an answer. */
	let go = () => {}
	/** The reader confirmed: the next navigation passes. */
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
	// The browser has already navigated when it tells us. We push this page on top of the history, so that going back from it
	// leads where the reader wanted to go, in either direction.
	const onMove = () => {
		if (leaving || !holds()) {
			here = location.href
			return false
		}
		// One navigation fires `popstate` and `hashchange`; at the second the address is this page's again.
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

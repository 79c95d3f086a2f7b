import { createSignal, onCleanup, onMount } from 'solid-js'

/**
 * Asks before a reader leaves while `holds()`: links of this page wait for an answer (`asked`), closing the tab gets the
 * browser's own question. What cannot be shown again must not be lost to a slip.
 */
export function createLeaveGuard(holds: () => boolean) {
	const [asked, setAsked] = createSignal<string | null>(null)
	const onClick = (event: MouseEvent) => {
		const link = (event.target as Element | null)?.closest?.('a[href^="#"]')
		if (!link || !holds() || event.defaultPrevented) return
		event.preventDefault()
		event.stopPropagation()
		setAsked(link.getAttribute('href'))
	}
	const onUnload = (event: BeforeUnloadEvent) => {
		if (holds()) event.preventDefault()
	}
	onMount(() => {
		document.addEventListener('click', onClick, true)
		window.addEventListener('beforeunload', onUnload)
	})
	onCleanup(() => {
		document.removeEventListener('click', onClick, true)
		window.removeEventListener('beforeunload', onUnload)
	})
	return {
		/** Where the reader was heading; null: nobody is leaving. */
		asked,
		stay: () => setAsked(null),
		leave() {
			const target = asked()
			setAsked(null)
			if (target !== null) location.hash = target
		},
	}
}

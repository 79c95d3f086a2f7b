import { type Accessor, createSignal } from 'solid-js'

/** A media query as a signal, shared by all who ask for it. It lives as long as the page. */
function media(query: string): Accessor<boolean> {
	if (typeof matchMedia === 'undefined') return () => false
	const list = matchMedia(query)
	const [matches, setMatches] = createSignal(list.matches)
	list.addEventListener('change', (event) => setMatches(event.matches))
	return matches
}

/** Below 720 px: one column, bars as a list, purchases by day. */
export const isPhone = media('(max-width: 719px)')

/** 720 to 1199 px: two columns, fewer names side by side. */
export const isTablet = media('(min-width: 720px) and (max-width: 1199px)')

/** Where the line beside the ruling figure is narrow: on a phone, and on a desk too small for the rail and a wide line. */
export const isNarrowLine = media('(max-width: 719px), (min-width: 1200px) and (max-width: 1439px)')

export const prefersStill = media('(prefers-reduced-motion: reduce)')

/** True while the page is put on paper. */
export const isPrinting = media('print')

import { type Accessor, createSignal } from 'solid-js'

/** A media query as a signal, shared by all who ask for it. It lives as long as the page. */
function media(query: string): Accessor<boolean> {
	if (typeof matchMedia === 'undefined') return () => false
	const list = matchMedia(query)
	const [matches, setMatches] = createSignal(list.matches)
	list.addEventListener('change', (event) => setMatches(event.matches))
	return matches
}

const paper = media('print')
const [announced, setAnnounced] = createSignal(false)
if (typeof matchMedia !== 'undefined') {
	addEventListener('beforeprint', () => setAnnounced(true))
	addEventListener('afterprint', () => setAnnounced(false))
}

/**
 * True while the page is put on paper. Told before the browser counts the sheets: it asks the media query only after that,
 * and what came then would be cut off.
 */
export const isPrinting = (): boolean => announced() || paper()

const narrow = media('(max-width: 719px)')

/** Below 720 px: one column, bars as a list, purchases by day. Paper is no phone, also when a phone prints. */
export const isPhone = (): boolean => narrow() && !isPrinting()

/** 720 to 1199 px: two columns, fewer names side by side. */
export const isTablet = media('(min-width: 720px) and (max-width: 1199px)')

const stacked = media('(max-width: 1199px)')

/** Below 1200 px: no rail beside the figures, its panels stand among the others. On paper they follow as on a desk. */
export const isStacked = (): boolean => stacked() && !isPrinting()

/** Where the line beside the ruling figure is narrow: on a phone, and on a desk too small for the rail and a wide line. */
export const isNarrowLine = media('(max-width: 719px), (min-width: 1200px) and (max-width: 1439px)')

export const prefersStill = media('(prefers-reduced-motion: reduce)')

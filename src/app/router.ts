import { createSignal } from 'solid-js'

/** Where the page is: the hash is `#/path?query`, so that it works from any folder and from a file. */
export interface Route {
	/** `/`, `/conferir`, `/orcamentos`, `/importar`, `/ajustes/<section>`. */
	path: string
	query: URLSearchParams
}

/** Reads a hash; anything odd leads home. */
export function parseHash(hash: string): Route {
	const text = hash.startsWith('#') ? hash.slice(1) : hash
	const cut = text.indexOf('?')
	const path = cut < 0 ? text : text.slice(0, cut)
	return {
		path: path.startsWith('/') ? path.replace(/\/+$/, '') || '/' : '/',
		query: new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1)),
	}
}

/** Writes a hash that `parseHash` reads back. Commas and colons stay readable. */
export function formatHash(path: string, query?: URLSearchParams): string {
	const text = query?.toString().replaceAll('%2C', ',').replaceAll('%3A', ':') ?? ''
	return `#${path}${text ? `?${text}` : ''}`
}

const [current, setCurrent] = createSignal(parseHash(typeof location === 'undefined' ? '' : location.hash))
if (typeof addEventListener !== 'undefined') {
	addEventListener('hashchange', moved)
	addEventListener('popstate', moved)
}

let holder: (() => boolean) | null = null

/** The browser has moved, by Back, Forward or a link. */
function moved(): void {
	if (!holder?.()) follow(parseHash(location.hash))
}

/** Pages that are one room: the review list lies over the dashboard. */
const roomOf = (path: string): string => (path === '/conferir' ? '/' : path)

/** Shows a route. A room that is entered begins at its top; one that is gone back to keeps its place, as browsers do. */
function follow(next: Route): void {
	const entered = roomOf(next.path) !== roomOf(current().path) && history.state?.seen !== true
	setCurrent(next)
	if (history.state?.seen !== true) history.replaceState({ ...history.state, seen: true }, '')
	if (entered) scrollTo({ top: 0, behavior: 'instant' })
}

/**
 * Has `holds` asked after each move of the browser's, before the page follows: true keeps the page where it is, and whoever
 * says so puts the address back. The window's listeners run in the order in which they came, so that none could come
 * before the router's. One at a time; returns how to end it.
 */
export function holdRoute(holds: () => boolean): () => void {
	holder = holds
	return () => {
		if (holder === holds) holder = null
	}
}

/** The current route; reactive. */
export const route = current

/** Goes to `hash` (as `formatHash` gives it). `replace` leaves no step for the back button. */
export function navigate(hash: string, replace = false): void {
	if (hash === location.hash) return
	const url = `${location.pathname}${location.search}${hash}`
	if (replace) history.replaceState(history.state, '', url)
	else history.pushState(null, '', url)
	follow(parseHash(hash))
}

/** True in wall mode (`?tv=1` before the hash). */
export const tvMode = (): boolean =>
	typeof location !== 'undefined' && new URLSearchParams(location.search).get('tv') === '1'

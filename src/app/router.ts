import { createSignal } from 'solid-js'

/** Where the page is: the hash is `#/path?query`, so that it works from any folder and from a file. */
export interface Route {
	/** `/`, `/conferir`, `/orcamentos`, `/importar`, `/ajustes/<section>`. */
	path: string
	query: URLSearchParams
	/** The ledger that the address is about, by the first characters of its id; null: it names none. */
	ledger: string | null
}

/** Under this name an address carries its ledger. */
const LEDGER = 'l'
/** So many characters of an id tell one person's ledgers apart. */
const LEDGER_LENGTH = 8

/** Reads a hash; anything odd leads home. */
export function parseHash(hash: string): Route {
	const text = hash.startsWith('#') ? hash.slice(1) : hash
	const cut = text.indexOf('?')
	const path = cut < 0 ? text : text.slice(0, cut)
	const query = new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1))
	const ledger = query.get(LEDGER)
	query.delete(LEDGER)
	return { path: path.startsWith('/') ? path.replace(/\/+$/, '') || '/' : '/', query, ledger: ledger || null }
}

/** Writes a hash that `parseHash` reads back. Commas and colons stay readable. */
export function formatHash(path: string, query?: URLSearchParams): string {
	const text = query?.toString().replaceAll('%2C', ',').replaceAll('%3A', ':') ?? ''
	return `#${path}${text ? `?${text}` : ''}`
}

const first = parseHash(typeof location === 'undefined' ? '' : location.hash)
const [current, setCurrent] = createSignal(first)
const [ledgerOfAddress, setLedgerOfAddress] = createSignal(first.ledger)
if (typeof addEventListener !== 'undefined') {
	addEventListener('hashchange', moved)
	addEventListener('popstate', moved)
}

/** Who keeps the page until somebody was asked. */
interface RouteHolder {
	/** The browser has moved: true keeps the page where it is, and whoever says so puts the address back. */
	moved(): boolean
	/** The page is about to: true keeps it, until whoever says so calls `go`. */
	wants(go: () => void): boolean
}

let holder: RouteHolder | null = null

/** The browser has moved, by Back, Forward or a link. */
function moved(): void {
	if (!holder?.moved()) follow(parseHash(location.hash))
}

/** Pages that are one room: the review list lies over the dashboard. */
const roomOf = (path: string): string => (path === '/conferir' ? '/' : path)

/** Shows a route. A room that is entered begins at its top; one that is gone back to keeps its place, as browsers do. */
function follow(next: Route): void {
	const isOther = roomOf(next.path) !== roomOf(current().path)
	const entered = isOther && history.state?.seen !== true
	setCurrent(next)
	if (isOther) focusContent()
	if (next.ledger) setLedgerOfAddress(next.ledger)
	else carryLedger()
	if (history.state?.seen !== true) history.replaceState({ ...history.state, seen: true }, '')
	if (entered) scrollTo({ top: 0, behavior: 'instant' })
}

/**
 * Has `holds` asked before the page follows a move. The window's listeners run in the order in which they came, so that none could
 * come before the router's. One at a time; returns how to end it.
 */
export function holdRoute(holds: RouteHolder): () => void {
	holder = holds
	return () => {
		if (holder === holds) holder = null
	}
}

/** Does what leaves the page that is shown, once whoever holds it lets go. */
export function leavePage(go: () => void): void {
	if (!holder?.wants(go)) go()
}

/** The current route; reactive. */
export const route = current

/** Whether the address names this ledger. */
export const isInAddress = (id: string): boolean =>
	ledgerOfAddress() !== null && id.startsWith(ledgerOfAddress() as string)

/** Whether the address names any ledger. */
export const namesLedger = (): boolean => ledgerOfAddress() !== null

/**
 * Has every address from now on carry this ledger, so that it means the same to whoever it is sent to; null: none. The page's
 * own links need not name it.
 */
export function setAddressLedger(id: string | null): void {
	setLedgerOfAddress(id?.slice(0, LEDGER_LENGTH) ?? null)
	carryLedger()
}

/** Writes the ledger into the address that is there. */
function carryLedger(): void {
	const { path, query, ledger } = parseHash(location.hash)
	const wanted = ledgerOfAddress()
	if (ledger === wanted) return
	const named = new URLSearchParams(wanted ? { [LEDGER]: wanted } : {})
	for (const [name, value] of query) named.append(name, value)
	history.replaceState(history.state, '', `${location.pathname}${location.search}${formatHash(path, named)}`)
}

/**
 * Goes to `hash` (as `formatHash` gives it), once whoever holds the page lets go. `replace` leaves no step for the back button, and asks
 * nobody: the page that is shown is there no more.
 */
export function navigate(hash: string, replace = false): void {
	const here = parseHash(location.hash)
	if (hash === formatHash(here.path, here.query)) return
	const url = `${location.pathname}${location.search}${hash}`
	if (replace) {
		history.replaceState(history.state, '', url)
		follow(parseHash(hash))
		return
	}
	leavePage(() => {
		history.pushState(null, '', url)
		follow(parseHash(hash))
	})
}

let looking = 0

/** What was pressed may be gone with the page that was left: the next one takes the keyboard, once it is there. */
function focusContent(): void {
	cancelAnimationFrame(looking)
	looking = requestAnimationFrame(function look() {
		const content = document.getElementById('content')
		if (!content) looking = requestAnimationFrame(look)
		else if (document.activeElement === document.body) content.focus({ preventScroll: true })
	})
}

/** Another page takes the place of this one under the same address: it begins at its top, as a room that is entered does. */
export function beginPage(): void {
	scrollTo({ top: 0, behavior: 'instant' })
	focusContent()
}

/** True in wall mode (`?tv=1` before the hash). */
export const tvMode = (): boolean =>
	typeof location !== 'undefined' && new URLSearchParams(location.search).get('tv') === '1'

import { vi } from 'vitest'

interface Entry {
	url: string
	state: unknown
}

/** Addresses and how one moves between them. `moved` is called when the browser has. */
function fakeHistory(address: string, moved: () => void) {
	const entries: Entry[] = [{ url: address, state: null }]
	let at = 0
	const here = () => entries[at]!
	const absolute = (url: string) => new URL(url, here().url).href
	/** The browser goes elsewhere in its history. */
	const travel = (by: number) => {
		at = Math.max(0, Math.min(entries.length - 1, at + by))
		moved()
	}
	/** Somebody follows a link, or types an address: only its hash is another one. */
	const follow = (hash: string) => {
		entries.splice(at + 1, entries.length, { state: null, url: absolute(hash) })
		travel(1)
	}
	const location = {
		get href() {
			return here().url
		},
		get hash() {
			return new URL(here().url).hash
		},
		set hash(hash: string) {
			follow(hash)
		},
	}
	for (const name of ['search', 'pathname', 'origin', 'protocol'] as const)
		Object.defineProperty(location, name, { get: () => new URL(here().url)[name] })
	const history = {
		get state() {
			return here().state
		},
		pushState(state: unknown, _: string, url: string) {
			entries.splice(at + 1, entries.length, { state, url: absolute(url) })
			at += 1
		},
		replaceState(state: unknown, _: string, url?: string) {
			entries[at] = { state, url: url === undefined ? here().url : absolute(url) }
		},
		back: () => travel(-1),
	}
	return { location, history, travel, follow, addresses: () => entries.map(({ url }) => url) }
}

/** Frames that come when a test says so. */
function fakeFrames() {
	const frames = new Map<number, () => void>()
	let newest = 0
	return {
		requestAnimationFrame(callback: () => void) {
			frames.set(++newest, callback)
			return newest
		},
		cancelAnimationFrame: (id: number) => void frames.delete(id),
		/** Runs what waits for the next frame. */
		paint() {
			const due = [...frames.values()]
			frames.clear()
			for (const callback of due) callback()
		},
		waiting: () => frames.size,
	}
}

/**
 * The parts of a window by which the page knows where it is: an address with its history, events, and what has the focus. Code that
 * looks at them when it is loaded is imported after this.
 */
export function fakeWindow(address = 'https://painel.example/casa/') {
	const events = new EventTarget()
	const tell = (name: string) => events.dispatchEvent(new Event(name, { cancelable: true }))
	const { location, history, ...moves } = fakeHistory(address, () => {
		tell('popstate')
		tell('hashchange')
	})
	const { requestAnimationFrame, cancelAnimationFrame, ...frames } = fakeFrames()
	const body = { nodeName: 'BODY' }
	const content = { focused: 0, focus: () => void content.focused++ }
	const scrolled: unknown[] = []
	/** What is there to have the focus, and what has it. */
	const page = { body, content: content as typeof content | null, focus: body as object }
	const document = Object.assign(new EventTarget(), {
		hidden: false,
		body,
		documentElement: { dataset: {} as Record<string, string> },
		getElementById: () => page.content,
	})
	Object.defineProperty(document, 'activeElement', { get: () => page.focus })
	const listening = {
		addEventListener: events.addEventListener.bind(events),
		removeEventListener: events.removeEventListener.bind(events),
	}
	vi.resetModules()
	for (const [name, value] of Object.entries({
		location,
		history,
		document,
		...listening,
		window: listening,
		requestAnimationFrame,
		cancelAnimationFrame,
		scrollTo: (place: unknown) => void scrolled.push(place),
	}))
		vi.stubGlobal(name, value)
	return { page, document, events, scrolled, tell, ...moves, ...frames }
}

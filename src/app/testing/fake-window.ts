import { vi } from 'vitest'

interface Entry {
	url: string
	state: unknown
}

/**
 * The parts of a window by which the page knows where it is: an address with its history, events, and what has the focus. Code that
 * looks at them when it is loaded is imported after this.
 */
export function fakeWindow(address = 'https://painel.example/casa/') {
	const entries: Entry[] = [{ url: address, state: null }]
	let at = 0
	const events = new EventTarget()
	const body = { nodeName: 'BODY' }
	const content = { nodeName: 'MAIN', focused: 0, focus: () => void content.focused++ }
	const frames = new Map<number, () => void>()
	let frame = 0
	const here = () => entries[at]!
	const scrolled: unknown[] = []
	const page = {
		body,
		content: content as typeof content | null,
		focus: body as object,
	}
	const tell = (name: string, target: EventTarget = events, more: object = {}) =>
		target.dispatchEvent(Object.assign(new Event(name, { cancelable: true }), more))
	/** The browser goes elsewhere in its history. */
	const travel = (by: number) => {
		at = Math.max(0, Math.min(entries.length - 1, at + by))
		tell('popstate')
		tell('hashchange')
	}
	const replace = (state: unknown, url?: string) => {
		entries[at] = { state, url: url === undefined ? here().url : new URL(url, here().url).href }
	}
	const document = Object.assign(new EventTarget(), {
		hidden: false,
		body,
		documentElement: { dataset: {} as Record<string, string> },
		getElementById: () => page.content,
	})
	// What is looked at anew each time.
	Object.defineProperty(document, 'activeElement', { get: () => page.focus })
	/** Somebody follows a link, or types an address: only its hash is another one. */
	const follow = (hash: string) => {
		entries.splice(at + 1, entries.length, { state: null, url: new URL(hash, here().url).href })
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
		get search() {
			return new URL(here().url).search
		},
		get pathname() {
			return new URL(here().url).pathname
		},
		get origin() {
			return new URL(here().url).origin
		},
		get protocol() {
			return new URL(here().url).protocol
		},
	}
	const history = {
		get state() {
			return here().state
		},
		pushState(state: unknown, _: string, url: string) {
			entries.splice(at + 1, entries.length, { state, url: new URL(url, here().url).href })
			at += 1
		},
		replaceState: (state: unknown, _: string, url?: string) => replace(state, url),
		back: () => travel(-1),
	}
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
		scrollTo: (place: unknown) => void scrolled.push(place),
		requestAnimationFrame(callback: () => void) {
			frames.set(++frame, callback)
			return frame
		},
		cancelAnimationFrame: (id: number) => void frames.delete(id),
	}))
		vi.stubGlobal(name, value)
	return {
		page,
		document,
		events,
		scrolled,
		travel,
		follow,
		tell,
		/** All addresses of the history, oldest first. */
		addresses: () => entries.map(({ url }) => url),
		/** Runs what waits for the next frame. */
		paint() {
			const due = [...frames.values()]
			frames.clear()
			for (const callback of due) callback()
		},
		waiting: () => frames.size,
	}
}

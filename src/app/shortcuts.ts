import { onCleanup, onMount } from 'solid-js'

/** What a key may ask of whichever part of the page can do it. */
export type Shortcut = 'previous' | 'next' | 'filters' | 'clear' | 'search' | 'exportCsv'

const handlers = new Map<Shortcut, Set<() => void>>()

/** How long a shortcut waits for a part of the page that is still being built, in ms. */
const WAIT_MS = 2_000
let waiting: { name: Shortcut; since: number } | null = null

/** Runs the handlers of a shortcut. With none yet, the first one that mounts within `WAIT_MS` runs. */
export function runShortcut(name: Shortcut): void {
	const found = handlers.get(name)
	waiting = found?.size ? null : { name, since: performance.now() }
	for (const handler of found ?? []) handler()
}

/** Handles a shortcut while the component is on the page. */
export function onShortcut(name: Shortcut, handler: () => void): void {
	onMount(() => {
		const set = handlers.get(name) ?? new Set()
		handlers.set(name, set)
		set.add(handler)
		onCleanup(() => set.delete(handler))
		if (waiting?.name !== name) return
		const late = performance.now() - waiting.since > WAIT_MS
		waiting = null
		if (!late) handler()
	})
}

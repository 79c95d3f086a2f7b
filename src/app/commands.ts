import { onCleanup, onMount } from 'solid-js'

/** What a key may ask of whichever part of the page can do it. */
export type Command = 'previous' | 'next' | 'filters' | 'clear' | 'search' | 'exportCsv'

const doers = new Map<Command, Set<() => void>>()

/** So long, in ms, a command waits for a part of the page that is still being built. */
const WAITS = 2_000
let waiting: { name: Command; since: number } | null = null

/** Asks. Where no part of the page can do it, one that comes within moments does; else nothing happens. */
export function command(name: Command): void {
	const deeds = doers.get(name)
	waiting = deeds?.size ? null : { name, since: performance.now() }
	for (const deed of deeds ?? []) deed()
}

/** Does what is asked while the component is on the page. */
export function onCommand(name: Command, deed: () => void): void {
	onMount(() => {
		const set = doers.get(name) ?? new Set()
		doers.set(name, set)
		set.add(deed)
		onCleanup(() => set.delete(deed))
		if (waiting?.name !== name) return
		const late = performance.now() - waiting.since > WAITS
		waiting = null
		if (!late) deed()
	})
}

import { onCleanup, onMount } from 'solid-js'

/** What a key may ask of whichever part of the page can do it. */
export type Command = 'previous' | 'next' | 'filters' | 'clear' | 'search' | 'exportCsv'

const doers = new Map<Command, Set<() => void>>()

/** Asks; nothing happens where no part of the page can do it. */
export function command(name: Command): void {
	for (const deed of doers.get(name) ?? []) deed()
}

/** Does what is asked while the component is on the page. */
export function onCommand(name: Command, deed: () => void): void {
	onMount(() => {
		const set = doers.get(name) ?? new Set()
		doers.set(name, set)
		set.add(deed)
		onCleanup(() => set.delete(deed))
	})
}

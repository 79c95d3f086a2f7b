import { createSignal } from 'solid-js'

/** Rows of a list that are answered here, out of sight before the server has agreed. Made by a component. */
export function createHidden() {
	const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set())
	return {
		has: (id: string) => ids().has(id),
		hide: (id: string) => setIds(new Set([...ids(), id])),
		show: (id: string) => setIds(new Set([...ids()].filter((other) => other !== id))),
	}
}

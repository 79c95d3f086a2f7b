import { type Accessor, createEffect, on } from 'solid-js'

/** Once what had the focus is gone with a change of `source`, what `target` gives has it. */
export function catchFocus(source: Accessor<unknown>, target: () => HTMLElement | undefined): void {
	const look = () => {
		if (document.activeElement === document.body) target()?.focus({ preventScroll: true })
	}
	createEffect(on(source, () => queueMicrotask(look), { defer: true }))
}

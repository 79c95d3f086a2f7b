import { createEffect, onCleanup } from 'solid-js'

/** The title of a page that says nothing else. */
const PLAIN = 'Painel'

/**
 * Keeps the tab's title what `title` says while its owner lives (null: the plain one). It goes with its owner: a tab must
 * not tell a household's figures after the sign-out, nor those of another room.
 *
 * @example createTitle(() => `Casa · ${ledger().name}`)
 */
export function createTitle(title: () => string | null): void {
	createEffect(() => {
		document.title = title() ?? PLAIN
	})
	onCleanup(() => {
		document.title = PLAIN
	})
}

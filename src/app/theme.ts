import { createSignal } from 'solid-js'
import { recall, remember } from './remembered'

export type Theme = 'system' | 'light' | 'dark'

const isTheme = (value: string): value is Theme => value === 'system' || value === 'light' || value === 'dark'

const [chosen, setChosen] = createSignal<Theme>(recall('theme', isTheme) ?? 'system')
const darkSystem = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)')
const [systemDark, setSystemDark] = createSignal(darkSystem?.matches ?? false)
darkSystem?.addEventListener('change', (event) => setSystemDark(event.matches))

/** What the person chose; `system` follows the device. */
export const theme = chosen

/** What is shown now: `light` or `dark`. Charts read it to redraw. */
export const shownTheme = (): 'light' | 'dark' => {
	const choice = chosen()
	return choice === 'system' ? (systemDark() ? 'dark' : 'light') : choice
}

/** Changes the theme, remembers it and marks the document at once (the tokens follow `data-theme`). */
export function setTheme(next: Theme): void {
	remember('theme', next === 'system' ? null : next)
	setChosen(next)
	applyTheme()
}

/** Marks the document with the chosen theme; called once at start, before the first paint of the page. */
export function applyTheme(): void {
	const choice = chosen()
	if (choice === 'system') delete document.documentElement.dataset.theme
	else document.documentElement.dataset.theme = choice
}

/** Prints in the light theme whatever is shown: ink on paper. Returns a cleanup. */
export function printInLight(): () => void {
	const before = () => {
		document.documentElement.dataset.theme = 'light'
	}
	addEventListener('beforeprint', before)
	addEventListener('afterprint', applyTheme)
	return () => {
		removeEventListener('beforeprint', before)
		removeEventListener('afterprint', applyTheme)
	}
}

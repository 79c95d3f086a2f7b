import { createSignal } from 'solid-js'
import { load, save } from './storage'

export type Theme = 'system' | 'light' | 'dark'

const isTheme = (value: string): value is Theme => value === 'system' || value === 'light' || value === 'dark'

const [chosen, setChosen] = createSignal<Theme>(load('theme', isTheme) ?? 'system')
const darkSystem = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)')
const [systemDark, setSystemDark] = createSignal(darkSystem?.matches ?? false)
/** Something shown takes the dark for the device's theme, whatever the device says. */
const [inTheDark, setInTheDark] = createSignal(false)
darkSystem?.addEventListener('change', ({ matches }) => {
	mark(chosen(), inTheDark() || matches)
	setSystemDark(matches)
})

/** What the person chose; `system` follows the device. */
export const theme = chosen

const resolved = (choice: Theme, dark: boolean): 'light' | 'dark' =>
	choice === 'system' ? (dark ? 'dark' : 'light') : choice

/** What is shown now: `light` or `dark`. Charts read it to redraw. */
export const shownTheme = (): 'light' | 'dark' => resolved(chosen(), inTheDark() || systemDark())

/**
 * The tokens follow this mark, which `boot.js` sets before the first paint. Always made before the signals change: whoever
 * redraws because of them reads the new colours.
 */
function mark(choice: Theme, dark: boolean): void {
	document.documentElement.dataset.theme = resolved(choice, dark)
}

/** Changes the theme and remembers it. */
export function setTheme(next: Theme): void {
	save('theme', next === 'system' ? null : next)
	mark(next, inTheDark() || systemDark())
	setChosen(next)
}

/** Shows the dark theme where the person chose none, as the wall does. Returns a cleanup. */
export function preferDark(): () => void {
	mark(chosen(), true)
	setInTheDark(true)
	return () => {
		mark(chosen(), systemDark())
		setInTheDark(false)
	}
}

import { createSignal } from 'solid-js'
import { afterPaint, whenIdle } from './turns'

const [passed, setPassed] = createSignal(false)

/** True once the first figure is on the screen: the time to ask for charts, tables and drawers. */
export const later = passed

const [spare, setSpare] = createSignal(false)

/** True once, after that, the page had a moment to spare: the time to ask for menus, notices and all that is opened first. */
export const spareTime = spare

/** Said by the first figure; its time is marked for those who measure the page. */
export function firstFigureShown(): void {
	performance.mark('painel-first-figure')
	pageShown()
}

/** Said by whatever is the first thing worth reading. The rest is asked for two frames on, after it was painted. */
export function pageShown(): void {
	if (passed()) return
	afterPaint(() =>
		afterPaint(() => {
			setPassed(true)
			whenIdle(() => void setSpare(true))
		}),
	)
}

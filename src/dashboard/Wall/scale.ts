import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/** Dimension a rem is where the wall is drawn, in px. */
const DRAWN_REM = 16

/** Pixels of this screen per pixel of the drawing, for what takes numbers: the chart. The stylesheet sets the root's rem. */
export function createScale(): Accessor<number> {
	const measure = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / DRAWN_REM
	const [scale, setScale] = createSignal(measure())
	const follow = () => setScale(measure())
	onMount(() => {
		addEventListener('resize', follow)
		onCleanup(() => removeEventListener('resize', follow))
	})
	return scale
}

import { createWindowVirtualizer } from '@tanstack/solid-virtual'
import {
	type Accessor,
	createEffect,
	createMemo,
	createSignal,
	on,
	onCleanup,
	onMount,
	untrack,
} from 'solid-js'
import { isPrinting } from '../../app/media'

/** Rows put on paper; more is what the CSV is for. */
export const MOST_PRINTED = 2_000
/** Rows drawn beyond the window's edges, against white while scrolling fast. */
const BEYOND = 12

/**
 * Which rows are drawn, and the empty height above and below them, in px. The height below belongs into a padding or a
 * margin: a box of that height would begin elsewhere with every row drawn, and browsers count that as a shifted layout.
 */
export interface DrawnRows {
	indexes: number[]
	before: number
	after: number
}

/**
 * Draws only the rows near the window: the page scrolls, not a box inside it. `body` is the element that holds the rows.
 * `sizes` are known beforehand (`sizeOf` a row, in px), so nothing is measured and nothing jumps. On paper the
 * first `MOST_PRINTED` are drawn.
 */
export function createWindowRows(
	body: () => HTMLElement,
	count: Accessor<number>,
	sizeOf: (index: number) => number,
	/** Changes when sizes do, though the count stayed. */
	sizes: Accessor<unknown> = count,
): Accessor<DrawnRows> {
	// Until it is measured, the list counts as below the screen: its first rows are drawn, not a screen full of them.
	const [margin, setMargin] = createSignal(scrollY + innerHeight)
	const virtualizer = createWindowVirtualizer({
		get count() {
			return count()
		},
		// Asked of every row in turn: a signal read there would be subscribed to as often.
		estimateSize: (index) => untrack(() => sizeOf(index)),
		overscan: BEYOND,
		get scrollMargin() {
			return margin()
		},
	})
	createEffect(on(sizes, () => virtualizer.measure(), { defer: true }))
	onMount(() => {
		// The rows begin where the panels above end; those change height with the language or the width.
		const measure = () => setMargin(Math.round(body().getBoundingClientRect().top + scrollY))
		// It tells the first size too, once the frame is laid out: asking here would lay the page out in this very task.
		const watcher = new ResizeObserver(measure)
		watcher.observe(document.body)
		onCleanup(() => watcher.disconnect())
	})
	return createMemo(() => {
		if (isPrinting()) {
			const printed = Math.min(MOST_PRINTED, count())
			return { indexes: Array.from({ length: printed }, (_, index) => index), before: 0, after: 0 }
		}
		const items = virtualizer.getVirtualItems().filter((item) => item.index < count())
		const first = items[0]
		const last = items.at(-1)
		return {
			indexes: items.map((item) => item.index),
			before: first ? first.start - margin() : 0,
			after: last ? Math.max(0, virtualizer.getTotalSize() - (last.end - margin())) : 0,
		}
	})
}

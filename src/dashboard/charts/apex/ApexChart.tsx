import type { ApexOptions } from 'apexcharts'
import { createEffect, createReaction, createSignal, on, onCleanup, onMount, untrack } from 'solid-js'
import { isPrinting } from '../../../app/media'
import { useDashboard } from '../../state'
import type { Drawing } from '../drawing'
import { ApexDrawing, type DrawingListener } from './ApexDrawing'
import { drawQueue } from './draw-queue'
import { apexOptions } from './options'

/** So near the screen a chart is drawn. */
const NEAR = '120px'

/**
 * Draws with ApexCharts and follows live data: when near the screen and changed, one chart per frame, about once a second;
 * at once when the reader selected something else. No other component knows the library.
 */
export function ApexChart(props: { drawing: () => Drawing } & DrawingListener) {
	const { selection } = useDashboard()
	const [isNear, setNear] = createSignal(false)
	let host!: HTMLDivElement
	let drawing: ApexDrawing | undefined
	/** What is drawn is older than what the drawing depends on. */
	let isStale = true
	let isUrgent = true

	// The drawing is read once per redraw, not per change: the next change of what it read requests one.
	const follow = createReaction(() => {
		isStale = true
		request()
	})
	const slot = drawQueue.join(() => {
		let options: ApexOptions = {}
		follow(() => {
			options = apexOptions(props.drawing())
		})
		isStale = false
		drawing ??= new ApexDrawing(host, props)
		drawing.draw(options)
	})
	function request(): void {
		if (!untrack(isNear)) return
		slot.request(isUrgent)
		isUrgent = false
	}

	onMount(() => {
		const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
			rootMargin: NEAR,
		})
		observer.observe(host)
		let width = 0
		const sizes = new ResizeObserver(([entry]) => {
			const now = Math.round(entry?.contentRect.width ?? 0)
			if (width && now && now !== width) {
				drawing?.invalidate()
				slot.request(true)
			}
			width = now || width
		})
		sizes.observe(host)
		onCleanup(() => {
			observer.disconnect()
			sizes.disconnect()
		})
	})
	createEffect(
		on(selection.query, () => {
			isUrgent = true
			if (isStale) request()
		}),
	)
	createEffect(() => {
		if (isNear() && isStale) request()
	})
	// Paper does not wait, and a chart that was scrolled away may show what was selected before.
	createEffect(() => {
		if (isPrinting() && isStale && drawing) slot.drawNow()
	})
	onCleanup(() => {
		slot.leave()
		drawing?.destroy()
	})
	return <div ref={host} class="plot-host" />
}

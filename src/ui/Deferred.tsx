import { type Component, createMemo, createSignal, onCleanup, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { isPrinting } from '../app/media'
import { buildQueue } from '../app/schedule'

/** rootMargin: parts within half a screen of the viewport are built first. */
const NEAR = '50% 0px'

/** A box of a part's final size; `ref` receives its element. */
export type Placeholder = Component<{ ref?: (box: HTMLElement) => void }>

/**
 * A part of the page that is built when its code is loaded and the build queue gives it a slot: early when it is near the
 * screen, else when the page is idle. Until then its placeholder keeps its place. For printing all parts are built.
 */
export function Deferred(props: { component: Component | undefined; placeholder: Placeholder }) {
	const [isNear, setNear] = createSignal(false)
	// Not `!== undefined`: Solid's compiler turns that, before an `&&` in a property, into `false`.
	const isLoaded = createMemo(() => Boolean(props.component))
	const slot = buildQueue.slot(isLoaded, isNear)
	const built = createMemo<boolean>((before) => isLoaded() && (before || slot() || isPrinting()), false)
	const watch = (box: HTMLElement) => {
		const observer = new IntersectionObserver(
			(entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
			{ rootMargin: NEAR },
		)
		observer.observe(box)
		onCleanup(() => observer.disconnect())
	}
	return (
		<Show when={built()} fallback={<Dynamic component={props.placeholder} ref={watch} />}>
			<Suspense fallback={<Dynamic component={props.placeholder} />}>
				<Dynamic component={props.component} />
			</Suspense>
		</Show>
	)
}

import { type Component, createMemo, createSignal, onCleanup, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { isPrinting } from '../app/media'
import { buildQueue } from '../app/schedule'

/** So far from the screen, a part is built while it is scrolled to: half a screen. */
const NEAR = '50% 0px'

/** A box of a part's final size; `ref` takes its element. */
export type Placeholder = Component<{ ref?: (box: HTMLElement) => void }>

/**
 * A part of the page that is built when its code is here and it is its turn, behind a box of its final size: soon when it
 * is near the screen, else in a moment to spare. On paper all parts are there.
 */
export function Deferred(props: { build: Component | undefined; placeholder: Placeholder }) {
	const [near, setNear] = createSignal(false)
	// Not compared with undefined: of that, before an `&&` in a property, Solid's compiler makes `false`.
	const here = createMemo(() => Boolean(props.build))
	const mine = buildQueue.slot(here, near)
	const built = createMemo<boolean>((before) => here() && (before || mine() || isPrinting()), false)
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
				<Dynamic component={props.build} />
			</Suspense>
		</Show>
	)
}

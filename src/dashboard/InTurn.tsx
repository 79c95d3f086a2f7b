import { type Component, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { isPrinting } from '../app/media'
import { turns } from '../app/turns'

/** So far from the screen, a part is built while it is scrolled to: half a screen. */
const NEAR = '50% 0px'

/** A box of a part's final size; `ref` takes its element. */
export type Meanwhile = Component<{ ref?: (box: HTMLElement) => void }>

/**
 * A part of the page that is built when it is its turn, behind a box of its final size: soon when it is near the screen,
 * else in a moment to spare. On paper all parts are there.
 */
export function InTurn(props: { build: Component; meanwhile: Meanwhile }) {
	const [near, setNear] = createSignal(false)
	const mine = turns.take(near)
	const built = createMemo<boolean>((before) => before || mine() || isPrinting(), false)
	const watch = (box: HTMLElement) => {
		const observer = new IntersectionObserver(
			(entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true),
			{ rootMargin: NEAR },
		)
		observer.observe(box)
		onCleanup(() => observer.disconnect())
	}
	return (
		<Show when={built()} fallback={<Dynamic component={props.meanwhile} ref={watch} />}>
			<Dynamic component={props.build} />
		</Show>
	)
}

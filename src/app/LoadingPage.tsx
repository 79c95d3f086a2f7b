import { createRoot, type JSX } from 'solid-js'
import { Skeleton } from '../dashboard/panels/skeletons'
import { Mark } from '../ui/Mark'

let drawn: JSX.Element

/**
 * Before anything is known: the page's own shape, so that nothing moves when it arrives. Whatever it waits for, and
 * whichever part says so, it is the same element: the page is not drawn anew from one wait to the next.
 */
export function LoadingPage() {
	drawn ??= createRoot(() => <Shape />)
	return drawn
}

function Shape() {
	return (
		<div aria-busy="true">
			<header class="top">
				<div class="top-in">
					<div class="top-l">
						<span class="mark">
							<Mark />
							<span class="lbl">Painel</span>
						</span>
					</div>
				</div>
			</header>
			<main class="page" data-page="waiting">
				<Skeleton />
			</main>
		</div>
	)
}

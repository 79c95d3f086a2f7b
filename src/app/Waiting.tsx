import { Skeleton } from '../dashboard/Skeleton'
import { Mark } from './ui/Mark'

/** Before anything is known: the page's own shape, so that nothing moves when it arrives. */
export function Waiting() {
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

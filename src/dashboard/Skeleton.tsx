import { For, Show } from 'solid-js'
import type { Meanwhile } from './InTurn'

/** Nothing to read: boxes of the final size until the first figures are in. */
export function Skeleton() {
	return (
		<div class="sheet dash no-note" aria-hidden="true">
			<section class="panel a-hero hero">
				<div class="hero-l">
					<p class="lab">
						<Ghost width="16rem" />
					</p>
					<span class="fig fig-hero sk">
						<span>R$ 0.000,00</span>
					</span>
					<p class="delta">
						<Ghost width="18rem" />
					</p>
					<div class="regua">
						<div class="regua-top">
							<Ghost width="10rem" />
							<Ghost width="7rem" />
						</div>
						<div class="regua-bar" />
						<div class="regua-ticks" />
						<div class="regua-lab" />
					</div>
				</div>
				<div class="sk-days" />
			</section>
			<SkeletonTiles />
			<SkeletonPanels />
		</div>
	)
}

/** The strip of figures beside the ruling one. */
export function SkeletonTiles() {
	return (
		<dl class="kpis a-kpi">
			<For each={Array.from({ length: 8 })}>
				{() => (
					<div class="tile">
						<dt>
							<Ghost width="7rem" />
						</dt>
						<dd class="v">
							<Ghost width="6rem" />
						</dd>
						<dd class="n">
							<Ghost width="5rem" />
						</dd>
					</div>
				)}
			</For>
		</dl>
	)
}

/** The part below the first figures, in the places of `Lower`. */
function SkeletonPanels() {
	return (
		<>
			<SkeletonCategory />
			<SkeletonSource />
			<SkeletonHistory />
			<aside class="rail a-rail">
				<SkeletonBudgets />
				<SkeletonNow />
				<SkeletonCommitted />
				<SkeletonPerson />
			</aside>
			<SkeletonTable />
		</>
	)
}

/** A panel's box, and whether it begins with a line of text. */
const box =
	(area: string, width: string, line = false): Meanwhile =>
	(props) => (
		<section ref={props.ref} class={`${line ? '' : 'panel '}a-${area} sk-${area}`}>
			<div class="ph">
				<Ghost width={width} />
			</div>
			<Show when={line}>
				<Ghost width="100%" />
			</Show>
		</section>
	)

export const SkeletonCategory = box('cat', '8rem')
export const SkeletonSource = box('src', '6rem')
export const SkeletonHistory = box('his', '10rem')
export const SkeletonBudgets = box('ale', '7rem', true)
export const SkeletonNow = box('now', '7rem', true)
export const SkeletonCommitted = box('par', '7rem', true)
export const SkeletonPerson = box('per', '7rem', true)
export const SkeletonTable: Meanwhile = (props) => <section ref={props.ref} class="panel a-tab tab-wait" />

function Ghost(props: { width: string }) {
	return (
		<span class="sk" style={{ width: props.width }}>
			&nbsp;
		</span>
	)
}

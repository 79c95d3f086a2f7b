import { For } from 'solid-js'

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
			<SkeletonPanels />
		</div>
	)
}

/** The part below the first figures. */
export function SkeletonPanels() {
	return (
		<>
			<SkeletonAbove />
			<SkeletonTable />
		</>
	)
}

/** The panels above the purchases. */
export function SkeletonAbove() {
	return (
		<>
			<SkeletonCategory />
			<SkeletonSource />
			<SkeletonHistory />
			<SkeletonRail />
		</>
	)
}

export const SkeletonCategory = () => <SkeletonPanel class="a-cat sk-cat" width="8rem" />
export const SkeletonSource = () => <SkeletonPanel class="a-src sk-src" width="6rem" />
export const SkeletonHistory = () => <SkeletonPanel class="a-his sk-his" width="10rem" />
export const SkeletonTable = () => <section class="panel a-tab tab-wait" />

export function SkeletonRail() {
	return (
		<aside class="rail a-rail sk-rail">
			<For each={['a-ale', 'a-now', 'a-par', 'a-per']}>
				{(area) => (
					<section class={area}>
						<div class="ph">
							<Ghost width="7rem" />
						</div>
						<Ghost width="100%" />
					</section>
				)}
			</For>
		</aside>
	)
}

function SkeletonPanel(props: { class: string; width: string }) {
	return (
		<section class={`panel ${props.class}`}>
			<div class="ph">
				<Ghost width={props.width} />
			</div>
		</section>
	)
}

function Ghost(props: { width: string }) {
	return (
		<span class="sk" style={{ width: props.width }}>
			&nbsp;
		</span>
	)
}

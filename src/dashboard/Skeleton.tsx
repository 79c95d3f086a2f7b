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
			<section class="panel a-cat sk-cat">
				<div class="ph">
					<Ghost width="8rem" />
				</div>
			</section>
			<section class="panel a-src sk-src">
				<div class="ph">
					<Ghost width="6rem" />
				</div>
			</section>
			<section class="panel a-his sk-his">
				<div class="ph">
					<Ghost width="10rem" />
				</div>
			</section>
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
			<section class="panel a-tab tab-wait" />
		</>
	)
}

function Ghost(props: { width: string }) {
	return (
		<span class="sk" style={{ width: props.width }}>
			&nbsp;
		</span>
	)
}

import { For } from 'solid-js'
import { createWords } from '../../app/language'
import type { Meanwhile } from '../../ui/Deferred'
import { HISTORY_MONTHS } from '../figures'
import { words } from '../first-words'
import { rowsOfLastVisit } from './skeleton-rows'

const t = createWords(words)

/** The strip's figures, in its order. */
const TILES = [
	'previous',
	'projection',
	'committed',
	'balance',
	'purchases',
	'average',
	'topCategory',
	'biggest',
] as const

/** Nothing to read: boxes of the final size until there is a ledger to open. */
export function Skeleton() {
	return (
		<div class="sheet dash no-note" style={rowsOfLastVisit()}>
			<SkeletonHero />
			<SkeletonTiles />
			<SkeletonPanels />
		</div>
	)
}

/** In place of the ruling figure. */
export function SkeletonHero() {
	return (
		<section class="panel a-hero hero" aria-hidden="true">
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
	)
}

/** The strip of figures beside the ruling one. */
export function SkeletonTiles() {
	return (
		// biome-ignore lint/a11y/noAriaHiddenOnFocusable: a list of figures to come, which nothing can focus.
		<dl class="kpis a-kpi" aria-hidden="true">
			<For each={TILES}>
				{(name) => (
					<div class="tile">
						<dt>{t(`tile.${name}`)}</dt>
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
			<aside class="rail a-rail" aria-hidden="true">
				<SkeletonBudgets />
				<SkeletonNow />
				<SkeletonCommitted />
				<SkeletonPerson />
			</aside>
			<SkeletonTable />
		</>
	)
}

/** A panel's box under its title; what is to come is painted, not built (see skeleton.css). */
const box =
	(area: string, title: () => string, panel = false): Meanwhile =>
	(props) => (
		<section ref={props.ref} class={`${panel ? 'panel ' : ''}a-${area} sk-${area}`} aria-hidden="true">
			<div class="ph">
				<h2>{title()}</h2>
			</div>
		</section>
	)

export const SkeletonCategory = box('cat', () => t('panel.category'), true)
export const SkeletonSource = box('src', () => t('panel.source'), true)
export const SkeletonHistory = box('his', () => t('panel.history', { n: HISTORY_MONTHS }), true)
export const SkeletonBudgets = box('ale', () => t('panel.budgets'))
export const SkeletonNow = box('now', () => t('panel.now'))
export const SkeletonCommitted = box('par', () => t('panel.committed'))
export const SkeletonPerson = box('per', () => t('panel.person'))
export const SkeletonTable: Meanwhile = (props) => (
	<section ref={props.ref} class="panel a-tab tab-wait" aria-hidden="true">
		<div class="tools">
			<h2>{t('panel.purchases')}</h2>
		</div>
	</section>
)

function Ghost(props: { width: string }) {
	return (
		<span class="sk" style={{ width: props.width }}>
			&nbsp;
		</span>
	)
}

import { type Accessor, createEffect, createMemo, For, onCleanup } from 'solid-js'
import { whenIdle } from '../../app/schedule'
import { useLedgerSession } from '../../app/session'
import { load, save } from '../../app/storage'
import { needingAttention } from '../../ledger/budgets'
import type { Placeholder } from '../../ui/Deferred'
import { useWords } from '../../words'
import type { DashboardState } from '../state'

const t = useWords()

/** Bill months in the history. */
export const HISTORY_MONTHS = 13

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
		<div class="sheet dash no-banner sk-below-jump" style={rowsOfLastVisit()}>
			<SkeletonHeadline />
			<SkeletonKeyFigures />
			<SkeletonPanels />
		</div>
	)
}

/** In place of the ruling figure. */
export function SkeletonHeadline() {
	return (
		<section class="panel area-headline headline" aria-hidden="true">
			<div class="headline-main">
				<div class="headline-title">
					<p class="lab">
						<Ghost width="16rem" />
					</p>
					<span class="basis basis-in-headline sk-basis" />
				</div>
				<span class="fig fig-headline sk">
					<span>R$ 0.000,00</span>
				</span>
				<p class="comparison">
					<Ghost width="18rem" />
				</p>
				<p class="spent-today">&nbsp;</p>
				<div class="ruler">
					<div class="ruler-top">
						<Ghost width="10rem" />
						<Ghost width="7rem" />
					</div>
					<div class="ruler-bar" />
					<div class="ruler-ticks" />
					<div class="ruler-label" />
				</div>
			</div>
			<div class="sk-days" />
		</section>
	)
}

/** The strip of figures beside the ruling one. */
export function SkeletonKeyFigures() {
	return (
		// biome-ignore lint/a11y/noAriaHiddenOnFocusable: a list of figures to come, which nothing can focus.
		<dl class="key-figures area-figures" aria-hidden="true">
			<For each={TILES}>
				{(name) => (
					<div class="key-figure">
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

/** The part below the first figures, in the places of `Panels`. */
function SkeletonPanels() {
	return (
		<>
			<SkeletonCategory />
			<SkeletonHistory />
			<SkeletonSource />
			<aside class="rail area-rail" aria-hidden="true">
				<SkeletonBudgets />
				<SkeletonLatest />
				<SkeletonUpcoming />
				<SkeletonPerson />
			</aside>
			<SkeletonRecurring />
			<SkeletonPurchases />
		</>
	)
}

/** A panel's box under its title; what is to come is painted, not built (see skeleton.css). */
const box =
	(area: string, title: () => string, panel = false): Placeholder =>
	(props) => (
		<section ref={props.ref} class={`${panel ? 'panel ' : ''}area-${area} sk-${area}`} aria-hidden="true">
			<div class="ph">
				<h2>{title()}</h2>
			</div>
		</section>
	)

export const SkeletonCategory = box('category', () => t('panel.category'), true)
export const SkeletonSource = box('source', () => t('panel.source'), true)
export const SkeletonHistory = box('history', () => t('panel.history', { n: HISTORY_MONTHS }), true)
export const SkeletonBudgets = box('budgets', () => t('panel.budgets'))
export const SkeletonCards = box('cards', () => t('panel.cards'))
export const SkeletonLatest = box('latest', () => t('panel.now'))
export const SkeletonUpcoming = box('upcoming', () => t('tile.committed'))
export const SkeletonRecurring = box('recurring', () => t('panel.recurring'), true)
export const SkeletonPerson = box('person', () => t('panel.person'))
export const SkeletonPurchases: Placeholder = (props) => (
	<section ref={props.ref} class="panel area-purchases sk-purchases" aria-hidden="true">
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

/** Panels whose height depends on how many rows they have, with the most rows they show. */
const MOST_ROWS = { budgets: 4, latest: 9, category: 999, source: 7, person: 999, upcoming: 1 }

type Panel = keyof typeof MOST_ROWS
/** How many rows each panel has. */
type Rows = Record<Panel, number>

const PANELS = Object.keys(MOST_ROWS) as Panel[]

/** As custom properties of the stylesheet (`--rows-latest: 9`), by which the placeholders get their height. */
export const rowsStyle = (rows: Partial<Rows>): Record<string, number> =>
	Object.fromEntries(
		PANELS.flatMap((panel) => (rows[panel] === undefined ? [] : [[`--rows-${panel}`, rows[panel]]])),
	)

/** Reads what `writeRows` wrote; anything odd in the device's storage counts for nothing. */
export function parseRows(text: string): Partial<Rows> {
	const counts = text.split(',').map(Number)
	const isOdd = (count: number, at: number) =>
		!Number.isInteger(count) || count < 0 || count > MOST_ROWS[PANELS[at]!]
	if (counts.length !== PANELS.length || counts.some(isOdd)) return {}
	return Object.fromEntries(PANELS.map((panel, at) => [panel, counts[at]]))
}

export const writeRows = (rows: Rows): string => PANELS.map((panel) => rows[panel]).join(',')

/** As many rows as at the end of the last visit, which the next one most likely begins with; none on the first. */
export function rowsOfLastVisit(): Record<string, number> {
	return rowsStyle(parseRows(load('rows', (text): text is string => text.length < 100) ?? ''))
}

/**
 * How many rows the panels to come will have, as far as is known. Changes only when a number does: the browser computes all
 * of the page's styles anew then.
 */
export function createSkeletonRows({ figures, selection }: DashboardState): Accessor<Record<string, number>> {
	const { metrics, version } = useLedgerSession()
	const written = createMemo(() => {
		version()
		const counts: Rows = {
			budgets: needingAttention(figures.budgets()).length,
			latest: metrics.size(),
			category: figures.byCategory().length,
			source: figures.bySource().length,
			person: figures.byPerson().length,
			upcoming: figures.committed().length,
		}
		for (const panel of PANELS) counts[panel] = Math.min(counts[panel], MOST_ROWS[panel])
		return writeRows(counts)
	})
	let gone = false
	onCleanup(() => {
		gone = true
	})
	createEffect(() => {
		const rows = written()
		// A visit begins with the current month, unfiltered.
		if (!figures.isWaiting() && selection.isCurrentMonth() && !selection.isFiltered())
			// Whoever signed out meanwhile leaves nothing.
			whenIdle(() => void (gone || save('rows', rows)))
	})
	return createMemo(() => rowsStyle(parseRows(written())))
}

import { createSignal, For, type JSX, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { LedgerSessionProvider, useLedgerSession } from '../app/session'
import { createDashboardState, DashboardProvider } from '../dashboard/state'
import { fixtureBackend } from './fixture-backend'
import { FIXTURES } from './fixtures'
import { type GalleryPanel, PANELS, type PanelState } from './panels'

const idOf = (panel: string, state: string): string => `${panel}/${state}`.replaceAll(' ', '-')

/** What stands in place of a panel has a name of its own. */
const titleOf = ({ fixture, selection, component }: PanelState): string =>
	[component ? null : fixture, selection].filter(Boolean).join(', ')

/** All panels in all their states, each in a frame of its own; `only` shows one panel. */
export function Gallery(props: { only: string | null }) {
	const panels = () => PANELS.filter(({ name }) => props.only === null || name === props.only)
	return (
		<main class="gallery">
			<nav>
				<a href="?">All</a>
				<For each={PANELS}>{({ name }) => <a href={`?panel=${name}`}>{name}</a>}</For>
			</nav>
			<For each={panels()}>{(panel) => <PanelStates panel={panel} />}</For>
		</main>
	)
}

function PanelStates(props: { panel: GalleryPanel }) {
	return (
		<section class="gallery-panel" data-gallery={props.panel.name}>
			<h2>{props.panel.name}</h2>
			<div class="gallery-states" classList={{ 'gallery-narrow': props.panel.place === 'rail' }}>
				<For each={props.panel.states}>
					{(state) => (
						<Frame panel={props.panel} title={titleOf(state)}>
							<InState {...state}>
								<Dynamic component={state.component ?? props.panel.component} />
							</InState>
						</Frame>
					)}
				</For>
				<Show when={props.panel.placeholder}>
					{(placeholder) => (
						<Frame panel={props.panel} title="placeholder">
							<Dynamic component={placeholder()} />
						</Frame>
					)}
				</Show>
			</div>
		</section>
	)
}

/** A panel as wide as it is on the page, under the name of its state. */
function Frame(props: { panel: GalleryPanel; title: string; children: JSX.Element }) {
	return (
		<figure data-state={idOf(props.panel.name, props.title)}>
			<figcaption>{props.title}</figcaption>
			<Show
				when={props.panel.place !== 'page'}
				fallback={<div class="set set-one gallery-sheet">{props.children}</div>}
			>
				<div class="sheet dash no-banner gallery-sheet">
					<Show when={props.panel.place === 'rail'} fallback={props.children}>
						<aside class="rail">{props.children}</aside>
					</Show>
				</div>
			</Show>
		</figure>
	)
}

/** A ledger and a dashboard of their own, so that states don't meet. */
function InState(props: PanelState & { children: JSX.Element }) {
	const fixture = FIXTURES[props.fixture]()
	const { ledger } = fixture.settings
	return (
		<LedgerSessionProvider backend={fixtureBackend(fixture)} ledger={ledger} ledgers={[ledger]}>
			<WithDashboard query={props.query ?? ''}>
				<Suspense>{props.children}</Suspense>
			</WithDashboard>
		</LedgerSessionProvider>
	)
}

function WithDashboard(props: { query: string; children: JSX.Element }) {
	const [query, setQuery] = createSignal(new URLSearchParams(props.query))
	const state = createDashboardState(useLedgerSession(), { query, go: setQuery })
	return <DashboardProvider value={state}>{props.children}</DashboardProvider>
}

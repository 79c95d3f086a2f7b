import { type Component, createEffect, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { turns } from '../app/turns'
import { watchBudgets } from '../settings/notices'
import { CategoryPanel } from './CategoryPanel'
import { useLedgerSession } from './dashboard-state'
import { HistoryPanel } from './HistoryPanel'
import { Rail } from './Rail'
import { SkeletonCategory, SkeletonHistory, SkeletonRail, SkeletonSource } from './Skeleton'
import { SourcePanel } from './SourcePanel'

/** Everything between the first figures and the purchases: asked for once those figures are on the screen. */
export default function Panels(props: { onBuilt: () => void }) {
	watchBudgets(useLedgerSession())
	return (
		<>
			<InTurn build={CategoryPanel} meanwhile={SkeletonCategory} />
			<InTurn build={SourcePanel} meanwhile={SkeletonSource} />
			<InTurn build={HistoryPanel} meanwhile={SkeletonHistory} />
			<InTurn build={Rail} meanwhile={SkeletonRail} />
			<WhenBuilt then={props.onBuilt} />
		</>
	)
}

/** The last in the row: those before it are built when its turn comes. */
function WhenBuilt(props: { then: () => void }) {
	const mine = turns.take()
	createEffect(() => {
		if (mine()) props.then()
	})
	return null
}

function InTurn(props: { build: Component; meanwhile: Component }) {
	const mine = turns.take()
	return (
		<Show when={mine()} fallback={<Dynamic component={props.meanwhile} />}>
			<Dynamic component={props.build} />
		</Show>
	)
}

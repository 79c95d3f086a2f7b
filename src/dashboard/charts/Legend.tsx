import { Index, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Cents } from '../../ledger/types'
import type { Group } from '../../metrics/types'
import { useWords } from '../../words'
import type { Shares } from '../charts/groups'
import type { Dimension } from '../labels'
import { useDashboard } from '../state'
import { FilterHint } from './FilterHint'

const t = useWords()

/** A chart's legend: swatch, name, value, share; each row filters. Same order as the drawing. */
export function Legend(props: {
	dimension: Dimension
	groups: readonly Group[]
	/** Of those behind `rest` too. */
	shares: Shares
	rest?: Cents | null
	colors?: string[]
}) {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	// By position, not by identity: a live tick changes texts and never takes the focus away.
	return (
		<ul class="legend" classList={{ 'legend-3': !props.colors }}>
			<Index each={props.groups}>
				{(group, index) => {
					const name = () => dashboard.labels.nameOf(props.dimension, group().id)
					const on = () => dashboard.selection.isOnly(props.dimension, group().id)
					return (
						<li>
							<button
								type="button"
								aria-pressed={on()}
								onClick={() => dashboard.selection.toggleFilter(props.dimension, group().id)}
							>
								<FilterHint on={on()} />
								<Show when={props.colors}>
									<i class="sw" style={{ '--k': props.colors?.[index] }} />
								</Show>
								<span class="n">{name()}</span>
								<span class="v">{session.money(group().cents)}</span>
								<span class="p">{session.formats().percent(props.shares.of(group().id))}</span>
							</button>
						</li>
					)
				}}
			</Index>
			<Show when={props.rest}>
				{(rest) => (
					<li>
						<span class="legend-rest">
							<Show when={props.colors}>
								<i class="sw" style={{ '--k': 'var(--c-rest)' }} />
							</Show>
							<span class="n">{t('others')}</span>
							<span class="v">{session.money(rest())}</span>
							<span class="p">{session.formats().percent(props.shares.behind(props.groups.length))}</span>
						</span>
					</li>
				)}
			</Show>
		</ul>
	)
}

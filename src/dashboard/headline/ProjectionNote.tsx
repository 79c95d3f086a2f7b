import { Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { Cents } from '../../ledger/types'
import type { Projection } from '../../metrics/types'
import { useWords } from '../../words'
import { useDashboard } from '../state'

const t = useWords('panels')

/** How the projection is made, in words, how much of it is certain, and how much comes again every month. */
export default function ProjectionNote(props: {
	method: Projection['method']
	committed: Cents
	recurring: Cents
}) {
	const { money } = useLedgerSession()
	const { figures } = useDashboard()
	return (
		<>
			<p>{t(`explain.${props.method}${figures.saysBills() ? '' : 'ByPurchase'}`)}</p>
			<Show when={props.method !== 'closed'}>
				<p>{t('explain.committed', { amount: money(props.committed) })}</p>
				<Show when={props.recurring !== 0}>
					<p>{t('recurring.inProjection', { amount: money(props.recurring) })}</p>
				</Show>
			</Show>
		</>
	)
}

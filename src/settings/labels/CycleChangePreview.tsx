import { createMemo, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import type { CycleChange } from '../../backend/types'
import type { SourceCycle } from '../../ledger/types'
import { fieldErrorOf } from '../../ui/errors'
import { FormProblem } from '../../ui/FormActions'
import { createQuery, type Query } from '../../ui/query'
import { useWords } from '../../words'

const t = useWords('settings')

/** What a version of a cycle would do, asked anew whenever another one is given. */
export function createCycleChange(version: () => SourceCycle): Query<CycleChange> {
	const { settings } = useLedgerSession()
	const asked = createMemo(() => JSON.stringify(version()))
	return createQuery(() => settings.previewCycle(version()), { refetchOn: asked })
}

/** How many purchases move, and which bills are left without a day. Keeps its height while the server is asked. */
export function CycleChangePreview(props: { change: Query<CycleChange> }) {
	const session = useLedgerSession()
	const waiting = () => props.change.loading() || !props.change.value()
	return (
		<div class="cycle-change" aria-live="polite" aria-busy={waiting()}>
			<Show
				when={props.change.error() === null}
				fallback={<FormProblem text={fieldErrorOf(props.change.error()).text} />}
			>
				<p class="strong">
					{waiting() ? t('sources.change.counting') : t('sources.change.moves', props.change.value()!.moves)}
				</p>
				<For each={waiting() ? [] : props.change.value()!.bills_without_days}>
					{(bill) => <p>{t('sources.change.without', { month: session.formats().month(bill) })}</p>}
				</For>
			</Show>
		</div>
	)
}

import { createMemo, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { ColumnsPanel } from './ColumnsPanel'
import { LinesPanel } from './LinesPanel'
import { OtherLines } from './OtherLines'
import { QuestionsPanel } from './QuestionsPanel'
import type { ImportState } from './state'
import { TotalsPanel } from './TotalsPanel'

const t = useWords('import')

/** A file's plan: what is known of it, what only a person knows, totals, lines, and the way to send them. */
export function PlanView(props: { state: ImportState }) {
	const session = useLedgerSession()
	const plan = () => props.state.plan()!
	/** Before the ledger has answered, every line may be new. */
	const items = createMemo(() => {
		const compared = props.state.compared()
		const fresh = compared ? [...compared.fresh, ...compared.undone.map(({ item }) => item)] : plan().items
		return fresh.map((item) => props.state.shown(item))
	})
	return (
		<>
			<div class="sheet imp-plan">
				<section class="panel imp-file">
					<span class="imp-drop-icon">
						<Icon of={icons.table} large />
					</span>
					<div>
						<h2>
							<bdi>{props.state.fileName()}</bdi>
						</h2>
						<p class="muted">
							{plan().file.profile ?? plan().file.format.toUpperCase()} ·{' '}
							{t(`importing.types.${plan().file.type}`)}
						</p>
						<p classList={{ muted: true, bad: plan().file.signs.proof === 'asked' }}>
							{t(`importing.proofs.${plan().file.signs.proof}`)}
						</p>
					</div>
				</section>
				<QuestionsPanel state={props.state} plan={plan()} />
				<TotalsPanel items={items()} />
				<LinesPanel state={props.state} items={items()} />
				<OtherLines plan={plan()} compared={props.state.compared()} />
				<Show when={plan().file.format !== 'ofx'}>
					<ColumnsPanel state={props.state} plan={plan()} />
				</Show>
			</div>
			<p class="muted imp-note">{t('importing.send.notCompared')}</p>
			<div class="imp-send">
				<button type="button" class="btn" onClick={() => props.state.reset()}>
					{t('importing.send.another')}
				</button>
				<Show when={items().length > 0 || !props.state.compared()}>
					<button
						type="button"
						class="btn btn-main"
						disabled={!props.state.compared() || !session.directory()}
						onClick={() => void props.state.send()}
					>
						{t('importing.send.button', items().length)}
					</button>
				</Show>
			</div>
		</>
	)
}

import { createMemo, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import { ColumnsPanel } from './ColumnsPanel'
import { LinesPanel } from './LinesPanel'
import { MatchesPanel } from './MatchesPanel'
import { OtherLines } from './OtherLines'
import { QuestionsPanel } from './QuestionsPanel'
import type { ImportState } from './state'
import { TotalsPanel } from './TotalsPanel'

const t = useWords('import')

/** A file's plan: what is known of it, what only a person knows, totals, lines, and the way to send them. */
export function PlanView(props: { state: ImportState }) {
	const session = useLedgerSession()
	const plan = () => props.state.plan()!
	const items = createMemo(() => props.state.newItems().map((item) => props.state.shown(item)))
	const matched = createMemo(() => props.state.matchedCount())
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
				<MatchesPanel state={props.state} />
				<TotalsPanel state={props.state} items={items()} />
				<LinesPanel state={props.state} items={items()} />
				<OtherLines plan={plan()} compared={props.state.compared()} />
				<Show when={plan().file.format !== 'ofx'}>
					<ColumnsPanel state={props.state} plan={plan()} />
				</Show>
			</div>
			<Show when={props.state.compared()?.matches === null}>
				<p class="muted imp-note">{t('importing.send.notCompared')}</p>
			</Show>
			<Show when={props.state.leavesAsIs()}>
				<p class="muted imp-note" data-import="as-is">
					{t('importing.send.correctionsOff')}
				</p>
			</Show>
			<div class="imp-send">
				<button type="button" class="btn" onClick={() => props.state.reset()}>
					{t('importing.send.another')}
				</button>
				<Show when={items().length > 0 && matched() > 0}>
					<span class="muted imp-and">{t('importing.send.andConfirm', matched())}</span>
				</Show>
				<Show when={items().length > 0 || matched() > 0 || !props.state.compared()}>
					<button
						type="button"
						class="btn btn-main"
						disabled={!props.state.compared() || props.state.isComparing() || !session.directory()}
						onClick={() => void props.state.send()}
					>
						{items().length === 0 && matched() > 0
							? t('importing.send.confirm', matched())
							: t('importing.send.button', items().length)}
					</button>
				</Show>
			</div>
		</>
	)
}

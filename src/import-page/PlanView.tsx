import { createMemo, For, onMount, Show } from 'solid-js'
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

/** A file of more lines is compared with the ledger for so long that its lines are shown meanwhile. */
const LONG = 1000
/** So many lines are seen at once. */
const GHOSTS = 8

/** A file's plan: what is known of it, what only a person knows, totals, lines, and the way to send them. */
export function PlanView(props: { state: ImportState }) {
	const session = useLedgerSession()
	let head!: HTMLHeadingElement
	onMount(() => head.focus({ preventScroll: true }))
	const plan = () => props.state.plan()!
	const items = createMemo(() =>
		props.state
			.newItems()
			.map((item) => props.state.shown(item))
			// As in the file, whatever the ledger has of them.
			.sort((a, b) => a.line - b.line),
	)
	/** What a long file becomes is shown before the ledger has answered, which may take a minute. */
	const isShown = () => props.state.compared() !== null || plan().items.length > LONG
	const matched = createMemo(() => props.state.matchedCount())
	return (
		<>
			<div class="sheet imp-plan">
				<section class="panel imp-file">
					<span class="imp-drop-icon">
						<Icon of={icons.table} large />
					</span>
					<div>
						<h2 ref={head} tabindex="-1">
							<bdi>{props.state.fileName()}</bdi>
						</h2>
						<p class="muted">
							{plan().file.profile ?? plan().file.format.toUpperCase()} ·{' '}
							{t(`importing.types.${plan().file.type}`)}
						</p>
						<p class={plan().file.signs.proof === 'asked' ? 'imp-ask' : 'muted'}>
							{t(`importing.proofs.${plan().file.signs.proof}`)}
						</p>
					</div>
				</section>
				<QuestionsPanel state={props.state} plan={plan()} />
				<Show when={plan().file.format !== 'ofx'}>
					<ColumnsPanel state={props.state} plan={plan()} />
				</Show>
				<Show
					when={isShown()}
					fallback={
						<Show when={!props.state.trouble()}>
							<ComparingPanel count={plan().items.length} />
						</Show>
					}
				>
					<MatchesPanel state={props.state} />
					<Show when={props.state.compared()}>
						<TotalsPanel state={props.state} items={items()} />
					</Show>
					<LinesPanel state={props.state} items={items()} />
					<OtherLines plan={plan()} compared={props.state.compared()} />
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

/** The place of the lines while the ledger is asked what it has of them: nothing moves when it answers. */
function ComparingPanel(props: { count: number }) {
	return (
		<section class="panel imp-lines" data-import="comparing" aria-busy="true">
			<div class="ph">
				<h2>{t('importing.lines.title')}</h2>
				<span class="sub" role="status">
					{t('importing.lines.asking')}
				</span>
			</div>
			<ul aria-hidden="true">
				<For each={Array.from({ length: Math.min(props.count, GHOSTS) })}>
					{() => (
						<li class="imp-ghost">
							<span class="sk sk-row" />
						</li>
					)}
				</For>
			</ul>
		</section>
	)
}

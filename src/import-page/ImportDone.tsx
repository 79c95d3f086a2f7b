import { createSignal, For, onMount, Show } from 'solid-js'
import { Confirm } from '../ui/Confirm'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'
import type { ImportState } from './state'

const t = useWords('import')

/** What became of an import, and the way to undo it. */
export function ImportDone(props: { state: ImportState }) {
	const [asking, setAsking] = createSignal(false)
	const outcome = () => props.state.outcome()!
	let head!: HTMLHeadingElement
	onMount(() => head.focus({ preventScroll: true }))
	return (
		<div class="sheet">
			<section class="panel imp-drop" data-import="done">
				<span class="imp-drop-icon">
					<Icon of={outcome().undone ? icons.retry : icons.check} large />
				</span>
				<h2 ref={head} tabindex="-1" class="h1">
					{outcome().undone ? t('importing.done.undone') : t('importing.done.title', outcome().recorded)}
				</h2>
				<p class="muted">
					<Show when={outcome().matched > 0}>{t('importing.done.matched', outcome().matched)} </Show>
					<Show when={outcome().restored > 0}>{t('importing.done.restored', outcome().restored)} </Show>
					<Show when={outcome().hereBefore > 0}>{t('importing.done.hereBefore', outcome().hereBefore)} </Show>
					<Show when={outcome().refused.length > 0}>
						{t('importing.done.refused', outcome().refused.length)}
					</Show>
				</p>
				<Show when={outcome().refused.length > 0}>
					<ul class="imp-refused">
						<For each={outcome().refused}>
							{({ line, description }) => (
								<li>
									<span class="muted num">{t('importing.lines.line', { n: line })}</span>
									<bdi>{description}</bdi>
								</li>
							)}
						</For>
					</ul>
				</Show>
				<div class="imp-acts">
					<a class="btn btn-main" href="#/">
						{t('importing.done.see')}
					</a>
					<Show when={outcome().refused.length > 0}>
						<a class="btn" href="#/conferir">
							{t('importing.done.review')}
						</a>
					</Show>
					<button type="button" class="btn" onClick={() => props.state.reset()}>
						{t('importing.send.another')}
					</button>
					<Show when={!outcome().undone && props.state.mayCorrect() && outcome().isUndoable}>
						<button type="button" class="btn btn-danger" onClick={() => setAsking(true)}>
							{t('importing.done.undo')}
						</button>
					</Show>
				</div>
			</section>
			<Confirm
				open={asking()}
				title={t('importing.done.undo')}
				action={t('importing.done.undo')}
				danger
				onConfirm={() => {
					setAsking(false)
					void props.state.undo()
				}}
				onClose={() => setAsking(false)}
			>
				{t('importing.done.undoSure')}
			</Confirm>
		</div>
	)
}

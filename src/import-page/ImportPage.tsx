import { createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { createLeaveGuard } from '../app/leave-guard'
import { useLedgerSession } from '../app/session'
import { createTitle } from '../app/title'
import { can } from '../ledger/permissions'
import { Confirm } from '../ui/Confirm'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { ReadOnlyNote } from '../ui/ReadOnlyNote'
import { useWords } from '../words'
import { ChooseFile } from './ChooseFile'
import { ImportDone } from './ImportDone'
import { PlanView } from './PlanView'
import { ImportState, type Trouble } from './state'
import '../settings/settings.css'
import './import-page.css'

const t = useWords('import')

/** A bank's or an app's file becomes purchases: `#/importar`. */
export default function ImportPage() {
	const session = useLedgerSession()
	const state = new ImportState(session)
	const editable = () => can(session.ledger().role, 'settings')
	const isOver = createFileDrop(state, editable)
	const guard = createLeaveGuard(() => state.isUnsent())
	createTitle(() => t('pageTitle', { what: t('importing.title'), ledger: session.ledger().name }))
	return (
		<main id="content" class="set set-one" data-page="import" data-step={state.step()} tabindex="-1">
			<a class="back" href="#/">
				<Icon of={icons.previous} />
				{t('importing.back')}
			</a>
			<div class="set-h">
				<div>
					<h1 class="h1">{t('importing.title')}</h1>
					<p class="lead">{t(editable() ? 'importing.lead' : 'importing.leadReadOnly')}</p>
				</div>
				<Show when={!editable()}>
					<ReadOnlyNote />
				</Show>
			</div>
			<Show
				when={editable()}
				fallback={
					<div class="sheet">
						<Show when={state.trouble()}>
							{(trouble) => <TroubleNote trouble={trouble()} state={state} />}
						</Show>
					</div>
				}
			>
				<ImportSteps state={state} isOver={isOver()} />
			</Show>
			<Confirm
				open={guard.asked()}
				title={t('importing.leave.title')}
				action={t('importing.leave.action')}
				danger
				onClose={guard.stay}
				onConfirm={guard.leave}
			>
				<p>{t(state.step() === 'sending' ? 'importing.leave.sending' : 'importing.leave.planned')}</p>
			</Confirm>
		</main>
	)
}

/** An import at its step, with what went wrong. */
export function ImportSteps(props: { state: ImportState; isOver?: boolean }) {
	return (
		<>
			<Show when={props.state.trouble()}>
				{(trouble) => <TroubleNote trouble={trouble()} state={props.state} />}
			</Show>
			<Switch fallback={<ChooseFile state={props.state} isOver={props.isOver ?? false} />}>
				<Match when={props.state.step() === 'plan'}>
					<PlanView state={props.state} />
				</Match>
				<Match when={props.state.step() === 'sending'}>
					<Sending state={props.state} />
				</Match>
				<Match when={props.state.step() === 'done'}>
					<ImportDone state={props.state} />
				</Match>
			</Switch>
		</>
	)
}

/**
 * A file that is dropped anywhere on the page is taken where one is wanted, and refused elsewhere: the browser would open it in
 * the page's place, and what a person changed of a plan would be gone.
 * @returns whether a file that would be taken is over the page
 */
function createFileDrop(state: ImportState, editable: () => boolean): () => boolean {
	const [isOver, setOver] = createSignal(false)
	const takes = () => editable() && state.step() === 'choose'
	const onDrag = (event: DragEvent) => {
		if (!event.dataTransfer?.types.includes('Files')) return
		event.preventDefault()
		event.dataTransfer.dropEffect = takes() || !editable() ? 'copy' : 'none'
		setOver(takes())
	}
	const onLeave = (event: DragEvent) => {
		if (event.relatedTarget === null) setOver(false)
	}
	const onDrop = (event: DragEvent) => {
		const file = event.dataTransfer?.files[0]
		if (!file) return
		event.preventDefault()
		setOver(false)
		if (takes()) void state.choose(file)
		else if (!editable()) state.refuseFile()
	}
	const mounted = new AbortController()
	const { signal } = mounted
	onCleanup(() => mounted.abort())
	addEventListener('dragenter', onDrag, { signal })
	addEventListener('dragover', onDrag, { signal })
	addEventListener('dragleave', onLeave, { signal })
	addEventListener('drop', onDrop, { signal })
	return isOver
}

/** What went wrong, and what to do. The server's or the file's own words are shown as text, apart. */
function TroubleNote(props: { trouble: Trouble; state: ImportState }) {
	const text = () =>
		t(`importing.trouble.${'file' in props.trouble ? props.trouble.file : props.trouble.way}`)
	/** Where nothing else on the page asks the ledger once more. */
	const isStuck = () => props.state.step() === 'plan' && !props.state.compared()
	return (
		<div class="note note-bad imp-trouble" role="alert">
			<Icon of={icons.alert} />
			<div>
				<p>{text()}</p>
				<Show when={props.trouble.detail}>
					<p class="muted">
						<bdi>{props.trouble.detail}</bdi>
					</p>
				</Show>
			</div>
			<Show when={isStuck()}>
				<button type="button" class="btn" onClick={() => void props.state.again()}>
					{t('importing.trouble.retry')}
				</button>
			</Show>
		</div>
	)
}

function Sending(props: { state: ImportState }) {
	const share = () => {
		const { done, all } = props.state.progress()
		return all === 0 ? 0 : done / all
	}
	let said!: HTMLParagraphElement
	onMount(() => said.focus({ preventScroll: true }))
	return (
		<div class="sheet">
			<section class="panel roomy imp-sending" aria-busy="true">
				<p ref={said} class="num" tabindex="-1" aria-live="polite">
					{t('importing.send.sending', props.state.progress())}
				</p>
				<progress class="imp-bar" max={1} value={share()} aria-label={t('importing.send.progress')} />
			</section>
		</div>
	)
}

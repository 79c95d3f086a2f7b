import { Match, Show, Switch } from 'solid-js'
import { useLedgerSession } from '../app/session'
import { createTitle } from '../app/title'
import { can } from '../ledger/permissions'
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
					<p class="lead">{t('importing.lead')}</p>
				</div>
				<Show when={!editable()}>
					<ReadOnlyNote />
				</Show>
			</div>
			<Show when={editable()} fallback={<div class="sheet" />}>
				<ImportSteps state={state} />
			</Show>
		</main>
	)
}

/** An import at its step, with what went wrong. */
export function ImportSteps(props: { state: ImportState }) {
	return (
		<>
			<Show when={props.state.trouble()}>
				{(trouble) => <TroubleNote trouble={trouble()} state={props.state} />}
			</Show>
			<Switch fallback={<ChooseFile state={props.state} />}>
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
	return (
		<div class="sheet">
			<section class="panel roomy imp-sending" aria-busy="true">
				<p class="num" aria-live="polite">
					{t('importing.send.sending', props.state.progress())}
				</p>
				<progress class="imp-bar" max={1} value={share()} aria-label={t('importing.send.progress')} />
			</section>
		</div>
	)
}

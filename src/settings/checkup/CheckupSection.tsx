import { createSignal, For, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { can } from '../../ledger/permissions'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import { runCheckup, STEPS, type StepResult } from './run-checkup'

const t = useWords('settings')

const untouched: StepResult[] = STEPS.map((id) => ({
	id,
	state: 'waiting',
	finding: null,
	ms: null,
	detail: '',
}))

const drawing = {
	waiting: icons.same,
	running: icons.clock,
	ok: icons.check,
	warn: icons.warning,
	failed: icons.alert,
	skipped: icons.same,
}

const sign = { ok: icons.check, warn: icons.warning, bad: icons.alert }

/** The self-check: sends a purchase all the way, step by step, and says what is broken and how to repair it. */
export function CheckupSection() {
	const session = useLedgerSession()
	const [results, setResults] = createSignal(untouched)
	const [state, setState] = createSignal<'idle' | 'running' | 'done'>('idle')

	async function run() {
		if (state() === 'running') return
		setState('running')
		await runCheckup(
			{
				backend: session.backend,
				settings: session.settings,
				ledgerId: session.ledger().id,
				owner: can(session.ledger().role, 'agents'),
				feed: session.feed,
				check: session.check,
				onArrival: session.onArrival,
				words: { agent: t('checkup.agentName'), purchase: t('checkup.purchase') },
			},
			setResults,
		)
		setState('done')
	}

	const verdict = () => {
		if (state() !== 'done') return null
		if (results().some((step) => step.state === 'failed'))
			return { kind: 'bad', text: t('checkup.someFailed') } as const
		if (results().some((step) => step.state === 'warn' && step.finding !== 'demo'))
			return { kind: 'warn', text: t('checkup.someWarn') } as const
		return { kind: 'ok', text: t('checkup.allGood') } as const
	}

	return (
		<>
			<SettingsHead title={t('checkup.title')} lead={t('checkup.lead')}>
				<button type="button" class="btn btn-main" aria-disabled={state() === 'running'} onClick={run}>
					<Icon of={state() === 'done' ? icons.retry : icons.play} />
					{state() === 'running'
						? t('checkup.running')
						: state() === 'done'
							? t('checkup.again')
							: t('checkup.run')}
				</button>
			</SettingsHead>
			<div class="sheet" data-checkup={state()}>
				<div role="status">
					<Show when={verdict()}>
						{(found) => (
							<p
								class="note"
								classList={{ 'note-bad': found().kind === 'bad', 'note-warn': found().kind === 'warn' }}
								data-verdict={found().kind}
							>
								<Icon of={sign[found().kind]} />
								{found().text}
							</p>
						)}
					</Show>
				</div>
				<ol class="rows checkup">
					<For each={results()}>{(step) => <Step step={step} />}</For>
				</ol>
			</div>
			<Show when={can(session.ledger().role, 'agents')}>
				<p class="muted keyrow">{t('checkup.note')}</p>
			</Show>
		</>
	)
}

function Step(props: { step: StepResult }) {
	return (
		<li data-step={props.step.id} data-state={props.step.state}>
			<span class="step-mark">
				<Icon of={drawing[props.step.state]} />
			</span>
			<div class="row-name">
				<p class="strong">{t(`checkup.steps.${props.step.id}`)}</p>
				<Show when={props.step.finding}>
					{(finding) => <p class="row-note">{t(`checkup.findings.${finding()}`)}</p>}
				</Show>
				<Show when={props.step.detail}>
					<details>
						<summary>{t('checkup.details')}</summary>
						<pre class="code" translate="no">
							{props.step.detail}
						</pre>
					</details>
				</Show>
			</div>
			<span class="step-state">
				{t(`checkup.states.${props.step.state}`)}
				<Show when={props.step.ms !== null}>
					<small class="num">{t('checkup.ms', { ms: props.step.ms ?? 0 })}</small>
				</Show>
			</span>
		</li>
	)
}

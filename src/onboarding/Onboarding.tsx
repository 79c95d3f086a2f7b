import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { CenteredPage } from '../app/CenteredPage'
import type { Gone } from '../app/choose-ledger'
import { formatHash, navigate, route } from '../app/router'
import type { Backend } from '../backend/types'
import { InvitationsPage } from '../invitations/InvitationsPage'
import type { Ledger } from '../ledger/types'
import { isolate } from '../ui/bidi'
import { useWords } from '../words'
import { AgentStep } from './AgentStep'
import { LedgerStep } from './LedgerStep'
import { PeopleStep } from './PeopleStep'
import { PurchaseStep } from './PurchaseStep'
import { keepProgress, readProgress, STEPS, type Step } from './progress'
import { SourcesStep } from './SourcesStep'
import '../settings/settings.css'
import './onboarding.css'

const t = useWords('settings')
const inPage = useWords()

/** What somebody without an open ledger sees: the invitations that wait for an answer, else the first steps of a ledger. */
export default function Onboarding(props: {
	backend: Backend
	ledgers: readonly Ledger[]
	/** The ledger that they had before. */
	gone?: Gone | undefined
	onCreated: (ledger: Ledger) => void
	onJoined: (ledgerId: string) => void
}) {
	const linked = () => route().path === '/convite'
	const hasLedgers = () => props.ledgers.length > 0
	const steps = () => (
		<FirstSteps
			backend={props.backend}
			ledgers={props.ledgers}
			gone={props.gone}
			onCreated={props.onCreated}
		/>
	)
	return (
		<Show when={linked() || !hasLedgers()} fallback={steps()}>
			<InvitationsPage
				backend={props.backend}
				linked={linked()}
				hasLedgers={hasLedgers()}
				onJoined={props.onJoined}
			>
				{steps()}
			</InvitationsPage>
		</Show>
	)
}

/**
 * The first steps of a new ledger. The ledger exists after the first; the others can be skipped and done in the settings. A
 * reload, or another day, goes on at the step that was left.
 */
function FirstSteps(props: {
	backend: Backend
	ledgers: readonly Ledger[]
	gone?: Gone | undefined
	onCreated: (ledger: Ledger) => void
}) {
	const left = readProgress()
	const begun = props.ledgers.find(({ id }) => id === left?.ledgerId)
	const [step, setStep] = createSignal<Step>(left && begun ? left.step : 'ledger')
	const [ledger, setLedger] = createSignal<Ledger | null>(begun ?? null)
	// The key is shown once and kept in this component only; the last step needs it for the test purchase.
	const [token, setToken] = createSignal<string | null>(null)
	const at = () => STEPS.indexOf(step())

	function goTo(next: Step, made: Ledger) {
		keepProgress({ ledgerId: made.id, step: next })
		setLedger(made)
		setStep(next)
	}
	function finish(made: Ledger) {
		keepProgress(null)
		props.onCreated(made)
		navigate(formatHash('/'), true)
	}

	return (
		<CenteredPage page="onboarding">
			<div class="sheet first-steps">
				<section class="panel">
					<ol class="steps" aria-label={t('onboarding.progress')}>
						<For each={STEPS}>
							{(name, index) => (
								<li
									classList={{ on: index() === at(), ok: index() < at() }}
									aria-current={index() === at() ? 'step' : undefined}
								>
									{t('onboarding.step', { number: index() + 1, name: t(`onboarding.steps.${name}`) })}
								</li>
							)}
						</For>
					</ol>
					<Show
						when={ledger()}
						fallback={
							<>
								<Show when={props.ledgers.length === 0 && props.gone}>
									{(gone) => <GoneNote {...gone()} />}
								</Show>
								<LedgerStep
									backend={props.backend}
									hasLedgers={props.ledgers.length > 0}
									onDone={(made) => goTo('people', made)}
								/>
							</>
						}
					>
						{(made) => (
							<LedgerSteps
								backend={props.backend}
								ledger={made()}
								step={step()}
								token={token()}
								onToken={setToken}
								onStep={(next) => goTo(next, made())}
								onDone={() => finish(made())}
							/>
						)}
					</Show>
				</section>
			</div>
		</CenteredPage>
	)
}

/** Why somebody who had a ledger is asked to make one. */
function GoneNote({ how, name }: Gone) {
	return (
		<p class="note gone" role="status" data-gone={how}>
			{`${inPage(`gone.${how}`, { name: isolate(name) })}.`}
			{how === 'lost' && ` ${inPage('gone.why')}`}
		</p>
	)
}

/** The steps after the first: they fill the ledger that it made. */
function LedgerSteps(props: {
	backend: Backend
	ledger: Ledger
	step: Step
	token: string | null
	onToken: (token: string) => void
	onStep: (next: Step) => void
	onDone: () => void
}) {
	const settings = props.backend.settings(props.ledger)
	return (
		<Switch>
			<Match when={props.step === 'people'}>
				<PeopleStep settings={settings} onDone={() => props.onStep('sources')} />
			</Match>
			<Match when={props.step === 'sources'}>
				<SourcesStep
					settings={settings}
					timezone={props.ledger.timezone}
					currency={props.ledger.currency}
					onDone={() => props.onStep('agent')}
				/>
			</Match>
			<Match when={props.step === 'agent'}>
				<AgentStep
					settings={settings}
					token={props.token}
					onToken={props.onToken}
					onDone={() => props.onStep('purchase')}
				/>
			</Match>
			<Match when={props.step === 'purchase'}>
				<PurchaseStep
					backend={props.backend}
					ledger={props.ledger}
					token={props.token}
					onDone={props.onDone}
				/>
			</Match>
		</Switch>
	)
}

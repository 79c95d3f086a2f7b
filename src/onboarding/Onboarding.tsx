import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { CenteredPage } from '../app/CenteredPage'
import { formatHash, navigate, route } from '../app/router'
import type { Backend } from '../backend/types'
import { InvitationsPage } from '../invitations/InvitationsPage'
import type { Ledger } from '../ledger/types'
import { useWords } from '../words'
import { AgentStep } from './AgentStep'
import { LedgerStep } from './LedgerStep'
import { PurchaseStep } from './PurchaseStep'
import { SourcesStep } from './SourcesStep'
import '../settings/settings.css'
import './onboarding.css'

const t = useWords('settings')
const STEPS = ['ledger', 'sources', 'agent', 'purchase'] as const
type Step = (typeof STEPS)[number]

/** What somebody without an open ledger sees: the invitations that wait for an answer, else the first steps of a ledger. */
export default function Onboarding(props: {
	backend: Backend
	hasLedgers: boolean
	onCreated: (ledger: Ledger) => void
	onJoined: (ledgerId: string) => void
}) {
	const linked = () => route().path === '/convite'
	const steps = () => (
		<FirstSteps backend={props.backend} hasLedgers={props.hasLedgers} onCreated={props.onCreated} />
	)
	return (
		<Show when={linked() || !props.hasLedgers} fallback={steps()}>
			<InvitationsPage
				backend={props.backend}
				linked={linked()}
				hasLedgers={props.hasLedgers}
				onJoined={props.onJoined}
			>
				{steps()}
			</InvitationsPage>
		</Show>
	)
}

/** The first steps of a new ledger. The ledger exists after the first; the others can be skipped and done in the settings. */
function FirstSteps(props: { backend: Backend; hasLedgers: boolean; onCreated: (ledger: Ledger) => void }) {
	const [step, setStep] = createSignal<Step>('ledger')
	const [ledger, setLedger] = createSignal<Ledger | null>(null)
	// The key is shown once and kept in this component only; the last step needs it for the test purchase.
	const [token, setToken] = createSignal<string | null>(null)
	const at = () => STEPS.indexOf(step())

	function finish(made: Ledger) {
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
					<Switch>
						<Match when={step() === 'ledger'}>
							<LedgerStep
								backend={props.backend}
								hasLedgers={props.hasLedgers}
								onDone={(made) => {
									setLedger(made)
									setStep('sources')
								}}
							/>
						</Match>
						<Match when={step() === 'sources' && ledger()}>
							{(made) => (
								<SourcesStep settings={props.backend.settings(made())} onDone={() => setStep('agent')} />
							)}
						</Match>
						<Match when={step() === 'agent' && ledger()}>
							{(made) => (
								<AgentStep
									settings={props.backend.settings(made())}
									token={token()}
									onToken={setToken}
									onDone={() => setStep('purchase')}
								/>
							)}
						</Match>
						<Match when={step() === 'purchase' && ledger()}>
							{(made) => (
								<PurchaseStep
									backend={props.backend}
									ledger={made()}
									token={token()}
									onDone={() => finish(made())}
								/>
							)}
						</Match>
					</Switch>
				</section>
			</div>
		</CenteredPage>
	)
}

import { createSignal, For, Match, Switch } from 'solid-js'
import { CenteredPage } from '../app/CenteredPage'
import { formatHash, navigate } from '../app/router'
import type { Backend } from '../backend/types'
import type { Ledger } from '../ledger/types'
import { createQuery } from '../ui/query'
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

/** The first steps of a new ledger. The ledger exists after the first; the others can be skipped and done in the settings. */
export default function Onboarding(props: { backend: Backend; onCreated: (ledger: Ledger) => void }) {
	const [step, setStep] = createSignal<Step>('ledger')
	const [ledger, setLedger] = createSignal<Ledger | null>(null)
	// The key is shown once and kept in this component only; the last step needs it for the test purchase.
	const [token, setToken] = createSignal<string | null>(null)
	const { value: existing } = createQuery(() => props.backend.ledgers())
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
								hasLedgers={(existing()?.length ?? 0) > 0}
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

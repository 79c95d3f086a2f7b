import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { formatHash } from '../app/router'
import { markShown } from '../app/schedule'
import { useLedgerSession } from '../app/session'
import { can } from '../ledger/permissions'
import { Figure } from '../ui/Figure'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { createQuery } from '../ui/query'
import { useWords } from '../words'
import { useDashboard } from './state'

const t = useWords()

/** A ledger before its first purchase: what is done, what comes next. */
export default function EmptyLedger() {
	const session = useLedgerSession()
	const dashboard = useDashboard()
	onMount(markShown)
	const agents = createQuery(() => session.backend.settings(session.ledger()).agents(), {
		refetchOn: () => session.directory()?.settings_revision,
		retryWhen: () => session.feed().status === 'live',
	})
	const hasAgent = () => agents.value()?.some(({ revoked_at }) => revoked_at === null) ?? false
	const ledger = session.ledger
	return (
		<div class="sheet dash no-banner dash-empty">
			<section class="panel area-headline empty-headline">
				<div>
					<h1 class="lab">{dashboard.figures.heading()}</h1>
					<Figure name="spent" class="fig-headline" cents={0} formats={session.formats()} />
					<p>{t('empty.lead')}</p>
				</div>
				<ol class="todo">
					<Step number={1} done title={t('empty.created')}>
						<p>{t('empty.createdNote', { name: ledger().name, currency: ledger().currency })}</p>
					</Step>
					<Step
						number={2}
						done={hasAgent()}
						title={t(hasAgent() ? 'empty.agentThere' : 'empty.agent')}
						action={
							<Show when={!hasAgent() && can(ledger().role, 'agents')}>
								<a class="btn btn-main" href={formatHash('/ajustes/agentes')}>
									{t('empty.createKey')}
								</a>
							</Show>
						}
					>
						<p>{t('empty.agentNote')}</p>
					</Step>
					<Step number={3} title={t('empty.first')}>
						<p>{t('empty.firstNote')}</p>
						<Sample />
					</Step>
				</ol>
			</section>
			<aside class="rail area-rail">
				<section class="area-latest">
					<div class="ph">
						<h2>{t('panel.now')}</h2>
					</div>
					<p class="strong">{t('now.waiting')}</p>
					<p>{t('now.waitingNote')}</p>
				</section>
			</aside>
		</div>
	)
}

function Step(props: {
	number: number
	title: string
	done?: boolean
	action?: JSX.Element
	children: JSX.Element
}) {
	return (
		<li classList={{ ok: props.done ?? false }}>
			<span>
				<Show when={props.done} fallback={props.number}>
					<Icon of={icons.check} />
				</Show>
			</span>
			<div>
				<b>{props.title}</b>
				{props.children}
			</div>
			{props.action}
		</li>
	)
}

/** What one may write to the agent, to copy. */
function Sample() {
	const [copied, setCopied] = createSignal(false)
	const copy = () =>
		navigator.clipboard?.writeText(t('empty.sample')).then(
			() => setCopied(true),
			() => {},
		)
	return (
		<div class="secret">
			<code class="code" translate="no">
				{t('empty.sample')}
			</code>
			<button type="button" class="btn" onClick={copy}>
				<Icon of={copied() ? icons.check : icons.copy} />
				{t(copied() ? 'empty.copied' : 'empty.copy')}
			</button>
		</div>
	)
}

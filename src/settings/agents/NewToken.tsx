import { createSignal, onCleanup, Show } from 'solid-js'
import type { Backend } from '../../backend/types'
import { isolate } from '../../ui/bidi'
import { CopyButton } from '../../ui/CopyButton'
import { FormProblem } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { curlLine, inboxUrl, n8nCredential, type SamplePurchase } from './curl'

const t = useWords('settings')

/** The purchase that a new key is tried with. */
export function samplePurchase(): SamplePurchase {
	return {
		message_id: `teste-${Date.now().toString(36)}`,
		description: t('agents.sampleShop'),
		amount: '52,90',
		source: 'Pix',
		payload: { message: t('agents.sampleMessage') },
	}
}

/**
 * A new key, shown only once: to copy, to try with `curl`, to connect n8n. It is kept in this component only, never in the
 * URL or in storage. `called`: the agent was used.
 */
export function NewToken(props: {
	backend: Backend
	name: string
	token: string
	called: boolean
	onCopied?: () => void
}) {
	const sample = samplePurchase()
	return (
		<>
			<section class="panel form secret-panel">
				<div class="secret-h">
					<h2 class="panel-h">{t('agents.tokenOf', { name: isolate(props.name) })}</h2>
					<span class="badge badge-ok">{t('agents.fresh')}</span>
				</div>
				<div class="secret">
					<code class="code" translate="no" data-secret tabindex="0">
						{props.token}
					</code>
					<CopyButton
						text={props.token}
						label={t('agents.copyToken')}
						main
						focused
						onCopied={props.onCopied}
					/>
				</div>
				<p class="secret-warn">
					<Icon of={icons.warning} />
					<span>{t('agents.once')}</span>
				</p>
			</section>
			<Show
				when={props.backend.endpoint}
				fallback={<TryIt backend={props.backend} token={props.token} called={props.called} />}
			>
				{(endpoint) => (
					<>
						<section class="panel">
							<div class="ph">
								<h2>{t('agents.curl')}</h2>
								<CopyButton
									text={curlLine(endpoint(), props.token, sample)}
									label={t('agents.copyCurl')}
									onCopied={props.onCopied}
								/>
							</div>
							<pre class="code" translate="no" data-curl tabindex="0">
								{curlLine(endpoint(), props.token, sample)}
							</pre>
							<Called called={props.called} />
						</section>
						<section class="panel">
							<div class="ph">
								<h2>{t('agents.n8n')}</h2>
								<CopyButton
									text={n8nCredential(endpoint(), props.token)}
									label={t('agents.copyCredential')}
									onCopied={props.onCopied}
								/>
							</div>
							<ol class="numbered">
								<li>{t('agents.n8nSteps.one')}</li>
								<li>
									{t('agents.n8nSteps.two')}
									<pre class="code" translate="no" tabindex="0">
										{n8nCredential(endpoint(), props.token)}
									</pre>
								</li>
								<li>
									{t('agents.n8nSteps.three')}
									<div class="address">
										<code class="code" translate="no">
											{inboxUrl(endpoint())}
										</code>
										<CopyButton text={inboxUrl(endpoint())} label={t('agents.copyAddress')} />
									</div>
								</li>
								<li>{t('agents.n8nSteps.four')}</li>
							</ol>
						</section>
					</>
				)}
			</Show>
		</>
	)
}

/** Whether the key was used yet. */
export function Called(props: { called: boolean }) {
	return (
		<p class="called" role="status">
			<span class="pill" data-s={props.called ? 'live' : 'poll'}>
				<i class="dot" />
				<b>{props.called ? t('agents.called') : t('agents.waiting')}</b>
			</span>
		</p>
	)
}

/** Records a purchase with the key from here, as the agent would. */
export function TryIt(props: { backend: Backend; token: string; called: boolean }) {
	const [tried, setTried] = createSignal(false)
	let gone = false
	onCleanup(() => {
		gone = true
	})
	const form = createForm(async () => {
		const answer = await props.backend.insertAsAgent(props.token, samplePurchase())
		if (answer.status !== 201) throw new Error(`HTTP ${answer.status}`)
		if (gone) return
		setTried(true)
		showToast({ kind: 'ok', text: t('agents.tried') })
	})
	return (
		<section class="panel form">
			<div>
				<h2 class="panel-h">{t('agents.tryIt')}</h2>
				<Show when={props.backend.kind === 'demo'}>
					<p>{t('agents.demoCurl')}</p>
				</Show>
			</div>
			<FormProblem text={form.errorOf(null)} />
			<div class="acts">
				<button type="button" class="btn" aria-disabled={form.busy()} onClick={() => void form.submit()}>
					<Icon of={icons.play} />
					{t('agents.tryIt')}
				</button>
			</div>
			<Called called={props.called || tried()} />
		</section>
	)
}

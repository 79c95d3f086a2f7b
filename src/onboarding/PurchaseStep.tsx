import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { formatsFor } from '../app/formats'
import type { Backend } from '../backend/types'
import { isTyped, toPlainColumns } from '../ledger/columns'
import type { Cents, Ledger } from '../ledger/types'
import { curlLine } from '../settings/agents/curl'
import { samplePurchase } from '../settings/agents/NewToken'
import { CopyButton } from '../ui/CopyButton'
import { FormProblem } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'

const t = useWords('settings')

/** The last step: the first purchase arrives while the reader watches. */
export function PurchaseStep(props: {
	backend: Backend
	ledger: Ledger
	token: string | null
	onDone: () => void
}) {
	const [arrived, setArrived] = createSignal<{ description: string; cents: Cents } | null>(null)
	const formats = () => formatsFor(props.ledger.currency, props.ledger.timezone)
	const sample = samplePurchase()
	let head!: HTMLHeadingElement
	onMount(() => head.focus())

	// A feed of the new ledger, for this step only: what arrives here is what the dashboard will show.
	const feed = props.backend.openFeed(props.ledger, {
		onRows(rows) {
			const columns = isTyped(rows) ? toPlainColumns(rows) : rows
			const last = columns.id.length - 1
			if (last >= 0)
				setArrived({ description: columns.description[last]!, cents: columns.amount_cents[last]! })
		},
		onState: () => {},
		onSettings: () => {},
		onInbox: () => {},
		onReset: () => {},
	})
	onCleanup(() => feed.stop())

	const form = createForm(async (token: string) => {
		const answer = await props.backend.insertAsAgent(token, { ...samplePurchase() })
		if (answer.status !== 201) throw new Error(`HTTP ${answer.status}`)
	})

	return (
		<div class="form">
			<div>
				<h1 class="h1" ref={head} tabindex="-1">
					{t('onboarding.purchase.title')}
				</h1>
				<p class="lead">
					{props.token ? t('onboarding.purchase.lead') : t('onboarding.purchase.leadWithout')}
				</p>
			</div>
			<Show when={props.token}>
				{(token) => (
					<>
						<Show when={props.backend.endpoint}>
							{(endpoint) => (
								<div class="curl">
									<pre class="code" tabindex="0">
										{curlLine(endpoint(), token(), sample)}
									</pre>
									<CopyButton text={curlLine(endpoint(), token(), sample)} label={t('agents.copyCurl')} />
								</div>
							)}
						</Show>
						<FormProblem text={form.errorOf(null)} />
						<div class="acts">
							<button
								type="button"
								class="btn"
								aria-disabled={form.busy()}
								onClick={() => void form.submit(token())}
							>
								<Icon of={icons.play} />
								{t('agents.tryIt')}
							</button>
						</div>
					</>
				)}
			</Show>
			<div class="first" role="status">
				<Show
					when={arrived()}
					fallback={
						<span class="pill" data-s="poll">
							<i class="dot" />
							<b>{t('onboarding.purchase.waiting')}</b>
						</span>
					}
				>
					{(purchase) => (
						<p class="first-in is-new">
							<span class="badge badge-ok">{t('onboarding.purchase.arrived')}</span>
							<b class="clip">
								<bdi>{purchase().description}</bdi>
							</b>
							<b class="num">{formats().money(purchase().cents)}</b>
						</p>
					)}
				</Show>
			</div>
			<div class="acts">
				<button
					type="button"
					class="btn btn-lg"
					classList={{ 'btn-main': arrived() !== null }}
					onClick={() => props.onDone()}
				>
					{arrived() ? t('onboarding.purchase.open') : t('onboarding.purchase.openAnyway')}
				</button>
			</div>
		</div>
	)
}

import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { type Formats, formatsFor } from '../app/formats'
import type { Backend } from '../backend/types'
import { isTyped, toPlainColumns } from '../ledger/columns'
import type { Cents, Ledger } from '../ledger/types'
import { curlLine, type Endpoint } from '../settings/agents/curl'
import { samplePurchase } from '../settings/agents/NewToken'
import { CopyButton } from '../ui/CopyButton'
import { FormProblem } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { Icon } from '../ui/Icon'
import * as icons from '../ui/icons'
import { useWords } from '../words'

const t = useWords('settings')

interface Arrived {
	id: string
	description: string
	cents: Cents
}

/** What arrives in the new ledger, and the test purchase that can be recorded and taken back. Made by a component. */
function watchForPurchases(backend: Backend, ledger: Ledger) {
	const [arrived, setArrived] = createSignal<Arrived | null>(null)
	/** The test purchase that was recorded from here, and was not taken back yet: its message, and what it became. */
	const [tried, setTried] = createSignal<{ message: string; transaction: string } | null>(null)

	// A feed of the new ledger, for this step only: what arrives here is what the dashboard will show.
	const feed = backend.openFeed(ledger, {
		onRows(rows) {
			const columns = isTyped(rows) ? toPlainColumns(rows) : rows
			for (const [row, id] of columns.id.entries())
				if (columns.voided[row]) setArrived((shown) => (shown?.id === id ? null : shown))
				else setArrived({ id, description: columns.description[row]!, cents: columns.amount_cents[row]! })
		},
		onState: () => {},
		onSettings: () => {},
		onInbox: () => {},
		onReset: () => {},
	})
	onCleanup(() => feed.stop())

	async function post(token: string, message: object): Promise<string> {
		const { status, body } = await backend.insertAsAgent(token, message)
		const [row] = Array.isArray(body) ? body : []
		if (status !== 201 || row?.status !== 'accepted') throw new Error(`HTTP ${status}`)
		return row.transaction_id
	}
	return {
		arrived,
		record: createForm(async (token: string) => {
			const purchase = samplePurchase()
			const transaction = await post(token, purchase)
			setTried({ message: purchase.message_id, transaction })
		}),
		/** As the agent would: what is undone stays in the history of its message. */
		undo: createForm(async (token: string) => {
			const target = tried()?.message
			if (!target) return
			await post(token, { message_id: `${target}-desfaz`, action: 'void', target_message_id: target })
			setTried(null)
		}),
		/** Whether the purchase on show is the test one. */
		showsTest: () => tried() !== null && tried()?.transaction === arrived()?.id,
	}
}

/** The last step: the first purchase arrives while the reader watches. */
export function PurchaseStep(props: {
	backend: Backend
	ledger: Ledger
	token: string | null
	onDone: () => void
}) {
	const watch = watchForPurchases(props.backend, props.ledger)
	const formats = () => formatsFor(props.ledger.currency, props.ledger.timezone)
	let head!: HTMLHeadingElement
	onMount(() => head.focus())
	const takeBack = async (token: string) => {
		if (await watch.undo.submit(token)) head.focus()
	}
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
							{(endpoint) => <Command endpoint={endpoint()} token={token()} />}
						</Show>
						<FormProblem text={watch.record.errorOf(null) ?? watch.undo.errorOf(null)} />
						<div class="acts">
							<button
								type="button"
								class="btn"
								aria-disabled={watch.record.busy()}
								onClick={() => void watch.record.submit(token())}
							>
								<Icon of={icons.play} />
								{t('agents.tryIt')}
							</button>
						</div>
					</>
				)}
			</Show>
			<FirstPurchase purchase={watch.arrived()} formats={formats()} />
			<div class="acts">
				<button
					type="button"
					class="btn btn-lg"
					classList={{ 'btn-main': watch.arrived() !== null }}
					onClick={() => props.onDone()}
				>
					{watch.arrived() ? t('onboarding.purchase.open') : t('onboarding.purchase.openAnyway')}
				</button>
				<Show when={watch.showsTest() && props.token}>
					{(token) => (
						<button
							type="button"
							class="btn btn-bare"
							aria-disabled={watch.undo.busy()}
							onClick={() => void takeBack(token())}
						>
							<Icon of={icons.undo} />
							{t('onboarding.purchase.undo')}
						</button>
					)}
				</Show>
			</div>
		</div>
	)
}

/** The command that records a purchase with the new key. */
function Command(props: { endpoint: Endpoint; token: string }) {
	const command = curlLine(props.endpoint, props.token, samplePurchase())
	return (
		<div class="curl">
			<pre class="code" translate="no" tabindex="0">
				{command}
			</pre>
			<CopyButton text={command} label={t('agents.copyCurl')} />
		</div>
	)
}

/** The purchase that arrived, or that one is waited for. */
function FirstPurchase(props: { purchase: Arrived | null; formats: Formats }) {
	return (
		<div class="first" role="status">
			<Show
				when={props.purchase}
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
						<b class="num">{props.formats.money(purchase().cents)}</b>
					</p>
				)}
			</Show>
		</div>
	)
}

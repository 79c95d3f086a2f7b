import { createSignal, Show } from 'solid-js'
import type { SessionPort } from '../../backend/types'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { CenteredPage } from '../CenteredPage'
import { createTitle } from '../title'
import { type Arrival, setArrival, setChoosesPassword } from './arrival'
import { problemOf } from './problems'

const t = useWords('start')

/** A link from an e-mail, used by a tap: whoever only loads the address, a mail scanner say, uses nothing up. */
export default function UseLink(props: { port: SessionPort; arrived: Extract<Arrival, { kind: 'tap' }> }) {
	const [problem, setProblem] = createSignal<string | null>(null)
	const [busy, setBusy] = createSignal(false)
	const kind = () => {
		if (props.arrived.purpose === 'recovery') return 'recovery'
		return props.arrived.purpose === 'email_change' ? 'change' : 'enter'
	}
	createTitle(() => `${t(`way.tap.${kind()}.title`)} · Painel`)

	async function use() {
		const { tokenHash, purpose } = props.arrived
		if (busy() || !props.port.account) return
		setBusy(true)
		setProblem(null)
		try {
			if (purpose === 'recovery') setChoosesPassword(true)
			const used = await props.port.account.useLink(tokenHash, purpose)
			if (used === 'one_of_two') showToast({ kind: 'info', text: t('way.arrived.oneOfTwo') })
			else if (purpose === 'email_change') showToast({ kind: 'ok', text: t('way.changed') })
			setArrival(null)
		} catch (error) {
			setChoosesPassword(false)
			const { field, text } = problemOf(error)
			// To a link the service says the same as to a code.
			setProblem(field === 'code' ? t('way.arrived.over') : text)
		} finally {
			setBusy(false)
		}
	}

	return (
		<CenteredPage page="link">
			<div class="sheet narrow">
				<section class="panel form roomy">
					<div>
						<h1 class="h1">{t(`way.tap.${kind()}.title`)}</h1>
						<p class="lead">{t(`way.tap.${kind()}.lead`)}</p>
					</div>
					<Show when={problem()}>
						<p class="bad" role="alert">
							{problem()}
						</p>
					</Show>
					<Show when={!problem()}>
						<button type="button" class="btn btn-main btn-lg" aria-disabled={busy()} onClick={use}>
							{t(`way.tap.${kind()}.do`)}
						</button>
					</Show>
					<button type="button" class="btn btn-bare" onClick={() => setArrival(null)}>
						{t('way.tap.leave')}
					</button>
				</section>
			</div>
		</CenteredPage>
	)
}

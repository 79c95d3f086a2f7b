import { createSignal, Show } from 'solid-js'
import type { SessionPort } from '../../backend/types'
import { countAttempt } from '../../ui/form'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { CenteredPage } from '../CenteredPage'
import { createTitle } from '../title'
import { setChoosesPassword } from './arrival'
import { PasswordField } from './fields'
import { type Problem, problemOf } from './problems'

const t = useWords('start')

/** After a forgotten password: a new one, or on without one. */
export default function NewPassword(props: { port: SessionPort }) {
	const [password, setPassword] = createSignal('')
	const [problem, setProblem] = createSignal<Problem | null>(null)
	const [busy, setBusy] = createSignal(false)
	createTitle(() => `${t('way.newPassword.title')} · Painel`)

	async function save() {
		if (busy() || !props.port.account) return
		setBusy(true)
		setProblem(null)
		try {
			await props.port.account.setPassword(password())
			showToast({ kind: 'ok', text: t('way.newPassword.done') })
			setChoosesPassword(false)
		} catch (error) {
			countAttempt()
			setProblem(problemOf(error))
		} finally {
			setBusy(false)
		}
	}

	const problemAt = (field: string | null) => (problem()?.field === field ? (problem()?.text ?? null) : null)
	return (
		<CenteredPage page="newpassword">
			<div class="sheet narrow">
				<section class="panel form roomy">
					<div>
						<h1 class="h1">{t('way.newPassword.title')}</h1>
						<p class="lead">{t('way.newPassword.lead')}</p>
					</div>
					<form
						class="form"
						novalidate
						onSubmit={(event) => {
							event.preventDefault()
							void save()
						}}
					>
						<PasswordField way={{ password, setPassword, problemAt }} label={t('way.newPassword.label')} />
						<Show when={problemAt(null)}>
							<p class="bad" role="alert">
								{problemAt(null)}
							</p>
						</Show>
						<button type="submit" class="btn btn-main btn-lg" aria-disabled={busy()}>
							{t('way.newPassword.save')}
						</button>
						<button type="button" class="btn btn-bare" onClick={() => setChoosesPassword(false)}>
							{t('way.newPassword.skip')}
						</button>
					</form>
				</section>
			</div>
		</CenteredPage>
	)
}

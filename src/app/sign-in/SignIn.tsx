import { createSignal, onCleanup, Show } from 'solid-js'
import type { SessionPort } from '../../backend/types'
import { errorText } from '../../ui/errors'
import { Field } from '../../ui/Field'
import { useWords } from '../../words'
import { CenteredPage } from '../CenteredPage'
import { createTitle } from '../title'

const t = useWords('start')

/** Shortest password the server takes. */
const SHORTEST = 8

/** Sign in, ask for a link, or create an account; the demo account is one click away where there is one. */
export default function SignIn(props: {
	port: SessionPort
	demo?: { email: string; password: string } | undefined
}) {
	const [creating, setCreating] = createSignal(false)
	const [email, setEmail] = createSignal('')
	const [password, setPassword] = createSignal('')
	const [wrong, setWrong] = createSignal<{ email?: string; password?: string }>({})
	const [problem, setProblem] = createSignal<string | null>(null)
	const [said, setSaid] = createSignal<string | null>(null)
	const [busy, setBusy] = createSignal(false)

	createTitle(() => `${t('signIn.title')} · Painel`)
	// A small screen scrolls the form; the page that follows starts at its top.
	onCleanup(() => scrollTo(0, 0))

	async function attempt(task: () => Promise<void>) {
		if (busy()) return
		setBusy(true)
		setProblem(null)
		setSaid(null)
		try {
			await task()
		} catch (error) {
			setProblem(errorText(error))
		} finally {
			setBusy(false)
		}
	}

	function complete(needsPassword: boolean): boolean {
		const found = {
			...(email().includes('@') ? {} : { email: t('signIn.emailMissing') }),
			...(needsPassword && password().length < SHORTEST ? { password: t('signIn.passwordShort') } : {}),
		}
		setWrong(found)
		return Object.keys(found).length === 0
	}

	const submit = () => {
		if (!complete(true)) return
		attempt(async () => {
			if (!creating()) return props.port.signIn(email(), password())
			const { needsConfirmation } = await props.port.signUp(email(), password())
			if (needsConfirmation) setSaid(t('signIn.confirm', { email: email() }))
		})
	}
	const sendLink = () => {
		if (!complete(false)) return
		attempt(async () => {
			await props.port.sendLink(email())
			setSaid(t('signIn.linkSent', { email: email() }))
		})
	}

	return (
		<CenteredPage page="signin">
			<div class="sheet narrow">
				<section class="panel form roomy">
					<div>
						<h1 class="h1">{t(creating() ? 'signIn.createTitle' : 'signIn.title')}</h1>
						<p class="lead">{t(creating() ? 'signIn.createLead' : 'signIn.lead')}</p>
					</div>
					<Show when={props.demo}>
						{(demo) => (
							<div class="field">
								<button
									type="button"
									class="btn btn-main btn-lg"
									aria-disabled={busy()}
									onClick={() => attempt(() => props.port.signIn(demo().email, demo().password))}
								>
									{t('signIn.demo')}
								</button>
								<small>{t('signIn.demoHint')}</small>
							</div>
						)}
					</Show>
					<form
						class="form"
						novalidate
						onSubmit={(event) => {
							event.preventDefault()
							submit()
						}}
					>
						<Field label={t('signIn.email')} error={wrong().email}>
							{(control) => (
								<input
									{...control}
									class="input"
									type="email"
									name="email"
									autocomplete="username"
									value={email()}
									onInput={(event) => setEmail(event.currentTarget.value)}
								/>
							)}
						</Field>
						<Field
							label={t('signIn.password')}
							error={wrong().password}
							hint={creating() ? t('signIn.passwordHint') : undefined}
						>
							{(control) => (
								<input
									{...control}
									class="input"
									type="password"
									name="password"
									autocomplete={creating() ? 'new-password' : 'current-password'}
									value={password()}
									onInput={(event) => setPassword(event.currentTarget.value)}
								/>
							)}
						</Field>
						<Show when={problem()}>
							<p class="bad" role="alert">
								{problem()}
							</p>
						</Show>
						<p role="status" class="down" classList={{ vh: !said() }}>
							{said()}
						</p>
						<button
							type="submit"
							class="btn btn-lg"
							classList={{ 'btn-main': !props.demo }}
							aria-disabled={busy()}
						>
							{t(creating() ? 'signIn.create' : 'signIn.enter')}
						</button>
						<Show when={!creating()}>
							<button type="button" class="btn btn-bare" aria-disabled={busy()} onClick={sendLink}>
								{t('signIn.sendLink')}
							</button>
						</Show>
					</form>
					<p class="muted">
						{t(creating() ? 'signIn.toEnter' : 'signIn.toCreate')}{' '}
						<button type="button" class="link" onClick={() => setCreating(!creating())}>
							{t(creating() ? 'signIn.enter' : 'signIn.create')}
						</button>
					</p>
				</section>
			</div>
		</CenteredPage>
	)
}

import { createEffect, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js'
import type { SessionPort } from '../../backend/types'
import { useWords } from '../../words'
import { CenteredPage } from '../CenteredPage'
import { route } from '../router'
import { createTitle } from '../title'
import { arrival } from './arrival'
import { CodeFields } from './CodeFields'
import { EmailField, PasswordField } from './fields'
import { type Step, WayIn } from './way-in'

const t = useWords('start')

/** Sign in by password or by a code from an e-mail, create an account, or get back into one. */
export default function SignIn(props: {
	port: SessionPort
	demo?: { email: string; password: string } | undefined
}) {
	const way = new WayIn(props.port, arrival())
	createTitle(() => `${t(`way.title.${way.step()}`)} · Painel`)
	const isInvited = () => route().path === '/convite'
	const demo = () => (isInvited() ? undefined : props.demo)
	// Whoever types an address of their own, was told something, or was invited, did not come for the demonstration.
	const invites = () => demo() !== undefined && way.step() === 'enter' && !way.notice() && !way.email()
	let form!: HTMLFormElement
	// What was pressed may be gone, and the next thing is to type.
	createEffect(
		on(
			() => way.step(),
			() => queueMicrotask(() => form.querySelector('input')?.focus()),
			{ defer: true },
		),
	)
	const lead = () => {
		const step = way.step()
		if (isInvited() && (step === 'enter' || step === 'create')) return t(`way.invited.${step}`)
		return t(`way.lead.${step}`, { email: way.email() })
	}
	// A small screen scrolls the form; the page that follows starts at its top.
	onCleanup(() => scrollTo(0, 0))
	return (
		<CenteredPage page="signin">
			<div class="sheet narrow">
				<section class="panel form roomy" data-step={way.step()}>
					<div>
						<h1 class="h1">{t(`way.title.${way.step()}`)}</h1>
						<p class="lead">{lead()}</p>
					</div>
					<p role="status" classList={{ vh: !way.notice() }}>
						{way.notice()}
					</p>
					<Show when={way.step() === 'enter' && demo()}>
						{(demo) => (
							<div class="field">
								<button
									type="button"
									class="btn btn-lg"
									classList={{ 'btn-main': invites() }}
									aria-disabled={way.busy()}
									onClick={() => way.signIn(demo().email, demo().password)}
								>
									{t('way.demo')}
								</button>
								<small>{t('way.demoHint')}</small>
							</div>
						)}
					</Show>
					<form
						ref={form}
						class="form"
						novalidate
						onSubmit={(event) => {
							event.preventDefault()
							way.submit()
						}}
					>
						<Show when={way.step() !== 'code'} fallback={<CodeFields way={way} />}>
							<EmailField way={way} />
						</Show>
						<Show when={way.step() === 'enter' || way.step() === 'create'}>
							<PasswordField way={way} />
						</Show>
						<button
							type="submit"
							class="btn btn-lg"
							classList={{ 'btn-main': !invites() }}
							aria-disabled={way.busy()}
						>
							{t(`way.submit.${way.step()}`)}
						</button>
						<Show when={way.step() === 'enter'}>
							<button
								type="button"
								class="btn btn-bare"
								aria-disabled={way.busy()}
								onClick={() => way.sendCode()}
							>
								{t('way.sendCode')}
							</button>
						</Show>
						{/* Last, so that it moves nothing that is typed into or pressed. */}
						<Show when={way.problemAt(null)}>
							<p class="bad" role="alert">
								{way.problemAt(null)}
							</p>
						</Show>
					</form>
					<OtherWays way={way} />
				</section>
			</div>
		</CenteredPage>
	)
}

/** The links below the form, to the other things that one may have come for. */
function OtherWays(props: { way: WayIn }) {
	const to = (step: Step, text: JSX.Element) => (
		<button type="button" class="link" onClick={() => props.way.go(step)}>
			{text}
		</button>
	)
	return (
		<Switch fallback={<p class="muted">{to('enter', t('way.back'))}</p>}>
			<Match when={props.way.step() === 'enter'}>
				<p class="muted">
					{to('forgot', t('way.toForgot'))}
					<br />
					{t('way.toCreate')} {to('create', t('way.submit.create'))}
				</p>
			</Match>
			<Match when={props.way.step() === 'create'}>
				<p class="muted">
					{t('way.toEnter')} {to('enter', t('way.submit.enter'))}
				</p>
			</Match>
			<Match when={props.way.step() === 'code'}>
				<p class="muted">
					{t('way.confirmedElsewhere')} {to('enter', t('way.submit.enter'))}
				</p>
			</Match>
		</Switch>
	)
}

import { createSignal, type JSX, Show } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { createCountdown, lastSent, noteAsked, secondsLeft } from '../../app/sign-in/cooldown'
import { CodeField, EmailField, PasswordField } from '../../app/sign-in/fields'
import { type Problem, problemOf } from '../../app/sign-in/problems'
import { AuthRefusal } from '../../backend/auth-errors'
import type { AccountPort } from '../../backend/types'
import { Confirm } from '../../ui/Confirm'
import { FormProblem } from '../../ui/FormActions'
import { countAttempt } from '../../ui/form'
import { showToast } from '../../ui/toasts'
import { useWords } from '../../words'
import { SettingsHead } from '../SettingsHead'
import { AccountDeletion } from './AccountDeletion'

const t = useWords('start')

/** The signed-in person's own account: its e-mail, its password, and where it is signed in. */
export default function AccountSection() {
	const { session } = useLedgerSession().backend
	return (
		<>
			<SettingsHead title={t('account.title')} lead={session.current()?.email ?? ''} />
			<div class="sheet">
				<Show when={session.account}>
					{(account) => (
						<>
							<EmailForm account={account()} />
							<PasswordForm account={account()} />
						</>
					)}
				</Show>
				<EverywherePanel signOut={() => session.signOut('global')} />
				<Show when={session.account}>{(account) => <AccountDeletion account={account()} />}</Show>
			</div>
		</>
	)
}

/** One request at a time, and what went wrong with it. */
function createAttempts() {
	const [problem, setProblem] = createSignal<Problem | null>(null)
	const [busy, setBusy] = createSignal(false)
	return {
		busy,
		problemAt: (field: string | null) => (problem()?.field === field ? (problem()?.text ?? null) : null),
		/** Answers what went wrong, null: nothing. */
		async attempt(task: () => Promise<unknown>): Promise<unknown> {
			if (busy()) return null
			setBusy(true)
			setProblem(null)
			try {
				await task()
				return null
			} catch (error) {
				countAttempt()
				setProblem(problemOf(error))
				return error
			} finally {
				setBusy(false)
			}
		},
	}
}

function Panel(props: { title: string; lead: string; onSubmit: () => void; children: JSX.Element }) {
	return (
		<section class="panel">
			<form
				class="form"
				novalidate
				onSubmit={(event) => {
					event.preventDefault()
					props.onSubmit()
				}}
			>
				<div>
					<h2 class="panel-h">{props.title}</h2>
					<p>{props.lead}</p>
				</div>
				{props.children}
			</form>
		</section>
	)
}

function EmailForm(props: { account: AccountPort }) {
	const [email, setEmail] = createSignal('')
	const [sentTo, setSentTo] = createSignal<string | null>(null)
	const { busy, problemAt, attempt } = createAttempts()
	const save = async () => {
		const wanted = email().trim()
		const failure = await attempt(async () => {
			const seconds = secondsLeft(wanted)
			// Asking the service again would kill the e-mails that are on their way.
			if (seconds > 0) throw new AuthRefusal('rate_limited', 'held back', 'email', 'wait_seconds', seconds)
			await props.account.setEmail(wanted)
			noteAsked(wanted, 'email_change')
		})
		if (!failure) setSentTo(wanted)
	}
	return (
		<Panel title={t('account.email')} lead={t('account.emailLead')} onSubmit={save}>
			<EmailField way={{ email, setEmail, problemAt }} />
			<p role="status" classList={{ vh: !sentTo() }}>
				{sentTo() && t('account.emailSent', { email: sentTo() ?? '' })}
			</p>
			<FormProblem text={problemAt(null)} />
			<div class="acts">
				<button type="submit" class="btn" aria-disabled={busy()}>
					{t('account.changeEmail')}
				</button>
			</div>
		</Panel>
	)
}

function PasswordForm(props: { account: AccountPort }) {
	const email = useLedgerSession().backend.session.current()?.email ?? ''
	const [password, setPassword] = createSignal('')
	const [code, setCode] = createSignal('')
	/** The session is too old to change the password without a code from an e-mail. */
	const [needsCode, setNeedsCode] = createSignal(false)
	const [codeSent, setCodeSent] = createSignal(false)
	const { busy, problemAt, attempt } = createAttempts()
	const countdown = createCountdown(() => email)
	const sendCode = () =>
		attempt(async () => {
			await props.account.sendNonce()
			noteAsked(email, 'reauthentication')
			setCodeSent(true)
		})
	/** The first refusal for want of a code is no mistake of anybody's: the field appears, and says how to get one. */
	const askForCode = async () => {
		setNeedsCode(true)
		// Asked for by a page that was left for the mail and loaded anew. Any other e-mail has no such code.
		if (lastSent(email) === 'reauthentication') setCodeSent(true)
		if (secondsLeft(email) === 0) await sendCode()
	}
	const save = async () => {
		let isTooOld = false
		const failure = await attempt(async () => {
			try {
				await props.account.setPassword(password(), code() || undefined)
			} catch (error) {
				isTooOld = !needsCode() && error instanceof AuthRefusal && error.reason === 'code_needed'
				if (!isTooOld) throw error
			}
		})
		if (isTooOld) return askForCode()
		if (failure) return
		setPassword('')
		setCode('')
		setNeedsCode(false)
		showToast({ kind: 'ok', text: t('way.newPassword.done') })
	}
	const hint = () => {
		if (codeSent()) return t('account.codeSent', { email })
		return countdown() > 0 ? t('account.codeWaits', { n: countdown() }) : t('account.codeMissing')
	}
	return (
		<Panel title={t('account.password')} lead={t('account.passwordLead')} onSubmit={save}>
			<PasswordField way={{ password, setPassword, problemAt }} label={t('way.newPassword.label')} />
			<Show when={needsCode()}>
				<CodeField
					value={code()}
					error={problemAt('code')}
					hint={hint()}
					onInput={(text) => setCode(text.replace(/\D/g, ''))}
				/>
				<Show when={countdown() === 0}>
					<button type="button" class="link" onClick={sendCode}>
						{codeSent() ? t('way.sendAgain') : t('way.sendCode')}
					</button>
				</Show>
			</Show>
			<FormProblem text={problemAt(null)} />
			<div class="acts">
				<button type="submit" class="btn" aria-disabled={busy()}>
					{t('account.changePassword')}
				</button>
			</div>
		</Panel>
	)
}

function EverywherePanel(props: { signOut: () => Promise<void> }) {
	const [asking, setAsking] = createSignal(false)
	const { busy, problemAt, attempt } = createAttempts()
	const leave = async () => {
		await attempt(props.signOut)
		setAsking(false)
	}
	return (
		<section class="panel form">
			<div>
				<h2 class="panel-h">{t('account.everywhere')}</h2>
				<p>{t('account.everywhereLead')}</p>
			</div>
			<FormProblem text={problemAt(null)} />
			<div class="acts">
				<button type="button" class="btn" aria-disabled={busy()} onClick={() => setAsking(true)}>
					{t('account.leave')}
				</button>
			</div>
			<Confirm
				open={asking()}
				title={t('account.leave')}
				action={t('account.leave')}
				busy={busy()}
				onConfirm={leave}
				onClose={() => setAsking(false)}
			>
				<p>{t('account.everywhereLead')}</p>
			</Confirm>
		</section>
	)
}

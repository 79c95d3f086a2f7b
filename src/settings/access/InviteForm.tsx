import { createSignal, For } from 'solid-js'
import { useLedgerSession } from '../../app/session'
import { isEmail } from '../../ledger/contact'
import type { Role } from '../../ledger/types'
import { Field } from '../../ui/Field'
import { FormActions } from '../../ui/FormActions'
import { createForm } from '../../ui/form'
import { useWords } from '../../words'

const t = useWords('settings')

/** Roles, from the one with the fewest permissions to the one with the most. */
export const ROLES: readonly Role[] = ['viewer', 'editor', 'owner']

/** Invites somebody by e-mail. */
export function InviteForm(props: { onInvited: (email: string) => void }) {
	const session = useLedgerSession()
	const [email, setEmail] = createSignal('')
	const [role, setRole] = createSignal<Role>('viewer')
	const form = createForm(async () => {
		const invited = email().trim()
		await session.settings.invite(invited, role())
		setEmail('')
		props.onInvited(invited)
	}, ['email'])

	function send(event: SubmitEvent) {
		event.preventDefault()
		if (!isEmail(email())) return form.refuse('email', t('access.emailWrong'))
		void form.submit()
	}

	return (
		<form class="panel form" onSubmit={send} novalidate>
			<div>
				<h2 class="panel-h">{t('access.inviteTitle')}</h2>
				<p>{t('access.inviteLead')}</p>
			</div>
			<div class="invite">
				<Field label={t('access.email')} error={form.errorOf('email')}>
					{(control) => (
						<input
							class="input"
							type="email"
							autocomplete="off"
							value={email()}
							onInput={(event) => setEmail(event.currentTarget.value)}
							{...control}
						/>
					)}
				</Field>
				<Field label={t('access.role')} hint={t(`access.roleHint.${role()}`)}>
					{(control) => (
						<select
							class="input"
							value={role()}
							onChange={(event) => setRole(event.currentTarget.value as Role)}
							{...control}
						>
							<For each={ROLES}>{(other) => <option value={other}>{t(`access.roles.${other}`)}</option>}</For>
						</select>
					)}
				</Field>
			</div>
			<FormActions busy={form.busy()} problem={form.errorOf(null)} save={t('access.invite')} />
		</form>
	)
}

import { createSignal } from 'solid-js'
import type { InvitationsPort, MyInvitation } from '../backend/types'
import { LONGEST_LABEL } from '../ledger/limits'
import { isolate } from '../ui/bidi'
import { Field } from '../ui/Field'
import { FormProblem } from '../ui/FormActions'
import { createForm } from '../ui/form'
import { useWords } from '../words'

const t = useWords('settings')

/** One invitation, put as a question: who invites into what, and by which name whoever says yes will be known. */
export function InvitationQuestion(props: {
	port: InvitationsPort
	invitation: MyInvitation
	/** The ledger that was joined; null: the invitation was declined. */
	onAnswered: (ledgerId: string | null) => void
	/** Not now; left out where there is nothing else to do. */
	onLater?: () => void
}) {
	const [name, setName] = createSignal('')
	const accept = createForm(async () => {
		props.onAnswered(await props.port.accept(props.invitation.id, name().trim()))
	}, ['name'])
	const decline = createForm(async () => {
		await props.port.decline(props.invitation.id)
		props.onAnswered(null)
	})
	const busy = () => accept.busy() || decline.busy()
	return (
		<form
			class="form"
			data-invitation={props.invitation.id}
			novalidate
			onSubmit={(event) => {
				event.preventDefault()
				if (name().trim() === '') return accept.refuse('name', t('invitation.nameMissing'))
				void accept.submit()
			}}
		>
			<div>
				<h1 class="h1">{t('invitation.title', { ledger: isolate(props.invitation.ledger) })}</h1>
				<p class="lead">
					{t('invitation.lead', {
						who: props.invitation.invited_by
							? isolate(props.invitation.invited_by)
							: t('invitation.somebody'),
						role: t(`access.roles.${props.invitation.role}`),
					})}{' '}
					{t(`access.roleHint.${props.invitation.role}`)}
				</p>
			</div>
			<Field label={t('invitation.name')} hint={t('invitation.nameHint')} error={accept.errorOf('name')}>
				{(control) => (
					<input
						class="input"
						maxlength={LONGEST_LABEL}
						autocomplete="name"
						value={name()}
						onInput={(event) => setName(event.currentTarget.value)}
						{...control}
					/>
				)}
			</Field>
			<FormProblem text={accept.errorOf(null) ?? decline.errorOf(null)} />
			<div class="acts">
				<button type="submit" class="btn btn-main" aria-disabled={busy()}>
					{t('invitation.accept')}
				</button>
				<button
					type="button"
					class="btn"
					aria-disabled={busy()}
					onClick={() => !busy() && void decline.submit()}
				>
					{t('invitation.decline')}
				</button>
				{props.onLater && (
					<button type="button" class="btn btn-bare" onClick={() => props.onLater?.()}>
						{t('invitation.later')}
					</button>
				)}
			</div>
		</form>
	)
}

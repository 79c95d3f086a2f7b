import { onCleanup, onMount } from 'solid-js'
import type { InvitationsPort, MyInvitation } from '../backend/types'
import { raiseToast } from '../ui/toasts'
import { useWords } from '../words'
import { InvitationQuestion } from './InvitationQuestion'
import '../settings/settings.css'

const t = useWords('settings')

/** The question over the open ledger of somebody who has others already. */
export default function InvitationDialog(props: {
	port: InvitationsPort
	invitation: MyInvitation
	onAnswered: (ledgerId: string | null) => void
	onLater: () => void
}) {
	let dialog!: HTMLDialogElement
	onMount(() => dialog.showModal())
	onCleanup(() => {
		dialog.close()
		raiseToast(dialog)
	})
	return (
		<dialog
			ref={dialog}
			class="confirm"
			aria-label={t('invitation.label')}
			onCancel={(event) => {
				event.preventDefault()
				props.onLater()
			}}
		>
			<InvitationQuestion
				port={props.port}
				invitation={props.invitation}
				onAnswered={props.onAnswered}
				onLater={props.onLater}
			/>
		</dialog>
	)
}

import { createSignal, Show } from 'solid-js'
import { lazyWithRetry } from '../app/lazy'
import type { Backend } from '../backend/types'
import { createQuery } from '../ui/query'
import { withWords } from '../words'

const InvitationDialog = lazyWithRetry(withWords('settings', () => import('./InvitationDialog')))

/** Asks somebody who has ledgers about their invitations, once they see their figures; "later" lasts until the next opening. */
export default function Invitations(props: { backend: Backend; onJoined: (ledgerId: string) => void }) {
	const port = props.backend.invitations
	// Where it fails, the next opening asks again: nothing else waits for it.
	const asked = createQuery(() => port.mine())
	const [later, setLater] = createSignal(false)
	const first = () => (later() ? undefined : asked.value()?.[0])
	return (
		<Show when={first()?.id} keyed>
			{(_) => (
				<InvitationDialog
					port={port}
					invitation={first()!}
					onAnswered={(ledgerId) => {
						asked.set(asked.value()?.slice(1))
						if (ledgerId !== null) props.onJoined(ledgerId)
					}}
					onLater={() => setLater(true)}
				/>
			)}
		</Show>
	)
}

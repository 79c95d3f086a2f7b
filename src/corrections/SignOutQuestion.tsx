import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useLedgerSession } from '../app/session'
import type { Session } from '../backend/types'
import { Confirm } from '../ui/Confirm'
import { useWords } from '../words'
import { countQueued } from './device-queue'

const t = useWords('corrections')
/** How long leaving waits for what can still be sent, in ms. */
const PATIENCE = 4_000

/**
 * Signing out forgets what waits on this device, so what can be sent is sent first, and of the rest the person decides.
 */
export default function SignOutQuestion(props: { person: Session; onLeave: () => void; onStay: () => void }) {
	const session = useLedgerSession()
	const [asks, setAsks] = createSignal(false)
	const [count, setCount] = createSignal(countQueued(props.person.userId))
	onMount(() => {
		session.corrections()?.release()
		const timer = setTimeout(() => setAsks(true), session.corrections() && navigator.onLine ? PATIENCE : 0)
		onCleanup(() => clearTimeout(timer))
	})
	createEffect(() => {
		session.corrections()?.list()
		const left = countQueued(props.person.userId)
		setCount(left)
		if (left === 0) props.onLeave()
	})
	return (
		<Show when={asks() && count() > 0}>
			<Confirm
				open
				danger
				title={t('corrections.signOut.title')}
				action={t('corrections.signOut.leave')}
				onConfirm={props.onLeave}
				onClose={props.onStay}
			>
				<p>{t('corrections.signOut.lead', count())}</p>
			</Confirm>
		</Show>
	)
}

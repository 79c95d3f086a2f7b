import { createSignal } from 'solid-js'
import { useWords } from '../words'
import { Confirm } from './Confirm'
import { fieldErrorOf } from './errors'
import { showToast } from './toasts'

const t = useWords('settings')

/** A delete button that asks for confirmation, says what will happen, and reports a failure. */
export function DeleteButton(props: {
	title: string
	consequence: string
	remove: () => Promise<void>
	onRemoved: () => void
}) {
	const [asking, setAsking] = createSignal(false)
	const [busy, setBusy] = createSignal(false)
	const remove = async () => {
		setBusy(true)
		try {
			await props.remove()
			setAsking(false)
			props.onRemoved()
		} catch (error) {
			setAsking(false)
			showToast({ kind: 'bad', text: fieldErrorOf(error).text })
		} finally {
			setBusy(false)
		}
	}
	return (
		<>
			<button type="button" class="btn btn-bare btn-danger" onClick={() => setAsking(true)}>
				{t('form.remove')}
			</button>
			<Confirm
				open={asking()}
				title={props.title}
				action={t('form.remove')}
				danger
				busy={busy()}
				onConfirm={remove}
				onClose={() => setAsking(false)}
			>
				<p>{props.consequence}</p>
			</Confirm>
		</>
	)
}

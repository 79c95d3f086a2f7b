import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../words'
import { raiseToast } from './toasts'

const t = useWords()

interface ConfirmProps {
	open: boolean
	title: string
	/** What will happen, and whether it can be undone. */
	children: JSX.Element
	/** The verb on the button, e.g. "Revogar". */
	action: string
	danger?: boolean
	/** When given, the person must type it first. */
	typed?: string
	busy?: boolean
	onConfirm: () => void
	onClose: () => void
}

/** A question before an action that is hard to undo. Focus starts on the safe answer. */
export function Confirm(props: ConfirmProps) {
	return (
		<Show when={props.open}>
			<OpenConfirm {...props} />
		</Show>
	)
}

function OpenConfirm(props: ConfirmProps) {
	const id = createUniqueId()
	const [text, setText] = createSignal('')
	let dialog!: HTMLDialogElement
	onMount(() => {
		dialog.showModal()
		raiseToast()
	})
	onCleanup(() => {
		raiseToast(dialog)
		dialog.close()
	})
	const ready = () => !props.busy && (props.typed === undefined || text() === props.typed)
	return (
		<dialog
			ref={dialog}
			class="confirm"
			role="alertdialog"
			aria-labelledby={`${id}t`}
			aria-describedby={`${id}d`}
			onCancel={(event) => {
				event.preventDefault()
				props.onClose()
			}}
		>
			<form
				method="dialog"
				onSubmit={(event) => {
					event.preventDefault()
					// Where the question stands inside another form, that one is not sent.
					event.stopPropagation()
					if (ready()) props.onConfirm()
				}}
			>
				<h2 id={`${id}t`}>{props.title}</h2>
				<div id={`${id}d`}>{props.children}</div>
				<Show when={props.typed !== undefined}>
					<label class="field">
						<span>{t('ui.typeToConfirm', { text: props.typed ?? '' })}</span>
						<input
							class="input"
							autocomplete="off"
							value={text()}
							onInput={(event) => setText(event.currentTarget.value)}
						/>
					</label>
				</Show>
				<div class="acts">
					<span class="grow" />
					<button type="button" class="btn" autofocus onClick={() => props.onClose()}>
						{t('ui.cancel')}
					</button>
					<button
						type="submit"
						class="btn"
						classList={{ 'btn-main': !props.danger, 'btn-danger-main': props.danger ?? false }}
						disabled={!ready()}
					>
						{props.action}
					</button>
				</div>
			</form>
		</dialog>
	)
}

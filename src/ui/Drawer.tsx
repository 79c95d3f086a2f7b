import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../words'
import { Icon } from './Icon'
import * as icons from './icons'
import { raiseToast } from './toasts'

const t = useWords()

interface DrawerProps {
	open: boolean
	/** Called for Esc, the close button and a tap outside. The owner then sets `open` to false. */
	onClose: () => void
	title: string
	/** Beside the title: a count, say. */
	badge?: JSX.Element
	footer?: JSX.Element
	children: JSX.Element
	name?: string
}

/**
 * From the right on a desk, a sheet from below on a phone. The native modal dialog keeps focus inside, makes the rest
 * inert and gives focus back to what opened it.
 */
export function Drawer(props: DrawerProps) {
	return (
		<Show when={props.open}>
			<OpenDrawer {...props} />
		</Show>
	)
}

function OpenDrawer(props: DrawerProps) {
	const id = createUniqueId()
	let dialog!: HTMLDialogElement
	onMount(() => {
		dialog.showModal()
		raiseToast()
	})
	// Closing before the element leaves the document is what gives focus back.
	onCleanup(() => {
		raiseToast(dialog)
		dialog.close()
		// Whatever opened it may be gone meanwhile: a row that a correction took out of the list. Only once the dialog has left
		// the document has the focus fallen to its body.
		queueMicrotask(() => {
			if (document.activeElement === document.body)
				document.getElementById('content')?.focus({ preventScroll: true })
		})
	})
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a modal dialog by itself; the click is the tap outside.
		<dialog
			ref={dialog}
			class="drawer"
			aria-labelledby={id}
			data-drawer={props.name}
			onCancel={(event) => {
				event.preventDefault()
				props.onClose()
			}}
			onClick={(event) => event.target === dialog && props.onClose()}
		>
			<div class="drawer-in">
				<header>
					<h2 id={id}>{props.title}</h2>
					{props.badge}
					<span class="grow" />
					<button
						type="button"
						class="btn btn-bare btn-icon"
						aria-label={t('ui.close')}
						onClick={() => props.onClose()}
					>
						<Icon of={icons.close} large />
					</button>
				</header>
				<div class="body">{props.children}</div>
				<Show when={props.footer}>
					<footer>{props.footer}</footer>
				</Show>
			</div>
		</dialog>
	)
}

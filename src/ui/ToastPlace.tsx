import { createEffect, For, type JSX, on, onCleanup, Show } from 'solid-js'
import { useWords } from '../words'
import { Icon } from './Icon'
import * as icons from './icons'
import { closeToast, raiseToast, setToastPlace, type Toast, toasts } from './toasts'

const t = useWords()

/** How long a toast that isn't an error stays, in ms; an error until it is closed, unless it says for how long. */
const STAYS = 6_000
/** The same of one that offers something to do, an undoing above all. */
const STAYS_WITH_ACTION = 10_000

const drawing = { ok: icons.check, warn: icons.warning, bad: icons.alert, info: icons.bell }

/** Where toasts appear; once, in the app's shell. */
export default function ToastPlace(): JSX.Element {
	// Not in the page's own tree, whose places must stay as they are: it moves into whatever dialog is on top.
	const place = (
		<div class="toasts" popover="manual" role="status" aria-live="polite">
			<For each={toasts()}>{(toast) => <ToastCard toast={toast} />}</For>
		</div>
	) as HTMLDivElement
	document.body.append(place)
	setToastPlace(place)
	createEffect(on(toasts, () => raiseToast()))
	onCleanup(() => place.remove())
	return null
}

function ToastCard(props: { toast: Toast }) {
	// A notice is one thing from its first to its last moment.
	const { toast } = props
	if (toast.kind !== 'bad' || toast.stays) {
		const timer = setTimeout(
			() => closeToast(toast),
			toast.stays ?? (toast.action ? STAYS_WITH_ACTION : STAYS),
		)
		onCleanup(() => clearTimeout(timer))
	}
	return (
		<div class="toast" data-k={toast.kind}>
			<Icon of={drawing[toast.kind]} large />
			<p>
				{toast.text}
				<Show when={toast.detail}>
					<small class="num">{toast.detail}</small>
				</Show>
			</p>
			<button
				type="button"
				class="btn btn-bare"
				onClick={() => {
					closeToast(toast)
					toast.action?.run()
				}}
			>
				{toast.action?.label ?? t('ui.dismiss')}
			</button>
		</div>
	)
}

import { createEffect, type JSX, onCleanup, Show } from 'solid-js'
import { useWords } from '../words'
import { Icon } from './Icon'
import * as icons from './icons'
import { closeToast, currentToast, raiseToast, setToastPlace } from './toasts'

const t = useWords()

/** How long a toast that isn't an error stays, in ms. */
const STAYS = 6_000

const drawing = { ok: icons.check, warn: icons.warning, bad: icons.alert, info: icons.bell }

/** Where toasts appear; once, in the app's shell. */
export default function ToastPlace(): JSX.Element {
	createEffect(() => {
		const toast = currentToast()
		if (!toast || toast.kind === 'bad') return
		const timer = setTimeout(() => currentToast() === toast && closeToast(), toast.stays ?? STAYS)
		onCleanup(() => clearTimeout(timer))
	})
	let place!: HTMLDivElement
	createEffect(() => {
		setToastPlace(place)
		currentToast()
		raiseToast()
	})
	return (
		<div ref={place} class="toasts" popover="manual" role="status" aria-live="polite">
			<Show when={currentToast()} keyed>
				{(toast) => (
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
								toast.action?.run()
								if (currentToast() === toast) closeToast()
							}}
						>
							{toast.action?.label ?? t('ui.dismiss')}
						</button>
					</div>
				)}
			</Show>
		</div>
	)
}

import { createSignal } from 'solid-js'
export interface Toast {
	kind: 'ok' | 'warn' | 'bad' | 'info'
	text: string
	detail?: string
	/** How long it stays, in ms, where that is not the usual time. */
	stays?: number
	action?: { label: string; run: () => void }
}

const [shown, setShown] = createSignal<Toast | null>(null)

/** Shows a passing notice, one at a time: a newer one replaces it. Errors (`bad`) stay until closed. */
export function showToast(toast: Toast): void {
	setShown(toast)
}

/** The toast on the page, null when there is none. */
export const currentToast = shown

export const closeToast = (): void => {
	setShown(null)
}

let place: HTMLElement | undefined

/** Where toasts appear; `ToastPlace` says so. */
export function setToastPlace(element: HTMLElement): void {
	place = element
}

/**
 * Puts the toast on top of everything, into the topmost modal dialog: nothing outside of one can be pressed, whatever layer it
 * lies in. `closing`: a dialog that is about to go, and must not take the toast along.
 */
export function raiseToast(closing?: HTMLDialogElement): void {
	if (!place?.showPopover) return
	const dialogs = [...document.querySelectorAll('dialog:modal')].filter((dialog) => dialog !== closing)
	const home = dialogs.at(-1) ?? document.body
	if (place.matches(':popover-open')) place.hidePopover()
	if (place.parentElement !== home) home.append(place)
	if (shown()) place.showPopover()
}

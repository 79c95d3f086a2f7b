import { createSignal } from 'solid-js'

export interface Toast {
	kind: 'ok' | 'warn' | 'bad' | 'info'
	text: string
	detail?: string
	/** How long it stays, in ms, where that is not the usual time. */
	stays?: number
	/** What it is about: a newer notice about the same replaces it, whatever could still be done. */
	about?: string
	action?: { label: string; run: () => void }
}

/** How many notices that still offer something to do are kept below a newer one. */
const KEPT = 2

const [shown, setShown] = createSignal<readonly Toast[]>([])

/** Shows a passing notice. It replaces those before it, but for what can still be undone. Errors (`bad`) stay until closed. */
export function showToast(toast: Toast): void {
	const stillCounts = ({ action, about }: Toast) => action && (about === undefined || about !== toast.about)
	setShown((toasts) => [...toasts.filter(stillCounts).slice(-KEPT), toast])
}

/** The notices on the page, oldest first. */
export const toasts = shown

/** The newest notice, null when there is none. */
export const currentToast = (): Toast | null => shown().at(-1) ?? null

export function closeToast(toast: Toast): void {
	setShown((toasts) => toasts.filter((other) => other !== toast))
}

/** Takes away whatever was said to somebody who has gone. */
export const clearToasts = (): void => void setShown([])

let place: HTMLElement | undefined

/** Where toasts appear; `ToastPlace` says so. */
export function setToastPlace(element: HTMLElement): void {
	place = element
}

/**
 * Puts the toasts on top of everything, into the topmost modal dialog: nothing outside of one can be pressed, whatever layer it
 * lies in. `closing`: a dialog that is about to go, and must not take the toasts along.
 */
export function raiseToast(closing?: HTMLDialogElement): void {
	if (!place?.showPopover) return
	const dialogs = [...document.querySelectorAll('dialog:modal')].filter((dialog) => dialog !== closing)
	const home = dialogs.at(-1) ?? document.body
	if (place.matches(':popover-open')) place.hidePopover()
	if (place.parentElement !== home) home.append(place)
	if (shown().length > 0) place.showPopover()
}

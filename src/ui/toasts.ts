import { createSignal } from 'solid-js'
export interface Toast {
	kind: 'ok' | 'warn' | 'bad' | 'info'
	text: string
	detail?: string
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

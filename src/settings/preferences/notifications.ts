import { load, save } from '../../app/storage'

/** Whether this device shows notifications. */
export type NotificationState = 'unsupported' | 'blocked' | 'off' | 'on'

const isOn = (value: string): value is 'on' => value === 'on'
let wanted = load('notifications', isOn) === 'on'

/** The current state: the person's choice and the browser's permission. */
export function notificationState(): NotificationState {
	if (typeof Notification === 'undefined') return 'unsupported'
	if (Notification.permission === 'denied') return 'blocked'
	return wanted && Notification.permission === 'granted' ? 'on' : 'off'
}

/** Asks the browser for permission and stores the choice. Browsers allow the question only after a click. */
export async function allowNotifications(): Promise<NotificationState> {
	if (typeof Notification === 'undefined') return 'unsupported'
	const permission = await Notification.requestPermission()
	save('notifications', permission === 'granted' ? 'on' : null)
	wanted = permission === 'granted'
	return notificationState()
}

export function stopNotifications(): void {
	save('notifications', null)
	wanted = false
}

/**
 * Shows a notification where this device allows it. Texts are plain; `tag` keeps two tabs from showing the same thing
 * twice. Phones show it only through the service worker.
 */
export async function notify(title: string, body: string, tag: string): Promise<void> {
	if (notificationState() !== 'on') return
	const options = { body, tag, icon: 'icons/painel-192.png' }
	try {
		const worker = await navigator.serviceWorker?.getRegistration()
		if (worker) await worker.showNotification(title, options)
		else new Notification(title, options)
	} catch {
		// The toast on the page has said the same, so a device that cannot show notifications is no error.
	}
}

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** Notifications as the browser under test shows them; `permission` is what its owner decided. */
function browser(
	permission: NotificationPermission | null,
	worker: { showNotification: ReturnType<typeof vi.fn> } | null,
) {
	const shown: [string, NotificationOptions?][] = []
	class FakeNotification {
		static permission = permission
		static requestPermission = async () => {
			if (FakeNotification.permission === 'default') FakeNotification.permission = 'granted'
			return FakeNotification.permission
		}
		constructor(title: string, options?: NotificationOptions) {
			shown.push([title, options])
		}
	}
	vi.stubGlobal('Notification', permission === null ? undefined : FakeNotification)
	vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => worker ?? undefined } })
	return shown
}

const storage = new Map<string, string>()
beforeEach(() => {
	vi.resetModules()
	storage.clear()
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => storage.get(key) ?? null,
		setItem: (key: string, value: string) => storage.set(key, value),
		removeItem: (key: string) => storage.delete(key),
	})
})
afterEach(() => {
	vi.unstubAllGlobals()
})

test('nothing is shown before the person asked for it, nor after they stopped it', async () => {
	const shown = browser('default', null)
	const { allowNotifications, notificationState, notify, stopNotifications } = await import('./notifications')
	await notify('a', 'b', 'c')
	expect([notificationState(), shown.length]).toEqual(['off', 0])
	expect(await allowNotifications()).toBe('on')
	await notify('Mercado', '<img src=x>', 'tag')
	expect(shown).toEqual([['Mercado', expect.objectContaining({ body: '<img src=x>', tag: 'tag' })]])
	stopNotifications()
	await notify('a', 'b', 'c')
	expect([notificationState(), shown.length]).toEqual(['off', 1])
})

test('the choice is remembered, and a phone shows it through its service worker', async () => {
	storage.set('painel.notifications', 'on')
	const worker = { showNotification: vi.fn(async () => {}) }
	const shown = browser('granted', worker)
	const { notify } = await import('./notifications')
	await notify('Mercado', 'b', 'tag')
	expect(worker.showNotification).toHaveBeenCalledWith('Mercado', expect.objectContaining({ tag: 'tag' }))
	expect(shown).toEqual([])
})

test('a browser that blocks or lacks notifications is told apart, and never fails', async () => {
	storage.set('painel.notifications', 'on')
	browser('denied', null)
	let module = await import('./notifications')
	expect(module.notificationState()).toBe('blocked')
	await module.notify('a', 'b', 'c')
	vi.resetModules()
	browser(null, null)
	module = await import('./notifications')
	expect(module.notificationState()).toBe('unsupported')
	await module.notify('a', 'b', 'c')
	vi.resetModules()
	browser('granted', { showNotification: vi.fn(() => Promise.reject(new TypeError('no'))) })
	module = await import('./notifications')
	await expect(module.notify('a', 'b', 'c')).resolves.toBeUndefined()
})

import type { Clock, Environment, EnvironmentEvent } from './ports'

export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, task) {
		const timer = setTimeout(task, ms)
		return () => clearTimeout(timer)
	},
	random: Math.random,
}

/** What the browser says of network and visibility. Outside a browser: always online and visible. */
export function browserEnvironment(): Environment {
	return {
		// `false` is certain, `true` is not: a failing request still says more.
		online: () => globalThis.navigator?.onLine !== false,
		visible: () => globalThis.document?.visibilityState !== 'hidden',
		subscribe(listener) {
			const cleanups: (() => void)[] = []
			const listen = (target: EventTarget | undefined, name: string, event: () => EnvironmentEvent) => {
				const handle = () => listener(event())
				target?.addEventListener(name, handle)
				cleanups.push(() => target?.removeEventListener(name, handle))
			}
			const page = globalThis.window as EventTarget | undefined
			for (const name of ['online', 'offline', 'pagehide', 'pageshow'] as const)
				listen(page, name, () => name)
			listen(globalThis.document, 'visibilitychange', () =>
				globalThis.document.visibilityState === 'hidden' ? 'hidden' : 'visible',
			)
			return () => {
				for (const cleanup of cleanups) cleanup()
			}
		},
	}
}

/**
 * Lets the page paint and answer before work goes on: a new task, ahead of timers where the browser can
 * (`scheduler.yield`), and not subject to the throttling of nested timers where it cannot.
 */
export function yieldToBrowser(): Promise<void> {
	const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } }
	if (scheduler?.yield) return scheduler.yield()
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel()
		port1.onmessage = () => {
			port1.close()
			resolve()
		}
		port2.postMessage(null)
	})
}

/** Work that lasts so long, in ms, leaves time for a frame. */
const WORK = 8

/** Rests that are asked for often and taken where enough was done since the last: each costs a little. */
export function createRest(): () => Promise<void> {
	let since = performance.now()
	return async () => {
		if (performance.now() - since < WORK) return
		await yieldToBrowser()
		since = performance.now()
	}
}

/** Rejects at the abort even if `promise` ignores it: a frozen connection must not hold the feed. */
export function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true })
		promise.then(resolve, reject)
	})
}

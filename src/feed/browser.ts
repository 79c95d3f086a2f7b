import type { Clock, Environment, EnvironmentEvent } from './ports'

export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, task) {
		const timer = setTimeout(task, ms)
		return () => clearTimeout(timer)
	},
	random: Math.random,
}

/** The browser's word on network and visibility. Outside a browser: always online and visible. */
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

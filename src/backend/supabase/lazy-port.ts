import { BackendError } from '../types'

/**
 * Stands in for a port whose code is loaded by the first call: settings and review are of no use to the first figures.
 * For ports of async functions only. When the code can't be had, the call rejects as any does without a network
 * (`BackendError`, code `network`), and the next one asks again.
 */
export function lazyPort<Port extends object>(load: () => Promise<Port>): Port {
	let loading: Promise<Port> | null = null
	const loaded = () => {
		loading ??= load().catch((error: unknown) => {
			loading = null
			throw new BackendError('network', String(error))
		})
		return loading
	}
	return new Proxy({} as Port, {
		get: (_, name) => {
			// Nobody may take the port itself for a promise.
			if (name === 'then') return undefined
			return async (...args: unknown[]) => {
				const port = (await loaded()) as Record<PropertyKey, (...args: unknown[]) => unknown>
				return port[name]!(...args)
			}
		},
	})
}

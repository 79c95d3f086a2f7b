import { ConfigError, type ConfigProblem, readConfig } from '../backend/config'
import type { Backend } from '../backend/types'
import { importWithRetry } from './lazy'

/** A purchase of the demo's simulated agent about every so many ms: often enough to see the page live within moments. */
const DEMO_PACE = 5_000

/** Which world the page talks to; each loads only when chosen. */
export type Opening =
	| { kind: 'ready'; backend: Promise<Backend>; demo?: { email: string; password: string } | undefined }
	| { kind: 'unfit'; problem: ConfigProblem }

/** Reads the configuration: a Supabase project when there is one, else the demo; an unfit one is named. */
export function openBackend(): Opening {
	try {
		const config = readConfig()
		if (!config) {
			return {
				kind: 'ready',
				backend: importWithRetry(() => import('../demo/backend')).then((demo) =>
					demo.createDemoBackend({ pace: DEMO_PACE }),
				),
			}
		}
		return {
			kind: 'ready',
			demo: config.demo,
			backend: importWithRetry(() => import('../backend/supabase')).then((supabase) =>
				supabase.createSupabaseBackend(config),
			),
		}
	} catch (error) {
		if (error instanceof ConfigError) return { kind: 'unfit', problem: error.problem }
		throw error
	}
}

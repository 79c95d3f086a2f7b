import { checkConfig, configStorage, configStorageKey, type PainelConfig } from './config'

/**
 * Keeps the setup screen's answer in this browser (pages opened from disk only). Reload the page after it.
 * @throws ConfigError
 */
export function storeConfig(input: { supabaseUrl: string; publishableKey: string }): void {
	const config = checkConfig(input)
	if (config) configStorage()?.setItem(configStorageKey, JSON.stringify(config))
	else clearStoredConfig()
}

/** Back to the demo. */
export function clearStoredConfig(): void {
	configStorage()?.removeItem(configStorageKey)
}

/** What one request to the project says about a configuration. */
export type ProbeAnswer = 'ok' | 'unreachable' | 'refused'

/** Requests the project's public auth settings, which need the right key and nothing else. Never rejects. */
export async function probe(config: PainelConfig, request: typeof fetch = fetch): Promise<ProbeAnswer> {
	try {
		const answer = await request(`${config.supabaseUrl}/auth/v1/settings`, {
			headers: { apikey: config.publishableKey },
		})
		return answer.ok ? 'ok' : answer.status === 401 || answer.status === 403 ? 'refused' : 'unreachable'
	} catch {
		return 'unreachable'
	}
}

import type { PainelConfig } from '../../backend/config'

/** What one request to the project says about a configuration. */
export type ProbeAnswer = 'ok' | 'unreachable' | 'refused'

/** Asks the project's public auth settings, which need the right key and nothing else. Never rejects. */
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

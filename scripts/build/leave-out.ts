import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/**
 * Parts of supabase-js that the page never calls, with the names that are imported from each: files, edge functions, the
 * administration of users, and signing in by passkey or wallet.
 */
const parts: Record<string, string[]> = {
	'./GoTrueAdminApi': ['default'],
	'./lib/web3/ethereum': ['createSiweMessage', 'fromHex', 'getAddress', 'toHex'],
	'./lib/webauthn': [
		'createCredential',
		'deserializeCredentialCreationOptions',
		'deserializeCredentialRequestOptions',
		'getCredential',
		'serializeCredentialCreationResponse',
		'serializeCredentialRequestResponse',
		'browserSupportsWebAuthn',
		'webAuthnAbortService',
		'WebAuthnApi',
	],
	'@supabase/storage-js': ['StorageClient', 'StorageApiError'],
	'@supabase/functions-js': [
		'FunctionsClient',
		'FunctionsError',
		'FunctionsFetchError',
		'FunctionsHttpError',
		'FunctionsRelayError',
		'FunctionRegion',
	],
}

/** What is left of a part where something of it is needed after all. */
const remains: Record<string, string> = {
	// Signing out is the one thing that the client asks of the administration.
	'./GoTrueAdminApi': `
		import { _request } from '@supabase/auth-js/dist/module/lib/fetch.js'
		import { isAuthError } from '@supabase/auth-js/dist/module/lib/errors.js'
		export default class {
			constructor({ url, headers, fetch }) {
				Object.assign(this, { url, headers, fetch })
			}
			async signOut(jwt, scope = 'global') {
				try {
					await _request(this.fetch, 'POST', this.url + '/logout?scope=' + scope,
						{ headers: this.headers, jwt, noResolveJson: true })
					return { data: null, error: null }
				} catch (error) {
					if (isAuthError(error)) return { data: null, error }
					throw error
				}
			}
		}`,
}

/** Loads the code of the live channel only when a channel is joined. */
const deferredRealtime = fileURLToPath(new URL('../../src/backend/deferred-realtime.ts', import.meta.url))

/**
 * Leaves out of the page what no code of ours touches, such as files storage and edge functions, and defers the live
 * channel: the reader needn't wait for them.
 */
export function leaveOutUnusedParts(): Plugin {
	return {
		name: 'painel:leave-out-unused-parts',
		apply: 'build',
		enforce: 'pre',
		resolveId(id, importer) {
			if (id === '@supabase/realtime-js' && importer?.includes('/@supabase/supabase-js/'))
				return deferredRealtime
			const ours = id.startsWith('.') ? importer?.includes('/@supabase/auth-js/') : true
			return ours && id in parts ? `\0left-out:${id}` : null
		},
		load(id) {
			if (!id.startsWith('\0left-out:')) return null
			const part = id.slice('\0left-out:'.length)
			const names = parts[part] ?? []
			if (remains[part]) return remains[part]
			return names
				.map((name) => (name === 'default' ? 'export default class {}' : `export class ${name} {}`))
				.join('\n')
		},
	}
}

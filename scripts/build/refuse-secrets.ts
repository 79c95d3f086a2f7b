import type { Plugin } from 'vite'
import { loadEnv } from 'vite'
import { checkConfig, isSecretKey, type PainelConfig } from '../../src/backend/config.ts'

/** The configuration that this build is made with. Both are empty in a build for the demo or for `config.js`. */
export function buildConfig(mode: string, root: string): PainelConfig | null {
	const env = loadEnv(mode, root, 'VITE_')
	for (const [name, value] of Object.entries(env)) {
		// Every VITE_ variable may end up in the bundle, not only the two of ours.
		if (isSecretKey(value)) {
			throw plain(
				`${name} holds a SECRET key, and everything named VITE_… is public. Put the publishable key (sb_publishable_…) there instead, and revoke the secret key if this build was ever published.`,
			)
		}
	}
	try {
		return checkConfig({
			supabaseUrl: env.VITE_SUPABASE_URL,
			publishableKey: env.VITE_SUPABASE_PUBLISHABLE_KEY,
		})
	} catch (error) {
		throw plain(
			`VITE_SUPABASE_URL and VITE_SUPABASE_PUBLISHABLE_KEY are not fit for a build. ${(error as Error).message} Leave both empty for a page that runs the demo.`,
		)
	}
}

/** An error whose message stands alone: the stack of the build tool helps nobody here. */
function plain(message: string): Error {
	return Object.assign(new Error(message), { stack: message })
}

/** Finds a secret key in text that is about to be published: its place, never the key itself. */
export function findSecret(text: string): number {
	const keys = /sb_secret_[\w-]{8,}|eyJ[\w-]+\.[\w-]+\.[\w-]+/g
	for (const match of text.matchAll(keys)) if (isSecretKey(match[0])) return match.index
	return -1
}

/** Fails the build on an unfit URL or key, and on a secret key in anything that would be published. */
export function refuseSecrets(): Plugin {
	let root = process.cwd()
	return {
		name: 'painel:refuse-secrets',
		apply: 'build',
		config(config, { mode }) {
			root = config.root ?? root
			buildConfig(mode, root)
		},
		generateBundle(_, bundle) {
			for (const file of Object.values(bundle)) {
				const text = file.type === 'chunk' ? file.code : file.source
				if (typeof text === 'string' && findSecret(text) >= 0) {
					this.error(
						`${file.fileName} would publish a SECRET key. Find where the source holds it, take it out, and revoke it.`,
					)
				}
			}
		},
	}
}

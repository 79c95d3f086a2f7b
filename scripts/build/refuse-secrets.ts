import { resolve } from 'node:path'
import { loadEnv, type Plugin, type ResolvedConfig } from 'vite'
import { isSecretKey, type PainelConfig } from '../../src/backend/config.ts'
import { checkConfig } from '../../src/backend/config-advice.ts'
import { findSecretIn, secretInFolder } from './secrets.ts'

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

/**
 * Fails the build on an unfit URL or key, and on anything secret in what would be published: the bundle before it is
 * written, and then the finished folder, with what comes from `public/`, the markup and other plugins.
 */
export function refuseSecrets(): Plugin {
	let resolved: ResolvedConfig
	let written = false
	return {
		name: 'painel:refuse-secrets',
		apply: 'build',
		config(config, { mode }) {
			buildConfig(mode, config.root ?? process.cwd())
		},
		configResolved(config) {
			resolved = config
		},
		generateBundle(_, bundle) {
			for (const file of Object.values(bundle)) {
				const secret = findSecretIn(file.type === 'chunk' ? file.code : file.source)
				if (secret)
					this.error(
						`${file.fileName} would publish ${secret}. Find where the source holds it, take it out, and revoke it.`,
					)
			}
		},
		writeBundle() {
			written = true
		},
		closeBundle: {
			// After every plugin that still writes files.
			order: 'post',
			sequential: true,
			handler() {
				if (!written) return
				const folder = resolve(resolved.root, resolved.build.outDir)
				const found = secretInFolder(folder)
				if (found)
					throw plain(
						`${found.file} in ${folder} holds ${found.secret}. Do not publish this folder: take the secret out of the source or of public/, build again, and revoke it.`,
					)
			},
		},
	}
}

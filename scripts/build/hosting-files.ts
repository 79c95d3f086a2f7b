import type { Plugin } from 'vite'
import { connectSources, hostingHeaders, netlifyHeaders } from './headers.ts'
import { buildConfig } from './refuse-secrets.ts'

/** Emits `_headers` for this very build: its Content-Security-Policy names its Supabase host and no other. */
export function hostingFiles(): Plugin {
	let supabaseUrl: string | null = null
	return {
		name: 'painel:hosting-files',
		apply: 'build',
		configResolved(config) {
			supabaseUrl = buildConfig(config.mode, config.root)?.supabaseUrl ?? null
		},
		generateBundle() {
			this.emitFile({
				type: 'asset',
				fileName: '_headers',
				source: netlifyHeaders(hostingHeaders(connectSources(supabaseUrl))),
			})
		},
	}
}

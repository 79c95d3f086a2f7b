import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import { connectSources, hostingHeaders, netlifyHeaders, pagePolicy } from './headers.ts'
import { buildConfig } from './refuse-secrets.ts'

/**
 * Emits `_headers` for this very build: its Content-Security-Policy names its Supabase host and no other. For hosts that
 * don't read it, the page says the policy itself, and which project it was built for. `npm run dev` serves a page that
 * says its project alone: `public/boot.js` lets it connect to no other, and hot reload needs inline scripts.
 */
export function hostingFiles(): Plugin {
	let supabaseUrl: string | null = null
	return {
		name: 'painel:hosting-files',
		configResolved(config) {
			supabaseUrl = buildConfig(config.mode, config.root)?.supabaseUrl ?? null
		},
		transformIndexHtml: {
			order: 'post',
			handler(html, { server }) {
				const first = '<meta charset="utf-8" />'
				if (!html.includes(first)) throw new Error(`index.html must begin its head with ${first}`)
				// By which the page knows whether a copy of it is a newer one.
				const build = createHash('sha256').update(html).digest('hex').slice(0, 16)
				const project = supabaseUrl ? `\n\t\t<meta name="painel-project" content="${supabaseUrl}" />` : ''
				// Before everything that they govern.
				if (server) return html.replace(first, () => `${first}${project}`)
				return html.replace(
					first,
					() =>
						`${first}\n\t\t<meta http-equiv="Content-Security-Policy" content="${pagePolicy()}" />\n\t\t<meta name="painel-build" content="${build}" />${project}`,
				)
			},
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

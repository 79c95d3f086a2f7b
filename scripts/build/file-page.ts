import { build, type Plugin, type ResolvedConfig } from 'vite'

/** Folder of the build for pages opened from disk, beside the hosted one. */
export const filePageFolder = 'file'

/**
 * Browsers refuse module scripts and dynamic imports from `file://`. So the page is built a second time as one classic
 * script with fonts and styles inside, which `boot.js` loads only when the page was opened from disk: the hosted page
 * keeps its lazy chunks and never asks for it.
 */
export function filePage(entry: string, plugins: () => Plugin[]): Plugin {
	let resolved: ResolvedConfig
	let failed = false
	return {
		name: 'painel:file-page',
		apply: 'build',
		enforce: 'post',
		configResolved(config) {
			resolved = config
		},
		buildEnd(error) {
			failed = error !== undefined
		},
		transformIndexHtml: {
			order: 'post',
			// A style sheet needs no CORS on its own site, and from disk it would be refused with it.
			handler: (html) => html.replace(/(<link rel="stylesheet") crossorigin/g, '$1'),
		},
		closeBundle: {
			order: 'pre',
			sequential: true,
			async handler() {
				if (failed) return
				await build({
					configFile: false,
					root: resolved.root,
					mode: resolved.mode,
					envDir: resolved.envDir,
					base: './',
					logLevel: 'warn',
					publicDir: false,
					plugins: plugins(),
					build: {
						target: resolved.build.target,
						outDir: `${resolved.build.outDir}/${filePageFolder}`,
						emptyOutDir: true,
						assetsInlineLimit: Number.MAX_SAFE_INTEGER,
						cssCodeSplit: false,
						modulePreload: false,
						chunkSizeWarningLimit: 4_000,
						rolldownOptions: {
							input: entry,
							// Vite's import wrapper mentions import.meta.url; with everything inside, nobody reads it.
							checks: { emptyImportMeta: false },
							output: {
								format: 'iife',
								codeSplitting: false,
								entryFileNames: 'painel.js',
								assetFileNames: 'painel[extname]',
							},
						},
					},
				})
			},
		},
	}
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'
import { publishedPackages } from './published-packages.ts'

/** What an offline page needs; the page for opening from disk, under `file/`, is none of it. */
const kept = /^(index\.html|boot\.js|assets\/.*\.(js|css|woff2)|icons\/painel\.svg)$/

/** The files to keep, with a revision for those whose name doesn't change with their content. */
function shellFiles(folder: string): { url: string; revision: string | null }[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => kept.test(file))
		.sort()
		.map((file) => ({
			url: file === 'index.html' ? 'index.html?offline' : file,
			revision: file.startsWith('assets/')
				? null
				: createHash('sha256')
						.update(readFileSync(join(folder, file)))
						.digest('hex')
						.slice(0, 16),
		}))
}

/** Builds `entry` into `sw.js`, which keeps a copy of the files of this very build. */
export function serviceWorker(entry: string): Plugin {
	let resolved: ResolvedConfig
	let written = false
	return {
		name: 'painel:service-worker',
		apply: 'build',
		configResolved(config) {
			resolved = config
		},
		writeBundle() {
			written = true
		},
		closeBundle: {
			sequential: true,
			async handler() {
				if (!written) return
				const { outDir, target } = resolved.build
				await build({
					configFile: false,
					root: resolved.root,
					mode: resolved.mode,
					envDir: false,
					logLevel: 'warn',
					publicDir: false,
					plugins: [publishedPackages()],
					define: {
						shellFiles: JSON.stringify(shellFiles(resolve(resolved.root, outDir))),
						'process.env.NODE_ENV': '"production"',
					},
					build: {
						target,
						outDir,
						emptyOutDir: false,
						// In one file: the page's policy lets a worker import no other.
						rolldownOptions: {
							input: entry,
							output: { format: 'iife', codeSplitting: false, entryFileNames: 'sw.js' },
						},
					},
				})
			},
		},
	}
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { pagePlugins } from '../../scripts/build/page-plugins.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A hash of the page's sources. By content, since modification times are new in every clone. */
function fingerprint(): string {
	const hash = createHash('sha256')
	const add = (path: string) => {
		if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
		else if (!/\.test\.tsx?$/.test(path)) hash.update(path.slice(root.length)).update(readFileSync(path))
	}
	for (const path of ['src', 'public', 'index.html', 'package-lock.json']) {
		if (existsSync(join(root, path))) add(join(root, path))
	}
	return hash.digest('hex')
}

/**
 * Builds the page into `folder` unless it is there already. Without what only hosting needs: no second build for
 * `file://`, no service worker, which would show the last version after an update, and nothing made small.
 */
export async function buildPage(folder: string): Promise<void> {
	const stamp = join(folder, 'built')
	const wanted = fingerprint()
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
	await build({
		configFile: false,
		root,
		base: './',
		logLevel: 'error',
		plugins: pagePlugins(),
		// Tells src/app/updates.ts to leave service workers alone.
		define: { 'import.meta.env.PROD': 'false' },
		build: {
			target: 'es2022',
			outDir: folder,
			emptyOutDir: true,
			reportCompressedSize: false,
			minify: false,
		},
	})
	writeFileSync(stamp, wanted)
}

// Its own process: compiling would hold up the database that starts beside it.
if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage(process.argv[2] as string)

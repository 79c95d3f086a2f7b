import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** A production build of the page, the same as `npm run build` without any Supabase project configured. */
export interface BuiltPage {
	folder: string
	remove(): void
}

/** Builds into a folder of its own. `PAINEL_DIST` names a build to use as it is instead. */
export async function buildPage(): Promise<BuiltPage> {
	const ready = process.env.PAINEL_DIST
	if (ready) return { folder: ready, remove: () => {} }
	const folder = mkdtempSync(join(tmpdir(), 'painel-dist-'))
	const before = { ...process.env }
	// Empty, not absent: what a developer has in .env or .env.local would be read instead.
	process.env.VITE_SUPABASE_URL = ''
	process.env.VITE_SUPABASE_PUBLISHABLE_KEY = ''
	// vitest sets both for its own run; a page built so would be the development one.
	process.env.NODE_ENV = 'production'
	delete process.env.VITEST
	try {
		await build({ logLevel: 'error', mode: 'production', build: { outDir: folder, emptyOutDir: true } })
	} finally {
		process.env = before
	}
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folders that are made, fetched or private: none of them is written by hand. */
const NOT_OURS = new Set([
	'.git',
	'.painel',
	'.branches',
	'.temp',
	'coverage',
	'dist',
	'node_modules',
	'test-results',
])

/** Every file of the project below `folder`, sorted, with `/` between names. Works without git, as in a downloaded archive. */
export function projectFiles(folder = '.'): string[] {
	const found: string[] = []
	const visit = (path: string) => {
		for (const entry of readdirSync(path, { withFileTypes: true })) {
			if (NOT_OURS.has(entry.name)) continue
			if (entry.isDirectory()) visit(join(path, entry.name))
			else if (entry.isFile()) found.push(join(path, entry.name).replaceAll('\\', '/'))
		}
	}
	visit(folder)
	return found.sort()
}

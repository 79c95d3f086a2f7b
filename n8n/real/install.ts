import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The newest n8n that installs from the registry alone. compose.yaml names a later one, with the same versions of our nodes. */
export const n8nVersion = '2.41.1'

/** Outside the project, so that no checkout, watcher or search meets its 200,000 files; `PAINEL_N8N_FOLDER` names another place. */
const folder = process.env.PAINEL_N8N_FOLDER ?? join(homedir(), '.cache', 'painel', `n8n-${n8nVersion}`)
const program = join(folder, 'node_modules/n8n/bin/n8n')
const built = join(folder, 'node_modules/sqlite3/build/Release/node_sqlite3.node')
/** This n8n asks for Node 24: npm's own build of it, for this machine's processor. */
const nodePackage = `node-linux-${process.arch}`

function npm(...args: string[]): void {
	const { status } = spawnSync('nice', ['npm', ...args], { cwd: folder, stdio: ['ignore', 2, 2] })
	if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder} (exit ${status}).`)
}

function installedVersion(): string | null {
	const manifest = join(folder, 'node_modules/n8n/package.json')
	return existsSync(manifest)
		? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
		: null
}

const nodeProgram = (): string =>
	Number(process.versions.node.split('.')[0]) >= 24
		? process.execPath
		: join(folder, 'node_modules', nodePackage, 'bin/node')

/**
 * Installs a real n8n (3 GB, minutes) in this account's cache folder, once.
 * @returns the paths of a Node that runs it, and of its program
 */
export function installN8n(): { node: string; program: string } {
	const node = nodeProgram()
	if (installedVersion() === n8nVersion && existsSync(built) && existsSync(node)) return { node, program }
	console.error(`Installing n8n ${n8nVersion} in ${folder}: about 3 GB and several minutes, once.`)
	mkdirSync(folder, { recursive: true })
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({
			private: true,
			dependencies: { n8n: n8nVersion, [nodePackage]: '24' },
			// n8n takes xlsx from its author's own server; the registry's copy is enough here.
			overrides: { xlsx: '0.18.5' },
		}),
	)
	// Prebuilt binaries come from elsewhere than the registry: build the one that is needed.
	npm('install', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund', '--loglevel=error')
	npm('rebuild', 'sqlite3')
	if (!existsSync(built)) throw new Error('sqlite3 did not build: install python3, make and a C++ compiler.')
	return { node, program }
}

if (process.argv[1] === import.meta.filename) console.log(installN8n().program)

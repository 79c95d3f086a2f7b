import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

/** Runs the Supabase CLI against a database, asking nobody and telling nobody. Rejects with its output when it fails. */
export async function supabase(url: string, ...parts: string[]): Promise<string> {
	const { stdout } = await run(bin('supabase'), [...parts, `--remote=${url}?sslmode=disable`, '--yes'], {
		cwd: root,
		env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
		maxBuffer: 16 * 1024 * 1024,
	})
	return stdout
}

/** TypeScript types of the API's schema, formatted as the house formats. */
export async function generateTypes(url: string): Promise<string> {
	const types = await supabase(url, 'gen', 'types', '--lang', 'typescript', '--schema', 'public')
	const notice =
		'// Written by `npm run db:snapshot` out of the migrations; a test compares.\n// biome-ignore-all lint: generated\n'
	const require = createRequire(import.meta.url)
	const biome = join(dirname(require.resolve('@biomejs/biome/package.json')), 'bin', 'biome')
	const formatting = execFile(process.execPath, [biome, 'format', '--stdin-file-path=generated.ts'], {
		cwd: root,
	})
	formatting.stdin!.end(notice + types)
	let formatted = ''
	for await (const chunk of formatting.stdout!) formatted += chunk
	if (formatted.trim() === '') throw new Error('the formatter answered nothing')
	return formatted
}

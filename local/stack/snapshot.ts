import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { PGlite } from '@electric-sql/pglite'
import { type Database, openDatabase } from '../database/index'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Everything that decides what an empty prepared database looks like. */
function fingerprint(): string {
	const hash = createHash('sha256')
	for (const folder of ['local/database', 'local/lite', 'supabase/migrations']) {
		for (const name of readdirSync(join(root, folder)).sort()) {
			if (!/\.(sql|ts)$/.test(name) || name.endsWith('.test.ts')) continue
			hash.update(name).update(readFileSync(join(root, folder, name)))
		}
	}
	for (const name of ['@electric-sql/pglite', '@supabase/lite']) {
		hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')))
	}
	return hash.digest('hex').slice(0, 16)
}

/**
 * Opens a database; an empty one starts from a snapshot of a prepared one, which saves the seconds that initdb and the
 * migrations take. The snapshot is made at the first opening and made anew whenever what is in it changes.
 */
export async function openFromSnapshot(
	data: string,
	cache = join(root, 'node_modules/.cache/painel'),
): Promise<Database> {
	const empty = data === 'memory' || (!/^postgres(ql)?:/.test(data) && !existsSync(data))
	if (!empty) return openDatabase({ data })
	const file = join(cache, `database-${fingerprint()}.tar.gz`)
	if (existsSync(file)) {
		try {
			// Unpacked here, since PGlite would not let us catch that it is damaged.
			const tar = gunzipSync(readFileSync(file))
			return await openDatabase({ data, prepared: new Blob([tar], { type: 'application/x-tar' }) })
		} catch (error) {
			// Cut short by a full disk, say: make it anew. Anything else fails again below.
			if ((error as Error).name === 'FolderInUseError') throw error
			rmSync(file, { force: true })
			if (data !== 'memory') rmSync(data, { recursive: true, force: true })
		}
	}
	const database = await openDatabase({ data })
	await keep(database, file).catch(() => {})
	return database
}

/** Writes the snapshot. The caller ignores failures: without a cache the next start only takes longer. */
async function keep(database: Database, file: string): Promise<void> {
	const pglite = database.connection.driver as unknown as PGlite
	const dump = await database.exclusive(() => pglite.dumpDataDir('gzip'))
	const folder = dirname(file)
	mkdirSync(folder, { recursive: true })
	// Several processes may come here at once: each writes a file of its own, the rename decides.
	const own = `${file}.${process.pid}`
	writeFileSync(own, Buffer.from(await dump.arrayBuffer()))
	renameSync(own, file)
	for (const name of readdirSync(folder)) {
		if (name.startsWith('database-') && name.endsWith('.tar.gz') && join(folder, name) !== file) {
			rmSync(join(folder, name), { force: true })
		}
	}
}

import type { PGlite } from '@electric-sql/pglite'

/** What this needs of Emscripten's files in a folder. */
interface FileSystem {
	filesystems: {
		NODEFS: { stream_ops: { write(stream: { path?: string }, ...rest: unknown[]): number } }
	}
}

const NO_SPACE = 51 // Emscripten's number for ENOSPC

/**
 * PostgreSQL ends itself when it cannot write its log of changes; inside this process it cannot, and goes round for ever
 * instead, answering nobody. So `onFull` hears of it, which must end the process. What was committed is safe: the next
 * start recovers it, as after any crash.
 */
export async function watchForFullDisk(pglite: PGlite, onFull: () => never): Promise<void> {
	await pglite.waitReady
	const { NODEFS } = (pglite.Module.FS as unknown as FileSystem).filesystems
	const operations = NODEFS.stream_ops
	const write = operations.write.bind(operations)
	operations.write = (stream, ...rest) => {
		try {
			return write(stream, ...rest)
		} catch (error) {
			if ((error as { errno?: number }).errno === NO_SPACE && stream.path?.includes('/pg_wal/')) onFull()
			throw error
		}
	}
}

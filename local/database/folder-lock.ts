import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A data folder that another live process has open. Two writers would silently lose rows. */
export class FolderInUseError extends Error {
	override name = 'FolderInUseError'
	constructor(
		readonly folder: string,
		readonly pid: number,
	) {
		super(
			`The data folder ${folder} is in use by process ${pid}. Stop that process first, or choose another folder with --data.`,
		)
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0)
		return true
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM'
	}
}

const held = new Set<string>()

/**
 * Takes the folder for this process, creating it if needed; answers how to give it back. A lock left by a dead process
 * is taken over. Throws `FolderInUseError`. The file lies beside the folder, since PGlite wants the folder to itself.
 */
export function lockFolder(folder: string): () => void {
	const path = resolve(folder)
	mkdirSync(path, { recursive: true })
	const file = `${path}.lock`
	if (held.has(path)) throw new FolderInUseError(folder, process.pid)
	for (;;) {
		try {
			writeFileSync(file, String(process.pid), { flag: 'wx' })
			break
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
			const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
			if (Number.isInteger(pid) && pid !== process.pid && isAlive(pid))
				throw new FolderInUseError(folder, pid)
			rmSync(file, { force: true })
		}
	}
	held.add(path)
	const release = () => {
		if (!held.delete(path)) return
		process.off('exit', release)
		rmSync(file, { force: true })
	}
	process.once('exit', release)
	return release
}

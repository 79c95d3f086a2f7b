import { spawnSync } from 'node:child_process'
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

/** Where the system does not tell when a process began, its number alone has to do. */
const UNKNOWN = 'unknown'

/** When a process began, in whatever form this system says it: with its number it is one process and no other. */
function startOf(pid: number): string {
	try {
		if (process.platform === 'linux') {
			const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
			// The name before it is in brackets and may hold anything; of what follows the twentieth is the start.
			const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]
			return `${boot}/${ticks}`
		}
		const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
		return stdout?.trim().replace(/\s+/g, '-') || UNKNOWN
	} catch {
		return UNKNOWN
	}
}

/**
 * The process that holds a lock, if it lives. Numbers are given out again, after a restart of the machine or container at
 * once: another process of that number holds nothing, and nor does what is no lock of ours.
 */
function holderOf(lock: string): number | null {
	const [, digits, start] = /^([1-9]\d{0,8}) (\S+)$/.exec(lock.trim()) ?? []
	const pid = Number(digits)
	if (!start || pid === process.pid || !isAlive(pid)) return null
	return start === UNKNOWN || start === startOf(pid) ? pid : null
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
			writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' })
			break
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
			const pid = holderOf(readFileSync(file, 'utf8'))
			if (pid !== null) throw new FolderInUseError(folder, pid)
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
